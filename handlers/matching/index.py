"""BM25 over many short texts (Robertson & Zaragoza 2009, with its usual constants)."""

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from handlers.matching.words import search_terms

_K1, _B = 1.2, 0.75
_USUAL_LENGTH = 30.0  # terms of a text, before there is any
Floats = NDArray[np.float32]


class TextIndex:
    """Filled once for a set of texts and asked for every problem; texts can be added later."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        counted = [Counter(search_terms(text)) for text in texts]
        lengths = [sum(count.values()) for count in counted]
        self._mean = (sum(lengths) / len(lengths) if lengths else 0.0) or _USUAL_LENGTH
        self._places: dict[str, array[int]] = defaultdict(lambda: array("i"))
        self._values: dict[str, array[float]] = defaultdict(lambda: array("f"))
        self.size = 0
        for count in counted:
            self._put(count)

    def add(self, text: str) -> None:
        """One more text, at the next place."""
        self._put(Counter(search_terms(text)))

    def _put(self, count: Counter[str]) -> None:
        norm = _K1 * (1 - _B + _B * sum(count.values()) / self._mean)
        for term, times in count.items():
            self._places[term].append(self.size)
            self._values[term].append(times * (_K1 + 1) / (times + norm))
        self.size += 1

    def scores(self, weights: Mapping[str, float]) -> Floats:
        """How well each text fits these weighted terms, by its place."""
        found = np.zeros(self.size, dtype=np.float32)
        for term, weight in weights.items():
            places = self._places.get(term)
            if places is not None:
                values = np.frombuffer(self._values[term], dtype=np.float32)
                found[np.frombuffer(places, dtype=np.int32)] += (
                    np.float32(weight * self.rarity(term)) * values
                )
        return found

    def rarity(self, term: str) -> float:
        """How much a term tells: its inverse document frequency."""
        count = len(self._places.get(term, ()))
        return math.log(1 + (self.size - count + 0.5) / (count + 0.5))
