"""What coordinators taught: problems that are (or are not) for an expert, and how like them a new one is."""

from collections.abc import Collection, Sequence
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


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class _Learnt:
    sign: float
    words: frozenset[str]
    niche: Floats


class Lessons:
    """What was taught of the experts at their places, asked for every problem."""

    def __init__(self) -> None:
        self._of: dict[int, list[_Learnt]] = {}

    def put(self, place: int, lessons: Sequence[Lesson]) -> None:
        """What holds of the expert at a place from now on."""
        self._of.pop(place, None)
        if lessons:
            self._of[place] = [
                _Learnt(
                    sign=1.0 if each.fits else -1.0,
                    words=frozenset(terms(each.text)),
                    niche=niche_profile(each.text),
                )
                for each in lessons
            ]

    def scores(self, problem: str, size: int) -> Floats:
        """How like the nearest lesson the problem is, by expert: 1 the same words, below 0 not for him."""
        found = np.zeros(size, dtype=np.float32)
        for pupil, score in self._likeness(problem, self._of).items():
            found[pupil] = score
        return found

    def score(self, problem: str, place: int) -> float:
        """The same of one expert."""
        return self._likeness(problem, self._of.keys() & {place}).get(place, 0.0)

    def _likeness(self, problem: str, pupils: Collection[int]) -> dict[int, float]:
        found: dict[int, float] = {}
        if not pupils:
            return found
        said, kin = set(terms(problem)), niche_profile(problem)
        for pupil in pupils:
            for each in self._of[pupil]:
                shared = len(said & each.words) / ((len(said) * len(each.words)) ** 0.5 or 1.0)
                likeness = max(shared, _NICHE * float(each.niche @ kin))
                if likeness > _FAINT and likeness >= abs(found.get(pupil, 0.0)):  # of equals the last word
                    found[pupil] = each.sign * likeness
        return found
