"""The headings of the tables that the bot makes, in sheets.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column: what stands in it, its heading, its width in digits, and whether long words are wrapped."""

    name: str
    heading: str
    width: float
    wrap: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A table. `rows`: names and headings of its rows, where it has a fixed number of them."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, str], ...] = ()


@cache
def sheet(name: str) -> Sheet:
    """A table by its name."""
    given = tomllib.loads((files("prompts") / "sheets.toml").read_text("utf-8"))[name]
    return Sheet(
        title=given["title"],
        columns=tuple(Column(**each) for each in given["columns"]),
        rows=tuple((each["name"], each["heading"]) for each in given.get("rows", ())),
    )


@cache
def word(name: str) -> str:
    """A word that stands in the cells."""
    text: str = tomllib.loads((files("prompts") / "sheets.toml").read_text("utf-8"))["words"][name]
    return text
