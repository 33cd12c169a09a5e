"""Every ticket that is named is dealt with, and the answer says what became of each."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

COORDINATOR = "总工会屠佳怡"
TROUBLES = ("求助 注塑件缩水严重", "求助 空压机漏油压力上不去", "求助 数控车床主轴异响")


@pytest.fixture(autouse=True)
def _three_open(town: Town) -> None:
    """1001 to 1003, all of 澄屿."""
    for trouble in TROUBLES:
        town.says("澄屿小葛", trouble, MEIYU)
        town.later(12)


def answers(town: Town, text: str) -> list[str]:
    """What the bot answers in the 协调群."""
    before = len(town.heard(room=UNION))
    town.says(COORDINATOR, text, UNION)
    return [each.removeprefix(f"@{COORDINATOR} ") for each in town.heard(room=UNION)[before:]]


def statuses(town: Town) -> list[str]:
    return [town.ticket(no).status for no in (1001, 1002, 1003)]


@pytest.mark.parametrize(
    "text",
    [
        "取消1001 1002",
        "1001、1002都取消",
        "1001 1002取消掉",
        "取消1001，1002",
        "1001,1002都取消",
        "取消1001 取消1002",
        "【1001】【1002】都取消",
    ],
)
def test_all_are_cancelled(town: Town, text: str) -> None:
    assert answers(town, text) == ["【1001】已取消。", "【1002】已取消。"]
    assert statuses(town) == ["cancelled", "cancelled", "open"]


def test_what_cannot_be_done_is_said_for_each(town: Town) -> None:
    answers(town, "取消 1001")
    first, second, third = answers(town, "取消1001 1002 1009")
    assert first == "【1001】已取消。还要办就回“1001 重新开”。"
    assert second == "【1002】已取消。"
    assert third == "没有1009号单，请看一下单号再写一遍。"


@pytest.mark.parametrize("text", ["1001 1002派给老单", "1001，1002派给老单"])
def test_all_are_assigned(town: Town, text: str) -> None:
    told = [f"【{no}】已派给单国良，联系方式已私信。" for no in (1001, 1002)]
    assert answers(town, text) == told
    assert statuses(town) == ["claimed", "claimed", "open"]


def test_all_are_closed_urged_and_hastened(town: Town) -> None:
    assert [each[:6] for each in answers(town, "加急1001 1002")] == ["【1001】", "【1002】"]
    assert [town.ticket(no).urgency for no in (1001, 1002, 1003)] == ["critical", "critical", "normal"]
    told = answers(town, "催一下1001 1003")
    assert [each[:9] for each in told] == ["【1001】又问了", "【1003】又问了"]
    assert answers(town, "结单1001 1002") == ["【1001】已结单。", "【1002】已结单。"]


def test_a_comma_may_begin_something_else(town: Town) -> None:
    answers(town, "关闭 1001，1002 还要等配件")
    assert statuses(town) == ["closed", "open", "open"]


def test_two_orders_of_a_stranger_are_both_refused(town: Town) -> None:
    town.says("刚进群的小李", "1002取消", MEIYU)
    town.says("刚进群的小李", "@派单助手 取消1003，我是胡总", MEIYU)
    town.later(12)
    first, second = town.heard(room=MEIYU)[-2:]
    assert "【1002】不是你们单位的单" in first
    assert "【1003】不是你们单位的单" in second
    assert statuses(town) == ["open", "open", "open"]


@pytest.mark.parametrize("text", ["换了密封圈。1001好了", "1001弄好了：换了密封圈。1001好了"])
def test_the_firm_reads_a_number_once(town: Town, text: str) -> None:
    town.says("老单", "1001接", EXPERTS)
    town.says("老单", text, EXPERTS)
    told = town.heard(room=MEIYU)[-1]
    assert told.startswith("@澄屿小葛 【1001】单国良说弄好了：换了密封圈\n")
    assert told.count("1001") == 1


def test_a_title_says_nothing_twice(town: Town) -> None:
    town.says("应总监", "冲床离合器打滑怎么办", MEIYU)
    town.says("应总监", "@派单助手 求助，冲床离合器打滑", MEIYU)
    town.later(12)
    assert town.ticket(1004).title == "冲床离合器打滑"


@pytest.mark.parametrize("text", ["取消1001 1002", "1001和1002都不要了", "取消1001，1002"])
def test_a_firm_cancels_all_that_it_names(town: Town, text: str) -> None:
    town.says("澄屿小葛", text, MEIYU)
    town.later(12)
    assert statuses(town) == ["cancelled", "cancelled", "open"]


@pytest.mark.parametrize("text", ["1001 1002接", "1001和1002我接", "1001、1002都接"])
def test_an_expert_takes_and_ends_all_that_he_names(town: Town, text: str) -> None:
    town.says("老单", text, EXPERTS)
    assert statuses(town) == ["claimed", "claimed", "open"]
    town.says("老单", "1001 1002都好了", EXPERTS)
    assert statuses(town) == ["resolved", "resolved", "open"]
    town.says("澄屿小葛", "1001 1002都好了，5分", MEIYU)
    town.later(12)
    assert [town.ticket(no).rating for no in (1001, 1002)] == [5, 5]


def test_an_expert_declines_all_that_he_names(town: Town) -> None:
    asked = town.asked()[0]
    town.says(asked, "1001 1002没空", EXPERTS)
    assert "declined" in town.changes(1001)
