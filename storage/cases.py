"""Cases that came from tickets, and which cases were shown to whom."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select

from storage.changes import touch
from storage.database import UnitOfWork
from storage.tables import cases, shown_cases


def forget(uow: UnitOfWork, ticket_id: int) -> None:
    """The ticket was not solved after all: its case goes."""
    gone = delete(cases).where(cases.c.ticket_id == ticket_id).returning(cases.c.no)
    for no in uow.connection.execute(gone).scalars().all():
        touch(uow, case_no=no)


def show(uow: UnitOfWork, ticket_id: int, nos: Sequence[str], audience: str, at: datetime) -> None:
    """Put on record that these cases were shown for a ticket."""
    rows = [{"ticket_id": ticket_id, "case_no": no, "audience": audience, "at": at} for no in nos]
    if rows:
        uow.connection.execute(insert(shown_cases), rows)


def shown(uow: UnitOfWork, ticket_id: int, audience: str) -> list[str]:
    """编号 of the cases that were shown for a ticket, in order."""
    found = uow.connection.execute(
        select(shown_cases.c.case_no)
        .where(shown_cases.c.ticket_id == ticket_id, shown_cases.c.audience == audience)
        .order_by(shown_cases.c.id)
    )
    return list(found.scalars())
