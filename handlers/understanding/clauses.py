"""The clauses of a short message: what people write between commas, or between spaces.

The one home of that rule for what an expert says before and after he takes a ticket.
"""

import re
from dataclasses import dataclass, replace
from functools import cache

from handlers.understanding.problems import OF_EACH, said_of_several
from handlers.understanding.subjects import (
    joins,
    tells,
    without_joint,
)

_STOPS = r"[，,。；;！!~～、\s]+"


def clauses(text: str, further: str = "") -> list[str]:
    """The clauses; `further` is a pattern of where else one ends in texts of this kind."""
    return [each for each in _ends(further).split(text) if each]


@cache
def _ends(further: str) -> re.Pattern[str]:
    return re.compile(f"{_STOPS}|{further}" if further else _STOPS)


# Where a clause ends, or a word joins on another.
_CLAUSE = re.compile(r"([\n。；;！!？?]+\s*|[，,\s]+)|(?=同时|还有(?![点些])|另外(?!送料|一副|一台)|顺便)")
_LINE = re.compile(r"\n")


_SHORT = 18  # characters of a line that tells of one trouble; who writes more goes on with the same


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """Words up to a stop, with it; `joined` on by a word ("另外"), `apart` in a line of its own."""

    text: str
    joined: bool
    apart: bool


def in_clauses(text: str) -> list[Clause]:
    tokens = [each or "" for each in _CLAUSE.split(text)]
    found: list[Clause] = []
    joined, apart = False, False
    for words, stop in zip(tokens[::2], [*tokens[1::2], ""], strict=True):
        joined = joined or joins(words)
        if joined and not without_joint(words):  # "还有个问题，…"
            apart = apart or bool(_LINE.search(stop))
            continue
        if not words:
            found = [*found[:-1], replace(found[-1], text=found[-1].text + stop)] if found else found
            apart = apart or bool(_LINE.search(stop))
            continue
        each_of = _each_of(words)
        # Else they may stand for what was told before.
        alone = len(each_of) > 1 and not any(tells(each.text) for each in found)
        for number, each in enumerate(each_of):
            last = number == len(each_of) - 1
            found.append(
                Clause(
                    text=each + (stop if last else "，"), joined=joined or (number > 0 and alone), apart=apart
                )
            )
        joined, apart = False, bool(_LINE.search(stop))
    return found


def _each_of(clause: str) -> list[str]:
    """A clause that says the same of two machines, once for each: "行车和空压机都坏了"."""
    said = said_of_several(clause)
    if OF_EACH.search(clause) and said:
        return list(said.values())
    counted = clause.split("、")
    return (
        counted
        if len(counted) > 1 and max(map(len, counted)) <= _SHORT and all(map(tells, counted))
        else [clause]
    )
