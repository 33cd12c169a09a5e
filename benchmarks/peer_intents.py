"""Intents by the rules alone, by a linear model over n-grams and by the program: how often each is right."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

import click
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from bot.commands.evaluate_understanding import as_labelled
from bot.commands.rules_alone import by_rules_alone
from handlers.reading import understand
from handlers.understanding.values import Intent, Role

Line = dict[str, Any]
Guess = Callable[[Sequence[Line]], list[str]]


def rules_alone(lines: Sequence[Line]) -> list[str]:
    """The lexicons' cues."""
    found = [(line, Role(line["role"]), datetime.fromisoformat(line["at"])) for line in lines]
    return [
        as_labelled(by_rules_alone(line["text"], role, at, understand(line["text"], role, at)).intent)
        for line, role, at in found
    ]


def ours(lines: Sequence[Line]) -> list[str]:
    """What ships."""
    return [
        as_labelled(understand(line["text"], Role(line["role"]), datetime.fromisoformat(line["at"])).intent)
        for line in lines
    ]


def ngrams(train: Sequence[Line]) -> Guess:
    """TF-IDF of one to four characters and logistic regression, one model for each role."""
    models = {}
    for role in Role:
        mine = [line for line in train if line["role"] == role]
        model = make_pipeline(
            TfidfVectorizer(analyzer="char", ngram_range=(1, 4), sublinear_tf=True),
            LogisticRegression(C=10, max_iter=2000),
        )
        models[role] = model.fit([line["text"] for line in mine], [line["intent"] for line in mine])
    return lambda lines: [str(models[Role(line["role"])].predict([line["text"]])[0]) for line in lines]


def tables(lines: Iterable[Line], first: Iterable[Line]) -> None:
    """Print how often each way is right on lines that may not be seen, apart by role and by split.

    `first` are the lines of the shared data, from which alone one of the learners learns.
    """
    known = [line for line in lines if line.get("intent")]
    train = [line for line in known if line["split"] == "train"]
    ways = {
        "只用规则": rules_alone,
        "n-gram，只学 tests/data 的 train": ngrams([line for line in first if line["split"] == "train"]),
        "n-gram，全部 train": ngrams(train),
        "本程序": ours,
    }
    for role in Role:
        for split in ("test", "held"):
            there = [line for line in known if line["split"] == split and line["role"] == role]
            if there:
                click.echo(f"\n意图，{role}，{split} {len(there)} 条\n谁\t全对\t求助 F1\t闲话当成求助")
                for name, guess in ways.items():
                    click.echo(f"{name:<28}{_row(there, guess(there))}")


def _row(lines: Sequence[Line], found: Sequence[str]) -> str:
    pairs = [(line["intent"], guess) for line, guess in zip(lines, found, strict=True)]
    right = sum(gold == guess for gold, guess in pairs) / len(pairs)
    asked = Intent.REQUEST
    both = sum(gold == guess == asked for gold, guess in pairs)
    named = sum(gold == asked for gold, _ in pairs) + sum(guess == asked for _, guess in pairs)
    chatter = [guess for gold, guess in pairs if gold == Intent.CHAT]
    alarms = sum(guess == asked for guess in chatter) / len(chatter) if chatter else 0.0
    return f"{right:>8.3f}" + (f"{2 * both / named:>8.3f}{alarms:>8.3f}" if named else "")
