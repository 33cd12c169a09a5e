"""What the bot says of itself: help by role, an answer to a greeting, who it is to a stranger."""

import re
from datetime import timedelta

from handlers import wording
from handlers.desk import Desk, Turn
from handlers.offers.dispatch import target_minutes
from handlers.telling import answer, answer_once, tell_coordinators
from handlers.understanding.cues import weigh
from handlers.understanding.names import without_bot
from handlers.understanding.values import Intent, Role, Urgency
from prompts.texts import say
from storage.terms import RoomKind

_DAY = timedelta(days=1)
_LONGEST = 30  # who writes more has something to tell
_HELP = {
    Role.ENTERPRISE: "help_enterprise",
    Role.EXPERT: "help_expert",
    Role.COORDINATOR: "help_coordinator",
}


def introduced(desk: Desk, turn: Turn) -> bool:
    """Whether the words were for the bot itself (what can you do? hello) and are answered now."""
    about = _about_the_bot(desk, turn)
    if about == "help":
        answer(desk, turn, _help(desk, turn.role))
    elif about == "greeting":
        answer_once(desk, turn, say("greeted"), _DAY)
    return about is not None


def _about_the_bot(desk: Desk, turn: Turn) -> str | None:
    if not (turn.speaks_to(desk.bot_name) or _asks_here(turn)):
        return None
    if turn.understanding.ticket is not None or turn.attachments:
        return None
    found = turn.understanding
    asks_after = turn.role is Role.ENTERPRISE and found.query is not None
    if asks_after or (found.intent is Intent.REQUEST and found.sure):
        return None
    bare = without_bot(turn.text)
    said = weigh("bot", bare) if len(bare) <= _LONGEST else {}
    return next((name for name, weight in said.items() if weight), None)


_CAN = re.compile(
    r"(?:派单助手|机器人|助手|你)(?:都|还|现在)?(?:会|能)(?:干|做|办)?(?:些|点)?(?:什么|啥|哪些)(?:呀|啊|呢)?[?？]*"
)


def _asks_here(turn: Turn) -> bool:
    """Whether a coordinator asks in their group, where no other "你" can do as he is told."""
    here = turn.role is Role.COORDINATOR and turn.room is not None and turn.room.kind == RoomKind.COORDINATOR
    return here and _CAN.fullmatch(turn.text.strip()) is not None


def _help(desk: Desk, role: Role) -> str:
    return say(_HELP[role], minutes=target_minutes(desk, Urgency.NORMAL))


def to_stranger(desk: Desk, turn: Turn) -> None:
    """Nobody of the roster writes in private: who the bot is, once a day; a request goes to coordinators."""
    if turn.understanding.intent is Intent.REQUEST:
        words = wording.short(wording.masked(turn.text), 120)
        tell_coordinators(desk, say("unknown_person_told", sender=turn.person.nickname, words=words))
        answer(desk, turn, say("unknown_person_passed"))
    elif _about_the_bot(desk, turn) == "help":
        answer(desk, turn, say("unknown_person"))
    else:
        answer_once(desk, turn, say("unknown_person"), _DAY)
