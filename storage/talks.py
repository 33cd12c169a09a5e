"""What both sides said in a talk, and around a ticket: words that belong to two tickets, or to none yet."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import func, insert, select

from storage.database import UnitOfWork
from storage.inbox import Received
from storage.outbox import Owed
from storage.rows import all_of, first_of
from storage.tables import inbox, outbox, shared_messages, tickets
from storage.terms import Purpose
from storage.tickets import Ticket

_CLOCKS = timedelta(hours=1)  # how far a message's own moment may be ahead of ours


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


def last_spoken_of(
    uow: UnitOfWork, room: str | None, to: str, since: datetime, *, answers: bool = False
) -> Ticket | None:
    """The ticket that the bot last said something about in a group, or to a person in private, since then.

    `answers`: only what it has answered somebody with counts, and no offer.
    """
    purposes = (Purpose.ANSWER,) if answers else tuple(Purpose)
    talk = outbox.c.room == room if room is not None else outbox.c.room.is_(None) & (outbox.c.to == to)
    statement = (
        select(tickets)
        .join(outbox, outbox.c.ticket_id == tickets.c.id)
        .where(talk, outbox.c.created_at >= since, outbox.c.purpose.in_(purposes))
        .order_by(outbox.c.id.desc())
        .limit(1)
    )
    return first_of(uow, Ticket, statement)


def last_said_of(uow: UnitOfWork, room: str | None, to: str, ticket_id: int) -> datetime | None:
    """When the bot said the last word of a talk, where that was about this ticket."""
    talk = outbox.c.room == room if room is not None else outbox.c.room.is_(None) & (outbox.c.to == to)
    statement = (
        select(outbox.c.ticket_id, outbox.c.created_at).where(talk).order_by(outbox.c.id.desc()).limit(1)
    )
    row = uow.connection.execute(statement).first()
    return row.created_at if row is not None and row.ticket_id == ticket_id else None


def answered_of(uow: UnitOfWork, room: str | None, to: str, since: datetime) -> set[int]:
    """Ids of the tickets of which the bot has told a person something since: @-ing him in a group, or in
    private."""
    talk = outbox.c.room == room if room is not None else outbox.c.room.is_(None) & (outbox.c.to == to)
    statement = select(outbox.c.ticket_id, outbox.c.mentions).where(
        talk, outbox.c.ticket_id.is_not(None), outbox.c.created_at >= since
    )
    rows = uow.connection.execute(statement)
    return {ticket for ticket, mentions in rows if room is None or to in mentions}


def said(uow: UnitOfWork, room: str | None, to: str | None, text: str, since: datetime) -> bool:
    """Whether the bot has said (or owes) just this in a talk since then."""
    talk = outbox.c.room == room if room is not None else outbox.c.room.is_(None) & (outbox.c.to == to)
    statement = select(outbox.c.id).where(talk, outbox.c.text == text, outbox.c.created_at >= since).limit(1)
    return uow.connection.execute(statement).first() is not None


def told_of(uow: UnitOfWork, ticket_id: int) -> list[str]:
    """Texts of everything that the bot said about a ticket."""
    statement = select(outbox.c.text).where(outbox.c.ticket_id == ticket_id)
    return list(uow.connection.execute(statement).scalars())


def room_is_new(uow: UnitOfWork, room: str) -> bool:
    """Whether nothing from this group was handled before."""
    handled = select(inbox.c.id).where(inbox.c.room == room, inbox.c.handled_at.is_not(None)).limit(1)
    return uow.connection.execute(handled).first() is None


def last_told(uow: UnitOfWork, nicknames: Collection[str]) -> dict[str, Owed]:
    """The newest private message to each of these people that was sent or given up."""
    told = outbox.c.room.is_(None) & outbox.c.to.in_(list(nicknames)) & outbox.c.state.in_(("sent", "failed"))
    newest = select(func.max(outbox.c.id)).where(told).group_by(outbox.c.to)
    found = all_of(uow, Owed, select(outbox).where(outbox.c.id.in_(newest)))
    return {each.to: each for each in found if each.to is not None}


def last_heard(uow: UnitOfWork, nicknames: Collection[str]) -> dict[str, datetime]:
    """When each of these people last wrote in private."""
    wrote = inbox.c.room.is_(None) & inbox.c.sender.in_(list(nicknames))
    newest = select(func.max(inbox.c.id)).where(wrote).group_by(inbox.c.sender)
    rows = uow.connection.execute(select(inbox.c.sender, inbox.c.received_at).where(inbox.c.id.in_(newest)))
    return {row[0]: row[1] for row in rows}


def said_in(uow: UnitOfWork, room: str | None, person: str, limit: int = 200) -> list[tuple[str, str]]:
    """The channel's id and the text of the newest messages of a talk, newest first, the bot's own too."""
    theirs = inbox.c.room == room if room is not None else inbox.c.room.is_(None) & (inbox.c.sender == person)
    own = outbox.c.room == room if room is not None else outbox.c.room.is_(None) & (outbox.c.to == person)
    heard = select(inbox.c.message_id, inbox.c.text, inbox.c.at.label("moment")).where(theirs)
    told = select(outbox.c.message_id, outbox.c.text, outbox.c.sent_at.label("moment")).where(
        own, outbox.c.state == "sent", outbox.c.message_id != ""
    )
    rows = [
        *uow.connection.execute(heard.order_by(inbox.c.id.desc()).limit(limit)),
        *uow.connection.execute(told.order_by(outbox.c.id.desc()).limit(limit)),
    ]
    return [(row[0], row[1]) for row in sorted(rows, key=lambda row: row[2], reverse=True)]


def busy_rooms(uow: UnitOfWork, channel: str, since: datetime) -> list[str]:
    """Groups in which somebody wrote since then."""
    # Nothing is received before it is written (clocks may differ a little), and that has an index.
    received = (inbox.c.channel == channel) & (inbox.c.received_at >= since - _CLOCKS)
    written = inbox.c.room.is_not(None) & (inbox.c.at >= since)
    return sorted(uow.connection.execute(select(inbox.c.room).where(received, written).distinct()).scalars())


def before(uow: UnitOfWork, message: Received, *, since: datetime, limit: int) -> list[Received]:
    """What people said in the same talk before this message, oldest first."""
    talk = inbox.c.room == message.room
    if message.room is None:
        talk = inbox.c.room.is_(None) & (inbox.c.sender == message.sender)
    statement = select(inbox).where(
        talk,
        inbox.c.channel == message.channel,
        inbox.c.id < message.id,
        inbox.c.at >= since,
        inbox.c.recalled_at.is_(None),
        inbox.c.type != "recall",
    )
    return all_of(uow, Received, statement.order_by(inbox.c.id.desc()).limit(limit))[::-1]
