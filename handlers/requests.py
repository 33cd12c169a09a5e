"""An enterprise asks for help: a ticket is opened, experts are asked, the group is answered."""

from handlers import wording
from handlers.checks import ask_whether
from handlers.concerned import experts_asked, say_to_requester
from handlers.desk import Desk, Turn
from handlers.dispatch import facts, start, target_minutes
from handlers.endings import reopen
from handlers.followups import followup
from handlers.ledger import note
from handlers.people import coordinators_for
from handlers.picking import named, owns
from handlers.showing import show_requester
from handlers.telling import tell_coordinators
from handlers.understanding.values import Kind, RequestFields
from prompts.texts import say
from storage import tickets
from storage.terms import Change, Status
from storage.tickets import Ticket


def request(desk: Desk, turn: Turn) -> Ticket | None:
    """Open a ticket, ask the first experts and answer in the group; a repeat only bumps the old one."""
    fields = turn.understanding.request or RequestFields()
    spoken_of = named(desk, turn)
    if turn.understanding.ticket is not None and spoken_of is not None and owns(turn, spoken_of):
        # Who writes his own ticket's number asks for no new one.
        return reopen(desk, turn) if spoken_of.status in _ENDED else followup(desk, turn)
    repeated = _repeated(desk, turn)
    if repeated is not None:
        return note(
            desk,
            repeated,
            Change.MERGED,
            actor=turn.person.nickname,
            message_ids=turn.message_ids,
        )
    ticket = _open(desk, turn, fields)
    if turn.understanding.dispute is not None:
        ask_whether(desk, ticket, turn.understanding.dispute)
    if fields.kind is Kind.TRAINING:
        _pass_training_on(desk, turn, ticket)
        return ticket
    asked = start(desk, ticket)
    text = "request_opened" if asked else "request_nobody"
    filled = say(
        text,
        no=ticket.no,
        title=ticket.title,
        trade=wording.trade(ticket.category),
        minutes=target_minutes(desk, ticket.urgency),
        asked=experts_asked(asked),
        urgency=wording.URGENCY[ticket.urgency],
        deadline=wording.deadline(ticket.deadline),
    )
    say_to_requester(desk, ticket, filled)
    show_requester(desk, ticket)
    return ticket


_ENDED = (Status.RESOLVED, Status.CLOSED)


def _open(desk: Desk, turn: Turn, fields: RequestFields) -> Ticket:
    enterprise = turn.person.enterprise
    room = turn.room
    asked_at = min(message.at for message in turn.messages)
    due = asked_at + desk.escalation(fields.urgency).target if fields.kind is Kind.PROBLEM else None
    deadline = fields.deadline
    ticket = tickets.create(
        desk.uow,
        kind=fields.kind,
        category=fields.category,
        urgency=fields.urgency,
        mode=fields.mode,
        deadline=deadline.isoformat() if deadline else None,
        order_value_yuan=fields.order_value_yuan,
        problems=fields.problems,
        body=wording.clean(turn.text),
        title=wording.short(wording.masked(fields.title or turn.text), 24) or "（图片或文件）",
        enterprise_id=enterprise.id if enterprise else None,
        requester=turn.person.nickname,
        room=turn.room_name,
        district=enterprise.district if enterprise else room.district if room else None,
        region=enterprise.region if enterprise else room.region if room else None,
        opened_at=desk.now,
        asked_at=asked_at,
        pickup_due=due,
    )
    return note(
        desk,
        ticket,
        Change.OPENED,
        actor=turn.person.nickname,
        message_ids=turn.message_ids,
    )


def _repeated(desk: Desk, turn: Turn) -> Ticket | None:
    """The live ticket that this very text opened before, whoever of the enterprise sends it again."""
    enterprise_id = turn.person.enterprise.id if turn.person.enterprise else None
    body = wording.clean(turn.text)
    for ticket in tickets.live_of_requester(desk.uow, turn.person.nickname, enterprise_id):
        if ticket.body == body:
            return ticket
    return None


def _pass_training_on(desk: Desk, turn: Turn, ticket: Ticket) -> None:
    responsible = coordinators_for(desk.uow, ticket.district)
    values = facts(desk, ticket)
    tell_coordinators(
        desk,
        say("training_passed", no=ticket.no, title=ticket.title, **values),
        ticket=ticket,
        mentions=responsible,
    )
    coordinator = responsible[0].name if responsible else ""
    say_to_requester(
        desk, ticket, say("training_opened", no=ticket.no, title=ticket.title, coordinator=coordinator)
    )
