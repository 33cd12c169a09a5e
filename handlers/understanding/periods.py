"""Periods of whole local days, as coordinators name them (labelling guide, decision 10)."""

import calendar
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from handlers.understanding.names import SURNAMES
from handlers.understanding.numbers import chinese_number
from handlers.understanding.times import ZONE
from handlers.understanding.values import Period

_N = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"


def _number(text: str) -> int:
    return int(text) if text.isdigit() else chinese_number(text) or 1


def _month(year: int, month: int) -> Period:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Period(first=date(year, month, 1), last=date(year, month, calendar.monthrange(year, month)[1]))


def _week(day: date, weeks: int) -> Period:
    monday = day - timedelta(days=day.weekday() - 7 * weeks)
    return Period(first=monday, last=monday + timedelta(days=6))


def _day(day: date) -> Period:
    return Period(first=day, last=day)


def _quarter(year: int, quarter: int) -> Period:
    return Period(first=_month(year, 3 * quarter - 2).first, last=_month(year, 3 * quarter).last)


def _year_of(today: date, month: int) -> int:
    """A month that has not begun yet means last year's."""
    return today.year if month <= today.month else today.year - 1


def _span(found: re.Match[str], today: date) -> Period | None:
    month = _number(found["m"])
    last_month = _number(found["m2"]) if found["m2"] else month
    year = _year_of(today, month)
    try:
        first = date(year, month, _number(found["d"]))
        last = date(year + (last_month < month), last_month, _number(found["d2"]))
    except ValueError:
        return None
    return Period(first=first, last=last)


def _one_day(found: re.Match[str], today: date) -> Period | None:
    month = _number(found["m"]) if found.groupdict().get("m") else today.month
    try:
        return _day(date(_year_of(today, month), month, _number(found["d"])))
    except ValueError:
        return None


def _quarter_named(found: re.Match[str], today: date) -> Period:
    quarter = _number(found["q"])
    return _quarter(today.year if 3 * quarter - 2 <= today.month else today.year - 1, quarter)


