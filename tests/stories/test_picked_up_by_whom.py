"""Figures count from the firm's asking until somebody said that he comes, and not until he was assigned."""

import pytest

from tests.conftest import EXPERTS, UNION, Town

ASSIGNED, TAKER = "老陈注塑", "老单"


def given(town: Town) -> None:
    """A firm asks; after five minutes the union assigns one who says nothing for fifteen."""
    town.request()
    town.later(300 - 12)
    town.says("总工会屠佳怡", "1001派给老陈注塑", UNION)
    town.later(900)


def asked_instead(town: Town) -> None:
    town.says(ASSIGNED, "1001 让老单去", None)
    town.says(TAKER, "1001 接", EXPERTS)


def assigned_instead(town: Town) -> None:
    town.says("总工会屠佳怡", "1001改派给老单", UNION)
    town.says(TAKER, "好的", None)


def given_back(town: Town) -> None:
    town.says(ASSIGNED, "1001 退单", None)
    town.says(TAKER, "1001 接", EXPERTS)


def answer(town: Town, text: str) -> str:
    (said,) = town.answered("文静同学", text, UNION)
    return said


@pytest.mark.parametrize("hand_on", [asked_instead, assigned_instead, given_back])
def test_the_pickup_is_his_who_took_it(town: Town, hand_on: object) -> None:
    given(town)
    assert callable(hand_on)
    hand_on(town)
    taken = town.ticket().first_claimed_at
    assert taken is not None
    assert (taken - town.ticket().asked_at).total_seconds() == 1200
    figures = answer(town, "今天接了几单，多久接的，谁接的最多")
    assert "平均20分钟接单，中位20分钟" in figures
    assert "按时接单0/1，最慢【1001】20分钟" in figures
    assert "接得最多：单国良 1单" in figures
    assert "20分钟接单" in answer(town, "今天接得最慢的是哪单")
    assert "平均20分钟接单" in answer(town, "今天谁接单最快")
    assert "20分钟接单" in answer(town, "1001怎么样了")
    assert "超时了：20分钟有人接" in answer(town, "1001超时了吗")
    assert "单国良：接了1单" in answer(town, "单国良今天接了几单").replace("，11月23日", "")
    assert "接了0单" in answer(town, "陈立新今天接了几单")


def test_nobody_has_taken_what_was_only_assigned(town: Town) -> None:
    given(town)
    assert "还没有接单的" in answer(town, "今天平均多久接单")
    assert "陈立新 1单" not in answer(town, "谁接的最多")
    assert "接得最多：还没有接单的" in answer(town, "今天接了几单，多久接的，谁接的最多")
    assert "接了0单" in answer(town, "陈立新今天接了几单")
    assert "超时了" in answer(town, "1001超时了吗")


@pytest.mark.parametrize(
    "text",
    [
        "今天接了几单，多久接的，谁接的最多",
        "今天几单，谁接得最多",
        "谁接的最多？今天一共多少单",
        "今天谁接得最多，省了多少钱",
    ],
)
def test_who_took_most_is_told_with_how_many_there_were(town: Town, text: str) -> None:
    town.request()
    town.says(TAKER, "1001 接", EXPERTS)
    said = answer(town, text)
    assert "11月23日：1单" in said
    assert "接得最多：单国良 1单" in said


def test_a_ranking_by_what_was_saved_says_that_nobody_has_told_it(town: Town) -> None:
    town.request()
    town.says(TAKER, "1001 接", EXPERTS)
    assert "还没有企业报过省了多少" in answer(town, "今天谁省得最多")
