"""What an expert has been asked, and how lately: to which offers his short words may still be the answer."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from handlers.desk import Desk, Turn
from handlers.experts.holding import me
from handlers.experts.spoken_to import spoken_to
from storage import offers, tickets
from storage.people import Expert
from storage.terms import HELD, Answer, Status
from storage.tickets import Ticket

_APART = timedelta(minutes=1)  # between two offers: the newer is the one that is answered


def waiting(desk: Desk, turn: Turn) -> list[Ticket]:
    """Tickets about which an offer to him waits for an answer."""
    return tickets.offered_in(desk.uow, (Status.OPEN, *HELD), me(turn).id, (Answer.WAITING,))


def may_answer(desk: Desk, turn: Turn) -> list[Ticket]:
    """Of these the ones that words without a number may answer: of somebody who has a ticket in hand not what
    he was asked so long ago that nobody speaks of it any more."""
    if not tickets.held_by(desk.uow, me(turn).id):
        return waiting(desk, turn)
    since = desk.now - desk.policy.question
    return [each for each in waiting(desk, turn) if offered_at(desk, me(turn), each) >= since]


def asked_of_late(desk: Desk, turn: Turn) -> list[Ticket]:
    """Tickets about which he was asked so lately that short words may be about them; none amid other talk."""
    asked = still_answered(desk, turn, may_answer(desk, turn), goes=True)
    return [] if asked and spoken_to(desk, turn, desk.now, "calls") else asked


def newest_asked(desk: Desk, turn: Turn, asked: Sequence[Ticket], *, alone: bool = False) -> Ticket | None:
    """Of several tickets about which he was asked the one that his bare words answer: the newest, of a few
    minutes ago, where he was asked alone for it or the others are older by a minute; `alone`: only there.

    None where it may be any of them.
    """
    by_age = sorted(asked, key=lambda each: offered_at(desk, me(turn), each))
    if not by_age or any(each not in waiting(desk, turn) for each in by_age):
        return None
    *others, newest = by_age
    at, few = offered_at(desk, me(turn), newest), desk.policy.together
    if desk.now - at > few or any(offered_at(desk, me(turn), each) == at for each in others):
        return None
    if _asked_alone(desk, turn, newest):
        return newest
    apart = all(at - offered_at(desk, me(turn), each) >= _APART for each in others)
    return newest if apart and not alone else None


def asked_last(desk: Desk, expert: Expert, within: timedelta) -> Ticket | None:
    """The ticket that he was asked about last within that time."""
    return tickets.last_offered(desk.uow, expert.id, desk.now - within)


def of_late(desk: Desk, expert: Expert, mine: list[Ticket]) -> list[Ticket]:
    """Offers of late, where there are any: nobody answers an old one when a new one has just come."""
    since = desk.now - desk.policy.question
    return [each for each in mine if offered_at(desk, expert, each) >= since] or mine


def offered_at(desk: Desk, expert: Expert, ticket: Ticket) -> datetime:
    offer = offers.find(desk.uow, ticket.id, expert.id, ticket.cycle)
    return offer.offered_at if offer is not None else ticket.asked_at


def offered_last(desk: Desk, ticket: Ticket) -> datetime:
    made = [each.offered_at for each in offers.of_ticket(desk.uow, ticket.id) if each.cycle == ticket.cycle]
    return max(made, default=ticket.asked_at)


def still_answered(desk: Desk, turn: Turn, mine: list[Ticket], *, goes: bool = False) -> list[Ticket]:
    """Of the offers that wait for him those which a bare word still answers: in private any.

    Who was asked alone, a colleague's successor too, is given more time than one of several; and so is who
    says that he goes (`goes`).
    """
    if turn.speaks_to(desk.bot_name):
        return mine
    return [
        each
        for each in mine
        if desk.now - offered_at(desk, me(turn), each)
        <= (desk.policy.question if goes or _asked_alone(desk, turn, each) else desk.policy.together)
    ]


def _asked_alone(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    made = [each for each in offers.of_ticket(desk.uow, ticket.id) if each.cycle == ticket.cycle]
    own = next(each for each in made if each.expert_id == me(turn).id)
    return own.asked_by is not None or not any(
        each.offered_at == own.offered_at and each.asked_by is None for each in made if each is not own
    )
