"""A ticket that a coordinator has given to an expert: he still has to say that he comes."""

from handlers import wording
from handlers.concerned import tell_requester
from handlers.desk import Desk, Turn
from handlers.experts.coming import news_in_taking
from handlers.facts import facts
from handlers.ledger import note
from handlers.offers.dispatch import offer_quietly, set_timer
from handlers.offers.overdue import next_reminder
from handlers.telling import answer, tell_coordinators, tell_person
from prompts.texts import say
from storage import offers, people, records, timers
from storage.people import Coordinator, Expert
from storage.terms import HELD, Answer, Change, Purpose, TimerKind
from storage.tickets import Ticket
from storage.timers import Timer


def await_answer(desk: Desk, ticket: Ticket, expert: Expert) -> None:
    """He is asked whether he comes, and asked again where he does not answer."""
    known = offers.find(desk.uow, ticket.id, expert.id, ticket.cycle)
    offer_quietly(desk, ticket, expert, known.why if known else "协调员派的")
    set_timer(desk, ticket, TimerKind.ASSIGNED, desk.now + desk.escalation(ticket.urgency).target, nth=0)


def answered_before(desk: Desk, ticket: Ticket, expert: Expert) -> None:
    """He has offered to take it: nothing is left to ask him."""
    offer_quietly(desk, ticket, expert, "自己愿意接的")
    offers.answer(desk.uow, ticket.id, expert.id, ticket.cycle, Answer.CLAIMED, desk.now)


def awaited(desk: Desk, ticket: Ticket) -> bool:
    """Whether the holder was assigned and has not answered yet."""
    if ticket.expert_id is None or ticket.status not in HELD:
        return False
    offer = offers.find(desk.uow, ticket.id, ticket.expert_id, ticket.cycle)
    return offer is not None and offer.answer == Answer.WAITING


def accept(desk: Desk, turn: Turn, ticket: Ticket) -> Ticket:
    """He comes: picked up from now on; the requester and the coordinator hear it."""
    expert = people.expert(desk.uow, ticket.expert_id or 0)
    offers.answer(desk.uow, ticket.id, expert.id, ticket.cycle, Answer.CLAIMED, desk.now)
    timers.cancel_kind(desk.uow, ticket.id, TimerKind.ASSIGNED)
    accepted = note(
        desk,
        ticket,
        Change.NOTED,
        actor=expert.name,
        detail=turn.text,
        message_ids=turn.message_ids,
        first_claimed_at=ticket.first_claimed_at or desk.now,
    )
    told = news_in_taking(turn.text)
    words = say("assigned_says", words=told) if told else say("assigned_will_call")
    tell_requester(desk, accepted, "assigned_comes", expert=expert.name, words=words)
    _tell_who_assigned(desk, accepted, say("assigned_yes", no=accepted.no, expert=expert.name))
    answer(desk, turn, say("assigned_thanks", no=accepted.no), ticket=accepted)
    return accepted


def _tell_who_assigned(desk: Desk, ticket: Ticket, text: str) -> None:
    by = assigned_by(desk, ticket)
    mentions = [by] if by is not None else []
    tell_coordinators(desk, text, ticket=ticket, mentions=mentions, purpose=Purpose.ANSWER)


def assigned_by(desk: Desk, ticket: Ticket) -> Coordinator | None:
    """The coordinator who gave the ticket to the one who has it."""
    given = [each for each in records.of_ticket(desk.uow, ticket.id) if each.change in _TAKEN]
    if not given or given[-1].change != Change.ASSIGNED:
        return None
    return people.coordinator_called(desk.uow, given[-1].actor or "")


_TAKEN = (Change.CLAIMED, Change.ASSIGNED, Change.TRANSFERRED)


def unanswered(desk: Desk, ticket: Ticket, timer: Timer) -> None:
    """He has not answered: he is asked again, then the coordinator is told, a few times."""
    if not awaited(desk, ticket) or ticket.expert_id is None:
        return
    expert, plan = people.expert(desk.uow, ticket.expert_id), desk.escalation(ticket.urgency)
    nth = timer.payload["nth"]
    if not nth:
        text = say("assigned_remind", no=ticket.no, title=ticket.title, **facts(desk, ticket))
        tell_person(desk, expert.wechat_name, text, ticket=ticket)
        set_timer(desk, ticket, TimerKind.ASSIGNED, desk.now + plan.target, nth=1)
        return
    since = wording.minutes(desk.now - (ticket.claimed_at or ticket.asked_at))
    text = say("assigned_silent", no=ticket.no, title=ticket.title, expert=expert.name, minutes=since)
    _tell_who_assigned(desk, ticket, text)
    due = next_reminder(desk, ticket, nth)
    if due is not None:
        set_timer(desk, ticket, TimerKind.ASSIGNED, due, nth=nth + 1)
