"""How a ticket stands, in the words for who asked for help."""

from handlers import wording
from handlers.desk import Desk
from handlers.ending.trying import is_tried
from handlers.experts.assigning import awaited
from handlers.experts.coming import last_word, not_there_yet
from handlers.experts.departed import undecided
from handlers.firms.trainings import wishes_of
from handlers.firms.waiting import tried_for
from handlers.offers.starting import held_facts, held_until, is_put_off
from handlers.understanding.values import Kind
from prompts.texts import say
from storage import people
from storage.terms import HELD, LIVE, Status
from storage.tickets import Ticket


def state_words(desk: Desk, ticket: Ticket, *, more: str = "") -> str:
    """What was done, who has it and what he said; of a training what the firm has said of it, too.

    `more` is what the bot does about it now.
    """
    wishes = wishes_of(ticket) if ticket.status in LIVE else ""
    return _state(desk, ticket, more) + (say("training_wishes", words=wishes) if wishes else "")


def _state(desk: Desk, ticket: Ticket, more: str) -> str:
    if ticket.status == Status.OPEN:
        return _of_open(desk, ticket, more)
    if ticket.expert_id is None or ticket.status not in (*HELD, Status.RESOLVED):
        return wording.STATUS[Status(ticket.status)]
    name = people.expert(desk.uow, ticket.expert_id).name
    if ticket.status == Status.RESOLVED:
        return say("state_resolved", expert=name, more=more)
    if undecided(desk, ticket) is not None:
        return say("state_left", expert=name)
    if awaited(desk, ticket):
        return say("state_assigned", expert=name)
    if ticket.status == Status.IN_PROGRESS and not not_there_yet(desk, ticket):
        return say("state_at_work", expert=name, said=last_word(desk, ticket), more=more)
    at = wording.earlier(ticket.claimed_at, desk.now) if ticket.claimed_at else ""
    said = last_word(desk, ticket) or say("state_will_call")
    return say("state_claimed", expert=name, at=at, said=said, more=more)


def _of_open(desk: Desk, ticket: Ticket, more: str) -> str:
    if ticket.kind == Kind.TRAINING:
        return say("state_training")
    if ticket.adviser_id is not None and is_tried(desk, ticket):
        return say("state_tried", expert=people.expert(desk.uow, ticket.adviser_id).name)
    until = held_until(desk, ticket)
    if until is not None and is_put_off(desk, ticket):
        return say("put_off_state", until=wording.soon(until, desk.now))
    if until is not None:
        return say("held_state", **held_facts(desk, ticket, until)).rstrip("。")
    waited = wording.minutes(desk.now - ticket.asked_at)
    return say("state_open", waited=waited, tried=tried_for(desk, ticket), more=more)
