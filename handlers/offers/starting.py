"""Beginning to ask for a ticket: at once or after quiet hours, in waves, the preferred a little before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from statistics import mean
from typing import Any

from handlers import wording
from handlers.desk import Desk
from handlers.hours import asked_from, block, size_then
from handlers.offers.choosing import Candidate, habits_now, weigh
from handlers.offers.dispatch import ask, set_timer
from handlers.offers.waves import plan as plan_waves
from handlers.policy import Wave
from prompts.texts import say
from storage import offers, tickets, timers
from storage.people import Expert
from storage.terms import Status, TimerKind
from storage.tickets import Ticket
from storage.timers import Timer

_BEGUN = (TimerKind.WAVE, TimerKind.COORDINATOR, TimerKind.BREACH, TimerKind.REPEAT, TimerKind.WAITING)
_LIKELY = 14  # so many would be asked at most; their chances are those a plan of waves is made for


def pickup_due(desk: Desk, urgency: str, since: datetime) -> datetime:
    """The end of the pickup target of a request made then; quiet hours do not count."""
    return asked_from(desk.policy.hours, since, urgency) + desk.escalation(urgency).target


def held_until(desk: Desk, ticket: Ticket) -> datetime | None:
    """When experts will be asked, where quiet hours or words hold the ticket back; else None.

    A ticket whose moments are on record is being asked for, whatever the hour: a machine's clock may be set
    back.
    """
    begins = _begins_later(desk, ticket)
    if begins is None:
        return None
    begun = any(each.kind in _BEGUN for each in timers.waiting_of_ticket(desk.uow, ticket.id))
    return None if begun else begins


def is_put_off(desk: Desk, ticket: Ticket) -> bool:
    """Whether somebody, and not the hour, holds an open ticket back."""
    waiting = timers.waiting_of_ticket(desk.uow, ticket.id)
    return ticket.status == Status.OPEN and any(
        each.kind == TimerKind.START and each.payload.get("put_off") for each in waiting
    )


def _begins_later(desk: Desk, ticket: Ticket) -> datetime | None:
    """When its pickup clock begins, where that is to come."""
    if ticket.pickup_due is None or ticket.status != Status.OPEN:
        return None
    begun = ticket.pickup_due - desk.escalation(ticket.urgency).target
    return begun if begun > desk.now else None


def held_facts(desk: Desk, ticket: Ticket, until: datetime) -> dict[str, Any]:
    """What the texts about a held ticket say: from when on, until when, and how to be served at once."""
    sooner = "urgent" not in block(desk.policy.hours, desk.now).hold
    return {
        "until": wording.soon(until, desk.now),
        "by": wording.soon(until + desk.escalation(ticket.urgency).target, desk.now),
        "sooner": say("held_sooner") if sooner else "",
    }


def start(desk: Desk, ticket: Ticket, *, again: bool = False, put_off: bool = False) -> list[Expert]:
    """Begin the pickup clock of a fresh cycle: first wave now, the later moments as timers.

    In quiet hours, and where it is `put_off`, nobody is asked yet; a timer does so when they are over.
    """
    until = _begins_later(desk, ticket)
    if until is not None:
        set_timer(desk, ticket, TimerKind.START, until, again=int(again), put_off=int(put_off))
        return []
    plan = desk.escalation(ticket.urgency)
    begun = ticket.pickup_due - plan.target if ticket.pickup_due else desk.now
    weighed = weigh(desk, ticket, max(_LIKELY, plan.waves[0].size, desk.policy.learning.aim.most))
    first, *later = _waves(desk, ticket.urgency, begun, weighed.candidates)
    for number, wave in enumerate(later, start=2):
        set_timer(desk, ticket, TimerKind.WAVE, begun + wave.after, wave=number, size=wave.size)
    set_timer(desk, ticket, TimerKind.COORDINATOR, begun + plan.coordinator)
    set_timer(desk, ticket, TimerKind.BREACH, begun + plan.breach)
    text = "offer_again" if again else "offer"
    preferred = _preferred(ticket, weighed.candidates, first.size)
    if not preferred:
        return ask(desk, ticket, first.size, wave=1, text=text, weighed=weighed)
    rest = first.size - len(preferred)
    set_timer(desk, ticket, TimerKind.WAVE, desk.now + desk.policy.asking.head_start, wave=1, size=rest)
    return ask(desk, ticket, len(preferred), wave=1, text=text, only=preferred, weighed=weighed)


def _waves(desk: Desk, urgency: str, begun: datetime, weighed: Sequence[Candidate]) -> tuple[Wave, ...]:
    """The waves for a ticket: by the record where it says enough, else the policy's own. None is larger than
    its hours allow."""
    waves = _planned(desk, urgency, begun, weighed) or desk.escalation(urgency).waves
    return tuple(
        replace(wave, size=size_then(desk.policy.hours, begun + wave.after, urgency, wave.size))
        for wave in waves
    )


def _planned(desk: Desk, urgency: str, begun: datetime, weighed: Sequence[Candidate]) -> tuple[Wave, ...]:
    """The waves by the record; none where it says too little, or it is late."""
    learning, known = desk.policy.learning, habits_now(desk)
    target, late = desk.escalation(urgency).target, desk.now - begun
    chances = [each.chance for each in weighed if each.spared is None][:_LIKELY]
    if not (learning.on and chances) or known.offers < learning.after_offers or late > target / 2:
        return ()
    planned = plan_waves(
        replace(learning.aim, most=size_then(desk.policy.hours, desk.now, urgency, learning.aim.most)),
        target,
        # Rounded, so that the same plan serves again.
        acceptance=round(mean(chances), 2),
        median=float(round(known.seconds / 2) * 2),
        spread=round(known.spread, 1),
        begun=float(round(max(late, timedelta()) / timedelta(seconds=3)) * 3),
    )
    return tuple(Wave(after=timedelta(seconds=each.seconds), size=each.size) for each in planned)


def _preferred(ticket: Ticket, weighed: Sequence[Candidate], size: int) -> list[int]:
    """Those of the first wave who are asked before the others; nobody where it is not urgent, or all are."""
    first = [each for each in weighed if each.spared is None][:size]
    ids = [each.expert.id for each in first if each.preferred]
    return ids if ticket.urgency != "normal" and len(ids) < len(first) else []


def hasten(desk: Desk, ticket: Ticket) -> list[Expert]:
    """A ticket that quiet hours hold has become more urgent: ask now where that urgency is not held."""
    if held_until(desk, ticket) is None:
        return []
    due = pickup_due(desk, ticket.urgency, desk.now)
    if ticket.pickup_due is not None and due >= ticket.pickup_due:
        return []
    timers.cancel_kind(desk.uow, ticket.id, TimerKind.START)
    tickets.amend(desk.uow, ticket.id, pickup_due=due)
    return start(desk, tickets.get(desk.uow, ticket.id))


def bring_forward(desk: Desk, ticket: Ticket) -> list[Expert]:
    """An open ticket has become critical: the next wave is asked now, the later ones at their moments; where
    those had been slowed down, as soon as the policy's steps have them."""
    wave = timers.take_next(desk.uow, ticket.id, TimerKind.WAVE)
    if wave is None:
        return []
    steps = [each.after for each in desk.escalation(ticket.urgency).waves[1:]]
    for each, step in zip(_waves_to_come(desk, ticket), steps, strict=False):
        timers.postpone(
            desk.uow, each, min(each.due_at, desk.now + step), {**each.payload, "size": _whole(each)}
        )
    return ask(desk, ticket, _whole(wave), wave=wave.payload["wave"])


