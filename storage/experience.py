"""What the record says of experts as people to ask: load, pings, answers; by the block of hours."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select

from storage.database import UnitOfWork
from storage.tables import offers, tickets
from storage.terms import HELD, Answer


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """One expert today: unfinished tickets, pings since midnight, last no, tickets taken lately."""

    expert_id: int
    load: int = 0
    pinged_today: int = 0
    declined_at: datetime | None = None
    taken_lately: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """Offers made in one block of hours and what became of them.

    `taken` were claimed, `refused` declined, `silent` never answered, `missed` taken back because somebody
    was faster or it was over. `seconds` is the mean time to a yes, None where there was none.
    """

    hours: str
    taken: int
    refused: int
    silent: int
    missed: int
    seconds: float | None


def standings(
    uow: UnitOfWork, expert_ids: Collection[int], *, midnight: datetime, lately: datetime
) -> dict[int, Standing]:
    """The standing of each of these experts, by id."""
    wanted = list(expert_ids)
    loads = _counted(uow, wanted, tickets.c.status.in_(HELD))
    taken = _counted(uow, wanted, tickets.c.claimed_at >= lately)
    said_no = case((offers.c.answer == Answer.DECLINED, offers.c.answered_at))
    rows = uow.connection.execute(
        select(offers.c.expert_id, func.count(), func.max(said_no))
        .where(offers.c.expert_id.in_(wanted), offers.c.offered_at >= midnight)
        .group_by(offers.c.expert_id)
    )
    asked = {row[0]: (row[1], row[2]) for row in rows}
    return {
        each: Standing(
            expert_id=each,
            load=loads.get(each, 0),
            pinged_today=asked.get(each, (0, None))[0],
            declined_at=asked.get(each, (0, None))[1],
            taken_lately=taken.get(each, 0),
        )
        for each in wanted
    }


def _counted(uow: UnitOfWork, expert_ids: list[int], which: ColumnElement[bool]) -> dict[int, int]:
    rows = uow.connection.execute(
        select(tickets.c.expert_id, func.count())
        .where(tickets.c.expert_id.in_(expert_ids), which)
        .group_by(tickets.c.expert_id)
    )
    return {row[0]: row[1] for row in rows}


_COUNTED = (
    func.sum(case((offers.c.answer == Answer.CLAIMED, 1), else_=0)),
    func.sum(case((offers.c.answer == Answer.DECLINED, 1), else_=0)),
    func.sum(case((offers.c.answer == Answer.WAITING, 1), else_=0)),
    func.sum(case((offers.c.answer == Answer.WITHDRAWN, 1), else_=0)),
    func.avg(case((offers.c.answer == Answer.CLAIMED, offers.c.seconds))),
)


def tallies_of(uow: UnitOfWork, expert_ids: Collection[int], since: datetime) -> dict[int, list[Tally]]:
    """How each of these experts answered since then, by expert id."""
    rows = uow.connection.execute(
        select(offers.c.expert_id, offers.c.hours, *_COUNTED)
        .where(offers.c.expert_id.in_(list(expert_ids)), offers.c.offered_at >= since)
        .group_by(offers.c.expert_id, offers.c.hours)
    )
    found: dict[int, list[Tally]] = {}
    for expert_id, *values in rows:
        found.setdefault(expert_id, []).append(_tally(*values))
    return found


def tallies(uow: UnitOfWork, since: datetime) -> list[Tally]:
    """How everybody answered since then, a tally for each block of hours."""
    rows = uow.connection.execute(
        select(offers.c.hours, *_COUNTED).where(offers.c.offered_at >= since).group_by(offers.c.hours)
    )
    return [_tally(*row) for row in rows]


def _tally(hours: str, taken: int, refused: int, silent: int, missed: int, seconds: float | None) -> Tally:
    mean = float(seconds) if seconds is not None else None
    return Tally(hours=hours, taken=taken, refused=refused, silent=silent, missed=missed, seconds=mean)
