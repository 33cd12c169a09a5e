"""How coordinators name days: one rule an expression, and the whole local days that it means."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

from handlers.understanding.days import HOLIDAYS, holiday
from handlers.understanding.names import SURNAMES
from handlers.understanding.numbers import chinese_number
from handlers.understanding.spans import (
    ago,
    days_before,
    half_year_before,
    last_days,
    months_back,
    of_day,
    of_month,
    of_months,
    of_week,
    quarter,
    whole_year,
)
from handlers.understanding.values import Period

_N = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_WEEK = "(?:周|星期|礼拜)"
_LAST = "上(?:一?个|一)?"
_DAY_OF_WEEK = "(?P<w>[一二三四五六日天])(?!共|起|个|分|家|位|条|张|天|月|趟|次|十)"


def _number(text: str) -> int:
    return int(text) if text.isdigit() else chinese_number(text) or 1


def _year_of(today: date, month: int) -> int:
    """A month that has not begun yet means last year's."""
    return today.year if month <= today.month else today.year - 1


def _span(found: re.Match[str], today: date) -> Period | None:
    month = _number(found["m"])
    last_month = _number(found["m2"]) if found["m2"] else month
    year = _year_of(today, month)
    first = date(year, month, _number(found["d"]))
    return Period(first=first, last=date(year + (last_month < month), last_month, _number(found["d2"])))


def _days_of_month(found: re.Match[str], today: date) -> Period:
    """11号到20号: of this month, or of the last one where they have not begun."""
    first, last = _number(found["d"]), _number(found["d2"])
    month = of_month(today.year, today.month - (first > today.day))
    return Period(first=month.first.replace(day=first), last=month.first.replace(day=last))


def _days_until(found: re.Match[str], today: date) -> Period:
    """25号之前: of the month that has that day behind it, from its first."""
    day = _day_of_month(found, today).first
    return Period(first=day.replace(day=1), last=day)


def _months_in_a_row(found: re.Match[str], today: date) -> Period | None:
    """八九两个月, 七八月, 一二三月份: months that follow each other."""
    named = ["一二三四五六七八九十".index(char) + 1 for char in found["run"]]
    in_a_row = all(second == first + 1 for first, second in pairwise(named))
    return of_months(_year_of(today, named[0]), named[0], named[-1]) if in_a_row else None


def _one_day(found: re.Match[str], today: date) -> Period:
    month = _number(found["m"])
    return of_day(date(_year_of(today, month), month, _number(found["d"])))


def _day_of_month(found: re.Match[str], today: date) -> Period:
    day = _number(found["d"])
    return of_day(of_month(today.year, today.month - (day > today.day)).first.replace(day=day))


def _quarter_named(found: re.Match[str], today: date) -> Period:
    first, last = 3 * _number(found["q"]) - 2, 3 * _number(found["q"])
    if found["before"]:
        return of_months(today.year, 1, last)
    return of_months(_year_of(today, first), first, last)


def _week_of_month(found: re.Match[str], today: date) -> Period:
    """第二周: the weeks of a month begin with its first Monday."""
    month = (
        of_month(_year_of(today, _number(found["m"])), _number(found["m"]))
        if found["m"]
        else of_month(today.year, today.month - bool(found["last"]))
    )
    monday = month.first + timedelta(days=-month.first.weekday() % 7)
    return of_week(monday, _number(found["n"]) - 1)


def _day_of_that_month(found: re.Match[str], today: date) -> Period:
    month = of_month(today.year, today.month - bool(found["last"]))
    return of_day(month.first.replace(day=_number(found["d"])))


_PARTS = {
    "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "前半": (1, 15), "上半": (1, 15), "后半": (16, 31),
    "下半": (16, 31), "初": (1, 10), "月初": (1, 10), "头": (1, 10), "底": (21, 31), "末": (21, 31),
}  # fmt: skip


