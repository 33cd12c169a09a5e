"""The words of a text for retrieval, and a problem's words with what else they may be called."""

import math
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from handlers.understanding.characters import simplified
from prompts.trades import trade_names

_LONGEST = 4000
_SYNONYM = 0.5  # another name of a thing counts less than the one written


def terms(text: str) -> list[str]:
    """Character pairs of Chinese, whole words of Latin letters and digits: what makes two texts alike."""
    text = simplified(text.lower()[:_LONGEST])
    words = re.findall(r"[a-z][a-z0-9]+|\d{2,}", text)
    return words + [run[i : i + 2] for run in _runs(text) for i in range(len(run) - 1)]


def search_terms(text: str) -> list[str]:
    """The terms of a text and its single characters, for retrieval.

    One character (焊, 漏, 霉) is often all that an outsider's words share with the craft's.
    """
    text = simplified(text.lower()[:_LONGEST])
    return terms(text) + [sign for run in _runs(text) for sign in run]


def _runs(text: str) -> list[str]:
    return re.findall(r"[\u4e00-\u9fa5]+", text)


@lru_cache(maxsize=256)  # one problem asks many times
def weighted_terms(text: str) -> Mapping[str, float]:
    """The terms of a question with their weights, synonyms added."""
    # A long letter says over and over what it is about; in a line or two nothing comes twice.
    weights = {term: math.sqrt(times) for term, times in Counter(search_terms(text)).items()}
    lower = simplified(text.lower())
    for word, group in _synonyms().items():
        if word in lower:
            for other in group:
                for term in search_terms(other):
                    weights[term] = max(weights.get(term, 0.0), _SYNONYM)
    return weights


@cache
def _synonyms() -> Mapping[str, tuple[str, ...]]:
    """All other names of each word; one may stand in several groups."""
    data = tomllib.loads((files("prompts") / "lexicon" / "synonyms.toml").read_text("utf-8"))
    found: dict[str, list[str]] = defaultdict(list)
    for group in data["groups"]:
        for word in group.split():
            found[word.lower()] += group.split()
    return {word: tuple(dict.fromkeys(others)) for word, others in found.items()}


def trade_words(codes: tuple[str, ...]) -> str:
    """The names of trades as text."""
    return " ".join(trade_names().get(code, "") for code in codes)
