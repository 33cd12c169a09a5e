"""Whether the holder's words answer his firm, which sits elsewhere: it reads them then.

A bare word does so right after its question; more than a greeting also a while after, where nobody else has
spoken of the ticket since; any word where it has asked where he is, or has said that it is not mended.
"""

import re

from handlers.desk import Desk, Turn
from handlers.ending.mended_and import is_question
from handlers.experts.asked import (
    may_answer,
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
    if len(mine) != 1 or _DONE.search(bare) or may_answer(desk, turn):
        return False
    if turn.room_name == mine[0].room or named(desk, turn) not in (None, mine[0]):
        return False  # it reads him itself
    asked = _asked_of_him(desk, turn, mine[0])
    return asked is not None and (_BARELY.fullmatch(bare) is not None or _echoes(bare, asked))


def answers_barely(words: str) -> bool:
    """Whether words are a bare yes, no or time of the day."""
    return _BARELY.fullmatch(words.strip("。！!~～ ")) is not None


def firm_asks(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """Whether the firm has just asked him something that he has not answered, and nobody else calls him."""
    return _asked_of_him(desk, turn, ticket) is not None


def _asked_of_him(desk: Desk, turn: Turn, ticket: Ticket) -> str | None:
    if not to_the_bot(desk, turn) or spoken_to(desk, turn, desk.now, "calls"):
        return None
    since, said = desk.now - desk.policy.together, inbox.of_ticket(desk.uow, ticket.id)
    last = next((each for each in reversed(said) if each.sender != turn.person.nickname), None)
    his = [each.at for each in said if each.sender == turn.person.nickname]
    if last is None or last.at < since or any(each > last.at for each in his):
        return None
    return last.text if _ASKS_HIM.search(last.text) else None


# "不用放", "先别拆", "要清掉": yes or no with the verb of the question.
_YES_OR_NO = re.compile(
    r"(?:(?:也|都|先|最好|还是|就|应该|可能)*(?:不用|不要|不必|不能|不需要|别|不|要|得|需要|能|可以))"
    r"(?P<what>[^，,。\s]{1,4}?)(?:掉|下|一下|了|的|啊|吧)*"
)


def _echoes(bare: str, asked: str) -> bool:
    said = _YES_OR_NO.fullmatch(bare)
    return said is not None and any(each in asked for each in said["what"])


_ASKS_HIM = re.compile(
    r"[?？]\s*$|么\W*$|[吗嘛]|(\w)[不没]\1|可不可以|有没有|什么时候|几点|多久|哪天|什么|怎么|哪[个种些里]|多少|几[个台只米]"
)
_NOT_YET = re.compile(r"还是|还有|不行|没用|没好|不管用|照样")
_ANSWER = 3  # characters


def firm_awaits_word(desk: Desk, ticket: Ticket) -> bool:
    """Whether the firm has asked him something a short while ago, where he is or how it goes: it reads any
    word of his."""
    since = desk.now - desk.policy.followup
    return any(
        each.at >= since and each.room == ticket.room and (asks_after(each.text) or is_question(each.text))
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
