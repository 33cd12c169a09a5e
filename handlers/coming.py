"""What an expert says of when he comes or what he waits for, in his own words, fit for the requester."""

import re

from handlers import wording
from handlers.cases import without_number
from handlers.desk import Desk
from handlers.understanding.cues import weigh
from handlers.understanding.names import without_bot
from storage import records
from storage.terms import Change
from storage.tickets import Ticket

_CLAUSE = re.compile(r"[，,。；;！!\s]+")
_CLOCK = re.compile(r"\s*\d{1,2}[:：]\d\d(?!\d)")  # no ticket's number
_STARTS = (Change.CLAIMED, Change.ASSIGNED, Change.TRANSFERRED, Change.REOPENED)
_SAYS = (Change.PROGRESS, Change.CLAIMED)


def news(text: str, *, cues: tuple[str, ...] = ("news", "when")) -> str:
    """The clauses that change what the requester reckons with (堵车，晚半小时); "" where there are none."""
    bare = without_bot(text)
    clauses = _CLAUSE.split(bare if _CLOCK.match(bare) else without_number(bare))
    said = [each for each in clauses if any(weigh("replies", each)[cue] for cue in cues)]
    return wording.short(wording.masked("，".join(said)), 60)


def last_word(desk: Desk, ticket: Ticket) -> str:
    """ "，9:40说“到了”": what he last said of his coming; without the time where he said it in taking it."""
    for entry in reversed(records.of_ticket(desk.uow, ticket.id)):
        said = news(entry.detail or "", cues=("news", "when", "coming")) if entry.change in _SAYS else ""
        if said:
            at = "" if entry.change == Change.CLAIMED else wording.earlier(entry.at, desk.now)
            return f"，{at}说“{said}”"
        if entry.change in _STARTS:
            break
    return ""
