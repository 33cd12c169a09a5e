"""Which texts share what happens in them and the things it happens to: an index of two lexicons' lines."""

from collections.abc import Sequence

import numpy as np

from handlers.matching.index import Floats
from handlers.matching.rows import Rows
from handlers.understanding.lines import lines

_FEW = 3.0  # lines; a text with fewer is not preferred for being short


class LineIndex:
    """The lines of one lexicon in texts by their places, asked for every problem; rare lines tell more."""

    def __init__(self, name: str) -> None:
        self._lines = len(lines(name))
        self._rows = Rows()
        self._many = np.zeros(self._lines, dtype=np.int64)

    def put(self, place: int, found: Sequence[int], before: Sequence[int] = ()) -> None:
        """The lines in a text that comes to a place, instead of the one there or as the last."""
        self._many[list(before)] -= 1
        self._many[list(found)] += 1
        self._rows.put(place, self._marks(found) / np.float32(np.sqrt(_FEW + len(found))))

    def pop(self, before: Sequence[int]) -> None:
        """The last text goes."""
        self._many[list(before)] -= 1
        self._rows.pop()

    def scores(self, found: Sequence[int]) -> Floats:
        """How much each text shares with these lines."""
        telling = np.log1p(len(self._rows) / np.maximum(self._many, 1)).astype(np.float32)
        shared: Floats = self._rows.table @ (self._marks(found) * telling)
        return shared

    def _marks(self, found: Sequence[int]) -> Floats:
        marks = np.zeros(self._lines, dtype=np.float32)
        marks[list(found)] = 1
        return marks
