"""Words that go on with a ticket: nobody has come yet, it is still so, what was told was wrong."""

import re
from dataclasses import replace

from handlers.desk import Desk, Turn
from handlers.firms.sequels import NEW
from handlers.picking import last_mended, lately_asked, pick_own, speaks_of, with_ticket
from handlers.understanding.calling import calls_again, calls_for_anybody
from handlers.understanding.corrections import takes_back
from handlers.understanding.cues import weigh
from handlers.understanding.problems import machine_of, says_wrong
from handlers.understanding.trades import find_category, technical_weight
from handlers.understanding.values import Intent, Query, Role, Understanding
from storage.terms import LIVE, Status
from storage.tickets import Ticket

ASKS_HOW_IT_STANDS = Understanding(intent=Intent.FOLLOWUP, query=Query(about="ticket"))


def as_called_again(desk: Desk, turn: Turn) -> Turn | None:
    """The turn as a question how things stand, where all it says is that nobody has come; else None."""
    nobody = calls_again(turn.text) or _asks_for_his_trade(desk, turn)
    if turn.attachments or not (nobody or calls_for_anybody(turn.text)):
        return None
    if turn.understanding.intent is Intent.REOPEN and pick_own(desk, turn, (Status.RESOLVED,), ask=False):
        return None  # "not yet": the bot has asked whether it is mended
    if nobody or pick_own(desk, turn, LIVE, ask=False) is not None:
        return replace(turn, understanding=ASKS_HOW_IT_STANDS)
    return replace(turn, understanding=Understanding(intent=Intent.CHAT))


# "有没有懂液压的师傅": says no more than for whom he waits already.
_WHO_KNOWS = re.compile(
    r"\W*(?:群里|这里|工会|你们)?(?:有没有|有|谁|哪位)[^，,。]{0,3}(?:懂|会|搞|熟|做|修)[^，,。]{1,8}?的?(?:师傅|大师|老师|人|专家|高手)?[吗么]?[?？\s]*"
)


def _asks_for_his_trade(desk: Desk, turn: Turn) -> bool:
    """Whether he asks for somebody of the trade for which nobody has come yet, and of nothing else."""
    if turn.understanding.intent is not Intent.REQUEST or not _WHO_KNOWS.fullmatch(turn.text):
        return False
    trade = find_category(turn.text)
    waits = [each for each in lately_asked(desk, turn) if each.status == Status.OPEN]
    return not says_wrong(turn.text) and any(each.category == trade for each in waits)


# What was tried and did not help, or not touched, is of something that has been told of.
_STILL_SO = re.compile(
    r"还是|还在(?![试测]|观察)|照样|依旧|依然|仍然|没有?用|不管用|没效果|没改善|又(?:没|不|开始|来了)(?!用)"
    # of many some: "车了二十根，还有两根漏", "焊了十个，有两个还歪"
    r"|[一二两三四五六七八九十百几\d]+[个只根件片套把台条块张箱][^。]{0,4}?还有[二两三四五六七八九十几\d][个只根件片套把条块张箱]"
    r"|有[一二两三四五六七八九十几\d]+[个只根件片套把条块张箱]还"
)
_TRIED = re.compile(r"[换试调清拆修洗擦紧加改]过?了|[换试调清拆修]过|没[换动改调碰]")
_LONGEST_SEQUEL = 24


def as_going_on(desk: Desk, turn: Turn) -> Turn | None:
    """The turn as a sequel to his own ticket where it takes words back ("写错了，是…") or says that it is
    still so ("换过了还是闪"); None where it tells of another machine, or asks for somebody.
    """
    slips = takes_back(turn.text)
    if not slips and (len(turn.text) > _LONGEST_SEQUEL or not _STILL_SO.search(turn.text)):
        return None
    mine = [each for each in lately_asked(desk, turn) if slips or _same_matter(turn, each)]
    if not mine or NEW.search(turn.text):
        return None
    ticket = next((each for each in mine if speaks_of(turn, each)), mine[0] if slips else last_mended(mine))
    adds = slips or (ticket.status == Status.OPEN and _TRIED.search(turn.text) is not None)
    intent = Intent.FOLLOWUP if adds else Intent.REOPEN
    meant = replace(turn.understanding, intent=intent, request=None, query=None, sure=True)
    return with_ticket(replace(turn, understanding=meant), ticket)


def _same_matter(turn: Turn, ticket: Ticket) -> bool:
    """Whether words of what is still wrong name no other machine and no other trade than the ticket's."""
    machine, asks = machine_of(turn.text), weigh(Role.ENTERPRISE, turn.text)["ask"] >= 3
    if asks or (machine is not None and machine[-2:] not in ticket.body):
        return False
    return technical_weight(turn.text) < 3 or find_category(turn.text) == ticket.category
