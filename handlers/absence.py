"""A leave on record. There is room for one: of two apart from each other the sooner is kept, he hears so."""

from datetime import date, timedelta

from handlers import wording
from handlers.desk import ZONE, Desk
from handlers.understanding.values import Leave
from prompts.texts import say
from storage import people
from storage.people import Expert


def record(desk: Desk, expert: Expert, word: Leave) -> str:
    """Put on record that he is away or back; the answer says from when to when."""
    today = desk.now.astimezone(ZONE).date()
    known = _on_record(expert, today)
    kept, apart = _together(known, word, today) if known and word.away else (word, None)
    people.set_leave(desk.uow, expert.id, kept.away, kept.since, kept.until)
    later = say("leave_later", days=wording.days(apart.since or today, apart.until)) if apart else ""
    return say("leave_noted", name=expert.name, state=wording.leave(kept), later=later)


def _on_record(expert: Expert, today: date) -> Leave | None:
    """The leave he is on, or has told of, where it has a last day that is not over."""
    if not expert.away or expert.away_until is None or expert.away_until < today:
        return None
    since = expert.away_from if expert.away_from is None or expert.away_from > today else None
    return Leave(away=True, since=since, until=expert.away_until)


def _together(known: Leave, word: Leave, today: date) -> tuple[Leave, Leave | None]:
    """What is kept of a leave on record and a newer word, and what is not, where they lie apart.

    Where they overlap, the newer word corrects the older.
    """
    first, second = sorted((known, word), key=lambda each: each.since or today)
    if second.since is None or first.until is None or second.since <= first.until:
        return word, None
    if second.since == first.until + timedelta(days=1):
        return Leave(away=True, since=first.since, until=second.until), None
    return first, second
