"""From text to understanding, in the role the writer speaks in."""

from datetime import datetime

from handlers.desk import Person
from handlers.understanding.characters import simplified
from handlers.understanding.coordinator import understand_coordinator
from handlers.understanding.enterprise import understand_enterprise
from handlers.understanding.expert import understand_expert
from handlers.understanding.known import NOTHING, Known
from handlers.understanding.values import Intent, Role, Understanding
from storage.people import Room
from storage.terms import RoomKind

# What a coordinator may order outside his own room: only what names a ticket by number.
_TEACHING = frozenset({Intent.TEACH, Intent.UNTEACH})
ORDERS = _TEACHING | {
    Intent.ASSIGN,
    Intent.CLOSE,
    Intent.CANCEL,
    Intent.REOPEN,
    Intent.ESCALATE,
    Intent.NOTE,
    Intent.WHY,
}
FORBIDDEN = _TEACHING | {
    Intent.ASSIGN,
    Intent.CLOSE,
    Intent.CANCEL,
    Intent.REOPEN,
    Intent.ESCALATE,
    Intent.ROSTER,
    Intent.EXPORT,
}


def understand(text: str, role: Role, at: datetime, known: Known = NOTHING) -> Understanding:
    """What ships with the bot understands of one message or burst.

    `at` is the message's own time, `known` the roster's names (they help with coordinators' questions).
    """
    text = simplified(text)
    if role is Role.ENTERPRISE:
        return understand_enterprise(text, at=at)
    if role is Role.EXPERT:
        return understand_expert(text, at=at, known=known)
    return understand_coordinator(text, at=at, known=known)


def role_in(person: Person, room: Room | None, text: str, at: datetime) -> Role | None:
    """The role in which a person speaks here; None: nobody whom the bot serves here.

    Roles come from the roster. In an 企业群 or the 沙龙群 whoever is no expert speaks for an enterprise;
    a coordinator does so too, unless he gives an order with a ticket number.
    """
    kind = room.kind if room else None
    if kind in (RoomKind.ENTERPRISE, RoomKind.SALON):
        return _role_among_enterprises(person, kind, text, at)
    if person.coordinator is not None:
        return Role.COORDINATOR
    if kind == RoomKind.COORDINATOR:
        return None
    if person.expert is not None:
        return Role.EXPERT
    if person.enterprise is not None and kind != RoomKind.EXPERT:
        return Role.ENTERPRISE
    return None


def _role_among_enterprises(person: Person, kind: str, text: str, at: datetime) -> Role:
    if person.coordinator is not None:
        order = understand_coordinator(simplified(text), at=at)
        return Role.COORDINATOR if order.intent in ORDERS and order.ticket else Role.ENTERPRISE
    if person.expert is not None and not (person.enterprise is not None and kind == RoomKind.ENTERPRISE):
        return Role.EXPERT
    return Role.ENTERPRISE
