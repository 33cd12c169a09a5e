"""Periods of whole local days, as coordinators name them (labelling guide, decision 10).

One expression names days (上旬, 去年12月, 国庆); what stands after it may stretch it: 到今天, 以来, 到B.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from handlers.understanding.days import HOLIDAYS, holiday
from handlers.understanding.period_rules import RULES
from handlers.understanding.times import ZONE
from handlers.understanding.values import Period

_YEAR = re.compile(r"(?:(?P<back>去年|前年|今年)(?:同期)?|(?P<year>20\d\d|\d\d)年)的?$")
_SINCE = r"以来|以后|之后|后(?=[到至])|开始|算起|往后|起(?!来)"
# What began on that day: "2月5号开工到今天".
_BEGAN = r"(?:(?:正式)?(?:开工|复工|上班|开业|开张|启动|上线|成立|放假))?"
_UNTIL = r"现在|目前|如今|今[天日早晚]|这会儿|当前|眼下|此刻"
_STRETCH = re.compile(
    rf"{_BEGAN}(?P<since>{_SINCE})?[，,的]?(?:，?一直)?(?:截止|截至)?[到至](?:(?P<now>{_UNTIL})|(?P<past>昨[天晚日]|前天))(?:为止)?|"
    rf"{_BEGAN}(?P<only>{_SINCE})(?![到至])"
)
_SINCE_OR_TO = rf"{_BEGAN}(?:{_SINCE}|[到至起])"
_TO = re.compile(r"[号日份]?起?(?:到|至|-|~|—|和|跟|加)(?=.)")
_EVE = re.compile(rf"(?P<name>{'|'.join(HOLIDAYS)})(?:节|假期)?(?:之|以)?前")
_ANY_DAY = date(2024, 12, 31)
MARK = "\ue000"  # stands for a period where the words around it are read


def find_period(text: str, at: datetime) -> Period | None:
    """The days a question is about, None where it names none."""
    text, today = text[:500], at.astimezone(ZONE).date()
    named = next(
        ((end, _stretched(text, end, period, today)) for _, end, period in _named(text, today)), None
    )
    if named is None:
        return None
    end, period = named
    apart = _BESIDE.search(text) and not re.match(_SINCE_OR_TO, text[end:])
    return next(each for _, last, each in _named(text, today) if last == end) if apart else period


_BESIDE = re.compile(r"(?<!占)比(?!例|率|如|方)|对照|环比|同比|同期|多了还是少了|涨|跌|增长|下降")
_SAME_DAYS_LAST_YEAR = re.compile(r"同期|同比")


def find_compared(text: str, at: datetime, period: Period | None) -> Period | None:
    """The days with which those of `period` are compared: named too, or those a year or a period before."""
    if period is None or not _BESIDE.search(text):
        return None
    text, today = text[:500], at.astimezone(ZONE).date()
    others = [
        each for _, _, each in _named(text, today) if each.last < period.first or each.first > period.last
    ]
    if others:
        return others[0]
    if _SAME_DAYS_LAST_YEAR.search(text) and period.last.year >= today.year:
        return Period(first=_year_before(period.first), last=_year_before(min(period.last, today)))
    if "环比" in text or "比上" in text:
        days = period.last - period.first
        return Period(first=period.first - days - timedelta(days=1), last=period.first - timedelta(days=1))
    return None


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def without_periods(text: str) -> str:
    """The text with every naming of days replaced by one mark."""
    for pattern, resolve in RULES:
        text = pattern.sub(lambda found, resolve=resolve: _marked(found, resolve), text)  # type: ignore[misc]
    text = re.sub(rf"(?:去年|前年|今年|从)?{MARK}(?:(?:到|至|、|和|跟|-|~)?{MARK})*", MARK, text)
    return re.sub(
        rf"{MARK}{_BEGAN}(?:(?:{_SINCE})?(?:截止|截至)?(?:到|至)(?:{_UNTIL}|{MARK})(?:为止)?|{_SINCE})",
        MARK,
        text,
    )


def _marked(found: re.Match[str], resolve: Callable[[re.Match[str], date], Period | None]) -> str:
    return MARK if _resolved(found, resolve, _ANY_DAY) else found.group()


def _resolved(
    found: re.Match[str], resolve: Callable[[re.Match[str], date], Period | None], today: date
) -> Period | None:
    try:
        return resolve(found, today)
    except ValueError:  # no such day
        return None


def _named(text: str, today: date) -> Iterator[tuple[int, int, Period]]:
    """Every naming of days with its place, by the order of the rules."""
    for pattern, resolve in RULES:
        for found in pattern.finditer(text):
            year = _YEAR.search(text[: found.start()])
            period = _resolved(found, resolve, _in_year(year, found.group(), today))
            if period is not None:
                yield found.start(), found.end(), period


def _in_year(year: re.Match[str] | None, named: str, today: date) -> date:
    """The day from which an expression is counted: the end of a year named before it."""
    if year is None or year["back"] == "今年":
        return today
    back = {"去年": 1, "前年": 2}.get(year["back"] or "")
    number = today.year - back if back else int(year["year"]) % 100 + 2000
    return (
        date(number, today.month, min(today.day, 28)) if re.match("[这本当]", named) else date(number, 12, 31)
    )


def _stretched(text: str, end: int, period: Period, today: date) -> Period:
    """The period with what follows it: to today, since then, to another day."""
    found = _STRETCH.match(text, end)
    if found:
        days = {"昨": 1, "前": 2}.get((found["past"] or "")[:1], 0)
        last = today - timedelta(days=days)
        behind = period.last + timedelta(days=1)  # "国庆后到现在" begins when the holiday is over
        first = behind if found["since"] == "后" and behind <= last else period.first
        return Period(first=first, last=max(first, last))
    to = _TO.match(text, end)
    eve = _EVE.match(text, to.end()) if to else None
    if eve:
        last = holiday(eve["name"], today.year)[0] - timedelta(days=1)
        return Period(first=period.first, last=last) if last >= period.first else period
    if to:
        after = text[to.end() : to.end() + 12]
        for start, _, until in _named(after, today):
            if _YEAR.fullmatch(after[:start] or "今年") and until.last >= period.first:
                return Period(first=period.first, last=until.last)
    return period
