"""会诊: more than one expert works on a ticket. Who claims first leads; others who claim join him."""

from collections.abc import Sequence

from handlers import wording
from handlers.concerned import tell_requester
from handlers.desk import Desk, Turn
from handlers.facts import facts
from handlers.ledger import lacking, note_words, waiting_experts, workers
from handlers.offers.dispatch import ask, set_timer, size_of_wave, tried
from handlers.offers.starting import held_until
from handlers.people import coordinators_for
from handlers.policy import Wave
from handlers.telling import answer, tell_person
from handlers.understanding.values import Role, Several
from prompts.texts import say
from storage import offers, timers
from storage.people import Expert
from storage.terms import Answer, Change, Purpose, Status, TimerKind
from storage.tickets import Ticket
from storage.timers import Timer

_MOST = 5


def wanted_at_first(several: Several | None) -> int:
    """How many experts a request asks for."""
    return 1 if several is None or not several.count else min(several.count + several.more, _MOST)


def call_more(desk: Desk, turn: Turn, ticket: Ticket, several: Several) -> tuple[Ticket, list[Expert]]:
    """More experts are wanted for a live ticket: ask some at once, others at their moments."""
    present, before = max(1, len(workers(desk, ticket))), ticket.wanted
    count = max(present + several.count if several.more else several.count, before)
    ticket = note_words(
        desk,
        turn,
        ticket,
        Change.NOTED,
        wanted=min(max(count, present), max(_MOST, before)),
    )
    if ticket.status == Status.OPEN:
        if held_until(desk, ticket) is not None:
            return ticket, []
        return ticket, _ask_some(desk, ticket, ticket.wanted, "offer")
    if not lacking(desk, ticket):
        return ticket, []
    if ticket.wanted > before or not _awaited(desk, ticket):
        await_others(desk, ticket)
    return ticket, _ask_some(desk, ticket, lacking(desk, ticket), "offer_consult")


def _ask_some(desk: Desk, ticket: Ticket, wanted: int, text: str) -> list[Expert]:
    """As many as a wave has, or are wanted; less those who were asked just now and may yet come."""
    size = max(size_of_wave(desk, ticket), wanted) - _asked_lately(desk, ticket)
    return ask(desk, ticket, size, wave=0, text=text) if size > 0 else []


def _asked_lately(desk: Desk, ticket: Ticket) -> int:
    """How many were asked within the time an answer takes and have not answered."""
    since = desk.now - desk.escalation(ticket.urgency).target
    made = offers.of_ticket(desk.uow, ticket.id)
    return sum(
        each.answer == Answer.WAITING and each.cycle == ticket.cycle and each.offered_at > since
        for each in made
    )


def call_no_more(desk: Desk, turn: Turn, ticket: Ticket) -> Ticket:
    """Nobody else is asked: who has the ticket keeps it; an open one waits for those asked already."""
    arranged = ticket.wanted > 1
    ticket = note_words(
        desk,
        turn,
        ticket,
        Change.NOTED,
        wanted=max(1, len(workers(desk, ticket))),
    )
    if ticket.status == Status.OPEN:
        timers.cancel_kind(desk.uow, ticket.id, TimerKind.WAVE)
        asked = len(waiting_experts(desk, ticket))
        answer(desk, turn, say("asking_ended", no=ticket.no, asked=asked), ticket=ticket)
        return ticket
    timers.cancel_kind(desk.uow, ticket.id, TimerKind.CONSULT)
    beside = [each for each in offers.of_ticket(desk.uow, ticket.id) if each.beside or each.asked_by is None]
    offers.take_back(desk.uow, [each for each in beside if each.answer == Answer.WAITING], desk.now)
    text = say("consult_ended", no=ticket.no, present=wording.names(workers(desk, ticket)))
    answer(desk, turn, text, ticket=ticket)
    if arranged and turn.role is not Role.ENTERPRISE:
        tell_requester(desk, ticket, "consult_ended", present=wording.names(workers(desk, ticket)))
    return ticket


def await_others(desk: Desk, ticket: Ticket) -> None:
    """Somebody has it and more are wanted: the policy's later waves go on, then a coordinator is told."""
    if lacking(desk, ticket):
        _schedule(desk, ticket, desk.escalation(ticket.urgency).waves[1:])


def await_named(desk: Desk, ticket: Ticket) -> None:
    """One colleague was asked to come along; where he does not answer in time, a coordinator is told."""
    _schedule(desk, ticket, ())


def _schedule(desk: Desk, ticket: Ticket, waves: Sequence[Wave]) -> None:
    """One course for a ticket, however often more are called for: the waves that still come stand, and a
    coordinator is told once, when the last who were called for have had their time."""
    awaited = _awaited(desk, ticket)
    running = [(each.due_at, each.payload["size"]) for each in awaited if each.payload["size"]]
    timers.cancel_kind(desk.uow, ticket.id, TimerKind.CONSULT)
    for due, size in running or [(desk.now + wave.after, wave.size) for wave in waves]:
        set_timer(desk, ticket, TimerKind.CONSULT, due, size=size)
    set_timer(desk, ticket, TimerKind.CONSULT, desk.now + desk.escalation(ticket.urgency).target, size=0)


def _awaited(desk: Desk, ticket: Ticket) -> list[Timer]:
    """The moments to come at which others are sought."""
    waiting = timers.waiting_of_ticket(desk.uow, ticket.id)
    return [each for each in waiting if each.kind == TimerKind.CONSULT]


def still_lacking(desk: Desk, ticket: Ticket, timer: Timer) -> None:
    """A moment at which others are still wanted: ask more, in the end tell the coordinator.

    Never more at a time than the policy's waves have together.
    """
    if timer.payload["size"]:
        most = sum(wave.size for wave in desk.escalation(ticket.urgency).waves)
        size = min(timer.payload["size"], most - _asked_lately(desk, ticket))
        if size > 0:
            ask(desk, ticket, size, wave=0, text="offer_consult")
        return
    for each in coordinators_for(desk.uow, ticket.district):
        text = say(
            "consult_short",
            no=ticket.no,
            title=ticket.title,
            lacking=lacking(desk, ticket),
            present=wording.names(workers(desk, ticket)),
            tried=tried(desk, ticket),
            **facts(desk, ticket),
        )
        tell_person(desk, each.wechat_name, text, ticket=ticket, purpose=Purpose.REPORT)
