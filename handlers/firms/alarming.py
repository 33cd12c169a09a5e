"""Where people are hurt, or fire or gas is about, the coordinators hear at once whom to ring."""

from handlers.contacts import contact_of
from handlers.desk import Desk
from handlers.facts import facts
from handlers.people import coordinators_for
from handlers.telling import at, tell_coordinators, tell_person
from handlers.understanding.dangers import find_danger
from prompts.texts import say
from storage.terms import Purpose
from storage.tickets import Ticket


def tell_of_danger(desk: Desk, ticket: Ticket) -> None:
    """Who is to be rung is named in their group, his number told in private to the district's; it is true
    still when an expert has taken the ticket meanwhile."""
    if find_danger(ticket.body) is None:
        return
    responsible, who = coordinators_for(desk.uow, ticket.district), contact_of(desk, ticket)
    called = who.name if who.named else ticket.requester
    values = {**facts(desk, ticket), "no": ticket.no, "title": ticket.title, "contact": called}
    text = say(
        "danger_passed_on" if who.reachable else "danger_no_phone",
        mentions=at([each.wechat_name for each in responsible]),
        **values,
    )
    tell_coordinators(desk, text, ticket=ticket, mentions=responsible, purpose=Purpose.ANSWER)
    for each in responsible if who.reachable else ():
        filled = say("danger_contact", **{**values, "enterprise": who.firm, "phone": who.phone})
        tell_person(desk, each.wechat_name, filled, ticket=ticket)
