"""Sentence vectors beside the words: how near a problem's vector is to specialities and solved cases.

Cosines of small encoders are squeezed into a narrow band, so that only how far one stands out from all
the others counts. A text without a vector has no part in it: there the words stand alone.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from handlers.matching.index import Floats
from handlers.matching.rows import Rows

_SPREADS = 3.0  # so many standard deviations above the mean count as 1
_AT_ONCE = 4096  # rows that wait at most to be added up
Places = NDArray[np.int64]


class Meanings:
    """Vectors of texts that belong to experts (or cases) at their places, one or several each or none."""

    def __init__(self) -> None:
        self._rows = Rows()
        self._owners: list[int] = []
        self._of: dict[int, list[int]] = {}
        # The sum over all rows and that of their squares, less what came and went since it was last wanted.
        self._sum = np.zeros(0)
        self._squares = np.zeros((0, 0))
        self._came: list[Floats] = []
        self._went: list[Floats] = []

    def __len__(self) -> int:
        return len(self._rows)

    def put(self, place: int, vectors: Sequence[Floats]) -> None:
        """The vectors of whoever is at a place, instead of those before."""
        for row in sorted(self._of.pop(place, ()), reverse=True):
            self._take_out(row)
        for vector in vectors:
            if not len(self._rows) or len(vector) == self._rows.table.shape[1]:
                self._of.setdefault(place, []).append(len(self._rows))
                self._rows.put(len(self._rows), vector)
                self._owners.append(place)
                self._came.append(vector)
        if len(self._came) >= _AT_ONCE:
            self._add_up()

    def move(self, old: int, new: int) -> None:
        """Whoever stood at the old place stands at the new one, where nobody does."""
        if old != new and old in self._of:
            self._of[new] = self._of.pop(old)
            for row in self._of[new]:
                self._owners[row] = new

    def _take_out(self, row: int) -> None:
        """The last row comes to this one's place."""
        self._went.append(self._rows.table[row].copy())
        last = len(self._rows) - 1
        if row != last:
            owner = self._owners[row] = self._owners[last]
            self._rows.put(row, self._rows.table[last])
            self._of[owner][self._of[owner].index(last)] = row
        self._rows.pop()
        self._owners.pop()

    def scores(self, vector: Floats, places: Places) -> Floats:
        """How far the nearest text of each expert at these places stands out; 0 for the usual and less."""
        found = np.zeros(len(places), dtype=np.float32)
        if not len(self._rows) or len(vector) != self._rows.table.shape[1]:
            return found
        self._add_up()
        own = [self._of.get(place, ()) for place in places.tolist()]
        rows = np.array([row for each in own for row in each], dtype=np.int64)
        usual = float(self._sum @ vector) / len(self._rows)
        spread = max(float(vector @ self._squares @ vector) / len(self._rows) - usual**2, 1e-9) ** 0.5
        # Not `@`: its threads cost more than they help with so few rows, most of all on a busy machine.
        near = np.einsum("ij,j->i", self._rows.table[rows], vector)
        likeness = (near - np.float32(usual)) / np.float32(_SPREADS * spread)
        np.maximum.at(found, np.repeat(np.arange(len(places)), [len(each) for each in own]), likeness)
        return found

    def _add_up(self) -> None:
        size = self._rows.table.shape[1]
        if len(self._sum) != size:
            self._sum, self._squares = np.zeros(size), np.zeros((size, size))
        for changed, sign in ((self._came, 1.0), (self._went, -1.0)):
            if changed:
                part = np.array(changed, dtype=np.float64)
                self._sum += sign * part.sum(axis=0)
                self._squares += sign * (part.T @ part)
                changed.clear()
