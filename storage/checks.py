"""Checks: tickets of which model and rules disagree whether they are requests; a coordinator says which."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from storage.database import UnitOfWork
from storage.rows import all_of, first_of
from storage.tables import checks, tickets
from storage.terms import LIVE


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """`rules` and `model` are the intents they saw; `is_request` is the coordinator's word, None: not yet."""

    id: int
    ticket_id: int
    no: int
    rules: str
    model: str
    asked_at: datetime
    answered_at: datetime | None
    is_request: bool | None


_CHECKS = select(checks, tickets.c.no).join(tickets, tickets.c.id == checks.c.ticket_id)


def ask(uow: UnitOfWork, *, ticket_id: int, rules: str, model: str, at: datetime) -> None:
    """Put a question on record."""
    uow.connection.execute(insert(checks).values(ticket_id=ticket_id, rules=rules, model=model, asked_at=at))


def answer(uow: UnitOfWork, check_id: int, *, is_request: bool, by: str, at: datetime) -> bool:
    """Put the answer on record; False where somebody was faster."""
    statement = update(checks).where(checks.c.id == check_id, checks.c.answered_at.is_(None))
    values = {"is_request": is_request, "answered_by": by, "answered_at": at}
    return uow.connection.execute(statement.values(**values)).rowcount == 1


def of_ticket(uow: UnitOfWork, ticket_id: int) -> Check | None:
    """The question about this ticket."""
    return first_of(uow, Check, _CHECKS.where(checks.c.ticket_id == ticket_id))


def open_since(uow: UnitOfWork, moment: datetime) -> list[Check]:
    """Questions about live tickets asked since then and not answered, oldest first."""
    statement = _CHECKS.where(
        checks.c.answered_at.is_(None), checks.c.asked_at >= moment, tickets.c.status.in_(LIVE)
    )
    return all_of(uow, Check, statement.order_by(checks.c.id))


def answered(uow: UnitOfWork) -> list[Check]:
    """Every question that has its answer, oldest first."""
    return all_of(uow, Check, _CHECKS.where(checks.c.answered_at.is_not(None)).order_by(checks.c.id))
