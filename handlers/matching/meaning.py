"""Sentence vectors beside the words: how near a problem's vector is to specialities and solved cases.

Cosines of small encoders are squeezed into a narrow band, so that only how far one stands out from all
the others counts. A text without a vector has no part in it: there the words stand alone.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from handlers.matching.index import Floats

_SPREADS = 3.0  # so many standard deviations above the mean count as 1
Places = NDArray[np.int64]


class Meanings:
    """Vectors of texts that belong to experts, one or several each or none."""

    def __init__(self, texts: Sequence[Sequence[str]], vectors: Mapping[str, Floats]) -> None:
        known = [[vectors[text] for text in each if text in vectors] for each in texts]
        self._starts = np.cumsum([0, *(len(each) for each in known)])
        rows = [vector for each in known for vector in each]
        self._rows: Floats = np.array(rows, dtype=np.float32)
        if rows:
            self._mean: Floats = self._rows.mean(axis=0)
            self._square: Floats = self._rows.T @ self._rows / np.float32(len(rows))

    def __len__(self) -> int:
        return len(self._rows)

    def scores(self, vector: Floats, places: Places) -> Floats:
        """How far the nearest text of each expert at these places stands out; 0 for the usual and less."""
        found = np.zeros(len(places), dtype=np.float32)
        if not len(self._rows) or vector.shape != self._mean.shape:
            return found
        counts = self._starts[places + 1] - self._starts[places]
        ends = np.cumsum(counts)
        # Row numbers of all their texts in one array: where each expert's begin, counted on from there.
        rows = np.repeat(self._starts[places] - (ends - counts), counts) + np.arange(counts.sum())
        usual = float(self._mean @ vector)
        spread = max(float(vector @ self._square @ vector) - usual**2, 1e-9) ** 0.5
        # Not `@`: its threads cost more than they help with so few rows, most of all on a busy machine.
        near = np.einsum("ij,j->i", self._rows[rows], vector)
        likeness = (near - np.float32(usual)) / np.float32(_SPREADS * spread)
        np.maximum.at(found, np.repeat(np.arange(len(places)), counts), likeness)
        return found
