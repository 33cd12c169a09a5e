"""From anybody's telling to the craft's words: the niches whose tellings are most like it."""

from functools import cache, lru_cache

import numpy as np

from handlers.matching.index import Floats, TextIndex
from handlers.matching.words import search_terms, weighted_terms
from handlers.understanding.niches import Niche, niches

_NEAREST = 4  # niches that lend their words
_UNKNOWN = 3.0  # how much a term tells that stands in no niche: mostly two halves of words
_SHARP = 4.0  # how fast a niche's part falls behind the best one's
# How much of a text the nearest niche knows: less than the first is another world's, as a research
# proposal is, more than the second is a workshop's. Chosen on every other demand of benchmarks/demands.py,
# so that split=tune of tests/data/written/similar_*.jsonl stays as it is.
_STRANGE, _FAMILIAR = 0.05, 0.2


@cache
def known_niches() -> tuple[Niche, ...]:
    """All niches in the order in which they are counted here."""
    return tuple(niches().values())


@cache
def _index() -> TextIndex:
    return TextIndex(" ".join((*each.words, *each.tellings)) for each in known_niches())


@lru_cache(maxsize=64)  # one problem asks several times
def niche_scores(text: str) -> Floats:
    """How well each niche's words and tellings fit a text."""
    scores = _index().scores(weighted_terms(text))
    scores.flags.writeable = False
    return scores


def niche_profile(text: str) -> Floats:
    """How near a text is to each niche, as a vector of length one (zero where nothing is like it)."""
    return sharpened(niche_scores(text), _SHARP)


def trades_by_niche(text: str) -> dict[str, float]:
    """How near a text is to the nearest niche of each trade; together not more than one."""
    found: dict[str, float] = {}
    for near, niche in zip(niche_profile(text).tolist(), known_niches(), strict=True):
        found[niche.trade] = max(found.get(niche.trade, 0.0), near)
    return found


@lru_cache(maxsize=64)
def known_part(text: str) -> float:
    """How much of a text the nearest niche knows, its words weighed by how much they tell."""
    index = _index()
    whole = sum(weight * index.rarity(term) for term, weight in weighted_terms(text).items())
    return float(niche_scores(text).max(initial=0.0)) / whole if whole else 0.0


def familiarity(text: str) -> float:
    """How far what the niches know counts for a text: from 0, they know nothing of it, to 1."""
    return min(max((known_part(text) - _STRANGE) / (_FAMILIAR - _STRANGE), 0.0), 1.0)


def sharpened(scores: Floats, power: float) -> Floats:
    """Scores as parts of the best one, the lesser ones pressed down; of length one (or zero)."""
    best = float(scores.max(initial=0.0))
    if best <= 0:
        return np.zeros_like(scores)
    sharp: Floats = np.power(np.maximum(scores, 0) / np.float32(best), np.float32(power))
    return sharp / np.float32(np.linalg.norm(sharp))


def rarity(term: str) -> float:
    """How much a term tells of a problem: much where few niches have it, not much where none has."""
    index = _index()
    return index.rarity(term) if index.knows(term) else _UNKNOWN


@cache
def most_telling() -> float:
    """The rarity of a term that no niche has, more than which none tells."""
    return _index().rarity("")


@cache
def _terms_of(place: int) -> tuple[str, ...]:
    """The terms of a niche's words, each once."""
    return tuple(dict.fromkeys(search_terms(" ".join(known_niches()[place].words))))


def niche_terms(text: str) -> dict[str, float]:
    """The craft's words of the nearest niches, weighted by how near; empty where nothing is like it."""
    scores = niche_scores(text)
    nearest = np.argsort(-scores, kind="stable")[:_NEAREST]
    best = float(scores[nearest[0]])
    weights: dict[str, float] = {}
    for place in nearest:
        part = (float(scores[place]) / best) ** _SHARP if best > 0 else 0.0
        for term in _terms_of(int(place)):
            weights[term] = max(weights.get(term, 0.0), part)
    return {term: weight for term, weight in weights.items() if weight > 0}
