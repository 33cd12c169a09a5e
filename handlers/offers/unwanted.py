"""Whom a firm does not want for a ticket: he neither is asked for it nor has it, and reads nothing of why."""

from handlers.desk import Desk
from handlers.ledger import note
from storage import offers, records
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


def barred(desk: Desk, ticket: Ticket, expert: Expert) -> bool:
    """Whether he may neither take it nor come along, of himself or for a colleague.

    Nobody but a coordinator has him asked for it none the less: who is asked may come.
    """
    if expert.name not in unwanted(desk, ticket):
        return False
    return offers.find(desk.uow, ticket.id, expert.id, ticket.cycle) is None
