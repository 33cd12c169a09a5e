"""What coordinators taught: problems that are (or are not) for an expert, and how like them a new one is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from handlers.matching.index import Floats
from handlers.matching.niches import niche_profile
from handlers.matching.words import terms

_FAINT = 0.15  # less is chance likeness
_NICHE = 0.7  # a problem of the same niche in other words is so like the one that was taught


@dataclass(frozen=True, kw_only=True, slots=True)
class Lesson:
    """Problems like `text` are for him, or (`fits` false) are not."""

    text: str
    fits: bool = True


class Lessons:
    """Filled once with every expert's lessons, asked for every problem."""

    def __init__(self, by_expert: Sequence[Sequence[Lesson]]) -> None:
        self._size = len(by_expert)
        told = [(place, each) for place, lessons in enumerate(by_expert) for each in lessons]
        self._pupils = [place for place, _ in told]
        self._signs = [1.0 if each.fits else -1.0 for _, each in told]
        self._words = [set(terms(each.text)) for _, each in told]
        self._niches = np.array([niche_profile(each.text) for _, each in told], dtype=np.float32)

    def scores(self, problem: str) -> Floats:
        """How like the nearest lesson the problem is, by expert: 1 the same words, below 0 not for him."""
        found = np.zeros(self._size, dtype=np.float32)
        if not self._pupils:
            return found
        said, kin = set(terms(problem)), self._niches @ niche_profile(problem)
        for place, (pupil, sign, words) in enumerate(
            zip(self._pupils, self._signs, self._words, strict=True)
        ):
            shared = len(said & words) / ((len(said) * len(words)) ** 0.5 or 1.0)
            likeness = max(shared, _NICHE * float(kin[place]))
            if likeness > max(_FAINT, abs(found[pupil])):
                found[pupil] = sign * likeness
        return found