def _this_quarter(today: date, back: int) -> Period:
    month = 3 * ((today.month - 1) // 3) + 1 - 3 * back
    year = today.year + (month - 1) // 12
    return _quarter(year, (month - 1) % 12 // 3 + 1)


_PARTS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "前半": (1, 15), "后半": (16, 31)}


def _part_of_month(found: re.Match[str], today: date) -> Period:
    """A third or a half of a month; the last part ends with the month."""
    month = (
        _month(_year_of(today, _number(found["m"])), _number(found["m"]))
        if found["m"]
        else _month(today.year, today.month - 1 if found["last"] else today.month)
    )
    first, last = (1, _number(found["n"])) if found["n"] else _PARTS[found["part"][:2]]
    last = min(last, month.last.day)
    return Period(first=month.first.replace(day=first), last=month.first.replace(day=last))


def _weekend(found: re.Match[str], today: date) -> Period:
    """The last weekend that has begun; 上周末 is that of the week before this one."""
    saturday = today - timedelta(days=(today.weekday() - 5) % 7)
    if found.group().startswith("上"):
        saturday = _week(today, -1).first + timedelta(days=5)
    return Period(first=saturday, last=saturday + timedelta(days=1))


def _weekday(found: re.Match[str], today: date) -> Period:
    """The last such day up to today."""
    wanted = "一二三四五六日".index(found["w"].replace("天", "日"))
    return _day(today - timedelta(days=(today.weekday() - wanted) % 7))


_Rule = tuple[re.Pattern[str], Callable[[re.Match[str], date], Period | None]]
_RULES: tuple[_Rule, ...] = (
    (
        re.compile(rf"(?P<m>{_N})月(?P<d>{_N})[号日]?(?:到|至|-|~|—)(?:(?P<m2>{_N})月)?(?P<d2>{_N})[号日]?"),
        _span,
    ),
    (
        re.compile(
            rf"(?P<m>{_N})月(?P<d>{_N})[号日]?(?:(?:到|至|-|~|—)(?P<to>现在|今天|目前|昨天|前天)|以来|开始|起|之后|以后)"
        ),
        lambda f, t: Period(
            first=date(_year_of(t, _number(f["m"])), _number(f["m"]), _number(f["d"])),
            last=t - timedelta(days={"昨天": 1, "前天": 2}.get(f["to"] or "", 0)),
        ),
    ),
    (
        re.compile(
            rf"(?:(?P<m>{_N})月(?:份)?|(?P<last>上)个?月|(?:这个?|本)月)的?(?P<part>[上中下]旬|[前后]半个?月?|前(?P<n>{_N})天)"
        ),
        lambda f, t: _part_of_month(f, t),
    ),
    (
        re.compile(rf"(?P<m>{_N})月(?:份)?(?:到|至)(?:现在|今天|目前)"),
        lambda f, t: Period(first=date(_year_of(t, _number(f["m"])), _number(f["m"]), 1), last=t),
    ),
    (
        re.compile(rf"(?P<m>{_N})(?:月份?)?(?:到|至|-|~)(?P<m2>{_N})月"),
        lambda f, t: Period(
            first=_month(t.year, _number(f["m"])).first, last=_month(t.year, _number(f["m2"])).last
        ),
    ),
    (
        re.compile(rf"(?:最近|近|过去|这)(?P<n>{_N})个?(?:星期|周|礼拜)"),
        lambda f, t: Period(first=t - timedelta(days=7 * _number(f["n"]) - 1), last=t),
    ),
    (
        re.compile(rf"(?:最近|近|过去|这)(?P<n>{_N})[天日]"),
        lambda f, t: Period(first=t - timedelta(days=_number(f["n"]) - 1), last=t),
    ),
    (
        re.compile(rf"前(?P<n>{_N})天"),
        lambda f, t: Period(first=t - timedelta(days=_number(f["n"])), last=t - timedelta(days=1)),
    ),
    (
        re.compile(rf"(?:最近|近|过去|这)(?P<n>{_N})个月"),
        lambda f, t: Period(first=_back(t, _number(f["n"])), last=t),
    ),
    (re.compile(r"(?:最近|近|过去|这)半年"), lambda f, t: Period(first=_back(t, 6), last=t)),
    (
        re.compile(r"今年以来|今年到现在|年初到现在|开年到现在"),
        lambda f, t: Period(first=date(t.year, 1, 1), last=t),
    ),
    (
        re.compile(
            rf"(?<![{SURNAMES}])国庆(?!师傅|老师|[手最今这那接的])(?:期间|节|假期|8天|八天|7天|七天|长假)?"
        ),
        lambda f, t: _holiday(t, 10, 1, 8 if re.search("8|八", f.group()) else 7),
    ),
    (re.compile(r"(?<![周拜期十])五一(?:期间|假期|节)?"), lambda f, t: _holiday(t, 5, 1, 5)),
    (re.compile(r"上半年"), lambda f, t: Period(first=date(t.year, 1, 1), last=date(t.year, 6, 30))),
    (
        re.compile(r"下半年"),
        lambda f, t: Period(first=date(_year_of(t, 7), 7, 1), last=date(_year_of(t, 7), 12, 31)),
    ),
    (re.compile(r"(?:第)?(?P<q>[一二三四1-4])季度"), _quarter_named),
    (re.compile(r"上个?季度"), lambda f, t: _this_quarter(t, 1)),
    (re.compile(r"(?:这个?|本)季度"), lambda f, t: _this_quarter(t, 0)),
    (re.compile(r"前年"), lambda f, t: Period(first=date(t.year - 2, 1, 1), last=date(t.year - 2, 12, 31))),
    (
        re.compile(r"去年|上一年|上年度"),
        lambda f, t: Period(first=date(t.year - 1, 1, 1), last=date(t.year - 1, 12, 31)),
    ),
    (
        re.compile(r"今年|全年|本年度?"),
        lambda f, t: Period(first=date(t.year, 1, 1), last=date(t.year, 12, 31)),
    ),
    (re.compile(r"上上个?(?:周|星期|礼拜)"), lambda f, t: _week(t, -2)),
    (
        re.compile(r"上个?(?:周|星期|礼拜)(?P<w>[一二三四五六日天])(?!共)"),
        lambda f, t: _day(
            _week(t, -1).first + timedelta(days="一二三四五六日".index(f["w"].replace("天", "日")))
        ),
    ),
    (re.compile(r"上个?(?:周|星期|礼拜)"), lambda f, t: _week(t, -1)),
    (re.compile(r"(?:这个?|本)(?:周|星期|礼拜)|周报"), lambda f, t: _week(t, 0)),
    (re.compile(r"(?<![一两三四\d])(?:周|星期|礼拜)(?P<w>[一二三四五六日天])(?!共|起|单|个)"), _weekday),
    (re.compile(r"上个?周末|周末"), _weekend),
    (re.compile(r"上上个?月"), lambda f, t: _month(t.year, t.month - 2)),
    (re.compile(r"上个?月"), lambda f, t: _month(t.year, t.month - 1)),
    (re.compile(r"(?:这个?|本|当)月|月报"), lambda f, t: _month(t.year, t.month)),
    (re.compile(rf"(?P<m>{_N})月(?P<d>{_N})[号日]"), _one_day),
    (
        re.compile(r"(?<!个)(?P<m>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?(?!\d)"),
        lambda f, t: _month(_year_of(t, _number(f["m"])), _number(f["m"])),
    ),
    (
        re.compile(r"昨[天晚](?:到|和|至|、)今[天早]|[这近]两天"),
        lambda f, t: Period(first=t - timedelta(days=1), last=t),
    ),
    (re.compile(r"大前[天晚]"), lambda f, t: _day(t - timedelta(days=3))),
    (re.compile(r"前[天晚]"), lambda f, t: _day(t - timedelta(days=2))),
    (re.compile(r"昨[天晚日夜]"), lambda f, t: _day(t - timedelta(days=1))),
    (re.compile(r"今[天晚日早]|当天"), lambda f, t: _day(t)),
    (
        re.compile(
            r"(?<![\d.])(?P<d>3[01]|[12]\d|[1-9])[号日](?=的单子|那天|来了|有多少|多少|共|一共|那天|当天)"
        ),
        _one_day,
    ),
)


def _back(day: date, months: int) -> date:
    first = _month(day.year, day.month - months)
    return first.first.replace(day=min(day.day, first.last.day)) + timedelta(days=1)


def _holiday(today: date, month: int, day: int, length: int) -> Period:
    first = date(_year_of(today, month), month, day)
    return Period(first=first, last=first + timedelta(days=length - 1))


def find_period(text: str, at: datetime) -> Period | None:
    """The days a question is about, None where it names none."""
    today = at.astimezone(ZONE).date()
    for pattern, resolve in _RULES:
        found = pattern.search(text[:500])
        if found:
            try:
                period = resolve(found, today)
            except ValueError:
                continue
            if period is not None:
                return period
    return None
