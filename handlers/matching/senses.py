"""What a text says happens, whatever it calls it: the senses of prompts/lexicon/senses.toml in it."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from handlers.matching.index import Floats
from handlers.matching.rows import Rows

_LONGEST = 2000
_FEW = 3.0  # senses; a text with fewer is not preferred for being short


@cache
def _lexicon() -> tuple[tuple[str, ...], ...]:
    data = tomllib.loads((files("prompts") / "lexicon" / "senses.toml").read_text("utf-8"))
    return tuple(tuple(line.split()) for line in data["senses"])


def senses(text: str) -> list[int]:
    """The numbers of the senses that stand in the text."""
    text = text[:_LONGEST]
    return [number for number, words in enumerate(_lexicon()) if any(word in text for word in words)]


def _marks(found: Sequence[int]) -> Floats:
    marks = np.zeros(len(_lexicon()), dtype=np.float32)
    marks[list(found)] = 1
    return marks


class SenseIndex:
    """The senses of texts by their places, asked for every problem; rare senses tell more."""

    def __init__(self) -> None:
        self._rows = Rows()
        self._many = np.zeros(len(_lexicon()), dtype=np.int64)

    def put(self, place: int, found: Sequence[int], before: Sequence[int] = ()) -> None:
        """The senses of a text that comes to a place, instead of the one there or as the last."""
        self._many[list(before)] -= 1
        self._many[list(found)] += 1
        self._rows.put(place, _marks(found) / np.float32(np.sqrt(_FEW + len(found))))

    def pop(self, before: Sequence[int]) -> None:
        """The last text goes."""
        self._many[list(before)] -= 1
        self._rows.pop()

    def scores(self, found: Sequence[int]) -> Floats:
        """How much each text shares with these senses."""
        telling = np.log1p(len(self._rows) / np.maximum(self._many, 1)).astype(np.float32)
        shared: Floats = self._rows.table @ (_marks(found) * telling)
        return shared
