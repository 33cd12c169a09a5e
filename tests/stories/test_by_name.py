"""A firm asks for an expert by his name: he is asked with the others, or named to who arranges a training."""

import pytest

from tests.conftest import MEIYU, UNION, Town


def writes(town: Town, text: str) -> None:
    town.says("澄屿小葛", text, MEIYU)
    town.later(12)


@pytest.mark.parametrize(
    ("text", "nickname"),
    [
        ("想请老单来看看3号注塑机漏油", "老单"),
        ("3号注塑机漏油，请葛林松师傅来看看", "葛师傅修模"),
        ("约葛师傅来看看3号注塑机漏油", "葛师傅修模"),
        ("3号注塑机漏油，最好是国良师傅来", "老单"),
    ],
)
def test_he_is_asked_with_the_first(town: Town, text: str, nickname: str) -> None:
    writes(town, text)
    assert nickname in town.asked()


@pytest.mark.parametrize(
    "text",
    [
        "冲床离合器打滑，之前请葛师傅来看过没用，求师傅",
        "冲床离合器打滑，不要葛师傅来，求师傅",
        "冲床离合器打滑，请师傅来看看",
        "冲床离合器打滑，请夔师傅来看看",
    ],
)
def test_others_are_not_asked_for(town: Town, text: str) -> None:
    writes(town, text)
    assert "葛师傅修模" not in town.asked()
    assert len(town.asked()) == 3


def test_a_trade_is_no_name(town: Town) -> None:
    writes(town, "冲床离合器打滑，请电工来看看")
    assert "宋电工24h" not in town.asked()


def test_who_is_on_leave_is_not_asked(town: Town) -> None:
    town.says("葛师傅修模", "请假到周五")
    writes(town, "3号注塑机漏油，请葛林松师傅来看看")
    assert "葛师傅修模" not in town.asked()


def test_who_arranges_a_training_reads_whom_it_would_like(town: Town) -> None:
    writes(town, "约葛师傅讲课")
    assert "有师傅就回“1001 派给葛林松”" in town.heard(room=UNION)[-1]
