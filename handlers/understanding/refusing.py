"""Whether a firm tells of a trouble and does not want who saw to it before ("又响了，老单修过，别叫他了").

What it says of him is for the coordinators; the trouble alone is what others read.
"""

import re
from dataclasses import dataclass

from handlers.understanding.names import SURNAMES
from handlers.understanding.problems import says_wrong
from handlers.understanding.replacing import wants_another
from handlers.understanding.subjects import amiss
from handlers.understanding.trades import technical_weight

_CLAUSE = re.compile(r"[，,。；;！!\n\s]+")
_LONGEST = 80  # characters; who writes more tells stories
_OF_WORK = 1.0  # workshop words of a trouble
_TITLE = r"(?:师傅|老师|工)"
_WHO = (
    rf"(?:他|她|(?:(?:上次|上回|原来|之前|昨天)(?:来)?的?[那这]?[个位]?|[那这][个位])(?:师傅|老师)|[老小阿][{SURNAMES}]"
    rf"|(?![叫请派让])[\u4e00-\u9fa5]{{1,3}}?{_TITLE})"
)
# "别派国柱了": a given name alone, behind a word of sending.
_GIVEN = r"(?:让|叫|请|派)(?!.?(?:人|师傅|车|谁|别))[\u4e00-\u9fa5]{2,3}?"
_NOT = r"(?:别|不要|甭|不想|不用)(?:再)?"
_COMES = r"(?:再)?(?:(?:过?来|去|修|弄|上门|看)(?:了|啦|吧|哈)*|(?:了|啦|吧|哈)+)?$"
_REFUSES = re.compile(rf"{_NOT}(?:(?:让|叫|请|派|找)?(?P<who>{_WHO})|(?P<given>{_GIVEN}))(?P<comes>{_COMES})")
# What he did before: "老单修过一回没修好", "上次没弄好", "根宝师傅上回修的".
_BEFORE = re.compile(
    r"(?:修|弄|搞|看|调|来)(?:过|的$)|(?:上次|上回|之前|前几天|昨天)[^，,。]{0,6}(?:修|弄|搞|来|看)|(?:没|不)(?:给)?(?:修|弄|搞|调)好|白(?:来|修)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """The trouble without what is said of him; what is said of him; the word by which he is refused."""

    trouble: str
    words: str


def refusal(text: str) -> Refusal | None:
    """The two apart; None where nobody is refused, or no trouble is told beside it."""
    clauses = [each for each in _CLAUSE.split(text) if each]
    if len(text) > _LONGEST or not any(map(refuses, clauses)):
        return None
    of_him = [each for each in clauses if refuses(each) or _BEFORE.search(each)]
    trouble = "，".join(each for each in clauses if each not in of_him)
    wrong = says_wrong(trouble) or amiss(trouble) or "又" in trouble
    if not wrong or technical_weight(trouble) < _OF_WORK:
        return None
    return Refusal(trouble=trouble, words="，".join(of_him))


def refuses(clause: str) -> bool:
    """Whether a clause says that he is not to come, or somebody else is."""
    found = _REFUSES.search(clause)
    given = found["given"] if found is not None else None
    bare = found is not None and given is not None and given[0] in "派让" and not found["comes"]  # "别派大车"
    return (found is not None and not bare) or wants_another(clause)


# "根宝师傅上回修的", "老单修过一回": who is spoken of, beside who is refused outright.
_SPOKEN_OF = re.compile(
    rf"^(?:上次|上回|之前|前几天|昨天|这|是)*(?P<who>[老小阿][{SURNAMES}](?:师傅)?|[\u4e00-\u9fa5]{{1,3}}?(?:师傅|老师|工)|[\u4e00-\u9fa5]{{2,3}}?)(?=上次|上回|之前|前几天|昨天|修|弄|搞|看|来)"
)


def called_in(words: str) -> list[str]:
    """By what names he may be called in what is said of him, most telling first."""
    clauses = _CLAUSE.split(words)
    refused = [each for clause in clauses if (each := _REFUSES.search(clause)) is not None]
    found = [each["who"] or each["given"][1:] for each in refused]
    found += [each["who"] for clause in clauses if (each := _SPOKEN_OF.match(clause)) is not None]
    return [_NICKNAMED.sub(r"\1", each) for each in found if each not in ("他", "她")]


_NICKNAMED = re.compile(rf"^([老小阿].){_TITLE}$")  # "老陈师傅" is called 老陈
