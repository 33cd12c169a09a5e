"""Words of the trades that a voice input or a slip of the finger misspelled, or that stand there in English,
put right to be understood.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from handlers.understanding.characters import simplified


def put_right(text: str) -> str:
    """The text with the trades' words as they are spelled, in Chinese and in simplified characters."""
    pattern, right = _spellings()
    return pattern.sub(lambda found: right[found.group().lower()], simplified(text))


@cache
def _spellings() -> tuple[re.Pattern[str], Mapping[str, str]]:
    data = tomllib.loads((files("prompts") / "lexicon" / "spellings.toml").read_text("utf-8"))
    misspelt = {wrong: word for word, others in data["spellings"].items() for wrong in others.split()}
    english = {each: word for word, others in data["english"].items() for each in others}
    whole = rf"(?<![a-z])(?:{_any_of(english)})(?![a-z])"  # no "flash" in "flashlight"
    return re.compile(f"{_any_of(misspelt)}|{whole}", re.IGNORECASE), misspelt | english


def _any_of(words: Mapping[str, str]) -> str:
    return "|".join(re.escape(each) for each in sorted(words, key=len, reverse=True))
