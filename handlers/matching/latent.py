"""Texts as short vectors in which an outsider's telling lies near the craft's words for it.

Latent semantic analysis (Deerwester et al. 1990) of the 431 niches: each holds the craft's words and
tellings in outsiders' words, so what stands in the same niches comes to lie near.
"""

import math
from collections import Counter
from functools import cache

import numpy as np

from handlers.matching.index import Floats
from handlers.matching.words import search_terms
from handlers.understanding.lines import SENSES, lines_in
from handlers.understanding.niches import niches

_SIZE = 64  # chosen on split=tune of tests/data/written/similar_queries.jsonl; 50 to 200 do alike
_SEEN = 2  # a term in fewer niches tells nothing of another


def _counted(text: str) -> Counter[str]:
    return Counter(search_terms(text) + [f"#{number}" for number in lines_in(SENSES, text)])


@cache
def _space() -> tuple[dict[str, int], Floats]:
    """Each term's place, and its row of the projection."""
    counted = [_counted(" ".join((*each.words, *each.tellings))) for each in niches().values()]
    seen = Counter(term for count in counted for term in count)
    places = {term: place for place, term in enumerate(t for t, many in seen.items() if many >= _SEEN)}
    telling = np.array([math.log1p(len(counted) / seen[term]) for term in places], dtype=np.float32)
    table = np.zeros((len(counted), len(places)), dtype=np.float32)
    for row, count in enumerate(counted):
        for term, times in count.items():
            if term in places:
                table[row, places[term]] = 1 + math.log(times)
    table *= telling
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    # The main axes of the terms by way of the much smaller matrix of niches against niches.
    values, vectors = np.linalg.eigh(table @ table.T)
    main = vectors[:, ::-1][:, :_SIZE] / np.sqrt(values[::-1][:_SIZE])
    projection: Floats = (table.T @ main) * telling[:, None]
    return places, projection.astype(np.float32)


def embed(text: str) -> Floats:
    """The text as a vector of length one (zero where no term is known)."""
    places, projection = _space()
    known = [(places[term], times) for term, times in _counted(text).items() if term in places]
    vector = np.zeros(_SIZE, dtype=np.float32)
    for place, times in known:
        vector += projection[place] * np.float32(1 + math.log(times))
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length > 0 else vector
