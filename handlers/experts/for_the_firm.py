"""Whether the holder's words answer his firm, which sits elsewhere: it reads them then.

A bare word does so right after its question; more than a greeting also a while after, where nobody else has
spoken of the ticket since; any word where it has asked where he is, or has said that it is not mended.
"""

import re

from handlers.desk import Desk, Turn
from handlers.ending.mended_and import is_question
from handlers.experts.asked import (
    waiting,
)
from handlers.experts.holding import me
from handlers.experts.spoken_to import (
    spoken_to,
    to_the_bot,
)
from handlers.picking import named
from handlers.understanding.asking_after import asks_after
from handlers.understanding.cues import weigh
from handlers.understanding.no_end import leaves_some
from storage import inbox, records, tickets
from storage.terms import Change
from storage.tickets import Ticket

_BARELY = re.compile(
    r"(?:能|可以|行|好|成|没问题|不行|不能|来不及|来得及|嗯|对|是|有|没有|要|不用|不要|应该|大概|估计|差不多|肯定|放心|的|了|啊|呢|吧|，|,|\s)+"
    r"|(?:大概|估计|[今明后]天|大后天|明早|今晚)*(?:一早|早上|上午|中午|下午|傍晚|晚上|等下|等会儿?|马上|一会儿?|很快)(?:吧|去|来|到|就到|就来)*"
)
_DONE = re.compile(r"(?:好|行|可以|成|没问题)了")  # it is mended


def answers_in_a_word(desk: Desk, turn: Turn, words: str) -> bool:
    """Whether a bare word of who has one ticket, and is asked about no other, answers what its firm has just
    asked ("后天能装好吗": "能"; "什么时候来": "下午")."""
    mine = tickets.held_by(desk.uow, me(turn).id)
    bare = words.strip("。！!~～ ")
    if len(mine) != 1 or not _BARELY.fullmatch(bare) or _DONE.search(bare) or waiting(desk, turn):
        return False
    if turn.room_name == mine[0].room or named(desk, turn) not in (None, mine[0]):
        return False  # it reads him itself
    return firm_asks(desk, turn, mine[0])


def firm_asks(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """Whether the firm has just asked him something that he has not answered, and nobody else calls him."""
    if not to_the_bot(desk, turn) or spoken_to(desk, turn, desk.now, "calls"):
        return False
    since, said = desk.now - desk.policy.together, inbox.of_ticket(desk.uow, ticket.id)
    last = next((each for each in reversed(said) if each.sender != turn.person.nickname), None)
    his = [each.at for each in said if each.sender == turn.person.nickname]
    asks = last is not None and last.at >= since and _ASKS_HIM.search(last.text) is not None
    return asks and last is not None and all(each <= last.at for each in his)


_ASKS_HIM = re.compile(r"[?？]\s*$|[吗么嘛]\W*$|能不能|行不行|可不可以|什么时候|几点|多久|哪天|吗[，,]")
_NOT_YET = re.compile(r"还是|还有|不行|没用|没好|不管用|照样")
_ANSWER = 4  # characters


def firm_awaits_word(desk: Desk, ticket: Ticket) -> bool:
    """Whether the firm has asked a short while ago where he is or how it goes: it reads any word of his."""
    since = desk.now - desk.policy.followup
    return any(
        each.at >= since and each.room == ticket.room and asks_after(each.text)
        for each in inbox.of_ticket(desk.uow, ticket.id)
    )


def answers_at_length(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """Whether the last that was said of the ticket is the firm's question to him, a short while ago, and he
    says more than a greeting."""
    since = desk.now - desk.policy.followup
    said = [each for each in inbox.of_ticket(desk.uow, ticket.id) if each.id not in turn.message_ids]
    last = said[-1] if said else None
    asked = last is not None and last.at >= since and last.sender != turn.person.nickname
    if not asked or last is None:
        return False
    complains = leaves_some(last.text) or _NOT_YET.search(last.text) is not None
    if not (complains or is_question(last.text) or asks_after(last.text)):
        return False
    return len(turn.text) >= _ANSWER and not weigh("endings", turn.text)["small_talk"]


def said_not_mended(desk: Desk, ticket: Ticket) -> bool:
    """Whether its firm has said a short while ago that it is not mended yet: it reads what he answers."""
    since = desk.now - desk.policy.followup
    entries = records.of_ticket(desk.uow, ticket.id)
    return any(each.change == Change.REOPENED and each.at >= since for each in entries)
