"""Whether a coordinator's words about an expert give him the ticket, tell that he will not come, or ask it.

"1002 阿毛去不了" and "问一下阿毛去不去" sound like "1002 阿毛去", and are no order. Looked at clause by
clause: one clause that plainly gives it to somebody makes an order. All patterns are bounded.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

_LONGEST = 60
_CLAUSE = re.compile(r"[，,。！!；;、：:\s]+")
_GIVES_BEFORE = re.compile(
    r"(?:派给?|换成?|让|叫|请|给|由|转给?|改成?|安排|指派给?|交给|定|找|喊|就|还是)@?$"
)
_WAS_THERE = re.compile(r"^(?:师傅|老师|工|哥)?(?:已经|刚才?|早就?|昨天|上午)?(?:去|来|看|弄|修)过")
_TELLS = re.compile(r"^(?:师傅|老师|工|哥)?(?:刚才?|也)?(?:说|讲|推荐|建议|介绍)")
_AGREES = re.compile(
    r"^(?:师傅|老师|工|哥)?(?:刚才?|也)?(?:说|讲|答应)(?:了|他|她|自己|马上|下午|明天){0,3}(?:好|行|可以|没问题|能|会|愿意|来|去|接)(?!.*(?:吗|[?？])|不)"
)
_SPOKEN_TO = re.compile(r"[跟和向对同]@?$")  # 跟葛师傅说带量具
_HIM = re.compile(r"[让叫请派给由就][他她]")
_GOES = re.compile(
    r"^(?:师傅|老师|工|哥)?(?:能|可以|会|愿意)?(?:来|去|上|接(?!不|电)|顶|跟|负责|处理|过去|跑)(?!不|过|得了|没)(?!.{0,6}(?:吗|不去|[?？]))"
)
_SO = (
    r"(?:他|她|自己|人|今天|明天|下午|上午|这[几两]天|最近|刚才?|那边|"
    r"现在|也|又|都|就|可能|好像|估计|实在|真|临时|有事|说|讲|回|表示|打电话){0,5}"
)
_WILL_NOT = re.compile(
    rf"^(?:师傅|老师|工|哥)?{_SO}(?:不(?:要|用|能|会|想|肯|愿意?|打算|太?方便|合适|行|去|来|接|在|上|干)|别(?:去|来|接|上)|"
    r"[去来接上干走抽][不没](?:了|开|出|成|得|上)|没(?:空|时间|法|办法|去|来|答应|工夫|功夫)|走不开|抽不开|忙(?!完|好)|推了|推掉|拒了|拒绝|回绝|生病|病了|请假|住院|出差|在外地|外地|"
    r"家里[^，,。]{0,4}?(?:有|出|老|小|急)|有(?:点|急|别的|其他)?事|摔|受伤|扭了|发烧|感冒|身体|身上不|去医院|手上(?:满|有活|单)|排满)"
)
_ASKS = re.compile(
    r"^(?:师傅|老师|工|哥)?(?:呢|[^，,。]{0,8}(?:吗|么|呢|去不去|来不来|接不接|行不行|有没有空|有没有时间|能不能|可不可以|肯不肯|愿不愿意|怎么样|怎样|如何|[?？])(?:去|来|接)?)[?？]*$"
)
_FORBIDS = re.compile(r"(?:别|不要|不用|勿|不)(?:再|先)?(?:派给?|换成?|让|叫|请|给|找|喊)@?$")
_ASKS_OF_IT = re.compile(r"[?？]|吗|么$|能不能|可不可以|要不要|行不行")
_TO_ASK = re.compile(r"(?:问(?:一?[问下声])?|咨询一?下|征求一?下)@?$")
_DONE = re.compile(
    r"(?:了|过)(?:吗|没有?|么)|到了|好了|怎么说|什么时候|几点|多久|电话|多少|是谁|哪里|是不是|有没有(?:去|来|接|回)"
)


class How(StrEnum):
    """What is said of an expert."""

    GOES = "goes"
    WILL_NOT = "will not"
    ASKED = "asked"


@dataclass(frozen=True, kw_only=True, slots=True)
class Willing:
    """Who goes instead of another, will not come, or is to be asked whether he does."""

    name: str
    how: How


def find_willing(text: str, known: Collection[str]) -> Willing | None:
    """What a text says of experts whom it names beside a ticket; None where it only gives it to one."""
    if len(text) > _LONGEST or _HIM.search(text):
        return None
    told = [
        Willing(name=clause[start:end], how=how)
        for clause in _CLAUSE.split(text)
        for start, end in _named(clause, known)
        if (how := _how(clause[:start], clause[end:])) is not None
    ]
    by = {how: next((each for each in told if each.how is how), None) for how in How}
    if by[How.GOES] is not None:
        return by[How.GOES] if by[How.WILL_NOT] is not None else None
    return by[How.ASKED] or by[How.WILL_NOT]


def _how(before: str, after: str) -> How | None:
    if _WAS_THERE.match(after) and not _ASKS_OF_IT.search(after):
        return How.WILL_NOT
    if _DONE.search(after) or _SPOKEN_TO.search(before):
        return None
    if _AGREES.match(after):
        return How.GOES
    if _TO_ASK.search(before):
        return How.ASKED
    if _GIVES_BEFORE.search(before) or _GOES.match(after):
        return None if _FORBIDS.search(before) or _ASKS_OF_IT.search(before + after) else How.GOES
    if _ASKS.match(after):
        return How.ASKED
    if _WILL_NOT.match(after) or _TELLS.match(after):
        return How.WILL_NOT
    return How.GOES if not after else None


def _named(clause: str, known: Collection[str]) -> list[tuple[int, int]]:
    """Where a clause names people, the longer of two names that overlap."""
    found: list[tuple[int, int]] = []
    for name in sorted((each for each in known if len(each) >= 2 and each in clause), key=len, reverse=True):
        start = clause.index(name)
        end = start + len(name)
        if all(end <= first or last <= start for first, last in found):
            found.append((start, end))
    return sorted(found)
