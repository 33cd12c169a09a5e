"""The ticket that an expert's words name by its firm ("墨禾我下午去"), or by somebody of it ("老邬那个").

Whoever names a firm speaks of that firm's ticket: of the one he has, else of the one he was asked about.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from handlers.cases import without_number
from handlers.desk import Desk, Turn
from handlers.experts.asked import waiting
from handlers.experts.coming import news
from handlers.experts.holding import me
from handlers.experts.spoken_to import to_the_bot
from handlers.people import firms_named
from handlers.picking import named, with_ticket
from handlers.pointing import meant_among
from handlers.understanding.cues import weigh
from handlers.understanding.later import comes_yet, says_he_comes
from handlers.understanding.names import without_bot
from handlers.understanding.values import Intent
from storage import people, tickets
from storage.terms import HELD, Status
from storage.tickets import Ticket

_OF_A_TICKET = (Intent.CLAIM, Intent.DECLINE, Intent.RELEASE)
_OF_WORK = (*_OF_A_TICKET, Intent.PROGRESS, Intent.CHAT, Intent.AVAILABILITY, Intent.ADVICE)
# Behind a person's name, where his ticket is meant: 老邬那个, 阿辉的单, 娄总家我去.
_HIS = r"(?:师傅|老板|厂长|总|工|姐|哥)?(?:那|这|的|家|厂|我(?=[接来去今明下上中晚]))"
_FAMILIAR = re.compile(r"[老小阿大][\u4e00-\u9fa5](?![\u4e00-\u9fa5]{3})")
_NAME = re.compile(r"[\u4e00-\u9fa5]{2,3}")


def as_of_the_firm(desk: Desk, turn: Turn) -> Turn:
    """The turn as if it had named the ticket whose firm it names, where that is one ticket."""
    found = turn.understanding
    if found.ticket is not None or found.query is not None or found.intent not in _OF_WORK:
        return turn
    if named(desk, turn) is not None or not to_the_bot(desk, turn):
        return turn
    words = without_bot(turn.text)
    if found.intent not in _OF_A_TICKET and not _says_when(words):
        return turn
    ticket = _named_by_firm(desk, turn, words)
    return with_ticket(turn, ticket) if ticket is not None else turn


def pieces_by_firm(desk: Desk, turn: Turn) -> list[tuple[int, str]]:
    """A text that says one thing of one ticket and another of another, cut where it goes on to the next, by
    number or firm ("拾墨那单我下午去，对了1031 我不会"); [] where it speaks of fewer than two.

    What names none belongs to what was named before.
    """
    pieces: list[tuple[int, str]] = []
    first = ""
    for found in _CLAUSE.finditer(without_bot(turn.text)):
        nos = _nos(desk, turn, found.group())
        if len(nos) > 1:
            return []  # a list, or a likeness ("1004跟1002一样")
        if not nos and not pieces:
            first += found.group()
        elif not nos or (pieces and pieces[-1][0] == nos[0]):
            pieces[-1] = (pieces[-1][0], pieces[-1][1] + found.group())
        else:
            pieces.append((nos[0], first + _BESIDES.sub("", found.group())))
            first = ""
    said = [(no, text.strip(" ，,；;、\n")) for no, text in pieces]
    return said if len({no for no, _ in said}) > 1 else []


_CLAUSE = re.compile(r"[^，,。；;！!\s]+[，,。；;！!\s]*")
_BESIDES = re.compile(r"^(?:对了|不过|但是?|另外|然后|还有|就是|至于|那)+")
_NO = re.compile(r"(?<![\d.A-Za-z])1\d{3}(?![\d.:：年月度%]|[个件套块元毫吨转])")


def _nos(desk: Desk, turn: Turn, clause: str) -> list[int]:
    """The tickets that a clause names: by number, else by firm."""
    written = [int(each) for each in dict.fromkeys(_NO.findall(clause))]
    if written:
        return [each for each in written if tickets.by_no(desk.uow, each) is not None]
    ticket = _named_by_firm(desk, replace(turn, text=clause), clause, any_live=True)
    return [ticket.no] if ticket is not None else []


def names_another_firm(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """Whether the words name a firm, and not that of this ticket."""
    firms = firms_named(desk.uow, without_bot(turn.text))
    return bool(firms) and ticket.enterprise_id not in [each.id for each in firms]


def _says_when(words: str) -> bool:
    bare = without_number(words)
    return comes_yet(bare) or says_he_comes(bare) or bool(news(bare)) or bool(weigh("replies", bare)["going"])


def _named_by_firm(desk: Desk, turn: Turn, words: str, *, any_live: bool = False) -> Ticket | None:
    """His own before those he was asked about; of who takes one these first, and else any that is live
    (`any_live`: always).

    A "no" to what neither he has nor was asked about is of that, too.
    """
    live = tickets.with_status(desk.uow, (Status.OPEN, *HELD))
    found = _of_firms(desk, live, words) or _of_people(desk, live, words)
    asked = {each.id for each in waiting(desk, turn)}
    mine = [each for each in found if each.expert_id == me(turn).id]
    offered = [each for each in found if each.id in asked and each not in mine]
    intent = turn.understanding.intent
    takes = intent is Intent.CLAIM and bool(weigh("expert", words)["takes"])
    others = found if takes or any_live or intent is Intent.DECLINE else []
    ways = (offered, mine, others) if takes else (mine, offered, others)
    choices: Sequence[Ticket] = next(filter(None, ways), ())
    if len(choices) > 1:
        choices = meant_among(desk, turn, choices)
    return choices[0] if len(choices) == 1 else None


def _of_firms(desk: Desk, live: Sequence[Ticket], words: str) -> list[Ticket]:
    ids = {each.id for each in firms_named(desk.uow, words)}
    return [each for each in live if each.enterprise_id in ids]


def _of_people(desk: Desk, live: Sequence[Ticket], words: str) -> list[Ticket]:
    return [
        each
        for each in live
        if any(re.search(re.escape(name) + _HIS, words) for name in _names(*_of_the_firm(desk, each)))
    ]


def _of_the_firm(desk: Desk, ticket: Ticket) -> tuple[str, str]:
    """Who asked, as he is called in the groups, and whom the roster names for his firm."""
    firm = people.enterprise(desk.uow, ticket.enterprise_id) if ticket.enterprise_id else None
    return ticket.requester, firm.contact_name if firm is not None else ""


@lru_cache(maxsize=1024)
def _names(nickname: str, contact: str) -> tuple[str, ...]:
    """What he may be called: 老邬 or 邬总 for 老邬不老 (邬勤勇), 阿辉 for 泊洛阿辉, 春燕 for 春燕@拾墨."""
    familiar = [each for each in (nickname[:2], nickname[-2:]) if _FAMILIAR.fullmatch(each)]
    parts = [each for each in re.split(r"[@\-_·\s]", nickname) if _NAME.fullmatch(each)]
    given = [contact[1:]] if len(contact) == 3 else []
    titled = [f"{contact[0]}{title}" for title in ("总", "老板", "厂长")] if contact else []
    by_surname = [f"{head}{contact[0]}" for head in "老小"] if contact else []
    return (
        tuple(dict.fromkeys([nickname, contact, *familiar, *parts, *given, *titled, *by_surname]))
        if nickname
        else ()
    )
