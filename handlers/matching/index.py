"""BM25 over many short texts (Robertson & Zaragoza 2009, with its usual constants)."""

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from handlers.matching.words import search_terms

_K1, _B = 1.2, 0.75
_COMMON = 5000  # a term of so many texts tells little and takes long; smaller rosters have none such
Floats = NDArray[np.float32]


class TextIndex:
    """Filled once for a set of texts, asked for every problem."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._places: dict[str, array[int]] = defaultdict(lambda: array("i"))
        self._values: dict[str, array[float]] = defaultdict(lambda: array("f"))
        lengths = array("f", (self._put(place, text) for place, text in enumerate(texts)))
        self.size = len(lengths)
        known = np.frombuffer(lengths, dtype=np.float32)
        norms = _K1 * (1 - _B + _B * known / max(float(known.mean()) if lengths else 0.0, 1.0))
        for term, places in self._places.items():
            times = np.frombuffer(self._values[term], dtype=np.float32)
            values = times * (_K1 + 1) / (times + norms[np.frombuffer(places, dtype=np.int32)])
            self._values[term] = array("f", values.astype(np.float32).tobytes())

    def _put(self, place: int, text: str) -> int:
        """Count a text's terms; how many there are."""
        count = Counter(search_terms(text))
        for term, times in count.items():
            self._places[term].append(place)
            self._values[term].append(times)
        return sum(count.values())

    def scores(self, weights: Mapping[str, float]) -> Floats:
        """How well each text fits these weighted terms, by its place."""
        found = np.zeros(self.size, dtype=np.float32)
        for term, weight in weights.items():
            places = self._places.get(term)
            if places is not None and len(places) <= _COMMON:
                values = np.frombuffer(self._values[term], dtype=np.float32)
                found[np.frombuffer(places, dtype=np.int32)] += (
                    np.float32(weight * self.rarity(term)) * values
                )
        return found

    def knows(self, term: str) -> bool:
        """Whether any text has this term."""
        return term in self._places

    def rarity(self, term: str) -> float:
        """How much a term tells: its inverse document frequency."""
        count = len(self._places.get(term, ()))
        return math.log(1 + (self.size - count + 0.5) / (count + 0.5))
