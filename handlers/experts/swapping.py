"""An expert has taken one ticket and meant another: the one goes back, the other is his if it is free."""

from dataclasses import replace

from handlers.desk import Desk, Turn
from handlers.experts.claims import take
from handlers.experts.giving_back import give_back
from handlers.experts.holding import me
from handlers.experts.spoken_to import to_the_bot
from handlers.picking import with_ticket
from handlers.pointing import meant_among
from handlers.telling import answer
from handlers.understanding.names import without_bot
from handlers.understanding.swaps import Swap, find_swap
from handlers.understanding.values import Intent, Role, Understanding
from prompts.texts import say
from storage import tickets
from storage.terms import Status
from storage.tickets import Ticket


def swapped(desk: Desk, turn: Turn) -> bool:
    """Whether he said so. He does not want the one he has, whoever has the other meanwhile."""
    found = find_swap(without_bot(turn.text)) if turn.role is Role.EXPERT else None
    if found is None or not to_the_bot(desk, turn):
        return False
    wrong = _wrong(desk, turn, found)
    if wrong is None:
        return False
    meant = _meant(desk, turn, found.wanted, wrong)
    if meant is None and isinstance(found.wanted, int):
        answer(desk, turn, say("no_such_ticket", no=found.wanted))
    if meant is None:
        return isinstance(found.wanted, int)
    if give_back(desk, turn, wrong) is not None:
        answer(desk, turn, say("released_expert", no=wrong.no), ticket=wrong)
    claims = replace(turn, understanding=Understanding(intent=Intent.CLAIM))
    take(desk, with_ticket(claims, meant), meant)
    return True


def _wrong(desk: Desk, turn: Turn, found: Swap) -> Ticket | None:
    """The ticket he has by mistake: the one he names, else what he has taken last, and that lately."""
    mine = tickets.held_by(desk.uow, me(turn).id)
    if found.given is not None:
        return next((each for each in mine if each.no == found.given), None)
    since = desk.now - desk.policy.question
    lately = [each for each in mine if each.claimed_at is not None and each.claimed_at >= since]
    last = max(lately, key=lambda each: (each.claimed_at or each.opened_at, each.no), default=None)
    return None if last is None or last.no == found.wanted else last


def _meant(desk: Desk, turn: Turn, wanted: int | str, wrong: Ticket) -> Ticket | None:
    """The ticket of that number, or the one that his words tell from the others that nobody has."""
    if isinstance(wanted, int):
        return tickets.by_no(desk.uow, wanted)
    choices = [wrong, *tickets.with_status(desk.uow, (Status.OPEN,))]
    found = meant_among(desk, replace(turn, text=wanted), choices)
    return found[0] if len(found) == 1 and found[0].id != wrong.id else None
