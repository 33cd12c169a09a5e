"""The inbox (received, to be answered for) and the outbox (owed to somebody)."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from storage.database import UnitOfWork
from storage.rows import all_of, first_of
from storage.tables import arrivals, history, inbox, outbox, shared_messages, tickets
from storage.terms import Change


@dataclass(frozen=True, kw_only=True, slots=True)
class Received:
    """A message as it came. `room` None: private to the bot. `quote` and `message_id` are the channel's.

    `media_text` is what was read in a picture or voice message: "" nothing, None not looked at (yet).
    """

    id: int
    channel: str
    message_id: str
    room: str | None
    sender: str
    text: str
    type: str
    mentions: tuple[str, ...]
    quote: str | None
    attachment: str | None
    at: datetime
    received_at: datetime
    handled_at: datetime | None
    recalled_at: datetime | None
    ticket_id: int | None
    error: str | None
    media_text: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Owed:
    """A message the bot owes; `room` None: private, to the person in `to`."""

    id: int
    channel: str
    room: str | None
    to: str | None
    mentions: tuple[str, ...]
    text: str
    attachment: str | None
    purpose: str
    ticket_id: int | None
    cycle: int | None
    priority: int
    state: str
    attempts: int
    created_at: datetime
    not_before: datetime
    sent_at: datetime | None
    message_id: str | None


def receive(uow: UnitOfWork, **values: Any) -> bool:
    """Put a message on record; False where the channel has handed it over before.

    What no database stores as text (NUL, half a surrogate pair) is left out or replaced.
    """
    clean = {name: _storable(value) if isinstance(value, str) else value for name, value in values.items()}
    try:
        with uow.connection.begin_nested():
            uow.connection.execute(insert(inbox).values(**clean))
    except IntegrityError:
        return False
    return True


def receive_all(uow: UnitOfWork, channel: str, rows: list[dict[str, Any]]) -> int:
    """Put many messages of one listener on record, in order, each once; returns how many are new."""
    ids = [row["message_id"] for row in rows]
    known = set(
        uow.connection.execute(
            select(inbox.c.message_id).where(inbox.c.channel == channel, inbox.c.message_id.in_(ids))
        ).scalars()
    )
    fresh: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row["message_id"] not in known:
            clean = {name: _storable(each) if isinstance(each, str) else each for name, each in row.items()}
            fresh.setdefault(row["message_id"], {"channel": channel, **clean})
    if fresh:
        uow.connection.execute(insert(inbox), list(fresh.values()))
    return len(fresh)


def _storable(text: str) -> str:
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def unhandled(uow: UnitOfWork) -> list[Received]:
    """What still wants an answer, in the order of arrival."""
    return all_of(uow, Received, select(inbox).where(inbox.c.handled_at.is_(None)).order_by(inbox.c.id))


def mark_handled(uow: UnitOfWork, ids: list[int], at: datetime, ticket_id: int | None = None) -> None:
    """The bot has answered for these (by silence, too); `ticket_id` ties them to a ticket."""
    values: dict[str, Any] = {"handled_at": at}
    if ticket_id is not None:
        values["ticket_id"] = ticket_id
    uow.connection.execute(update(inbox).where(inbox.c.id.in_(ids)).values(**values))


def mark_failed(uow: UnitOfWork, ids: list[int], at: datetime, error: str) -> None:
    """The bot could not answer these; what went wrong stays with them."""
    uow.connection.execute(update(inbox).where(inbox.c.id.in_(ids)).values(handled_at=at, error=error))


def tie(uow: UnitOfWork, ids: list[int], ticket_id: int) -> None:
    """Say which ticket these messages belong to."""
    uow.connection.execute(update(inbox).where(inbox.c.id.in_(ids)).values(ticket_id=ticket_id))


def mark_recalled(uow: UnitOfWork, message: Received, at: datetime) -> None:
    """The sender took it back (撤回)."""
    uow.connection.execute(update(inbox).where(inbox.c.id == message.id).values(recalled_at=at))


def received_as(uow: UnitOfWork, channel: str, message_id: str) -> Received | None:
    """The message with the channel's id."""
    return first_of(
        uow, Received, select(inbox).where(inbox.c.channel == channel, inbox.c.message_id == message_id)
    )


def of_ticket(uow: UnitOfWork, ticket_id: int) -> list[Received]:
    """Messages that belong to a ticket, in order; those that it shares with another ticket too."""
    shared = select(shared_messages.c.inbox_id).where(shared_messages.c.ticket_id == ticket_id)
    mine = or_(inbox.c.ticket_id == ticket_id, inbox.c.id.in_(shared))
    return all_of(uow, Received, select(inbox).where(mine).order_by(inbox.c.id))


def last_received(uow: UnitOfWork, limit: int) -> list[Received]:
    """The newest messages, oldest of them first."""
    newest = all_of(uow, Received, select(inbox).order_by(inbox.c.id.desc()).limit(limit))
    return newest[::-1]


