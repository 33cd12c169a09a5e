"""What a due timer does. Taking it, deciding and writing are one transaction of the caller's."""

from handlers.desk import Desk
from handlers.ending.confirming import unconfirmed
from handlers.ending.trying import rests, unheard_of
from handlers.experts.assigning import unanswered
from handlers.experts.leaving import remind as remind_of_who_left
from handlers.firms import replacing
from handlers.firms.photos import ask_of_photo
from handlers.firms.waiting import tell_again, tell_waiting
from handlers.ledger import lacking
from handlers.offers import stalled
from handlers.offers.consults import still_lacking
from handlers.offers.dispatch import ask, tell_coordinator
from handlers.offers.overdue import breached, remind, summarise
from handlers.offers.starting import start
from storage import tickets
from storage.terms import Purpose, Status, TimerKind
from storage.tickets import Ticket
from storage.timers import Timer


def fire(desk: Desk, timer: Timer) -> None:
    """Do what this moment is for, if its ticket still stands where the timer was set."""
    if timer.kind == TimerKind.PHOTO:
        ask_of_photo(desk, timer.payload["message"])
    elif timer.kind == TimerKind.SUMMARY:
        summarise(desk)
    if timer.ticket_id is None:
        return
    ticket = tickets.get(desk.uow, timer.ticket_id)
    kind = TimerKind(timer.kind)
    if timer.payload["cycle"] != ticket.cycle:
        return
    if kind in (TimerKind.CONFIRM_REMINDER, TimerKind.AUTO_CLOSE):
        if ticket.status == Status.RESOLVED:
            unconfirmed(desk, ticket, kind)
        elif rests(desk, ticket):
            unheard_of(desk, ticket, kind)
    elif kind is TimerKind.REPLACE:
        replacing.remind(desk, ticket, timer)
    elif kind is TimerKind.ASSIGNED:
        unanswered(desk, ticket, timer)
    elif kind is TimerKind.LEFT:
        remind_of_who_left(desk, ticket, timer)
    elif kind is TimerKind.STALLED:
        stalled.unheard(desk, ticket, timer)
    elif kind is TimerKind.CONSULT:
        if lacking(desk, ticket):
            still_lacking(desk, ticket, timer)
    elif ticket.status == Status.OPEN:
        _unclaimed(desk, ticket, timer)


def _unclaimed(desk: Desk, ticket: Ticket, timer: Timer) -> None:
    kind = TimerKind(timer.kind)
    if kind is TimerKind.START:
        start(desk, ticket, again=bool(timer.payload["again"]))
    elif kind is TimerKind.WAVE:
        ask(desk, ticket, timer.payload["size"], wave=timer.payload["wave"])
    elif kind is TimerKind.COORDINATOR:
        tell_coordinator(desk, ticket, "escalated")
    elif kind is TimerKind.BREACH:
        breached(desk, ticket)
        tell_waiting(desk, ticket)
    elif kind is TimerKind.WAITING:
        tell_again(desk, ticket, timer.payload["nth"])
    else:
        remind(desk, ticket, timer.payload.get("nth", 1))


def still_true(desk: Desk, purpose: str, ticket_id: int | None, cycle: int | None) -> bool:
    """Whether a message that waits to be sent is still worth sending: offers and nudges only for
    a ticket that is still open in the same cycle (offers also while a 会诊 lacks somebody), a farewell only
    while it is over."""
    if purpose not in (Purpose.OFFER, Purpose.NUDGE, Purpose.FAREWELL) or ticket_id is None:
        return True
    ticket = tickets.get(desk.uow, ticket_id)
    if purpose == Purpose.FAREWELL:
        return ticket.status == Status.CANCELLED
    wanted = ticket.status == Status.OPEN or (purpose == Purpose.OFFER and lacking(desk, ticket) > 0)
    return wanted and ticket.cycle == cycle
