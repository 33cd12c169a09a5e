"""How well intents are heard of an author whose words nobody learned from.

Usage: python -m benchmarks.leave_one_author_out enterprise|expert|coordinator|mode|category

For each author of the labelled messages (the letters of their ids; `d` wrote the shared ones) the model is
trained on all others and judged on his; `mode` does so with how a request wants help, beside what stands
there in so many words, `category` with its trade. Only lines with split=train are read.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from handlers.understanding import modes, trades
from handlers.understanding.classifier import features, prior
from handlers.understanding.colleagues import find_colleague
from handlers.understanding.plainly import overruled
from handlers.understanding.values import Intent, Role
from scripts.train_models import BROADLY, LOOSELY, Features, Fit, fit_of, intents, sparse, told_trades, train

_DATA = Path(__file__).parents[1] / "tests" / "data"
_FILES = ("enterprise", "expert", "coordinator", "chatter")


def main(role: Role) -> None:
    """Print one line an author: how many messages, how many intents are right, false alarms on chatter."""
    lines = by_author(role)
    for author, own in lines.items():
        others = [line for other, each in lines.items() if other != author for line in each]
        pairs = intents(role, others)
        found = [features(text, role) for text, _ in pairs]
        names, labels, weights = train(found, [label for _, label in pairs], fit_of(role))
        rows = {name: row for row, name in enumerate(names)}
        scores = sparse([features(line["text"], role) for line in own], rows) @ weights
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


def judge_modes() -> None:
    """Print one line an author: how many requests, how many modes are right, learned and said outright."""
    asked = requests("mode")
    count = learned = said = 0
    for author, own in asked.items():
        shares = shares_without(author, asked, "mode", [], modes.features, LOOSELY)
        right = sum(
            max(each, key=each.__getitem__) == line["mode"] for each, line in zip(shares, own, strict=True)
        )
        outright = sum(modes.said_outright(line["text"]) == line["mode"] for line in own)
        count, learned, said = count + len(own), learned + right, said + outright
        sys.stdout.write(
            f"{author}: {len(own)} requests, learned {right / len(own):.3f}, "
            f"said outright {outright / len(own):.3f}\n"
        )
    sys.stdout.write(
        f"all: {count} requests, learned {learned / count:.3f}, said outright {said / count:.3f}\n"
    )


def judge_categories() -> None:
    """Print one line an author: how many requests, of how many the trade is right."""
    asked, told = requests("category"), told_trades()
    count = right = 0
    for author, own in asked.items():
        shares = shares_without(author, asked, "category", told, trades.features, BROADLY)
        hits = sum(
            trades.likeliest(line["text"], each) == line["category"]
            for each, line in zip(shares, own, strict=True)
        )
        count, right = count + len(own), right + hits
        sys.stdout.write(f"{author}: {len(own)} requests, right {hits / len(own):.3f}\n")
    sys.stdout.write(f"all: {count} requests, right {right / count:.3f}\n")


def requests(field: str) -> dict[str, list[dict[str, Any]]]:
    """The labelled requests with that field, by author."""
    return {
        author: [line for line in own if line["intent"] == Intent.REQUEST and line.get(field)]
        for author, own in by_author(Role.ENTERPRISE).items()
    }


def shares_without(
    author: str,
    asked: dict[str, list[dict[str, Any]]],
    field: str,
    more: list[tuple[str, str]],
    features_of: Features,
    fit: Fit,
) -> list[dict[str, float]]:
    """How likely each label of a field is for each of an author's requests, learned from `more` and the
    other authors' requests."""
    pairs = [
        *more,
        *((line["text"], line[field]) for other, each in asked.items() if other != author for line in each),
    ]
    names, labels, weights = train(
        [features_of(text) for text, _ in pairs], [label for _, label in pairs], fit
    )
    rows = {name: row for row, name in enumerate(names)}
    scores = sparse([features_of(line["text"]) for line in asked[author]], rows) @ weights
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    likely /= likely.sum(axis=1, keepdims=True)
    return [dict(zip(labels, row, strict=True)) for row in likely.tolist()]


def by_author(role: Role) -> dict[str, list[dict[str, Any]]]:
    """The messages of split=train of this role, by author."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
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
    elif sys.argv[1] == "category":
        judge_categories()
    else:
        main(Role(sys.argv[1]))
