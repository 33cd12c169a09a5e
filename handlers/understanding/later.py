"""What an expert says of when he could come where he takes a ticket, or takes it under that condition.

"没空，下午可以" is neither a "no" nor a leave of the day: he takes it if the firm can wait.
"""

import re

from handlers.understanding.clauses import clauses
from handlers.understanding.cues import weigh
from handlers.understanding.values import Role

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
# Nothing but when he comes: 8点后, 要晚上八点以后才能过来.
_WHEN = re.compile(
    rf"(?:{_DAY}|{_HOUR}|钟|以?后|之后|以前|前|左右|大概|应该|才|再|就|要|得|等|我|能|可以|过来|过去|来|去|到"
    r"|下班|吃过?饭|[忙弄]完|了|吧|啊|哈)+"
)
_RUN_ON = re.compile(r"^(?:没问题|好的?|可以|行|[oO][kK])的?(?=\d|[今明后晚早上中下])")
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


def says_yes_and_when(text: str) -> bool:
    """Whether he agrees, and all else that he says is when ("没问题，8点后")."""
    first, *rest = _clauses(text) or [""]
    if not rest or _ASKS.search(text):
        return False
    agrees = weigh(Role.EXPERT, first)["assent"] or weigh("replies", first)["assents"]
    return bool(agrees) and all(
        _WHEN.fullmatch(_BUT.sub("", each)) and weigh("claims", each)["time"] for each in rest
    )


# "我十点过去", "我下午拐过去看看", "等下去你们那": he comes, in a clause of its own.
_GOES_THEN = re.compile(
    rf"(?:那|就|行|好)*(?:我(?:大概|争取|应该|先|就|尽量)*(?:{_DAY}|{_HOUR}|这边完了?|[弄忙]完)+(?:左右|以?后|之后|前|之前|再|就|才|能|可以|顺路|一定|准时)*"
    r"(?:拐|绕|赶|跑)?(?:过?去|过?来|到)(?:你们|他们)?(?:那边?|那里|厂里|这边|现场)?(?:看|弄|修)?(?:看|一?下|一趟)?"
    rf"|(?:(?:{_DAY}|{_HOUR}|[弄忙]完)(?:就|再)?)+(?:过?去|到|来)(?:你们|他们)(?:那边?|那里|厂里|这边)?)(?:吧|哈|啊|了)?"
)


def says_that_he_goes(text: str) -> bool:
    """Whether one clause says when he himself goes there, whatever else is said and nothing asked
    ("低了，我十点过去")."""
    if len(text) > _LONGEST or _ASKS.search(text):
        return False
    said = clauses(text)
    return any(_GOES_THEN.fullmatch(each) for each in said) and not any(map(_not_now, said))


_THERE = re.compile(r"[到来去]|过[来去]|出发|动身")
_HURDLE = re.compile(r"[不没]|[去来过]过")


def says_he_comes(text: str) -> bool:
    """Whether he says no more than when he is there, or that he is on his way ("一个小时到", "马上过去")."""
    said = _clauses(text)
    if not said or _ASKS.search(text) or _HURDLE.search(text):
        return False
    told = [weigh("replies", each) for each in said]
    timed = any(weigh("claims", each)["time"] and _THERE.search(each) for each in said)
    return timed or any(each["when"] or each["coming"] for each in told)


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
    said = _RUN_ON.sub(r"\g<0>，", _NO.sub("", text))
    return clauses(said, _FURTHER) if len(text) <= _LONGEST else []


def _not_now(clause: str) -> bool:
    return bool(weigh("claims", _BUT.sub("", clause))["not_now"])


def _takes(clause: str) -> bool:
    return bool(weigh("claims", clause)["takes"])
