"""What may be solved, by an expert or on his advice: its firm is asked once, then it is closed."""

from handlers.concerned import tell_requester, tell_rooms_over
from handlers.desk import Desk
from handlers.ledger import shift
from handlers.telling import tell_person
from prompts.texts import say
from storage import people, timers
from storage.terms import Change, Status, TimerKind
from storage.tickets import Ticket


def remind_later(desk: Desk, ticket: Ticket) -> None:
    """One reminder, then closing without an answer."""
    for kind, wait in (
        (TimerKind.CONFIRM_REMINDER, desk.policy.confirm_remind),
        (TimerKind.AUTO_CLOSE, desk.policy.confirm_close),
    ):
        timers.set_timer(
            desk.uow,
            kind,
            desk.now + wait,
            now=desk.now,
            ticket_id=ticket.id,
            payload={"cycle": ticket.cycle},
        )


def unconfirmed(desk: Desk, ticket: Ticket, kind: TimerKind) -> None:
    """Nobody said whether it is solved: remind once, then close."""
    expert = people.expert(desk.uow, ticket.expert_id) if ticket.expert_id else None
    if kind is TimerKind.CONFIRM_REMINDER:
        tell_requester(desk, ticket, "confirm_reminder", expert=expert.name if expert else "师傅")
        return
    closed = shift(desk, ticket, Change.CLOSED, actor=None, detail="三天没回话", closed_at=desk.now)
    if closed is None:
        return
    tell_requester(desk, closed, "auto_closed")
    if ticket.status == Status.OPEN:
        tell_rooms_over(desk, closed)
    if expert is not None:
        text = say("done_room", no=closed.no, what="企业三天没回话，先结单了，辛苦")
        tell_person(desk, expert.wechat_name, text, ticket=closed)
