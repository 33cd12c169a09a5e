"""Cue lists from the lexicons: weighted patterns, added up."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from handlers.understanding.characters import simplified

_LONGEST = 2000


@cache
def _cues(file: str) -> Mapping[str, tuple[tuple[re.Pattern[str], float], ...]]:
    data = tomllib.loads((files("prompts") / "lexicon" / f"{file}.toml").read_text("utf-8"))
    return {
        name: tuple((re.compile(pattern), float(weight)) for pattern, weight in entry["patterns"])
        for name, entry in data.items()
    }


def weigh(file: str, text: str) -> dict[str, float]:
    """The sum of weights of the patterns found, by cue list. Only the first 2,000 characters count."""
    return dict(_weighed(file, text))


@lru_cache(maxsize=256)  # one problem is read several times
def _weighed(file: str, text: str) -> Mapping[str, float]:
    text = simplified(text[:_LONGEST])
    return {
        name: sum(weight for pattern, weight in patterns if pattern.search(text))
        for name, patterns in _cues(file).items()
    }
