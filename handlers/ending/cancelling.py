"""An enterprise withdraws: it cancels its ticket, or a part of it."""

from handlers.concerned import tell_experts_over, tell_requester
from handlers.desk import Desk, Turn
from handlers.ending.endings import confirm
from handlers.ending.online import by_case
from handlers.ending.partly import asked_whether, rest_of, settle
from handlers.firms.asked_after import state
from handlers.ledger import shift
from handlers.picking import named, owns, pick_own
from handlers.telling import answer
from prompts.texts import say
from storage.terms import LIVE, Change, Status
from storage.tickets import Ticket


def cancel(desk: Desk, turn: Turn) -> Ticket | None:
    """The requester withdraws: everybody concerned is told."""
    ticket = pick_own(desk, turn, LIVE)
    if ticket is None:
        _nothing_to_cancel(desk, turn)
        return None
    if by_case(desk, turn, ticket):
        return confirm(desk, turn)
    if asked_whether(desk, turn, ticket):
        return None
    rest = rest_of(desk, ticket, turn.text)
    if rest is not None:
        return settle(desk, turn, ticket, rest)
    return withdraw(desk, ticket, turn.person.nickname, turn.message_ids, turn.text)


def _nothing_to_cancel(desk: Desk, turn: Turn) -> None:
    """He hears how the ended ticket stands that he names, or that he has none where he tells the bot."""
    ended = named(desk, turn)
    if ended is not None and owns(turn, ended):
        state(desk, turn, ended)
    elif ended is None and turn.speaks_to(desk.bot_name) and pick_own(desk, turn, LIVE, ask=False) is None:
        answer(desk, turn, say("state_none"))


def withdraw(
    desk: Desk, ticket: Ticket, actor: str, message_ids: list[int], words: str | None = None
) -> Ticket | None:
    """Cancel at the requester's wish (or because he recalled the request)."""
    was_open = ticket.status == Status.OPEN
    cancelled = shift(
        desk,
        ticket,
        Change.CANCELLED,
        actor=actor,
        detail=words,
        message_ids=message_ids,
        closed_at=desk.now,
    )
    if cancelled is None:
        return None
    told = tell_experts_over(desk, cancelled, was_open=was_open)
    tell_requester(desk, cancelled, "cancelled_requester", told=told)
    return cancelled
