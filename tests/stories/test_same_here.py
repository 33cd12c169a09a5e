"""Another firm has the trouble that was just asked for ("我们也一样，同求"): a ticket of its own."""

import pytest

from tests.conftest import EXPERTS, MEIYU, SALON, Town

PLEA = "求助 双色模牙刷柄熔接线发黑 换了料也没用"


def asks(town: Town, room: str = SALON) -> None:
    town.says("澄屿小葛", PLEA, room)
    town.later(20)


def tickets_of(town: Town) -> int:
    """How many tickets there are."""
    count = 0
    try:
        while town.ticket(1001 + count):
            count += 1
    except AssertionError:
        return count
    return count


@pytest.mark.parametrize(
    "words",
    [
        "我们也一样，同求",
        "我们厂也是这个问题",
        "+1 我们也有",
        "我们这边也遇到同样的问题了，急",
        "咱们厂跟你们一样的毛病，怎么办",
    ],
)
def test_it_gets_a_ticket_of_its_own_linked_to_the_first(town: Town, words: str) -> None:
    asks(town)
    town.says("蔚桐胡", words, SALON)
    town.later(20)
    first, second = town.ticket(1001), town.ticket(1002)
    assert second.similar_id == first.id
    assert second.requester == "蔚桐胡"
    assert (second.category, second.title) == (first.category, first.title)
    assert town.heard(room=SALON)[-1].startswith("【1002】双色模牙刷柄熔接线发黑")
    assert any("【1002】" in said and "蔚桐" in said for said in town.heard(room=EXPERTS))


def test_what_it_adds_then_belongs_to_its_own(town: Town) -> None:
    asks(town)
    town.says("蔚桐胡", "我们也是这个问题，周五前要交样", SALON)
    town.later(20)
    town.says("蔚桐胡", "料是ABS的", SALON)
    town.later(20)
    assert town.ticket(1002).deadline == "2026-11-27"
    assert "ABS" in town.ticket(1002).body
    assert "ABS" not in town.ticket(1001).body


def test_after_somebody_took_the_first_it_is_asked_for_anew(town: Town) -> None:
    asks(town)
    town.says("老单", "接", SALON)
    town.later(300)
    town.says("蔚桐胡", "同求，我们也有", SALON)
    town.later(20)
    assert town.ticket(1001).status == "claimed"
    assert town.ticket(1002).status == "open"


def test_a_colleague_who_says_so_adds_to_the_ticket(town: Town) -> None:
    asks(town, MEIYU)
    town.says("A澄屿生产部", "我们这边也一样", MEIYU)
    town.later(20)
    assert tickets_of(town) == 1
    assert "followup" in town.changes()


@pytest.mark.parametrize(
    "words",
    [
        "我们上次也是这个问题，后来换了料就好了",
        "我们也遇到过，应该是排气不好",
        "我们没有这个问题",
        "周五聚餐我们也去",
    ],
)
def test_who_tells_how_it_went_with_him_asks_for_nothing(town: Town, words: str) -> None:
    asks(town)
    town.says("蔚桐胡", words, SALON)
    town.later(20)
    assert tickets_of(town) == 1


def test_a_bare_plus_one_means_what_was_said_just_before_it(town: Town) -> None:
    asks(town)
    town.says("应总监", "周五下午工会活动，参加的接龙", SALON)
    town.later(20)
    town.says("蔚桐胡", "+1", SALON)
    town.later(20)
    assert tickets_of(town) == 1


def test_with_nothing_asked_before_it_means_nothing(town: Town) -> None:
    town.says("蔚桐胡", "我们也一样，同求", SALON)
    town.later(20)
    assert tickets_of(town) == 0
