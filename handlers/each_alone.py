"""What is said of several tickets at once ("1006和1007都关了", "都好了") is said of each alone."""

import re
from dataclasses import replace

from handlers.besides import one_after_the_other
from handlers.desk import Desk, Turn
from handlers.experts.by_firm import pieces_by_firm
from handlers.people import experts_named, known_names
from handlers.reading import understand
from handlers.understanding.errands import asks_to_urge, both_named
from handlers.understanding.known import NOTHING
from handlers.understanding.names import without_bot
from handlers.understanding.numbers import as_one_ticket, chinese_number, listed_ticket_nos, pieces_by_ticket
from handlers.understanding.values import Intent, Role, Several, Understanding
from storage import people, tickets
from storage.terms import HELD, LIVE, Status

_THE_SAME = re.compile(r"^\W*\d+\W*(?:也是|也|呢|一样)?\W*$")  # "1001怎么样了，1002呢"
_EVERY = r"(?:都|全部?|两[个单台]都?)"
_ALL = re.compile(_EVERY + r"(?:已经)?(?:(?:修|弄|搞|处理|解决)?好|解决了|搞定|没事了)")
_NONE = re.compile(_EVERY + r"(?:先|可以)?(?:不用|不要|不需要|不必|不修|不弄|取消|撤)")
_ALL_HIS = re.compile(r"(?:[两二三四]|几)[个单家台张](?:单子?|厂)?(?:我)?都|(?:全部|所有的?单子?)(?:都)?")
_TWO = re.compile(r"两[个单台]")
_EACH = re.compile(r"(?P<count>[两二三四五])[个张]?单|都(?=[派给交让由])|全(?:部|都)(?=[派给交让由])")
_FOR_EACH = {
    Role.COORDINATOR: (
        Intent.QUERY,
        Intent.ASSIGN,
        Intent.CLOSE,
        Intent.CANCEL,
        Intent.REOPEN,
        Intent.ESCALATE,
        Intent.POSTPONE,
        Intent.KEEP,
    ),
    Role.ENTERPRISE: (Intent.CONFIRM, Intent.RATE, Intent.REOPEN, Intent.CANCEL, Intent.POSTPONE),
    Role.EXPERT: (Intent.CLAIM, Intent.DECLINE, Intent.RESOLVE, Intent.RELEASE, Intent.PROGRESS),
}


def piece_by_piece(desk: Desk, turn: Turn) -> list[Turn]:
    """What says something of each of several tickets ("1001好了5分，1002没好") is said one after the other.

    What is to be noted on a ticket may speak of others, and a piece that means nothing by itself belongs to
    the whole.
    """
    pieces = pieces_by_ticket(turn.text)
    if not pieces and turn.role is Role.EXPERT and (said := _by_firm(desk, turn)):
        return said
    if not pieces:
        return one_after_the_other(desk, turn)
    if any(tickets.by_no(desk.uow, no) is None for no, _ in pieces):
        return [turn]
    known = known_names(desk.uow) if turn.role is Role.COORDINATOR else NOTHING
    found: list[Understanding] = []
    for _, text in pieces:
        each = understand(text, turn.role, turn.first.at, known)
        found.append(found[-1] if found and _THE_SAME.match(text) else each)
    if any(each.intent in (Intent.CHAT, Intent.NOTE, Intent.REQUEST) for each in found):
        return [turn]
    return [
        replace(turn, text=text, understanding=replace(each, ticket=no))
        for (no, text), each in zip(pieces, found, strict=True)
    ]


def _by_firm(desk: Desk, turn: Turn) -> list[Turn]:
    """What an expert says of each of several tickets, one of which he names by its firm, or amid other words;
    [] where a piece says nothing by itself and none is a "no", which must not become a yes to another."""
    pieces = pieces_by_firm(desk, turn)
    if any(_NUMBER_ALONE.fullmatch(text) for _, text in pieces):
        return []  # "1001 1002都好了": what comes next is said of both
    found = [understand(text, Role.EXPERT, turn.first.at) for _, text in pieces]
    clear = [each.intent in _OF_ONE for each in found]
    if not all(clear) and not any(each.intent is Intent.DECLINE for each in found):
        return []
    return [
        replace(turn, text=text, understanding=replace(each, ticket=no))
        for (no, text), each, tells in zip(pieces, found, clear, strict=True)
        if tells
    ]


_NUMBER_ALONE = re.compile(r"\W*\d+[\W和跟与]*")
_OF_ONE = (Intent.CLAIM, Intent.DECLINE, Intent.RELEASE, Intent.RESOLVE, Intent.PROGRESS)


