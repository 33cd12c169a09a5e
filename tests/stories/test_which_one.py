"""Asked "哪一单？", people answer as they talk: by the thing, the firm, the place in the list, the time."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

SHUANGQIAO = "双桥企业服务群"


@pytest.fixture
def holder(town: Town) -> Town:
    """老单 has two tickets in hand: 1001 of 澄屿 (熔接线), then 1002 of 蔚桐 (离合器)."""
    town.request()
    town.says("蔚桐胡", "求助 冲床离合器打滑 滑块停不住", SHUANGQIAO)
    town.later(12)
    town.says("老单", "1001 接", EXPERTS)
    town.later(60)
    town.says("老单", "1002 接", EXPERTS)
    town.later(60)
    return town


@pytest.mark.parametrize(
    ("words", "no"),
    [
        ("离合器那个", 1002),
        ("冲床的", 1002),
        ("熔接线那单", 1001),
        ("蔚桐那个", 1002),
        ("澄屿", 1001),
        ("澄屿小葛那单", 1001),
        ("第二个", 1001),  # the list begins with the newest
        ("上面那个", 1002),
        ("刚才那单", 1002),
        ("刚接的那单吧", 1002),
        ("是1001", 1001),
    ],
)
def test_the_words_choose(holder: Town, words: str, no: int) -> None:
    holder.says("老单", "到现场了")
    assert "哪一单" in holder.heard(to="老单")[-1]
    holder.says("老单", words)
    assert holder.ticket(no).status == "in_progress"
    assert holder.ticket(2003 - no).status == "claimed"


def test_how_it_was_fixed_may_stand_in_the_answer(holder: Town) -> None:
    holder.says("老单", "修好了")
    holder.says("老单", "离合器那个换了摩擦片")
    assert (holder.ticket(1001).status, holder.ticket(1002).status) == ("claimed", "resolved")
    assert "换了摩擦片" in (holder.ticket(1002).solution or "")
    assert "弄好了：换了摩擦片" in holder.heard(room=SHUANGQIAO)[-1]


def test_a_doubtful_answer_is_asked_about_once_in_one_line(holder: Town) -> None:
    holder.says("老单", "退单")
    before = len(holder.heard(to="老单"))
    holder.says("老单", "就那个")
    assert holder.heard(to="老单")[before:] == [
        "还是没分清是哪一单，回个单号："
        "1002 冲床离合器打滑，滑块停不住、1001 双色模牙刷柄熔接线发黑，换了料也没用。"
    ]
    holder.says("老单", "那个呀")
    assert len(holder.heard(to="老单")) == before + 1
    holder.says("老单", "澄屿那个")
    assert "released" in holder.changes(1001)
    assert "released" not in holder.changes(1002)


def test_talk_after_the_question_is_no_answer(holder: Town) -> None:
    holder.says("老单", "退单")
    before = len(holder.heard(to="老单"))
    for talk in ("今天真热", "吃饭去了", "蔚桐那边路不好走啊，下雨天更麻烦"):
        holder.says("老单", talk)
    assert len(holder.heard(to="老单")) == before
    assert "released" not in holder.changes(1001) + holder.changes(1002)


@pytest.mark.parametrize(
    ("words", "no"), [("离合器那个", 1002), ("澄屿的", 1001), ("后面那个", 1001), ("蔚桐", 1002)]
)
def test_coordinators_choose_so_too(holder: Town, words: str, no: int) -> None:
    holder.says("立峰", "关闭", UNION)
    assert "哪一单" in holder.heard(room=UNION)[-1]
    holder.says("立峰", words, UNION)
    assert holder.ticket(no).status == "closed"
    assert holder.ticket(2003 - no).status == "claimed"


def test_a_question_after_the_question_is_a_question(holder: Town) -> None:
    holder.says("立峰", "关闭", UNION)
    holder.says("立峰", "澄屿那单谁接的", UNION)
    assert holder.ticket(1001).status == "claimed"
    assert "单国良" in holder.heard(room=UNION)[-1]


def test_of_two_people_of_a_name_the_place_or_the_given_name_chooses(town: Town) -> None:
    town.request()
    town.says("立峰", "1001 派给老雷", UNION)
    asked = town.heard(room=UNION)[-1]
    assert "有好几位" in asked
    first = asked.partition("：")[2].partition("、")[0]
    town.says("立峰", "第一个", UNION)
    assert f"已派给{first}" in town.heard(room=UNION)[-1]


def test_an_enterprise_chooses_by_the_machine(town: Town) -> None:
    town.request()
    town.says("澄屿小葛", "求助 空压机压力上不去 换了滤芯也没用", MEIYU)
    town.later(4000)
    town.says("澄屿小葛", "不用了", MEIYU)
    town.later(12)
    assert "哪一单" in town.heard(room=MEIYU)[-1]
    town.says("澄屿小葛", "空压机那个", MEIYU)
    town.later(12)
    assert town.ticket(1002).status == "cancelled"
    assert town.ticket(1001).status == "open"
