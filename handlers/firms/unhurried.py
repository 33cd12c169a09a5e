"""A firm says that there is no haste ("没事，不着急"): those not yet asked are asked more slowly."""

from handlers.desk import Desk, Turn
from handlers.offers.starting import slow_down
from handlers.picking import owns, pick_own
from handlers.understanding.names import without_bot
from handlers.understanding.urgency import is_patient
from handlers.understanding.values import Intent, Role, Urgency
from storage.terms import Status

_SHORT = 20  # characters; longer texts tell of more


def unhurried(desk: Desk, turn: Turn) -> None:
    """Slow down the asking about the open ticket that is meant; of a new request the urgency says enough."""
    words = without_bot(turn.text).strip()
    if turn.role is not Role.ENTERPRISE or turn.understanding.intent is Intent.REQUEST or turn.attachments:
        return
    if len(words) > _SHORT or not is_patient(words):
        return
    ticket = pick_own(desk, turn, (Status.OPEN,), ask=False)
    if ticket is not None and owns(turn, ticket) and ticket.urgency != Urgency.CRITICAL:
        slow_down(desk, ticket)
