"""From anybody's telling to the craft's words: the niches whose tellings are most like it."""

from functools import cache

import numpy as np

from handlers.matching.index import Floats, TextIndex
from handlers.matching.words import search_terms, weighted_terms
from handlers.understanding.niches import Niche, niches

_NEAREST = 4  # niches that lend their words
_SHARP = 4.0  # how fast a niche's part falls behind the best one's


@cache
def _index() -> tuple[TextIndex, tuple[Niche, ...]]:
    known = tuple(niches().values())
    return TextIndex(" ".join((*each.words, *each.tellings)) for each in known), known


def niche_profile(text: str) -> Floats:
    """How near a text is to each niche, as a vector of length one (zero where nothing is like it)."""
    index, _ = _index()
    scores = index.scores(weighted_terms(text))
    best = float(scores.max(initial=0.0))
    if best <= 0:
        return scores
    sharp: Floats = (scores / np.float32(best)) ** _SHARP
    return sharp / np.linalg.norm(sharp)


def niche_terms(text: str) -> dict[str, float]:
    """The craft's words of the nearest niches, weighted by how near; empty where nothing is like it."""
    index, known = _index()
    scores = index.scores(weighted_terms(text))
    nearest = np.argsort(-scores, kind="stable")[:_NEAREST]
    best = float(scores[nearest[0]])
    weights: dict[str, float] = {}
    for place in nearest:
        part = (float(scores[place]) / best) ** _SHARP if best > 0 else 0.0
        for term in search_terms(" ".join(known[place].words)):
            weights[term] = max(weights.get(term, 0.0), part)
    return {term: weight for term, weight in weights.items() if weight > 0}
