"""Short words of an expert whose meaning hangs on what he was asked and what he has in hand.

"到了", "好了" of one who was asked and never said that he takes it: is it he who has gone? "不行" of one who
has a ticket: does he give it back, or does the machine not run? Each is asked once. "人不在" of one who has
a ticket tells of the firm, of one who was asked says no, and is nobody's leave.
"""

import re
from dataclasses import replace

from handlers.desk import Desk, Turn
from handlers.experts.asked import asked_of_late
from handlers.experts.holding import me
from handlers.experts.spoken_to import to_the_bot
from handlers.experts.taking import manner
from handlers.picking import ask_whether, named
from handlers.understanding.cues import weigh
from handlers.understanding.names import without_bot
from handlers.understanding.values import Intent, Understanding
from storage import helpers, tickets

_SHORT = 10  # characters
_ABSENT = re.compile(
    r"(?:我|人|人家|他们?|老板|厂长|电工|师傅)?(?:人)?(?:都|还|现在|今天)?不在(?:家|厂里?|单位|公司)?"
)
_EITHER = re.compile(r"(?:还是|真)?(?:不行|不成|不得行|算了)(?:了|啊|呀|吧|的)*")
_OF_WORK = (Intent.PROGRESS, Intent.RESOLVE)
_GONE = re.compile(r"^(?:我)?(?:已经|这就|现在|先)?(?:去|来|过去|过来|出发|动身)(?:了|啦)|拿下$")


def absent(desk: Desk, turn: Turn) -> Turn:
    """The turn as it is meant where it says no more than that somebody is not there."""
    if not _ABSENT.fullmatch(_words(turn)) or turn.understanding.ticket is not None:
        return turn
    meant = Intent.CHAT
    if tickets.held_by(desk.uow, me(turn).id):
        meant = Intent.PROGRESS
    elif asked_of_late(desk, turn):
        meant = Intent.DECLINE
    return replace(turn, understanding=Understanding(intent=meant))


def asked_back(desk: Desk, turn: Turn) -> bool:
    """Whether he was asked what he means, and nothing else becomes of his words."""
    words = _words(turn)
    if not 0 < len(words) <= _SHORT or turn.attachments or named(desk, turn) is not None:
        return False
    if turn.understanding.ticket is not None or not to_the_bot(desk, turn):
        return False
    mine = tickets.held_by(desk.uow, me(turn).id)
    asked = asked_of_late(desk, turn)
    if len(mine) == 1 and not asked and _EITHER.fullmatch(words):
        gives_back = replace(turn, understanding=Understanding(intent=Intent.RELEASE))
        ask_whether(desk, gives_back, mine[0], text="release_meant", as_said="退单")
        return True
    helps = helpers.helped_by(desk.uow, me(turn).id)
    if mine or helps or len(asked) != 1 or manner(turn) is not None or not _speaks_of_work(turn, words):
        return False
    takes = replace(turn, understanding=Understanding(intent=Intent.CLAIM))
    ask_whether(desk, takes, asked[0], text="went_meant")
    return True


def _speaks_of_work(turn: Turn, words: str) -> bool:
    if turn.understanding.intent in _OF_WORK or _GONE.search(words):
        return True
    return turn.understanding.intent is Intent.CHAT and bool(weigh("replies", words)["coming"])


def _words(turn: Turn) -> str:
    return without_bot(turn.text).strip(" 。！!~～，,.")
