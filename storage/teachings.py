"""Teachings: a coordinator said which expert a ticket's problem should have gone to."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from storage.database import UnitOfWork
from storage.people import touch_roster
from storage.rows import all_of
from storage.tables import teachings


@dataclass(frozen=True, kw_only=True, slots=True)
class Teaching:
    """Problems like `text` are for this expert."""

    id: int
    at: datetime
    by: str
    ticket_id: int
    expert_id: int
    text: str


def every(uow: UnitOfWork) -> list[Teaching]:
    """All of them, oldest first."""
    return all_of(uow, Teaching, select(teachings).order_by(teachings.c.id))


def teach(uow: UnitOfWork, *, at: datetime, by: str, ticket_id: int, expert_id: int, text: str) -> bool:
    """Put a teaching on record; False where the same was taught before."""
    known = uow.connection.execute(
        select(teachings.c.id).where(teachings.c.ticket_id == ticket_id, teachings.c.expert_id == expert_id)
    ).first()
    if known is not None:
        return False
    uow.connection.execute(
        insert(teachings).values(at=at, by=by, ticket_id=ticket_id, expert_id=expert_id, text=text)
    )
    touch_roster(uow)
    return True
