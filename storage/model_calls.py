"""Calls to a model: when, what for, how they ended, what they cost. Breaker and budget read them here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from storage.database import UnitOfWork
from storage.rows import all_of
from storage.tables import counters, inbox, model_calls, tickets
from storage.terms import Outcome


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One call. `tokens_cached` are part of `tokens_in`; `micro_yuan` is a millionth of a yuan."""

    id: int
    at: datetime
    purpose: str
    model: str
    outcome: str
    ms: int
    tokens_in: int
    tokens_cached: int
    tokens_out: int
    micro_yuan: int
    ticket_no: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Spent:
    """What calls cost together."""

    micro_yuan: int
    tokens: int


def begin(uow: UnitOfWork, *, at: datetime, purpose: str, model: str, inbox_id: int | None) -> int:
    """Put a call on record before it is made; returns its id."""
    values = {"at": at, "purpose": purpose, "model": model, "inbox_id": inbox_id}
    nothing = {"ms": 0, "tokens_in": 0, "tokens_cached": 0, "tokens_out": 0, "micro_yuan": 0}
    inserted = uow.connection.execute(
        insert(model_calls).values(outcome=Outcome.ASKED, **values, **nothing).returning(model_calls.c.id)
    )
    return int(inserted.scalar_one())


def finish(uow: UnitOfWork, call_id: int, **values: Any) -> None:
    """How the call ended."""
    uow.connection.execute(update(model_calls).where(model_calls.c.id == call_id).values(**values))


# The ticket of a call is the one to which its message was tied later.
_CALLS = (
    select(model_calls, tickets.c.no.label("ticket_no"))
    .outerjoin(inbox, inbox.c.id == model_calls.c.inbox_id)
    .outerjoin(tickets, tickets.c.id == inbox.c.ticket_id)
)


def last(uow: UnitOfWork, model: str, limit: int) -> list[Call]:
    """The newest calls to a model, newest first."""
    statement = _CALLS.where(model_calls.c.model == model).order_by(model_calls.c.id.desc()).limit(limit)
    return all_of(uow, Call, statement)


def since(uow: UnitOfWork, moment: datetime) -> list[Call]:
    """Calls since then, oldest first."""
    return all_of(uow, Call, _CALLS.where(model_calls.c.at >= moment).order_by(model_calls.c.id))


def spent(uow: UnitOfWork, moment: datetime) -> Spent:
    """What calls since then cost together."""
    row = uow.connection.execute(
        select(
            func.coalesce(func.sum(model_calls.c.micro_yuan), 0),
            func.coalesce(func.sum(model_calls.c.tokens_in + model_calls.c.tokens_out), 0),
        ).where(model_calls.c.at >= moment)
    ).one()
    return Spent(micro_yuan=int(row[0]), tokens=int(row[1]))


def first_notice(uow: UnitOfWork, day: int) -> bool:
    """True for the first who asks on this day (a date's ordinal), whatever process he is in."""
    statement = update(counters).where(counters.c.name == "budget_notice", counters.c.value < day)
    return uow.connection.execute(statement.values(value=day)).rowcount == 1


def messages_since(uow: UnitOfWork, moment: datetime) -> int:
    """How many messages people wrote in groups since then."""
    statement = select(func.count()).select_from(inbox)
    return int(
        uow.connection.execute(
            statement.where(inbox.c.room.is_not(None), inbox.c.received_at >= moment)
        ).scalar_one()
    )
