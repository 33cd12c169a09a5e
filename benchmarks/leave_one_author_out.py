"""How well intents are heard of an author whose words nobody learned from.

Usage: python -m benchmarks.leave_one_author_out enterprise|expert|coordinator|mode

For each author of the labelled messages (the letters of their ids; `d` wrote the shared ones) the model is
trained on all others and judged on his; `mode` does so with how a request wants help, beside what stands
there in so many words. Only lines with split=train are read.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from handlers.understanding import modes
from handlers.understanding.classifier import features, prior
from handlers.understanding.colleagues import find_colleague
from handlers.understanding.plainly import overruled
from handlers.understanding.values import Intent, Role
from scripts.train_models import LOOSELY, fit_of, intents, sparse, train

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
            heard = np.array(
                [overruled(Intent(each), line["text"]) for each, line in zip(heard, own, strict=True)]
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
    requests = {
        author: [line for line in own if line["intent"] == Intent.REQUEST and line.get("mode")]
        for author, own in by_author(Role.ENTERPRISE).items()
    }
    right = said = 0
    for author, own in requests.items():
        others = [line for other, each in requests.items() if other != author for line in each]
        found = [modes.features(line["text"]) for line in others]
        names, labels, weights = train(found, [line["mode"] for line in others], LOOSELY)
        rows = {name: row for row, name in enumerate(names)}
        scores = sparse([modes.features(line["text"]) for line in own], rows) @ weights
        gold = np.array([line["mode"] for line in own])
        learned = int(np.sum(np.array(labels)[scores.argmax(axis=1)] == gold))
        outright = sum(modes.said_outright(line["text"]) == line["mode"] for line in own)
        right, said = right + learned, said + outright
        sys.stdout.write(
            f"{author}: {len(own)} requests, learned {learned / len(own):.3f}, "
            f"said outright {outright / len(own):.3f}\n"
        )
    count = sum(len(own) for own in requests.values())
    sys.stdout.write(
        f"all: {count} requests, learned {right / count:.3f}, said outright {said / count:.3f}\n"
    )


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
    else:
        main(Role(sys.argv[1]))
