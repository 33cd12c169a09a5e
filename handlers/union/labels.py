"""Labelled examples that coordinators leave behind: their words on doubtful tickets, and corrections."""

import re
from typing import Any

from handlers import wording
from handlers.desk import ZONE
from storage import checks, inbox, people, records, tickets
from storage.checks import Check
from storage.database import UnitOfWork
from storage.records import Entry
from storage.terms import Change

# Why a coordinator cancelled a ticket: it never was a request.
_NO_REQUEST = re.compile(r"不算求助|不是求助|误报|误开|开错|闲聊|广告|不是(?:技术)?问题|聊天|没人求助")
_REQUEST, _CHAT = "request", "chat"


def labels(uow: UnitOfWork) -> list[dict[str, Any]]:
    """A line a ticket, as the labelling guide writes them; only what a coordinator vouched for is in it."""
    found: dict[int, dict[str, Any]] = {}
    for check in checks.answered(uow):
        found[check.ticket_id] = {"intent": _vouched(check), "source": "check"}
    coordinators = {each.wechat_name for each in people.all_coordinators(uow)}
    for entry in records.with_change(uow, (Change.CANCELLED, Change.ESCALATED)):
        if entry.actor in coordinators:
            correction = _corrected(entry)
            known = found.setdefault(entry.ticket_id, {}) if correction else {}
            known |= {name: value for name, value in correction.items() if name not in known}
    return [_line(uow, ticket_id, label) for ticket_id, label in sorted(found.items())]


def _vouched(check: Check) -> str:
    """The intent that the coordinator's word leaves: where it is no request, what the other side saw."""
    if check.is_request:
        return _REQUEST
    return check.model if check.rules == _REQUEST else check.rules


def _corrected(entry: Entry) -> dict[str, Any]:
    if entry.change == Change.ESCALATED:
        return {"intent": _REQUEST, "urgency": "critical", "source": "escalated"}
    if _NO_REQUEST.search(entry.detail or ""):
        return {"intent": _CHAT, "source": "cancelled"}
    return {}


def _line(uow: UnitOfWork, ticket_id: int, label: dict[str, Any]) -> dict[str, Any]:
    ticket = tickets.get(uow, ticket_id)
    text = "\n".join(each.text for each in inbox.of_opening(uow, ticket_id) if each.text)
    return {
        "id": f"ticket-{ticket.no}",
        "at": ticket.asked_at.astimezone(ZONE).isoformat(),
        "role": "enterprise",
        "text": wording.masked(text or ticket.body),
        **label,
    }
