"""From what a gateway tells of a message to what stands in the inbox: one commit for many messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channels.wechat_text import FILE_MARK, find_quoted, mentioned_names, plain, without_quote
from handlers.desk import Desk
from handlers.rooms.groups import group_name
from handlers.rooms.identity import Names, recognise
from handlers.rooms.members import heard_from
from storage import accounts, arrivals, inbox, outbox, talks, wechat

_NEW_YEAR_2001_MS = 978_307_200_000
_AHEAD = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """A message with everything that was asked about it. `own`: the account wrote it itself (an echo).

    `recalled`: ids of the message that it takes back; WeChat gives one message two.
    """

    arrival: int
    message_id: str
    own: bool
    contact_id: str
    names: Names
    room_id: str | None
    topic: str
    text: str
    type: str
    at: datetime
    mention_ids: tuple[str, ...] = ()
    attachment: str | None = None
    recalled: tuple[str, ...] = ()


def moment(milliseconds: int, now: datetime) -> datetime:
    """A gateway's time of a message, in milliseconds (some puppets: seconds); `now` where it is nonsense."""
    value = milliseconds if milliseconds >= _NEW_YEAR_2001_MS else milliseconds * 1000
    if value < _NEW_YEAR_2001_MS:
        return now
    try:
        told = datetime.fromtimestamp(value / 1000, UTC)
    except (OverflowError, OSError, ValueError):
        return now
    return told if told <= now + _AHEAD else now


def record(desk: Desk, account: str, heard: Sequence[Heard]) -> int:
    """Put messages into the inbox in order, and echoes where they belong; returns how many are new."""
    talks: dict[tuple[str | None, str, str, Names], tuple[str | None, str] | None] = {}
    rows: list[dict[str, Any]] = []
    for each in heard:
        key = (each.room_id, each.topic, each.contact_id, each.names)
        if key not in talks:  # many messages of one commit come from few people
            talks[key] = _talk(desk, account, each)
        talk = talks[key]
        if talk is not None and each.own:
            _record_echo(desk, each, *talk)
        elif talk is not None:
            rows.append(_row(desk, account, each, *talk))
    heard_from(
        desk,
        account,
        [(each.room_id, each.contact_id, each.at) for each in heard if each.room_id and not each.own],
    )
    arrivals.arrived(desk.uow, [each.arrival for each in heard])
    return inbox.receive_all(desk.uow, desk.channel, account, rows)


def _talk(desk: Desk, account: str, each: Heard) -> tuple[str | None, str] | None:
    """群名 and 微信昵称 of a message as they stand on record; None where another account listens."""
    room = None
    if each.room_id is not None:
        room = group_name(desk, account, each.room_id, each.topic, heard_at=each.at)
        if room is None:
            return None
    if each.own and room is not None:
        return room, desk.bot_name
    return room, recognise(desk, account, each.contact_id, each.names, room)


def _record_echo(desk: Desk, each: Heard, room: str | None, person: str) -> None:
    wire = f"{FILE_MARK}{each.attachment}" if each.attachment else plain(each.text)
    outbox.echoed(
        desk.uow,
        room,
        None if room else person,
        wire,
        each.message_id,
        desk.now,
        is_file=each.attachment is not None,
    )


def _row(desk: Desk, account: str, each: Heard, room: str | None, person: str) -> dict[str, Any]:
    words = without_quote(each.text)
    quote = _on_record(desk, account, each.recalled)
    if words.quoted is not None:
        said = talks.said_in(desk.uow, room, person)
        known = words.quoted_id is not None and any(
            words.quoted_id == message_id for message_id, _text in said
        )
        quote = words.quoted_id if known else find_quoted(words.quoted, said)
    return {
        "message_id": each.message_id,
        "room": room,
        "sender": person,
        "text": words.reply,
        "type": each.type,
        "mentions": _mentions(desk, account, each),
        "quote": quote,
        "attachment": each.attachment,
        "at": each.at,
        "received_at": desk.now,
    }


def _on_record(desk: Desk, account: str, ids: Sequence[str]) -> str | None:
    """The one of a recalled message's ids under which it was received."""
    marked = [inbox.id_at(each, account) for each in ids]
    known = (each for each in (*marked, *ids) if inbox.received_as(desk.uow, desk.channel, each) is not None)
    return next(known, next(iter(ids), None))


def _mentions(desk: Desk, account: str, each: Heard) -> list[str]:
    """微信昵称 of those @-ed: by id, and by 群昵称 where the puppet gives no ids."""
    if not each.mention_ids and "@" not in each.text:
        return []
    state = accounts.get(desk.uow, account)
    own_id = state.contact_id if state else None
    found: list[str] = []
    for contact_id in each.mention_ids:
        contact = wechat.contact(desk.uow, account, contact_id)
        if contact_id == own_id:
            found.append(desk.bot_name)
        elif contact is not None:
            found.append(contact.known_as or contact.name)
    if not found:
        for name in mentioned_names(each.text):
            found.append(wechat.nickname_shown_as(desk.uow, account, name) or name)
    return list(dict.fromkeys(found))
