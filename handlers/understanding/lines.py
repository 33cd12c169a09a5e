"""What a text says happens, and to what things, whatever it calls them: the lines of two lexicons in it."""

import tomllib
from collections.abc import Collection, Mapping
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
    known = _numbers(name)
    found = first_places(simplified(text[:_LONGEST]), known, _longest(name))
    return sorted({number for word in found for number in known[word]})


@cache
def _numbers(name: str) -> Mapping[str, tuple[int, ...]]:
    """The numbers of the lines in which a word stands, by word."""
    found: dict[str, tuple[int, ...]] = {}
    for number, words in enumerate(lines(name)):
        for word in words:
            found[word] = (*found.get(word, ()), number)
    return found


@cache
def _longest(name: str) -> int:
    return max(map(len, _numbers(name)))


def first_places(text: str, words: Collection[str], longest: int) -> dict[str, int]:
    """Where those of many words that stand in a text do so first; the longest has so many characters.

    Every piece of the text is looked up: a message has far fewer of them than a lexicon has words.
    """
    found: dict[str, int] = {}
    for start in range(len(text)):
        for end in range(start + 1, min(start + longest, len(text)) + 1):
            piece = text[start:end]
            if piece in words:
                found.setdefault(piece, start)
    return found


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
