"""The cases that experts solved, by the experts' places."""

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from handlers.matching.index import Floats, Ints, TextIndex


class SolvedCases:
    """Each case stands at a place of its own among cases; here is whose it is."""

    def __init__(self) -> None:
        self._index = TextIndex()
        self._texts: list[str] = []
        self._owners = array("i")

    @property
    def _owner(self) -> Ints:
        return np.frombuffer(self._owners, dtype=np.int32)

    def put(self, expert: int, texts: Sequence[str], before: Sequence[str]) -> None:
        """An expert's cases, instead of those before; what stays is not touched."""
        now, then = Counter(texts), Counter(before)
        for text in (then - now).elements():
            self._take_out(expert, text)
        for text in (now - then).elements():
            self._index.put(len(self._texts), text)
            self._texts.append(text)
            self._owners.append(expert)

    def move(self, old: int, new: int) -> None:
        """Who stood at the old place stands at the new one, where nobody does."""
        if old != new:
            self._owner[self._owner == old] = new

    def _take_out(self, expert: int, text: str) -> None:
        """A case goes; the last one takes its place."""
        own = np.flatnonzero(self._owner == expert).tolist()
        place, last = next(each for each in own if self._texts[each] == text), len(self._texts) - 1
        if place != last:
            self._index.put(place, self._texts[last], text)
            self._texts[place], self._owners[place] = self._texts[last], self._owners[last]
        self._index.pop(self._texts[last])
        self._texts.pop()
        self._owners.pop()

    @property
    def most_telling(self) -> float:
        """How much a term tells that stands in one case."""
        return self._index.most_telling

    def scores(self, weights: Mapping[str, float], size: int) -> Floats:
        """How well each expert's best case fits these weighted terms."""
        best = np.zeros(size, dtype=np.float32)
        np.maximum.at(best, self._owner, self._index.scores(weights))
        return best
