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
    leased_at: datetime | None = None
    error: str | None = None


def receive(uow: UnitOfWork, **values: Any) -> bool:
    """Put a message on record; False where the channel has handed it over before.

    What no database stores as text (NUL, half a surrogate pair) is left out or replaced.
    """
    clean = {name: storable(value) if isinstance(value, str) else value for name, value in values.items()}
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
            clean = {name: storable(each) if isinstance(each, str) else each for name, each in row.items()}
            fresh.setdefault(row["message_id"], {"channel": channel, **clean})
    if fresh:
        uow.connection.execute(insert(inbox), list(fresh.values()))
    return len(fresh)


def storable(text: str) -> str:
    """A text without what no database stores as text."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def unhandled(uow: UnitOfWork, until: datetime | None = None) -> list[Received]:
    """What still wants an answer (of what was received until then), in the order of arrival."""
    statement = select(inbox).where(inbox.c.handled_at.is_(None))
    if until is not None:
        statement = statement.where(inbox.c.received_at <= until)
    return all_of(uow, Received, statement.order_by(inbox.c.id))


def first_unhandled(uow: UnitOfWork) -> Received | None:
    """What has waited longest for an answer."""
    statement = select(inbox).where(inbox.c.handled_at.is_(None))
    return first_of(uow, Received, statement.order_by(inbox.c.received_at, inbox.c.id).limit(1))


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


def loose_files(uow: UnitOfWork, sender: str, room: str | None, since: datetime) -> list[Received]:
    """Files that a person sent in a talk since then and that belong to no ticket, in order."""
    statement = select(inbox).where(
        inbox.c.sender == sender,
        inbox.c.room == room if room is not None else inbox.c.room.is_(None),
        inbox.c.attachment.is_not(None),
        inbox.c.ticket_id.is_(None),
        inbox.c.recalled_at.is_(None),
        inbox.c.at >= since,
    )
    return all_of(uow, Received, statement.order_by(inbox.c.id))


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


def owed_by(uow: UnitOfWork, moment: datetime) -> list[Owed]:
    """What may be sent next in every talk: its words and its file, the most pressing talk first.

    One of each, however much a talk waits for: those behind it wait for it anyway, and a long queue to
    somebody who cannot be reached must not hide everybody else.
    """
    talk = (outbox.c.room, outbox.c.to, (outbox.c.text == "") & outbox.c.attachment.is_not(None))
    place = func.row_number().over(partition_by=talk, order_by=(outbox.c.priority, outbox.c.id))
    waiting = select(outbox.c.id, place.label("place")).where(
        outbox.c.state == "pending", outbox.c.not_before <= moment
    )
    ranked = waiting.subquery()
    statement = select(outbox).join(ranked, ranked.c.id == outbox.c.id).where(ranked.c.place == 1)
    return all_of(uow, Owed, statement.order_by(outbox.c.priority, outbox.c.id))


def owed_lately(uow: UnitOfWork, text: str, since: datetime) -> bool:
    """Whether the very same words were put on record since then."""
    statement = select(outbox.c.id).where(outbox.c.text == text, outbox.c.created_at >= since).limit(1)
    return uow.connection.execute(statement).first() is not None


def next_owed_at(uow: UnitOfWork, after: datetime | None = None) -> datetime | None:
    """When the next message may go out (after a moment)."""
    statement = select(outbox.c.not_before).where(outbox.c.state == "pending")
    if after is not None:
        statement = statement.where(outbox.c.not_before > after)
    return uow.connection.execute(statement.order_by(outbox.c.not_before).limit(1)).scalar()


def lease(uow: UnitOfWork, owed_id: int, at: datetime) -> bool:
    """Take a pending message for sending; False when somebody else has."""
    statement = update(outbox).where(outbox.c.id == owed_id, outbox.c.state == "pending")
    values = {"state": "sending", "attempts": outbox.c.attempts + 1, "leased_at": at}
    return uow.connection.execute(statement.values(**values)).rowcount == 1


def put_wire(uow: UnitOfWork, owed_id: int, wire: str) -> None:
    """What exactly is about to go over the wire; an echo is compared with it."""
    uow.connection.execute(update(outbox).where(outbox.c.id == owed_id).values(wire=wire))


def echoed(
    uow: UnitOfWork,
    room: str | None,
    to: str | None,
    wire: str,
    message_id: str,
    at: datetime,
    *,
    is_file: bool = False,
) -> bool:
    """The gateway shows a message of the bot's own: the oldest like it that is in flight went out.

    So did one that the gateway had refused and that waits to be sent again: puppets answer with an error
    for what WeChat took. False where there is nothing like it (a person uses the account).
    """
    if sent_as(uow, message_id) is not None:
        return True
    talk = outbox.c.room == room if room is not None else (outbox.c.room.is_(None) & (outbox.c.to == to))
    waiting = or_(outbox.c.state == "sending", (outbox.c.state == "sent") & (outbox.c.message_id == ""))
    statement = select(outbox.c.id).where(talk, waiting).order_by(outbox.c.id).limit(1)
    found = uow.connection.execute(statement.where(outbox.c.wire == wire)).scalar()
    if found is None:
        refused = select(outbox.c.id).where(talk, outbox.c.state == "pending", outbox.c.wire == wire)
        found = uow.connection.execute(refused.order_by(outbox.c.id).limit(1)).scalar()
    if found is None and is_file:  # many puppets do not tell the name of a file that was sent
        found = uow.connection.execute(statement.where(outbox.c.attachment.is_not(None))).scalar()
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


def set_aside(uow: UnitOfWork, owed_id: int, reason: str) -> None:
    """It cannot be delivered and is not tried again; the reason stays with it."""
    uow.connection.execute(update(outbox).where(outbox.c.id == owed_id).values(state="failed", error=reason))


def readdress(uow: UnitOfWork, owed_id: int, text: str, mentions: Collection[str]) -> None:
    """Say it so and @ these people."""
    uow.connection.execute(
        update(outbox).where(outbox.c.id == owed_id).values(text=text, mentions=list(mentions))
    )


def copy_to(uow: UnitOfWork, message: Owed, nickname: str, text: str) -> None:
    """Owe a person in private what a group was to be told."""
    values = {name: getattr(message, name) for name in _COPIED} | {"room": None, "to": nickname}
    owe(uow, **values, text=text, mentions=[], attachment=message.attachment)


def private_talk(uow: UnitOfWork, nickname: str) -> tuple[Owed | None, datetime | None]:
    """The newest private message to a person that was sent or given up, and when he last wrote so."""
    told = (outbox.c.room.is_(None)) & (outbox.c.to == nickname) & outbox.c.state.in_(("sent", "failed"))
    last = first_of(uow, Owed, select(outbox).where(told).order_by(outbox.c.id.desc()).limit(1))
    heard = select(func.max(inbox.c.id)).where(inbox.c.room.is_(None), inbox.c.sender == nickname)
    statement = select(inbox.c.received_at).where(inbox.c.id == heard.scalar_subquery())
    return last, uow.connection.execute(statement).scalar()


def retry(
    uow: UnitOfWork, owed_id: int, not_before: datetime | None, error: str, *, counted: bool = True
) -> None:
    """Sending failed: try again then, or never again (None). `counted` False: this was no attempt.

    Nothing happens to what an echo has shown meanwhile: it went out, whatever the gateway answered.
    """
    values: dict[str, Any] = {"state": "failed" if not_before is None else "pending", "error": error}
    if not_before is not None:
        values["not_before"] = not_before
    if not counted:
        values["attempts"] = outbox.c.attempts - 1
    in_flight = (outbox.c.id == owed_id) & (outbox.c.state == "sending")
    uow.connection.execute(update(outbox).where(in_flight).values(**values))


def put_error(uow: UnitOfWork, owed_id: int, error: str) -> None:
    """What went wrong with a message that is being sent."""
    uow.connection.execute(update(outbox).where(outbox.c.id == owed_id).values(error=error))


def split_attachment(uow: UnitOfWork, owed: Owed) -> Owed:
    """A text with a file is two messages in WeChat: the file becomes a row of its own, right behind."""
    values = {name: getattr(owed, name) for name in _COPIED}
    owe(uow, **values, text="", mentions=[], attachment=owed.attachment)
    uow.connection.execute(update(outbox).where(outbox.c.id == owed.id).values(attachment=None))
    return replace(owed, attachment=None)


def unfetched(uow: UnitOfWork, account: str) -> list[Received]:
    """Messages that an account announced and whose file is neither beside the database nor given up."""
    statement = (
        select(inbox)
        .join(arrivals, arrivals.c.message_id == inbox.c.message_id)
        .where(
            arrivals.c.account == account,
            inbox.c.attachment.is_not(None),
            inbox.c.sha256.is_(None),
            inbox.c.file_error.is_(None),
        )
    )
    return all_of(uow, Received, statement.order_by(inbox.c.id))


def give_up_files(uow: UnitOfWork, account: str, before: datetime, reason: str) -> list[Received]:
    """Give up an account's files that are missing since before then; returns those still worth a try."""
    missing = unfetched(uow, account)
    for each in missing:
        if each.received_at < before and each.attachment is not None:
            not_fetched(uow, each.attachment, reason)
    return [each for each in missing if each.received_at >= before]


