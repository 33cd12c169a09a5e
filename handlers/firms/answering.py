"""Which of his tickets a firm's words answer, where an expert has put a question to it.

Of several the newest would be taken, or the bot would ask which; but who has just been asked answers that.
"""

from dataclasses import replace
from datetime import datetime

from handlers.desk import Desk, Turn
from handlers.experts.first_questions import asked_of_late, question_of
from handlers.picking import owns, pick_own, speaks_of, with_ticket
from handlers.understanding.agreeing import agrees_to_terms
from handlers.understanding.cues import weigh
from handlers.understanding.enterprise import is_alarm
from handlers.understanding.names import without_bot
from handlers.understanding.problems import machine_of
from handlers.understanding.subjects import amiss, joins
from handlers.understanding.values import Intent, Role
from storage import inbox, tickets
from storage.terms import HELD, LIVE, Status
from storage.tickets import Ticket

_LONGEST = 30  # characters of an answer
_RESEMBLES = (Intent.CHAT, Intent.FOLLOWUP, Intent.REQUEST)
_TALK = 2.0  # cues of chatter


def as_answer(desk: Desk, turn: Turn) -> Turn | None:
    """The turn as an addition to the ticket of which he has been asked last, and has not answered; None where
    it names another, or tells of a trouble."""
    text, found = turn.text, turn.understanding
    if found.intent not in _RESEMBLES or found.query is not None or len(text) > _LONGEST:
        return None
    firm = turn.person.enterprise.id if turn.person.enterprise else None
    live = tickets.live_of_requester(desk.uow, turn.person.nickname, firm)
    mine = [each for each in live if each.status in (Status.OPEN, *HELD) and owns(turn, each)]
    if len(mine) < 2:
        return None  # of the only one it is added anyway
    asked = [(moment, each) for each in mine if (moment := _waits_since(desk, each)) is not None]
    if not asked:
        return None
    _, ticket = max(asked, key=lambda each: each[0])
    others = [each for each in mine if each.id != ticket.id]
    if any(speaks_of(turn, each) for each in others) and not speaks_of(turn, ticket):
        return None
    if _tells_of_else(text, ticket):
        return None
    meant = replace(found, intent=Intent.FOLLOWUP, request=None, query=None, sure=True)
    return with_ticket(replace(turn, understanding=meant), ticket)


def as_agreed(desk: Desk, turn: Turn) -> Turn | None:
    """The turn as word for who has the ticket, where a firm agrees to a price, a part or an hour: no end, no
    putting off, and its figure no ticket's number ("行吧 1500没问题")."""
    found = turn.understanding
    if found.rating is not None or turn.attachments or not agrees_to_terms(without_bot(turn.text)):
        return None
    if found.ticket is not None and tickets.by_no(desk.uow, found.ticket) is not None:
        return None
    meant = replace(
        found, intent=Intent.FOLLOWUP, ticket=None, query=None, request=None, saved_yuan=None, sure=True
    )
    agreed = replace(turn, understanding=meant)
    if pick_own(desk, agreed, LIVE, ask=False) is None:
        return None
    return as_answer(desk, agreed) or agreed


def _tells_of_else(text: str, ticket: Ticket) -> bool:
    cues, machine = weigh(Role.ENTERPRISE, text), machine_of(text)
    new = machine is not None and machine[-2:] not in ticket.body and amiss(text)
    return new or joins(text) or is_alarm(text) or cues["ask"] >= 3 or cues["chatter"] >= _TALK


def _waits_since(desk: Desk, ticket: Ticket) -> datetime | None:
    """When an expert has asked its firm something that nobody of it has answered yet."""
    asked = question_of(desk, ticket) if asked_of_late(desk, ticket) is not None else None
    if asked is None:
        return None
    house = {each.sender for each in inbox.of_ticket(desk.uow, ticket.id) if each.at > asked.at}
    return None if ticket.requester in house else asked.at
