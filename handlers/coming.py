"""What an expert says of when he comes or what he waits for, in his own words, fit for the requester."""

import re

from handlers import wording
from handlers.cases import without_number
from handlers.desk import ZONE, Desk
from handlers.understanding.cues import weigh
from handlers.understanding.names import without_bot
from storage import records
from storage.terms import Change
from storage.tickets import Ticket

_CLAUSE = re.compile(r"[，,。；;！!\s]+")
_STARTS = (Change.CLAIMED, Change.ASSIGNED, Change.TRANSFERRED, Change.REOPENED)


def news(text: str, *, cues: tuple[str, ...] = ("news",)) -> str:
    """The clauses that change what the requester reckons with (堵车，晚半小时); "" where there are none."""
    clauses = _CLAUSE.split(without_number(without_bot(text)))
    said = [each for each in clauses if any(weigh("replies", each)[cue] for cue in cues)]
    return wording.short(wording.masked("，".join(said)), 60)


def last_word(desk: Desk, ticket: Ticket) -> str:
    """ "，9:40说“到了”": what he last said of his coming since he has the ticket."""
    for entry in reversed(records.of_ticket(desk.uow, ticket.id)):
        if entry.change in _STARTS:
            break
        said = news(entry.detail or "", cues=("news", "coming")) if entry.change == Change.PROGRESS else ""
        if said:
            local = entry.at.astimezone(ZONE)
            today = local.date() == desk.now.astimezone(ZONE).date()
            return f"，{f'{local.hour}:{local:%M}' if today else wording.clock(entry.at)}说“{said}”"
    return ""
