"""How long who has a ticket may be silent about it, before he is asked."""

from datetime import date, datetime, time, timedelta

from handlers.desk import ZONE, Desk
from handlers.hours import after
from handlers.understanding.ahead import days_ahead
from handlers.understanding.cues import weigh
from storage import people, records
from storage.records import Entry
from storage.terms import Change
from storage.tickets import Ticket

_NIGHT_FALLS = time(17, 30)  # a day that was named is over for workshops
_FARTHEST = timedelta(days=14)  # what is named beyond is no visit ("年底前要换新机")
_ITS_STATE = (
    Change.CLAIMED,
    Change.ASSIGNED,
    Change.TRANSFERRED,
    Change.JOINED,
    Change.PROGRESS,
    Change.REOPENED,
    Change.NOTED,
)


def silent_at(desk: Desk, ticket: Ticket, *, asked_at: datetime | None = None) -> datetime:
    """The moment from which on nothing has been heard for too long, in no quiet hours.

    It counts from the last word of the work, or from when he was asked; a day that was named for it
    ("周五到货再来") is waited for.
    """
    how = desk.policy.stalled
    told = [each for each in records.of_ticket(desk.uow, ticket.id) if _tells_of_the_work(each)]
    since = max([each.at for each in told], default=desk.now)
    due = max(since, asked_at or since) + how.after[ticket.urgency]
    holder = people.expert(desk.uow, ticket.expert_id).name if ticket.expert_id else None
    of_his = [each for each in told if each.change != Change.NOTED or each.actor == holder]
    named = [day for each in of_his for day in _days_named(each)]
    if named:
        due = max(due, datetime.combine(max(named), _NIGHT_FALLS, tzinfo=ZONE))
    return after(desk.policy.hours, due, how.quiet) if ticket.urgency in how.spares else due


def _tells_of_the_work(entry: Entry) -> bool:
    put_off = entry.change == Change.FOLLOWUP and weigh("endings", entry.detail or "")["postponed"] > 0
    return entry.change in _ITS_STATE or put_off


def _days_named(entry: Entry) -> list[date]:
    said = entry.at.astimezone(ZONE).date()
    return [each.day for each in days_ahead(entry.detail or "", said) if each.day - said <= _FARTHEST]
