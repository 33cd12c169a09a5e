"""What of an expert speaks to a problem: the clause of his speciality, the cases of the kind."""

import re
from collections.abc import Sequence
from functools import lru_cache

from handlers.matching.words import terms

_NEAR = 4  # so many words in common make a case one of the kind
_CLAUSE = 28  # what of a speciality fits a line, a Chinese character counted as two


def nearest_clause(speciality: str, said: frozenset[str]) -> str:
    """The part of his speciality that the problem's words speak of; his first where none does.

    A list stays together as far as it fits: "火焰、高频、真空炉钎焊" says what "火焰" alone does not.
    """
    clauses = _clauses(speciality)
    if not clauses:
        return ""
    clause = max(clauses, key=lambda items: sum(_shared(each, said) for each in items))
    first = max(range(len(clause)), key=lambda place: _shared(clause[place], said))
    last = first
    while last + 1 < len(clause) and _width("、".join(clause[first : last + 2])) <= _CLAUSE:
        last += 1
    while first > 0 and _width("、".join(clause[first - 1 : last + 1])) <= _CLAUSE:
        first -= 1
    return _cut("、".join(clause[first : last + 1]))


def _shared(text: str, said: frozenset[str]) -> int:
    return len(said & _terms(text))


def _width(text: str) -> int:
    return sum(1 if sign.isascii() else 2 for sign in text)


def _cut(text: str) -> str:
    """The text itself, or as much of it as fits."""
    if _width(text) <= _CLAUSE:
        return text
    while _width(text) > _CLAUSE - 2:
        text = text[:-1]
    return f"{text}…"


def near_among(solved: Sequence[str], said: frozenset[str]) -> int:
    """How many of his cases are of the kind that the problem's words tell."""
    return sum(len(said & _terms(text)) >= _NEAR for text in solved)


# The same experts come into question again and again.
@lru_cache(maxsize=4096)
def _clauses(speciality: str) -> tuple[tuple[str, ...], ...]:
    """The clauses of a speciality, each as the things that it lists."""
    clauses = (
        tuple(item.strip() for item in part.split("、") if item.strip())
        for part in re.split(r"[，,；;。（）()]", speciality)
    )
    return tuple(items for items in clauses if items)


@lru_cache(maxsize=8192)
def _terms(text: str) -> frozenset[str]:
    return frozenset(terms(text))
