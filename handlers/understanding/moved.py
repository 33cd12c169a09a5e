"""A deadline that is moved, or a sum put right, by later words ("改成后天了", "顺延三天", "不对，是21万")."""

import re
from datetime import date, datetime, timedelta

from handlers.understanding.ahead import N
from handlers.understanding.days import number
from handlers.understanding.money import find_money
from handlers.understanding.times import find_deadline

_LATER = r"推迟|推后|延后|延期|延迟|延长|顺延|往后(?:推|挪|延|拖)?|宽限|放宽|多给|晚|拖"
_SOONER = r"提前|提早|往前(?:提|挪)?|早"
_BY = re.compile(
    rf"(?:(?P<later>{_LATER})|(?P<sooner>{_SOONER}))(?:了|到|个)*(?P<n>{N})(?:个)?(?P<unit>天|周|星期|礼拜)(?!前)"
)
_MOVES = re.compile(
    rf"来不及|最晚|最迟|改(?:到|成|为|在|(?=[今明后大下周礼月\d一二三四五六七八九十]))|改了|换成|变成|{_LATER}|{_SOONER}|延到|挪到?|推到"
    r"|(?:写|打|说|搞|弄|报|记|看|讲)错|更正|纠正|笔误|口误|不对|错了|应该是|(?<!是)不是.{1,8}是"
)
# A day on which he comes, or they are there, is no deadline that moves.
_OF_VISITS = re.compile(r"师傅|[来去](?:修|看|弄|装|一趟)|过来|上门|有空|在厂|放假|停电|值班|再[试弄看修]")
_DUE = re.compile(r"交|货|客户|出|船|柜|期|截止|验|样")
_NOT_THAT = re.compile(
    r"[^，,。\s]{1,8}来不及了?[，,。\s]*|(?<!是)不是[^，,。是]{1,8}[，,。\s]*(?:而)?(?=是)"
)
_SAID_OF_A_DAY = re.compile(r"了(?=[，,。！!\s呀啊哈]|$)")
_CORRECTS = re.compile(
    r"不对|(?<!是)不是.{1,10}是|(?:写|打|说|搞|弄|报|记|看|讲)错|更正|纠正|笔误|口误|改一?下|改(?:成|为|到)|应该是|其实是"
    r"|[多少][打写]了|(?:加|涨|增加?|追加|减|降)到|变(?:成|更)"
)
_LONGEST = 40  # characters; who writes more tells something else


def find_moved(text: str, at: datetime, due: date | datetime | None) -> date | datetime | None:
    """The deadline that words set instead of the one there was (`due`); None where they move none."""
    if len(text) > _LONGEST or not _MOVES.search(text):
        return None
    if _OF_VISITS.search(text) and not _DUE.search(text):
        return None
    by = _BY.search(text)
    if by is not None and due is not None:
        days = number(by["n"]) * (1 if by["unit"] == "天" else 7)
        moved = due + timedelta(days=days if by["later"] else -days)
        return moved if _day(moved) >= at.date() else None
    told = _SAID_OF_A_DAY.sub("", _NOT_THAT.sub("", text))
    return find_deadline(told, at) or find_deadline(f"交货{told}", at)


def find_sum_put_right(text: str) -> int | None:
    """The sum that words put in the place of another; None where they put none right."""
    if len(text) > _LONGEST or not _CORRECTS.search(text):
        return None
    return find_money(_NOT_THAT.sub("", text))


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
