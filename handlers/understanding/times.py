"""Deadlines: the local day or moment that a writer must meet, resolved from the message's own time."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.understanding.days import day_of_month, monday, month_day, month_end, number, safe_day, week_day
from handlers.understanding.phones import without_phones

ZONE = ZoneInfo("Asia/Shanghai")
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
_N = r"(?:(?<!\d)\d{1,3}|(?<![一二两三四五六七八九十])[一二两三四五六七八九十]{1,3})"
_MUST = (
    r"前|之前|以前|交(?!流|换|谈)|(?<![主需只不])要(?!么)|到货|发货|发车|出货|出柜|走柜|装柜|装车|的船|船期|验收|复查|复测|复检|审核|审厂|来审|检查(?!了|过|一)|客户(?!.{0,3}(?:投诉|退|说|讲|反馈|发现|骂|打))|赶|截止|必须|回复|答复|"
    r"投产|上线|开工|评审|拉货|提货|补(?!焊|充|胶|偿|料)|限|下田|吊|T2|试模|发(?![热现黑白黄烫生抖脆霉亮麻酸臭裂绿红])|客户.{0,3}来|来验|到期|最晚|最迟|等着用|开庭|交付|交样|交货|交模|送样|期限|死线|上会|得(?=.{0,3}(?:交|发|出|弄|修|做|给|拿))"
)


def _month_day(found: re.Match[str], today: date) -> date | None:
    return month_day(number(found["m"]), number(found["d"]), today)


def _day_of_month(found: re.Match[str], today: date) -> date | None:
    return day_of_month(number(found["d"]), today)


def _week_day(found: re.Match[str], today: date) -> date:
    return week_day(found["p"] or "", found["w"], today)


def _after(found: re.Match[str], today: date) -> date | None:
    unit = found["u"]
    count = number(found["n"])
    if unit in ("周", "星期", "礼拜"):
        return today + timedelta(days=7 * count)
    return (
        safe_day(today.year, today.month + count, min(today.day, 28))
        if "月" in unit
        else today + timedelta(days=count)
    )


def _holiday(found: re.Match[str], today: date) -> date | None:
    name = found["h"]
    if name in ("年前", "春节前", "过年前", "除夕前", "年关前"):
        eve = NEW_YEARS_EVE.get(today.year)
        return eve if eve and eve >= today else NEW_YEARS_EVE.get(today.year + 1)
    month, day = {"国庆": (9, 30), "元旦": (12, 31), "五一": (4, 30), "劳动": (4, 30)}[name[:2]]
    this = date(today.year, month, day)
    return this if this >= today else date(today.year + 1, month, day)


_Rule = tuple[re.Pattern[str], Callable[[re.Match[str], date], date | None], bool]
# Pattern, resolver, and whether a word of obligation must stand near it.
_RULES: tuple[_Rule, ...] = (
    (
        re.compile(r"(?P<y>20\d\d)[-年./](?P<m>\d{1,2})[-月./](?P<d>\d{1,2})"),
        lambda f, t: safe_day(int(f["y"]), int(f["m"]), int(f["d"])),
        False,
    ),
    (
        re.compile(rf"下个?月(?P<d>{_N})[号日]"),
        lambda f, t: safe_day(t.year, t.month + 1, number(f["d"])),
        True,
    ),
    (re.compile(rf"(?:本|这个?|当)月(?P<d>{_N})[号日]"), _day_of_month, True),
    (re.compile(r"半个月(?:之?内|以内|后)"), lambda f, t: t + timedelta(days=15), False),
    (re.compile(rf"(?P<m>{_N})月(?:份)?(?P<d>{_N})[号日]?(?!天|个)"), _month_day, True),
    (
        re.compile(r"(?<!\d)(?P<m>1[0-2]|[1-9])[./](?P<d>[12]\d|3[01]|[1-9])(?=前|之前|要|交|号|发|\s*截)"),
        _month_day,
        True,
    ),
    (
        re.compile(
            r"(?P<h>国庆(?:节)?(?:之)?前|元旦(?:之)?前|五一(?:之)?前|劳动节前|春节前|过年前|年前|除夕前|年关前)"
        ),
        _holiday,
        False,
    ),
    (re.compile(r"(?:这个?月|本月|月)(?:底|末)(?:之?前)?"), lambda f, t: month_end(t.year, t.month), True),
    (re.compile(r"下个?月(?:底|末)"), lambda f, t: month_end(t.year, t.month + 1), True),
    (re.compile(r"下个?月初"), lambda f, t: None, True),
    (
        re.compile(r"(?:这|本)个?(?:周|星期|礼拜)(?:之?内|末前|里)"),
        lambda f, t: monday(t) + timedelta(days=6),
        False,
    ),
    (re.compile(r"周末(?:之?前)"), lambda f, t: monday(t) + timedelta(days=6), False),
    (re.compile(r"(?P<p>下下个?|下个?|这个?|本)?(?:周|星期|礼拜)(?P<w>[一二三四五六日天])"), _week_day, True),
    (re.compile(r"大后[天日]"), lambda f, t: t + timedelta(days=3), True),
    (re.compile(r"后[天日](?!处理)"), lambda f, t: t + timedelta(days=2), True),
    (re.compile(r"明[天日早晚]|明儿"), lambda f, t: t + timedelta(days=1), True),
    (re.compile(r"今[天日晚]|今儿"), lambda f, t: t, True),
    (
        re.compile(
            rf"(?:限期?|只有|只剩|还有|还剩|给了?我们?)?(?P<n>{_N})(?P<u>天|个?工作日|个?星期|周|个?礼拜|个月)(?:之?内|以内|后(?:要|交|就|必须|得|验|出|来|发|审)|(?:之?后)?整改|就要|要交|后交)"
        ),
        _after,
        False,
    ),
    (
        re.compile(
            rf"(?:限|只有|只剩|还有|还剩|只给|给了?我们|客户给了?)(?P<n>{_N})(?P<u>天|个?星期|周|个?礼拜)"
        ),
        _after,
        False,
    ),
    (
        re.compile(
            r"(?<![\d.月])(?P<d>3[01]|[12]\d|[1-9])[号日](?!机|线|库|厂|楼|门|钢|位|车|会议|单|专机|腔|仓|工位|模|炉|槽|桩|孔|泵|槽|样|料)"
        ),
        _day_of_month,
        True,
    ),
)
_CLOCK = re.compile(
    r"(?P<part>早上|早|上午|中午|下午|晚上|晚|夜里|凌晨)?(?P<h>\d{1,2}|[一二两三四五六七八九十]{1,3})(?:点|[:：](?=\d\d))(?P<half>半)?(?P<min>\d{1,2})?(?:钟|分)?(?!\d*[个料件米厂击])"
)
_HOURS = re.compile(rf"(?P<n>{_N})个?(?:小时|钟头)(?:之?内|以内)")
_NOT_MUST = re.compile(
    r"上午去|有空|方便|开始|坏|买|换|修(?!好|完|掉)|就来人|昨|发现|起就|以来|报名|才|新上|开会|有空的|停电"
)


def find_deadline(text: str, at: datetime) -> date | datetime | None:
    """The day (or aware moment, where a time of day is given) the writer must meet; None: none stated.

    "X前" includes X (labelling guide, decision 3). Never earlier than the message.
    """
    local = at.astimezone(ZONE)
    text = without_phones(text[:3000])
    hours = _HOURS.search(text)
    if hours and re.search(_MUST, text[max(0, hours.start() - 12) : hours.end() + 8]):
        return local + timedelta(hours=number(hours["n"]))
    for pattern, resolve, needs in _RULES:
        for found in pattern.finditer(text):
            around = text[max(0, found.start() - 10) : found.end() + 14]
            tail = text[found.end() : found.end() + 6]
            if (needs and not re.search(_MUST, around)) or _NOT_MUST.search(tail):
                continue
            day = resolve(found, local.date())
            if day is None or day < local.date():
                continue
            return _with_clock(text, found, day, local)
    return _clock_alone(text, local)


def _with_clock(text: str, found: re.Match[str], day: date, local: datetime) -> date | datetime:
    clock = _CLOCK.match(text, found.end())
    if clock is None and found.group()[-1] in "早晚":
        clock = _CLOCK.match(text, found.end() - 1)
    moment = _moment(clock, day) if clock else None
    return moment if moment is not None and moment >= local else day


def _moment(clock: re.Match[str], day: date) -> datetime | None:
    hour, part = number(clock["h"]), clock["part"] or ""
    if (part in ("下午", "晚上", "晚", "夜里") and hour < 12) or (part == "中午" and hour < 3):
        hour += 12
    minute = 30 if clock["half"] else int(clock["min"] or 0)
    if hour > 23 or minute > 59:
        return None
    return datetime.combine(day, time(hour, minute), tzinfo=ZONE)


def _clock_alone(text: str, local: datetime) -> datetime | None:
    for clock in _CLOCK.finditer(text):
        tail = text[clock.end() : clock.end() + 8]
        if not re.match(r"\s*(?:之?前|要|人家来|客户来|装车|发车|交|来拉|提货|开会评审)", tail):
            continue
        moment = _moment(clock, local.date())
        if moment is not None and moment < local:
            moment += timedelta(days=1)
        return moment
    return None
