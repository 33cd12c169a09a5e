"""Experts who ask why: they hear why they were asked, and nothing becomes of their question."""

import pytest

from handlers.understanding.choices import asks_only_why
from handlers.understanding.known import Known
from storage.terms import Status
from tests.conftest import EXPERTS, SALON, UNION, Town


@pytest.mark.parametrize("asked", ["为什么找我", "怎么又是我？", "1001 为什么找我不找福根", "怎么老是派给我"])
def test_who_was_asked_hears_why_and_is_asked_still(town: Town, asked: str) -> None:
    town.request()
    first = town.asked()[0]
    town.says(first, asked, EXPERTS)
    assert "【1001】请你，看的是：" in town.heard(room=EXPERTS)[-1]
    town.says(first, "接", EXPERTS)
    assert town.ticket().status == Status.CLAIMED


@pytest.mark.parametrize("asked", ["为什么找我", "1001 怎么没找葛师傅", "怎么不叫葛林松"])
def test_who_holds_it_and_asks_why_keeps_it(town: Town, asked: str) -> None:
    town.request()
    town.says(town.asked()[0], "接", EXPERTS)
    holder = town.ticket().expert_id
    town.says(town.asked()[0], asked, EXPERTS)
    assert (town.ticket().status, town.ticket().expert_id) == (Status.CLAIMED, holder)
    assert "问协调员" in town.heard(room=EXPERTS)[-1]


def test_who_was_not_asked_hears_so(town: Town) -> None:
    town.request()
    town.says("老王车工", "1001 为什么没找我", EXPERTS)
    assert "没请过你" in town.heard(room=EXPERTS)[-1]


def test_with_nothing_to_ask_about_nothing_is_said(town: Town) -> None:
    town.says("老王车工", "为什么找我", EXPERTS)
    assert town.said == []


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("为什么找我，我没空", False),
        ("怎么老找我 退了", False),
        ("为什么主轴响", False),
        ("怎么是这个牌号", False),
        ("怎么找备件", False),
        ("怎么不叫电工来", False),
        ("怎么不叫葛林松", True),
        ("凭什么不派给我", True),
        ("", False),
    ],
)
def test_a_no_beside_the_question_stays_a_no(text: str, only: bool) -> None:
    assert asks_only_why(text, Known(people=frozenset({"葛林松"}))) is only


def test_a_coordinator_who_names_the_expert_need_not_name_the_ticket(town: Town) -> None:
    town.request("求助 数控车床主轴异响")
    town.says("栎丰雪琴", "求助 硫化后起泡", SALON)
    town.later(12)
    town.says("总工会屠佳怡", "1001 派给老单", UNION)
    (sent,) = town.answered("总工会屠佳怡", "为什么派老单", UNION)
    assert "请了单国良，看的是：协调员派的" in sent
    (asked,) = town.answered("总工会屠佳怡", "为什么找茅晓东", UNION)
    assert asked.startswith("@总工会屠佳怡 【1001】")
    assert "请了茅晓东" in asked


def test_of_whom_nobody_asked_the_ticket_has_to_be_named(town: Town) -> None:
    town.request("求助 数控车床主轴异响")
    town.says("栎丰雪琴", "求助 硫化后起泡", SALON)
    town.later(12)
    assert "你说的是哪一单" in town.answered("总工会屠佳怡", "怎么没找葛师傅修模", UNION)[0]
