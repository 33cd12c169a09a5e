"""会诊: more than one expert works on a ticket. Who claims first leads; others who claim join him."""

from handlers import wording
from handlers.desk import Desk, Turn
from handlers.dispatch import ask, facts, set_timer, size_of_wave, tried
from handlers.ledger import lacking, note, workers
from handlers.people import coordinators_for
from handlers.starting import held_until
from handlers.telling import tell_person
from handlers.understanding.values import Several
from prompts.texts import say
from storage.people import Expert
from storage.terms import Change, Purpose, Status, TimerKind
from storage.tickets import Ticket
from storage.timers import Timer

_MOST = 5


def wanted_at_first(several: Several | None) -> int:
    """How many experts a request asks for."""
    return 1 if several is None else min(several.count + several.more, _MOST)


def call_more(desk: Desk, turn: Turn, ticket: Ticket, several: Several) -> tuple[Ticket, list[Expert]]:
    """More experts are wanted for a live ticket: ask some at once, others at their moments."""
    present = max(1, len(workers(desk, ticket)))
    count = present + several.count if several.more else max(several.count, ticket.wanted)
    ticket = note(
        desk,
        ticket,
        Change.NOTED,
        actor=turn.person.nickname,
        detail=turn.text,
        message_ids=turn.message_ids,
        wanted=min(max(count, present), _MOST),
    )
    if ticket.status == Status.OPEN and held_until(desk, ticket) is not None:
        return ticket, []
    if ticket.status == Status.OPEN:
        return ticket, ask(desk, ticket, size_of_wave(desk, ticket), wave=0)
    if not lacking(desk, ticket):
        return ticket, []
    await_others(desk, ticket)
    return ticket, ask(desk, ticket, size_of_wave(desk, ticket), wave=0, text="offer_consult")


def await_others(desk: Desk, ticket: Ticket) -> None:
    """Somebody has it and more are wanted: the policy's later waves go on, then a coordinator is told."""
    if not lacking(desk, ticket):
        return
    plan = desk.escalation(ticket.urgency)
    for wave in plan.waves[1:]:
        set_timer(desk, ticket, TimerKind.CONSULT, desk.now + wave.after, size=wave.size)
    set_timer(desk, ticket, TimerKind.CONSULT, desk.now + plan.target, size=0)


def await_named(desk: Desk, ticket: Ticket) -> None:
    """One colleague was asked to come along; where he does not answer in time, a coordinator is told."""
    set_timer(desk, ticket, TimerKind.CONSULT, desk.now + desk.escalation(ticket.urgency).target, size=0)


def still_lacking(desk: Desk, ticket: Ticket, timer: Timer) -> None:
    """A moment at which others are still wanted: ask more, in the end tell the coordinator."""
    if timer.payload["size"]:
        ask(desk, ticket, timer.payload["size"], wave=0, text="offer_consult")
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
