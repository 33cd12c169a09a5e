"""When an expert can be asked: away (until when) or back, as he or a coordinator writes it."""

import re
from datetime import date, datetime, timedelta

from handlers.understanding.numbers import chinese_number
from handlers.understanding.times import ZONE
from handlers.understanding.values import Leave

_BACK = re.compile(r"回来了|可以派|恢复|能上门|又能|销假|复工|出差结束|随时|有活喊我|可以接|手术做好")
_LONGEST = 3 * 366  # days of leave


_AWAY = re.compile(
    r"假|休|出差|停|暂|别派|不要派|不派|少派|别@|不接|只接|只能|只做|最多|没空|有空|外地|外面|住院|手术|培训|开会|集训|忙|带孙|带孩|家里|不在|出国|国外|回老家|老家|[年节]后|[年节]前|"
    r"不上门|不要上门|上门的|打我电话|叫我|吵我|喊我|疗养|支教|备考|搬家|装修|护理|陪护|养病|身体|腰|腿|眼|手|农忙|课|下线|以后|全天|整天|蹲点|这周|本周|这个?礼拜|下周|这个月|到月底|月底|开学|随时|一天一单|一次派"
)
_QUESTION = re.compile(r"几单|多少|哪些|什么|怎么|吗[？?]?$|[？?]$")


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
    monday = today - timedelta(days=today.weekday())
    span = re.search(
        r"(下?)(?:周|星期|礼拜)[一二三四五六日天]?(?:到|至|-)(下?)(?:周|星期|礼拜)?([一二三四五六日天])", text
    )
    if span:
        offset = 7 if span.group(1) or span.group(2) else 0
        return monday + timedelta(days=offset + "一二三四五六日".index(span.group(3).replace("天", "日")))
    length = re.search(r"((?<!\d)\d{1,3}|[一二两三四五六七八九十半]+)个?(天|周|星期|礼拜|月)", text)
    if length:
        days = {"天": 1, "月": 30}.get(length.group(2), 7)
        word = length.group(1)
        count = (
            0.5
            if word == "半"
            else int(word)
            if word.isdigit()
            else chinese_number(word.replace("半", "")) or 1
        )
        # Nobody is away for so long by a date: it is until he says so.
        return today + timedelta(days=round(days * count)) if days * count <= _LONGEST else None
    if re.search(r"这周|本周|这礼拜", text):
        return monday + timedelta(days=6)
    if re.search(r"下周|下礼拜", text):
        return monday + timedelta(days=13)
    if "今天" in text:
        return today
    return today + timedelta(days=1) if "明天" in text else None
