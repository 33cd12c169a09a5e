"""Tickets in the hands of an expert who has left for good, of which no coordinator has said yet who goes.

Until then he is not reminded, no firm is sent to him and no words are passed on to him.
"""

from handlers.desk import Desk
from storage import people, records
from storage.people import Expert
from storage.terms import HELD, Change
from storage.tickets import Ticket


def undecided(desk: Desk, ticket: Ticket) -> Expert | None:
    """The expert who has such a ticket; None where it is none, or a coordinator has left it with him."""
    if ticket.expert_id is None or ticket.status not in HELD:
        return None
    expert = people.expert(desk.uow, ticket.expert_id)
    if expert.left_at is None:
        return None
    given = (each.at for each in records.of_ticket(desk.uow, ticket.id) if each.change == Change.ASSIGNED)
    return None if any(at > expert.left_at for at in given) else expert
