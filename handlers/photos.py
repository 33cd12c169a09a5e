"""A picture without a word, of an enterprise that has no ticket: after a while the bot asks about it."""

from datetime import timedelta

from handlers.desk import Desk, Turn
from handlers.telling import answer_in
from prompts.texts import say
from storage import inbox, talks, timers
from storage.inbox import Received
from storage.terms import RoomKind, TimerKind

_DAY = timedelta(days=1)  # who shows his lunch is asked no more than once in that time
_NEXT = 1  # of his next messages it is enough to see whether there is one


def ask_of_photo_later(desk: Desk, turn: Turn) -> None:
    """Ask, unless he writes something until then; only in an 企业群, where pictures mostly mean trouble."""
    last = turn.messages[-1]
    wordless = all(each.type == "image" and not each.text.strip() for each in turn.messages)
    if not wordless or turn.room is None or turn.room.kind != RoomKind.ENTERPRISE or asked(desk, last, _DAY):
        return
    due = desk.now + desk.policy.photo
    timers.set_timer(desk.uow, TimerKind.PHOTO, due, now=desk.now, payload={"message": last.id})


def ask_of_photo(desk: Desk, message_id: int) -> None:
    """Nobody has said what a picture is about: ask, unless its sender has written or taken it back."""
    message = inbox.get(desk.uow, message_id)
    if message.ticket_id is not None or message.recalled_at is not None or asked(desk, message, _DAY):
        return
    later = talks.lately(desk.uow, desk.channel, message.room, message.sender, message.at, _NEXT)
    if all(each.id <= message.id for each in later):
        answer_in(desk, message, say("photo_alone"))


def asked(desk: Desk, message: Received, within: timedelta) -> bool:
    """Whether its sender has been asked so in this talk within that time."""
    text = f"@{message.sender} {say('photo_alone')}"
    return talks.said(desk.uow, message.room, None, text, desk.now - within)
