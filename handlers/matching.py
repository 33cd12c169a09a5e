"""Ranking experts for a problem: words of speciality and solved cases, the trade, the district."""

import math
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from handlers.understanding.trades import scores as trade_scores
from prompts.trades import trade_names

_K1, _B = 1.2, 0.75  # BM25's usual constants
_SYNONYM = 0.6  # a synonym counts less than the word itself
_CASES = 0.6
_FIRST_TRADE, _OTHER_TRADE, _LIKELY_TRADE = 5.0, 3.5, 2.0
_DISTRICT = 0.6


@dataclass(frozen=True, kw_only=True, slots=True)
class ExpertProfile:
    """What matching knows of an expert. `solved` holds the texts of his cases."""

    no: str
    name: str
    trades: tuple[str, ...]
    speciality: str
    company: str
    district: str
    region: str
    onsite: bool
    free: int
    solved: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """An expert (by 编号) with his score and, in one line, why."""

    no: str
    score: float
    why: str


@cache
def _synonyms() -> Mapping[str, tuple[str, ...]]:
    data = tomllib.loads((files("prompts") / "lexicon" / "synonyms.toml").read_text("utf-8"))
    return {word: tuple(group.split()) for group in data["groups"] for word in group.split()}


def terms(text: str) -> list[str]:
    """Character pairs of Chinese, whole words of Latin letters and digits."""
    text = text.lower()[:4000]
    words = re.findall(r"[a-z][a-z0-9]+|\d{2,}", text)
    pairs = [run[i : i + 2] for run in re.findall(r"[\u4e00-\u9fa5]+", text) for i in range(len(run) - 1)]
    return words + pairs


def weighted_terms(text: str) -> dict[str, float]:
    """The terms of a question with their weights, synonyms added."""
    weights: dict[str, float] = dict.fromkeys(terms(text), 1.0)
    for word, group in _synonyms().items():
        if word.lower() in text.lower():
            for other in group:
                for term in terms(other):
                    weights[term] = max(weights.get(term, 0.0), _SYNONYM)
    return weights


class TextIndex:
    """BM25 over short texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = [Counter(terms(text)) for text in texts]
        lengths = [sum(count.values()) for count in counts]
        mean = sum(lengths) / len(lengths) if lengths else 1.0
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, count in enumerate(counts):
            norm = _K1 * (1 - _B + _B * lengths[place] / (mean or 1.0))
            for term, times in count.items():
                self._postings[term].append((place, times * (_K1 + 1) / (times + norm)))
        self._size = len(texts)

    def scores(self, weights: Mapping[str, float]) -> dict[int, float]:
        """The score of every text that shares a term, by its place."""
        found: dict[int, float] = defaultdict(float)
        for term, weight in weights.items():
            postings = self._postings.get(term)
            if not postings:
                continue
            rarity = math.log(1 + (self._size - len(postings) + 0.5) / (len(postings) + 0.5))
            for place, value in postings:
                found[place] += weight * rarity * value
        return found


class Matcher:
    """An index over experts, built once for a roster and asked for every problem."""

    def __init__(self, profiles: Iterable[ExpertProfile]) -> None:
        self._profiles = tuple(profiles)
        self._own = TextIndex(
            [
                " ".join(
                    [each.speciality, each.company, *(trade_names().get(code, "") for code in each.trades)]
                )
                for each in self._profiles
            ]
        )
        self._owner = [place for place, each in enumerate(self._profiles) for _ in each.solved]
        self._cases = TextIndex([text for each in self._profiles for text in each.solved])

    def rank(
        self,
        problem: str,
        *,
        category: str | None,
        district: str | None,
        mode: str = "either",
        exclude: Collection[str] = (),
    ) -> list[Choice]:
        """All experts, best first; equal scores by 编号. Mode onsite puts those who do not travel last."""
        weights = weighted_terms(problem)
        own, solved = self._own.scores(weights), self._solved(weights)
        likely = _likely_trades(problem)
        choices = []
        for place, each in enumerate(self._profiles):
            if each.no in exclude:
                continue
            best, count = solved.get(place, (0.0, 0))
            score = own.get(place, 0.0) + _CASES * best + _trade_bonus(each.trades, category, likely)
            score += _DISTRICT if district and district == each.district else 0.0
            score -= 3.0 if mode == "onsite" and not each.onsite else 0.0
            choices.append(
                Choice(no=each.no, score=round(score, 4), why=_why(each, category, count, district))
            )
        return sorted(choices, key=lambda choice: (-choice.score, choice.no))

    def _solved(self, weights: Mapping[str, float]) -> dict[int, tuple[float, int]]:
        """The best case's score of each expert, and how many of his cases are like the problem."""
        found: dict[int, tuple[float, int]] = {}
        hits = self._cases.scores(weights)
        near = 0.6 * max(hits.values(), default=0.0)
        for case, value in hits.items():
            best, count = found.get(self._owner[case], (0.0, 0))
            found[self._owner[case]] = (max(best, value), count + (value >= near))
        return found


def _likely_trades(problem: str) -> dict[str, float]:
    found = trade_scores(problem)
    top = max(found.values(), default=0.0)
    return {code: value / top for code, value in found.items()} if top else {}


def _trade_bonus(trades: tuple[str, ...], category: str | None, likely: Mapping[str, float]) -> float:
    bonus = max((likely.get(code, 0.0) for code in trades), default=0.0) * _LIKELY_TRADE
    if category in trades:
        bonus += _FIRST_TRADE if trades[0] == category else _OTHER_TRADE
    return bonus


def _why(each: ExpertProfile, category: str | None, solved: int, district: str | None) -> str:
    code = category if category in each.trades else each.trades[0] if each.trades else ""
    parts = [trade_names().get(code, "其他")]
    if solved:
        parts.append(f"解决过{solved}单相近的")
    if district and district == each.district:
        parts.append(f"{district}片区")
    return " · ".join(parts)
