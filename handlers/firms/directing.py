"""What a firm says of how its work is to be done, or of what stands in its way, beside a ticket of its own.

"不要换油缸" resembles an end, "不要这个油封" and "停电了" a request: it is word for who has the ticket.
"""

from dataclasses import replace

from handlers.desk import Desk, Turn
from handlers.picking import pick_own, with_ticket
from handlers.understanding.names import without_bot
from handlers.understanding.no_end import says_how, says_what_stands_still
from handlers.understanding.replacing import wants_another, wants_him_after_all
from handlers.understanding.values import Intent, Understanding
from storage import records
from storage.terms import HELD, Status
from storage.tickets import Ticket

_SHORT = 30  # characters; who writes more tells a trouble
_RESEMBLES = (Intent.REQUEST, Intent.CANCEL, Intent.CHAT, Intent.FOLLOWUP, Intent.CONFIRM, Intent.REOPEN)


def as_direction(desk: Desk, turn: Turn) -> Turn:
    """The turn as an addition to his ticket, where it is no more than that; as talk, where he has none."""
    text = without_bot(turn.text)
    if turn.understanding.intent not in _RESEMBLES or not 0 < len(text) <= _SHORT or turn.attachments:
        return turn
    how = says_how(text)
    if not (how or says_what_stands_still(text)):
        return turn
    ticket = pick_own(desk, turn, (Status.OPEN, *HELD), ask=False)
    if ticket is not None and wants_him_after_all(text) and wished_another(desk, ticket):
        return turn
    if ticket is not None:
        adds = replace(turn.understanding, intent=Intent.FOLLOWUP, request=None, query=None)
        return with_ticket(replace(turn, understanding=adds), ticket)
    ended = pick_own(desk, turn, (Status.RESOLVED,), ask=False)
    if ended is not None or turn.understanding.intent is not Intent.REQUEST or not how:
        return turn
    return replace(turn, understanding=Understanding(intent=Intent.CHAT))


def wished_another(desk: Desk, ticket: Ticket) -> bool:
    """Whether another expert has been wished for, so that "不换了" is of him and of no part."""
    return any(wants_another(each.detail or "") for each in records.of_ticket(desk.uow, ticket.id))
