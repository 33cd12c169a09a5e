"""A small linear classifier over character n-grams and lexicon cues: which intent a message has.

Trained by `scripts/train_intents.py`; this module holds the features, so that training and running agree.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from handlers.understanding.cues import weigh
from handlers.understanding.trades import technical_weight
from handlers.understanding.values import Intent, Role

_LONGEST = 400
_LENGTHS = (4, 8, 14, 22, 40, 80)
# Experts' groups hold more chatter than the training sentences do. The factor was chosen with a classifier
# trained on prompts/examples alone, at the best accuracy on the labelled split=train.
_CHAT_PRIOR = {Role.EXPERT: 1.6}
SURE = 0.35  # a smaller lead over the next intent is a doubt, for which a model may be asked


@dataclass(frozen=True, slots=True)
class Model:
    """One role's classifier: `rows[feature]` is the row of `weights` (features x intents)."""

    intents: tuple[Intent, ...]
    rows: Mapping[str, int]
    weights: NDArray[np.float32]


def features(text: str, role: Role) -> dict[str, float]:
    """Named features of one message; the n-grams together have length one."""
    plain = normal(text)
    grams: Counter[str] = Counter()
    marked = f"^{plain}$"
    for size in (1, 2, 3, 4):
        grams.update(marked[start : start + size] for start in range(len(marked) - size + 1))
    scale = 1 / math.sqrt(sum(1 for _ in grams) or 1)
    found = {f"g:{gram}": scale * (1 + math.log(count)) for gram, count in grams.items()}
    for name, weight in weigh(role, text).items():
        if weight:
            found[f"cue:{name}"] = min(weight, 8.0) / 12
    technical = min(technical_weight(text), 8.0) / 6
    if technical:
        found["technical"] = technical
    found[f"length:{sum(len(plain) > limit for limit in _LENGTHS)}"] = 0.3
    found["always"] = 0.3
    return found


def normal(text: str) -> str:
    """The form in which texts are compared: half-width, lower case, digits as 0, runs of one sign cut."""
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).lower()
    plain = re.sub(r"\d+", lambda digits: "0" * min(len(digits.group()), 4), plain)
    plain = re.sub(r"\s+", " ", plain).strip()
    return re.sub(r"([^\w\s])\1+", r"\1", plain)


def likelihoods(text: str, role: Role) -> dict[Intent, float]:
    """Each intent's probability for a message of somebody in this role."""
    model = load(role)
    found = features(text, role)
    known = [(model.rows[name], value) for name, value in found.items() if name in model.rows]
    values = np.array([value for _, value in known], dtype=np.float32)
    scores = values @ model.weights[[row for row, _ in known]]
    shares = np.exp(scores - scores.max())
    return dict(zip(model.intents, (shares / shares.sum()).tolist(), strict=True))


def choose(text: str, role: Role, *, without: Collection[Intent] = ()) -> tuple[Intent, float]:
    """The likeliest intent (not one of `without`) and its lead over the next; an empty text is chat."""
    if not text.strip():
        return Intent.CHAT, 1.0
    shares = {intent: share for intent, share in likelihoods(text, role).items() if intent not in without}
    shares[Intent.CHAT] *= _CHAT_PRIOR.get(role, 1.0)
    best, following = sorted(shares, key=shares.__getitem__, reverse=True)[:2]
    return best, shares[best] - shares[following]


@cache
def load(role: Role) -> Model:
    """The shipped weights of one role."""
    with (files("prompts") / "models" / f"{role}.npz").open("rb") as file, np.load(file) as data:
        names = str(data["names"]).split("\n")
        return Model(
            intents=tuple(Intent(name) for name in str(data["intents"]).split()),
            rows={name: row for row, name in enumerate(names)},
            weights=data["weights"].astype(np.float32) * data["scale"].astype(np.float32),
        )
