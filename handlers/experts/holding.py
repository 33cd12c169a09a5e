"""The expert who writes, and the ticket in his hands that he speaks of."""

from typing import Any

from handlers import wording
from handlers.desk import Desk, Turn
from handlers.ledger import note, workers
from handlers.picking import named, only_one
from handlers.telling import answer
from prompts.texts import say
from storage import helpers, tickets
from storage.people import Expert
from storage.terms import HELD, Change, Status
from storage.tickets import Ticket


def me(turn: Turn) -> Expert:
    """The expert who writes; the router lets nobody else in here."""
    if turn.person.expert is None:
        raise LookupError(f"{turn.person.nickname} is no expert of the roster")
    return turn.person.expert


def held(desk: Desk, turn: Turn, *, helping: bool = False) -> Ticket | None:
    """The ticket in his hands that he speaks of; several and no number: the bot asks."""
    expert = me(turn)
    mine = tickets.held_by(desk.uow, expert.id)
    if helping:
        mine += helpers.helped_by(desk.uow, expert.id)
    meant = named(desk, turn)
    if meant is not None:
        if meant in mine:
            return meant
        if turn.understanding.ticket is not None:
            say_not_holder(desk, turn, meant)
        return None
    if turn.understanding.ticket is not None:
        answer(desk, turn, say("no_such_ticket", no=turn.understanding.ticket))
        return None
    return only_one(desk, turn, mine)


def say_not_holder(desk: Desk, turn: Turn, ticket: Ticket) -> None:
    if ticket.status == Status.OPEN:
        answer(desk, turn, say("not_holder", no=ticket.no, holder="，还没人接"), ticket=ticket)
    elif ticket.status in HELD:
        holder = "、".join(workers(desk, ticket))
        answer(desk, turn, say("too_late", no=ticket.no, holder=holder), ticket=ticket)
    else:
        status = wording.STATUS[Status(ticket.status)]
        answer(desk, turn, say("ticket_over", no=ticket.no, status=status), ticket=ticket)


def note_his(desk: Desk, turn: Turn, ticket: Ticket, **values: Any) -> Ticket:
    """Write an expert's words into the history, under the name that the roster has."""
    return note(
        desk,
        ticket,
        Change.NOTED,
        actor=me(turn).name,
        detail=turn.text,
        message_ids=turn.message_ids,
        **values,
    )
