"""Enterprises' demands against technical achievements, a public set of another kind; see docs/evaluation.md.

CCF BDCI 2019 (datafountain.cn/competitions/359): demands of enterprises, achievements of institutes, and
how far some thirty achievements fit each demand, graded from 1 to 4 by people of technology transfer. The
achievements' full texts are nowhere public any more. What is: commit 1c29273 of the GitHub repository
yuyuLJY/project_similar2, which has the demands whole, the grades, and of each achievement the nouns and
verbs of its title. FOLDER holds these files of it (from `1-prepare/` and the top):

    new_Requirements.csv Train_Interrelation.csv jieba_A_Title.csv jieba_R_Title.csv

    .venv/bin/python -m benchmarks.demands FOLDER [--vectors]

prints nDCG@10 (gain 2^grade, the lowest grade none) over each demand's graded achievements: for every
other demand, which choosing has seen, and for those between, which it has not.
"""

import asyncio
import csv
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import mean

import click
import numpy as np

from bot.encoders import LocalEncoder
from handlers.matching.index import Floats
from handlers.matching.similar import CaseIndex
from handlers.matching.vectors import PASSAGE, QUESTION

_K1, _B = 1.2, 0.75


@dataclass(frozen=True, kw_only=True, slots=True)
class Demand:
    """A demand's words, and the places of its graded achievements with what each is worth (0 to 3)."""

    text: str
    worth: dict[int, int]


def read(folder: Path) -> tuple[list[Demand], list[str]]:
    """The demands and all achievements' titles.

    The titles' file follows the grades' file, put together by demand in the order in which the demands first
    come; the demands' titles beside it tell where each begins. A demand whose count differs is left out.
    """
    told = {
        row[0].strip("\ufeff"): row[1:3] for row in _rows(folder / "new_Requirements.csv") if len(row) > 2
    }
    grades: dict[str, list[int]] = defaultdict(list)
    for _, _, demand, grade in _rows(folder / "Train_Interrelation.csv"):
        grades[demand].append(int(grade) - 1)
    titles = _lines(folder / "jieba_A_Title.csv")
    demands, start, left = [], 0, [name for name in grades if name in told]
    for words, run in groupby(_lines(folder / "jieba_R_Title.csv")):
        size = len(list(run))
        fits = (
            name
            for name in left
            if len(grades[name]) == size and all(word in told[name][0] for word in words.split())
        )
        if (name := next(fits, None)) is not None:
            left.remove(name)
            places = range(start, start + size)
            worth = dict(zip(places, grades[name], strict=True))
            demands.append(Demand(text="。".join(told[name]), worth=worth))
        start += size
    return demands, ["".join(title.split()) for title in titles]


def _rows(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines))[1:]


def _lines(file: Path) -> list[str]:
    return [line.replace('"', "") for line in file.read_text("utf-8-sig").splitlines()[1:]]


def ndcg(demand: Demand, scores: Sequence[float] | Floats) -> float:
    """nDCG@10 of a demand's achievements in the order of their scores."""
    ranked = sorted(demand.worth, key=lambda place: (-float(scores[place]), place))
    gained = _gain([demand.worth[place] for place in ranked])
    return gained / _gain(sorted(demand.worth.values(), reverse=True))


def _gain(worth: Sequence[int]) -> float:
    return sum((2**each - 1) / math.log2(place + 2) for place, each in enumerate(worth[:10]))


class Bigrams:
    """BM25 over pairs of characters, nothing else: the measure of the others."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = [Counter(_pairs(text)) for text in texts]
        self._having = Counter(pair for text in self._texts for pair in text)
        self._usual = mean(text.total() for text in self._texts)

    def scores(self, asked: str) -> list[float]:
        """How well each text fits."""
        weights = {pair: self._rarity(pair) for pair in set(_pairs(asked))}
        return [self._score(text, weights) for text in self._texts]

    def _score(self, text: Counter[str], weights: dict[str, float]) -> float:
        length = _K1 * (1 - _B + _B * text.total() / self._usual)
        return sum(
            weights[pair] * times * (_K1 + 1) / (times + length)
            for pair, times in text.items()
            if pair in weights
        )

    def _rarity(self, pair: str) -> float:
        having = self._having[pair]
        return math.log(1 + (len(self._texts) - having + 0.5) / (having + 0.5))


def _pairs(text: str) -> list[str]:
    kept = "".join(char for char in text if char.isalnum())
    return [kept[place : place + 2] for place in range(len(kept) - 1)]


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--vectors", is_flag=True, help="also with the local encoder (some minutes)")
def main(folder: Path, vectors: bool) -> None:
    """Print the table."""
    demands, titles = read(folder)
    demands = [each for each in demands if any(each.worth.values())]
    click.echo(f"{len(demands)} demands, {sum(len(each.worth) for each in demands)} graded achievements")
    bigrams, words = Bigrams(titles), CaseIndex(titles)
    _show("bigram BM25", demands, lambda each: bigrams.scores(each.text))
    _show("words", demands, lambda each: words.scores(each.text))
    if vectors:
        asked = [each.text for each in demands]
        told, questions = asyncio.run(_encode(titles, asked))
        of = dict(zip(asked, questions, strict=True))
        both = CaseIndex(titles, vectors=dict(zip(titles, told, strict=True)))
        _show("vectors alone", demands, lambda each: told @ of[each.text])
        _show("words and vectors", demands, lambda each: both.scores(each.text, of[each.text]))


async def _encode(titles: Sequence[str], asked: Sequence[str]) -> tuple[Floats, Floats]:
    encoder = LocalEncoder()
    try:
        told = [
            await encoder.encode(PASSAGE, titles[start : start + 64]) for start in range(0, len(titles), 64)
        ]
        return np.vstack(told), await encoder.encode(QUESTION, asked)
    finally:
        await encoder.close()


def _show(name: str, demands: Sequence[Demand], scores: Callable[[Demand], Sequence[float] | Floats]) -> None:
    found = [ndcg(each, scores(each)) for each in demands]
    click.echo(
        f"{name:<18} seen {mean(found[::2]):.3f}  unseen {mean(found[1::2]):.3f}  all {mean(found):.3f}"
    )


if __name__ == "__main__":
    main()
