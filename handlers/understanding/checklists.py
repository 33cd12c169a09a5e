"""What an expert of a trade wants to know first (prompts/checklists.toml), and what a text tells of it."""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

PHOTO = "photo"
# What stands on a machine's screen or plate, and so in a picture of it.
SHOWN = frozenset({"alarm", "machine", "tonnage", "error", "brand", "control", "reading"})
_LONGEST = 2000


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """How it is asked for, and what counts as told."""

    ask: str
    told: re.Pattern[str]


@cache
def facts() -> Mapping[str, Fact]:
    """Every fact by its name."""
    return {name: Fact(ask=entry["ask"], told=_any(entry["told"])) for name, entry in _data()["fact"].items()}


def checklist(name: str, text: str = "") -> tuple[str, ...]:
    """The facts that matter for a trade (or for `training`), the most important first; `text` is the problem.

    What it is about within the trade may want other facts, and who only wants to know something is asked
    nothing.
    """
    if _knowing().search(text[:_LONGEST]):
        return ()
    for branch in branches(name):
        if branch.when.search(text[:_LONGEST]):
            return branch.ask
    return tuple(_data()["checklist"][name])


@dataclass(frozen=True, kw_only=True, slots=True)
class Branch:
    """What is asked where a problem of a trade is about something of its own (sand casting, a tractor)."""

    when: re.Pattern[str]
    ask: tuple[str, ...]


@cache
def branches(name: str) -> tuple[Branch, ...]:
    """The branches of a trade, in the order in which they are tried."""
    return tuple(
        Branch(when=_any(entry["when"]), ask=tuple(entry["ask"]))
        for entry in _data()["branch"]
        if entry["of"] == name
    )


@cache
def _knowing() -> re.Pattern[str]:
    return _any(_data()["knowing"]["when"])


def _any(patterns: Collection[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((files("prompts") / "checklists.toml").read_text("utf-8"))


def told(text: str, *, with_file: bool = False) -> frozenset[str]:
    """Names of all facts that a text tells; a file counts as the photo."""
    text = text[:_LONGEST]
    found = {name for name, fact in facts().items() if fact.told.search(text)}
    return frozenset(found | {PHOTO}) if with_file else frozenset(found)


def wanted(name: str, text: str, known: Collection[str], *, most: int) -> tuple[str, ...]:
    """What to ask for about a problem: at most so many facts that are not known yet, and the photo."""
    missing = [each for each in checklist(name, text) if each not in known]
    words = [each for each in missing if each != PHOTO][:most]
    return (*words, PHOTO) if PHOTO in missing else tuple(words)


def asking(names: Collection[str]) -> str:
    """The facts as a question: "什么料，多大吨位的机器，有照片也发一张"."""
    return "，".join(facts()[name].ask for name in names)
