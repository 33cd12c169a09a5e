"""Ranking experts for a problem by what words say: trade, niche, speciality, solved cases, vectors.

What is not words (who is free, near, quick, rested) is in handlers/matching/standing.py.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from handlers.matching.index import Floats, TextIndex
from handlers.matching.lessons import Lesson, Lessons
from handlers.matching.niches import niche_terms
from handlers.matching.words import terms, trade_words, weighted_terms
from handlers.understanding.trades import trade_shares
from prompts.trades import trade_names


@dataclass(frozen=True, kw_only=True, slots=True)
class ExpertProfile:
    """What matching knows of an expert. `solved` are his cases, `taught` what coordinators said of him."""

    no: str
    name: str
    trades: tuple[str, ...]
    speciality: str
    company: str
    district: str
    region: str
    onsite: bool
    solved: tuple[str, ...]
    taught: tuple[Lesson, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """What is to be matched: the words told, and what is known besides."""

    text: str
    category: str | None = None
    district: str | None = None
    mode: str = "either"


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """An expert (by 编号) with his score and, in one line, why."""

    no: str
    score: float
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """How much each part counts; each part is about 1 for the best expert.

    Tuned on split=tune of tests/data/written/colloquial_*.jsonl; the district less than was best there.
    """

    own: float = 1.2
    cases: float = 0.6
    niche: float = 0.8
    taught: float = 6.0  # a coordinator's word outweighs all the others together
    trade: float = 0.8
    second_trade: float = 0.8
    category: float = 0.5
    district: float = 0.3
    stays_home: float = 1.0


# A best score below this is chance likeness, not to be blown up to 1.
_FAINT = 6.0
_NEAR = 4  # so many words in common make a case one of the kind
_CLAUSE = 14  # characters of a speciality that fit a line


class Matcher:
    """An index over experts, built once for a roster and asked for every problem."""

    def __init__(self, profiles: Iterable[ExpertProfile], weights: Weights | None = None) -> None:
        self.profiles = tuple(profiles)
        self._weights = weights or Weights()
        self._own = TextIndex(
            [f"{each.speciality} {each.company} {trade_words(each.trades)}" for each in self.profiles]
        )
        self._cases = TextIndex([text for each in self.profiles for text in each.solved])
        self._owner = _owners([len(each.solved) for each in self.profiles])
        self._lessons = Lessons([each.taught for each in self.profiles])
        self.place_of = {each.no: place for place, each in enumerate(self.profiles)}
        self._codes = list(trade_names())
        self._trades = self._trade_table()
        self._districts = np.array([each.district for each in self.profiles], dtype=object)
        self._stays = np.array([not each.onsite for each in self.profiles], dtype=np.float32)

    def _trade_table(self) -> Floats:
        table = np.zeros((len(self.profiles), len(self._codes)), dtype=np.float32)
        places = {code: place for place, code in enumerate(self._codes)}
        for row, each in enumerate(self.profiles):
            for rank, code in enumerate(each.trades):
                if code in places:
                    table[row, places[code]] = 1.0 if rank == 0 else self._weights.second_trade
        return table

    def relevance(self, problem: Problem) -> Floats:
        """How well each expert fits the problem's words, by his place in `profiles`."""
        weights = self._weights
        parts = self.parts(problem)
        total = sum((getattr(weights, name) * part for name, part in parts.items()), np.float32(0))
        found: Floats = np.asarray(total, dtype=np.float32)
        if problem.district:
            found = found + np.float32(weights.district) * (self._districts == problem.district)
        if problem.mode == "onsite":
            found = found - np.float32(weights.stays_home) * self._stays
        return found.astype(np.float32)

    def parts(self, problem: Problem) -> dict[str, Floats]:
        """Each part of the relevance, by the experts' places."""
        weighted = weighted_terms(problem.text)
        return {
            "own": scaled(self._own.scores(weighted)),
            "cases": scaled(self._best(self._owner, self._cases.scores(weighted))),
            "niche": scaled(self._own.scores(niche_terms(problem.text))),
            "taught": self._lessons.scores(problem.text),
            "trade": self._trade_fit(problem),
        }

    def _trade_fit(self, problem: Problem) -> Floats:
        shares = trade_shares(problem.text)
        likely = np.array([shares.get(code, 0.0) for code in self._codes], dtype=np.float32)
        if problem.category in self._codes:
            likely *= 1 - self._weights.category
            likely[self._codes.index(problem.category)] += self._weights.category
        fit: Floats = (self._trades * likely).max(axis=1, initial=0.0)
        return fit

    def _best(self, owner: NDArray[np.int32], scores: Floats) -> Floats:
        best = np.zeros(len(self.profiles), dtype=np.float32)
        np.maximum.at(best, owner, scores)
        return best

    def rank(self, problem: Problem, top: int | None = None) -> list[Choice]:
        """The `top` experts, best first; equal scores by 编号."""
        scores = self.relevance(problem)
        return [
            Choice(
                no=self.profiles[place].no, score=round(float(scores[place]), 4), why=self.why(place, problem)
            )
            for place in self.order(scores)[:top]
        ]

    def order(self, scores: Floats) -> list[int]:
        """Places, best score first; equal ones as the roster has them (by 编号)."""
        return [int(place) for place in np.argsort(-scores, kind="stable")]

    def why(self, place: int, problem: Problem) -> str:
        """Why this expert fits, in a few words: what of his speciality, what he solved, near or not."""
        each = self.profiles[place]
        said = {term for term in weighted_terms(problem.text) if len(term) > 1}
        code = problem.category if problem.category in each.trades else each.trades[0] if each.trades else ""
        parts = [_nearest_clause(each.speciality, said) or trade_names().get(code, "其他")]
        near = sum(_is_near(text, said) for text in each.solved)
        if near:
            parts.append(f"解决过{near}单相近的")
        if problem.district and problem.district == each.district:
            parts.append(f"{each.district}片区")
        return " · ".join(parts)


def _owners(counts: Sequence[int]) -> NDArray[np.int32]:
    return np.repeat(np.arange(len(counts), dtype=np.int32), counts)


def scaled(scores: Floats) -> Floats:
    """Scores against the best one, which becomes 1 unless it is faint."""
    return scores / np.float32(max(float(scores.max(initial=0.0)), _FAINT))


def _nearest_clause(speciality: str, said: set[str]) -> str:
    """The part of his speciality that the problem's words speak of; his first where none does."""
    clauses = [clause.strip() for clause in re.split(r"[，,、；;。（）()]", speciality) if clause.strip()]
    if not clauses:
        return ""
    return max(clauses, key=lambda clause: len(said.intersection(terms(clause))))[:_CLAUSE]


def _is_near(case: str, said: set[str]) -> bool:
    return len(said.intersection(terms(case))) >= _NEAR
