"""The texts the bot sends, each with the moment it is for, in texts.toml."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def texts() -> Mapping[str, str]:
    """Every text by its name, with {placeholders}."""
    data = tomllib.loads((files("prompts") / "texts.toml").read_text("utf-8"))
    return {name: entry["text"].strip("\n") for name, entry in data.items()}


def say(name: str, /, **values: object) -> str:
    """The text with its placeholders filled; lines left empty by empty values disappear."""
    filled = texts()[name].format_map(values)
    return "\n".join(line.rstrip() for line in filled.split("\n") if line.strip())
