"""A firm complains of who has its ticket, or that he has not rung: the coordinators read its words.

He reads only that it waits for him: what is said of him is for others to judge.
"""

from handlers import wording
from handlers.concerned import hand_over, tell_requester, tell_responsible
from handlers.desk import Desk, Turn
from handlers.experts.assigning import awaited
from handlers.experts.departed import undecided
from handlers.firms.asked_after import nobody_comes
from handlers.ledger import note_words
from handlers.picking import pick_own
from handlers.understanding.cues import weigh
from handlers.understanding.names import without_bot
from handlers.understanding.replacing import wants_another
from handlers.understanding.trades import technical_weight
from handlers.understanding.values import Intent, Role
from storage import inbox, people
from storage.terms import HELD, Change
from storage.tickets import Ticket

_LONGEST = 40  # characters; who writes more tells of something
_NONE = (Intent.REQUEST, Intent.CONFIRM, Intent.RATE, Intent.CANCEL, Intent.REPLACE)
_SHOP_TALK = 3.0  # who talks shop besides tells of the work


def complained(desk: Desk, turn: Turn) -> bool:
    """Whether a firm complains so, and all is answered now."""
    bare = without_bot(turn.text)
    if turn.role is not Role.ENTERPRISE or turn.attachments or not 0 < len(bare) <= _LONGEST:
        return False
    cues = weigh("asides", bare)
    silent = bool(cues["not_rung"])
    if turn.understanding.intent in _NONE or cues["complaint"] or not (silent or cues["blames"]):
        return False
    if wants_another(bare) or technical_weight(bare) >= _SHOP_TALK:
        return False
    ticket = pick_own(desk, turn, HELD, ask=False)
    if (
        ticket is None
        or ticket.expert_id is None
        or undecided(desk, ticket) is not None
        or awaited(desk, ticket)
    ):
        return False
    first = silent and not cues["blames"] and not _said_before(desk, turn, ticket)
    ticket = note_words(desk, turn, ticket, Change.NOTED)
    expert = people.expert(desk.uow, ticket.expert_id or 0)
    hand_over(desk, turn, ticket, "waited_for")
    if first and not nobody_comes(desk, ticket):
        tell_requester(desk, ticket, "waits_first", expert=expert.name)
        return True
    words = wording.short(wording.masked(bare), _LONGEST)
    tell_responsible(desk, ticket, "complained_told", expert=expert.name, words=words)
    tell_requester(desk, ticket, "complained_answer", expert=expert.name)
    return True


def _said_before(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """Whether the house has said since he took it that he has not rung."""
    since = ticket.claimed_at or ticket.asked_at
    return any(
        each.at >= since and weigh("asides", each.text)["not_rung"]
        for each in inbox.of_ticket(desk.uow, ticket.id)
        if each.id not in turn.message_ids
    )
