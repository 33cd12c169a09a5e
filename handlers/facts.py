"""What any group may read of a ticket, without whom to ring."""

from handlers import wording
from handlers.desk import Desk
from handlers.people import afar, person
from handlers.understanding.times import due_by_night
from storage import people, tickets
from storage.terms import Status
from storage.tickets import Ticket


def facts(desk: Desk, ticket: Ticket) -> dict[str, str]:
    """The ticket's facts that any group may see, as the texts want them."""
    return {
        "enterprise": house_of(desk, ticket),
        "district": (ticket.district or "片区未登记") + (" · 线上会诊" if afar(desk.uow, ticket) else ""),
        "urgency": wording.URGENCY[ticket.urgency],
        "deadline": due(desk, ticket),
        "similar": similar(desk, ticket),
    }


def due(desk: Desk, ticket: Ticket, *, lead: str = " · ") -> str:
    """By when it must be done, as a person says it now; empty where nobody has said."""
    return wording.deadline(ticket.deadline, desk.now, evening=due_by_night(ticket.body), lead=lead)


def house_of(desk: Desk, ticket: Ticket) -> str:
    """The enterprise's short name, else who asked."""
    if ticket.enterprise_id is None:
        return asker_of(desk, ticket)
    return people.enterprise(desk.uow, ticket.enterprise_id).short_name


def asker_of(desk: Desk, ticket: Ticket) -> str:
    """Who asked, where the enterprise is not known; a coordinator passes on what one told him."""
    asker = person(desk.uow, ticket.requester)
    if asker.coordinator is None or asker.enterprise is not None:
        return asker.expert.name if asker.expert is not None else ticket.requester
    return f"{asker.coordinator.name}代报的企业"


def similar(desk: Desk, ticket: Ticket) -> str:
    """ " · 与1003相近（葛林松接了）" for whoever arranges or takes the ticket; no word of whose it is."""
    if ticket.similar_id is None:
        return ""
    other = tickets.get(desk.uow, ticket.similar_id)
    holder = people.expert(desk.uow, other.expert_id).name if other.expert_id else ""
    done = other.status in (Status.RESOLVED, Status.CLOSED)
    state = f"{holder}{'修好了' if done else '接了'}" if holder else ""
    return f" · 与{other.no}相近{f'（{state}）' if state else ''}"
