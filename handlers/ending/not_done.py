"""What its expert has called mended is not: he says when he comes, or that he cannot come after all.

"修好了" was meant for another job. While the firm has not confirmed it, words of going there bring the
ticket back into his hands, and a "no" gives it back as if he still had it.
"""

import re
from dataclasses import replace

from handlers.cases import says_done
from handlers.concerned import tell_requester
from handlers.desk import Desk, Turn
from handlers.ending.endings import bring_back
from handlers.ending.returning import called_mended
from handlers.experts.coming import news
from handlers.experts.giving_back import release
from handlers.experts.holding import me
from handlers.experts.spoken_to import alone_with_it
from handlers.picking import named, with_ticket
from handlers.telling import answer
from handlers.understanding.cues import weigh
from handlers.understanding.later import comes_yet
from handlers.understanding.names import without_bot
from handlers.understanding.proposals import proposes
from handlers.understanding.values import Intent, Understanding
from prompts.texts import say
from storage import people, tickets
from storage.terms import Answer, Status
from storage.tickets import Ticket

_LONGEST = 40
_CANNOT = re.compile(
    r"(?:去|来|过去|过来|赶|到)不(?:了|成|过去|过来)|退单|(?:不|没法|没办法)(?:能)?(?:去|过去|来)(?:了|$|[，,。])|换(?:个)?人(?:去|吧|$)|[^\W\d_]?没空(?:去|过去)"
)
_SAYS_NO = (Intent.RELEASE, Intent.DECLINE)
_TAKES_BACK = ("mistaken", "another", "unfinished", "ended_why")


def not_done(desk: Desk, turn: Turn) -> bool:
    """Whether his words were of such a ticket, which is his again or given back now."""
    words = without_bot(turn.text).strip()
    if turn.attachments or not 0 < len(words) <= _LONGEST:
        return False
    if words.endswith(("?", "？", "吗")):
        ticket = _meant(desk, turn) if proposes(words) else None
        if ticket is not None:
            bring_back(desk, turn, ticket)
        return False  # the firm is asked whether that time suits
    cues = weigh("endings", words)
    if any(cues[each] for each in _TAKES_BACK) or weigh("replies", words)["goes_again"] or says_done(words):
        return False  # in so many words: returning.py
    ticket = _meant(desk, turn)
    if ticket is None:
        return False
    if _CANNOT.search(words) or (named(desk, turn) is not None and turn.understanding.intent in _SAYS_NO):
        if bring_back(desk, turn, ticket) is None:
            return False
        gives = Understanding(intent=Intent.RELEASE)
        release(desk, with_ticket(replace(turn, understanding=gives), ticket))
        return True
    if not comes_yet(words):
        return False
    back = bring_back(desk, turn, ticket)
    if back is None:
        return False
    tell_requester(desk, back, "comes_yet", expert=me(turn).name, words=news(words) or words)
    answer(desk, turn, say("mended_not_expert", no=back.no), ticket=back)
    return True


def _meant(desk: Desk, turn: Turn) -> Ticket | None:
    """The ticket that he has called mended: named, or the last one of who has nothing else in hand and on
    offer, speaks of no other firm and with nobody else."""
    ticket, pointed = called_mended(desk, turn), named(desk, turn)
    if ticket is None or ticket.resolved_at is None:
        return None
    if pointed is not None:
        return ticket if pointed.id == ticket.id else None
    if turn.understanding.ticket is not None or desk.now - ticket.resolved_at > desk.policy.late_answer:
        return None
    asked = tickets.offered_in(desk.uow, (Status.OPEN,), me(turn).id, (Answer.WAITING,))
    if tickets.held_by(desk.uow, me(turn).id) or asked or not alone_with_it(desk, turn):
        return None
    called = {each.id for each in people.all_enterprises(desk.uow) if each.short_name[:2] in turn.text}
    return ticket if not called or ticket.enterprise_id in called else None
