"""Whom the claimer is to ring: told in private only."""

from dataclasses import dataclass

from handlers import wording
from handlers.desk import Desk
from handlers.facts import asker_of
from handlers.people import person
from handlers.rooms.reach import reporter
from handlers.understanding.corrections import corrects_phone
from prompts.texts import say
from storage import people
from storage.tickets import Ticket


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """`firm` is the enterprise's full name, or who asked where it is not known.

    `named`: somebody is known by more than his WeChat name; `reachable`: a number is known.
    """

    firm: str
    name: str
    phone: str
    named: bool
    reachable: bool


def contact_of(desk: Desk, ticket: Ticket) -> Contact:
    """The enterprise's contact; an expert who asks for his factory; a coordinator until the firm is known."""
    firm = people.enterprise(desk.uow, ticket.enterprise_id) if ticket.enterprise_id else None
    asker = person(desk.uow, ticket.requester)
    name, phones = f"（微信：{ticket.requester}）", [firm.phone if firm else ""]
    reported = reporter(desk, ticket)
    if firm is not None and asker.coordinator is None and reported is not None:
        name = say("contact_reported", name=firm.contact_name, who=reported)
    elif asker.enterprise is None and asker.expert is not None:
        name, phones = f"{asker.expert.name}{name}", [asker.expert.phone]
    elif asker.enterprise is None and asker.coordinator is not None:
        union = f"协调员{asker.coordinator.name}代报"
        name = f"{firm.contact_name}（{union}）" if firm else union
        phones = phones if firm and firm.phone else [asker.coordinator.phone]
    elif firm is not None and firm.contact_name:
        name = f"{firm.contact_name}{name}"
    written = wording.phones(ticket.body)
    if written and corrects_phone(ticket.body):
        phones = []  # it is the roster's that is wrong: one written before has been replaced
    known = [each for each in (*written, *phones) if each]
    return Contact(
        firm=firm.name if firm else asker_of(desk, ticket),
        name=name,
        phone=" / ".join(dict.fromkeys(known)) or "电话没登记，请在群里联系",
        named=not name.startswith("（"),
        reachable=bool(known),
    )
