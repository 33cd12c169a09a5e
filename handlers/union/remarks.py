"""A coordinator's words that only resemble an order: what he tells is a note, what waits is put off, what is
no ticket's is silence."""

import re
from dataclasses import replace

from handlers.cases import without_number
from handlers.desk import Desk, Turn
from handlers.experts.assigning import awaited
from handlers.offers.starting import held_until
from handlers.people import experts_named, known_names
from handlers.picking import named, with_ticket
from handlers.reading import understand
from handlers.understanding.amendments import is_note
from handlers.understanding.conditions import (
    is_asked,
    may_come,
    puts_off,
    speaks_of_no_ticket,
    tells_of_a_machine,
    tells_what_was_done,
    to_be_begun,
)
from handlers.understanding.ratings import bare_score, score_first
from handlers.understanding.values import Intent, Role, Several, Understanding
from handlers.union.which_ticket import just_spoken_of
from storage import people, tickets
from storage.terms import HELD, LIVE, Status
from storage.tickets import Ticket

_NO = re.compile(r"(?<!\d)1\d{3}(?!\d)")
_ENDS = (Intent.CLOSE, Intent.CANCEL)
_MAY_WAIT = (*_ENDS, Intent.ESCALATE, Intent.ASSIGN, Intent.NOTE, Intent.CHAT)
_MAY_BEGIN = (*_MAY_WAIT, Intent.QUERY)


# "两单都先放着": those that nobody has, where there are so many.
_SEVERAL = re.compile(r"\W*[这那]?[两二三四五][个张]?单子?(?:都|先|也)")


def as_remark(desk: Desk, turn: Turn) -> Turn:
    """The turn as a note, a putting off or as chatter where it orders nothing."""
    turn = _along(desk, _scores(desk, _one_more(desk, turn)))
    intent = turn.understanding.intent
    if intent in _ENDS and speaks_of_no_ticket(turn.text):
        return replace(turn, understanding=Understanding(intent=Intent.CHAT))
    if _SEVERAL.match(turn.text) and puts_off(turn.text) and named(desk, turn) is None:
        return replace(turn, understanding=Understanding(intent=Intent.POSTPONE))
    off = intent in (*_ENDS, Intent.CHAT) and tells_of_a_machine(turn.text)
    later = _may_wait(turn) and puts_off(turn.text) and not is_note(turn.text) and not _given(desk, turn)
    if (begun := _to_begin(desk, turn)) is not None:
        return with_ticket(replace(turn, understanding=Understanding(intent=Intent.KEEP)), begun)
    if off or later or (intent in (Intent.ASSIGN, Intent.CLOSE) and tells_what_was_done(turn.text)):
        ticket = named(desk, turn) or (_numbered(desk, turn) if later else None)
        ticket = ticket or (just_spoken_of(desk, turn) if later and intent is not Intent.CHAT else None)
        if ticket is not None and ticket.status in LIVE:
            waits = later and ticket.status in (Status.OPEN, *HELD)
            found = Understanding(intent=Intent.POSTPONE if waits else Intent.NOTE, ticket=ticket.no)
            return replace(turn, understanding=found)
    return turn


# "1002让施老师一起去写8D": beside who has it, and not in his place.
_TOGETHER = re.compile(
    r"一起|一同|一块儿?|一道|也(?:去|过去|来|参加|看看)|帮(?:忙|把手|一把|下)|协助|配合|搭(?:把|个)手|陪"
)


def _along(desk: Desk, turn: Turn) -> Turn:
    """The turn as a wish that somebody goes along, where another has the ticket that he is given."""
    found, ticket = turn.understanding, named(desk, turn)
    if found.intent is not Intent.ASSIGN or found.several is not None or not _TOGETHER.search(turn.text):
        return turn
    if ticket is None or ticket.status not in HELD or found.target is None or awaited(desk, ticket):
        return turn
    his = experts_named(people.all_experts(desk.uow), found.target)
    if not his or ticket.expert_id in {each.id for each in his}:
        return turn
    return replace(turn, understanding=replace(found, several=Several(count=1, more=True)))


