"""How urgent a problem is: people in danger, a line that stands, the day to be met, an order at risk."""

from datetime import date, datetime, timedelta

from handlers.understanding import classifier
from handlers.understanding.cues import weigh
from handlers.understanding.dangers import find_danger
from handlers.understanding.linear import shares
from handlers.understanding.money import find_money
from handlers.understanding.times import ZONE
from handlers.understanding.trades import technical_weight
from handlers.understanding.values import Role, Urgency, most_urgent

_CRITICAL, _URGENT = timedelta(days=1), timedelta(days=7)
_SAID, _DUE, _MONEY = 3.0, 0.6, 0.3  # weights of signs beside the words
_TELLS = 1.5  # of the words of a trade: a trouble is told, not only what is to be done about one


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
    """The urgency by the labelling guide, decision 1. `at` is the message's own time, aware.

    What the words say outright is so; where a trouble is told, a linear model, to which that is the strongest
    sign, may hold it for more urgent still ("工人先叫回宿舍了").
    """
    said = said_outright(text, deadline, at)
    if said is Urgency.CRITICAL or is_patient(text) or technical_weight(text) < _TELLS:
        return said
    likely = shares("urgency", features(text, deadline, at))
    return most_urgent(said, Urgency(max(likely, key=likely.__getitem__)))


def features(text: str, deadline: date | datetime | None, at: datetime) -> dict[str, float]:
    """Named features of a request: its words, what they say outright, the days left, money at stake."""
    found = {**classifier.features(text, Role.ENTERPRISE), f"said={said_outright(text, deadline, at)}": _SAID}
    if deadline is not None:
        found[f"due={_soon(deadline, at)}"] = _DUE
    if find_money(text):
        found["money"] = _MONEY
    return found


def said_outright(text: str, deadline: date | datetime | None, at: datetime) -> Urgency:
    """The urgency that stands in so many words."""
    cues, soon = weigh("urgency", text), _soon(deadline, at)
    in_danger = cues["peril"] or find_danger(text) is not None
    if in_danger or (soon is Urgency.CRITICAL and not cues["patient"]) or stands_still(text):
        return Urgency.CRITICAL
    if cues["patient"]:
        return Urgency.NORMAL
    return Urgency.URGENT if soon is Urgency.URGENT or cues["at_risk"] else Urgency.NORMAL


def _soon(deadline: date | datetime | None, at: datetime) -> Urgency:
    """How urgent the time left alone makes it."""
    if deadline is None:
        return Urgency.NORMAL
    day = deadline.astimezone(ZONE).date() if isinstance(deadline, datetime) else deadline
    left = day - at.astimezone(ZONE).date()
    if left <= _CRITICAL:
        return Urgency.CRITICAL
    return Urgency.URGENT if left <= _URGENT else Urgency.NORMAL
