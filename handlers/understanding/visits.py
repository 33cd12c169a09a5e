"""A firm asks whether somebody can come: it wants him there, and the day it names is no deadline."""

import re

_CLAUSES = re.compile(r"[，,。；;！!？?\s]")
# "师傅明天能来吗", "后天可不可以上门看看"
_COME = re.compile(
    r"(?:能不能|可不可以|能否|可否|方不方便)[^，,。]{0,8}(?:来(?!得及)|上门|到(?:我们)?厂|派[个人]|跑一?趟)"
    r"|(?:能|可以|会|方便|有空|有人|有师傅|派人)[^，,。]{0,8}(?:来(?!得及)|上门|到(?:我们)?厂|跑一?趟)[^，,。]{0,6}(?:吗|么|不|吧|嘛)[啊呀呢]*$"
)
_OTHERS = re.compile(r"客户|客人|老板|司机|快递|货|配件|(?<![行叉铲天])车(?!床|间)|(?<!加)料")
_DAY = re.compile(
    r"[今明后](?:天|早|晚)|(?:周|礼拜|星期)[一二三四五六日天末]|\d{1,2}[号日]|[上下]午|早上|晚上"
)


def asks_to_come(text: str) -> bool:
    """Whether a clause of it asks whether somebody can come to mend it."""
    return any(_COME.search(each) and not _OTHERS.search(each) for each in _CLAUSES.split(text))


def asks_for_a_day(text: str) -> bool:
    """Whether it asks so for a day, or an hour of it ("明天能来吗")."""
    return any(asks_to_come(each) and _DAY.search(each) for each in _CLAUSES.split(text))
