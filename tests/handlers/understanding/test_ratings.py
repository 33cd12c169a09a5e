"""Scores in texts, and numbers that are none."""

from datetime import datetime

import pytest

from handlers.desk import ZONE
from handlers.understanding.coordinator import understand_coordinator
from handlers.understanding.ratings import bare_score, find_score


@pytest.mark.parametrize(
    ("text", "rating"),
    [("5分", 5), ("4.5分", 5), ("4分半", 5), ("2.5分", 3), ("满分", 5), ("五星好评", 5), ("100分", 5)],
)
def test_a_score(text: str, rating: int) -> None:
    found = find_score(text)
    assert found is not None
    assert found.rating == rating


@pytest.mark.parametrize("text", ["8分", "0分", "7.5分", "90分"])
def test_a_score_on_another_scale(text: str) -> None:
    found = find_score(text)
    assert found is not None
    assert found.rating is None


@pytest.mark.parametrize(
    "text", ["压到35分钟", "十五分钟", "分析一下", "十分感谢", "五分之一", "3分公司", "漏了3公分", ""]
)
def test_no_score(text: str) -> None:
    assert find_score(text) is None


def test_a_bare_number_is_a_score_only_where_one_was_asked_for() -> None:
    assert find_score("4") is None
    found = bare_score("4.5")
    assert found is not None
    assert found.rating == 5
    assert bare_score("4号机还没修") is None


@pytest.mark.parametrize(
    ("text", "no"),
    [
        ("企业说好了，结单吧，省了5000", None),
        ("不对，省了8000", None),
        ("1001 结单，省了5000元", 1001),
        ("结单 1001，节约3000", 1001),
    ],
)
def test_what_was_saved_is_no_tickets_number(text: str, no: int | None) -> None:
    assert understand_coordinator(text, at=datetime(2026, 11, 24, 10, 0, tzinfo=ZONE)).ticket == no


@pytest.mark.parametrize(
    ("text", "rating"), [("-5分", None), ("服务态度-5分", 5), ("扣1分，给4分", 4), ("倒扣3分", None)]
)
def test_points_taken_off_are_no_score(text: str, rating: int | None) -> None:
    found = find_score(text)
    assert found is not None
    assert found.rating == rating