def _part_of_month(found: re.Match[str], today: date) -> Period:
    """A third or a half of a month; the last part ends with the month."""
    month = (
        of_month(_year_of(today, _number(found["m"])), _number(found["m"]))
        if found["m"]
        else of_month(today.year, today.month - 1 if found["last"] else today.month)
    )
    first, last = (1, _number(found["n"])) if found["n"] else _PARTS[found["part"][:2]]
    last = min(last, month.last.day)
    return Period(first=month.first.replace(day=first), last=month.first.replace(day=last))


def _weekend(today: date) -> Period:
    """The last weekend that has begun."""
    saturday = today - timedelta(days=(today.weekday() - 5) % 7)
    return Period(first=saturday, last=saturday + timedelta(days=1))


def _weekday(found: re.Match[str], today: date) -> Period:
    """The last such day up to today, or that of the named week."""
    wanted = "一二三四五六日".index(found["w"].replace("天", "日"))
    if found["which"]:
        return of_day(of_week(today, -1 if "上" in found["which"] else 0).first + timedelta(days=wanted))
    return ago(today, (today.weekday() - wanted) % 7)


def _holiday(found: re.Match[str], today: date) -> Period | None:
    """The last such holiday that has begun, with the days off around it; without a name, the last of all."""
    named = [found["name"]] if found["name"] else [*HOLIDAYS]
    begun = [
        Period(first=first, last=last)
        for year in (today.year - 1, today.year)
        for first, last in (holiday(name, year) for name in named)
        if first <= today
    ]
    return max(begun, key=lambda period: period.first, default=None)


def _after_holiday(found: re.Match[str], today: date) -> Period | None:
    """国庆后, 节后: from the day after the last such holiday until today."""
    over = _holiday(found, today)
    begin = over.last + timedelta(days=1) if over is not None else today
    return Period(first=begin, last=today) if begin <= today else None


