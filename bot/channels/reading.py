"""What an announced message says: its content asked from the gateway, in the words of the inbox."""

import hashlib
import json
import logging

from grpclib.exceptions import GRPCError
from wechaty_grpc.wechaty.puppet import MessagePayloadResponse

from bot.channels import wechat_text
from bot.channels.arrivals import Heard, moment
from bot.channels.connection import Connection, NoAnswer
from bot.channels.contacts import Contacts
from bot.channels.states import BROKEN
from handlers.rooms.identity import Names
from storage.arrivals import Arrival
from storage.inbox import storable

log = logging.getLogger("salon.wechat")


async def read(connection: Connection, contacts: Contacts, arrival: Arrival) -> Heard | NoAnswer:
    """A message with everything that is asked about it; NoAnswer where its content cannot be had or read.

    One that breaks the reading must not end the bot, and meet it again after every restart.
    """
    try:
        payload = await connection.ask(connection.gateway.calls.message_payload, id=arrival.message_id)
        return await _heard(connection, contacts, arrival, payload)
    except NoAnswer as error:
        return error
    except (GRPCError, *BROKEN):
        raise
    except Exception as error:
        log.exception("action=unreadable account=%s message=%s", connection.account, arrival.message_id)
        return NoAnswer(f"读不懂：{error!r}")


async def _heard(
    connection: Connection, contacts: Contacts, arrival: Arrival, payload: MessagePayloadResponse
) -> Heard:
    own = payload.from_id == connection.own_id
    room_id = payload.room_id or None
    other = payload.to_id if own and room_id is None else payload.from_id
    kind = int(payload.type)
    type_ = _type(kind)
    text = storable(payload.text) if type_ == "text" else ""
    if type_ == "other":
        word = wechat_text.OTHER_WORDS.get(kind, wechat_text.OTHER_WORDS[wechat_text.UNKNOWN])
        text = storable(f"[{word}] {await _told(connection, contacts, kind, payload)}".strip())
    attachment = None
    if kind in wechat_text.FILE_TYPES:
        name = wechat_text.file_name(wechat_text.FILE_TYPES[kind], payload.filename, payload.id)
        attachment = name if own else f"{_short_hash(connection.account, payload.id)}-{name}"
    # Of its own words in a group only the words count: whose they are is known.
    names = Names() if own and room_id is not None else await contacts.names_of(other, room_id)
    return Heard(
        arrival=arrival.id,
        message_id=arrival.message_id,
        own=own,
        contact_id=other,
        names=names,
        room_id=room_id,
        topic=await contacts.topic(room_id) if room_id else "",
        text=text,
        type=type_,
        at=moment(payload.timestamp, connection.now()),
        mention_ids=await _mention_ids(connection, contacts, room_id, text, payload),
        attachment=attachment,
        recalled=wechat_text.recalled_ids(payload.text) if type_ == "recall" else (),
    )


async def _mention_ids(
    connection: Connection,
    contacts: Contacts,
    room_id: str | None,
    text: str,
    payload: MessagePayloadResponse,
) -> tuple[str, ...]:
    """Who is @-ed: as the puppet says; where it does not, by the names that this group shows."""
    if payload.mention_ids or room_id is None or "@" not in text:
        return tuple(payload.mention_ids)
    if connection.own_id is not None:
        await contacts.names_of(connection.own_id, room_id)
    found = (contacts.called(room_id, name) for name in wechat_text.mentioned_names(text))
    return tuple(each for each in found if each is not None)


async def _told(
    connection: Connection, contacts: Contacts, kind: int, payload: MessagePayloadResponse
) -> str:
    """The words of a link, a mini-program, a location or a card; what cannot be had is left out."""
    ask, calls = connection.ask, connection.gateway.calls
    try:
        if kind == wechat_text.URL:
            link = await ask(calls.message_url, id=payload.id)
            return _from_json(link.url_link, "title", "url") or payload.text[:200]
        if kind == wechat_text.MINI_PROGRAM:
            program = await ask(calls.message_mini_program, id=payload.id)
            return _from_json(program.mini_program, "title", "description") or payload.text[:200]
        if kind == wechat_text.LOCATION:
            return await ask(connection.gateway.location, message_id=payload.id) or payload.text[:200]
        if kind == wechat_text.CONTACT:
            card = await ask(calls.message_contact, id=payload.id)
            if card.id:
                return (await contacts.names_of(card.id, None)).own
    except NoAnswer:
        pass  # the message itself was read; its kind alone is passed on
    return "" if payload.text.lstrip().startswith("<") else payload.text[:200]


def _type(kind: int) -> str:
    """The inbox's word for a message type."""
    words = {wechat_text.TEXT: "text", wechat_text.RECALLED: "recall", **wechat_text.FILE_TYPES}
    return words.get(kind, "other")


def _short_hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _from_json(text: str, *names: str) -> str:
    try:
        given = json.loads(text or "{}")
    except ValueError:
        return ""
    return " ".join(str(given[name]) for name in names if given.get(name)) if isinstance(given, dict) else ""
