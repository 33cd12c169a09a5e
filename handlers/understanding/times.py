"""Deadlines: the local day or moment that a writer must meet, resolved from the message's own time."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.understanding.ahead import Ahead, N, days_ahead
from handlers.understanding.days import number
from handlers.understanding.phones import without_phones
from handlers.understanding.visits import asks_to_come

ZONE = ZoneInfo("Asia/Shanghai")
_MUST = (
    r"前|之前|以前|约了|交(?!流|换|谈)|(?<![主需只不])要(?!么)|到货|发货|发车|出货|出柜|走柜|装柜|装车|锁车|车(?:子?)(?:来|到|过来)(?:拉|装|提|$)|司机(?:要)?到|装船|的船|船期|验收|复查|复测|复检|审核|审厂|来审|检查(?!了|过|一)|客户(?!.{0,3}(?:投诉|退|说|讲|反馈|发现|骂|打))|赶|截止|截[关单港]|关系统|必须|回复|答复|"
    r"投产|上线|开工|评审|拉货|提货|补(?!焊|充|胶|偿|料)|限|下田|吊|T[0-4](?!\d)|试模|发(?![热现黑白黄烫生抖脆霉亮麻酸臭裂绿红])|客户.{0,3}来|来验|到期|最晚|最迟|等着用|开庭|交付|交样|交货|交模|送样|期限|死线|上会|得(?=.{0,3}(?:交|发|出|弄|修|做|给|拿))"
)


_LATE = ("下午", "晚上", "晚", "夜里", "夜")
_DONE = re.compile(r"了|过(?![程来去审检会年户磅])|一上班|开机|起(?![吊运重])|[装做买送]的")
_STILL_TO_DO = re.compile(r"要|得|就|来|到|截止|必须|前|会|客户|客人|交|不")
_CLOCK = re.compile(
    r"(?P<noon>中午(?=之?前|以前))|(?P<part>早上|早|上午|中午|下午|晚上|晚|夜里|夜|凌晨)?(?P<h>\d{1,2}|[一二两三四五六七八九十]{1,3})(?:点(?![点儿都也没不小])|[:：](?=[0-5]\d(?!\d)))(?P<half>半)?(?P<min>\d{1,2})?(?:钟|分)?(?!\d*[个料件米厂击])"
)
# "一点半太晚了", "三点不行": the expert's, and not to be met.
_NO_SUCH_HOUR = re.compile(
    r"(?:早上|上午|中午|下午|晚上)?(?:\d{1,2}|[一二两三四五六七八九十]{1,3})点(?:半|钟)?(?:再)?(?:来|到|过来)?(?:的话)?(?:就|都|也|可|恐怕|怕|肯定|有点)*"
    r"(?:不行|不可以|不成|太晚|太迟|来不及|等不[了及]|赶不[上及])了?"
)
# "匡师傅说中午前来的": when he would come, and nothing is due.
_OF_THE_EXPERT = re.compile(
    r"(?:师傅|老师|[\u4e00-\u9fa5]工|他)(?:不是)?(?:自己)?(?:说|讲|答应|约)(?:好)?(?:了|的|是)*[^，,。；;！!？?\s交货客验]{0,10}?(?:过?来|到|上门)(?!货)"
)
_HOURS = re.compile(rf"(?P<n>{N})个?(?:小时|钟头)(?:之?内|以内)")
_STOP = re.compile(r"[，,。；;！!？?\s]")
_NO_DUTY, _TOO_WEAK = 2, 3
# Said after a day: it is one that the writer offers, or something else is told of it.
_FREE = re.compile(
    r"上午去|有空|方便|开始|坏|买|换(?!完|好|掉)|修(?!好|完|掉)|就来人|昨|发现|起就|以来|报名|才|新上|有空的|停电|^(?:又|突然|忽然|老是|一直|怎么又?|还是)[^，,。]{0,3}(?:不|没|坏|停|漏|报|断)"
)


def find_deadline(text: str, at: datetime, *, wished: bool = False) -> date | datetime | None:
    """The day (or aware moment, where a time of day is given) the writer must meet; None: none stated.

    "X前" includes X (labelling guide, decision 3). Never earlier than the message. Where days may be no more
    than `wished` (those of a training are), only one with a word of duty near it counts.
    """
    local = at.astimezone(ZONE)
    text = _OF_THE_EXPERT.sub("", _NO_SUCH_HOUR.sub("", without_phones(text[:3000])))
    hours = _HOURS.search(text)
    if hours and re.search(_MUST, text[max(0, hours.start() - 12) : hours.end() + 8]):
        return local + timedelta(hours=number(hours["n"]))
    days = [
        each
        for each in days_ahead(text, local.date())
        if not _is_told(_clause(text, each.end)) and not _is_wish(text, each) and not _too_late(text, each)
    ]
    due = min(days, key=lambda each: _doubt(text, each), default=None)
    if due is None or _doubt(text, due) >= (_NO_DUTY if wished else _TOO_WEAK):
        return _clock_alone(text, local)
    return _with_clock(text, due, local)


# "明早不行，今天要交", "后天太晚了": a day that was proposed, and does not do.
_TOO_LATE = re.compile(
    r"(?:一?早|早上|上午|中午|下午|晚上|[\d一二两三四五六七八九十]{1,3}点半?)*(?:再)?(?:来|到|修|弄|去)?(?:的话)?(?:就|都|也|可|恐怕|怕|肯定)*"
    r"(?:不行|不可以|不成|太晚|太迟|晚了|迟了|来不及|等不[了及]|赶不[上及])"
)


def _too_late(text: str, named: Ahead) -> bool:
    """Whether the day is one that does not do."""
    return _TOO_LATE.match(_clause(text, named.end)) is not None


def _doubt(text: str, named: Ahead) -> int:
    """How little a day named seems to be one to be met: the first of the least doubt is taken."""
    if near_duty(text, named.start, named.end):
        return 1 if named.weak else 0
    return _TOO_WEAK if named.weak else _NO_DUTY


def _is_told(after: str) -> bool:
    """Whether what follows a day is about something else than what must be done by then."""
    ahead = _STILL_TO_DO.search(after) or re.search(_MUST, after)
    return bool(_FREE.search(after) or (_DONE.search(after) and not ahead))


# "明天能来最好", "希望明天上午能过来", "明天能来吗": a day on which somebody would like the expert to come.
_WISH = re.compile(r"最好|希望|要是|如果|方便|有空|有时间|抽空|的话|[就更]好|为好|尽量|要求")
_COMES = re.compile(r"来|上门|到(?:我们)?厂|看看|看一?下|派人")
_MEETS = re.compile(
    r"必须|一定|务必|得(?!不)|[^以]前|客户|客人|[验审交]|[发到出提拉装交](?:[一这那两]?(?:批|车|柜))?货|装柜|修好|弄好|搞定|解决"
)


def _is_wish(text: str, named: Ahead) -> bool:
    """Whether the clause of a day only says when it would suit that somebody comes, and nothing is due."""
    before = _STOP.split(text[max(0, named.start - 12) : named.start])[-1]
    clause = before + text[named.start : named.end] + _clause(text, named.end)
    wishes = _WISH.search(clause) and _COMES.search(clause)
    return bool(wishes or asks_to_come(clause)) and not _MEETS.search(clause)


def without_wished_days(text: str, at: datetime) -> str:
    """The text without the days on which it would suit that somebody comes: they make no haste."""
    named_days = days_ahead(text, at.astimezone(ZONE).date())
    for named in sorted(named_days, key=lambda each: each.start, reverse=True):
        if _is_wish(text, named):
            text = text[: named.start] + text[named.end :]
    return text


def _clause(text: str, start: int) -> str:
    """What follows, up to the next stop."""
    return _STOP.split(text[start : start + 12], maxsplit=1)[0]


def near_duty(text: str, start: int, end: int) -> bool:
    """Whether a word of duty (前, 交货, 验收, …) stands near these days: without one most are no deadline."""
    return re.search(_MUST, text[max(0, start - 10) : end + 14]) is not None


# "今晚要交货", "明天晚上发货"
_NIGHT = re.compile(r"(?:[今明后当]天?|[日号]|(?:周|礼拜|星期)[一二三四五六日天])(?:晚上?|夜里?|夜间)(?!班)")


def due_by_night(text: str) -> bool:
    """Whether what a text says is due by a day is due in its evening."""
    return any(near_duty(text, night.start(), night.end()) for night in _NIGHT.finditer(text))


def _with_clock(text: str, due: Ahead, local: datetime) -> date | datetime:
    """The day with the time of day that follows it ("今晚10点", "明天中午前"), where there is one."""
    part = text[due.end - 1] in "早晚夜"  # it says which half of the day is meant
    clock = _CLOCK.match(text, due.end - part)
    moment = _moment(clock, due.day) if clock else None
    return moment if moment is not None and moment >= local else due.day


def _moment(clock: re.Match[str], day: date) -> datetime | None:
    if clock["noon"]:
        return datetime.combine(day, time(12), tzinfo=ZONE)
    hour, part = number(clock["h"]), clock["part"] or ""
    if (part in _LATE and hour < 12) or (part == "中午" and hour < 3):
        hour += 12
    elif part in _LATE[1:] and hour == 12:
        day, hour = day + timedelta(days=1), 0
    minute = 30 if clock["half"] else int(clock["min"] or 0)
    if hour > 23 or minute > 59:
        return None
    return datetime.combine(day, time(hour, minute), tzinfo=ZONE)


_END_OF_WORK = re.compile(r"(?:今天)?下班(?:之|以)?前[^，,。]{0,4}(?:要|必须|得|一定|务必|交|发|给|弄|搞|结)")


def _clock_alone(text: str, local: datetime) -> date | datetime | None:
    if _END_OF_WORK.search(text):
        return local.date()
    for clock in _CLOCK.finditer(text):
        tail = text[clock.end() : clock.end() + 8]
        if not re.match(r"\s*(?:之?前|要|人家来|来拉|开会评审)", tail) and not re.search(_MUST, tail):
            continue
        moment = _moment(clock, local.date())
        if moment is not None and moment < local:
            # "两点半到厂里" written at nine is this afternoon's.
            half = timedelta(hours=12)
            later = not clock["part"] and moment.hour < 12 and moment + half >= local
            moment += half if later else timedelta(days=1)
        return moment
    return None
