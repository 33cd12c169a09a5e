"""The outbox: what the bot owes somebody."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, bindparam, func, insert, select, update

from storage.database import UnitOfWork
from storage.rows import all_of, first_of
from storage.tables import outbox, tickets
from storage.terms import Purpose


@dataclass(frozen=True, kw_only=True, slots=True)
class Owed:
    """A message the bot owes; `room` None: private, to the person in `to`.

    `account`: from which it was taken for sending last.
    """

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
    account: str | None = None
    error: str | None = None


_COPIED = (
    "channel", "room", "to", "purpose", "ticket_id", "cycle", "priority", "created_at", "not_before",
)  # fmt: skip


def owe(uow: UnitOfWork, **values: Any) -> None:
    """Put a message on record that the bot owes."""
    uow.connection.execute(insert(outbox).values(state="pending", attempts=0, **values))


# Made once, since they are asked at every step: making a statement takes longer than running it.
_PENDING = select(outbox.c.not_before).where(outbox.c.state == "pending").order_by(outbox.c.not_before)
_NEXT = _PENDING.limit(1)
_NEXT_AFTER = _PENDING.where(outbox.c.not_before > bindparam("after")).limit(1)
_TALK = (outbox.c.room, outbox.c.to, (outbox.c.text == "") & outbox.c.attachment.is_not(None))
_RANKED = (
    select(
        outbox.c.id,
        func.row_number().over(partition_by=_TALK, order_by=(outbox.c.priority, outbox.c.id)).label("place"),
    )
    .where(outbox.c.state == "pending", outbox.c.not_before <= bindparam("moment"))
    .subquery()
)
_FRONT = (
    select(outbox)
    .join(_RANKED, _RANKED.c.id == outbox.c.id)
    .where(_RANKED.c.place == 1)
    .order_by(outbox.c.priority, outbox.c.id)
)


def owed_by(uow: UnitOfWork, moment: datetime) -> list[Owed]:
    """What may be sent next in every talk: its words and its file, the most pressing talk first.

    One of each, however much a talk waits for: those behind it wait for it anyway, and a long queue to
    somebody who cannot be reached must not hide everybody else.
    """
    return all_of(uow, Owed, _FRONT, {"moment": moment})


def last_to(uow: UnitOfWork, person: str) -> int:
    """The id of the last private message to this person, 0 where there is none."""
    last = select(func.max(outbox.c.id)).where(outbox.c.room.is_(None), outbox.c.to == person)
    return uow.connection.execute(last).scalar() or 0


def owed_lately(uow: UnitOfWork, text: str, since: datetime) -> bool:
    """Whether the very same words were put on record since then."""
    statement = select(outbox.c.id).where(outbox.c.text == text, outbox.c.created_at >= since).limit(1)
    return uow.connection.execute(statement).first() is not None


def last_told(uow: UnitOfWork, purposes: Collection[Purpose]) -> tuple[Purpose, datetime] | None:
    """Of these purposes the one that was put on record last, and when."""
    statement = select(outbox.c.purpose, outbox.c.created_at).where(outbox.c.purpose.in_(list(purposes)))
    row = uow.connection.execute(statement.order_by(outbox.c.id.desc()).limit(1)).first()
    return (Purpose(row[0]), row[1]) if row is not None else None


def next_owed_at(uow: UnitOfWork, after: datetime | None = None) -> datetime | None:
    """When the next message may go out (after a moment)."""
    if after is None:
        return uow.connection.execute(_NEXT).scalar()
    return uow.connection.execute(_NEXT_AFTER, {"after": after}).scalar()


def lease(uow: UnitOfWork, owed_id: int, at: datetime, account: str) -> bool:
    """Take a pending message for sending from an account; False when somebody else has."""
    statement = update(outbox).where(outbox.c.id == owed_id, outbox.c.state == "pending")
    values = {"state": "sending", "attempts": outbox.c.attempts + 1, "leased_at": at, "account": account}
    return uow.connection.execute(statement.values(**values)).rowcount == 1


def put_wire(uow: UnitOfWork, owed_id: int, wire: str, account: str) -> None:
    """What exactly is about to go over the wire, and from where; an echo is compared with it."""
    values = {"wire": wire, "account": account}
    uow.connection.execute(update(outbox).where(outbox.c.id == owed_id).values(**values))


_ECHOED = select(outbox.c.id, outbox.c.room, outbox.c.to, outbox.c.wire, outbox.c.attachment).order_by(
    outbox.c.id
)


def _in(row: RowMapping, room: str | None, to: str | None) -> bool:
    """Whether a message of the bot's belongs to this talk."""
    return bool(row["room"] == room if room is not None else row["room"] is None and row["to"] == to)


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
    # Few rows are in any of these states, whatever a talk has seen: no question here grows with history.
    # (Only what was sent has an id, be it an empty one.)
    states = (outbox.c.state == "sending", outbox.c.message_id == "", outbox.c.state == "pending")
    rows = [uow.connection.execute(_ECHOED.where(state)).mappings().all() for state in states]
    sending, sent, refused = ([each for each in found if _in(each, room, to)] for found in rows)
    waiting = sorted((*sending, *sent), key=lambda each: int(each["id"]))
    found = next((each["id"] for each in (*waiting, *refused) if each["wire"] == wire), None)
    if found is None and is_file:  # many puppets do not tell the name of a file that was sent
        found = next((each["id"] for each in waiting if each["attachment"] is not None), None)
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


def owed(uow: UnitOfWork, owed_id: int) -> Owed:
    """A message of the bot's by its number."""
    return all_of(uow, Owed, select(outbox).where(outbox.c.id == owed_id))[0]


def in_flight(uow: UnitOfWork) -> list[Owed]:
    """Messages taken for sending of which nobody has heard yet, oldest first."""
    return all_of(uow, Owed, select(outbox).where(outbox.c.state == "sending").order_by(outbox.c.id))


def sent_as(uow: UnitOfWork, message_id: str) -> Owed | None:
    """The bot's own message with the channel's id."""
    return first_of(uow, Owed, select(outbox).where(outbox.c.message_id == message_id))


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
    # Two questions: an index answers each of them, and none answers both at once.
    found = [each for state in (gone, going) for each in all_of(uow, Owed, select(outbox).where(state))]
    moments = [(at, each) for each in found if (at := each.sent_at or each.leased_at) is not None]
    return sorted(moments, key=lambda moment: moment[0])


def ticket_no(uow: UnitOfWork, owed: Owed) -> int | None:
    """The number of the ticket that the bot's message is about."""
    if owed.ticket_id is None:
        return None
    return uow.connection.execute(select(tickets.c.no).where(tickets.c.id == owed.ticket_id)).scalar()
