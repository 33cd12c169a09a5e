"""An expert writes the number of his ticket, and in a second message what is with it ("1001", then "完")."""

from datetime import timedelta

from handlers.desk import Desk, Turn
from handlers.experts.holding import me
from handlers.picking import with_ticket
from handlers.understanding.names import without_bot
from storage import inbox, tickets
from storage.tickets import Ticket

_TOGETHER = timedelta(minutes=1)


def is_number_alone(text: str, ticket: Ticket) -> bool:
    """Whether a text is nothing but this ticket's number."""
    return without_bot(text).strip(" 【】#号。，,!！：:") == str(ticket.no)


def after_number(desk: Desk, turn: Turn) -> Turn:
    """The turn as if it had named the ticket of his whose number alone he has just written there."""
    if turn.understanding.ticket is not None or any(each.quote for each in turn.messages):
        return turn
    for ticket in tickets.held_by(desk.uow, me(turn).id):
        said = [each for each in inbox.of_ticket(desk.uow, ticket.id) if each.sender == turn.person.nickname]
        last = said[-1] if said else None
        if last is None or last.room != turn.room_name or turn.first.at - last.at > _TOGETHER:
            continue
        if is_number_alone(last.text, ticket):
            return with_ticket(turn, ticket)
    return turn
