"""Putting messages into the outbox: to a group, to a person, to the coordinators."""

import re
from collections.abc import Sequence
from datetime import timedelta

from handlers import wording
from handlers.desk import Desk, Turn
from handlers.people import rooms_not_lost
from storage import outbox, talks
from storage.inbox import Received
from storage.people import Coordinator
from storage.terms import Purpose, RoomKind
from storage.tickets import Ticket

# Characters of one message. WeChat refuses texts over 2,048 characters at some puppets.
_LONGEST = 2000
# What somebody who is @-ed may be called in a group: WeChat's names have at most 32 characters.
_LONGEST_NAME = 32
# Lower goes first: a ping that somebody waits for before a report that nobody waits for.
_PRIORITY = {Purpose.OFFER: 0, Purpose.ANSWER: 1, Purpose.FAREWELL: 1, Purpose.NUDGE: 2}
_REPORTS = 3  # anything else


def tell_room(
    desk: Desk,
    room: str,
    text: str,
    *,
    ticket: Ticket | None = None,
    mentions: Sequence[str] = (),
    purpose: Purpose = Purpose.ANSWER,
    attachment: str | None = None,
) -> None:
    """Owe a group a message. Whoever's name or words hold a phone number or a WeChat id, they are put out."""
    _owe(
        desk,
        room=room,
        to=None,
        text=fit_for_group(text, mentions),
        ticket=ticket,
        mentions=mentions,
        purpose=purpose,
        attachment=attachment,
    )


def tell_person(
    desk: Desk,
    nickname: str,
    text: str,
    *,
    ticket: Ticket | None = None,
    purpose: Purpose = Purpose.ANSWER,
    attachment: str | None = None,
) -> None:
    """Owe a person a private message."""
    _owe(desk, room=None, to=nickname, text=text, ticket=ticket, purpose=purpose, attachment=attachment)


def tell_with_files(
    desk: Desk, nickname: str, text: str, ticket: Ticket, received: Sequence[Received]
) -> None:
    """Owe a person a private message and every file that came with these messages, each under its name."""
    files = [each for each in received if each.attachment is not None and each.recalled_at is None]
    first, *others = [each.attachment for each in files] or [None]
    tell_person(desk, nickname, text, ticket=ticket, attachment=first)
    for each, name in zip(files[1:], others, strict=True):
        words = f"【{ticket.no}】{wording.file_word(each.type, name or '')}"
        tell_person(desk, nickname, words, ticket=ticket, attachment=name)


def answer(
    desk: Desk, turn: Turn, text: str, *, ticket: Ticket | None = None, attachment: str | None = None
) -> None:
    """Answer where the writer wrote: in the group, @-ing him, or in private."""
    nickname = turn.person.nickname
    if turn.room is None:
        tell_person(desk, nickname, text, ticket=ticket, attachment=attachment)
        return
    said = f"@{nickname} {text}"
    tell_room(desk, turn.room.name, said, ticket=ticket, mentions=[nickname], attachment=attachment)


def answer_once(
    desk: Desk, turn: Turn, text: str, within: timedelta, *, ticket: Ticket | None = None
) -> bool:
    """The same, unless he was answered just so in this talk within that time; whether it was said."""
    nickname = turn.person.nickname
    said = text if turn.room is None else fit_for_group(f"@{nickname} {text}", [nickname])
    if talks.said(desk.uow, turn.room_name, turn.person.nickname, said, desk.now - within):
        return False
    answer(desk, turn, text, ticket=ticket)
    return True


def answer_in(desk: Desk, message: Received, text: str) -> None:
    """Answer where a message was written, @-ing its writer in a group."""
    if message.room is None:
        tell_person(desk, message.sender, text)
    else:
        tell_room(desk, message.room, f"@{message.sender} {text}", mentions=[message.sender])


def tell_coordinators(
    desk: Desk,
    text: str,
    *,
    ticket: Ticket | None = None,
    mentions: Sequence[Coordinator] = (),
    purpose: Purpose = Purpose.NUDGE,
) -> None:
    """Tell the 协调群; where there is none, each of `mentions` in private."""
    rooms = rooms_not_lost(desk.uow, RoomKind.COORDINATOR)
    for room in rooms:
        nicknames = [each.wechat_name for each in mentions]
        tell_room(desk, room.name, text, ticket=ticket, mentions=nicknames, purpose=purpose)
    if not rooms:
        for each in mentions:
            tell_person(desk, each.wechat_name, text, ticket=ticket, purpose=purpose)


def fit_for_group(text: str, mentions: Sequence[str] = ()) -> str:
    """The text as a group may read it. Names that it @-s stay whole, or WeChat would find nobody."""
    if not mentions:
        return wording.masked(text)
    called = re.compile("(" + "|".join(re.escape(f"@{name}") for name in mentions) + ")")
    return "".join(
        part if place % 2 else wording.masked(part) for place, part in enumerate(called.split(text))
    )


def at(nicknames: Sequence[str]) -> str:
    """The text's part of an @-mention."""
    return " ".join(f"@{name}" for name in nicknames)


def _owe(
    desk: Desk,
    *,
    room: str | None,
    to: str | None,
    text: str,
    ticket: Ticket | None,
    mentions: Sequence[str] = (),
    purpose: Purpose,
    attachment: str | None = None,
) -> None:
    if desk.held_back:
        purpose = Purpose.FAREWELL
    for part in parts_of(text, len(mentions)):
        outbox.owe(
            desk.uow,
            channel=desk.channel,
            room=room,
            to=to,
            text=part,
            mentions=list(mentions),
            ticket_id=ticket.id if ticket else None,
            cycle=ticket.cycle if ticket else None,
            purpose=purpose,
            priority=_PRIORITY.get(purpose, _REPORTS),
            attachment=attachment,
            created_at=desk.now,
            not_before=desk.now + desk.held_back,
        )
        attachment, mentions = None, ()


def parts_of(text: str, mentions: int = 0) -> list[str]:
    """A text in parts that WeChat takes, cut at line ends where there are any.

    `mentions`: how many people are @-ed in it, whose names may be longer as a group shows them.
    """
    longest = max(_LONGEST - _LONGEST_NAME * mentions, _LONGEST // 2)
    parts: list[str] = []
    for line in text.split("\n"):
        if parts and len(parts[-1]) + 1 + len(line) <= longest:
            parts[-1] += "\n" + line
            continue
        parts += [line[start : start + longest] for start in range(0, len(line), longest)] or [""]
    return parts
