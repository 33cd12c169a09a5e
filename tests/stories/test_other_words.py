"""A trouble told in anger, by reference to another, or to a colleague; and what only sounds so."""

import pytest

from tests.conftest import EXPERTS, MEIYU, SALON, Town

FIRM, HIM = "澄屿小葛", "铁军"


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("气死我了这破机器，他妈的又漏油", "这机器，又漏油"),
        ("妈的造粒机齿轮箱漏油漏一地，烦死", "造粒机齿轮箱漏油漏一地"),
        (
            "我们门板翘曲的问题去年戴工解决了，今年新模具又有点翘，戴工还在不在",
            "门板翘曲，今年新模具又有点翘",
        ),
        ("我们厂空压机也跳，一样的毛病", "空压机也跳"),
        ("我们笔壳模也是有几腔缺胶，跟老邬一样", "笔壳模也是有几腔缺胶"),
        ("我们也是，奶嘴飞边，跟泊洛一样报废好多", "奶嘴飞边"),
    ],
)
def test_a_ticket_is_opened(town: Town, words: str, title: str) -> None:
    town.says(FIRM, words, MEIYU)
    town.later(20)
    assert town.ticket().title == title


@pytest.mark.parametrize(
    "words", ["我们也是，奶嘴飞边，跟澄屿一样报废好多", "我们笔壳模也是有几腔缺胶，跟澄屿一样"]
)
def test_who_has_the_like_at_another_firm_gets_a_ticket_of_his_own(town: Town, words: str) -> None:
    town.says(FIRM, "锌合金水龙头压铸冷隔，报废好多", MEIYU)
    town.later(60)
    town.says("蔚桐胡", words, MEIYU)
    town.later(20)
    assert town.ticket(1001).title == "锌合金水龙头压铸冷隔，报废好多"
    assert (town.ticket(1002).category, town.ticket(1002).requester) == ("injection", "蔚桐胡")
    assert "压铸" not in town.ticket(1002).title


@pytest.mark.parametrize("words", ["妈的", "气死我了", "烦死了今天"])
def test_mere_anger_opens_none(town: Town, words: str) -> None:
    assert town.answered(FIRM, words) == []


@pytest.mark.parametrize(
    "words",
    [
        "三坐标测出来位置度不对，不知道是基准问题还是探针，老计你去看看",
        "冲床滑块下不去，小秦你赶紧过去看看",
    ],
)
def test_a_colleague_is_sent_and_nobody_asked(town: Town, words: str) -> None:
    assert town.answered(FIRM, words) == []
    assert town.asked() == []


@pytest.mark.parametrize("words", ["磨床磨出来有波纹，铁军你来看看", "磨床磨出来有波纹，龚师傅你过来看看"])
def test_a_craftsman_who_is_called_is_asked(town: Town, words: str) -> None:
    town.says(FIRM, words, SALON)
    town.later(20)
    assert HIM in town.asked()


@pytest.mark.parametrize(
    ("words", "title", "trade"),
    [
        ("不是锌合金，我是硅胶奶嘴飞边，搞错了吧", "硅胶奶嘴飞边", "injection"),
        ("不是锌合金的，1001是硅胶奶嘴", "飞边老是去不掉", "injection"),
        ("不是锌合金的，是硅胶奶嘴", "飞边老是去不掉", "injection"),
    ],
)
def test_what_it_was_wrongly_taken_for_is_put_right(town: Town, words: str, title: str, trade: str) -> None:
    town.says(FIRM, "飞边老是去不掉", MEIYU)
    town.later(60)
    town.says(FIRM, words, MEIYU)
    town.later(20)
    ticket = town.ticket()
    assert (ticket.title, ticket.category) == (title, trade)
    assert words in ticket.body


@pytest.mark.parametrize(
    "words", ["磨床那个今天有人来吗", "早，磨床那个今天有人来吗", "早，到底谁来啊", "到底谁来"]
)
def test_after_a_night_it_is_still_its_own_ticket(town: Town, words: str) -> None:
    town.says(FIRM, "平面磨磨出来有波纹", MEIYU)
    town.later(20)
    town.says(HIM, "1001我接 后天来", EXPERTS)
    town.later(12 * 3600)
    (said,) = town.answered(FIRM, words)
    assert said.startswith("@澄屿小葛 【1001】平面磨磨出来有波纹：龚铁军9:00接了，说“后天来”")


def test_another_machine_is_another_thing(town: Town) -> None:
    town.says(FIRM, "平面磨磨出来有波纹", MEIYU)
    town.later(20)
    (said,) = town.answered(FIRM, "车床那个有人来吗")
    assert said == "@澄屿小葛 “车床”还没有单子。说一下出了什么毛病，我就请师傅。"


def test_what_is_for_lunch_is_nothing_to_tell_the_expert(town: Town) -> None:
    town.says(FIRM, "平面磨磨出来有波纹", MEIYU)
    town.later(20)
    town.says(HIM, "1001我接", EXPERTS)
    town.later(40)
    told = len(town.heard(to=HIM))
    assert town.answered(FIRM, "小葛，饭堂今天吃啥") == []
    assert town.heard(to=HIM)[told:] == []
