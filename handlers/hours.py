"""The hours of a day as experts live them: day, evening, night, holiday. Blocks come from the policy file."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from holidays import HolidayBase

_ZONE = ZoneInfo("Asia/Shanghai")
DAY = "day"
_MOST_HELD = 30  # blocks in a row; a policy that holds for longer holds for good


@dataclass(frozen=True, kw_only=True, slots=True)
class Hours:
    """A block of hours. `since` > `until` goes over midnight; a holiday block has neither.

    `likely` is how readily people answer then, against the day's 1. Requests of the urgencies in `hold`
    wait until the block ends before anybody is asked (quiet hours). No wave asks more than `at_once` then.
    """

    name: str
    likely: float
    holiday: bool = False
    since: time | None = None
    until: time | None = None
    hold: tuple[str, ...] = ()
    at_once: int | None = None

    def holds(self, moment: time) -> bool:
        """Whether a local time of day lies in the block."""
        if self.since is None or self.until is None:
            return False
        if self.since <= self.until:
            return self.since <= moment < self.until
        return moment >= self.since or moment < self.until


def block(blocks: tuple[Hours, ...], now: datetime) -> Hours:
    """The first block that holds this moment; else an ordinary day."""
    local = now.astimezone(_ZONE)
    for each in blocks:
        if (each.holiday and is_holiday(local.date())) or each.holds(local.time()):
            return each
    return Hours(name=DAY, likely=1.0)


def size_then(blocks: tuple[Hours, ...], moment: datetime, urgency: str, size: int) -> int:
    """How many of `size` a wave may ask at a moment; what is critical asks as many as ever."""
    most = block(blocks, moment).at_once
    return size if most is None or urgency == "critical" else min(size, most)


def end_of(hours: Hours, now: datetime) -> datetime:
    """When the block that holds `now` is over."""
    local = now.astimezone(_ZONE)
    if hours.until is None:
        day = local.date() + timedelta(days=1)
        while is_holiday(day):
            day += timedelta(days=1)
        return datetime.combine(day, time(0), tzinfo=_ZONE)
    end = datetime.combine(local.date(), hours.until, tzinfo=_ZONE)
    return end if end > local else end + timedelta(days=1)


def asked_from(blocks: tuple[Hours, ...], now: datetime, urgency: str) -> datetime:
    """When people may be asked about such a request: now, or when the hours that hold it are over."""
    moment = now
    for _ in range(_MOST_HELD):
        hours = block(blocks, moment)
        if urgency not in hours.hold:
            break
        moment = end_of(hours, moment)
    return moment


def after(blocks: tuple[Hours, ...], moment: datetime, names: tuple[str, ...]) -> datetime:
    """The moment, or the end of the blocks of these names in which it lies."""
    for _ in range(_MOST_HELD):
        hours = block(blocks, moment)
        if hours.name not in names:
            break
        moment = end_of(hours, moment)
    return moment


@cache
def _calendar(year: int) -> "HolidayBase":
    # Imported here: its calendars take a third of a second, and only some commands ask for a holiday.
    import holidays

    return holidays.country_holidays("CN", years=year)


def is_holiday(day: date) -> bool:
    """Whether a day is one of China's public holidays or days off given for them, or a Sunday."""
    return day.weekday() == 6 or day in _calendar(day.year)


def is_working_day(day: date) -> bool:
    """Whether offices work: no weekend or holiday, except those worked instead."""
    return _calendar(day.year).is_working_day(day)


def feast(name: str, year: int) -> date:
    """The day of the holiday whose calendar name begins so."""
    return min(day for day, found in _calendar(year).items() if found.startswith(name))


def days_off(name: str, year: int) -> tuple[date, date]:
    """First and last day off around the holiday whose calendar name begins so, weekends included."""
    first = last = feast(name, year)
    while not is_working_day(first - timedelta(days=1)):
        first -= timedelta(days=1)
    while not is_working_day(last + timedelta(days=1)):
        last += timedelta(days=1)
    return first, last
