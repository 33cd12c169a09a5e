"""A wish for training that is told besides a trouble."""

import re

from handlers.understanding.clauses import Clause, in_clauses
from handlers.understanding.cues import weigh
from handlers.understanding.kinds import find_kind
from handlers.understanding.problems import says_wrong
from handlers.understanding.subjects import (
    tells,
)
from handlers.understanding.values import Kind, Role

_WISH, _PLEA = 4.0, 3.0  # cues of training, and of asking for somebody


def without_wish(text: str) -> tuple[str, str]:
    """A text without the wish for training that it tells besides a trouble, and that wish ("": none).

    A trouble that is the reason for it ("产品老缩水，想请老师来讲讲") is none besides.
    """
    if weigh(Role.ENTERPRISE, text)["training"] < _WISH:
        return text, ""
    told, wish = "", ""
    clauses = in_clauses(text)
    first, rest = clauses[0], "".join(each.text for each in clauses[1:])
    if len(clauses) > 1 and clauses[1].joined and is_wish(first) and _is_trouble(rest):
        return rest.strip(" ，,\n"), first.text.strip(" ，,\n")
    for clause in clauses:
        if wish and not clause.joined:
            wish += clause.text
        elif _wishes(clause, told):
            wish = clause.text
        else:
            told += clause.text
    return (told.strip(" ，,\n"), wish.strip(" ，,\n")) if wish and told.strip() else (text, "")


_TRAINING = re.compile(
    r"培训|讲座|讲课|上课|[堂节门的]课|考[^，,。]{0,6}证|证[^，,。]{0,6}(?:考|培训)|讲讲|教教|教一?下|内训|学徒|学员|传授|授课"
)


_ALSO = re.compile(r"(?:还|也|再)(?:想|要|打算)")


def _wishes(clause: Clause, told: str) -> bool:
    """Whether a clause wishes for training, and what was told before is a trouble to be seen to."""
    joined = clause.joined or _ALSO.match(clause.text) is not None
    besides = joined or weigh(Role.ENTERPRISE, told)["ask"] >= _PLEA
    return is_wish(clause) and besides and _is_trouble(told)


def is_wish(clause: Clause) -> bool:
    wishes = weigh(Role.ENTERPRISE, clause.text)["training"] >= _WISH and _TRAINING.search(clause.text)
    return bool(wishes) and (find_kind(clause.text) is Kind.TRAINING or not says_wrong(clause.text))


def _is_trouble(told: str) -> bool:
    return find_kind(told) is Kind.PROBLEM and tells(told)
