"""Experts whose speciality lies in the niches that a problem lies in, whatever words either uses."""

from collections.abc import Mapping
from functools import cache

import numpy as np

from handlers.matching.index import Floats, Ints, Postings
from handlers.matching.niches import known_niches, niche_scores, sharpened

# Chosen on split=tune of tests/data/written/colloquial_*.jsonl, with both rosters: broad for a speciality,
# which names several things, narrow for a problem, which is one.
_BROAD, _NARROW = 2.0, 4.0
_KEPT_OF_EXPERT, _KEPT_OF_PROBLEM = 24, 16
_TRADE, _ANY_TRADE = 0.3, 0.02  # how strongly a niche follows its trade's likelihood
_HEAT = 0.8  # how fast a niche falls behind where words and vectors are added up


class Kinship:
    """The niches of the experts' specialities by their places, asked for every problem."""

    def __init__(self) -> None:
        self._postings: Postings[int] = Postings()
        self._vectors: Floats | None = None

    def put(self, place: int, speciality: str, before: str = "") -> None:
        """A speciality comes to a place, instead of the one that stood there."""
        if before:
            self._postings.take_out(place, _kept_of(before))
        self._postings.put(place, _kept_of(speciality))

    def learn(self, vectors: Mapping[str, Floats]) -> None:
        """What an encoder made of the niches' words; without all of them the words stand alone."""
        if all(text in vectors for text in niche_texts()):
            self._vectors = np.array([vectors[text] for text in niche_texts()])

    @property
    def knows_vectors(self) -> bool:
        """Whether the vectors of the niches' words are known."""
        return self._vectors is not None

    def scores(self, text: str, trades: Mapping[str, float], vector: Floats | None, size: int) -> Floats:
        """How near each expert is to the problem with these likely trades; 1 for the very same niches."""
        found = np.zeros(size, dtype=np.float32)
        niches, parts = _kept(self._profile(text, trades, vector), _KEPT_OF_PROBLEM)
        for niche, part in zip(niches.tolist(), parts, strict=True):
            places, own = self._postings.of(niche)
            found[places] += part * own
        return found

    def _profile(self, text: str, trades: Mapping[str, float], vector: Floats | None) -> Floats:
        scores = niche_scores(text)
        if vector is not None and self._vectors is not None and len(vector) == self._vectors.shape[1]:
            near = np.exp(
                _HEAT * (_standard(scores) + _standard(np.einsum("ij,j->i", self._vectors, vector)))
            )
        else:
            near = sharpened(scores, _NARROW)
        codes, trade_of = _trades_of_niches()
        likely = np.array([trades.get(code, 0.0) for code in codes], dtype=np.float32)[trade_of]
        profile: Floats = (near * (likely + _ANY_TRADE) ** _TRADE).astype(np.float32)
        return profile


@cache
def _trades_of_niches() -> tuple[tuple[str, ...], Ints]:
    """The trades that have niches, and which of them each niche lies in."""
    codes = tuple(dict.fromkeys(each.trade for each in known_niches()))
    return codes, np.array([codes.index(each.trade) for each in known_niches()], dtype=np.int32)


@cache
def niche_texts() -> tuple[str, ...]:
    """Every niche's words."""
    return tuple(" ".join(each.words) for each in known_niches())


def _kept_of(speciality: str) -> dict[int, float]:
    """The niches of a speciality and its parts in them."""
    niches, parts = _kept(sharpened(niche_scores(speciality), _BROAD), _KEPT_OF_EXPERT)
    return dict(zip(niches.tolist(), parts.tolist(), strict=True))


def _kept(profile: Floats, most: int) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], Floats]:
    """The strongest niches and their parts, again of length one."""
    places = np.argsort(-profile, kind="stable")[:most].astype(np.int64)
    places = places[profile[places] > 0]
    parts: Floats = profile[places]
    return places, parts / np.float32(np.linalg.norm(parts) or 1.0)


def _standard(scores: Floats) -> Floats:
    standard: Floats = (scores - scores.mean()) / np.float32(scores.std() or 1.0)
    return standard
