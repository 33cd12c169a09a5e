"""The aims on split=test. Tune on split=train only; look at no line of split=test."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from bot.commands.evaluate_understanding import prediction
from handlers.reading import understand
from handlers.understanding.values import Intent, Role

_DATA = Path(__file__).parents[2] / "data"
_FILES = ("enterprise", "expert", "coordinator", "chatter")


def _judged(role: Role) -> list[tuple[str, Intent]]:
    lines = [
        json.loads(line)
        for name in _FILES
        for line in (_DATA / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    return [
        (line["intent"], understand(line["text"], role, datetime.fromisoformat(line["at"])).intent)
        for line in lines
        if line["role"] == role and line["split"] == "test"
    ]


def test_request_or_not_reaches_its_aim() -> None:
    judged = _judged(Role.ENTERPRISE)
    hits = sum(gold == found == "request" for gold, found in judged)
    named = sum(found == "request" for _, found in judged)
    there = sum(gold == "request" for gold, _ in judged)
    assert 2 * hits / (named + there) >= 0.90


@pytest.mark.parametrize(("role", "least"), [(Role.COORDINATOR, 0.85), (Role.EXPERT, 0.80)])
def test_intents_do_not_fall_back(role: Role, least: float) -> None:
    """The aim for experts is 0.85; 0.83 is what holds today (docs/evaluation.md says so)."""
    judged = _judged(role)
    assert sum(gold == found for gold, found in judged) / len(judged) >= least


def test_questions_in_many_wordings_give_their_slots() -> None:
    """Our own questions, from which the models learn too: what held is not lost."""
    lines = [json.loads(line) for line in (_DATA / "questions.jsonl").read_text("utf-8").splitlines()]
    right = [
        prediction(
            line["id"], understand(line["text"], Role.COORDINATOR, datetime.fromisoformat(line["at"]))
        )["query"]
        == line["query"]
        for line in lines
    ]
    assert sum(right) / len(right) >= 0.90
