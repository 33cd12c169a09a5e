"""Who takes a ticket and who asked for it are told of each other, and the groups who is still needed."""

from typing import Any

from handlers import wording
from handlers.concerned import tell_requester
from handlers.contacts import contact_of
from handlers.desk import Desk, Turn
from handlers.ending.partly import Share
from handlers.experts.coming import news_in_taking
from handlers.facts import due, facts
from handlers.ledger import lacking
from handlers.offers.dispatch import rooms_told
from handlers.people import afar
from handlers.showing import show_claimer
from handlers.telling import tell_room, tell_with_files
from handlers.understanding.later import makes_wait
from handlers.understanding.pleasantries import without_pleasantries
from prompts.texts import say
from storage import inbox
from storage.people import Expert
from storage.terms import RoomKind
from storage.tickets import Ticket


def rooms_concerned(desk: Desk, turn: Turn | None, ticket: Ticket) -> list[str]:
    """Where it was on offer, and the 专家群 in which somebody just claimed it."""
    rooms = rooms_told(desk, ticket)
    if turn is not None and turn.room is not None and turn.room.kind == RoomKind.EXPERT:
        return list(dict.fromkeys([turn.room.name, *rooms]))
    return rooms


def introduce(
    desk: Desk,
    ticket: Ticket,
    expert: Expert,
    *,
    turn: Turn | None,
    assigned: bool = False,
    share: Share | None = None,
    former: Expert | None = None,
) -> None:
    """Tell requester and expert of each other, and the groups that nobody else is needed, or who still is."""
    who = "assigned" if assigned else "claimed"
    from_afar = afar(desk.uow, ticket) and expert.region != ticket.region
    said = news_in_taking(turn.text) if turn is not None and not assigned else ""
    waits = "claimed_later" if makes_wait(said) else "claimed_said"
    tell_requester(
        desk,
        ticket,
        "claimed_part" if share else f"{who}_afar" if from_afar else f"{who}_requester",
        **({"mine": share.mine, "rest": share.rest} if share else {}),
        expert=expert.name,
        speciality=wording.short(wording.masked(expert.speciality), 18),
        words=say(waits, words=said) if said else say("claimed_will_call"),
        instead=say("instead", former=former.name) if former is not None and former != expert else "",
    )
    left = lacking(desk, ticket)
    name, values = _told_in_rooms(share, left, assigned=assigned)
    for room in rooms_concerned(desk, turn, ticket):
        tell_room(desk, room, say(name, no=ticket.no, expert=expert.name, **values), ticket=ticket)
    hand_contact(desk, ticket, expert, f"{who}_expert")
    show_claimer(desk, ticket, expert)


def _told_in_rooms(share: Share | None, left: int, *, assigned: bool) -> tuple[str, dict[str, Any]]:
    """What the groups read, where it was on offer, and the values of that text."""
    if share:
        return "claimed_part_room", {"mine": share.mine, "rest": share.rest}
    if left:
        return "claimed_leads", {"lacking": left}
    return "assigned_others" if assigned else "claimed_room", {"lacking": left}


def hand_contact(desk: Desk, ticket: Ticket, expert: Expert, text: str, **more: str) -> None:
    """Tell who has a ticket in private whom to ring, and all that is known of it."""
    contact = contact_of(desk, ticket)
    values = facts(desk, ticket)
    about = [
        values["urgency"],
        due(desk, ticket, lead=""),
        wording.trade(ticket.category),
        values["similar"].removeprefix(" · "),
    ]
    filled = say(
        text,
        no=ticket.no,
        enterprise=contact.firm,
        district=values["district"],
        contact=contact.name,
        phone=contact.phone,
        body=wording.short(without_pleasantries(ticket.body), 300),
        facts=" · ".join(part for part in about if part),
        **more,
    )
    tell_with_files(desk, expert.wechat_name, filled, ticket, inbox.of_ticket(desk.uow, ticket.id))
