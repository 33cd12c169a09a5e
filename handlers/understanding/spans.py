"""Periods as the calendar cuts them: months, weeks, quarters, so many days back."""

import calendar
from datetime import date, timedelta

from handlers.understanding.values import Period


def of_month(year: int, month: int) -> Period:
    """A whole month; those beyond 12 or below 1 are of the years around."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Period(first=date(year, month, 1), last=date(year, month, calendar.monthrange(year, month)[1]))


def of_months(year: int, first: int, last: int) -> Period:
    """From the first day of one month to the last of another."""
    return Period(first=of_month(year, first).first, last=of_month(year, last).last)


def of_week(day: date, weeks: int) -> Period:
    """The week of a day, so many weeks on."""
    monday = day - timedelta(days=day.weekday() - 7 * weeks)
    return Period(first=monday, last=monday + timedelta(days=6))


def of_day(day: date) -> Period:
    """One day."""
    return Period(first=day, last=day)


def ago(today: date, days: int) -> Period:
    """The day so many days ago."""
    return of_day(today - timedelta(days=days))


def last_days(today: date, days: int) -> Period:
    """As many days up to today."""
    return Period(first=today - timedelta(days=days - 1), last=today)


def days_before(today: date, days: int) -> Period:
    """As many days up to yesterday."""
    return Period(first=today - timedelta(days=days), last=today - timedelta(days=1))


def whole_year(year: int) -> Period:
    """January to December."""
    return Period(first=date(year, 1, 1), last=date(year, 12, 31))


def months_back(day: date, months: int) -> date:
    """The day after the same day so many months ago."""
    first = of_month(day.year, day.month - months)
    return first.first.replace(day=min(day.day, first.last.day)) + timedelta(days=1)


def quarter(today: date, back: int) -> Period:
    """The quarter so many before that of today."""
    month = 3 * ((today.month - 1) // 3) + 1 - 3 * back
    return of_months(today.year, month, month + 2)


def half_year_before(today: date) -> Period:
    """The half of a year before that of today."""
    return of_months(today.year, 1, 6) if today.month > 6 else of_months(today.year - 1, 7, 12)
