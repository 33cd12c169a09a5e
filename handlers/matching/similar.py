"""Past cases like a problem: by words, by the craft's words of its niche, by trade and by niche."""

from collections.abc import Sequence

import numpy as np

from handlers.matching.index import Floats, TextIndex
from handlers.matching.niches import niche_profile, niche_terms
from handlers.matching.ranking import scaled
from handlers.matching.words import weighted_terms
from handlers.understanding.trades import trade_shares
from prompts.trades import trade_names

# Chosen on split=tune of tests/data/written/similar_queries.jsonl, nearer to plain words than the best there.
_CRAFT, _TRADE, _NICHE = 0.4, 0.6, 0.5


class CaseIndex:
    """Filled once with the cases' texts, asked for every problem."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._words = TextIndex(texts)
        self._trades = np.array([_trade_profile(text) for text in texts], dtype=np.float32)
        self._niches = np.array([niche_profile(text) for text in texts], dtype=np.float32)

    def scores(self, problem: str) -> Floats:
        """How like the problem each case is, by its place."""
        if not self._words.size:
            return np.zeros(0, dtype=np.float32)
        total = scaled(self._words.scores(weighted_terms(problem)))
        total = total + _CRAFT * scaled(self._words.scores(niche_terms(problem)))
        total = total + _TRADE * (self._trades @ _trade_profile(problem))
        return (total + _NICHE * (self._niches @ niche_profile(problem))).astype(np.float32)


def _trade_profile(text: str) -> Floats:
    shares = trade_shares(text)
    profile = np.array([shares.get(code, 0.0) for code in trade_names()], dtype=np.float32)
    return profile / np.linalg.norm(profile)
