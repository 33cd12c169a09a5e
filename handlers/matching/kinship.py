"""Experts whose speciality lies in the niches that a problem lies in, whatever words either uses."""

from collections.abc import Mapping, Sequence

import numpy as np

from handlers.matching.index import Floats
from handlers.matching.niches import known_niches, niche_scores, sharpened

# Chosen on split=tune of tests/data/written/colloquial_*.jsonl, with both rosters: broad for a speciality,
# which names several things, narrow for a problem, which is one.
_BROAD, _NARROW = 2.0, 4.0
_KEPT_OF_EXPERT, _KEPT_OF_PROBLEM = 24, 16
_TRADE, _ANY_TRADE = 0.3, 0.02  # how strongly a niche follows its trade's likelihood
_HEAT = 0.8  # how fast a niche falls behind where words and vectors are added up


class Kinship:
    """Filled once with the specialities and the vectors of the niches' words, asked for every problem."""

    def __init__(self, specialities: Sequence[str], vectors: Mapping[str, Floats]) -> None:
        self._size = len(specialities)
        kept = [_kept(sharpened(niche_scores(text), _BROAD), _KEPT_OF_EXPERT) for text in specialities]
        counts = [len(niches) for niches, _ in kept]
        experts = np.repeat(np.arange(self._size, dtype=np.int32), counts)
        niches = np.concatenate([each for each, _ in kept] or [np.zeros(0, dtype=np.int64)])
        order = np.argsort(niches, kind="stable")
        self._experts = experts[order]
        self._parts: Floats = np.concatenate([each for _, each in kept] or [np.zeros(0, np.float32)])[order]
        self._bounds = np.searchsorted(niches[order], np.arange(len(known_niches()) + 1))
        words = [niche_words(place) for place in range(len(known_niches()))]
        whole = all(text in vectors for text in words)
        self._vectors = np.array([vectors[text] for text in words]) if whole else None

    def scores(self, text: str, trades: Mapping[str, float], vector: Floats | None) -> Floats:
        """How near each expert is to the problem with these likely trades; 1 for the very same niches."""
        found = np.zeros(self._size, dtype=np.float32)
        for niche, part in zip(*_kept(self._profile(text, trades, vector), _KEPT_OF_PROBLEM), strict=True):
            here = slice(self._bounds[niche], self._bounds[niche + 1])
            found[self._experts[here]] += part * self._parts[here]
        return found

    def _profile(self, text: str, trades: Mapping[str, float], vector: Floats | None) -> Floats:
        scores = niche_scores(text)
        if vector is not None and self._vectors is not None and len(vector) == self._vectors.shape[1]:
            near = np.exp(
                _HEAT * (_standard(scores) + _standard(np.einsum("ij,j->i", self._vectors, vector)))
            )
        else:
            near = sharpened(scores, _NARROW)
        likely = np.array([trades.get(each.trade, 0.0) for each in known_niches()], dtype=np.float32)
        profile: Floats = (near * (likely + _ANY_TRADE) ** _TRADE).astype(np.float32)
        return profile


def niche_words(place: int) -> str:
    """The craft's words of a niche as one text, for an encoder too."""
    return " ".join(known_niches()[place].words)


def _kept(profile: Floats, most: int) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], Floats]:
    """The strongest niches and their parts, again of length one."""
    places = np.argsort(-profile, kind="stable")[:most].astype(np.int64)
    places = places[profile[places] > 0]
    parts: Floats = profile[places]
    return places, parts / np.float32(np.linalg.norm(parts) or 1.0)


def _standard(scores: Floats) -> Floats:
    standard: Floats = (scores - scores.mean()) / np.float32(scores.std() or 1.0)
    return standard
