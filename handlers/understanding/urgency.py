"""How urgent a problem is: people in danger, a line that stands, the day to be met, an order at risk."""

from datetime import date, datetime, timedelta

from handlers.understanding.cues import weigh
from handlers.understanding.dangers import find_danger
from handlers.understanding.times import ZONE
from handlers.understanding.values import Urgency

_CRITICAL, _URGENT = timedelta(days=1), timedelta(days=7)


def is_patient(text: str) -> bool:
    """Whether a text says that there is no haste."""
    return weigh("urgency", text)["patient"] > 0


def stands_still(text: str) -> bool:
    """Whether a machine or a line stands, and people wait for it."""
    cues = weigh("urgency", text)
    return cues["still"] > 0 and not cues["not_still"]


def tells_of_peril(text: str) -> bool:
    """Whether somebody is, or soon may be, in danger of what goes on here and now ("钢丝绳断了两股")."""
    told = weigh("danger", text)
    return weigh("urgency", text)["peril"] > 0 and not (told["elsewhere"] or told["past"])


def find_urgency(text: str, deadline: date | datetime | None, at: datetime) -> Urgency:
    """The urgency by the labelling guide, decision 1. `at` is the message's own time, aware."""
    cues = weigh("urgency", text)
    if cues["peril"] or find_danger(text) is not None:
        return Urgency.CRITICAL
    left = None
    if deadline is not None:
        day = deadline.astimezone(ZONE).date() if isinstance(deadline, datetime) else deadline
        left = day - at.astimezone(ZONE).date()
    if not cues["patient"] and left is not None and left <= _CRITICAL:
        return Urgency.CRITICAL
    if cues["still"] and not cues["not_still"]:
        return Urgency.CRITICAL
    if cues["patient"]:
        return Urgency.NORMAL
    soon = left is not None and left <= _URGENT
    return Urgency.URGENT if soon or cues["at_risk"] else Urgency.NORMAL
