"""Past cases like a problem: by words, trade and niche, by what happens to what, and in the latent space."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from handlers.matching.index import Floats, TextIndex
from handlers.matching.latent import embed
from handlers.matching.meaning import Meanings
from handlers.matching.niches import familiarity, niche_profile, niche_terms
from handlers.matching.ranking import scaled
from handlers.matching.rows import Rows
from handlers.matching.senses import LineIndex
from handlers.matching.telling import OF_CASES, telling_terms
from handlers.matching.words import weighted_terms
from handlers.understanding.lines import SENSES, THINGS, lines_in
from handlers.understanding.trades import trade_shares
from prompts.trades import trade_names


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseWeights:
    """How much each part counts; chosen on split=tune of tests/data/written/similar_queries.jsonl."""

    words: float = 0.7
    craft: float = 0.4
    trade: float = 0.8
    niche: float = 0.5
    latent: float = 2.4
    senses: float = 0.4
    things: float = 0.5
    meaning: float = 0.8


# A case of quite another trade is to be so much nearer by everything else.
_ANOTHER_TRADE, ELSEWHERE = 0.2, 0.6
# Parts that compare the texts themselves; the others go by what the lexicons know of such problems.
_OF_ITSELF = ("words", "meaning")


class CaseIndex:
    """The cases' texts at places 0, 1, …, asked for every problem.

    `vectors` holds what an encoder made of the texts; without them the words stand alone.
    """

    def __init__(
        self,
        texts: Sequence[str] = (),
        weights: CaseWeights | None = None,
        vectors: Mapping[str, Floats] | None = None,
    ) -> None:
        self._weights = weights or CaseWeights()
        self._texts: list[str] = []
        self._words = TextIndex()
        self._trades, self._niches, self._latent = Rows(), Rows(), Rows()
        self._senses, self._things = LineIndex(SENSES), LineIndex(THINGS)
        self._meanings = Meanings()
        for place, text in enumerate(texts):
            self.put(place, text, (vectors or {}).get(text))

    def put(self, place: int, text: str, vector: Floats | None = None) -> None:
        """A case comes to a place, instead of the one there or as the last."""
        own = _profile(text)
        before = self._texts[place] if place < len(self._texts) else ""
        gone = _profile(before)
        self._words.put(place, text, before)
        self._trades.put(place, own.trade)
        self._niches.put(place, own.niche)
        self._latent.put(place, own.latent)
        self._senses.put(place, own.senses, gone.senses)
        self._things.put(place, own.things, gone.things)
        self._meanings.put(place, [] if vector is None else [vector])
        if place == len(self._texts):
            self._texts.append(text)
        self._texts[place] = text

    def take_out(self, place: int) -> None:
        """A case goes; the last one takes its place."""
        last = len(self._texts) - 1
        self._meanings.put(place, ())
        self._meanings.move(last, place)
        if place != last:
            own, mover = _profile(self._texts[place]), self._texts[last]
            self._words.put(place, mover, self._texts[place])
            for rows in (self._trades, self._niches, self._latent):
                rows.put(place, rows.table[last])
            self._senses.put(place, _profile(mover).senses, own.senses)
            self._things.put(place, _profile(mover).things, own.things)
            self._texts[place] = mover
        self._words.pop(self._texts[last])
        gone = _profile(self._texts[last])
        self._senses.pop(gone.senses)
        self._things.pop(gone.things)
        for rows in (self._trades, self._niches, self._latent):
            rows.pop()
        self._texts.pop()

    def scores(self, problem: str, vector: Floats | None = None) -> Floats:
        """How like the problem each case is, by its place: good for their order only."""
        if not self._words.size:
            return np.zeros(0, dtype=np.float32)
        total, known = np.zeros(self._words.size, dtype=np.float32), familiarity(problem)
        for name, part in self.parts(problem, vector).items():
            total += np.float32(getattr(self._weights, name) * (1.0 if name in _OF_ITSELF else known)) * part
        return total

    def nearness(self, problem: str, vector: Floats | None = None) -> Floats:
        """How near each case really is, by its place: compares with a fixed bound, unlike the scores."""
        if not self._words.size:
            return np.zeros(0, dtype=np.float32)
        parts, said = self.parts(problem, vector), weighted_terms(problem)
        whole = sum(weight * self._words.rarity(term) for term, weight in said.items())
        covered = self._words.scores(said) / np.float32(whole or 1.0)
        kin = 2.0 * parts["latent"] + 0.3 * parts["senses"] + parts["niche"] + 0.4 * parts["trade"]
        elsewhere = ELSEWHERE * (parts["trade"] < _ANOTHER_TRADE)
        near: Floats = (kin + 4.0 * covered - elsewhere).astype(np.float32)
        return near

    def parts(self, problem: str, vector: Floats | None = None) -> dict[str, Floats]:
        """Each part of the likeness, by the cases' places; a part more is a weight more."""
        own = _profile(problem)
        parts = {
            "words": scaled(self._words.scores(telling_terms(problem, OF_CASES * familiarity(problem)))),
            "craft": scaled(self._words.scores(niche_terms(problem))),
            "trade": self._trades.table @ own.trade,
            "niche": self._niches.table @ own.niche,
            "latent": self._latent.table @ own.latent,
            "senses": self._senses.scores(own.senses),
            "things": self._things.scores(own.things),
        }
        if vector is not None and len(self._meanings):
            parts["meaning"] = self._meanings.scores(vector, np.arange(len(self._texts)))
        return parts


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class _Profile:
    trade: Floats
    niche: Floats
    latent: Floats
    senses: tuple[int, ...]
    things: tuple[int, ...]


@lru_cache(maxsize=20_000)  # a text that comes goes some day, and is asked for again then
def _profile(text: str) -> _Profile:
    shares = trade_shares(text)
    trade = np.array([shares.get(code, 0.0) for code in trade_names()], dtype=np.float32)
    return _Profile(
        trade=trade / np.linalg.norm(trade),
        niche=niche_profile(text),
        latent=embed(text),
        senses=tuple(lines_in(SENSES, text)),
        things=tuple(lines_in(THINGS, text)),
    )