def room_is_new(uow: UnitOfWork, room: str) -> bool:
    """Whether nothing from this group was handled before."""
    count = uow.connection.execute(
        select(func.count()).select_from(inbox).where(inbox.c.room == room, inbox.c.handled_at.is_not(None))
    ).scalar_one()
    return int(count) == 0


_COPIED = (
    "channel", "room", "to", "purpose", "ticket_id", "cycle", "priority", "created_at", "not_before",
)  # fmt: skip


def owe(uow: UnitOfWork, **values: Any) -> None:
    """Put a message on record that the bot owes."""
    uow.connection.execute(insert(outbox).values(state="pending", attempts=0, **values))


def owed_by(uow: UnitOfWork, moment: datetime, limit: int = 100) -> list[Owed]:
    """What may be sent at this moment: the most pressing first, then the oldest."""
    statement = select(outbox).where(outbox.c.state == "pending", outbox.c.not_before <= moment)
    return all_of(uow, Owed, statement.order_by(outbox.c.priority, outbox.c.id).limit(limit))


def next_owed_at(uow: UnitOfWork) -> datetime | None:
    """When the next message may go out."""
    statement = select(outbox.c.not_before).where(outbox.c.state == "pending")
    return uow.connection.execute(statement.order_by(outbox.c.not_before).limit(1)).scalar()


def lease(uow: UnitOfWork, owed_id: int) -> bool:
    """Take a pending message for sending; False when somebody else has."""
    statement = update(outbox).where(outbox.c.id == owed_id, outbox.c.state == "pending")
    return (
        uow.connection.execute(statement.values(state="sending", attempts=outbox.c.attempts + 1)).rowcount
        == 1
    )


def put_wire(uow: UnitOfWork, owed_id: int, wire: str) -> None:
    """What exactly is about to go over the wire; an echo is compared with it."""
    uow.connection.execute(update(outbox).where(outbox.c.id == owed_id).values(wire=wire))


def echoed(
    uow: UnitOfWork, room: str | None, to: str | None, wire: str, message_id: str, at: datetime
) -> bool:
    """The gateway shows a message of the bot's own: the oldest like it that is in flight went out.

    False where nothing like it is in flight (its own answer came first, or a person uses the account).
    """
    if sent_as(uow, message_id) is not None:
        return True
    talk = outbox.c.room == room if room is not None else (outbox.c.room.is_(None) & (outbox.c.to == to))
    statement = select(outbox.c.id).where(
        talk,
        outbox.c.wire == wire,
        or_(outbox.c.state == "sending", (outbox.c.state == "sent") & (outbox.c.message_id == "")),
    )
    found = uow.connection.execute(statement.order_by(outbox.c.id).limit(1)).scalar()
    if found is None:
        return False
    mark_sent(uow, found, at, message_id)
    return True


def mark_sent(uow: UnitOfWork, owed_id: int, at: datetime, message_id: str) -> None:
    """It went out, under the channel's id ("" where the channel gives none: an echo may have)."""
    values: dict[str, Any] = {"state": "sent", "sent_at": at}
    values["message_id"] = message_id or func.coalesce(outbox.c.message_id, "")
    uow.connection.execute(update(outbox).where(outbox.c.id == owed_id).values(**values))


def mark_dropped(uow: UnitOfWork, owed_id: int) -> None:
    """It was no longer true and was not sent."""
    uow.connection.execute(update(outbox).where(outbox.c.id == owed_id).values(state="dropped"))


def retry(
    uow: UnitOfWork, owed_id: int, not_before: datetime | None, error: str, *, counted: bool = True
) -> None:
    """Sending failed: try again then, or never again (None). `counted` False: this was no attempt."""
    values: dict[str, Any] = {"state": "failed" if not_before is None else "pending", "error": error}
    if not_before is not None:
        values["not_before"] = not_before
    if not counted:
        values["attempts"] = outbox.c.attempts - 1
    uow.connection.execute(update(outbox).where(outbox.c.id == owed_id).values(**values))


def pending_count(uow: UnitOfWork) -> int:
    """How many messages wait to be sent."""
    statement = select(func.count()).select_from(outbox).where(outbox.c.state.in_(("pending", "sending")))
    return int(uow.connection.execute(statement).scalar_one())


def split_attachment(uow: UnitOfWork, owed: Owed) -> Owed:
    """A text with a file is two messages in WeChat: the file becomes a row of its own, right behind."""
    values = {name: getattr(owed, name) for name in _COPIED}
    owe(uow, **values, text="", mentions=[], attachment=owed.attachment)
    uow.connection.execute(update(outbox).where(outbox.c.id == owed.id).values(attachment=None))
    return replace(owed, attachment=None)


def failed_count(uow: UnitOfWork) -> int:
    """How many messages could not be sent and were given up."""
    statement = select(func.count()).select_from(outbox).where(outbox.c.state == "failed")
    return int(uow.connection.execute(statement).scalar_one())


