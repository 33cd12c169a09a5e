"""What an expert says of when he could come where he takes a ticket, or takes it under that condition.

"没空，下午可以" is neither a "no" nor a leave of the day: he takes it if the firm can wait.
"""

import re

from handlers.understanding.clauses import clauses
from handlers.understanding.cues import weigh

_LONGEST = 40
_FURTHER = r"(?=不过|但(?!愿))|(?<=接)(?=就是|只是|要等)"
_BUT = re.compile(r"^(?:不过|但是?|就是(?!要)|只是)")
_ASKS = re.compile(r"[?？]|吗|几点|多久")
_NO = re.compile(r"(?<!\d)1\d{3}(?!\d)(?:号单?)?")


_DAY = r"(?:今天|今晚|明天|明早|明晚|后天|大后天|(?:下?个?)?(?:周|礼拜|星期)[一二三四五六日天]|\d{1,2}[号日])"
_HOUR = (
    r"(?:早上|上午|中午|下午|傍晚|晚上|等下|等会儿?|一会儿?|马上|这就|现在"
    r"|(?:\d{1,2}|[一二两三四五六七八九十]{1,2})点半?)"
)
# "明天上午去驰砺", "我下午过来", "马上到": he is not back from there.
_COMES = re.compile(
    rf"(?:{_DAY}|{_HOUR})+[^，,。]{{0,3}}?(?:才|再|就)?(?:能|可以)?(?:去|过去|来|过来|到|出发)(?!不|了|吃|喝|玩|逛|看展|开会|上课|接)"
)


def comes_yet(text: str) -> bool:
    """Whether words say when he goes there: he is not back from it."""
    return _COMES.search(text) is not None


def offers_later(text: str) -> bool:
    """Whether he says no for now, or that he takes it, and besides when he can; nothing more."""
    said = _clauses(text)
    if not said or _ASKS.search(text):
        return False
    free = [bool(weigh("claims", each)["free_later"]) for each in said]
    rest = [each for each, later in zip(said, free, strict=True) if not later]
    return any(free) and all(_not_now(each) or _takes(each) for each in rest)


def takes_it(text: str) -> bool:
    """Whether he says in so many words that he takes it."""
    return any(map(_takes, _clauses(text)))


def when_he_comes(text: str) -> str:
    """The clauses of a claim that tell when he comes ("但要明天": 要明天)."""
    if _ASKS.search(text):
        return ""
    told = (
        _BUT.sub("", each)
        for each in _clauses(text)
        if weigh("claims", each)["time"] and not _takes(each) and not _not_now(each)
    )
    return "，".join(told)


def makes_wait(words: str) -> bool:
    """Whether the firm would have to wait for what he says."""
    return bool(weigh("claims", words)["later"])


def _clauses(text: str) -> list[str]:
    return clauses(_NO.sub("", text), _FURTHER) if len(text) <= _LONGEST else []


def _not_now(clause: str) -> bool:
    return bool(weigh("claims", _BUT.sub("", clause))["not_now"])


def _takes(clause: str) -> bool:
    return bool(weigh("claims", clause)["takes"])
