"""The questions from which the models of slots learn: prompts/examples/questions.txt and labelled ones."""

import random
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from handlers.understanding.known import NOTHING
from handlers.understanding.marking import mark
from handlers.understanding.questions import NONE, features
from scripts.train_names import district, firm, person, trade

_FILE = Path(__file__).parents[1] / "prompts" / "examples" / "questions.txt"
_ORDER = ("open", "claimed", "in_progress", "resolved", "closed", "cancelled")


def own_questions() -> Iterable[dict[str, Any]]:
    """The sentences of prompts/examples/questions.txt as labelled messages, with made-up names."""
    chance = random.Random(2)
    about, metric, status, intent = "", "-", "-", "query"
    for line in _FILE.read_text("utf-8").splitlines():
        if line.startswith("["):
            about, metric, status, *more = line.strip("[]").split()
            intent = "export" if "export" in more else "query"
        elif line and not line.startswith("#"):
            yield {"intent": intent, **_told(chance, line, about, metric, status)}


def _told(chance: random.Random, line: str, about: str, metric: str, status: str) -> dict[str, Any]:
    names = {
        "person": ("{人}", person(chance)),
        "enterprise": ("{企}", firm(chance)),
        "district": ("{片}", district(chance)),
    }
    query: dict[str, Any] = {
        "about": about,
        "metric": None if metric == "-" else metric,
        "status": None if status == "-" else status.split("+"),
    }
    for slot, (place, name) in names.items():
        if place in line:
            query[slot] = name
            line = line.replace(place, name)
    return {"text": re.sub("{工}", lambda _: trade(chance), line), "query": query}


def questions(lines: list[dict[str, Any]]) -> dict[str, tuple[list[dict[str, float]], list[str]]]:
    """Features and labels by the slot that a model is to find; rules find those about one ticket or cases."""
    found: dict[str, tuple[list[dict[str, float]], list[str]]] = {
        slot: ([], []) for slot in ("about", "metric", "status")
    }
    for line in lines:
        query = line.get("query") or {}
        if query.get("about") in (None, "ticket", "cases"):
            continue
        text = re.sub(r"@派单助手[\s\u2005]*", "", line["text"]).strip()
        known = features(mark(text, NOTHING), export=line["intent"] == "export")
        for slot, (rows, labels) in found.items():
            rows.append(known)
            labels.append(_label(query.get(slot)))
    return found


def _label(value: str | list[str] | None) -> str:
    if isinstance(value, list):
        return "+".join(each for each in _ORDER if each in value) or NONE
    return value or NONE
