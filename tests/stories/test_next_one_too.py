"""After its ticket's end a firm wants another machine seen to, or the same expert for something else."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town


def _says(town: Town, text: str, who: str = "澄屿小葛") -> list[str]:
    return town.answered(who, text)


@pytest.fixture
def mended(town: Town) -> Town:
    town.request("求助 3号注塑机漏油，油缸那边")
    town.says("老丁液压", "1001 接", EXPERTS)
    town.later(600)
    town.says("老丁液压", "1001 修好了，换了密封圈", EXPERTS)
    return town


@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("4号机也有点漏，顺便看看", "4号机也有点漏（注塑机漏油）"),
        ("旁边那台也有点漏，顺便看看", "旁边那台也有点漏（注塑机漏油）"),
        ("4号机也这样，能不能顺便看一下", "4号机也这样（注塑机漏油）"),
    ],
)
def test_the_next_machine_is_a_ticket_for_the_same_expert_first(
    mended: Town, closed: bool, text: str, title: str
) -> None:
    if closed:
        _says(mended, "好了，谢谢")
    said = _says(mended, text)
    assert f"【1002】{title}" in said[0]
    assert "师傅（丁长水" in said[0]
    assert mended.ticket(1001).status == ("closed" if closed else "resolved")


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("应总监", "上次那个1001的师傅不错，我们也想请他看看机床报警"),
        ("澄屿小葛", "机床报警，还请上次来的师傅看看"),
    ],
)
def test_the_expert_of_last_time_is_asked_with_those_of_the_trade(mended: Town, who: str, text: str) -> None:
    _says(mended, "好了，谢谢")
    said = _says(mended, text, who)
    assert "【1002】机床报警" in said[0]
    assert "（丁长水、梁国柱" in said[0]


def test_who_never_had_one_has_no_last_time(town: Town) -> None:
    town.request("机床报警，还请上次来的师傅看看")
    assert "已请3位师傅" in town.heard(room=MEIYU)[0]


@pytest.mark.parametrize("order", ["1001 派给海生", "1001 换海生去"])
def test_who_was_to_come_and_does_not_is_named(town: Town, order: str) -> None:
    town.request("求助 3号注塑机漏油，油缸那边")
    town.says("老丁液压", "1001 接", EXPERTS)
    town.says("总工会屠佳怡", order, UNION)
    assert "工会派给顾海生了" in town.heard(room=MEIYU)[-1]
    assert "，丁长水不来了。" in town.heard(room=MEIYU)[-1]


def test_so_it_is_where_he_hands_it_over(town: Town) -> None:
    town.request("求助 3号注塑机漏油，油缸那边")
    town.says("老丁液压", "1001 接", EXPERTS)
    town.says("老丁液压", "1001 转给海生", EXPERTS)
    town.says("海生", "1001接", EXPERTS)
    assert "，丁长水不来了。" in town.heard(room=MEIYU)[-1]