def unfetched(uow: UnitOfWork, account: str, since: datetime) -> list[Received]:
    """Messages that an account announced since then and whose file is not beside the database yet."""
    statement = (
        select(inbox)
        .join(arrivals, arrivals.c.message_id == inbox.c.message_id)
        .where(
            arrivals.c.account == account,
            inbox.c.attachment.is_not(None),
            inbox.c.sha256.is_(None),
            inbox.c.received_at >= since,
        )
    )
    return all_of(uow, Received, statement.order_by(inbox.c.id))


def fetched(uow: UnitOfWork, attachment: str, sha256: str) -> None:
    """The file lies beside the database, with this hash."""
    uow.connection.execute(update(inbox).where(inbox.c.attachment == attachment).values(sha256=sha256))


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


def hear_again(uow: UnitOfWork, old: str, new: str, since: datetime) -> int:
    """Words of somebody recognised late are his under his right name, and wait for an answer again."""
    statement = update(inbox).where(
        inbox.c.sender == old, inbox.c.ticket_id.is_(None), inbox.c.received_at >= since
    )
    return uow.connection.execute(statement.values(sender=new, handled_at=None)).rowcount


def busy_rooms(uow: UnitOfWork, since: datetime) -> list[str]:
    """Groups in which somebody wrote since then."""
    statement = select(inbox.c.room).where(inbox.c.room.is_not(None), inbox.c.at >= since).distinct()
    return sorted(uow.connection.execute(statement).scalars())


def give_back_leases(uow: UnitOfWork) -> int:
    """After a crash: what was being sent is owed again; returns how many."""
    statement = update(outbox).where(outbox.c.state == "sending").values(state="pending")
    return uow.connection.execute(statement).rowcount


def sent_as(uow: UnitOfWork, message_id: str) -> Owed | None:
    """The bot's own message with the channel's id."""
    return first_of(uow, Owed, select(outbox).where(outbox.c.message_id == message_id))


def sent_count(uow: UnitOfWork) -> int:
    """How many messages went out ever."""
    statement = select(func.count()).select_from(outbox).where(outbox.c.state == "sent")
    return int(uow.connection.execute(statement).scalar_one())


def last_sent(uow: UnitOfWork, limit: int) -> list[Owed]:
    """The newest messages that went out, oldest of them first."""
    newest = all_of(
        uow, Owed, select(outbox).where(outbox.c.state == "sent").order_by(outbox.c.id.desc()).limit(limit)
    )
    return newest[::-1]


def sent_since(uow: UnitOfWork, since: datetime) -> list[Owed]:
    """What went out since then, oldest first; the pace limits look here."""
    return all_of(
        uow,
        Owed,
        select(outbox).where(outbox.c.state == "sent", outbox.c.sent_at >= since).order_by(outbox.c.sent_at),
    )


def last_about(uow: UnitOfWork, room: str | None, to: str | None, ticket_ids: list[int]) -> Owed | None:
    """The bot's newest message in this talk about one of these tickets."""
    talk = outbox.c.room == room if room is not None else outbox.c.to == to
    return first_of(
        uow,
        Owed,
        select(outbox)
        .where(talk, outbox.c.ticket_id.in_(ticket_ids), or_(outbox.c.state != "dropped"))
        .order_by(outbox.c.id.desc())
        .limit(1),
    )


def ticket_no(uow: UnitOfWork, owed: Owed) -> int | None:
    """The number of the ticket that the bot's message is about."""
    if owed.ticket_id is None:
        return None
    return uow.connection.execute(select(tickets.c.no).where(tickets.c.id == owed.ticket_id)).scalar()


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


def of_opening(uow: UnitOfWork, ticket_id: int) -> list[Received]:
    """The messages with which a ticket was opened, in order."""
    opened = select(history.c.snapshot).where(
        history.c.ticket_id == ticket_id, history.c.change == Change.OPENED
    )
    snapshot = uow.connection.execute(opened.order_by(history.c.id).limit(1)).scalar()
    ids = snapshot["messages"] if snapshot else []
    return [each for each in of_ticket(uow, ticket_id) if each.message_id in ids]


def get(uow: UnitOfWork, message_id: int) -> Received:
    """The message with this id of the inbox; LookupError where there is none."""
    found = first_of(uow, Received, select(inbox).where(inbox.c.id == message_id))
    if found is None:
        raise LookupError(message_id)
    return found


def unread_media(uow: UnitOfWork, channel: str, types: Collection[str], since: datetime) -> list[Received]:
    """Pictures and voice messages that came since then and have not been looked at, oldest first."""
    statement = select(inbox).where(
        inbox.c.channel == channel,
        inbox.c.type.in_(types),
        inbox.c.attachment.is_not(None),
        inbox.c.media_text.is_(None),
        inbox.c.recalled_at.is_(None),
        inbox.c.received_at >= since,
    )
    return all_of(uow, Received, statement.order_by(inbox.c.id))


def put_media_text(uow: UnitOfWork, message_id: int, text: str) -> None:
    """What was read in a picture or voice message."""
    uow.connection.execute(update(inbox).where(inbox.c.id == message_id).values(media_text=_storable(text)))
