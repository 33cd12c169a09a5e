"""Niches: the specialities within a trade, in the craft's words and as outsiders tell their troubles."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, kw_only=True, slots=True)
class Niche:
    """`words` are the craft's own, the most usual first; `tellings` are sentences of people in trouble."""

    name: str
    trade: str
    words: tuple[str, ...]
    tellings: tuple[str, ...]


@cache
def niches() -> dict[str, Niche]:
    """The niches of prompts/lexicon/niches.txt by name (trade and first word)."""
    found: dict[str, Niche] = {}
    text = (files("prompts") / "lexicon" / "niches.txt").read_text("utf-8")
    for block in text.split("\n["):
        head, *tellings = [line.strip() for line in block.splitlines() if line.strip()]
        trade, bracket, words = head.partition("]")
        if bracket:
            said = tuple(words.split())
            name = f"{trade}/{said[0]}"
            found[name] = Niche(name=name, trade=trade, words=said, tellings=tuple(tellings))
    return found
