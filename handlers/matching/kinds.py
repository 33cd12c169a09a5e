"""What plastic, machine or way of casting a text names, of the lists in prompts/lexicon/kinds.toml."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files


@cache
def _lists() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    """Each list by its name: the pattern of each kind by what it is called."""
    data = tomllib.loads((files("prompts") / "lexicon" / "kinds.toml").read_text("utf-8"))
    return {name: {line.split()[0]: _pattern(line.split()) for line in kinds} for name, kinds in data.items()}


def _pattern(words: list[str]) -> re.Pattern[str]:
    """Words of letters or digits stand alone: PA is in "PA66" and not in "SPA", 304 not in 1304."""
    marked = [
        rf"(?<![a-z\d]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word) for word in words
    ]
    return re.compile("|".join(marked), re.IGNORECASE)


@lru_cache(maxsize=4096)  # the cases are compared with every problem
def kinds_in(text: str) -> Mapping[str, frozenset[str]]:
    """The kinds that a text names, by list; lists of which it names none are left out."""
    found = {
        name: frozenset(kind for kind, pattern in kinds.items() if pattern.search(text))
        for name, kinds in _lists().items()
    }
    return {name: kinds for name, kinds in found.items() if kinds}


def kinds_apart(problem: str, case: str) -> Mapping[str, frozenset[str]]:
    """The lists of which both name kinds and none alike, and what the case names of them."""
    own, others = kinds_in(problem), kinds_in(case)
    return {name: others[name] for name in own.keys() & others.keys() if not own[name] & others[name]}
