"""What an expert of a trade wants to know first (prompts/checklists.toml), and what a text tells of it."""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

PHOTO = "photo"
_LONGEST = 2000


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """How it is asked for, and what counts as told."""

    ask: str
    told: re.Pattern[str]


@cache
def facts() -> Mapping[str, Fact]:
    """Every fact by its name."""
    return {
        name: Fact(ask=entry["ask"], told=re.compile("|".join(entry["told"]), re.IGNORECASE))
        for name, entry in _data()["fact"].items()
    }


@cache
def checklist(name: str) -> tuple[str, ...]:
    """The facts that matter for a trade (or for `training`), the most important first."""
    return tuple(_data()["checklist"][name])


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((files("prompts") / "checklists.toml").read_text("utf-8"))


def told(text: str, *, with_file: bool = False) -> frozenset[str]:
    """Names of all facts that a text tells; a file counts as the photo."""
    text = text[:_LONGEST]
    found = {name for name, fact in facts().items() if fact.told.search(text)}
    return frozenset(found | {PHOTO}) if with_file else frozenset(found)


def wanted(name: str, known: Collection[str], *, most: int) -> tuple[str, ...]:
    """What to ask for: at most so many facts that are not known yet, and the photo."""
    missing = [each for each in checklist(name) if each not in known]
    words = [each for each in missing if each != PHOTO][:most]
    return (*words, PHOTO) if PHOTO in missing else tuple(words)


def asking(names: Collection[str]) -> str:
    """The facts as a question: "什么料，多大吨位的机器，有照片也发一张"."""
    return "，".join(facts()[name].ask for name in names)
