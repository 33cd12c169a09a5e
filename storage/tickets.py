"""Tickets (派工单)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, insert, or_, select, update

from storage.database import UnitOfWork
from storage.rows import all_of, first_of
from storage.tables import counters, offers, tickets
from storage.terms import HELD, LIVE, Status

# The first ticket's number; the counter starts below it (migration 0002).
FIRST_NO = 1001


@dataclass(frozen=True, kw_only=True, slots=True)
class Ticket:
    """One problem (or training wish) from request to outcome.

    `asked_at` is the first message's time, `pickup_due` the end of the running pickup target (None:
    no clock), `cycle` counts the times it was put on offer, `wanted` how many experts it needs (会诊: more
    than one), `deadline` is ISO text as the writer meant it (a day or a moment), `expert_id` the holder.
    `adviser_id` gave advice while nobody held it, `answered` says what solved it online (see Answered).
    `similar_id` is another ticket that tells of the same trouble, `asked_facts` what the requester was asked
    to add (names in prompts/checklists.toml).
    """

    id: int
    no: int
    status: str
    kind: str
    category: str
    urgency: str
    mode: str
    deadline: str | None
    order_value_yuan: int | None
    problems: int
    title: str
    body: str
    enterprise_id: int | None
    requester: str
    room: str | None
    district: str | None
    region: str | None
    opened_at: datetime
    asked_at: datetime
    pickup_due: datetime | None
    cycle: int
    wanted: int
    expert_id: int | None
    claimed_at: datetime | None
    first_claimed_at: datetime | None
    breached_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    solution: str | None
    rating: int | None
    saved_yuan: int | None
    answered: str | None
    adviser_id: int | None
    similar_id: int | None
    asked_facts: tuple[str, ...]


def create(uow: UnitOfWork, **values: Any) -> Ticket:
    """Open a ticket with the next number (the first is 1001)."""
    bumped = uow.connection.execute(
        update(counters)
        .where(counters.c.name == "ticket")
        .values(value=counters.c.value + 1)
        .returning(counters.c.value)
    ).scalar_one()
    uow.connection.execute(
        insert(tickets).values(no=bumped, status=Status.OPEN, cycle=1, asked_facts=[], **values)
    )
    ticket = by_no(uow, bumped)
    if ticket is None:  # pragma: no cover - the row was written just above
        raise LookupError(bumped)
    return ticket


# Made once: making a statement takes longer than running it.
_TICKET = select(tickets).where(tickets.c.id == bindparam("ticket"))
_NUMBERED = select(tickets).where(tickets.c.no == bindparam("number"))
_BY_NEWEST = select(tickets).order_by(tickets.c.no.desc())
_OF_PERSON = _BY_NEWEST.where(tickets.c.requester == bindparam("requester"))
_OF_HOUSE = _BY_NEWEST.where(
    or_(tickets.c.requester == bindparam("requester"), tickets.c.enterprise_id == bindparam("enterprise"))
)
_LIVE, _CLOSED, _CANCELLED = (
    tuple(mine.where(*states) for mine in (_OF_PERSON, _OF_HOUSE))
    for states in (
        [tickets.c.status.in_(LIVE)],
        [tickets.c.status == Status.CLOSED, tickets.c.closed_at >= bindparam("since")],
        [tickets.c.status == Status.CANCELLED, tickets.c.closed_at >= bindparam("since")],
    )
)


def get(uow: UnitOfWork, ticket_id: int) -> Ticket:
    """The ticket with this id; LookupError where there is none."""
    ticket = first_of(uow, Ticket, _TICKET, {"ticket": ticket_id})
    if ticket is None:
        raise LookupError(ticket_id)
    return ticket


def by_no(uow: UnitOfWork, no: int) -> Ticket | None:
    """The ticket with this number."""
    return first_of(uow, Ticket, _NUMBERED, {"number": no})


def move(
    uow: UnitOfWork,
    ticket_id: int,
    to: Status,
    allowed_from: Collection[Status],
    *,
    if_cycle: int | None = None,
    **values: Any,
) -> bool:
    """Move a ticket in one guarded UPDATE; False when it stood elsewhere (somebody was faster)."""
    statement = update(tickets).where(tickets.c.id == ticket_id, tickets.c.status.in_(allowed_from))
    if if_cycle is not None:
        statement = statement.where(tickets.c.cycle == if_cycle)
    return uow.connection.execute(statement.values(status=to, **values)).rowcount == 1


def amend(uow: UnitOfWork, ticket_id: int, **values: Any) -> None:
    """Write fields that are not the status."""
    uow.connection.execute(update(tickets).where(tickets.c.id == ticket_id).values(**values))


def with_status(uow: UnitOfWork, statuses: Collection[Status]) -> list[Ticket]:
    """Tickets that stand at one of these, oldest first."""
    return all_of(uow, Ticket, select(tickets).where(tickets.c.status.in_(statuses)).order_by(tickets.c.no))


def _of_requester(
    uow: UnitOfWork,
    statements: tuple[Select[Any], ...],
    requester: str,
    enterprise_id: int | None,
    **given: datetime,
) -> list[Ticket]:
    of_person, of_house = statements
    if enterprise_id is None:
        return all_of(uow, Ticket, of_person, {"requester": requester, **given})
    return all_of(uow, Ticket, of_house, {"requester": requester, "enterprise": enterprise_id, **given})


def live_of_requester(uow: UnitOfWork, requester: str, enterprise_id: int | None) -> list[Ticket]:
    """Tickets not over yet that this person or his enterprise asked for, newest first."""
    return _of_requester(uow, _LIVE, requester, enterprise_id)


def live_around(
    uow: UnitOfWork, room: str | None, requester: str, enterprise_id: int | None, limit: int
) -> list[Ticket]:
    """Tickets not over yet of a group, and of this person or his enterprise wherever, newest first."""
    mine = tickets.c.requester == requester
    if enterprise_id is not None:
        mine = or_(mine, tickets.c.enterprise_id == enterprise_id)
    if room is not None:
        mine = or_(mine, tickets.c.room == room)
    statement = select(tickets).where(tickets.c.status.in_(LIVE), mine)
    return all_of(uow, Ticket, statement.order_by(tickets.c.no.desc()).limit(limit))


def closed_of_requester(
    uow: UnitOfWork, requester: str, enterprise_id: int | None, since: datetime
) -> list[Ticket]:
    """His closed tickets since then, newest first."""
    return _of_requester(uow, _CLOSED, requester, enterprise_id, since=since)


def cancelled_of_requester(
    uow: UnitOfWork, requester: str, since: datetime, enterprise_id: int | None = None
) -> list[Ticket]:
    """Tickets of this person (or his enterprise) cancelled since then, newest first."""
    return _of_requester(uow, _CANCELLED, requester, enterprise_id, since=since)


def ended_since(uow: UnitOfWork, since: datetime) -> list[Ticket]:
    """Tickets cancelled or closed since then, oldest first."""
    ended = tickets.c.status.in_((Status.CANCELLED, Status.CLOSED))
    statement = select(tickets).where(ended, tickets.c.closed_at >= since)
    return all_of(uow, Ticket, statement.order_by(tickets.c.no))


def asked_since(uow: UnitOfWork, since: datetime, limit: int) -> list[Ticket]:
    """The newest tickets asked for since then and not taken back, newest first."""
    statement = select(tickets).where(tickets.c.asked_at >= since, tickets.c.status != Status.CANCELLED)
    return all_of(uow, Ticket, statement.order_by(tickets.c.no.desc()).limit(limit))


def held_by(uow: UnitOfWork, expert_id: int) -> list[Ticket]:
    """Tickets this expert holds and has not finished, newest claim first."""
    return all_of(
        uow,
        Ticket,
        select(tickets)
        .where(tickets.c.expert_id == expert_id, tickets.c.status.in_(HELD))
        .order_by(tickets.c.claimed_at.desc(), tickets.c.no.desc()),
    )


def of_expert(uow: UnitOfWork, expert_id: int, since: datetime, until: datetime) -> list[Ticket]:
    """Tickets claimed by this expert in the period, oldest first."""
    return all_of(
        uow,
        Ticket,
        select(tickets)
        .where(tickets.c.expert_id == expert_id, tickets.c.claimed_at >= since, tickets.c.claimed_at < until)
        .order_by(tickets.c.no),
    )


def last_finished_by(uow: UnitOfWork, expert_id: int) -> Ticket | None:
    """The ticket this expert finished last (resolved, maybe closed since)."""
    return first_of(
        uow,
        Ticket,
        select(tickets)
        .where(tickets.c.expert_id == expert_id, tickets.c.resolved_at.is_not(None))
        .order_by(tickets.c.resolved_at.desc(), tickets.c.no.desc()),
    )


def asked_between(uow: UnitOfWork, since: datetime, until: datetime) -> list[Ticket]:
    """Tickets whose request came in [since, until), oldest first."""
    return all_of(
        uow,
        Ticket,
        select(tickets).where(tickets.c.asked_at >= since, tickets.c.asked_at < until).order_by(tickets.c.no),
    )


def loads(uow: UnitOfWork) -> dict[int, int]:
    """How many unfinished tickets each expert holds, by expert id."""
    rows = uow.connection.execute(
        select(tickets.c.expert_id, func.count())
        .where(tickets.c.status.in_(HELD))
        .group_by(tickets.c.expert_id)
    )
    return {row[0]: row[1] for row in rows if row[0] is not None}


def last_offered(uow: UnitOfWork, expert_id: int, since: datetime) -> Ticket | None:
    """The ticket that this expert was asked about last, if that was since then."""
    statement = (
        select(tickets)
        .join(offers, offers.c.ticket_id == tickets.c.id)
        .where(offers.c.expert_id == expert_id, offers.c.offered_at >= since)
        .order_by(offers.c.offered_at.desc(), offers.c.id.desc())
        .limit(1)
    )
    return first_of(uow, Ticket, statement)


def offered_in(
    uow: UnitOfWork,
    statuses: Collection[Status],
    expert_id: int,
    answers: Collection[str],
    since: datetime | None = None,
) -> list[Ticket]:
    """Tickets at one of these statuses whose current offer to the expert has one of these answers."""
    statement = (
        select(tickets)
        .join(offers, (offers.c.ticket_id == tickets.c.id) & (offers.c.cycle == tickets.c.cycle))
        .where(tickets.c.status.in_(statuses), offers.c.expert_id == expert_id, offers.c.answer.in_(answers))
        .order_by(offers.c.offered_at.desc(), tickets.c.no.desc())
    )
    if since is not None:
        statement = statement.where(offers.c.answered_at >= since)
    return all_of(uow, Ticket, statement)
