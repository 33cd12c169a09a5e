"""The leaves on record. A newer word corrects those it overlaps; those apart from it stay beside it.

Who has left for good is brought back by a coordinator alone.
"""

from datetime import date, timedelta

from handlers import wording
from handlers.desk import ZONE, Desk
from handlers.understanding.values import Leave
from prompts.texts import say
from storage import people
from storage.people import Days, Expert

_ALWAYS = (date.min, date.max)


def record(desk: Desk, expert: Expert, word: Leave, *, by_union: bool = False) -> str:
    """Put on record that he is away, back or gone for good; the answer says from when to when."""
    if word.gone:
        people.set_leaves(desk.uow, expert.id, [(None, None)], left_at=desk.now)
        return say("roster_gone", name=expert.name)
    if expert.left_at is not None and not by_union:
        return say("left_stays")
    today = desk.now.astimezone(ZONE).date()
    told = expert.leaves if expert.left_at is None else []
    known = [each for each in told if _of(each)[1] >= today]
    own, apart = _with(known, word, today) if word.away else (None, _without_this(known, today))
    leaves = sorted(filter(None, (own, *apart)), key=_of)
    people.set_leaves(desk.uow, expert.id, leaves)
    kept = word if own is None else _in_words(own, today)
    others = "、".join(wording.days(first or today, last) for first, last in apart)
    later = say("leave_later", days=others) if others else ""
    return say("leave_noted", name=expert.name, state=wording.leave(kept), later=later)


def _of(days: Days) -> tuple[date, date]:
    """The days of a leave, without ends where it has none."""
    return days[0] or _ALWAYS[0], days[1] or _ALWAYS[1]


def _with(known: list[Days], word: Leave, today: date) -> tuple[Days, list[Days]]:
    """The leave that he tells of, grown by those that join it, and those apart from it.

    Who is away until he says so stays so beside a leave to come.
    """
    first, last = word.since, word.until
    apart = []
    for each in known:
        begins, ends = _of(each)
        if (first or today) - ends == timedelta(days=1):
            first = each[0]
        elif last is not None and begins - last == timedelta(days=1):
            last = each[1]
        elif (
            ends < (first or today)
            or (last is not None and begins > last)
            or (each == (None, None) and first is not None)
        ):
            apart.append(each)
    return (first, last), apart


def _without_this(known: list[Days], today: date) -> list[Days]:
    """Who comes back ends the leave he is on; who is on none takes back those to come."""
    later = [each for each in known if _of(each)[0] > today]
    return later if len(later) < len(known) else []


def _in_words(days: Days, today: date) -> Leave:
    begun = days[0] is None or days[0] <= today
    return Leave(away=True, since=None if begun else days[0], until=days[1])
