"""BM25 over many short texts (Robertson & Zaragoza 2009, with its usual constants), which come and go."""

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from handlers.matching.words import search_terms

_K1, _B = 1.2, 0.75
_COMMON = 5000  # a term of so many texts tells little and takes long; smaller rosters have none such
_LONG = 500  # postings from which on adding them up one by one is faster than all at once
Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Key = TypeVar("Key")


class Postings(Generic[Key]):
    """Which places have a key, each with a number. What a place has is put in and taken out whole."""

    def __init__(self) -> None:
        self._places: dict[Key, array[int]] = {}
        self._values: dict[Key, array[float]] = {}

    def put(self, place: int, values: Mapping[Key, float]) -> None:
        """A place gets these keys."""
        for key, value in values.items():
            if key not in self._places:
                self._places[key], self._values[key] = array("i"), array("f")
            self._places[key].append(place)
            self._values[key].append(value)

    def take_out(self, place: int, keys: Iterable[Key]) -> None:
        """A place loses these keys, all of which it has."""
        for key in keys:
            places, values = self._places[key], self._values[key]
            at = int(np.flatnonzero(np.frombuffer(places, dtype=np.int32) == place)[0])
            places[at], values[at] = places[-1], values[-1]
            del places[-1], values[-1]
            if not places:
                del self._places[key], self._values[key]

    def count(self, key: Key) -> int:
        """How many places have a key."""
        return len(self._places.get(key, ()))

    def of(self, key: Key) -> tuple[Ints, Floats]:
        """The places that have a key and their numbers. Not to be kept: nothing can be put in meanwhile."""
        empty = array("i")
        return (
            np.frombuffer(self._places.get(key, empty), dtype=np.int32),
            np.frombuffer(self._values.get(key, empty), dtype=np.float32),
        )


class TextIndex:
    """Texts by their places 0, 1, …, asked for every problem."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._postings: Postings[str] = Postings()
        self._lengths = array("f")
        # What each term adds to whom, made when it is first asked for after a change.
        self._worth: dict[str, tuple[Ints, Floats] | None] = {}
        self._norms: Floats | None = None
        for place, text in enumerate(texts):
            self.put(place, text)

    def put(self, place: int, text: str, before: str = "") -> None:
        """A text comes to a place, instead of the one that stood there or as the last."""
        self._worth.clear()
        self._norms = None
        if before:
            self._postings.take_out(place, set(search_terms(before)))
        count = Counter(search_terms(text))
        self._postings.put(place, count)
        if place == len(self._lengths):
            self._lengths.append(0.0)
        self._lengths[place] = count.total()

    def pop(self, text: str) -> None:
        """The last text goes."""
        self.put(self.size - 1, "", text)
        self._lengths.pop()

    @property
    def size(self) -> int:
        """How many texts there are."""
        return len(self._lengths)

    def scores(self, weights: Mapping[str, float]) -> Floats:
        """How well each text fits these weighted terms, by its place."""
        found = np.zeros(self.size, dtype=np.float32)
        places, values = [], []
        for term, weight in weights.items():
            worth = self._worth[term] if term in self._worth else self._worth_of(term)
            if worth is None:
                continue
            if len(worth[0]) > _LONG:
                found[worth[0]] += np.float32(weight) * worth[1]
            else:
                places.append(worth[0])
                values.append(worth[1] if weight == 1 else np.float32(weight) * worth[1])
        if places:
            summed = np.bincount(np.concatenate(places), np.concatenate(values), self.size)
            found += summed.astype(np.float32)
        return found

    def _worth_of(self, term: str) -> tuple[Ints, Floats] | None:
        """Where a term stands and what it is worth there; None for one that tells nothing. It is kept."""
        worth = None
        if 0 < self._postings.count(term) <= _COMMON:
            places, times = self._postings.of(term)
            values = times * (_K1 + 1) / (times + self._lengths_weighed()[places])
            worth = (places.copy(), np.float32(self.rarity(term)) * values.astype(np.float32))
        self._worth[term] = worth
        return worth

    def _lengths_weighed(self) -> Floats:
        if self._norms is None:
            known = np.frombuffer(self._lengths, dtype=np.float32)
            usual = max(float(known.mean(dtype=np.float64)), 1.0)
            self._norms = (_K1 * (1 - _B + _B * known / usual)).astype(np.float32)
        return self._norms

    def knows(self, term: str) -> bool:
        """Whether any text has this term."""
        return self._postings.count(term) > 0

    def rarity(self, term: str) -> float:
        """How much a term tells: its inverse document frequency."""
        return self._rarity(self._postings.count(term))

    @property
    def most_telling(self) -> float:
        """How much a term tells that stands in one text."""
        return self._rarity(min(1, self.size))

    def _rarity(self, count: int) -> float:
        return math.log(1 + (self.size - count + 0.5) / (count + 0.5))
