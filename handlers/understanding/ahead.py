"""Days to come, as people name them, in the order of the text. What is past or no such day is left out."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.hours import feast, is_working_day
from handlers.understanding.days import day_of_month, monday, month_day, month_end, number, safe_day, week_day

_HALF_A_YEAR = timedelta(days=183)
# 除夕, from the published calendars.
NEW_YEARS_EVE = {
    2024: date(2024, 2, 9),
    2025: date(2025, 1, 28),
    2026: date(2026, 2, 16),
    2027: date(2027, 2, 5),
    2028: date(2028, 1, 25),
    2029: date(2029, 2, 12),
    2030: date(2030, 2, 2),
    2031: date(2031, 1, 22),
}
# Not the tail of a longer one: "99999天内" is no 999 days.
N = r"(?:(?<!\d)\d{1,3}|(?<![一二两三四五六七八九十])[一二两三四五六七八九十]{1,3})"
_WEEK = "(?:周|星期|礼拜)"
_UNIT = "天|日|个?工作日|个?星期|周|个?礼拜"
_WRONG = "坏|断|漏|换了|出现|烧|跳|裂|退|有|就|又"
_DUE = r"(?:之?前|以前)"
# "3号机", "4号台钻": a number, not a day.
_THING = (
    "机|床|钻|冲|线|库|厂|楼|门|钢|位|会议|单|腔|仓|模|炉|槽|桩|孔|泵|阀|样|料|点|轴|罐|塔|梁|柱|缸|站"
    "|嘴|辊|轮|针|枪|车间|产品|零件|加工|五轴|四轴|立加|卧加|龙门|窑|锅|棚|塘"
    "|[烘烤水油电冷冰]箱|[烘烤机]房|[吊行叉]车|电柜|冷柜|电梯|扶梯|升降|葫芦"
)
# A day of the month alone. Said neither at a clause's beginning nor with what must be met it is mostly none:
# "针用9号", "石岭路18号".
_DATE = (
    r"(?<![\d.月第路街弄巷道村幢栋一二三四五六七八九十])(?P<d>3[01]|[12]\d|[1-9]|二?十[一二三四五六七八九]?|三十一?|二十)[号日]"
    rf"(?!\s*(?!(?:主机|药|整车|总)厂)[^\s，,。；;要来到交发出]{{0,2}}(?:{_THING}))"
)
_MET = "之?前|以前|[要来交发出装截验审]|客户"
_FEASTS = {"中秋": "Mid-Autumn", "端午": "Dragon Boat", "清明": "Tomb-Sweeping"}
_FIXED = {
    "国庆": (10, 1), "元旦": (1, 1), "五一": (5, 1), "劳动": (5, 1), "五四": (5, 4), "三八": (3, 8),
    "妇女": (3, 8), "六一": (6, 1), "七一": (7, 1), "八一": (8, 1), "圣诞": (12, 25), "双十一": (11, 11),
    "双11": (11, 11), "双十二": (12, 12), "双12": (12, 12),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Ahead:
    """A day named in a text, where it stands. `weak`: mostly said of other things than a day to be met."""

    start: int
    end: int
    day: date
    weak: bool


def days_ahead(text: str, today: date) -> list[Ahead]:
    """Every day named that is not past; of two that overlap, the one of the earlier rule."""
    taken: set[int] = set()
    found: list[Ahead] = []
    for pattern, resolve, weak in _RULES:
        for match in pattern.finditer(text):
            start, end = match.span()
            if not taken.isdisjoint(range(start, end)):
                continue
            day = _resolved(resolve, match, today)
            if day is not None:
                taken.update(range(start, end))
                if day >= today:
                    found.append(Ahead(start=start, end=end, day=day, weak=weak))
    return sorted(found, key=lambda each: each.start)


_Resolve = Callable[[re.Match[str], date], date | None]


def _resolved(resolve: _Resolve, found: re.Match[str], today: date) -> date | None:
    try:
        return resolve(found, today)
    except (OverflowError, ValueError):  # the calendar ends in 9999
        return None


def _full(found: re.Match[str], today: date) -> date | None:
    month = int(found["m"])
    return safe_day(int(found["y"]), month, int(found["d"])) if 1 <= month <= 12 else None


def _month_day(found: re.Match[str], today: date) -> date | None:
    """Of this year; of the next only where that is nearer or must be meant: 3月5日 has been in late March."""
    day = month_day(number(found["m"]), number(found["d"]), today)
    if day is None or day - today < _HALF_A_YEAR or found.string.startswith(("前", "之前"), found.end()):
        return day
    return safe_day(today.year, day.month, day.day)


def _part_of_month(found: re.Match[str], today: date) -> date | None:
    """月底 is the last day; 下个月初 the first, where the month has not begun."""
    month = number(found["m"]) if found["m"] else today.month + (1 if found["next"] else 0)
    if found["m"] and not 1 <= month <= 12:
        return None
    if found["m"] and (month < today.month or (month == today.month and "初" in found["part"])):
        month += 12
    if "初" in found["part"]:
        return safe_day(today.year, month, 1)
    return month_end(today.year, month)


def _date(found: re.Match[str], today: date) -> date | None:
    return day_of_month(number(found["d"]), today)


def _week_day(found: re.Match[str], today: date) -> date:
    return week_day(found["p"] or "", found["w"], today)


def _after(found: re.Match[str], today: date) -> date | None:
    unit, count = found["u"], number(found["n"])
    if "工作日" in unit:
        return _working_days(today, count)
    if "月" in unit:
        return safe_day(today.year, today.month + count, min(today.day, 28))
    return today + timedelta(days=count * (1 if unit[-1] in "天日" else 7))


def _working_days(day: date, count: int) -> date:
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def _feast(found: re.Match[str], today: date) -> date | None:
    """国庆前 is the day before it, 圣诞要 the day itself; the next one."""
    name, before = found["h"], timedelta(days=1 if found["before"] else 0)
    days = (
        date(year, *_FIXED[name]) if name in _FIXED else feast(_FEASTS[name], year)
        for year in (today.year, today.year + 1)
    )
    return next((day - before for day in days if day - before >= today), None)


def _new_year(found: re.Match[str], today: date) -> date | None:
    eve = NEW_YEARS_EVE.get(today.year)
    return eve if eve and eve >= today else NEW_YEARS_EVE.get(today.year + 1)


def _quarter_end(found: re.Match[str], today: date) -> date | None:
    quarter = number(found["q"]) if found["q"] else (today.month + 2) // 3 + (1 if found["next"] else 0)
    return month_end(today.year, 3 * quarter)


# Pattern, resolver, and whether the day is weak.
_RULES: tuple[tuple[re.Pattern[str], _Resolve, bool], ...] = tuple(
    (re.compile(pattern), resolve, weak)
    for pattern, resolve, weak in (
        (r"(?<!\d)(?P<y>20\d\d)[-年./](?P<m>\d{1,2})[-月./](?P<d>\d{1,2})(?!\d)[日号]?", _full, False),
        (rf"下个?月(?P<d>{N})[号日]", lambda f, t: safe_day(t.year, t.month + 1, number(f["d"])), False),
        (rf"(?:本|这个?|当)月(?P<d>{N})[号日]", lambda f, t: day_of_month(number(f["d"]), t), False),
        (r"半个月(?:之?内|以内|后)", lambda f, t: t + timedelta(days=15), False),
        (
            rf"(?:(?P<m>{N})月份?月?|(?P<next>下)个?月|(?:这个?|本|当)?月)(?P<part>底|末|最后一天)",
            _part_of_month,
            True,
        ),
        (rf"(?:(?P<m>{N})月(?:份)?|(?P<next>下)个?月)(?P<part>初)", _part_of_month, False),
        (rf"(?:这个?|本|当)月(?:之?内|以内|{_DUE})", lambda f, t: month_end(t.year, t.month), False),
        (rf"(?<!去年)(?<!前年)(?P<m>{N})月(?:份)?(?P<d>{N})[号日]?(?!天|个)", _month_day, False),
        (
            r"(?<![\d.])(?P<m>1[0-2]|0?[1-9])[./·-](?P<d>[12]\d|3[01]|0?[1-9])(?=前|之前|要|交|号|发|\s*截)",
            _month_day,
            True,
        ),
        (
            r"(?:日期?|date|船期|交期|ETD|截关)(?:是|为|:|：|\s)*(?P<m>1[0-2]|0?[1-9])[./-](?P<d>[12]\d|3[01]|0?[1-9])(?!\d)",
            _month_day,
            False,
        ),
        (
            rf"(?P<h>{'|'.join(('国庆', '元旦', '五一', '劳动'))})节?(?P<before>{_DUE})",
            _feast,
            False,
        ),
        (
            rf"(?P<h>{'|'.join((*_FIXED, *_FEASTS))})(?:青年|儿童|妇女)?节?(?P<before>{_DUE})?"
            r"(?!快乐|款|灯|树|单|尾单|(?:前|之前)?.?(?:龙井|茶))",
            _feast,
            True,
        ),
        (
            rf"(?<![\d一二两三四五六七八九十几多前去今明当整半全])年{_DUE}|(?:春节|过年|除夕|年关|年三十){_DUE}",
            _new_year,
            True,
        ),
        (
            rf"(?<![去前])年(?:底|末)(?:{_DUE})?|年内|(?:今年|本年)(?:之?内|{_DUE})",
            lambda f, t: date(t.year, 12, 31),
            False,
        ),
        (
            rf"(?:第?(?P<q>[一二三四1-4])|(?P<next>下)个?|(?:这个?|本))季度(?:底|末|结束|之?内|{_DUE})",
            _quarter_end,
            False,
        ),
        (
            rf"(?:这|本)个?{_WEEK}(?:之?内|末前?|里|{_DUE}|(?=一定|要|必须|得|就要|务必|截止|交|发))",
            lambda f, t: monday(t) + timedelta(days=6),
            False,
        ),
        (rf"{_WEEK}末{_DUE}", lambda f, t: monday(t) + timedelta(days=6), False),
        (
            rf"(?P<more>下)?下个?{_WEEK}末?(?:之?内|里|{_DUE})",
            lambda f, t: monday(t) + timedelta(days=20 if f["more"] else 13),
            False,
        ),
        (
            rf"(?<![周期拜][一二三四五六日天])(?<![上每前逢隔])(?<![上每前]个)(?P<p>下下个?|下个?|这个?|本)?{_WEEK}(?P<w>[一二三四五六日天])(?!定|直|起(?!发)|般|样|次|共|{_WEEK}|[、和至]|到(?=[这本下]*个?{_WEEK}|[一二三四五六日天]))",
            _week_day,
            False,
        ),
        (r"(?<!大)大后[天日]", lambda f, t: t + timedelta(days=3), False),
        (r"后[天日](?!处理)", lambda f, t: t + timedelta(days=2), False),
        (r"明[天日早晚朝]|明儿", lambda f, t: t + timedelta(days=1), False),
        (r"今[天日晚夜朝]|今儿|本日|当天(?=之?前|要|必须)", lambda f, t: t, True),
        # "三天内坏了两次", "用了两天后": told of what was.
        (
            rf"(?:限期?|只有|只剩|还有|还剩|给了?我们?)?(?P<n>{N})(?P<u>{_UNIT})(?:之?内|以内)(?![^，,。；]{{0,6}}(?:{_WRONG}))",
            _after,
            False,
        ),
        (
            rf"(?P<n>{N})(?P<u>{_UNIT})(?:(?:之|以)?后(?=[^，,。；]{{0,8}}(?:来|到|要|交))|就要)",
            _after,
            False,
        ),
        (rf"(?:再)?过(?P<n>{N})(?P<u>{_UNIT})(?=[^，,。；]{{0,6}}(?:来|到|要|交|看|验|发))", _after, False),
        (rf"(?P<n>{N})(?P<u>{_UNIT})(?:之|以)?后", _after, True),
        (rf"(?:限期?|只有|只剩|还剩|给了?我们?)(?P<n>{N})(?P<u>个月)(?:之?内|以内)?", _after, False),
        (rf"(?P<n>{N})(?P<u>个月)(?:之?内|以内)", _after, True),
        (
            rf"(?:限期?|只有|[只就仅还]剩|剩下?|还有|只给|给了?我们|客户给了?)(?:下|不到|不足)?(?P<n>{N})(?P<u>天|个?星期|周|个?礼拜)(?!前)了?",
            _after,
            False,
        ),
        (rf"{_DATE}(?=\s*{_MET})", _date, False),
        (rf"(?:^|(?<=[\s，,。；;！!？?、])){_DATE}", _date, False),
        (_DATE, _date, True),
    )
)
