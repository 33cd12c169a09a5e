"""A firm proposes a time: it is put to who has the ticket, and his answer reaches the firm."""

import pytest

from tests.conftest import EXPERTS, MEIYU, SALON, Town


def taken(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(600)


@pytest.mark.parametrize(
    "words",
    [
        "下午两点行吗？",
        "能不能明天上午来",
        "两点来方便吗",
        "三点行不行",
        "明天一早可以吗",
        "那下午怎么样",
        "那就明天吧 八点能到不",
    ],
)
def test_it_is_put_to_him_once(town: Town, words: str) -> None:
    taken(town)
    town.says("澄屿小葛", words, MEIYU)
    town.later(12)
    assert town.heard(to="老单")[-1] == f"【1001】澄屿模塑问：{words}\n行不行在这里回一句，我转告企业。"
    assert town.heard(room=MEIYU)[-1] == "【1001】已去问单国良，一有回话就告诉你。"
    assert town.ticket().status == "claimed"


@pytest.mark.parametrize(
    "words",
    [
        "可以",
        "行",
        "好的",
        "没问题",
        "不行，三点吧",
        "两点来不了，四点可以吗",
        "四点吧",
        "不方便，改明天上午",
    ],
)
@pytest.mark.parametrize("room", [EXPERTS, None])
def test_his_answer_reaches_the_firm(town: Town, words: str, room: str | None) -> None:
    taken(town)
    town.says("澄屿小葛", "下午两点行吗？", MEIYU)
    town.later(600)
    town.says("老单", words, room)
    assert (
        town.heard(room=MEIYU)[-1] == f"@澄屿小葛 【1001】单国良回话：“{words}”（你问的：下午两点行吗？）。"
    )
    assert town.ticket().status == "claimed"
    said = len(town.said)
    town.says("老单", "可以", EXPERTS)  # to whatever: it has been answered
    assert not any("你问的" in each.text for each in town.said[said:])


def test_what_he_proposes_instead_is_agreed_to(town: Town) -> None:
    taken(town)
    town.says("澄屿小葛", "下午两点行吗？", MEIYU)
    town.later(60)
    town.says("老单", "不行，三点吧", EXPERTS)
    town.says("澄屿小葛", "好的", MEIYU)
    town.later(12)
    assert town.ticket().status == "claimed"
    assert town.heard(to="老单")[-1].endswith("好的")


def test_who_gives_it_back_gives_it_back(town: Town) -> None:
    taken(town)
    town.says("澄屿小葛", "下午两点行吗？", MEIYU)
    town.later(60)
    town.says("老单", "不行，我不去了，换人吧", EXPERTS)
    assert town.ticket().status == "open"


def test_a_yes_to_a_colleague_is_for_him(town: Town) -> None:
    taken(town)
    town.says("澄屿小葛", "下午两点行吗？", MEIYU)
    town.later(60)
    told = town.heard(room=MEIYU)
    town.says("老王车工", "晚上谁去吃面", EXPERTS)
    town.says("老单", "可以", EXPERTS)
    assert town.heard(room=MEIYU) == told


def test_where_both_sit_they_read_each_other(town: Town) -> None:
    town.says("澄屿小葛", "求助 双色模熔接线发黑 怎么办", SALON)
    town.later(12)
    town.says("葛师傅修模", "1001 接", SALON)
    town.later(60)
    said = len(town.said)
    town.says("澄屿小葛", "下午两点行吗？", SALON)
    town.later(12)
    town.says("葛师傅修模", "可以", SALON)
    assert len(town.said) == said


def test_a_trouble_told_with_a_time_is_none(town: Town) -> None:
    taken(town)
    town.says("澄屿小葛", "下午又开始漏油了，能来吗", MEIYU)
    town.later(12)
    assert "已去问单国良，一有回话就告诉你" not in town.heard(room=MEIYU)[-1]
