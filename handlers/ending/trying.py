"""A firm tries what an expert has advised ("我们先试一下"): nobody else is asked until it says how that went.

The ticket stays open, at rest like one that was put off, until the moment at which it is closed without a
word. "好了" closes it as answered online; "还是不行", or that somebody should come, begins the asking anew.
"""

from dataclasses import replace

from handlers.concerned import experts_asked, tell_requester
from handlers.desk import Desk, Turn
from handlers.ending.confirming import remind_later, unconfirmed
from handlers.firms.postponing import asked_from
from handlers.ledger import note_words
from handlers.offers.dispatch import rooms_told, target_minutes
from handlers.offers.starting import held_until, pickup_due
from handlers.picking import owns, pick_own, with_ticket
from handlers.telling import tell_room
from handlers.understanding.asking_after import asks_after
from handlers.understanding.cues import weigh
from handlers.understanding.dangers import find_danger
from handlers.understanding.names import without_bot
from handlers.understanding.parts import Verdict, sayings
from handlers.understanding.values import Intent, Kind
from prompts.texts import say
from storage import people, records, tickets, timers
from storage.terms import Change, Status, TimerKind
from storage.tickets import Ticket

_SHORT = 24  # characters; who writes more tells something besides
_TALKS = (Intent.CHAT, Intent.FOLLOWUP)
_OF_TRIAL = (*_TALKS, Intent.REQUEST, Intent.REPLACE, Intent.CANCEL)  # what "试了还是不行" is heard as


def tries(desk: Desk, turn: Turn) -> bool:
    """Whether the words take an expert's advice on his open ticket: it rests now."""
    found, text = turn.understanding, without_bot(turn.text)
    if found.intent not in _TALKS or found.query is not None or turn.attachments or len(text) > _SHORT:
        return False
    cues = weigh("endings", text)
    if not cues["tries"] or cues["tries_not"]:
        return False
    ticket = pick_own(desk, turn, (Status.OPEN,), ask=False)
    if ticket is None or not owns(turn, ticket) or not _advised_lately(desk, ticket):
        return False
    if is_tried(desk, ticket) or ticket.kind != Kind.PROBLEM or find_danger(ticket.body) is not None:
        return False
    _rest(desk, note_words(desk, turn, ticket, Change.FOLLOWUP))
    return True


def _advised_lately(desk: Desk, ticket: Ticket) -> bool:
    if ticket.adviser_id is None:
        return False
    name = people.expert(desk.uow, ticket.adviser_id).name
    since = desk.now - desk.policy.late_answer
    noted = records.of_ticket(desk.uow, ticket.id)
    return any(each.change == Change.NOTED and each.actor == name and each.at >= since for each in noted)


def _rest(desk: Desk, ticket: Ticket) -> None:
    timers.cancel_of_ticket(desk.uow, ticket.id)
    end = desk.now + desk.policy.confirm_close + desk.escalation(ticket.urgency).target
    tickets.amend(desk.uow, ticket.id, pickup_due=pickup_due(desk, ticket.urgency, end))
    remind_later(desk, ticket)
    tell_requester(desk, ticket, "advice_tried")
    for room in rooms_told(desk, ticket):
        tell_room(desk, room, say("advice_tried_room", no=ticket.no), ticket=ticket)


def rests(desk: Desk, ticket: Ticket) -> bool:
    """Whether an open ticket is at rest for which an expert has given advice."""
    return ticket.adviser_id is not None and held_until(desk, ticket) is not None


def is_tried(desk: Desk, ticket: Ticket) -> bool:
    """Whether it rests because its firm tries what it was advised."""
    waiting = timers.waiting_of_ticket(desk.uow, ticket.id) if rests(desk, ticket) else []
    return any(each.kind == TimerKind.AUTO_CLOSE for each in waiting)


def unheard_of(desk: Desk, ticket: Ticket, kind: TimerKind) -> None:
    """Nobody has said how the advice turned out: ask once, then close."""
    if kind is TimerKind.CONFIRM_REMINDER and ticket.adviser_id is not None:
        name = people.expert(desk.uow, ticket.adviser_id).name
        tell_requester(desk, ticket, "advice_reminder", expert=name)
    else:
        unconfirmed(desk, ticket, kind)


def as_failed(desk: Desk, turn: Turn) -> Turn:
    """The turn as a reopening where it says that the advice did not help, or that somebody should come."""
    text = without_bot(turn.text)
    if turn.understanding.intent not in _OF_TRIAL or len(text) > _SHORT or asks_after(text):
        return turn
    still = any(each.verdict is Verdict.STILL for each in sayings(text))
    if not still and not weigh("endings", text)["tried_in_vain"]:
        return turn
    ticket = pick_own(desk, turn, (Status.OPEN,), ask=False)
    if ticket is None or not is_tried(desk, ticket):
        return turn
    found = replace(turn.understanding, intent=Intent.REOPEN, request=None, query=None)
    return with_ticket(replace(turn, understanding=found), ticket)


def failed(desk: Desk, turn: Turn, ticket: Ticket) -> Ticket:
    """It did not help: experts are asked anew."""
    fresh, asked = asked_from(desk, note_words(desk, turn, ticket, Change.FOLLOWUP), desk.now)
    minutes = target_minutes(desk, fresh.urgency)
    tell_requester(desk, fresh, "advice_failed", asked=experts_asked(asked), minutes=minutes)
    return fresh
