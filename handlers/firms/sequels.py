"""Whether words belong to a ticket: a sequel that sounds like a request, a neighbour's guess.

Or the other way round a trouble of its own that sounds like a sequel.
"""

import re
from dataclasses import replace
from datetime import timedelta

from handlers.desk import Desk, Turn
from handlers.ending.mended_and import is_question
from handlers.firms.adding import talk_is_over
from handlers.firms.amending import dates, sets_anew
from handlers.firms.another_trouble import (
    after_the_end,
    asks_of_another_trade,
    wants_another_expert,
)
from handlers.firms.trainings import FACTS
from handlers.matching.sameness import named_apart
from handlers.matching.words import terms
from handlers.picking import lately_asked, owns, pick_own, speaks_of, with_ticket
from handlers.rooms.reach import talks_of
from handlers.understanding.checklists import told
from handlers.understanding.cues import weigh
from handlers.understanding.orders import says_end
from handlers.understanding.parts import sayings
from handlers.understanding.problems import machine_of, machines_of, says_wrong
from handlers.understanding.separating import separate
from handlers.understanding.subjects import (
    amiss,
    another,
    comes_of,
    follows,
    joins,
    stands_in,
    subjects,
    tells,
)
from handlers.understanding.trades import find_category, technical_weight, trade_shares
from handlers.understanding.values import Intent, Kind, Role
from storage import tickets
from storage.terms import HELD, Status
from storage.tickets import Ticket

NEW = re.compile(r"另(?:外|有|一)|还有(?:一|个|别)|新(?:的)?问题|又(?:一|有)(?:个|台|副)")
_PLEA = 3.0  # cues of asking for somebody
_SHOP_TALK, _CLEAR = 3.0, 0.5  # workshop words, and the likelihood of a trade, that are no sequel later on
_NEAR = 0.05  # a ticket's trade likelier than this may be meant all the same
_RESEMBLES = (Intent.RATE, Intent.CONFIRM, Intent.CANCEL, Intent.REOPEN)
_WHOLE = 14  # characters that a trouble told by itself has at least
_MEASURED = 24  # characters of a measurement; who writes more of another trade tells of another trouble
_SEVERAL = 2  # of the bot's questions answered at once


def as_sequel(desk: Desk, turn: Turn) -> Turn | None:
    """The turn as an addition where it answers the bot, or goes on telling of his own ticket's trouble."""
    if asks_of_another_trade(turn, lately_asked(desk, turn)) or after_the_end(desk, turn) is not None:
        return None
    if wants_another_expert(turn, lately_asked(desk, turn)):
        return None
    adds = _answered(desk, turn) or _only_adds(desk, turn) or _only_dated(desk, turn) or _at_work(desk, turn)
    ticket = adds or _goes_on_telling(desk, turn)
    if ticket is None or (ticket.kind == Kind.PROBLEM and _stands_alone(turn.text, ticket)):
        return None
    asks = is_question(turn.text) and not amiss(turn.text)
    back = adds is None and ticket.status == Status.RESOLVED and not asks  # it was said to be mended
    intent = Intent.REOPEN if back else Intent.FOLLOWUP
    return with_ticket(
        replace(turn, understanding=replace(turn.understanding, intent=intent, request=None)), ticket
    )


def as_change(desk: Desk, turn: Turn) -> Turn | None:
    """The turn as an addition where it moves his ticket's deadline or puts its sum right, whatever it
    resembles ("多打了个零，3万" is no score)."""
    found = turn.understanding
    if found.intent not in _RESEMBLES or found.rating is not None or found.saved_yuan is not None:
        return None
    if sayings(turn.text) or says_end(turn.text):
        return None
    ticket = pick_own(desk, turn, (Status.OPEN, *HELD), ask=False)
    if ticket is None or not sets_anew(turn, ticket):
        return None
    meant = replace(found, intent=Intent.FOLLOWUP, query=None)
    return with_ticket(replace(turn, understanding=meant), ticket)


def _goes_on_telling(desk: Desk, turn: Turn) -> Ticket | None:
    """The ticket he has just asked for where these words tell of the same trouble, its size or its outcome:
    they name no other machine, plead for nobody, and are of no trade of their own."""
    fields = turn.understanding.request
    if fields is None or fields.kind is not Kind.PROBLEM or NEW.search(turn.text):
        return None
    if joins(turn.text) and subjects(turn.text):
        return None
    if weigh(Role.ENTERPRISE, turn.text)["ask"] >= _PLEA or len(separate(turn.text)) > 1:
        return None
    here = [
        each for each in lately_asked(desk, turn) if turn.first.at - each.asked_at <= desk.policy.followup
    ]
    return next((each for each in _spoken_of_first(turn, here) if _of_the_same(desk, turn, each)), None)


def _spoken_of_first(turn: Turn, choices: list[Ticket]) -> list[Ticket]:
    return sorted(choices, key=lambda each: not speaks_of(turn, each))


