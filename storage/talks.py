"""What was said around a ticket: words that belong to two tickets, to none yet, and the bot's own."""

from datetime import datetime

from sqlalchemy import insert, select

from storage.database import UnitOfWork
from storage.messages import Received
from storage.rows import all_of, first_of
from storage.tables import inbox, outbox, shared_messages, tickets
from storage.tickets import Ticket


def share(uow: UnitOfWork, ids: list[int], ticket_id: int) -> None:
    """Say that messages of another ticket belong to this one too."""
    rows = [{"ticket_id": ticket_id, "inbox_id": each} for each in ids]
    uow.connection.execute(insert(shared_messages), rows)


def tickets_of(uow: UnitOfWork, message: Received) -> list[int]:
    """Ids of the tickets that a message belongs to."""
    shared = select(shared_messages.c.ticket_id).where(shared_messages.c.inbox_id == message.id)
    others = uow.connection.execute(shared.order_by(shared_messages.c.ticket_id)).scalars()
    return [] if message.ticket_id is None else [message.ticket_id, *others]


def loose(uow: UnitOfWork, channel: str, room: str | None, sender: str, since: datetime) -> list[Received]:
    """What a person wrote in a talk since then that was answered by silence and belongs to no ticket."""
    talk = inbox.c.room == room if room is not None else inbox.c.room.is_(None)
    statement = select(inbox).where(
        talk,
        inbox.c.channel == channel,
        inbox.c.sender == sender,
        inbox.c.at >= since,
        inbox.c.handled_at >= since,
        inbox.c.ticket_id.is_(None),
        inbox.c.recalled_at.is_(None),
        inbox.c.type != "recall",
    )
    return all_of(uow, Received, statement.order_by(inbox.c.id))


def lately(
    uow: UnitOfWork, channel: str, room: str | None, sender: str, since: datetime, limit: int
) -> list[Received]:
    """The last messages of a person in a talk since then that have been answered for, oldest first."""
    talk = inbox.c.room == room if room is not None else inbox.c.room.is_(None)
    statement = select(inbox).where(
        talk, inbox.c.channel == channel, inbox.c.sender == sender, inbox.c.handled_at >= since
    )
    return all_of(uow, Received, statement.order_by(inbox.c.id.desc()).limit(limit))[::-1]


def last_spoken_of(uow: UnitOfWork, room: str | None, to: str, since: datetime) -> Ticket | None:
    """The ticket that the bot last said something about in a group, or to a person in private, since then."""
    talk = outbox.c.room == room if room is not None else outbox.c.room.is_(None) & (outbox.c.to == to)
    statement = (
        select(tickets)
        .join(outbox, outbox.c.ticket_id == tickets.c.id)
        .where(talk, outbox.c.created_at >= since)
        .order_by(outbox.c.id.desc())
        .limit(1)
    )
    return first_of(uow, Ticket, statement)


def said(uow: UnitOfWork, room: str | None, to: str | None, text: str, since: datetime) -> bool:
    """Whether the bot has said (or owes) just this in a talk since then."""
    talk = outbox.c.room == room if room is not None else outbox.c.room.is_(None) & (outbox.c.to == to)
    statement = select(outbox.c.id).where(talk, outbox.c.text == text, outbox.c.created_at >= since).limit(1)
    return uow.connection.execute(statement).first() is not None


def told_of(uow: UnitOfWork, ticket_id: int) -> list[str]:
    """Texts of everything that the bot said about a ticket."""
    statement = select(outbox.c.text).where(outbox.c.ticket_id == ticket_id)
    return list(uow.connection.execute(statement).scalars())
