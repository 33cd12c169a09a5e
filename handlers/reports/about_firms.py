"""Coordinators' questions about enterprises: those of a district, beside each other, those never heard."""

from handlers import wording
from handlers.desk import Desk
from handlers.people import firms_called
from handlers.reports.ranking import ranked
from handlers.reports.selecting import in_district, scope, selected, span
from handlers.understanding.values import Query
from prompts.texts import say
from storage import people, tickets

_LINES = 4


def firms_beside(desk: Desk, asked: Query) -> str:
    """Enterprises beside each other, or those of a district."""
    if asked.metric is None and asked.district and not asked.period:
        return firms_there(desk, asked)
    lines = ranked(desk, asked, selected(desk, asked), _LINES)
    return say(
        "figures", head=f"{scope(desk, asked) or '到现在'}，企业排名", lines="\n".join(lines) or "还没有"
    )


def firms_there(desk: Desk, asked: Query) -> str:
    """The enterprises of a district, or all of them."""
    firms = [
        each.short_name for each in people.all_enterprises(desk.uow) if in_district(each.district, asked)
    ]
    head = f"{scope(desk, asked) or '在册'}：企业{len(firms)}家"
    return say("person_load", head=head, lines=wording.first_names(firms, 12))


def silent_firms(desk: Desk, asked: Query) -> str:
    """The enterprises that asked for nothing in these days."""
    there = [each for each in people.all_enterprises(desk.uow) if in_district(each.district, asked)]
    heard = {each.enterprise_id for each in tickets.asked_between(desk.uow, *span(desk, asked.period))}
    silent = [each.short_name for each in there if each.id not in heard]
    about = scope(
        desk,
        Query(about="enterprise", period=asked.period, district=asked.district, districts=asked.districts),
    )
    head = f"{about or '到现在'}，没报过的企业{len(silent)}家（在册{len(there)}家）"
    return say("person_load", head=head, lines=wording.first_names(silent, 12))


def contacts_of(desk: Desk, asked: Query) -> str:
    """Who the contact of a firm is; the number is told in private only."""
    found = firms_called(desk.uow, asked.enterprise or "")
    lines = [
        say(
            "firm_contact",
            firm=each.short_name,
            district=each.district or "片区未登记",
            contact=each.contact_name or "没登记",
        )
        for each in found[:_LINES]
    ]
    return "\n".join(lines)
