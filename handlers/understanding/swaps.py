"""An expert who has taken the wrong ticket, and says which one he meant ("接错了，我要接1001").

Looked at clause by clause: one that says he was mistaken or does not want a number, and one that names the
number he wants and says nothing besides.
"""

import re
from dataclasses import dataclass

from handlers.understanding.clauses import clauses
from handlers.understanding.cues import weigh

_LONGEST = 40
# "看错了应该是1001": what he was mistaken in ends there, too.
_FURTHER = r"(?<=错了)(?!的)|(?<=手滑)(?!了)|(?<=手误)(?!了)"
_NO = re.compile(r"(?<!\d)[#＃【]?(1\d{3})】?(?!\d)")
_ONLY_NO = re.compile(r"[#＃【]?1\d{3}】?(?:号单?|单)?")
# 我要接注塑的那单, 是熔接线那个
_POINTED = re.compile(
    r"(?:我|本来|要|想|是|应该|接|拿|说的|换成?){1,4}[^，,。不]{2,10}?(?:的|那|这)(?:一)?(?:个|单|张)(?:单子)?"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Swap:
    """`wanted`: a number, or words that point at a ticket; `given` None: he does not say which one he had."""

    wanted: int | str
    given: int | None


def find_swap(text: str) -> Swap | None:
    """What he gives back for what, where he says that he was mistaken."""
    if len(text) > _LONGEST:
        return None
    said = clauses(text, _FURTHER)
    slips = [bool(weigh("claims", each)["slip"]) for each in said]
    # "1001，看错了": it is the one he was mistaken in.
    not_that = [
        bool(weigh("claims", each)["not_that"]) or (_ONLY_NO.fullmatch(each) is not None and any(after[:1]))
        for each, after in ((each, slips[place + 1 :]) for place, each in enumerate(said))
    ]
    given = {no for each, wrong in zip(said, not_that, strict=True) if wrong for no in _nos(each)}
    right = [each for each, wrong in zip(said, not_that, strict=True) if not wrong and _that_one(each)]
    wanted = {no for each in right for no in _nos(each)}
    if len(given) > 1 or not (any(slips) or given) or wanted & given:
        return None
    if len(wanted) == 1 and set(_nos(text)) == wanted | given:
        return Swap(wanted=wanted.pop(), given=next(iter(given), None))
    pointed = [each for each in said if _POINTED.fullmatch(each)]
    if any(slips) and len(pointed) == 1 and set(_nos(text)) == given:
        return Swap(wanted=pointed[0], given=next(iter(given), None))
    return None


def _nos(text: str) -> list[int]:
    return [int(no) for no in _NO.findall(text)]


def _that_one(clause: str) -> bool:
    return bool(weigh("claims", _NO.sub("№", clause))["that_one"])
