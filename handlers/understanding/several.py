"""Whether somebody wants more than one expert for a ticket (会诊), and how many."""

import re

from handlers.understanding.numbers import chinese_number
from handlers.understanding.values import Several

_MOST = 5
_NUMBER = r"([一两二三四五几多1-5])"
_EXPERTS = r"(?:师傅|老师|专家|大师|工匠|工程师|电工|焊工|钳工|模具工|技师)"
# 再派两个, 多请两位师傅, 再来一位师傅, 加派一人; "再加两个顶针" is no such thing
_MORE = (
    re.compile(
        rf"(?:再|多|另外?|加|增)(?:派|请|叫|安排|喊){_NUMBER}?(?:个|位|名)?"
        rf"(?:{_EXPERTS}|人(?!工)|(?<=[个位名])(?=\s*(?:$|[，,。！!吧来去过一到会])))"
    ),
    re.compile(rf"(?:再|多|还要|加)(?:来|找|要|配|调|加)?{_NUMBER}?(?:个|位|名)?{_EXPERTS}"),
)
# 要三个人会诊, 派两位师傅一起来
_TOTAL = (
    re.compile(rf"(?:要|派|请|安排){_NUMBER}(?:个|位|名){_EXPERTS}"),
    re.compile(rf"{_NUMBER}(?:个|位|名)(?:人|{_EXPERTS})?(?:一起|同时|一块|来|去)?(?:看|会诊)(?!过|了)"),
)
_TOGETHER = re.compile(r"会诊|一块儿?看|一起(?:看|去|来|上|会诊|处理|弄|办)|搭把手|也(?:去|来|上)")
_NAMED = re.compile(r"(?:再|加|多)(?:派|请|叫|安排|上)|也(?:去|来|上)")
_NOT = re.compile(
    r"(?:不用|不要|不必|别|勿要|不需要|无需|没必要|取消|要不要|需不需要|是不是要)[^，,。]{0,3}(?:会诊|再|多|加|增)"
    r"|谁.{0,4}会诊|会诊(?:了没|过|吗|呢|的话)"
)


def find_several(text: str, *, named: bool = False) -> Several | None:
    """How many experts are wanted: in all, or more than there are. `named`: the text names one of them."""
    if len(text) > 200 or _NOT.search(text):
        return None
    if named:
        both = _NAMED.search(text) and _TOGETHER.search(text)
        return Several(count=1, more=True) if both else None
    more = next(filter(None, (each.search(text) for each in _MORE)), None)
    if more:
        return Several(count=_count(more, 1), more=True)
    total = next(filter(None, (each.search(text) for each in _TOTAL)), None)
    if total and _count(total, 1) > 1:
        return Several(count=_count(total, 2), more=False)
    return Several(count=2, more=False) if "会诊" in text else None


def _count(found: re.Match[str], default: int) -> int:
    word = next((each for each in found.groups() if each), None)
    if word is None:
        return default
    if word in "几多":
        return 2
    number = int(word) if word.isdigit() else 2 if word == "两" else chinese_number(word)
    return min(int(number or default), _MOST)
