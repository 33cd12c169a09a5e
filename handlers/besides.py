"""A message that speaks of the writer's ticket and goes on to another trouble says both, one after the other.

"好了，5分。另外行车遥控也失灵了" ends one ticket and opens one.
"""

import re
from dataclasses import replace

from handlers.desk import Desk, Turn
from handlers.ending.mended_and import mended_and_asks
from handlers.ending.partly import by_their_words
from handlers.firms.amending import says_when, sets_anew
from handlers.picking import speaks_of, with_ticket
from handlers.places import by_their_places
from handlers.reading import understand
from handlers.understanding.enterprise import read_fields
from handlers.understanding.parts import sayings
from handlers.understanding.separating import broken_off
from handlers.understanding.subjects import amiss, subjects, tells
from handlers.understanding.values import Intent, Kind, Role
from storage import tickets
from storage.terms import HELD, Status
from storage.tickets import Ticket

_ADDS = (Intent.FOLLOWUP, Intent.CHAT, Intent.REQUEST)
_SHORT = 24  # characters; who writes more tells something of one of them
_ALL = re.compile(r"(?:两|三|几)[个样台件]?都|都(?:很|挺|比较)?(?:急|要紧)")


def one_after_the_other(desk: Desk, turn: Turn) -> list[Turn]:
    """The turn, or what it says of the writer's tickets and then of a trouble of its own."""
    if turn.role is not Role.ENTERPRISE:
        return by_their_words(desk, turn)
    mine = _own(desk, turn)
    if mine and (placed := by_their_places(turn.text)):
        return [
            replace(turn, text=each, understanding=understand(each, Role.ENTERPRISE, turn.first.at))
            for each in placed
        ]
    if mine and (both := mended_and_asks(turn)):
        return both
    for before, after in broken_off(turn.text) if mine else ():
        if tells(before) and not sayings(before):
            break  # two troubles, neither told before: they are sorted by trade
        new = _as_request(turn, after, mine)
        if new is not None:
            found = understand(before, Role.ENTERPRISE, turn.first.at)
            found = replace(found, ticket=turn.understanding.ticket)
            return [*by_their_words(desk, replace(turn, text=before, understanding=found)), new]
    return _of_twins(turn, mine) or by_their_words(desk, turn)


def _of_twins(turn: Turn, mine: list[Ticket]) -> list[Turn]:
    """A day or haste told after troubles of one message ("改到下周三了", "两个都急"), told of each.

    [] where the words name one of them, or say something else.
    """
    found, text = turn.understanding, turn.text
    says_more = found.ticket is not None or found.query is not None or len(text) > _SHORT
    if found.intent not in _ADDS or says_more or any(each.quote for each in turn.messages):
        return []
    open_ = [each for each in mine if each.status in (Status.OPEN, *HELD) and each.kind == Kind.PROBLEM]
    last = max((each.asked_at for each in open_), default=None)
    twins = [each for each in open_ if each.asked_at == last and each.requester == turn.person.nickname]
    if len(twins) < 2 or subjects(text) or any(speaks_of(turn, each) for each in twins):
        return []
    if not (_ALL.search(text) or says_when(turn) or any(sets_anew(turn, each) for each in twins)):
        return []
    meant = replace(turn, understanding=replace(found, intent=Intent.FOLLOWUP, request=None))
    return [with_ticket(meant, each) for each in sorted(twins, key=lambda each: each.no)]


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
