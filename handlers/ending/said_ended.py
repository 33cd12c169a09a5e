"""Words that end or rate a ticket only where they stand: passed on, "就这样", "课讲完了", a bare number."""

import re
from dataclasses import replace

from handlers.desk import Desk, Turn
from handlers.picking import pick_own, with_ticket
from handlers.reading import understand
from handlers.understanding.money import find_saved
from handlers.understanding.names import without_bot
from handlers.understanding.problems import says_wrong
from handlers.understanding.ratings import bare_score, score_first
from handlers.understanding.values import Intent, Kind, Understanding
from storage import talks
from storage.terms import HELD, Status
from storage.tickets import Ticket

# "车间说可以了": what others of the house say is the house's word; what the expert says is not.
_REPORTS = re.compile(
    r"^(?:对了|那个|[，,\s])*(?:车间|老板|工人|操作工|班长|主任|厂长|生产部?|品质部?|质检|他们|她们)(?:那边|里|的人|主任)?(?:刚才?|现在|都|也)*(?:说是?|讲|反馈|反映)(?:了|，|,|：)?\s*(?=.{2})"
)


def as_reported(turn: Turn) -> Turn:
    """The turn as if who passes it on had said it himself, where it tells how the work has turned out."""
    told = _REPORTS.sub("", turn.text)
    if told == turn.text or turn.understanding.intent not in (Intent.CHAT, Intent.FOLLOWUP):
        return turn
    found = understand(told, turn.role, turn.first.at)
    if found.intent is Intent.REOPEN:
        return replace(turn, understanding=found)
    ends = found.intent in (Intent.CONFIRM, Intent.RATE)
    return replace(turn, text=told, understanding=found) if ends else turn


# "声音小多了那就这样": what the bot has asked, whether it is mended, is answered so, too.
_THAT_IS_IT = re.compile(r"(?:那?就这样(?:吧|了|好了)?|没什么(?:事|问题)了|没别的(?:事)?了)[。！!啊哈\s]*$")


# What answers that question where nothing else was said since.
_NODS = re.compile(
    r"(?:嗯|对|是的?|行|好|可以|没问题|OK|ok|[，,\s])*(?:行|好|好的|可以|没问题|是的?|对|OK|ok)[的了啊呀嘞。！!~～\s]*"
)


# "课讲完了，大家反映很好"
_LESSON_OVER = re.compile(
    r"(?:课|培训|讲座)?(?:都|已经)?(?:讲|上|培训|办|搞)(?:完|好)了|(?:课|培训|讲座)[^，,。]{0,3}结束了"
)


def as_taught(desk: Desk, turn: Turn) -> Turn:
    if turn.understanding.intent not in (Intent.CHAT, Intent.FOLLOWUP, Intent.CONFIRM):
        return turn
    given = pick_own(desk, turn, HELD, ask=False) if _LESSON_OVER.search(turn.text) else None
    if given is None or given.kind != Kind.TRAINING or says_wrong(turn.text):
        return turn
    return with_ticket(replace(turn, understanding=Understanding(intent=Intent.CONFIRM)), given)


def as_settled(desk: Desk, turn: Turn) -> Turn:
    found = turn.understanding
    nods = _NODS.fullmatch(turn.text) is not None
    if found.intent not in (Intent.CHAT, Intent.FOLLOWUP) or not (nods or _THAT_IS_IT.search(turn.text)):
        return turn
    mended = pick_own(desk, turn, (Status.RESOLVED,), ask=False)
    if says_wrong(turn.text) or mended is None or (nods and not _just_asked(desk, turn, mended)):
        return turn
    return replace(turn, understanding=Understanding(intent=Intent.CONFIRM))


def _just_asked(desk: Desk, turn: Turn, mended: Ticket) -> bool:
    """Whether the last word to him was that it is mended, and the question whether that is so."""
    said_at = talks.last_said_of(desk.uow, turn.room_name, turn.person.nickname, mended.id)
    return turn.person.nickname == mended.requester and said_at is not None and said_at == mended.resolved_at


def as_scored(desk: Desk, turn: Turn) -> Turn:
    """A bare number of one who was asked for a score is one; so is a score before something that means
    nothing else."""
    score = bare_score(turn.text)
    if score is None and turn.understanding.intent is Intent.CHAT:
        score = score_first(without_bot(turn.text))
    if score is None or turn.understanding.intent in (Intent.RATE, Intent.CONFIRM):
        return turn
    ended = pick_own(desk, turn, (Status.RESOLVED, Status.CLOSED), ask=False, recent=True)
    since = (ended.closed_at or ended.resolved_at) if ended is not None and ended.rating is None else None
    if since is None or desk.now - since > desk.policy.confirm_remind:
        return turn
    off_scale = score.rating is None
    saved = find_saved(turn.text)
    found = Understanding(intent=Intent.RATE, rating=score.rating, off_scale=off_scale, saved_yuan=saved)
    return replace(turn, understanding=found)
