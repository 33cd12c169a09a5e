"""When an expert can be asked: away (until when) or back, as he or a coordinator writes it."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from handlers.understanding.days import (
    day_of_month,
    monday,
    month_day,
    month_end,
    number,
    safe_day,
    week_day,
)
from handlers.understanding.times import ZONE
from handlers.understanding.values import Leave

_BACK = re.compile(
    r"不(?:请假|休假|休息)了|回来了|可以派|恢复|能上门|又能|销假|复工|出差结束|随时|有活喊我|可以接|手术做好"
)
# 老单请假到周五, @阿毛 今天不在
_WHOSE = re.compile(
    r"@?([^\s，,。@]{2,6}?)(?:师傅)?\s?(?:[今明后]天|[这本下]周|这几天|最近|已经|也|又|要){0,2}\s?"
    r"(?:请|休|回来|不在|住院|出差|出国|手术)"
)
_LONGEST = 3 * 366  # days of leave


_AWAY = re.compile(
    r"假|休|出差|停|暂|别派|不要派|不派|少派|别@|不接|只接|只能|只做|最多|没空|有空|外地|外面|住院|手术|培训|开会|集训|忙|带孙|带孩|家里|不在|出国|国外|回老家|老家|[年节]后|[年节]前|"
    r"不上门|不要上门|上门的|打我电话|叫我|吵我|喊我|疗养|支教|备考|搬家|装修|护理|陪护|养病|身体|腰|腿|眼|手|农忙|课|下线|以后|全天|整天|蹲点|这周|本周|这个?礼拜|下周|这个月|到月底|月底|开学|随时|一天一单|一次派"
)
_QUESTION = re.compile(r"几单|多少|哪些|什么|怎么|吗[？?]?$|[？?]$")
_N = r"(?:(?<!\d)\d{1,2}|(?<![一二三四五六七八九十])[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:(?P<y>20\d\d)[年./-]|(?P<next>明年))?"
_TO = r"(?:到|至|[-~～—])\s*"
# The day is the last one ("周五回" is free on Saturday), except where he can be asked from it on.
_THEN = r"(?:早上|上午|中午|下午|晚上)?\s*(?:(?:以|之)?(?:前|后(?![天日]))|才?能?回|(?P<opens>才|再))"


def _date(found: re.Match[str], today: date) -> date | None:
    month, day = number(found["m"]), number(found["d"])
    if not 1 <= month <= 12:
        return None
    if found["y"] or found["next"]:
        return safe_day(int(found["y"] or today.year + 1), month, day)
    return month_day(month, day, today)


def _month(found: re.Match[str], today: date, *, last: bool) -> date | None:
    month = number(found["m"])
    if not 1 <= month <= 12:
        return None
    over = month < today.month or (month == today.month and not last)
    year = int(found["y"]) if found["y"] else today.year + bool(found["next"] or over)
    return month_end(year, month) if last else date(year, month, 1)


_Resolver = Callable[[re.Match[str], date], date | None]
# Days as they are named at the end of a leave. A month alone stands for its first day.
_NAMED: tuple[tuple[str, _Resolver], ...] = (
    (rf"{_YEAR}(?P<m>{_N})月份?(?P<d>{_N})(?:[号日]|(?!天|个))", _date),
    (rf"{_YEAR}(?P<m>(?<!\d)(?:1[0-2]|[1-9]))[./](?P<d>[12]\d|3[01]|[1-9])(?!\d)", _date),
    (rf"{_YEAR}(?P<m>{_N})月(?:底|末)", lambda f, t: _month(f, t, last=True)),
    (rf"{_YEAR}(?P<m>{_N})月(?!\d)(?:份|初)?", lambda f, t: _month(f, t, last=False)),
    (rf"(?P<d>{_N})[号日](?!单|机|线|库|厂|楼|门|车)", lambda f, t: day_of_month(number(f["d"]), t)),
    (
        r"(?P<p>下下个?|下个?|这个?|本)?(?:周|星期|礼拜)(?P<w>[一二三四五六日天])",
        lambda f, t: week_day(f["p"] or "", f["w"], t),
    ),
    (r"(?P<p>下)?个?周末", lambda f, t: week_day(f["p"] or "", "日", t)),
    (r"下个?月(?:底|末)", lambda f, t: month_end(t.year, t.month + 1)),
    (r"下个?月初?", lambda f, t: month_end(t.year, t.month) + timedelta(days=1)),
    (r"月(?:底|末)", lambda f, t: month_end(t.year, t.month)),
    (r"年(?:底|末)", lambda f, t: date(t.year, 12, 31)),
    (r"大后[天日]", lambda f, t: t + timedelta(days=3)),
    (r"后[天日]", lambda f, t: t + timedelta(days=2)),
    (r"明[天日]", lambda f, t: t + timedelta(days=1)),
)
_ENDS = tuple(
    (re.compile(form), resolve)
    for named, resolve in _NAMED
    for form in (rf"{_TO}(?:{named})", rf"(?:{named}){_THEN}")
)
_WEEK_SPAN = re.compile(
    r"(?P<from>下?)(?:周|星期|礼拜)[一二三四五六日天]?(?:到|至|-)(?P<to>下?)(?:周|星期|礼拜)?(?P<w>[一二三四五六日天])"
)
# 3月6日到8日: the month is said once.
_MONTH_SPAN = re.compile(rf"(?P<m>{_N})月{_N}[号日]?(?:到|至|[-~～—])(?P<d>{_N})[号日]")
# "三月" is a month of the year, "三个月" and "两月" are so long; "礼拜六礼拜天" is neither.
_LENGTH = re.compile(
    r"(?<![周期拜])((?<!\d)\d{1,3}|[一二两三四五六七八九十半]+)(?:个?(天|周|星期|礼拜)|(?:个|(?<=[半两]))(月))"
)


def whose(text: str) -> str | None:
    """What stands where a name would, in front of a leave or a return; not every text has a name there."""
    found = _WHOSE.match(text.strip())
    return found[1] if found else None


def find_leave(text: str, at: datetime) -> Leave | None:
    """Away or back; the last day of a leave where one is named. `at` is the message's own time.

    None where the text says neither (a question is no leave).
    """
    today = at.astimezone(ZONE).date()
    if _BACK.search(text) and not re.search(r"暂停|不能|不要派|别派", text):
        return Leave(away=False)
    if re.search(r"只能远程|只接远程|最多接|不要打我电话|今天在.{1,6}一整天", text):
        return Leave(away=False)
    if _QUESTION.search(text) or not _AWAY.search(text):
        return None
    return Leave(away=True, until=_last_day(text, today))


def _last_day(text: str, today: date) -> date | None:
    if span := _WEEK_SPAN.search(text):
        return week_day("下" if span["from"] or span["to"] else "", span["w"], today)
    if span := _MONTH_SPAN.search(text):
        return month_day(number(span["m"]), number(span["d"]), today)
    for pattern, resolve in _ENDS:
        if (found := pattern.search(text)) and (day := resolve(found, today)):
            return day - timedelta(days=1) if found.groupdict().get("opens") else day
    if found := _LENGTH.search(text):
        return _after(found[1], found[2] or found[3], today)
    if re.search(r"这周|本周|这个?礼拜|这个?星期", text):
        return monday(today) + timedelta(days=6)
    if re.search(r"下周|下个?礼拜|下个?星期", text):
        return monday(today) + timedelta(days=13)
    if re.search(r"这个?月|本月", text):
        return month_end(today.year, today.month)
    if "今天" in text:
        return today
    return today + timedelta(days=1) if "明天" in text else None


def _after(count: str, unit: str, today: date) -> date | None:
    many = 0.5 if count == "半" else number(count.replace("半", "")) or 1
    days = many * {"天": 1, "月": 30}.get(unit, 7)
    # Nobody is away for so long by a date: it is until he says so.
    return today + timedelta(days=round(days)) if days <= _LONGEST else None
