"""Another expert in the place of the one who has a ticket: an enterprise wishes, a coordinator decides."""

from datetime import UTC, datetime
from typing import Any

from handlers import wording
from handlers.concerned import experts_asked, tell_requester, tell_responsible
from handlers.desk import Desk, Turn
from handlers.ending.endings import given_up
from handlers.facts import facts
from handlers.firms.asked_after import state
from handlers.firms.waiting import tell_held_back
from handlers.hours import after
from handlers.ledger import note, shift
from handlers.offers.dispatch import offer_quietly, set_timer, target_minutes
from handlers.offers.starting import start
from handlers.people import experts_named
from handlers.picking import pick_own
from handlers.telling import answer, tell_coordinators, tell_person
from handlers.understanding.replacing import wants_him_after_all
from prompts.texts import say
from storage import offers, people, records, timers
from storage.people import Expert
from storage.terms import HELD, Answer, Change, Purpose, Status, TimerKind
from storage.tickets import Ticket
from storage.timers import Timer


def wished(desk: Desk, turn: Turn) -> Ticket | None:
    """The enterprise wants somebody else: the coordinators hear it and decide, the holder hears nothing."""
    ticket = pick_own(
        desk, turn, (*HELD, Status.RESOLVED, Status.OPEN, Status.CLOSED), prefer=Status.CLAIMED, recent=True
    )
    if ticket is None:
        return None
    if turn.understanding.target is not None:
        return _named(desk, turn, ticket, turn.understanding.target)
    if ticket.expert_id is None:
        return state(desk, turn, ticket)
    holder = people.expert(desk.uow, ticket.expert_id)
    if wants_him_after_all(turn.text):
        return _stays(desk, turn, ticket, holder)
    if ticket.status in HELD:
        ticket = note(desk, ticket, Change.NOTED, **_told(turn))
    else:
        values: dict[str, Any] = {"resolved_at": None, "closed_at": None, "solution": None}
        reopened = shift(desk, ticket, Change.REOPENED, held=True, **_told(turn), **values)
        if reopened is None:
            return None
        ticket = reopened
    tell_responsible(desk, ticket, "another_wanted", expert=holder.name, words=wording.short(turn.text, 60))
    tell_requester(desk, ticket, "another_passed_on", expert=holder.name)
    _remind_later(desk, ticket, holder)
    return ticket


def _named(desk: Desk, turn: Turn, ticket: Ticket, name: str) -> Ticket | None:
    """It names whom it would like to have: the coordinators hear it and decide, nothing else changes."""
    found = experts_named(people.all_experts(desk.uow), name)
    if ticket.expert_id is not None and ticket.expert_id in {each.id for each in found}:
        return state(desk, turn, ticket)
    ticket = note(desk, ticket, Change.NOTED, **_told(turn))
    expert = found[0].name if len(found) == 1 else name
    name_of_text = "somebody_wanted" if found else "stranger_wanted"
    words = wording.short(wording.masked(turn.text), 60)
    tell_responsible(desk, ticket, name_of_text, expert=expert, words=words)
    tell_requester(desk, ticket, "somebody_passed_on" if found else "stranger_passed_on", expert=expert)
    return ticket


def _remind_later(desk: Desk, ticket: Ticket, holder: Expert) -> None:
    """The coordinators are reminded once; of what can wait not at night."""
    how, due = desk.policy.overdue, desk.now + desk.policy.overdue.another
    if ticket.urgency in how.spares:
        due = after(desk.policy.hours, due, how.quiet)
    timers.cancel_kind(desk.uow, ticket.id, TimerKind.REPLACE)
    set_timer(desk, ticket, TimerKind.REPLACE, due, holder=holder.id, wished=int(desk.now.timestamp()))


def remind(desk: Desk, ticket: Ticket, timer: Timer) -> None:
    """Nothing has come of the wish: the same expert has it, and no coordinator has said anything of it."""
    wished = datetime.fromtimestamp(timer.payload["wished"], UTC)
    if ticket.status not in HELD or ticket.expert_id is None or ticket.expert_id != timer.payload["holder"]:
        return
    since = [each for each in records.of_ticket(desk.uow, ticket.id) if each.at >= wished and each.actor]
    if any(_is_coordinator(desk, each.actor) for each in since):
        return
    holder = people.expert(desk.uow, ticket.expert_id)
    tell_responsible(
        desk, ticket, "another_still", expert=holder.name, minutes=wording.minutes(desk.now - wished)
    )


def _is_coordinator(desk: Desk, nickname: str | None) -> bool:
    return nickname is not None and people.coordinator_called(desk.uow, nickname) is not None


def _stays(desk: Desk, turn: Turn, ticket: Ticket, holder: Expert) -> Ticket:
    """The wish is taken back: the coordinators need do nothing."""
    ticket = note(desk, ticket, Change.NOTED, **_told(turn))
    timers.cancel_kind(desk.uow, ticket.id, TimerKind.REPLACE)
    values = {"no": ticket.no, "expert": holder.name}
    text = say("another_not_wanted", **values, **facts(desk, ticket))
    tell_coordinators(desk, text, ticket=ticket, purpose=Purpose.ANSWER)
    tell_requester(desk, ticket, "he_stays", expert=holder.name)
    return ticket


def _told(turn: Turn) -> dict[str, Any]:
    return {"actor": turn.person.nickname, "detail": turn.text, "message_ids": turn.message_ids}


def offer_anew(desk: Desk, turn: Turn, ticket: Ticket) -> Ticket | None:
    """A coordinator takes a ticket from its holder and names nobody: others are asked at once."""
    if ticket.expert_id is None or ticket.status not in HELD:
        return None
    released = give_to_others(desk, ticket, **_told(turn))
    if released is not None:
        answer(desk, turn, say("done_room", no=released.no, what="已重新找人"), ticket=released)
    return released


def give_to_others(desk: Desk, ticket: Ticket, **told: Any) -> Ticket | None:
    """Take it from its holder and ask others at once; he and the requester hear it."""
    former = people.expert(desk.uow, ticket.expert_id or 0)
    _spare(desk, ticket, former)
    released = shift(desk, ticket, Change.RELEASED, **told, **given_up(desk, ticket))
    if released is None:
        return None
    tell_person(desk, former.wechat_name, say("taken_back", no=ticket.no), ticket=released)
    asked = start(desk, released, again=True)
    if tell_held_back(desk, released, former):
        return released
    minutes = target_minutes(desk, released.urgency)
    tell_requester(desk, released, "another_asked", asked=experts_asked(asked), minutes=minutes)
    return released


def _spare(desk: Desk, ticket: Ticket, former: Expert) -> None:
    """He is not asked again for this ticket; who took it unasked is put on record as having taken it.

    Who was given it and has not answered is said not to come.
    """
    offer = offers.find(desk.uow, ticket.id, former.id, ticket.cycle)
    if offer is not None and offer.answer == Answer.WAITING:
        offers.answer(desk.uow, ticket.id, former.id, ticket.cycle, Answer.DECLINED, desk.now)
    if offer is None:
        offer_quietly(desk, ticket, former, "自己接的")
        offers.answer(desk.uow, ticket.id, former.id, ticket.cycle, Answer.CLAIMED, desk.now)
