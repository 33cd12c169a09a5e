"""A firm proposes a time to who has its ticket ("下午两点行吗"), and he answers: each reads the other.

Where both sit in the same group they read it there.
"""

import re
from datetime import datetime

from handlers import wording
from handlers.cases import without_number
from handlers.concerned import hand_over, tell_requester
from handlers.desk import Desk, Turn
from handlers.experts.asked import may_answer
from handlers.experts.holding import me
from handlers.experts.spoken_to import spoken_to, to_the_bot
from handlers.ledger import note, note_words
from handlers.picking import named, pick_own
from handlers.telling import answer
from handlers.understanding.cues import weigh
from handlers.understanding.names import without_bot
from handlers.understanding.problems import says_wrong
from handlers.understanding.proposals import answers_a_time, proposes, without_asking
from handlers.understanding.values import Intent
from prompts.texts import say
from storage import people, records, tickets
from storage.terms import HELD, Change, RoomKind
from storage.tickets import Ticket

_SAID = (Change.NOTED, Change.PROGRESS)
_NO_TIME = (Intent.REPLACE, Intent.RATE)


def proposed(desk: Desk, turn: Turn) -> bool:
    """Whether somebody of the firm proposes a time to who has its ticket; he is asked whether it suits."""
    words = without_number(without_bot(turn.text))
    if not proposes(words) or turn.attachments or turn.understanding.intent in _NO_TIME or "还是" in words:
        return False
    ticket = pick_own(desk, turn, HELD, ask=False)
    if says_wrong(without_asking(words)):
        return False
    if ticket is None or ticket.expert_id is None:
        return False
    told = note_words(desk, turn, ticket, Change.FOLLOWUP)
    if not _together(turn):
        hand_over(desk, turn, told, "time_proposed")
        tell_requester(desk, told, "time_passed_on", expert=people.expert(desk.uow, ticket.expert_id).name)
    return True


def answered(desk: Desk, turn: Turn) -> bool:
    """Whether he answers the time that the firm of his ticket has proposed last; it reads his words."""
    words = without_number(without_bot(turn.text)).strip(" 。！!~～")
    if turn.understanding.target is not None or turn.attachments:
        return False
    if not answers_a_time(words) and not _says_why_not(desk, turn, words):
        return False
    meant, mine = named(desk, turn), tickets.held_by(desk.uow, me(turn).id)
    asked = [(each, time) for each in mine if meant in (None, each) if (time := _asked(desk, turn, each))]
    if len(asked) != 1 or not to_the_bot(desk, turn) or spoken_to(desk, turn, desk.now, "calls"):
        return False
    ticket, time = asked[0]
    if may_answer(desk, turn) and meant is None:
        return False  # it may be about another ticket, which he is asked to take
    ids = turn.message_ids
    told = note(desk, ticket, Change.NOTED, actor=me(turn).name, detail=turn.text, message_ids=ids)
    if turn.room_name != ticket.room:
        said = {"words": wording.masked(words), "asked": wording.short(wording.masked(time), 20)}
        tell_requester(desk, told, "time_answered", expert=me(turn).name, **said)
        answer(desk, turn, say("told_firm", no=told.no), ticket=told)
    return True


def _says_why_not(desk: Desk, turn: Turn, words: str) -> bool:
    """Whether he names a time and what he does then, right after the firm has proposed one ("五点要开会")."""
    told = _BUSY_THEN.fullmatch(words) is not None and turn.understanding.ticket is None
    since = desk.now - desk.policy.together
    return told and any(_asked(desk, turn, each, since) for each in tickets.held_by(desk.uow, me(turn).id))


_BUSY_THEN = re.compile(
    r"(?:[今明后]天|[上下]午|早上|晚上|中午|那时候?|[\d一二两三四五六七八九十]{1,3}点半?)+(?:我)?(?:要|得|有|在|还|约了)[^，,。？?吗退换]{1,10}"
)


def _together(turn: Turn) -> bool:
    return turn.room is not None and turn.room.kind == RoomKind.SALON


def _asked(desk: Desk, turn: Turn, ticket: Ticket, since: datetime | None = None) -> str | None:
    """The time that the firm has proposed, and to which he has said nothing yet."""
    since = since or desk.now - desk.policy.late_answer
    for entry in reversed(records.of_ticket(desk.uow, ticket.id)):
        if entry.at < since or (entry.actor == me(turn).name and entry.change in _SAID):
            return None
        words = without_number(entry.detail or "")
        moved = weigh("endings", words)["visit_moved"]  # "换个时间，后天"
        if entry.change == Change.FOLLOWUP and (proposes(words) or moved):
            return without_number(entry.detail or "")
    return None
