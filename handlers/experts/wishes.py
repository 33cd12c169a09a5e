"""What an expert wishes to be asked about, and when: it is put to the coordinators, who decide."""

from handlers import wording
from handlers.desk import Desk, Turn
from handlers.experts.holding import me
from handlers.people import coordinators_for
from handlers.telling import answer, tell_coordinators, tell_person
from handlers.understanding.names import without_bot
from handlers.understanding.values import About
from prompts.texts import say
from storage.terms import Purpose

_MOST = 60  # characters of his words


def passed_on(desk: Desk, turn: Turn) -> None:
    """The coordinators read his words and how to do as he says; he reads that they do."""
    wish = turn.understanding.wish
    if wish is None:
        return
    about, name, words = (
        wish.about,
        me(turn).name,
        wording.short(wording.masked(without_bot(turn.text)), _MOST),
    )
    how = say(f"{about}_wish", name=name, work=wish.work or "")
    tell_coordinators(desk, say("wish_told", name=name, words=words, how=how), purpose=Purpose.REPORT)
    if about == About.ROSTER and wording.phones(turn.text):
        for each in coordinators_for(desk.uow, me(turn).district)[:1]:
            text = say("roster_told", name=name, words=wording.short(without_bot(turn.text), _MOST))
            tell_person(desk, each.wechat_name, text, purpose=Purpose.REPORT)
    answer(desk, turn, say("roster_noted") if about == About.ROSTER else say("wish_noted", words=words))
