"""An expert says that he is no more one of them: he is asked for nothing, and the coordinators are asked
whether he has left, which only they may say."""

from handlers import wording
from handlers.desk import Desk, Turn
from handlers.experts import absence
from handlers.experts.holding import me
from handlers.experts.leaving import rests
from handlers.experts.spoken_to import to_the_bot
from handlers.people import coordinators_for
from handlers.telling import answer, at, tell_coordinators
from handlers.understanding.leavers import says_he_quits
from handlers.understanding.names import without_bot
from handlers.understanding.values import Leave
from prompts.texts import say
from storage.terms import Purpose

_MOST = 60  # characters of his words


def quits(desk: Desk, turn: Turn) -> bool:
    """Whether he says so of himself, and of no single ticket."""
    words = without_bot(turn.text).strip()
    if turn.understanding.ticket is not None or not says_he_quits(words) or not to_the_bot(desk, turn):
        return False
    expert = me(turn)
    if expert.left_at is not None:
        return False
    absence.record(desk, expert, Leave(away=True))
    responsible = coordinators_for(desk.uow, expert.district)
    text = say(
        "quits_told",
        mentions=at([each.wechat_name for each in responsible]),
        name=expert.name,
        words=wording.short(wording.masked(words), _MOST),
        more=rests(desk, expert),
    )
    tell_coordinators(desk, text, mentions=responsible, purpose=Purpose.ANSWER)
    answer(desk, turn, say("quits_noted"))
    return True
