"""Timers: due moments on record. A timer in memory is no timer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from storage.database import UnitOfWork
from storage.rows import all_of, first_of
from storage.tables import timers
from storage.terms import TimerKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Timer:
    """Something to do at `due_at`."""

    id: int
    ticket_id: int | None
    kind: str
    due_at: datetime
    payload: dict[str, Any]


def set_timer(
    uow: UnitOfWork,
    kind: TimerKind,
    due_at: datetime,
    *,
    now: datetime,
    ticket_id: int | None = None,
    payload: dict[str, Any] | None = None,
) -> None:
    """Put a due moment on record."""
    uow.connection.execute(
        insert(timers).values(
            kind=kind,
            due_at=due_at,
            created_at=now,
            ticket_id=ticket_id,
            payload=payload or {},
            state="waiting",
        )
    )


# Made once, since they are asked at every step: making a statement takes longer than running it.
_NEXT = select(timers.c.due_at).where(timers.c.state == "waiting").order_by(timers.c.due_at).limit(1)
_DUE = (
    select(timers)
    .where(timers.c.state == "waiting", timers.c.due_at <= bindparam("now"))
    .order_by(timers.c.due_at, timers.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)


def next_due_at(uow: UnitOfWork) -> datetime | None:
    """The earliest due moment."""
    return uow.connection.execute(_NEXT).scalar()


def take_due(uow: UnitOfWork, now: datetime) -> Timer | None:
    """Take the oldest due timer; another process takes another one (SKIP LOCKED)."""
    timer = first_of(uow, Timer, _DUE, {"now": now})
    if timer is not None:
        uow.connection.execute(update(timers).where(timers.c.id == timer.id).values(state="done"))
    return timer


def postpone(uow: UnitOfWork, timer: Timer, due_at: datetime | None, payload: dict[str, Any]) -> None:
    """Its work failed: due again at `due_at`, or given up (None)."""
    values: dict[str, Any] = {"payload": payload, "state": "failed"}
    if due_at is not None:
        values |= {"due_at": due_at, "state": "waiting"}
    uow.connection.execute(update(timers).where(timers.c.id == timer.id).values(**values))


def cancel_of_ticket(uow: UnitOfWork, ticket_id: int, *, but: TimerKind | None = None) -> None:
    """No due moment of this ticket is wanted any more, but those of one kind."""
    statement = update(timers).where(timers.c.ticket_id == ticket_id, timers.c.state == "waiting")
    if but is not None:
        statement = statement.where(timers.c.kind != but)
    uow.connection.execute(statement.values(state="cancelled"))


def cancel_kind(uow: UnitOfWork, ticket_id: int, kind: TimerKind) -> bool:
    """Cancel a ticket's live timers of one kind; False where there was none."""
    statement = update(timers).where(
        timers.c.ticket_id == ticket_id, timers.c.kind == kind, timers.c.state == "waiting"
    )
    return uow.connection.execute(statement.values(state="cancelled")).rowcount > 0


def take_next(uow: UnitOfWork, ticket_id: int, kind: TimerKind) -> Timer | None:
    """Take a ticket's next live timer of one kind before it is due; None where there is none."""
    timer = next((each for each in waiting_of_ticket(uow, ticket_id) if each.kind == kind), None)
    if timer is not None:
        uow.connection.execute(update(timers).where(timers.c.id == timer.id).values(state="done"))
    return timer


def waits(uow: UnitOfWork, kind: TimerKind) -> bool:
    """Whether a due moment of this kind stands on record."""
    statement = select(timers.c.id).where(timers.c.kind == kind, timers.c.state == "waiting").limit(1)
    return uow.connection.execute(statement).first() is not None


def waiting_of_ticket(uow: UnitOfWork, ticket_id: int) -> list[Timer]:
    """The live timers of a ticket, soonest first."""
    return all_of(
        uow,
        Timer,
        select(timers)
        .where(timers.c.ticket_id == ticket_id, timers.c.state == "waiting")
        .order_by(timers.c.due_at),
    )
