"""Small models, most of them linear, over named features: character n-grams and whatever a caller adds.

`scripts/train_models.py` writes them to prompts/models; features are made by the same code there and here.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

_LONGEST = 400
_SIZES = range(6, 1, -1)  # of words, longest first


@dataclass(frozen=True, slots=True)
class Model:
    """`rows[feature]` is the row of `weights` (features x labels).

    Where there is `onward` (units x labels), `weights` lead to hidden units (features x units), which tell
    what only several features together say.
    """

    labels: tuple[str, ...]
    rows: Mapping[str, int]
    weights: NDArray[np.float32]
    onward: NDArray[np.float32] | None = None

    def scores(self, sums: NDArray[np.float32]) -> NDArray[np.float32]:
        """Each label's score from the sums of a text's weights, or of several texts', one a row."""
        return sums if self.onward is None else np.maximum(sums, 0) @ self.onward


def normal(text: str) -> str:
    """The form in which texts are compared: half-width, lower case, digits as 0, runs of one sign cut."""
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).lower()
    plain = re.sub(r"\d+", lambda digits: "0" * min(len(digits.group()), 4), plain)
    plain = re.sub(r"\s+", " ", plain).strip()
    return re.sub(r"([^\w\s])\1+", r"\1", plain)


def ngrams(text: str) -> dict[str, float]:
    """Runs of one to four characters of the text's normal form; together about length one."""
    found = Counter(
        text[start : start + size] for size in (1, 2, 3, 4) for start in range(len(text) - size + 1)
    )
    scale = 1 / math.sqrt(len(found) or 1)
    return {f"g:{gram}": scale * (1 + math.log(times)) for gram, times in found.items()}


def word_runs(text: str) -> dict[str, float]:
    """Words, pairs of words and pairs with one between, of the text's normal form; together length one."""
    said = ["^", *_segmented(text), "$"]
    found = {f"w:{word}" for word in said}
    found |= {f"ww:{first} {second}" for first, second in pairwise(said)}
    found |= {f"ws:{first} {third}" for first, third in zip(said, said[2:], strict=False)}
    scale = 1 / math.sqrt(len(found))
    # Sorted, since sums of floats must not change from run to run.
    return dict.fromkeys(sorted(found), scale)


def _segmented(text: str) -> Iterator[str]:
    """The longest known word at each place, else one character; blanks are left out."""
    known, place = words(), 0
    while place < len(text):
        size = next((size for size in _SIZES if text[place : place + size] in known), 1)
        word = text[place : place + size].strip()
        if word:
            yield word
        place += size


@cache
def words() -> frozenset[str]:
    """The words of prompts/models/words.txt: those that stand in several texts of the training."""
    return frozenset((files("prompts") / "models" / "words.txt").read_text("utf-8").split())


def shares(name: str, features: Mapping[str, float]) -> dict[str, float]:
    """Each label's probability by the shipped model of this name."""
    model = load(name)
    known = [(model.rows[feature], value) for feature, value in features.items() if feature in model.rows]
    values = np.array([value for _, value in known], dtype=np.float32)
    scores = model.scores(values @ model.weights[[row for row, _ in known]])
    powers = np.exp(scores - scores.max())
    return dict(zip(model.labels, (powers / powers.sum()).tolist(), strict=True))


@cache
def load(name: str) -> Model:
    """The shipped model prompts/models/NAME.npz."""
    with (files("prompts") / "models" / f"{name}.npz").open("rb") as file, np.load(file) as data:
        return Model(
            labels=tuple(str(data["labels"]).split()),
            rows={feature: row for row, feature in enumerate(str(data["names"]).split("\n"))},
            weights=data["weights"].astype(np.float32) * data["scale"].astype(np.float32),
            onward=data.get("onward"),
        )
