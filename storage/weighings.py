"""Weighings: who came into question for a ticket whenever experts were asked, best first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from storage.database import UnitOfWork
from storage.tables import weighings


@dataclass(frozen=True, kw_only=True, slots=True)
class Considered:
    """One expert (by 编号) as he was weighed: `asked`, or why he was spared ("" where others came first)."""

    no: str
    score: float
    asked: bool
    spared: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Weighing:
    """What was weighed at one moment."""

    at: datetime
    cycle: int
    considered: tuple[Considered, ...]


def write(
    uow: UnitOfWork, *, ticket_id: int, cycle: int, at: datetime, considered: Sequence[Considered]
) -> None:
    """Put a weighing on record."""
    rows = [[each.no, each.score, each.asked, each.spared] for each in considered]
    uow.connection.execute(insert(weighings).values(ticket_id=ticket_id, cycle=cycle, at=at, considered=rows))


def of_ticket(uow: UnitOfWork, ticket_id: int) -> list[Weighing]:
    """A ticket's weighings, oldest first."""
    found = uow.connection.execute(
        select(weighings).where(weighings.c.ticket_id == ticket_id).order_by(weighings.c.id)
    )
    return [
        Weighing(
            at=row.at,
            cycle=row.cycle,
            considered=tuple(
                Considered(no=no, score=score, asked=asked, spared=spared)
                for no, score, asked, spared in row.considered
            ),
        )
        for row in found
    ]
