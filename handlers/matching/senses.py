"""What a text says happens, whatever it calls it: the senses of prompts/lexicon/senses.toml in it."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from handlers.matching.index import Floats

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
    """Filled once with the senses of many texts, asked for every problem; rare senses tell more."""

    def __init__(self, found: Sequence[Sequence[int]]) -> None:
        marks = np.array([_marks(each) for each in found], dtype=np.float32).reshape(
            len(found), len(_lexicon())
        )
        many = marks.sum(axis=0)
        self._telling = np.log1p(len(found) / np.maximum(many, 1)).astype(np.float32)
        self._marks = marks / np.sqrt(_FEW + marks.sum(axis=1, keepdims=True))

    def scores(self, found: Sequence[int]) -> Floats:
        """How much each text shares with these senses."""
        shared: Floats = self._marks @ (_marks(found) * self._telling)
        return shared
