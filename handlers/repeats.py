"""The same problem told again: of the same house it stirs the ticket, of another it is linked."""

from handlers import wording
from handlers.amending import news
from handlers.context import unanswered
from handlers.desk import Desk, Turn
from handlers.dispatch import ask_again
from handlers.endings import reopen
from handlers.followups import add, state
from handlers.ledger import note
from handlers.matching.sameness import ALIKE, likeness, named_apart, same_problem
from handlers.picking import with_ticket
from handlers.understanding.values import Kind
from prompts.texts import say
from storage import offers, tickets
from storage.terms import Change, Status
from storage.tickets import Ticket

_LATELY = 200  # tickets looked at for one like a new one


def repeated(desk: Desk, turn: Turn) -> Ticket | None:
    """The live ticket of the writer's house that these words tell of again, in whatever group."""
    firm = turn.person.enterprise.id if turn.person.enterprise else None
    mine = tickets.live_of_requester(desk.uow, turn.person.nickname, firm)
    training = turn.understanding.request is not None and turn.understanding.request.kind is Kind.TRAINING
    same_kind = [each for each in mine if (each.kind == Kind.TRAINING) == training]
    for ticket in same_kind:
        if ticket.body == turn.text:
            return ticket
    like = [
        each
        for each in same_kind
        if not named_apart(each.body, turn.text)
        and any(same_problem(told, turn.text) for told in _tellings(each))
    ]
    return max(like, key=lambda each: _likeness(each, turn.text), default=None)


def _tellings(ticket: Ticket) -> tuple[str, str]:
    """What a ticket tells: its whole text, and its gist without what was added later."""
    return ticket.body, ticket.title


def _likeness(ticket: Ticket, text: str) -> float:
    return max(likeness(told, text) for told in _tellings(ticket))


def stir(desk: Desk, turn: Turn, ticket: Ticket) -> Ticket | None:
    """A repost: no second ticket; a word how things stand, and others are asked where nobody took it."""
    if ticket.status == Status.RESOLVED:
        return reopen(desk, with_ticket(turn, ticket))
    soon = desk.now - ticket.opened_at < desk.policy.together
    if news(turn, ticket) or unanswered(ticket, turn.text) or turn.attachments or ticket.expert_id:
        ticket = add(desk, turn, ticket, Change.MERGED)
    else:
        ticket = note(
            desk,
            ticket,
            Change.MERGED,
            actor=turn.person.nickname,
            detail=turn.text,
            message_ids=turn.message_ids,
        )
    if soon and ticket.room == turn.room_name:
        return ticket  # the receipt still stands in the group
    return state(desk, turn, ticket, more=_asked_more(desk, ticket))


def _asked_more(desk: Desk, ticket: Ticket) -> str:
    """Where the pickup target has passed and nobody took it: more experts are asked now."""
    if ticket.status != Status.OPEN or ticket.pickup_due is None or desk.now < ticket.pickup_due:
        return ""
    target = desk.escalation(ticket.urgency).target
    last = max((each.offered_at for each in offers.of_ticket(desk.uow, ticket.id)), default=None)
    if last is not None and desk.now - last < target:
        return ""
    asked = ask_again(desk, ticket)
    return say("asked_more", asked=wording.names([each.name for each in asked])) if asked else ""


def similar_to(desk: Desk, body: str, without: list[int]) -> Ticket | None:
    """The ticket of the last days that tells of trouble most like this."""
    since = desk.now - desk.policy.similar
    lately = [each for each in tickets.asked_since(desk.uow, since, _LATELY) if each.id not in without]
    scored = [(_likeness(each, body), each.no, each) for each in lately]
    best = max(scored, default=None, key=lambda each: each[:2])
    return best[2] if best is not None and best[0] >= ALIKE else None
