"""What a text says happens, and of what things, whatever it calls them: the lines of two lexicons in it."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from handlers.matching.index import Floats
from handlers.matching.rows import Rows

SENSES, THINGS = "senses", "things"  # the files in prompts/lexicon, and the lists in them
_LONGEST = 2000
_FEW = 3.0  # lines; a text with fewer is not preferred for being short


@cache
def _lexicon(name: str) -> tuple[tuple[str, ...], ...]:
    data = tomllib.loads((files("prompts") / "lexicon" / f"{name}.toml").read_text("utf-8"))
    return tuple(tuple(line.split()) for line in data[name])


def lines_in(name: str, text: str) -> list[int]:
    """The numbers of a lexicon's lines that stand in the text."""
    text = text[:_LONGEST]
    return [number for number, words in enumerate(_lexicon(name)) if any(word in text for word in words)]


def other_names(name: str, text: str) -> list[str]:
    """All words of the lines that stand in the text."""
    return [word for number in lines_in(name, text) for word in _lexicon(name)[number]]


class LineIndex:
    """The lines of one lexicon in texts by their places, asked for every problem; rare lines tell more."""

    def __init__(self, name: str) -> None:
        self._lines = len(_lexicon(name))
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
