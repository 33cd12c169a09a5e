"""Who has which trades: how far each expert is of the trades that a problem is likely of."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from handlers.matching.fitting import NO_TRADE
from handlers.matching.index import Floats
from handlers.matching.places import Numbered
from handlers.matching.rows import Rows
from prompts.trades import near_trades, trade_names


class Crafts:
    """The trades of whoever is at each place. Many have the same ones: each set of trades is kept once."""

    def __init__(self, second_trade: float) -> None:
        self._second_trade = second_trade  # what a trade is worth that is not the first he names
        self._codes = {code: place for place, code in enumerate(trade_names())}
        self._worth = Rows()
        self._set_of: Numbered[tuple[str, ...]] = Numbered()

    def put(self, place: int, trades: tuple[str, ...]) -> None:
        """An expert comes to a place, instead of the one there or as the last."""
        if self._set_of.put(place, trades) == len(self._worth):
            self._worth.put(len(self._worth), self._worth_of(trades))

    def pop(self) -> None:
        """The last place goes."""
        self._set_of.pop()

    def _worth_of(self, trades: tuple[str, ...]) -> Floats:
        """What a set of trades is worth in each."""
        row = np.zeros(len(self._codes), dtype=np.float32)
        for rank, code in enumerate(trades):
            if code in self._codes:
                row[self._codes[code]] = 1.0 if rank == 0 else self._second_trade
        return row

    def likely(self, shares: Mapping[str, float], category: str | None, weight: float) -> Floats:
        """How likely each trade is the one to ask, by the order of their codes: by what words say and, as
        far as `weight`, by the category that is known.
        """
        likely: Floats = np.array([shares.get(code, 0.0) for code in self._codes], dtype=np.float32)
        if category in self._codes:
            likely *= 1 - weight
            likely[self._codes[category]] += weight
        return likely

    def fit(self, likely: Floats, *, named: bool = False) -> Floats:
        """How far each expert is of the likely trades; of `named` ones, not of those that have no name."""
        numbers = self._set_of.numbers
        if not len(numbers):
            return np.zeros(0, dtype=np.float32)
        if named:
            likely = likely.copy()
            likely[self._codes[NO_TRADE]] = 0
        fit: Floats = (self._worth.table * likely).max(axis=1)[numbers]
        return fit

    def next_to(self, category: str | None) -> NDArray[np.bool_]:
        """Who has a trade that is next to this one."""
        numbers = self._set_of.numbers
        codes = [self._codes[code] for code in sorted(near_trades().get(category or NO_TRADE, ()))]
        if not len(numbers) or not codes:
            return np.zeros(len(numbers), dtype=np.bool_)
        found: NDArray[np.bool_] = (self._worth.table[:, codes].max(axis=1) > 0)[numbers]
        return found
