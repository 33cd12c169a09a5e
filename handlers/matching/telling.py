"""What the words of a problem tell of it: each by how few kinds of work speak so.

A roster or a case book is written in the craft's words, so that an outsider's 一下 and 老是 are rare in it
and would count most. The niches, told in everybody's words, know better what is rare.
"""

from collections.abc import Mapping
from functools import lru_cache

from handlers.matching.niches import most_telling, rarity
from handlers.matching.words import search_terms, weighted_terms
from handlers.understanding.lines import THINGS, other_names

# How much the weight of a term follows its rarity; chosen on split=tune of tests/data/written.
OF_EXPERTS, OF_CASES = 1.0, 1.5
_NAME = 0.3  # what else a thing may be called counts less than a synonym


@lru_cache(maxsize=256)  # one problem asks several times
def telling_terms(text: str, power: float) -> Mapping[str, float]:
    """The terms of a problem and its synonyms, weighted by what they tell."""
    return _weighed(weighted_terms(text), power)


@lru_cache(maxsize=256)
def telling_names(text: str, power: float) -> Mapping[str, float]:
    """The same, and what else the things in it may be called."""
    names = {term: _NAME for word in other_names(THINGS, text) for term in search_terms(word)}
    return _weighed({**names, **weighted_terms(text)}, power)


def _weighed(weights: Mapping[str, float], power: float) -> Mapping[str, float]:
    return {term: weight * (rarity(term) / most_telling()) ** power for term, weight in weights.items()}
