"""Changing a ticket: the guarded move, its timers, its history, in the caller's transaction."""

from typing import Any

from handlers import cases
from handlers.desk import ZONE, Desk, Turn
from handlers.offers.patience import silent_at
from handlers.transitions import FROM, target
from handlers.understanding.values import Kind
from storage import helpers, inbox, offers, people, records, tickets, timers
from storage.database import UnitOfWork
from storage.terms import HELD, Answer, Change, Status, TimerKind
from storage.tickets import Ticket

_TAKES = (Change.CLAIMED, Change.ASSIGNED, Change.TRANSFERRED)


def shift(
    desk: Desk,
    ticket: Ticket,
    change: Change,
    *,
    actor: str | None,
    detail: str | None = None,
    held: bool = False,
    message_ids: list[int] | None = None,
    **values: Any,
) -> Ticket | None:
    """Move a ticket by the transition table; None when it stands where this change cannot start.

    Timers of the former state are cancelled, unanswered offers withdrawn (unless more experts are wanted
    beside the holder), history written; who has it now is asked if he falls silent; what is closed becomes a
    case where its resolution was told.
    """
    to = target(change, held=held)
    if values.get("expert_id") not in (None, ticket.expert_id) and change in _TAKES:
        values.setdefault("rating", None)  # the score was for who had it before
    if not tickets.move(desk.uow, ticket.id, to, FROM[change], if_cycle=ticket.cycle, **values):
        return None
    more = ticket.wanted > 1 and lacking(desk, tickets.get(desk.uow, ticket.id)) > 0
    timers.cancel_of_ticket(desk.uow, ticket.id, but=TimerKind.CONSULT if more else None)
    if to is not Status.OPEN and not more:
        offers.withdraw(desk.uow, ticket.id, desk.now)
    moved = note(desk, ticket, change, actor=actor, detail=detail, message_ids=message_ids)
    if moved.status in HELD and moved.kind == Kind.PROBLEM:
        timers.set_timer(
            desk.uow,
            TimerKind.STALLED,
            silent_at(desk, moved),
            now=desk.now,
            ticket_id=moved.id,
            payload={"cycle": moved.cycle, "asked": False},
        )
    if to is Status.CLOSED:
        cases.learn(desk, moved)
    elif change is Change.REOPENED:
        cases.forget(desk, moved)
    return moved


def note(
    desk: Desk,
    ticket: Ticket,
    change: Change,
    *,
    actor: str | None,
    detail: str | None = None,
    message_ids: list[int] | None = None,
    **values: Any,
) -> Ticket:
    """Write a change that does not move the ticket (and its fields) into the history."""
    if message_ids:
        inbox.tie(desk.uow, message_ids, ticket.id)
    if values:
        tickets.amend(desk.uow, ticket.id, **values)
    fresh = tickets.get(desk.uow, ticket.id)
    records.write(
        desk.uow,
        ticket_id=ticket.id,
        at=desk.now,
        change=change,
        actor=actor,
        detail=detail,
        snapshot=snapshot(desk, fresh, change),
    )
    return fresh


def note_words(desk: Desk, turn: Turn, ticket: Ticket, change: Change, **values: Any) -> Ticket:
    """The same of what somebody wrote: his words, his messages, his name."""
    return note(
        desk,
        ticket,
        change,
        actor=turn.person.nickname,
        detail=turn.text,
        message_ids=turn.message_ids,
        **values,
    )


def snapshot(desk: Desk, ticket: Ticket, change: Change) -> dict[str, Any]:
    """The ticket as the replay contract writes it."""
    enterprise = people.enterprise(desk.uow, ticket.enterprise_id) if ticket.enterprise_id else None
    due = ticket.pickup_due.astimezone(ZONE).isoformat() if ticket.pickup_due else None
    return {
        "no": ticket.no,
        "status": ticket.status,
        "kind": ticket.kind,
        "category": ticket.category,
        "urgency": ticket.urgency,
        "mode": ticket.mode,
        "deadline": ticket.deadline,
        "order_value_yuan": ticket.order_value_yuan,
        "problems": ticket.problems,
        "title": ticket.title,
        "enterprise": enterprise.short_name if enterprise else None,
        "requester": ticket.requester,
        "claimed_by": workers(desk, ticket),
        "messages": message_ids(desk, ticket),
        "pickup_due": due,
        "rating": ticket.rating,
        "saved_yuan": ticket.saved_yuan,
        "answered": ticket.answered,
        "change": change,
    }


def lacking(desk: Desk, ticket: Ticket) -> int:
    """How many experts are still wanted beside those who have a ticket (会诊); 0 where nobody has it."""
    if ticket.wanted <= 1 or ticket.status not in HELD:
        return 0
    return max(0, ticket.wanted - 1 - len(helpers.ids(desk.uow, ticket.id)))


def at_work(desk: Desk, ticket: Ticket) -> set[int]:
    """Who has a ticket in hand, and who joined him (ids)."""
    holders = set() if ticket.expert_id is None else {ticket.expert_id}
    return holders | set(helpers.ids(desk.uow, ticket.id))


def workers(desk: Desk, ticket: Ticket) -> list[str]:
    """Names of the holder and those who joined him."""
    return names_of_workers(desk.uow, ticket)


def names_of_workers(uow: UnitOfWork, ticket: Ticket) -> list[str]:
    """The same for who has no desk."""
    holders = [] if ticket.expert_id is None else [ticket.expert_id]
    ids = holders + helpers.ids(uow, ticket.id)
    return [people.expert(uow, expert_id).name for expert_id in ids]


def message_ids(desk: Desk, ticket: Ticket) -> list[str]:
    """The channel's ids of every message of this ticket so far."""
    return [message.message_id for message in inbox.of_ticket(desk.uow, ticket.id)]


def waiting_experts(desk: Desk, ticket: Ticket) -> list[int]:
    """Experts asked in this cycle who have not answered."""
    return [
        offer.expert_id
        for offer in offers.of_ticket(desk.uow, ticket.id)
        if offer.cycle == ticket.cycle and offer.answer == Answer.WAITING
    ]
