"""What the record says of experts as people to ask: load, pings, answers; by the block of hours."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, Float, bindparam, case, func, or_, select

from storage.database import UnitOfWork
from storage.tables import offers, tickets
from storage.terms import HELD, Answer


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """One expert today: unfinished tickets, pings since midnight, last no, tickets taken lately.

    `reachable`: not where he left every group in which he could be asked and no private word gets through.
    """

    expert_id: int
    load: int = 0
    pinged_today: int = 0
    declined_at: datetime | None = None
    taken_lately: int = 0
    reachable: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """Offers made in one block of hours that ended alike: with this answer, after about so many seconds."""

    hours: str
    answer: str
    seconds: float
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """One expert's offers in one block of hours: those he took, and how many he had the time to take.

    One that was taken back counts as the share of answers that would have come by then.
    """

    hours: str
    taken: int
    had: float


_EXPERTS: BindParameter[Sequence[int]] = bindparam("experts", expanding=True)
# Statements are made once: making them anew takes longer than running them.
_WORK = (
    select(
        tickets.c.expert_id,
        func.sum(case((tickets.c.status.in_(HELD), 1), else_=0)),
        func.sum(case((tickets.c.claimed_at >= bindparam("lately"), 1), else_=0)),
    )
    .where(
        tickets.c.expert_id.in_(_EXPERTS),
        or_(tickets.c.status.in_(HELD), tickets.c.claimed_at >= bindparam("lately")),
    )
    .group_by(tickets.c.expert_id)
)
_ASKED = (
    select(
        offers.c.expert_id,
        func.count(),
        func.max(case((offers.c.answer == Answer.DECLINED, offers.c.answered_at))),
    )
    .where(offers.c.expert_id.in_(_EXPERTS), offers.c.offered_at >= bindparam("midnight"))
    .group_by(offers.c.expert_id)
)


def standings(
    uow: UnitOfWork, expert_ids: Collection[int], *, midnight: datetime, lately: datetime
) -> dict[int, Standing]:
    """The standing of each of these experts, by id."""
    wanted = list(expert_ids)
    rows = uow.connection.execute(_WORK, {"experts": wanted, "lately": lately})
    work = {row[0]: (row[1], row[2]) for row in rows}
    rows = uow.connection.execute(_ASKED, {"experts": wanted, "midnight": midnight})
    asked = {row[0]: (row[1], row[2]) for row in rows}
    return {
        each: Standing(
            expert_id=each,
            load=work.get(each, (0, 0))[0],
            pinged_today=asked.get(each, (0, None))[0],
            declined_at=asked.get(each, (0, None))[1],
            taken_lately=work.get(each, (0, 0))[1],
        )
        for each in wanted
    }


def praised(uow: UnitOfWork, enterprise_id: int, rating: int) -> set[int]:
    """Experts (ids) whose work this enterprise rated so high or higher."""
    rows = uow.connection.execute(
        select(tickets.c.expert_id)
        .where(tickets.c.enterprise_id == enterprise_id, tickets.c.rating >= rating)
        .distinct()
    )
    return {row[0] for row in rows if row[0] is not None}


_STEP = 10  # seconds; answers are counted in steps of so many
_COARSE = 20  # the same for one expert's
_STEPS = range(_COARSE, 400, _COARSE)
# An offer that still waits says nothing yet; what a colleague wants to hand over is another question.
_OVER = (offers.c.seconds.is_not(None), offers.c.asked_by.is_(None))


def ended(uow: UnitOfWork, since: datetime) -> list[Ended]:
    """How the offers made since then ended."""
    step = (offers.c.seconds // _STEP).label("step")
    rows = uow.connection.execute(
        select(offers.c.hours, offers.c.answer, step, func.count())
        .where(offers.c.offered_at >= since, *_OVER)
        .group_by(offers.c.hours, offers.c.answer, "step")
        .order_by(offers.c.hours, offers.c.answer, "step")
    )
    return [
        Ended(hours=hours, answer=answer, seconds=(place + 0.5) * _STEP, count=count)
        for hours, answer, place, count in rows
    ]


_IN_TIME = case(
    *((offers.c.seconds < until, bindparam(f"by_{until}", type_=Float)) for until in _STEPS), else_=1.0
)
_TALLIES = (
    select(
        offers.c.expert_id,
        offers.c.hours,
        func.sum(case((offers.c.answer == Answer.CLAIMED, 1), else_=0)),
        func.sum(case((offers.c.answer == Answer.WITHDRAWN, _IN_TIME), else_=1.0)),
    )
    .where(offers.c.expert_id.in_(_EXPERTS), offers.c.offered_at >= bindparam("since"), *_OVER)
    .group_by(offers.c.expert_id, offers.c.hours)
)


def tallies_of(
    uow: UnitOfWork,
    expert_ids: Collection[int],
    since: datetime,
    answered_by: Callable[[float], float],
) -> dict[int, list[Tally]]:
    """How each of these experts answered since then, by expert id.

    `answered_by` is the share of answers that have come after so many seconds.
    """
    shares = {f"by_{until}": answered_by(until - _COARSE / 2) for until in _STEPS}
    rows = uow.connection.execute(_TALLIES, {"experts": list(expert_ids), "since": since, **shares})
    found: dict[int, list[Tally]] = {}
    for expert_id, hours, took, could in rows:
        found.setdefault(expert_id, []).append(Tally(hours=hours, taken=took, had=float(could)))
    return found
