"""A picture of an enterprise that has no ticket, without a word of what is wrong: the bot asks about it.

After a while where nothing is said at all, at once where the words point at it ("就这个", "这个怎么解决").
"""

import re
from datetime import timedelta

from handlers.desk import Desk, Turn
from handlers.telling import answer_in, answer_once
from handlers.understanding.names import without_bot
from prompts.texts import say
from storage import attachments, inbox, talks, timers
from storage.inbox import Received
from storage.terms import RoomKind, TimerKind

_DAY = timedelta(days=1)  # who shows his lunch is asked no more than once in that time
_NEXT = 1  # of his next messages it is enough to see whether there is one
# Words that point at a picture, or ask, and say nothing of what can be seen in it.
_POINTER = re.compile(
    r"(?:[就是像都这那个样种的了啊呀吧吗呢一下请帮我们有能会谁懂]|图[上里片中]?|照片|上面|里面|位置|地方|情况|问题|毛病|师傅|老师|各位|大家|"
    r"麻烦|帮忙|看|求助|请教|知道|怎么|咋|办|弄|搞|处理|解决|修|调|回事|什么|啥|原因|东西|为)+"
)
_ASKS = re.compile(r"怎么|咋|什么|啥|谁|师傅|老师|求|帮|看看|看一?下")


def ask_of_photo_now(desk: Desk, turn: Turn) -> bool:
    """Whether he points at a picture of his and was asked what is wrong; in the salon he must ask for it."""
    since = turn.first.at - desk.policy.together
    words = [each.text for each in turn.messages if each.text.strip()]
    if not words:  # the picture may come after them
        loose = talks.loose(desk.uow, desk.channel, turn.first.room, turn.person.nickname, since)
        words = [each.text for each in loose if each.text.strip()][-_NEXT:]
    pointed = re.sub(r"[\W_]+", "", without_bot("".join(words)))
    if not pointed or not _POINTER.fullmatch(pointed):
        return False
    salon = turn.room is not None and turn.room.kind == RoomKind.SALON
    shown = attachments.loose_files(desk.uow, turn.person.nickname, turn.room_name, since)
    if (salon and not _ASKS.search(pointed)) or not any(each.type == "image" for each in shown):
        return False
    return answer_once(desk, turn, say("photo_what"), desk.policy.followup)


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
    """Whether its sender has been asked of a picture in this talk within that time."""
    at = f"@{message.sender} " if message.room is not None else ""
    return any(
        talks.said(desk.uow, message.room, message.sender, at + say(text), desk.now - within)
        for text in ("photo_alone", "photo_what")
    )
