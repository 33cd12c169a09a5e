"""Days as people name them, counted from the day on which they write: the next that is meant."""

import calendar
from datetime import date, timedelta

from handlers.understanding.numbers import chinese_number

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
