"""The breaker's states and the day's budget, read off the record."""

from datetime import datetime, timedelta

import pytest

from handlers.desk import ZONE
from handlers.model.model_use import Circuit, Limits, begin, breaker, finish
from storage import model_calls
from storage.model_calls import Call
from storage.terms import Outcome
from tests.conftest import UNION, Town

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)


def calls(*outcomes: str, minutes_ago: float = 0.0) -> list[Call]:
    """Calls that ended so, newest first, the newest some minutes ago and one a second."""
    newest = NOW - timedelta(minutes=minutes_ago)
    return [
        Call(
            id=100 - place, at=newest - timedelta(seconds=place), purpose="read", model="m", outcome=outcome,
            ms=1, tokens_in=0, tokens_cached=0, tokens_out=0, micro_yuan=0, ticket_no=None,
        )
        for place, outcome in enumerate(outcomes)
    ]  # fmt: skip


F, OK, ASKED = "server", "ok", "asked"


@pytest.mark.parametrize(
    ("outcomes", "minutes_ago", "circuit"),
    [
        ((), 0, Circuit.CLOSED),
        ((F, F, F, F), 0, Circuit.CLOSED),
        ((F, F, F, F, F), 0, Circuit.OPEN),
        ((F, F, F, F, OK, F), 0, Circuit.CLOSED),
        ((F, F, F, F, F, OK), 0.9, Circuit.OPEN),
        ((F, F, F, F, F), 1.1, Circuit.HALF_OPEN),
        ((F, F, F, F, F, F), 1.1, Circuit.OPEN),
        ((F, F, F, F, F, F), 2.1, Circuit.HALF_OPEN),
        ((F,) * 12, 15, Circuit.OPEN),
        ((F,) * 12, 16.1, Circuit.HALF_OPEN),
        ((OK, F, F, F, F, F), 0, Circuit.CLOSED),
        ((ASKED, ASKED, ASKED, ASKED, ASKED), 0, Circuit.CLOSED),
        # Calls that never came back went down with their process: failures, after a minute.
        ((ASKED, ASKED, ASKED, ASKED, ASKED), 1.5, Circuit.HALF_OPEN),
    ],
)
def test_the_breaker(outcomes: tuple[str, ...], minutes_ago: float, circuit: Circuit) -> None:
    made = calls(*outcomes, minutes_ago=minutes_ago)
    assert breaker(made, NOW).circuit is circuit


def test_while_a_probe_is_under_way_nobody_else_is_let_through() -> None:
    failed = calls(F, F, F, F, F, minutes_ago=2)
    probe = calls(ASKED, minutes_ago=0.1)
    assert breaker(probe + failed, NOW).circuit is Circuit.PROBING


def call(town: Town, limits: Limits, outcome: Outcome = Outcome.OK, **used: int) -> bool:
    """Make a call if it may be made."""
    given = town.engine.write(
        lambda desk: begin(desk, limits, purpose="read", model="m", inbox_id=None), town.now
    )
    if given is not None:
        town.engine.write(lambda desk: finish(desk, limits, given, outcome=outcome, **used), town.now)
    town.later(0)
    return given is not None


def test_one_probe_through_the_record(town: Town) -> None:
    for _ in range(5):
        assert call(town, Limits(), Outcome.TIMEOUT)
    assert not call(town, Limits())
    town.later(61)
    probe = town.engine.write(
        lambda desk: begin(desk, Limits(), purpose="read", model="m", inbox_id=None), town.now
    )
    assert probe is not None
    assert not call(town, Limits())
    town.engine.write(lambda desk: finish(desk, Limits(), probe, outcome=Outcome.OK), town.now)
    assert call(town, Limits())


def test_another_model_has_a_breaker_of_its_own(town: Town) -> None:
    for _ in range(5):
        call(town, Limits(), Outcome.REFUSED)
    other = town.engine.write(
        lambda desk: begin(desk, Limits(), purpose="picture", model="v", inbox_id=None), town.now
    )
    assert other is not None


def notices(town: Town) -> list[str]:
    return [text for text in town.heard(room=UNION) if "预算" in text]


def test_the_call_that_reaches_the_budget_tells_the_coordinators_once(town: Town) -> None:
    limits = Limits(yuan=0.5)
    assert call(town, limits, micro_yuan=400_000, tokens_in=10)
    assert notices(town) == []
    assert call(town, limits, micro_yuan=200_000, tokens_in=10)
    assert len(notices(town)) == 1
    assert "0.60元" in notices(town)[0]
    assert not call(town, limits)
    assert not call(town, limits)
    assert len(notices(town)) == 1
    town.later(24 * 3600)
    assert call(town, limits, micro_yuan=1), "midnight begins a new budget"


def test_no_limit_is_no_limit(town: Town) -> None:
    assert call(town, Limits(), micro_yuan=10**12, tokens_in=10**9)
    assert call(town, Limits())
    with town.engine.database.unit() as uow:
        assert model_calls.spent(uow, town.now - timedelta(days=1)).micro_yuan == 10**12
