"""Taking a ticket over from the colleague who has it."""

from handlers.desk import Desk, Turn
from handlers.experts.asked import newest_asked, waiting
from handlers.experts.holding import me
from handlers.experts.introduced import introduce
from handlers.experts.spoken_to import to_the_bot
from handlers.ledger import shift
from handlers.picking import named
from handlers.telling import tell_person
from prompts.texts import say
from storage import helpers, offers, people, tickets
from storage.terms import HELD, Answer, Change
from storage.tickets import Ticket


def take_over_by_working(desk: Desk, turn: Turn) -> Ticket | None:
    """Who was asked to take a ticket over and tells of his work at it ("1003 到了，接收板坏了") has said yes.

    Without a number only where it can be no other.
    """
    expert, meant_one = me(turn), named(desk, turn)
    handed = [
        each
        for each in waiting(desk, turn)
        if (offer := offers.find(desk.uow, each.id, expert.id, each.cycle)) is not None
        and each.status in HELD
        and offer.asked_by == each.expert_id
        and not offer.beside
    ]
    if meant_one is None and turn.understanding.ticket is None:
        alone = len(handed) == 1 and to_the_bot(desk, turn) and not tickets.held_by(desk.uow, expert.id)
        meant_one = newest_asked(desk, turn, handed) if alone else None
    return take_over(desk, turn, meant_one) if meant_one in handed and meant_one is not None else None


def take_over(desk: Desk, turn: Turn, ticket: Ticket) -> Ticket | None:
    expert = me(turn)
    former = people.expert(desk.uow, ticket.expert_id) if ticket.expert_id else None
    offers.answer(desk.uow, ticket.id, expert.id, ticket.cycle, Answer.CLAIMED, desk.now)
    helpers.remove(desk.uow, ticket.id, expert.id)
    taken = shift(
        desk,
        ticket,
        Change.TRANSFERRED,
        actor=expert.name,
        message_ids=turn.message_ids,
        expert_id=expert.id,
        claimed_at=desk.now,
        first_claimed_at=ticket.first_claimed_at or desk.now,
        pickup_due=desk.now + desk.escalation(ticket.urgency).target,
    )
    if taken is None:
        return None
    introduce(desk, taken, expert, turn=turn, former=former)
    if former is not None:
        text = say("transferred_old", no=taken.no, expert=expert.name)
        tell_person(desk, former.wechat_name, text, ticket=taken)
    return taken
