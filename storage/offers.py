"""Offers (派单): one expert asked about one ticket, with his answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from storage.database import UnitOfWork
from storage.rows import all_of, first_of
from storage.tables import offers
from storage.terms import Answer


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """`asked_by` is set when a colleague wants to hand the ticket over (transfer) or, `beside`, wants him to
    come along.

    `hours` is the block of hours it was made in, `seconds` the time to the expert's own answer or, where
    there was none, until the offer was taken back.
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
    beside: bool
    hours: str
    seconds: int | None


def make(
    uow: UnitOfWork,
    whys: Mapping[int, str],
    *,
    ticket_id: int,
    cycle: int,
    wave: int,
    at: datetime,
    hours: str,
    asked_by: int | None = None,
    beside: bool = False,
) -> None:
    """Ask experts (why each, by id); asking again in the same cycle makes the offer wait anew."""
    values = {
        "wave": wave,
        "answer": Answer.WAITING,
        "offered_at": at,
        "answered_at": None,
        "asked_by": asked_by,
        "beside": beside,
        "hours": hours,
        "seconds": None,
    }
    known = {each.expert_id: each.id for each in of_ticket(uow, ticket_id) if each.cycle == cycle}
    fresh = [
        {"ticket_id": ticket_id, "expert_id": expert_id, "cycle": cycle, "why": why, **values}
        for expert_id, why in whys.items()
        if expert_id not in known
    ]
    if fresh:
        uow.connection.execute(insert(offers), fresh)
    for expert_id in whys.keys() & known.keys():
        again = update(offers).where(offers.c.id == known[expert_id])
        uow.connection.execute(again.values(why=whys[expert_id], **values))


def find(uow: UnitOfWork, ticket_id: int, expert_id: int, cycle: int) -> Offer | None:
    """The offer of this ticket to this expert in this cycle."""
    return first_of(
        uow,
        Offer,
        select(offers).where(
            offers.c.ticket_id == ticket_id, offers.c.expert_id == expert_id, offers.c.cycle == cycle
        ),
    )


_ANSWERS = select(offers.c.expert_id, offers.c.cycle, offers.c.answer).where(
    offers.c.ticket_id == bindparam("ticket")
)


def answers(uow: UnitOfWork, ticket_id: int) -> list[tuple[int, int, str]]:
    """Who (his id) was asked about a ticket, in which cycle, with what answer."""
    rows = uow.connection.execute(_ANSWERS, {"ticket": ticket_id})
    return [(expert_id, cycle, answer) for expert_id, cycle, answer in rows]


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
    take_back(uow, [each for each in of_ticket(uow, ticket_id) if each.answer == Answer.WAITING], at)


def take_back(uow: UnitOfWork, made: Sequence[Offer], at: datetime) -> None:
    """Take these offers back."""
    waited = [
        {"offer": each.id, "waited": max(0, round((at - each.offered_at).total_seconds()))} for each in made
    ]
    if waited:
        taken_back = update(offers).where(offers.c.id == bindparam("offer"))
        values = {"answer": Answer.WITHDRAWN, "answered_at": at, "seconds": bindparam("waited")}
        uow.connection.execute(taken_back.values(**values), waited)


def between(uow: UnitOfWork, since: datetime, until: datetime) -> list[Offer]:
    """Offers made in [since, until), oldest first."""
    return all_of(
        uow,
        Offer,
        select(offers).where(offers.c.offered_at >= since, offers.c.offered_at < until).order_by(offers.c.id),
    )
