"""A table of numbers whose rows come and go, kept in one piece."""

import numpy as np

from handlers.matching.index import Floats

_AT_FIRST = 16
_MORE = 1.25  # a full table grows by so much


class Rows:
    """Rows 0, 1, …, all of one length, that of the first."""

    def __init__(self) -> None:
        self._table: Floats = np.zeros((0, 0), dtype=np.float32)
        self._size = 0

    def __len__(self) -> int:
        return self._size

    @property
    def table(self) -> Floats:
        """All rows; not to be kept, for they are overwritten."""
        return self._table[: self._size]

    def put(self, place: int, row: Floats) -> None:
        """A row comes to a place, instead of the one that stood there or as the last."""
        if place == len(self._table):
            grown = np.zeros((max(_AT_FIRST, int(place * _MORE)), len(row)), dtype=np.float32)
            if place:
                grown[:place] = self._table
            self._table = grown
        self._table[place] = row
        self._size = max(self._size, place + 1)

    def pop(self) -> None:
        """The last row goes."""
        self._size -= 1
