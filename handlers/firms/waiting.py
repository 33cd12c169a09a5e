"""What a requester hears while nobody has taken his ticket: in time that it is so, then ever more rarely."""

from collections.abc import Sequence
from datetime import datetime

from handlers import wording
from handlers.concerned import say_to_requester, tell_firm, tell_requester
from handlers.desk import Desk
from handlers.hours import after
from handlers.offers.dispatch import nobody_suits, set_timer, waited
from handlers.offers.starting import held_facts, held_until
from handlers.people import coordinators_for
from handlers.rooms.reach import reporter
from handlers.telling import tell_room
from prompts.texts import say
from storage import offers, people, records, tickets, timers
from storage.offers import Offer
from storage.people import Expert
from storage.terms import Answer, Change, Purpose, RoomKind, Status, TimerKind
from storage.tickets import Ticket

_LINES = 8  # of several told together; a message fits a phone
_NAMED, _COORDINATORS = 3, 2  # named of those who were asked, of those who were told
_TELLS = (Change.ESCALATED, Change.BREACHED)
_BEGINS = (Change.OPENED, Change.RELEASED, Change.REOPENED)  # a cycle


def tell_waiting(desk: Desk, ticket: Ticket) -> None:
    """The target has passed: tell him that nobody has it; again later."""
    _tell(desk, ticket, "waiting_first")
    _again(desk, ticket, 0)


def tell_again(desk: Desk, ticket: Ticket, nth: int) -> None:
    """Tell him once more. What is due soon in the same group is told with it: a group is told rarely."""
    beside = _due_beside(desk, ticket)
    if beside:
        _tell_together(desk, [ticket, *(each for each, _ in beside)])
    else:
        _tell(desk, ticket, "waiting_again")
    _again(desk, ticket, nth)
    for each, his in beside:
        timers.cancel_kind(desk.uow, each.id, TimerKind.WAITING)
        _again(desk, each, his)


def _tell(desk: Desk, ticket: Ticket, name: str) -> None:
    text = say(name, no=ticket.no, title=ticket.title, tried=tried_for(desk, ticket), **waited(desk, ticket))
    tell_firm(desk, ticket, text, purpose=Purpose.NUDGE)
    if not _asked_by_union(desk, ticket):
        say_to_requester(desk, ticket, text, purpose=Purpose.NUDGE)


def _due_beside(desk: Desk, ticket: Ticket) -> list[tuple[Ticket, int]]:
    """Other tickets asked for in the same group of which that is to be told soon, and for what time."""
    if ticket.room is None or reporter(desk, ticket) is not None:
        return []
    soon = desk.now + desk.policy.waiting.again
    return [
        (each, timer.payload["nth"])
        for each in tickets.with_status(desk.uow, (Status.OPEN,))
        if each.id != ticket.id and each.room == ticket.room and reporter(desk, each) is None
        for timer in timers.waiting_of_ticket(desk.uow, each.id)
        if timer.kind == TimerKind.WAITING and timer.due_at <= soon
    ]


def _tell_together(desk: Desk, waiting: Sequence[Ticket]) -> None:
    shown = sorted(waiting, key=lambda each: each.no)
    lines = [
        say(
            "waiting_line",
            no=each.no,
            title=wording.short(each.title, 14),
            **waited(desk, each),
        )
        for each in shown[:_LINES]
    ]
    text = say(
        "waiting_several", count=len(shown), lines="\n".join(lines) + ("\n…" if shown[_LINES:] else "")
    )
    # No nudge: it is true as long as one of them waits.
    tell_room(desk, waiting[0].room or "", text, ticket=waiting[0])


def _again(desk: Desk, ticket: Ticket, nth: int) -> None:
    set_timer(desk, ticket, TimerKind.WAITING, _next(desk, ticket, nth), nth=nth + 1)


def _asked_by_union(desk: Desk, ticket: Ticket) -> bool:
    """Whether a coordinator asked where coordinators are reminded anyway."""
    if people.coordinator_called(desk.uow, ticket.requester) is None:
        return False
    room = people.room_called(desk.uow, ticket.room) if ticket.room else None
    return room is None or room.kind == RoomKind.COORDINATOR


def _next(desk: Desk, ticket: Ticket, nth: int) -> datetime:
    how = desk.policy.waiting
    due = desk.now + min(how.again * how.growth**nth, how.longest)
    return after(desk.policy.hours, due, how.quiet) if ticket.urgency in how.spares else due


def tried_for(desk: Desk, ticket: Ticket) -> str:
    """What was done for a ticket that waits: who was asked, who could not, who of the union was told when."""
    asked = [each for each in offers.of_ticket(desk.uow, ticket.id) if each.cycle == ticket.cycle]
    return _asked(desk, asked, nobody_suits(desk, ticket)) + _told(desk, ticket)


def _asked(desk: Desk, asked: Sequence[Offer], unsuited: bool) -> str:
    if not asked:
        return say("tried_unsuited" if unsuited else "tried_nobody")
    known = people.experts_with(desk.uow, [each.expert_id for each in asked])
    names = wording.first_names([known[each.expert_id].name for each in asked], most=_NAMED)
    declined = sum(each.answer == Answer.DECLINED for each in asked)
    busy = say("tried_busy", count=declined) if declined else ""
    text = "tried_guesses" if unsuited else "tried_asked"
    return say(text, count=len(asked), names=names, busy=busy)


def _told(desk: Desk, ticket: Ticket) -> str:
    """Since when the coordinators know of it; "" where they have not been told in this cycle."""
    moment = None
    for entry in reversed(records.of_ticket(desk.uow, ticket.id)):
        if entry.change in _BEGINS:
            break
        moment = entry.at if entry.change in _TELLS else moment
    responsible = coordinators_for(desk.uow, ticket.district)
    if moment is None or not responsible:
        return ""
    names = "、".join(each.name for each in responsible[:_COORDINATORS])
    return say("tried_told", at=wording.earlier(moment, desk.now), names=names)


def tell_held_back(desk: Desk, ticket: Ticket, former: Expert) -> bool:
    """Whether nobody is asked yet in the place of who had it, since the hour holds it back: he reads so."""
    until = held_until(desk, ticket)
    if until is None:
        return False
    tell_requester(desk, ticket, "released_held", expert=former.name, **held_facts(desk, ticket, until))
    return True
