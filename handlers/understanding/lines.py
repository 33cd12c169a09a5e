"""What a text says happens, and to what things, whatever it calls them: the lines of two lexicons in it."""

import tomllib
from functools import cache
from importlib.resources import files

from handlers.understanding.characters import simplified

SENSES, THINGS = "senses", "things"  # the files in prompts/lexicon, and the lists in them
_LONGEST = 2000


@cache
def lines(name: str) -> tuple[tuple[str, ...], ...]:
    """A lexicon's lines, each the words for one thing or happening."""
    data = tomllib.loads((files("prompts") / "lexicon" / f"{name}.toml").read_text("utf-8"))
    return tuple(tuple(line.split()) for line in data[name])


def lines_in(name: str, text: str) -> list[int]:
    """The numbers of a lexicon's lines that stand in the text."""
    text = simplified(text[:_LONGEST])
    return [number for number, words in enumerate(lines(name)) if any(word in text for word in words)]


def other_names(name: str, text: str) -> list[str]:
    """All words of the lines that stand in the text."""
    return [word for number in lines_in(name, text) for word in lines(name)[number]]


def line_features(plain: str) -> dict[str, float]:
    """Named features: which things a text names and what it says happens, whatever it calls them.

    A line goes by its first word: where another comes before it, the models need not be trained again.
    """
    return {
        f"{name}:{lines(name)[number][0]}": 0.3
        for name in (SENSES, THINGS)
        for number in lines_in(name, plain)
    }
