"""How well intents are heard of an author whose words nobody learned from.

Usage: python -m benchmarks.leave_one_author_out enterprise|expert|coordinator|mode|urgency|category

For each author of the labelled messages (the letters of their ids; `d` wrote the shared ones) the model is
trained on all others and judged on his; `mode` and `urgency` do so with these fields of a request, beside
what stands there in so many words, `category` with its trade. Only lines with split=train are read.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from handlers.understanding import modes, trades, urgency
from handlers.understanding.classifier import features, prior
from handlers.understanding.colleagues import find_colleague
from handlers.understanding.plainly import overruled
from handlers.understanding.times import find_deadline
from handlers.understanding.values import Intent, Role
from scripts.train_models import BROADLY, LOOSELY, Fit, fit_of, intents, sparse, told_trades, train, urgent

Line = dict[str, Any]
FeaturesOf = Callable[[Line], dict[str, float]]

_DATA = Path(__file__).parents[1] / "tests" / "data"
_FILES = ("enterprise", "expert", "coordinator", "chatter")


def main(role: Role) -> None:
    """Print one line an author: how many messages, how many intents are right, false alarms on chatter."""
    lines = by_author(role)
    for author, own in lines.items():
        others = [line for other, each in lines.items() if other != author for line in each]
        pairs = intents(role, others)
        found = [features(text, role) for text, _ in pairs]
        model = train(found, [label for _, label in pairs], fit_of(role))
        labels = model.labels
        scores = model.scores(
            sparse([features(line["text"], role) for line in own], model.rows) @ model.weights
        )
        shares = np.exp(scores) * np.array([prior(role, Intent(label)) for label in labels])
        if role is Role.EXPERT:
            nobody = [find_colleague(line["text"]) is None for line in own]
            shares[np.ix_(nobody, [labels.index(Intent.TRANSFER)])] = 0
        heard = np.array(labels)[shares.argmax(axis=1)]
        if role is Role.ENTERPRISE:
            likely = [dict(zip(map(Intent, labels), row, strict=True)) for row in shares.tolist()]
            heard = np.array(
                [
                    overruled(Intent(each), line["text"], how)
                    for each, line, how in zip(heard, own, likely, strict=True)
                ]
            )
        gold = np.array([line["intent"] for line in own])
        chat = gold == Intent.CHAT
        told = f"{author}: {len(own)} messages, right {np.mean(heard == gold):.3f}"
        if role is Role.ENTERPRISE:
            hits = int(np.sum((heard == Intent.REQUEST) & (gold == Intent.REQUEST)))
            both = int(np.sum(heard == Intent.REQUEST) + np.sum(gold == Intent.REQUEST))
            alarms = int(np.sum(heard[chat] == Intent.REQUEST))
            told += f", request F1 {2 * hits / both:.3f}, false alarms {alarms} of {int(chat.sum())}"
        sys.stdout.write(told + "\n")


def judge(field: str, features_of: FeaturesOf, said: Callable[[Line], str]) -> None:
    """Print one line an author: how many requests, of how many the field is right, learned and by the rules
    that are among its signs."""
    asked = requests(field)
    count = learned = outright = 0
    for author, own in asked.items():
        shares = shares_without(author, asked, field, [], features_of, LOOSELY)
        right = sum(
            max(each, key=each.__getitem__) == line[field] for each, line in zip(shares, own, strict=True)
        )
        ruled = sum(said(line) == line[field] for line in own)
        count, learned, outright = count + len(own), learned + right, outright + ruled
        sys.stdout.write(
            f"{author}: {len(own)} requests, learned {right / len(own):.3f}, "
            f"said outright {ruled / len(own):.3f}\n"
        )
    sys.stdout.write(
        f"all: {count} requests, learned {learned / count:.3f}, said outright {outright / count:.3f}\n"
    )


def judge_modes() -> None:
    """Whether a request asks somebody to come."""
    judge("mode", lambda line: modes.features(line["text"]), lambda line: modes.said_outright(line["text"]))


def judge_urgencies() -> None:
    """How urgent a request is."""

    def said(line: Line) -> str:
        at = datetime.fromisoformat(line["at"])
        return urgency.said_outright(line["text"], find_deadline(line["text"], at), at)

    judge("urgency", urgent, said)


def judge_categories() -> None:
    """Print one line an author: how many requests, of how many the trade is right."""
    asked = requests("category")
    told = [{"text": text, "category": trade} for text, trade in told_trades()]
    count = right = 0
    for author, own in asked.items():
        shares = shares_without(
            author, asked, "category", told, lambda line: trades.features(line["text"]), BROADLY
        )
        hits = sum(
            trades.likeliest(line["text"], each) == line["category"]
            for each, line in zip(shares, own, strict=True)
        )
        count, right = count + len(own), right + hits
        sys.stdout.write(f"{author}: {len(own)} requests, right {hits / len(own):.3f}\n")
    sys.stdout.write(f"all: {count} requests, right {right / count:.3f}\n")


def requests(field: str) -> dict[str, list[Line]]:
    """The labelled requests with that field, by author."""
    return {
        author: [line for line in own if line["intent"] == Intent.REQUEST and line.get(field)]
        for author, own in by_author(Role.ENTERPRISE).items()
    }


def shares_without(
    author: str,
    asked: dict[str, list[Line]],
    field: str,
    more: list[Line],
    features_of: FeaturesOf,
    fit: Fit,
) -> list[dict[str, float]]:
    """How likely each label of a field is for each of an author's requests, learned from `more` and the
    other authors' requests."""
    lines = [*more, *(line for other, each in asked.items() if other != author for line in each)]
    model = train([features_of(line) for line in lines], [line[field] for line in lines], fit)
    found = sparse([features_of(line) for line in asked[author]], model.rows)
    scores = model.scores(found @ model.weights)
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    likely /= likely.sum(axis=1, keepdims=True)
    return [dict(zip(model.labels, row, strict=True)) for row in likely.tolist()]


def by_author(role: Role) -> dict[str, list[Line]]:
    """The messages of split=train of this role, by author."""
    found: dict[str, list[Line]] = defaultdict(list)
    paths = [*(_DATA / f"{name}.jsonl" for name in _FILES), _DATA / "written" / f"{role}.jsonl"]
    for path in paths:
        for text in path.read_text("utf-8").splitlines():
            line = json.loads(text)
            if line["split"] == "train" and line["role"] == role:
                found[_author(line["id"])].append(line)
    return found


def _author(name: str) -> str:
    letters = name.split("-")[0]
    return "h" if letters in ("ha", "hb", "hc") else letters  # three voices of one author


if __name__ == "__main__":
    if sys.argv[1] == "mode":
        judge_modes()
    elif sys.argv[1] == "urgency":
        judge_urgencies()
    elif sys.argv[1] == "category":
        judge_categories()
    else:
        main(Role(sys.argv[1]))
