"""Words of the trades that a voice input or a slip of the finger misspelled, put right to be understood."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from handlers.understanding.characters import simplified


def put_right(text: str) -> str:
    """The text with the trades' words as they are spelled, in simplified characters."""
    pattern, right = _spellings()
    return pattern.sub(lambda found: right[found.group()], simplified(text))


@cache
def _spellings() -> tuple[re.Pattern[str], Mapping[str, str]]:
    data = tomllib.loads((files("prompts") / "lexicon" / "spellings.toml").read_text("utf-8"))
    right = {wrong: word for word, others in data["spellings"].items() for wrong in others.split()}
    longest_first = sorted(right, key=len, reverse=True)
    return re.compile("|".join(re.escape(wrong) for wrong in longest_first)), right
