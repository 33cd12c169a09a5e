"""A question whether such work is done ("你们修不修模温机"), or what it costs, and what is wrong."""

import re

from handlers.understanding.cues import weigh
from handlers.understanding.problems import says_wrong
from handlers.understanding.values import Role

_THEY = r"(?:请问|问一?下|你们|师傅们?|帮帮团|工会|群里|这里|有人|有|[，,\s])*"
_CAN = r"(?:能不能|会不会|可不可以|能|会|可以|懂)?"
_DO = r"(?:修不修|弄不弄|搞不搞|接不接|管不管|做不做|修|弄|搞|调|做|处理|解决)"
_CLAUSE = re.compile(r"[，,。；;！!？?\s]+")
_LONGEST, _TALK = 60, 5.0  # characters; cues of notices and sales
_TRAINING = re.compile(
    r"有(?:没有)?[^，,。?？]{0,12}(?:培训|的课|讲座|培训班|考证|复训)(?:班|课)?[^，,。]{0,4}(?:吗|么|嘛|没有|不|呢|[?？])"
    r"|有没有[^，,。?？]{0,12}(?:培训|讲座|考证|复训)|(?:什么时候|几时)(?:有|办|开|安排|能考)[^，,。]{0,8}(?:培训|课|班|证)"
)
_IN_FRONT = re.compile(rf"^{_THEY}{_CAN}{_DO}")
_BEHIND = re.compile(rf"{_THEY}{_CAN}(?:{_DO})?(?:的)?(?:师傅|人)?(?:吗|么|嘛|不)?[?？\s]*$")


def asks_whether_done(text: str) -> bool:
    """Whether a text asks that."""
    return bool(weigh("asides", text)["able"])


def tells_of_own(text: str) -> bool:
    """Whether who asks that, or what it costs, has something broken ("模温机漏水你们修不修")."""
    told = without_question(text)
    return told != text and len(told) <= _LONGEST and says_wrong(told)


def asks_for_training(text: str) -> bool:
    """Whether a text asks if there is, or when comes, a training ("请问工会有电工培训吗")."""
    weights = weigh(Role.ENTERPRISE, text)
    return len(text) <= _LONGEST and weights["chatter"] < _TALK and _TRAINING.search(text) is not None


def without_question(text: str) -> str:
    """The text without such questions; the text itself where there is none, or nothing else."""
    clauses = [each for each in _CLAUSE.split(text) if each and not weigh("asides", each)["cost"]]
    told = "，".join(clauses) if len(clauses) < len(_CLAUSE.findall(text)) + 1 else text
    if asks_whether_done(told):
        told = _BEHIND.sub("", _IN_FRONT.sub("", told))
    return told.strip(" ，,。?？") or text
