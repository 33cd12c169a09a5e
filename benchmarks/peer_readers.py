"""Libraries that read Chinese times and money, each behind the same two functions."""

import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
_END_OF_DAY = "23:59:59"


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A time named in a text: where, and what it means; days where it names no time of day."""

    start: int
    end: int
    first: date | datetime
    last: date | datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """A library: the times that a text names, in order; the first sum of yuan, where it reads money."""

    times: Callable[[str, datetime], Iterator[Span]]
    money: Callable[[str], int | None] | None = None


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=ZONE)


def _jionlp_times(text: str, at: datetime) -> Iterator[Span]:
    for found in _jionlp().ner.extract_time(text, time_base=at.timestamp(), with_parsing=True):
        if found["type"] not in ("time_point", "time_span"):
            continue
        first, last = found["detail"]["time"]
        if "inf" in first or "inf" in last:
            continue
        start, end = _moment(first), _moment(last)
        whole = last.endswith(_END_OF_DAY) and (
            first.endswith("00:00:00") or start == at.replace(microsecond=0)
        )
        places = {"start": found["offset"][0], "end": found["offset"][1]}
        if whole:
            yield Span(first=start.date(), last=end.date(), **places)
        else:
            yield Span(first=start, last=start if found["type"] == "time_point" else end, **places)


def _jionlp_money(text: str) -> int | None:
    for found in _jionlp().ner.extract_money(text, with_parsing=True):
        detail = found["detail"]
        number = detail["num"][0] if isinstance(detail["num"], list) else detail["num"]
        if detail["case"] == "元":
            return round(float(number))
    return None


@cache
def _jionlp() -> Any:
    import jionlp

    return jionlp


def _recognizers_times(text: str, at: datetime) -> Iterator[Span]:
    from recognizers_date_time import recognize_datetime

    local = at.astimezone(ZONE).replace(tzinfo=None)
    for found in recognize_datetime(text, "zh-cn", reference=local):
        values = (found.resolution or {}).get("values") or []
        spans = [span for value in values if (span := _recognized(value, text[found.end + 1 :], at))]
        if spans:
            first, last = next((span for span in spans if not _past(span[1], at)), spans[-1])
            yield Span(start=found.start, end=found.end + 1, first=first, last=last)


def _recognized(
    value: Mapping[str, str], after: str, at: datetime
) -> tuple[date | datetime, date | datetime] | None:
    """One reading of an expression: a day, a moment, or the two ends of a stretch."""
    kind = value.get("type")
    try:
        if kind == "date":
            day = date.fromisoformat(value["value"])
            return day, day
        if kind == "datetime":
            return _moment(value["value"]), _moment(value["value"])
        if kind == "daterange":  # its end is the day after
            last = date.fromisoformat(value["end"]) - timedelta(days=1)
            return date.fromisoformat(value["start"]), last
        if kind == "datetimerange":
            return _moment(value["start"]), _moment(value["end"])
        if kind == "duration" and re.match("之?内|以内", after):
            last_moment = at + timedelta(seconds=float(value["value"]))
            days = float(value["value"]) % 86_400 == 0
            return (at.date(), last_moment.date()) if days else (at, last_moment)
    except (KeyError, ValueError):  # half open, or no such day
        return None
    return None


def _past(moment: date | datetime, at: datetime) -> bool:
    return moment < at if isinstance(moment, datetime) else moment < at.date()


def _recognizers_money(text: str) -> int | None:
    from recognizers_number_with_unit import recognize_currency

    for found in recognize_currency(text, "zh-cn"):
        if found.resolution and found.resolution.get("isoCurrency") == "CNY" and found.resolution["value"]:
            return round(float(found.resolution["value"]))
    return None


def _dateparser_times(text: str, at: datetime) -> Iterator[Span]:
    from dateparser.search import search_dates

    local = at.astimezone(ZONE).replace(tzinfo=None)
    wanted = {"RELATIVE_BASE": local, "PREFER_DATES_FROM": "future"}
    yield from _placed(text, search_dates(text, languages=["zh"], settings=wanted) or [])


def _pyunit_times(text: str, at: datetime) -> Iterator[Span]:
    from pyunit_time import Time

    found = Time(at.astimezone(ZONE).strftime("%Y-%m-%d %H:%M:%S")).parse(text)
    yield from _placed(text, [(each["key"], datetime.fromisoformat(each["keyDate"])) for each in found])


def _placed(text: str, found: list[tuple[str, datetime]]) -> Iterator[Span]:
    """Words with their moments; only a time of day makes a moment of a day. Words may have been rewritten."""
    place = 0
    for words, moment in found:
        start = max(text.find(words, place), place)
        place = min(start + len(words), len(text))
        named = moment.replace(tzinfo=ZONE) if re.search("[点时:：]", words) else moment.date()
        yield Span(start=start, end=place, first=named, last=named)


READERS: Mapping[str, Reader] = {
    "jionlp": Reader(times=_jionlp_times, money=_jionlp_money),
    "recognizers-text": Reader(times=_recognizers_times, money=_recognizers_money),
    "dateparser": Reader(times=_dateparser_times),
    "pyunit-time": Reader(times=_pyunit_times),
}
warnings.simplefilter("ignore")  # theirs
