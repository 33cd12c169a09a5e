"""Offers (派单): one expert asked about one ticket, with his answer."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from storage.database import UnitOfWork
from storage.rows import all_of, first_of
from storage.tables import offers
from storage.terms import Answer


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """`asked_by` is set when a colleague wants to hand the ticket over (transfer).

    `hours` is the block of hours it was made in, `seconds` the time to the expert's own answer.
    """

    id: int
    ticket_id: int
    expert_id: int
    cycle: int
    wave: int
    answer: str
    why: str
    offered_at: datetime
    answered_at: datetime | None
    asked_by: int | None
    hours: str
    seconds: int | None


def make(
    uow: UnitOfWork,
    *,
    ticket_id: int,
    expert_id: int,
    cycle: int,
    wave: int,
    why: str,
    at: datetime,
    hours: str,
    asked_by: int | None = None,
) -> None:
    """Ask an expert; asking again in the same cycle makes the offer wait anew."""
    values = {
        "wave": wave,
        "answer": Answer.WAITING,
        "why": why,
        "offered_at": at,
        "answered_at": None,
        "asked_by": asked_by,
        "hours": hours,
        "seconds": None,
    }
    known = find(uow, ticket_id, expert_id, cycle)
    if known is not None:
        uow.connection.execute(update(offers).where(offers.c.id == known.id).values(**values))
        return
    key = {"ticket_id": ticket_id, "expert_id": expert_id, "cycle": cycle}
    uow.connection.execute(insert(offers).values(**key, **values))


def find(uow: UnitOfWork, ticket_id: int, expert_id: int, cycle: int) -> Offer | None:
    """The offer of this ticket to this expert in this cycle."""
    return first_of(
        uow,
        Offer,
        select(offers).where(
            offers.c.ticket_id == ticket_id, offers.c.expert_id == expert_id, offers.c.cycle == cycle
        ),
    )


def of_ticket(uow: UnitOfWork, ticket_id: int) -> list[Offer]:
    """Every offer of a ticket, oldest first."""
    return all_of(uow, Offer, select(offers).where(offers.c.ticket_id == ticket_id).order_by(offers.c.id))


def answer(uow: UnitOfWork, ticket_id: int, expert_id: int, cycle: int, word: Answer, at: datetime) -> None:
    """Record how an expert answered, and how long it took him."""
    known = find(uow, ticket_id, expert_id, cycle)
    if known is not None:
        seconds = max(0, round((at - known.offered_at).total_seconds()))
        uow.connection.execute(
            update(offers).where(offers.c.id == known.id).values(answer=word, answered_at=at, seconds=seconds)
        )


def withdraw(uow: UnitOfWork, ticket_id: int, at: datetime) -> None:
    """Take back what nobody answered: the ticket is taken, or over."""
    uow.connection.execute(
        update(offers)
        .where(offers.c.ticket_id == ticket_id, offers.c.answer == Answer.WAITING)
        .values(answer=Answer.WITHDRAWN, answered_at=at)
    )


def between(uow: UnitOfWork, since: datetime, until: datetime) -> list[Offer]:
    """Offers made in [since, until), oldest first."""
    return all_of(
        uow,
        Offer,
        select(offers).where(offers.c.offered_at >= since, offers.c.offered_at < until).order_by(offers.c.id),
    )