def fetched(uow: UnitOfWork, attachment: str, sha256: str) -> None:
    """The file lies beside the database, with this hash."""
    uow.connection.execute(update(inbox).where(inbox.c.attachment == attachment).values(sha256=sha256))


def sha256_of(uow: UnitOfWork, attachment: str) -> str | None:
    """The hash of a received file, None while it is not there."""
    return uow.connection.execute(select(inbox.c.sha256).where(inbox.c.attachment == attachment)).scalar()


def not_fetched(uow: UnitOfWork, attachment: str, reason: str) -> None:
    """The file could not be had and is given up."""
    uow.connection.execute(update(inbox).where(inbox.c.attachment == attachment).values(file_error=reason))


def file_given_up(uow: UnitOfWork, attachment: str, before: datetime) -> bool:
    """Whether a received file will not come any more: given up, or missing since before then."""
    statement = select(inbox.c.file_error, inbox.c.received_at, inbox.c.sha256)
    row = uow.connection.execute(statement.where(inbox.c.attachment == attachment).limit(1)).first()
    return row is not None and (row[0] is not None or (row[2] is None and row[1] < before))


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


def owed(uow: UnitOfWork, owed_id: int) -> Owed:
    """A message of the bot's by its number."""
    return all_of(uow, Owed, select(outbox).where(outbox.c.id == owed_id))[0]


def in_flight(uow: UnitOfWork) -> list[Owed]:
    """Messages taken for sending of which nobody has heard yet, oldest first."""
    return all_of(uow, Owed, select(outbox).where(outbox.c.state == "sending").order_by(outbox.c.id))


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


def sent_since(uow: UnitOfWork, since: datetime) -> list[tuple[datetime, Owed]]:
    """What went out or was taken for sending since then, with the moment; the pace limits look here."""
    gone = (outbox.c.state == "sent") & (outbox.c.sent_at >= since)
    going = (outbox.c.state == "sending") & (outbox.c.leased_at >= since)
    moment = func.coalesce(outbox.c.sent_at, outbox.c.leased_at)
    found = all_of(uow, Owed, select(outbox).where(gone | going).order_by(moment))
    return [(at, each) for each in found if (at := each.sent_at or each.leased_at) is not None]


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
    uow.connection.execute(update(inbox).where(inbox.c.id == message_id).values(media_text=storable(text)))
