"""Telling a requester what is written on his ticket now, where his later words have changed it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers import wording
from handlers.concerned import tell_requester
from handlers.desk import Desk
from handlers.facts import due
from prompts.texts import say
from storage import people
from storage.tickets import Ticket


def changes_of(desk: Desk, ticket: Ticket, values: Mapping[str, Any]) -> list[str]:
    """What holds now instead of the deadline or the sum that the ticket had, in words."""
    later, yuan = values.get("deadline"), values.get("order_value_yuan")
    found = []
    if ticket.deadline is not None and later not in (None, ticket.deadline):
        amended = replace(ticket, deadline=later, body=values.get("body", ticket.body))
        found.append(say("now_due", due=due(desk, amended, lead="")))
    if ticket.order_value_yuan is not None and yuan not in (None, ticket.order_value_yuan):
        found.append(say("now_at_stake", yuan=wording.yuan(yuan)))
    return found


def tell_changed(desk: Desk, ticket: Ticket, changed: list[str]) -> None:
    """The requester reads what holds now, and whether its expert knows."""
    tell_requester(desk, ticket, "changed_requester", now="，".join(changed), told=_told(desk, ticket))


def tell_renamed(desk: Desk, ticket: Ticket) -> None:
    """It is another machine than he wrote first: the requester reads what the experts read now."""
    tell_requester(desk, ticket, "corrected_requester", title=ticket.title, told=_told(desk, ticket))


def _told(desk: Desk, ticket: Ticket) -> str:
    """That who has it knows."""
    holder = people.expert(desk.uow, ticket.expert_id).name if ticket.expert_id else None
    return say("corrected_told", expert=holder) if holder else ""