def _of_the_same(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    text = turn.text
    if named_apart(ticket.body, text) or another(ticket.body, text, joined=joins(text), apart=True):
        return False
    new = [each for each in machines_of(text) if each not in ticket.body and each[-2:] not in ticket.body]
    if new and amiss(text) and not follows(text) and not comes_of(ticket.body, text):
        return False
    just_now = turn.first.at - ticket.asked_at <= desk.policy.together or ticket.status == Status.RESOLVED
    return (just_now and len(text) <= _MEASURED) or not _is_of_another_trade(text, ticket)


def _is_of_another_trade(text: str, ticket: Ticket) -> bool:
    trade = find_category(text)
    clear = technical_weight(text) >= _SHOP_TALK and trade_shares(text)[trade] >= _CLEAR
    return clear and trade != ticket.category and trade_shares(text)[ticket.category] < _NEAR


def _stands_alone(text: str, ticket: Ticket) -> bool:
    """Whether words tell a whole trouble that needs nothing told before: of a trade of its own, or of a
    thing of which the ticket does not tell."""
    if len(text) <= _WHOLE or not tells(text) or comes_of(ticket.body, text):
        return False
    new = [each for each in subjects(text) if not stands_in(each, ticket.body)]
    return _is_of_another_trade(text, ticket) or (bool(new) and amiss(text))


def _answered(desk: Desk, turn: Turn) -> Ticket | None:
    """The writer's ticket whose questions these words answer, where they tell of no new trouble."""
    if NEW.search(turn.text):
        return None
    facts = told(turn.text, with_file=bool(turn.attachments))
    for ticket in questioned(desk, turn):
        training = ticket.kind == Kind.TRAINING
        answers = facts & (set(ticket.asked_facts) | (FACTS if training else set()))
        if training and answers and turn.understanding.request is not None and not amiss(turn.text):
            return ticket
        weights = weigh(Role.ENTERPRISE, turn.text)
        long = len(turn.text) > _MEASURED and len(answers) < _SEVERAL
        if training or not answers or (long and _is_of_another_trade(turn.text, ticket)):
            continue
        if weights["fault"] < 2 and weights["ask"] < 3:
            return ticket
    return None


def _only_adds(desk: Desk, turn: Turn) -> Ticket | None:
    """The ticket he lately asked for here, where words name no trouble, no plea and no trade of their own."""
    fields, weights = turn.understanding.request, weigh(Role.ENTERPRISE, turn.text)
    if fields is None or fields.kind is not Kind.PROBLEM or NEW.search(turn.text):
        return None
    if weights["fault"] >= 2 or weights["ask"] >= 3:
        return None
    if fields.category != "other" and (says_wrong(turn.text) or machine_of(turn.text) is not None):
        return None
    # Just after asking any measurement is of the same, whatever trade it sounds like; later one that sounds
    # like no other trade than the ticket's, and names nothing of a workshop.
    own, brief = technical_weight(turn.text) < 3, len(turn.text) <= _MEASURED

    def lasts(ticket: Ticket) -> timedelta:
        same = fields.category == "other" or (own and fields.category == ticket.category)
        if not (same or brief or fields.category == ticket.category):
            return timedelta()
        return desk.policy.followup if same else desk.policy.together

    live = tickets.live_of_requester(desk.uow, turn.person.nickname, None)
    here = _spoken_of_first(turn, [each for each in live if each.room == turn.room_name])
    if here and amiss(turn.text) and all(_is_of_another_trade(turn.text, each) for each in here):
        return None  # "挤出机电机烧了" after "硫化后起泡"
    return next((each for each in here if turn.first.at - each.asked_at <= lasts(each)), None)


def _at_work(desk: Desk, turn: Turn) -> Ticket | None:
    """The only trouble of his house that somebody has in hand and of which they talk, where a few words name
    no thing of their own ("裂了三个")."""
    fields = turn.understanding.request
    brief = len(turn.text) <= _MEASURED and "\n" not in turn.text
    if fields is None or fields.kind is not Kind.PROBLEM or not brief or NEW.search(turn.text):
        return None
    if joins(turn.text) or turn.attachments or weigh(Role.ENTERPRISE, turn.text)["ask"] >= _PLEA:
        return None
    firm = turn.person.enterprise.id if turn.person.enterprise else None
    live = tickets.live_of_requester(desk.uow, turn.person.nickname, firm)
    held = [each for each in live if each.status in HELD and talks_of(desk, each, turn.room_name)]
    if len(live) != 1 or not held or talk_is_over(desk, turn, held[0], desk.policy.followup):
        return None
    new = [each for each in subjects(turn.text) + machines_of(turn.text) if not stands_in(each, held[0].body)]
    if len(turn.text) > _WHOLE and not set(terms(turn.text)) & set(terms(held[0].body)):
        return None
    return None if new or _is_of_another_trade(turn.text, held[0]) else held[0]


def _only_dated(desk: Desk, turn: Turn) -> Ticket | None:
    """The only trouble of his house, where words name no more than the day that it must meet."""
    firm = turn.person.enterprise.id if turn.person.enterprise else None
    live = tickets.live_of_requester(desk.uow, turn.person.nickname, firm)
    if len(live) != 1 or live[0].kind != Kind.PROBLEM or amiss(turn.text) or subjects(turn.text):
        return None
    return live[0] if talks_of(desk, live[0], turn.room_name) and dates(turn, live[0]) else None


def questioned(desk: Desk, turn: Turn) -> list[Ticket]:
    """Live tickets of the writer's house, asked for in this talk lately, that the bot has questions about."""
    firm = turn.person.enterprise.id if turn.person.enterprise else None
    return [
        each
        for each in tickets.live_of_requester(desk.uow, turn.person.nickname, firm)
        if each.asked_facts
        and each.status in (Status.OPEN, *HELD)
        and talks_of(desk, each, turn.room_name)
        and owns(turn, each)
        and turn.first.at - each.asked_at <= desk.policy.followup
    ]


def unanswered(ticket: Ticket, text: str) -> frozenset[str]:
    """Which of the bot's questions about a ticket a text answers for the first time."""
    return told(text) & frozenset(ticket.asked_facts) - told(ticket.body)
