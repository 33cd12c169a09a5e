"""A bare yes (行, 好, 可以) of an expert: to the offer that waits for him, else to somebody else's words."""

from dataclasses import replace

from handlers.desk import Desk, Turn
from handlers.holding import me
from handlers.picking import named
from handlers.understanding.cues import weigh
from handlers.understanding.values import Intent, Role, Understanding
from storage import offers, tickets
from storage.terms import HELD, Answer, Status
from storage.tickets import Ticket


def assented(desk: Desk, turn: Turn) -> Turn:
    """The turn with a bare yes taken for a claim where an offer to him waits, else for chatter."""
    if turn.understanding.ticket is not None or not weigh(Role.EXPERT, turn.text)["assent"]:
        return turn
    waiting = tickets.offered_in(desk.uow, (Status.OPEN, *HELD), me(turn).id, (Answer.WAITING,))
    said_yes = to_the_bot(desk, turn) and any(_fresh(desk, turn, each) for each in waiting)
    intent = Intent.CLAIM if said_yes else Intent.CHAT
    return replace(turn, understanding=Understanding(intent=intent))


def to_the_bot(desk: Desk, turn: Turn) -> bool:
    """Whether the words are not plainly for somebody else, whom they @ or quote."""
    quotes = any(each.quote for each in turn.messages)
    others = any(name != desk.bot_name for each in turn.messages for name in each.mentions)
    return not others and (not quotes or named(desk, turn) is not None)


def _fresh(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """Whether an offer is what his yes still answers: in private any; in a group one of late.

    Who was asked alone, a colleague's successor too, is given more time than one of several.
    """
    if turn.speaks_to(desk.bot_name):
        return True
    made = [each for each in offers.of_ticket(desk.uow, ticket.id) if each.cycle == ticket.cycle]
    own = next(each for each in made if each.expert_id == me(turn).id)
    alone = own.asked_by is not None or not any(
        each.offered_at == own.offered_at and each.asked_by is None for each in made if each is not own
    )
    return desk.now - own.offered_at <= (desk.policy.question if alone else desk.policy.together)
