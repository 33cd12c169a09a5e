"""History (what happened to a ticket) and the questions the bot is waiting to hear answered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from storage.database import UnitOfWork
from storage.rows import all_of, first_of
from storage.tables import history, questions


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One change of a ticket, with the ticket as it then stood (the replay contract's fields)."""

    id: int
    ticket_id: int
    at: datetime
    change: str
    actor: str | None
    detail: str | None
    snapshot: dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """The bot asked `person` which one he means, of `ticket_nos` or of people `options`."""

    id: int
    person: str
    intent: str
    ticket_nos: tuple[int, ...]
    target: str | None
    options: tuple[str, ...]
    text: str
    asked_at: datetime


def write(
    uow: UnitOfWork,
    *,
    ticket_id: int,
    at: datetime,
    change: str,
    actor: str | None,
    detail: str | None,
    snapshot: dict[str, Any],
) -> None:
    """Append to a ticket's history."""
    uow.connection.execute(
        insert(history).values(
            ticket_id=ticket_id, at=at, change=change, actor=actor, detail=detail, snapshot=snapshot
        )
    )


def after(uow: UnitOfWork, entry_id: int) -> list[Entry]:
    """Entries written after this one."""
    return all_of(uow, Entry, select(history).where(history.c.id > entry_id).order_by(history.c.id))


def of_ticket(uow: UnitOfWork, ticket_id: int) -> list[Entry]:
    """A ticket's history, oldest first."""
    return all_of(uow, Entry, select(history).where(history.c.ticket_id == ticket_id).order_by(history.c.id))


_ACTORS = select(history.c.actor).where(
    history.c.ticket_id == bindparam("ticket"), history.c.change == bindparam("change")
)


def actors(uow: UnitOfWork, ticket_id: int, change: str) -> set[str]:
    """The names of those who changed a ticket so."""
    rows = uow.connection.execute(_ACTORS, {"ticket": ticket_id, "change": change})
    return {name for (name,) in rows if name is not None}


def ask(
    uow: UnitOfWork,
    *,
    person: str,
    intent: str,
    ticket_nos: list[int],
    at: datetime,
    text: str,
    target: str | None = None,
    options: list[str] | None = None,
) -> None:
    """Remember a question; an older one to the same person is no longer waited for."""
    drop(uow, person, at)
    uow.connection.execute(
        insert(questions).values(
            person=person,
            intent=intent,
            ticket_nos=ticket_nos,
            target=target,
            options=options or [],
            text=text,
            asked_at=at,
        )
    )


_OPEN = (
    select(questions)
    .where(
        questions.c.person == bindparam("person"),
        questions.c.answered_at.is_(None),
        questions.c.asked_at >= bindparam("since"),
    )
    .order_by(questions.c.id.desc())
)


def waiting(uow: UnitOfWork, person: str, since: datetime) -> Question | None:
    """The question this person has not answered yet, if it was asked since then."""
    return first_of(uow, Question, _OPEN, {"person": person, "since": since})


def drop(uow: UnitOfWork, person: str, at: datetime) -> None:
    """The person has answered (or said something newer)."""
    uow.connection.execute(
        update(questions)
        .where(questions.c.person == person, questions.c.answered_at.is_(None))
        .values(answered_at=at)
    )


def with_change(uow: UnitOfWork, changes: Collection[str]) -> list[Entry]:
    """Every entry of these kinds, oldest first."""
    return all_of(uow, Entry, select(history).where(history.c.change.in_(changes)).order_by(history.c.id))
