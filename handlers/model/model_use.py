"""Whether a model may be asked now: a breaker after failures, a budget a day, both read off the record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from handlers.desk import ZONE, Desk
from handlers.people import coordinators_for
from handlers.telling import tell_coordinators
from prompts.texts import say
from storage import model_calls
from storage.model_calls import Call, Spent
from storage.terms import Outcome, Purpose

MICRO = 1_000_000
_FAILURES = 5  # so many in a row open the breaker
_PAUSE, _LONGEST = timedelta(minutes=1), timedelta(minutes=16)
_LOST = timedelta(minutes=1)  # a call still unanswered after this went down with its process
_LOOK_BACK = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What a day may cost; 0: as much as it takes."""

    yuan: float = 0.0
    tokens: int = 0


class Circuit(StrEnum):
    """The breaker: closed lets calls through, open none, half-open a single probe."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"
    PROBING = "probing"


@dataclass(frozen=True, kw_only=True, slots=True)
class Breaker:
    """Its state, and until when it is open."""

    circuit: Circuit
    until: datetime | None = None


def breaker(calls: Sequence[Call], now: datetime) -> Breaker:
    """The state in which the newest calls (newest first) leave it; a failed probe doubles the pause."""
    failures, last, asked = 0, None, False
    for call in calls:
        if call.outcome == Outcome.ASKED and now - call.at < _LOST:
            asked = True
            continue
        if call.outcome == Outcome.OK:
            break
        failures += 1
        last = last or call.at
    if last is None or failures < _FAILURES:
        return Breaker(circuit=Circuit.CLOSED)
    until = last + min(_PAUSE * 2 ** (failures - _FAILURES), _LONGEST)
    if now < until:
        return Breaker(circuit=Circuit.OPEN, until=until)
    return Breaker(circuit=Circuit.PROBING if asked else Circuit.HALF_OPEN)


def begin(desk: Desk, limits: Limits, *, purpose: str, model: str, inbox_id: int | None) -> int | None:
    """Put a call on record and let it be made; None: not now."""
    state = breaker(model_calls.last(desk.uow, model, _LOOK_BACK), desk.now)
    if state.circuit in (Circuit.OPEN, Circuit.PROBING) or _used_up(desk, limits):
        return None
    return model_calls.begin(desk.uow, at=desk.now, purpose=purpose, model=model, inbox_id=inbox_id)


def finish(desk: Desk, limits: Limits, call_id: int, **values: object) -> None:
    """Put on record how a call ended; the coordinators are told where it used up the day's budget."""
    model_calls.finish(desk.uow, call_id, **values)
    _used_up(desk, limits)


def day_begin(now: datetime) -> datetime:
    """Local midnight: a day's budget begins anew."""
    return now.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)


def _used_up(desk: Desk, limits: Limits) -> bool:
    if not limits.yuan and not limits.tokens:
        return False
    spent = model_calls.spent(desk.uow, day_begin(desk.now))
    used_up = (0 < limits.yuan * MICRO <= spent.micro_yuan) or (0 < limits.tokens <= spent.tokens)
    if used_up and model_calls.first_notice(desk.uow, desk.now.astimezone(ZONE).toordinal()):
        _tell(desk, spent)
    return used_up


def _tell(desk: Desk, spent: Spent) -> None:
    used = f"{spent.micro_yuan / MICRO:.2f}元，" if spent.micro_yuan else ""
    tell_coordinators(
        desk,
        say("model_budget", used=f"{used}{spent.tokens}个词元"),
        mentions=coordinators_for(desk.uow, None),
        purpose=Purpose.REPORT,
    )
