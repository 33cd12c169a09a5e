"""From which day to which somebody is away, as he names them beside his leave."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from handlers.understanding.days import (
    HOLIDAYS,
    day_of_month,
    monday,
    month_day,
    month_end,
    next_holiday,
    number,
    safe_day,
    week_day,
)

_LONGEST = 3 * 366  # days of leave
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


def _whole_month(found: re.Match[str], today: date) -> tuple[date, date] | None:
    first, last = _month(found, today, last=False), _month(found, today, last=True)
    return (first, last) if first is not None and last is not None and first <= last else None


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
# 春节前都没空, 年后再派我, 请假到元旦.
_TO_HOLIDAY = re.compile(
    rf"(?P<to>{_TO})?(?P<name>{'|'.join(HOLIDAYS)}|(?:(?<=过完)|(?<=过了)|(?<![\d今明去前后当整全半每几一二两三四五六七八九十]))年(?=前|后|再|才|$))"
    r"(?:节|长假|假期)?(?P<how>(?:过|之|以)?后|(?:之|以)?前|(?=再|才))?"
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

# Days named together, first and last: 明后天, 下周, 这周末.
_Span = tuple[date, date]
_SPANS: tuple[tuple[str, Callable[[re.Match[str], date], _Span | None]], ...] = (
    (
        rf"(?P<name>{'|'.join(HOLIDAYS)})(?!前|后|以前|以后|之前|之后|手)(?:节|期间|假期|长假|放假|那?几天|小?长假|[这那])*",
        lambda f, t: next_holiday(f["name"], t),
    ),
    (r"明后(?:两|2)?天", lambda f, t: (t + timedelta(days=1), t + timedelta(days=2))),
    (r"今明(?:两|2)?天", lambda f, t: (t, t + timedelta(days=1))),
    (
        r"(?P<p>下)?(?:个|这)?周末",
        lambda f, t: (week_day(f["p"] or "", "日", t) - timedelta(days=1), week_day(f["p"] or "", "日", t)),
    ),
    (
        r"下(?:个|一)?(?:周|星期|礼拜)(?![一二三四五六日天末]|再|才|回)",
        lambda f, t: (monday(t) + timedelta(days=7), monday(t) + timedelta(days=13)),
    ),
    (
        r"下个?月(?![\d一二三四五六七八九十底末初]|再|才|回)",
        lambda f, t: (month_end(t.year, t.month) + timedelta(days=1), month_end(t.year, t.month + 1)),
    ),
    (
        rf"{_YEAR}(?P<m>{_N})月份?(?![\d一二三四五六七八九十底末初份]|再|才|回|以?后)",
        lambda f, t: _whole_month(f, t),
    ),
)
_PART = r"(?:一?早上?|上午|中午|下午|晚上|傍晚|全月|整个?月|全天|一整?天|整天|那天|白天)?"
_BEGINS = re.compile(rf"{_PART}\s*(?:起|开始|就?走(?!不)|出发|动身|到|至|[-~～—]|以?后(?!天|再|才))")
_FROM = re.compile(r"(?:从|自|打)$")
# What he does on such a day: 明天要请假, 周三家里有事.
_ABSENT = re.compile(
    rf"[（(，, ]?(?:[两三四五2345]天)?{_PART}[我就都也还又要得想可能会]*\s*(?:在?家里?|厂里|单位)?\s*"
    r"(?:请|休|[产病婚丧事年]假|陪产假|探亲假|放假|坐月子|待产|生(?:孩子|小孩|娃)|不在|不接|不能|别派|不要派|别@|出差|出门|外出|出国|去|有事|没空|停|住院|手术|开会|培训|回老家|在外|集训|加班|带孩子|陪)"
)
_AND = re.compile(r"[、和跟，, ]?")


def find_absence(text: str, today: date) -> tuple[date | None, date | None]:
    """The first day of a leave (None: it begins at once) and the last (None: until he says so)."""
    first, last = _begin(text, today)
    if first is None or first <= today:
        return None, _last_day(text, today)
    length = _LENGTH.search(text)
    if length:
        days = max(1, _many(length[1], length[2] or length[3]))  # half a day is one
        return first, first + timedelta(days=days - 1) if 0 < days <= _LONGEST else None
    if last is not None:
        return first, last
    named = _named_end(text, today)
    if named is None or named >= first:
        return first, named
    # "周五到周二": the end is counted from the beginning.
    return first, named + timedelta(days=7) if named + timedelta(days=7) >= first else None


def _begin(text: str, today: date) -> tuple[date | None, date | None]:
    """The day on which a leave begins, and the last of the days named so ("周三周四请假")."""
    named = sorted(_days_named(text, today), key=lambda each: (each[0], -each[1]))
    for place, (start, end, first, last) in enumerate(named):
        if re.search(rf"{_TO}$", text[:start]):
            continue  # it is the end
        if _BEGINS.match(text, end) or _FROM.search(text[:start]):
            return first, None
        stop, until = end, last
        for start2, end2, _, last2 in named[place + 1 :]:
            gap = _AND.match(text, stop)
            if gap is not None and start2 == gap.end():
                # 下周一、周二: the second one is counted from the first.
                stop, until = end2, last2 if last2 > until else last2 + timedelta(days=7)
        if _ABSENT.match(text, stop):
            return first, until
    return None, None


def days_named(text: str, today: date) -> tuple[date, date] | None:
    """The first and last of the days to come that a question names ("明天谁有空"), None: it names none."""
    named = sorted(_days_named(text, today), key=lambda each: (each[0], -each[1]))
    return next(((first, last) for _, _, first, last in named if first > today), None)


def _days_named(text: str, today: date) -> Iterator[tuple[int, int, date, date]]:
    """Where days are named and which: start and end in the text, first and last day."""
    for pattern, resolve_span in _SPANS:
        for found in re.finditer(pattern, text):
            span = resolve_span(found, today)
            if span is not None:
                yield found.start(), found.end(), *span
    for pattern, resolve in _NAMED:
        for found in re.finditer(pattern, text):
            day = resolve(found, today)
            if day is not None:
                yield found.start(), found.end(), day, day


def _named_end(text: str, today: date) -> date | None:
    """The last day where words name the end: 到周五, 10号回来, 周一再派."""
    if span := _WEEK_SPAN.search(text):
        return week_day("下" if span["from"] or span["to"] else "", span["w"], today)
    if (found := _TO_HOLIDAY.search(text)) and (found["to"] or found["how"] is not None):
        name = "春节" if found["name"] == "年" else found["name"]
        first, last = next_holiday(name, today)
        before = "前" in (found["how"] or "")
        if before and first <= today:  # it has begun: the next one is meant
            first, last = next_holiday(name, last + timedelta(days=1))
        return first - timedelta(days=1) if before else last
    if span := _MONTH_SPAN.search(text):
        return month_day(number(span["m"]), number(span["d"]), today)
    for pattern, resolve in _ENDS:
        if (found := pattern.search(text)) and (day := resolve(found, today)):
            return day - timedelta(days=1) if found.groupdict().get("opens") else day
    return None


def _last_day(text: str, today: date) -> date | None:
    """The last day where the leave begins at once, or the words name its end."""
    if (day := _named_end(text, today)) is not None:
        return day
    if found := _LENGTH.search(text):
        return _after(found[1], found[2] or found[3], today)
    if re.search(r"这周|本周|这个?礼拜|这个?星期", text):
        return monday(today) + timedelta(days=6)
    if re.search(r"下周|下个?礼拜|下个?星期", text):
        return monday(today) + timedelta(days=13)
    if re.search(r"这个?月|本月", text):
        return month_end(today.year, today.month)
    if re.search(r"今[天晚日]|(?<!每天)(?:上午|中午|下午|晚上)(?!.{0,4}(?:都|一直))", text):
        return today
    return today + timedelta(days=1) if "明天" in text else None


def _many(count: str, unit: str) -> int:
    """So many days: 半个月, 三天, 两周."""
    many = 0.5 if count == "半" else number(count.replace("半", "")) or 1
    return round(many * {"天": 1, "月": 30}.get(unit, 7))


def _after(count: str, unit: str, today: date) -> date | None:
    # Nobody is away for so long by a date: it is until he says so.
    days = _many(count, unit)
    return today + timedelta(days=days) if days <= _LONGEST else None