def _whole(wave: Timer) -> int:
    """The size of a wave as it was before it was made small."""
    size: int = wave.payload.get("whole", wave.payload["size"])
    return size


def slow_down(desk: Desk, ticket: Ticket) -> None:
    """There is no haste: the waves to come are small, and one long step after the other."""
    step, most = desk.policy.asking.unhurried, desk.escalation(ticket.urgency).waves[0].size
    for number, each in enumerate(_waves_to_come(desk, ticket), start=1):
        slower = {**each.payload, "size": min(each.payload["size"], most), "whole": _whole(each)}
        timers.postpone(desk.uow, each, max(each.due_at, desk.now + number * step), slower)


def _waves_to_come(desk: Desk, ticket: Ticket) -> list[Timer]:
    return [each for each in timers.waiting_of_ticket(desk.uow, ticket.id) if each.kind == TimerKind.WAVE]


def replan(desk: Desk, ticket: Ticket, former: str) -> Ticket:
    """An open ticket has another urgency than the `former`: its target and what is still to come follow the
    plan of the new one, counted from when the asking began.

    What has been asked and told stands. In hours that hold such a ticket it waits until they are over.
    """
    if ticket.status != Status.OPEN or ticket.pickup_due is None or ticket.breached_at is not None:
        return ticket
    plan = desk.escalation(ticket.urgency)
    begun = ticket.pickup_due - desk.escalation(former).target
    free = asked_from(desk.policy.hours, max(begun, desk.now), ticket.urgency)
    begin = free if free > desk.now else begun
    put_off = is_put_off(desk, ticket)
    told = not timers.cancel_kind(desk.uow, ticket.id, TimerKind.COORDINATOR)
    for kind in (TimerKind.START, TimerKind.WAVE, TimerKind.BREACH):
        timers.cancel_kind(desk.uow, ticket.id, kind)
    tickets.amend(desk.uow, ticket.id, pickup_due=begin + plan.target)
    fresh = tickets.get(desk.uow, ticket.id)
    made = [each for each in offers.of_ticket(desk.uow, ticket.id) if each.cycle == ticket.cycle]
    if begin > desk.now:
        set_timer(desk, fresh, TimerKind.START, begin, again=int(bool(made)), put_off=int(put_off))
        return fresh
    asked = max((each.wave for each in made), default=0)
    waves = _waves(desk, fresh.urgency, begin, weigh(desk, fresh, _LIKELY).candidates)
    for number, wave in enumerate(waves, start=1):
        if number > asked:
            set_timer(desk, fresh, TimerKind.WAVE, begin + wave.after, wave=number, size=wave.size)
    if not told:
        set_timer(desk, fresh, TimerKind.COORDINATOR, begin + plan.coordinator)
    set_timer(desk, fresh, TimerKind.BREACH, begin + plan.breach)
    return fresh
