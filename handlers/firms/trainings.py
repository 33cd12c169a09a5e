"""What a firm has said of the training that it would like: how many come, when and where."""

from handlers import wording
from handlers.understanding.pleasantries import without_pleasantries
from handlers.understanding.values import Kind
from storage.tickets import Ticket

FACTS = frozenset({"people", "free", "place"})  # of the checklists: what whoever teaches wants to know
_LONGEST = 60


def wishes_of(ticket: Ticket) -> str:
    """The firm's words behind its first ("大概20个人，下周五下午"); "" of a trouble."""
    if ticket.kind != Kind.TRAINING:
        return ""
    _, *later = without_pleasantries(ticket.body).split("\n")
    return wording.short(wording.masked("；".join(later)), _LONGEST)