Rule = tuple[re.Pattern[str], Callable[[re.Match[str], date], Period | None]]
# The first rule that finds something is the period: exact days before months, months before years.
RULES: tuple[Rule, ...] = tuple(
    (re.compile(pattern), resolve)
    for pattern, resolve in (
        (
            r"(?<!\d)(?P<y>20\d\d)[-./年](?P<m>\d{1,2})[-./月](?P<d>\d{1,2})(?!\d)[号日]?",
            lambda f, _: of_day(date(int(f["y"]), int(f["m"]), int(f["d"]))),
        ),
        (
            rf"(?P<m>{_N})月(?P<d>{_N})[号日]?(?:到|至|-|~|—)(?:(?P<m2>{_N})月(?:份的?)?)?(?P<d2>{_N})(?:[号日]|(?![\d.月]))",
            _span,
        ),
        (
            r"(?<![\d.])(?P<m>1[0-2]|0?[1-9])[./](?P<d>\d{1,2})[号日]?(?:到|至|-|~|—)(?P<m2>1[0-2]|0?[1-9])[./](?P<d2>\d{1,2})(?![\d.])",
            _span,
        ),
        (
            rf"(?<![\d.月到至-])(?P<d>{_N})[号日][、，,和跟与]?(?P<d2>{_N})[号日](?!单|线|机)",
            _days_of_month,
        ),
        (
            rf"(?<![\d.月到至-])(?P<d>{_N})[号日](?:之|以)?前(?!后|天|[几两])",
            _days_until,
        ),
        (
            r"(?P<run>[一二三四五六七八九]{1,3}[二三四五六七八九十])(?:月份?|(?:这)?[两三四]个月)",
            _months_in_a_row,
        ),
        (r"三八(?:妇女)?节", lambda f, t: of_day(date(_year_of(t, 3), 3, 8))),
        (r"六一(?=节|儿童|以后|以来|那天|到)", lambda f, t: of_day(date(_year_of(t, 6), 6, 1))),
        (r"双十?(?:11|十一)", lambda f, t: of_day(date(_year_of(t, 11), 11, 11))),
        (
            rf"(?<![\d.])(?<![\d一二三四五六七八九十]月)(?P<d>{_N})[号日]?(?:到|至|-|~|—)(?P<d2>{_N})[号日](?!单|线|机)",
            _days_of_month,
        ),
        (
            rf"(?:(?P<m>{_N})月份?|(?P<last>{_LAST})月|(?:这个?|本|当)?月)的?"
            rf"第(?P<n>[一二三四五1-5])个?{_WEEK}(?![一二三四五六日天])",
            _week_of_month,
        ),
        (rf"(?:(?P<last>{_LAST})|这个?|本|当)月(?P<d>{_N})[号日]", _day_of_that_month),
        (r"(?P<m>)(?P<last>)(?P<n>)(?<![一两几\d月])(?P<part>[上下前后]半)个?月", _part_of_month),
        (rf"(?<=年)的?前(?P<n>{_N})个?月", lambda f, t: of_months(t.year, 1, _number(f["n"]))),
        (
            rf"(?:(?P<m>{_N})月(?:份)?|(?P<last>{_LAST})月|(?:这个?|本|当)月)的?"
            rf"(?P<part>[上中下]旬|[前后上下]半个?月|前半|后半|[初底末](?!前)|头(?=几天|[到至])|前(?P<n>{_N})天)",
            _part_of_month,
        ),
        (
            rf"(?P<m>{_N})(?:月份?)?(?:到|至|-|~|、|跟|和|加|(?<=月))(?P<m2>{_N})(?:月|两个月)",
            lambda f, t: of_months(t.year, _number(f["m"]), _number(f["m2"])),
        ),
        (rf"(?P<name>)放假(?:这|那|的)?(?:几|{_N})天", _holiday),
        (
            rf"(?:最近|近|过去|这)的?(?P<n>{_N})个?(?:星期|周(?!年)|礼拜)(?![一二三四五六日天])",
            lambda f, t: last_days(t, 7 * _number(f["n"])),
        ),
        (rf"(?:最近|近|过去|这)的?(?P<n>{_N})[天日]", lambda f, t: last_days(t, _number(f["n"]))),
        (
            rf"(?<!大)前(?P<n>{_N})天",
            lambda f, t: days_before(t, _number(f["n"])),
        ),
        (
            rf"(?:最近|近|过去|这)的?(?P<n>{_N})个月",
            lambda f, t: Period(first=months_back(t, _number(f["n"])), last=t),
        ),
        (r"(?:最近|近|过去|这)的?半个月", lambda f, t: last_days(t, 15)),
        (r"(?:最近|近|过去|这)的?半年", lambda f, t: Period(first=months_back(t, 6), last=t)),
        (r"(?:最近|近|过去|这)的?一年", lambda f, t: Period(first=months_back(t, 12), last=t)),
        (
            rf"(?<![{SURNAMES}期十拜周])(?P<name>{'|'.join(HOLIDAYS)})"
            rf"(?!师傅|老师|前|(?:节|假期|长假|放假)*(?:过|之|以)?后(?![到至])|以前|手|最|接|单)(?:期间|节|假期|长假|放假|这|那|几天|{_N}天|假)*",
            _holiday,
        ),
        (rf"(?<!大)前(?P<n>{_N})个?(?:星期|周|礼拜)", lambda f, t: days_before(t, 7 * _number(f["n"]))),
        (r"上一?个半年", lambda f, t: half_year_before(t)),
        (r"上半年", lambda f, t: of_months(t.year, 1, 6)),
        (r"[下后]半年", lambda f, t: of_months(_year_of(t, 7), 7, 12)),
        (r"(?P<before>前)?(?:第)?(?P<q>[一二三四1-4])个?季度", _quarter_named),
        (rf"{_LAST}季度?", lambda f, t: quarter(t, 1)),
        (r"(?:这个?|本|当)季度?", lambda f, t: quarter(t, 0)),
        (rf"上上个?{_WEEK}(?!末)", lambda f, t: of_week(t, -2)),
        (r"上个?周末|周末|双休日?", lambda f, t: _weekend(t)),
        (rf"(?P<which>{_LAST}|这个?|本){_WEEK}{_WEEK}?{_DAY_OF_WEEK}", _weekday),
        (rf"{_LAST}{_WEEK}", lambda f, t: of_week(t, -1)),
        (rf"(?:这个?|本){_WEEK}", lambda f, t: of_week(t, 0)),
        (rf"(?P<which>)(?<![一两三四\d近个]){_WEEK}{_DAY_OF_WEEK}", _weekday),
        (r"上上个?月", lambda f, t: of_month(t.year, t.month - 2)),
        (rf"{_LAST}月", lambda f, t: of_month(t.year, t.month - 1)),
        (
            r"(?:这个?|本|当)月|月初(?=到|至|起|以来)",
            lambda f, t: of_month(t.year, t.month),
        ),
        (rf"(?P<m>{_N})月(?P<d>{_N})(?:[号日]|(?=[几多有那来]|的单|$))", _one_day),
        (
            r"(?<!\d)(?P<m>1[0-2]|0?[1-9])[./](?P<d>3[01]|[12]\d|0?[1-9])(?=那天|当天|的单|号|日|几|多少|有|以[来后]|之后|到|起)",
            _one_day,
        ),
        (
            r"(?<![个\d])(?P<m>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?(?!\d)",
            lambda f, t: of_month(_year_of(t, _number(f["m"])), _number(f["m"])),
        ),
        (r"去年(?!同期)|上一?年度?(?!半|同期)", lambda f, t: whole_year(t.year - 1)),
        (r"前年", lambda f, t: whole_year(t.year - 2)),
        (r"(?P<y>20\d\d)年", lambda f, t: whole_year(int(f["y"]))),
        (
            r"今年|全年|(?<!上)年度|本年度?|(?:年初|开年)(?=到|至|起|以来|算)|年初",
            lambda f, t: whole_year(t.year),
        ),
        (r"周报", lambda f, t: of_week(t, 0)),
        (r"(?<![\d一二三四五六七八九十])月报", lambda f, t: of_month(t.year, t.month)),
        (
            r"(?<![\d.一二三四五六七八九十百零])(?P<d>3[01]|[12]\d|[1-9]|[一二]?十[一二三四五六七八九]?|[一二三四五六七八九])[号日]"
            r"(?=的单|那天|来[了的]|进|有|几|多少|共|一共|当天|[上下]午|晚上|单子|以来|以后|之后|开始|起|到)",
            _day_of_month,
        ),
        (r"[这近]两天", lambda f, t: last_days(t, 2)),
        (r"大前[天晚]", lambda f, t: ago(t, 3)),
        (rf"(?P<n>{_N})天前", lambda f, t: ago(t, _number(f["n"]))),
        (r"前[天晚日](?!后)", lambda f, t: ago(t, 2)),
        (r"昨[天晚日夜]|昨儿个?", lambda f, t: ago(t, 1)),
        (r"今[天晚日早儿]|本日|当天|今儿个", lambda f, t: of_day(t)),
        (r"日报(?!社|道)", lambda f, t: of_day(t)),
        (r"暑[期假](?:两个月)?", lambda f, t: of_months(_year_of(t, 7), 7, 8)),
        (
            rf"(?P<name>(?<![{SURNAMES}期十拜周])(?:{'|'.join(HOLIDAYS)})|(?<![{SURNAMES}])(?=节后|长假后))"
            r"(?:节|假期|长假|放假)*(?:过|之|以)?后(?![天日面到至])(?:的?(?:这|那|这段|那段)(?:几天|时间|日子))?",
            _after_holiday,
        ),
    )
)
