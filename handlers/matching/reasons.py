"""What of an expert speaks to a problem: the clause of his speciality, the cases of the kind."""

import re
from collections.abc import Sequence
from functools import lru_cache

from handlers.matching.words import terms

_NEAR = 4  # so many words in common make a case one of the kind
_CLAUSE = 14  # characters of a speciality that fit a line


def nearest_clause(speciality: str, said: frozenset[str]) -> str:
    """The part of his speciality that the problem's words speak of; his first where none does."""
    clauses = _clauses(speciality)
    if not clauses:
        return ""
    best = max(clauses, key=lambda clause: len(said & _terms(clause)))
    return best if len(best) <= _CLAUSE else f"{best[: _CLAUSE - 1]}…"


def near_among(solved: Sequence[str], said: frozenset[str]) -> int:
    """How many of his cases are of the kind that the problem's words tell."""
    return sum(len(said & _terms(text)) >= _NEAR for text in solved)


# The same experts come into question again and again.
@lru_cache(maxsize=4096)
def _clauses(speciality: str) -> tuple[str, ...]:
    parts = re.split(r"[，,、；;。（）()]", speciality)
    return tuple(clause.strip() for clause in parts if clause.strip())


@lru_cache(maxsize=8192)
def _terms(text: str) -> frozenset[str]:
    return frozenset(terms(text))
