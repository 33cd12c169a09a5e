"""`salon eval understand`: what the bot understands of labelled messages, line by line and in figures."""

import asyncio
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.commands.errors import BadInput
from bot.commands.jsonl import read_lines, write_lines
from bot.commands.replay import parse_moment
from bot.reader import read_all
from bot.settings import Settings
from handlers.reading import understand
from handlers.understanding.values import Intent, Query, Role, Understanding

_FIELDS = ("kind", "category", "urgency", "mode", "deadline", "order_value_yuan", "problems")
# The labelling guide has no word for these.
_AS_LABELLED = {Intent.WHY: Intent.QUERY, Intent.TEACH: Intent.NOTE, Intent.UNTEACH: Intent.NOTE}
_ALWAYS = ("ticket", "target", "query")


def evaluate_understanding(data: Path, predictions: Path | None, settings: Settings | None) -> str:
    """Understand every line and compare it with its gold fields; returns the printed tables.

    `settings` with a model asks the model as the live program would; None uses only what ships.
    Raises BadInput naming file and line.
    """
    pairs: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for number, line in read_lines(data, "id", "role"):
        try:
            role, at = Role(line["role"]), parse_moment(line["at"])
            text = line["text"]
            if not isinstance(text, str):
                raise TypeError("text 要是文字")
        except (KeyError, TypeError, ValueError) as error:
            raise BadInput(f"{data}:{number}: {error}; 请改正这一行") from error
        pairs.append((line, prediction(line["id"], _read(text, role, at, settings))))
    write_lines(predictions, (found for _, found in pairs))
    return "\n".join([*_intents(pairs), "", *_fields(pairs)])


def _read(text: str, role: Role, at: datetime, settings: Settings | None) -> Understanding:
    found = understand(text, role, at)
    if settings is None or role is not Role.ENTERPRISE:
        return found
    return asyncio.run(read_all(settings, [(text, at, found)]))[0][0]


def prediction(message_id: object, found: Understanding) -> dict[str, Any]:
    """An understanding as the contract writes it."""
    fields = found.request
    deadline = fields.deadline if fields else None
    return {
        "id": message_id,
        "intent": _AS_LABELLED.get(found.intent, found.intent),
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


def _query(query: Query) -> dict[str, Any]:
    period = query.period
    slots = {
        "about": query.about,
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


def _intents(pairs: list[tuple[dict[str, Any], dict[str, Any]]]) -> list[str]:
    judged = [(gold["intent"], found["intent"]) for gold, found in pairs if gold.get("intent")]
    if not judged:
        return [f"{len(pairs)} 条；没有 intent，不算分"]
    right = sum(gold == found for gold, found in judged)
    lines = [
        f"{len(judged)} 条，意图正确率 {right / len(judged):.3f}",
        "意图            条数  准确率  召回率  F1",
    ]
    golds, founds = Counter(gold for gold, _ in judged), Counter(found for _, found in judged)
    hits = Counter(gold for gold, found in judged if gold == found)
    for intent in sorted(golds | founds):
        precision = hits[intent] / founds[intent] if founds[intent] else 0.0
        recall = hits[intent] / golds[intent] if golds[intent] else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        lines.append(f"{intent:<14}{golds[intent]:>6}{precision:>8.3f}{recall:>8.3f}{f1:>8.3f}")
    return lines


def _fields(pairs: list[tuple[dict[str, Any], dict[str, Any]]]) -> list[str]:
    lines = ["字段              条数  正确率"]
    for name in (*_FIELDS, *_ALWAYS):
        judged = [
            (gold[name], found[name])
            for gold, found in pairs
            if name in gold and (name in _ALWAYS or gold.get("intent") in (None, "request"))
        ]
        if judged:
            right = sum(gold == found for gold, found in judged)
            lines.append(f"{name:<18}{len(judged):>4}{right / len(judged):>8.3f}")
    return lines
