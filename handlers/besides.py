"""A message that speaks of the writer's ticket and goes on to another trouble says both, one after the other.

"好了，5分。另外行车遥控也失灵了" ends one ticket and opens one.
"""

from dataclasses import replace

from handlers.desk import Desk, Turn
from handlers.partly import by_their_words
from handlers.reading import understand
from handlers.understanding.enterprise import read_fields
from handlers.understanding.parts import sayings
from handlers.understanding.separating import broken_off
from handlers.understanding.subjects import amiss, subjects, tells
from handlers.understanding.values import Intent, Kind, Role
from storage import tickets
from storage.tickets import Ticket


def one_after_the_other(desk: Desk, turn: Turn) -> list[Turn]:
    """The turn, or what it says of the writer's tickets and then of a trouble of its own."""
    if turn.role is not Role.ENTERPRISE:
        return by_their_words(desk, turn)
    mine = _own(desk, turn)
    for before, after in broken_off(turn.text) if mine else ():
        if tells(before) and not sayings(before):
            break  # two troubles, neither told before: they are sorted by trade
        new = _as_request(turn, after, mine)
        if new is not None:
            found = understand(before, Role.ENTERPRISE, turn.first.at)
            found = replace(found, ticket=turn.understanding.ticket)
            return [*by_their_words(desk, replace(turn, text=before, understanding=found)), new]
    return by_their_words(desk, turn)


def _own(desk: Desk, turn: Turn) -> list[Ticket]:
    firm = turn.person.enterprise.id if turn.person.enterprise else None
    since = desk.now - desk.policy.reopen
    closed = tickets.closed_of_requester(desk.uow, turn.person.nickname, firm, since)
    return tickets.live_of_requester(desk.uow, turn.person.nickname, firm) + closed


def _as_request(turn: Turn, text: str, mine: list[Ticket]) -> Turn | None:
    """What is said besides as a request, where it tells of a thing of which no ticket of his tells."""
    found = understand(text, Role.ENTERPRISE, turn.first.at)
    fields = read_fields(text, turn.first.at)
    wishes = found.intent is Intent.REQUEST and fields.kind is Kind.TRAINING
    new = [each for each in subjects(text) if not any(each in ticket.body for ticket in mine)]
    if not wishes and not (new and tells(text) and amiss(text)):
        return None
    found = replace(found, intent=Intent.REQUEST, request=fields, query=None, ticket=None, sure=True)
    return replace(turn, text=text, understanding=found)
