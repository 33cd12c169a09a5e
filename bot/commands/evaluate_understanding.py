"""`salon eval understand`: what the bot understands of labelled messages, line by line and in figures."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.commands import understanding_tables as tables
from bot.commands.errors import BadInput
from bot.commands.jsonl import read_lines, write_lines
from bot.commands.replay import parse_moment
from bot.commands.rules_alone import by_rules_alone
from bot.model import Called
from bot.reader import read_all
from bot.settings import Settings
from handlers.model.doubts import in_doubt
from handlers.reading import understand
from handlers.understanding.values import Intent, Query, Role, Understanding

# The labelling guide has no word for these.
_AS_LABELLED = {Intent.WHY: Intent.QUERY, Intent.TEACH: Intent.NOTE, Intent.UNTEACH: Intent.NOTE}
_ALONE, _RULES, _MODEL = "只用规则", "规则", "规则+模型"
_CLASSIFIER = "规则+分类器"  # what ships, where it stands beside the rules alone


@dataclass(frozen=True, kw_only=True, slots=True)
class _Line:
    """A line to be understood."""

    gold: dict[str, Any]
    role: Role
    at: datetime
    text: str


def evaluate_understanding(
    data: Path,
    predictions: Path | None,
    settings: Settings | None,
    *,
    with_confusions: bool = False,
    with_rules: bool = False,
) -> str:
    """Understand every line and compare it with its gold fields; returns the printed tables.

    `settings` with a model asks the model as the live program would, and shows both side by side;
    None uses only what ships. `with_rules` shows beside it what the rules would do without the trained
    classifiers. Raises BadInput naming file and line.
    """
    lines = [_line(data, number, line) for number, line in read_lines(data, "id", "role")]
    golds = [each.gold for each in lines]
    rules = [understand(each.text, each.role, each.at) for each in lines]
    columns = {_CLASSIFIER if with_rules else _RULES: _predictions(lines, rules)}
    if with_rules:
        alone = [
            by_rules_alone(each.text, each.role, each.at, found)
            for each, found in zip(lines, rules, strict=True)
        ]
        columns = {_ALONE: _predictions(lines, alone)} | columns
    spent = tables.would_ask(_doubts(lines, rules))
    if settings is not None:
        found, calls, asked = _with_model(lines, rules, settings)
        columns[_MODEL] = _predictions(lines, found)
        spent = tables.cost(asked, calls)
    last = columns[list(columns)[-1]]
    write_lines(predictions, last)
    wrong = ["", *tables.confusions(golds, last)] if with_confusions else []
    return "\n".join(
        [*tables.intents(golds, columns), "", *tables.fields(golds, columns), "", *spent, *wrong]
    )


def _doubts(lines: Sequence[_Line], rules: Sequence[Understanding]) -> list[bool]:
    """For each line of an enterprise, whether a model would be asked about it."""
    pairs = zip(lines, rules, strict=True)
    return [in_doubt(found, line.text) for line, found in pairs if line.role is Role.ENTERPRISE]


def _line(data: Path, number: int, line: dict[str, Any]) -> _Line:
    try:
        role, at, text = Role(line["role"]), parse_moment(line["at"]), line["text"]
        if not isinstance(text, str):
            raise TypeError("text 要是文字")
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(f"{data}:{number}: {error}; 请改正这一行") from error
    return _Line(gold=line, role=role, at=at, text=text)


def _predictions(lines: Sequence[_Line], found: Sequence[Understanding]) -> list[dict[str, Any]]:
    return [prediction(line.gold["id"], each) for line, each in zip(lines, found, strict=True)]


def _with_model(
    lines: Sequence[_Line], rules: Sequence[Understanding], settings: Settings
) -> tuple[list[Understanding], list[Called], int]:
    """What comes out with the model, its calls, and how many lines are an enterprise's."""
    found, calls = list(rules), []
    asked = [place for place, line in enumerate(lines) if line.role is Role.ENTERPRISE]
    texts = [(lines[place].text, lines[place].at, rules[place]) for place in asked]
    for place, (understood, called) in zip(asked, asyncio.run(read_all(settings, texts)), strict=True):
        found[place] = understood
        if called is not None:
            calls.append(called)
    return found, calls, len(asked)


def prediction(message_id: object, found: Understanding) -> dict[str, Any]:
    """An understanding as the contract writes it."""
    fields = found.request
    deadline = fields.deadline if fields else None
    return {
        "id": message_id,
        "intent": as_labelled(found.intent),
        "kind": fields.kind if fields else None,
        "category": fields.category if fields else None,
        "urgency": fields.urgency if fields else None,
        "mode": fields.mode if fields else None,
        "deadline": deadline.isoformat() if deadline else None,
        "order_value_yuan": fields.order_value_yuan if fields else None,
        "problems": fields.problems if fields else None,
        "ticket": found.ticket,
        "target": found.target,
        "query": _query(found.query) if found.query and found.query.about else None,
    }


def as_labelled(intent: Intent) -> Intent:
    """The labelling guide's word for an intent."""
    return _AS_LABELLED.get(intent, intent)


def _query(query: Query) -> dict[str, Any]:
    period = query.period
    slots = {
        "about": None if query.half else query.about,
        "no": query.no,
        "status": list(query.status) if query.status else None,
        "period": {"from": period.first.isoformat(), "to": period.last.isoformat()} if period else None,
        "person": query.person,
        "enterprise": query.enterprise,
        "category": query.category,
        "district": query.district,
        "metric": query.metric,
        "output": query.output,
    }
    return {name: value for name, value in slots.items() if value is not None}