def _scores(desk: Desk, turn: Turn) -> Turn:
    """The turn as a score where it gives one to a closed ticket ("1001 5分")."""
    ticket, words = named(desk, turn), without_number(turn.text)
    if ticket is None or ticket.status != Status.CLOSED:
        return turn
    score = bare_score(words) or score_first(words)
    if score is None or score.rating is None:
        return turn
    return replace(turn, understanding=Understanding(intent=Intent.RATE, ticket=ticket.no))


# "1001 再加一个人", "海边人家那边急，再派一个": one more beside who comes, and nobody for the roster.
_MORE = re.compile(
    r"再(?:加|增加|添|多?派|来|请|叫)(?P<n>[一两二三1-3])?(?:个|位|名)(?:人|师傅)?(?:一起|过去|去|来)*"
)
_RESEMBLES_MORE = (Intent.ROSTER, Intent.ESCALATE, Intent.CHAT)


def _one_more(desk: Desk, turn: Turn) -> Turn:
    """The turn as a wish for more experts where it only resembles a change of the roster or of the haste."""
    found, said = turn.understanding, _MORE.search(turn.text)
    if found.intent not in _RESEMBLES_MORE or found.leave is not None or said is None:
        return turn
    if experts_named(people.all_experts(desk.uow), found.target or "\0"):
        return turn
    words = turn.text.replace(said.group(), f"再派{said['n'] or '一'}个人一起去")
    meant = understand(words, Role.COORDINATOR, turn.first.at, known_names(desk.uow))
    if meant.several is None:
        return turn
    no = found.ticket or meant.ticket
    order = Understanding(intent=Intent.ASSIGN, ticket=no, several=meant.several)
    return replace(turn, understanding=order)


def _may_wait(turn: Turn) -> bool:
    """Whether words of waiting put a ticket off: "1001 暂停派单" is of no expert, "压一下" no question."""
    found = turn.understanding
    if found.intent is Intent.ROSTER:
        return _of_a_ticket(turn)
    if found.intent is Intent.QUERY:
        return found.ticket is not None and not is_asked(turn.text)
    return found.intent in _MAY_WAIT


def _of_a_ticket(turn: Turn) -> bool:
    """Whether "暂停派单" is said of a ticket and of no expert."""
    return turn.understanding.target is None and _NO.search(turn.text) is not None


def _numbered(desk: Desk, turn: Turn) -> Ticket | None:
    """The one ticket whose number stands anywhere in the words ("企业说1003不急，明天再来")."""
    nos = {int(no) for no in _NO.findall(turn.text)}
    return tickets.by_no(desk.uow, nos.pop()) if len(nos) == 1 else None


def _to_begin(desk: Desk, turn: Turn) -> Ticket | None:
    """The ticket for which experts are to be asked now ("1003不用等了，现在就派"), or to which who has it may
    come."""
    found = turn.understanding
    of_no_expert = found.intent is Intent.ROSTER and _of_a_ticket(turn)
    if not (found.intent in _MAY_BEGIN or of_no_expert) or not to_be_begun(turn.text) or _given(desk, turn):
        return None
    ticket = named(desk, turn) or _numbered(desk, turn)
    if ticket is None:
        return None
    held = ticket.status in HELD and may_come(turn.text)
    asked = ticket.status == Status.OPEN and not is_asked(turn.text)
    return ticket if held or asked or held_until(desk, ticket) is not None else None


def _given(desk: Desk, turn: Turn) -> bool:
    """Whether he gives the ticket to an expert, whatever else is to wait."""
    name = turn.understanding.target if turn.understanding.intent is Intent.ASSIGN else None
    return name is not None and bool(experts_named(people.all_experts(desk.uow), name))
