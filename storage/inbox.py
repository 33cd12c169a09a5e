"""The inbox: what the bot has received and must answer for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from storage.database import UnitOfWork
from storage.rows import all_of, first_of
from storage.tables import history, inbox, shared_messages
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


def receive_all(uow: UnitOfWork, channel: str, account: str, rows: list[dict[str, Any]]) -> int:
    """Put many messages of one listener on record, in order, each once; returns how many are new.

    Ids are an account's own: one that another account's message of another talk has is marked with `account`.
    """
    taken = _talks(uow, channel, [row["message_id"] for row in rows])
    own_ids = [
        id_at(row["message_id"], account)
        if taken.get(row["message_id"], _talk(row)) != _talk(row)
        else row["message_id"]
        for row in rows
    ]
    known = taken.keys() | _talks(uow, channel, [each for each in own_ids if each not in taken]).keys()
    fresh: dict[str, dict[str, Any]] = {}
    for own_id, row in zip(own_ids, rows, strict=True):
        if own_id not in known:
            clean = {name: storable(each) if isinstance(each, str) else each for name, each in row.items()}
            fresh.setdefault(own_id, {"channel": channel, **clean, "message_id": own_id})
    if fresh:
        uow.connection.execute(insert(inbox), list(fresh.values()))
    return len(fresh)


def id_at(message_id: str, account: str) -> str:
    """The id on record of a message whose id another account's message has."""
    return f"{message_id}@{account}"


def _talks(uow: UnitOfWork, channel: str, ids: list[str]) -> dict[str, str]:
    """Those of these ids that are on record, with the talk they were said in."""
    statement = select(inbox.c.message_id, inbox.c.room, inbox.c.sender)
    if not ids:
        return {}
    found = uow.connection.execute(
        statement.where(inbox.c.channel == channel, inbox.c.message_id.in_(ids))
    ).mappings()
    return {row["message_id"]: _talk(row) for row in found}


def _talk(row: Mapping[Any, Any]) -> str:
    return str(row["room"] or f"@{row['sender']}")


def storable(text: str) -> str:
    """A text without what no database stores as text."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


# Made once, since they are asked at every step: making a statement takes longer than running it.
_WAITING = select(inbox).where(inbox.c.handled_at.is_(None))
_IN_ORDER = _WAITING.order_by(inbox.c.id)
_UNTIL = _WAITING.where(inbox.c.received_at <= bindparam("until")).order_by(inbox.c.id)
_LONGEST = _WAITING.order_by(inbox.c.received_at, inbox.c.id).limit(1)
_SHARED = select(shared_messages.c.inbox_id).where(shared_messages.c.ticket_id == bindparam("ticket"))
_OF_TICKET = (
    select(inbox)
    .where(or_(inbox.c.ticket_id == bindparam("ticket"), inbox.c.id.in_(_SHARED)))
    .order_by(inbox.c.id)
)


def unhandled(uow: UnitOfWork, until: datetime | None = None) -> list[Received]:
    """What still wants an answer (of what was received until then), in the order of arrival."""
    if until is None:
        return all_of(uow, Received, _IN_ORDER)
    return all_of(uow, Received, _UNTIL, {"until": until})


def first_unhandled(uow: UnitOfWork) -> Received | None:
    """What has waited longest for an answer."""
    return first_of(uow, Received, _LONGEST)


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
    return all_of(uow, Received, _OF_TICKET, {"ticket": ticket_id})


def last_received(uow: UnitOfWork, limit: int) -> list[Received]:
    """The newest messages, oldest of them first."""
    newest = all_of(uow, Received, select(inbox).order_by(inbox.c.id.desc()).limit(limit))
    return newest[::-1]


def hear_again(uow: UnitOfWork, old: str, new: str, since: datetime) -> int:
    """Words of somebody recognised late are his under his right name, and wait for an answer again."""
    statement = update(inbox).where(
        inbox.c.sender == old, inbox.c.ticket_id.is_(None), inbox.c.received_at >= since
    )
    return uow.connection.execute(statement.values(sender=new, handled_at=None)).rowcount


def hear_again_in(uow: UnitOfWork, old: str, new: str, since: datetime) -> int:
    """Words said in a group recognised late are said in it under its right 群名, and wait for an answer."""
    statement = update(inbox).where(
        inbox.c.room == old, inbox.c.ticket_id.is_(None), inbox.c.received_at >= since
    )
    return uow.connection.execute(statement.values(room=new, handled_at=None)).rowcount


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
