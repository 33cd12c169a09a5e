"""Days as people name them, counted from the day on which they write: the next that is meant."""

import calendar
from datetime import date, timedelta

from handlers.hours import days_off
from handlers.understanding.numbers import chinese_number

# The holidays as people name them: their name in the calendar, least days.
HOLIDAYS = {
    "元旦": ("New Year's Day", 1),
    "春节": ("Chinese New Year", 7),
    "过年": ("Chinese New Year", 7),
    "清明": ("Tomb-Sweeping", 1),
    "五一": ("Labor Day", 5),
    "端午": ("Dragon Boat", 1),
    "中秋": ("Mid-Autumn", 1),
    "国庆": ("National Day", 7),
}
_WEEK = "一二三四五六日"


def number(text: str) -> int:
    """In figures or Chinese; 0 where it is neither."""
    return int(text) if text.isdigit() else chinese_number(text) or 0


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def month_end(year: int, month: int) -> date:
    """The last day of a month; months beyond 12 are those of the years after."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, calendar.monthrange(year, month)[1])


def safe_day(year: int, month: int, day: int) -> date | None:
    """The day, None where the calendar has none such; months beyond 12 as above."""
    try:
        return date(year + (month - 1) // 12, (month - 1) % 12 + 1, day)
    except ValueError:
        return None


def month_day(month: int, day: int, today: date) -> date | None:
    """3月6日: of this year, or of the next where it is past."""
    found = safe_day(today.year, month, day) if 1 <= month <= 12 else None
    if found is not None and found < today:
        found = safe_day(today.year + 1, month, day)
    return found


def day_of_month(day: int, today: date) -> date | None:
    """15号: of this month, or of the next where it is past."""
    found = safe_day(today.year, today.month, day)
    return found if found is not None and found >= today else safe_day(today.year, today.month + 1, day)


def week_day(prefix: str, char: str, today: date) -> date:
    """下周五, 这周五, 周五 (the next one)."""
    wanted = _WEEK.index("日" if char == "天" else char)
    if prefix.startswith("下下"):
        return monday(today) + timedelta(days=14 + wanted)
    if prefix.startswith("下"):
        return monday(today) + timedelta(days=7 + wanted)
    day = monday(today) + timedelta(days=wanted)
    return day if day >= today or prefix else day + timedelta(days=7)


def holiday(name: str, year: int) -> tuple[date, date]:
    """First and last day off around the holiday that people call so."""
    called, least = HOLIDAYS[name]
    first, last = days_off(called, year)
    return first, max(last, first + timedelta(days=least - 1))


def next_holiday(name: str, today: date) -> tuple[date, date]:
    """The same, of the one that is not over: this year's, or next year's."""
    first, last = holiday(name, today.year)
    return (first, last) if last >= today else holiday(name, today.year + 1)