def _all_done(desk: Desk, turn: Turn) -> tuple[int, ...]:
    """The tickets that "都好了" of a requester is about: all of his that somebody has or had in hand; of an
    expert all that he has.

    "都不用了" is about those too that nobody has; "两单都派给老韩" of a coordinator about those alone.
    """
    intent = turn.understanding.intent
    if turn.role is Role.EXPERT:
        return _all_his(desk, turn) if intent in (Intent.RESOLVE, Intent.RELEASE) else ()
    if turn.role is Role.COORDINATOR:
        return _all_open(desk, turn) if intent in (Intent.ASSIGN, Intent.POSTPONE) else ()
    mended = intent in (Intent.CONFIRM, Intent.RATE) and _ALL.search(turn.text)
    unwanted = intent is Intent.CANCEL and _NONE.search(turn.text)
    if turn.role is not Role.ENTERPRISE or not (mended or unwanted):
        return ()
    mine = tickets.live_of_requester(desk.uow, turn.person.nickname, None)
    counted = _TWO.search(turn.text) is not None and len(mine) == 2
    stands = LIVE if unwanted or counted else (*HELD, Status.RESOLVED)
    return tuple(each.no for each in mine if each.status in stands)


def _all_his(desk: Desk, turn: Turn) -> tuple[int, ...]:
    """Every ticket in an expert's hands, where he says so many or all ("两个都弄好了")."""
    if turn.person.expert is None or not _ALL_HIS.search(turn.text):
        return ()
    return tuple(each.no for each in tickets.held_by(desk.uow, turn.person.expert.id))


def _all_open(desk: Desk, turn: Turn) -> tuple[int, ...]:
    """Every ticket that nobody has, where so many are meant."""
    found = _EACH.search(turn.text)
    sought = [each.no for each in tickets.with_status(desk.uow, (Status.OPEN,)) if each.pickup_due]
    if found is None or (
        found["count"] and chinese_number(found["count"].replace("两", "二")) != len(sought)
    ):
        return ()
    return tuple(sought)


def one_by_one(desk: Desk, turn: Turn) -> list[Turn]:
    """What is said of several tickets at once ("1006和1007都关了", "1001、1002都好了") is said of each."""
    found = turn.understanding
    if together := _both(desk, turn):
        return together
    nos = listed_ticket_nos(turn.text) or _all_done(desk, turn)
    every = any(each.search(turn.text) for each in (_ALL, _NONE, _EACH, _ALL_HIS))
    if found.ticket is None and len(nos) > 1 and every:
        return [replace(turn, understanding=replace(found, ticket=no)) for no in nos]
    urges = turn.role is Role.COORDINATOR and asks_to_urge(without_bot(turn.text))
    if not (urges or found.intent in _FOR_EACH.get(turn.role, ())) or found.ticket not in nos:
        return [turn]
    # "1001和1002我都下午去": each firm reads it as said of its own.
    own_words = turn.role is Role.EXPERT and found.intent is Intent.PROGRESS
    text = _OF_IT.sub(r"\1 ", as_one_ticket(turn.text)) if own_words else turn.text
    return [replace(turn, text=text, understanding=replace(found, ticket=no)) for no in nos]


_OF_IT = re.compile(r"^(1\d{3})的")  # "1001和1002的配件还没到"


def _both(desk: Desk, turn: Turn) -> list[Turn]:
    """A ticket for two experts ("1001葛林松和庄福根一起去"): it is given to one, and the other goes along."""
    found = turn.understanding
    if turn.role is not Role.COORDINATOR or found.intent not in (Intent.ASSIGN, Intent.NOTE, Intent.CHAT):
        return []
    if len(listed_ticket_nos(turn.text)) > 1:
        return []
    ticket = tickets.by_no(desk.uow, found.ticket) if found.ticket is not None else None
    names = both_named(without_bot(turn.text), known_names(desk.uow).people) if ticket is not None else None
    if ticket is None or names is None or ticket.status not in (Status.OPEN, *HELD):
        return []
    two = [experts_named(people.all_experts(desk.uow), each) for each in names]
    if ticket.status in HELD and ticket.expert_id in {each.id for each in two[1]}:
        names = names[::-1]
    first, second = names
    given = replace(found, intent=Intent.ASSIGN, target=first, several=None, sure=True)
    along = replace(given, target=second, several=Several(count=1, more=True))
    if ticket.status in HELD and ticket.expert_id in {each.id for each in (*two[0], *two[1])}:
        return [replace(turn, understanding=along)]
    return [replace(turn, understanding=each) for each in (given, along)]
