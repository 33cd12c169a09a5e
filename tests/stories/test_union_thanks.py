"""What coordinators say in passing: thanks, a name in answer to the bot, days by what began with them."""

import pytest

from tests.conftest import EXPERTS, UNION, Town

WHO = "总工会屠佳怡"


def says(town: Town, text: str, who: str = WHO) -> list[str]:
    before = len(town.said)
    town.says(who, text, UNION)
    return [each.text for each in town.said[before:] if each.room == UNION]


@pytest.mark.parametrize(
    "text",
    [
        "多谢单师傅 解决了大问题",
        "给单师傅点赞，修得真快",
        "多谢单师傅，帮企业解决了大麻烦",
        "单师傅厉害，又解决一个",
        "老单辛苦了",
    ],
)
def test_thanks_are_left_alone(town: Town, text: str) -> None:
    assert says(town, text) == []


@pytest.mark.parametrize("text", ["辛苦统计一下上周", "谢谢，1001结单", "辛苦把1001派给老单"])
def test_thanks_with_a_wish_are_a_wish(town: Town, text: str) -> None:
    town.request()
    assert says(town, text)


@pytest.mark.parametrize("text", ["1001谁接的？电话给我", "1001谁在修，电话多少"])
def test_whoever_asks_for_the_phone_gets_it_in_private(town: Town, text: str) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    assert says(town, text) == [f"@{WHO} 电话不在群里发，已私信给你。"]
    assert "单国良师傅 13800010004" in town.heard(to=WHO)[-1]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2月5号开工到今天一共派了多少单", "2月5日至11月23日"),
        ("2月5号复工以来多少单", "2月5日至11月23日"),
        ("五一五天派了几单", "5月1日至5月5日"),
    ],
)
def test_days_are_named_by_what_began_or_by_the_holiday(town: Town, text: str, days: str) -> None:
    (told,) = says(town, text)
    assert days in told


def test_a_holidays_five_days_are_no_ticket(town: Town) -> None:
    assert not any("515" in each for each in says(town, "五一五天谁值班"))


@pytest.mark.parametrize("text", ["小顾吧", "派小顾吧", "让顾海生去", "还是小顾"])
def test_a_name_answers_whom_to_give_it_to(town: Town, text: str) -> None:
    town.request("3号注塑机漏油，油缸那边一直滴")
    assert "派就回“1001 派给某某”" in says(town, "1001派给谁好")[0]
    town.later(20)
    assert says(town, text) == [f"@{WHO} 【1001】已派给顾海生，联系方式已私信。"]


def test_after_somebody_else_has_spoken_a_name_is_talk(town: Town) -> None:
    town.request("3号注塑机漏油，油缸那边一直滴")
    says(town, "1001派给谁好")
    town.later(20)
    says(town, "明天开会谁去", "文静同学")
    town.later(5)
    says(town, "小顾吧")
    assert town.ticket().status == "open"
