"""A coordinator's words that only resemble an order: what he tells is a note, what is no ticket's silence."""

from dataclasses import replace

from handlers.desk import Desk, Turn
from handlers.picking import named
from handlers.understanding.conditions import (
    puts_off,
    speaks_of_no_ticket,
    tells_of_a_machine,
    tells_what_was_done,
)
from handlers.understanding.values import Intent, Understanding
from storage.terms import LIVE

_ENDS = (Intent.CLOSE, Intent.CANCEL)


def as_remark(desk: Desk, turn: Turn) -> Turn:
    """The turn as a note or as chatter where it orders nothing."""
    intent = turn.understanding.intent
    if intent in _ENDS and speaks_of_no_ticket(turn.text):
        return replace(turn, understanding=Understanding(intent=Intent.CHAT))
    off = intent in (*_ENDS, Intent.CHAT) and tells_of_a_machine(turn.text)
    orders = turn.understanding.target is not None and intent is Intent.ASSIGN
    later = intent in (*_ENDS, Intent.ESCALATE, Intent.ASSIGN) and puts_off(turn.text) and not orders
    if off or later or (intent in (Intent.ASSIGN, Intent.CLOSE) and tells_what_was_done(turn.text)):
        ticket = named(desk, turn)
        if ticket is not None and ticket.status in LIVE:
            found = Understanding(intent=Intent.NOTE, ticket=ticket.no)
            return replace(turn, understanding=found)
    return turn
