"""Whom a firm does not want for a ticket: he is not asked for it, and reads nothing of why."""

from handlers.desk import Desk
from handlers.ledger import note
from handlers.telling import tell_person
from prompts.texts import say
from storage import records
from storage.people import Expert
from storage.terms import Change
from storage.tickets import Ticket

_UNWANTED = "企业这回不请："  # so it stands in the ticket's history


def refuse(desk: Desk, ticket: Ticket, expert: Expert, *, by: str) -> None:
    """Put on record that he is not wanted for it."""
    note(desk, ticket, Change.NOTED, actor=by, detail=f"{_UNWANTED}{expert.name}")


def unwanted(desk: Desk, ticket: Ticket) -> set[str]:
    """The names of those who are not wanted for a ticket."""
    entries = records.of_ticket(desk.uow, ticket.id)
    said = (each.detail or "" for each in entries if each.change == Change.NOTED)
    return {each.removeprefix(_UNWANTED) for each in said if each.startswith(_UNWANTED)}


def turned_away(desk: Desk, ticket: Ticket, expert: Expert) -> bool:
    """Whether he is not wanted for it, whoever asked him; he hears in private that others see to it."""
    if expert.name not in unwanted(desk, ticket):
        return False
    tell_person(desk, expert.wechat_name, say("not_needed_for_it", no=ticket.no), ticket=ticket)
    return True
