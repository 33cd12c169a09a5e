"""Ranking experts for a problem by what words say: trade, niche, speciality, solved cases, vectors.

What is not words (who is free, near, quick, rested) is in handlers/matching/standing.py.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from handlers.matching.index import Floats, TextIndex
from handlers.matching.kinship import Kinship
from handlers.matching.lessons import Lesson, Lessons
from handlers.matching.meaning import Meanings, Places
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
    """What is to be matched: the words told, and what is known besides. `vector` is the words' own."""

    text: str
    category: str | None = None
    district: str | None = None
    mode: str = "either"
    vector: Floats | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """An expert (by 编号) with his score and, in one line, why."""

    no: str
    score: float
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """How much each part counts; each part is about 1 for the best expert.

    Tuned on split=tune of tests/data/written/colloquial_*.jsonl, each roster's weights tried on the other's
    problems; there the ranking hardly changes with a fifth more or less. The district less than was best
    there. A roster without vectors has the words' parts alone.
    """

    own: float = 1.0
    cases: float = 0.4
    niche: float = 0.8
    kin: float = 0.8
    trade: float = 0.6
    meaning: float = 0.8
    case_meaning: float = 0.4
    taught: float = 6.0  # a coordinator's word outweighs all the others together
    second_trade: float = 0.8
    category: float = 0.5
    district: float = 0.3
    stays_home: float = 1.0


T = TypeVar("T")
_LIKELY = 500  # so many, the best by words, are compared by vectors
# A best score below this is chance likeness, not to be blown up to 1.
_FAINT = 6.0
_NEAR = 4  # so many words in common make a case one of the kind
_CLAUSE = 14  # characters of a speciality that fit a line


class Matcher:
    """An index over experts, built once for a roster and asked for every problem.

    `vectors` holds what an encoder made of specialities, cases and niches' words, by text.
    """

    def __init__(
        self,
        profiles: Iterable[ExpertProfile],
        weights: Weights | None = None,
        vectors: Mapping[str, Floats] | None = None,
    ) -> None:
        self.profiles = tuple(profiles)
        self._weights = weights or Weights()
        vectors = vectors or {}
        self._own = TextIndex(
            [f"{each.speciality} {each.company} {trade_words(each.trades)}" for each in self.profiles]
        )
        self._cases = TextIndex([text for each in self.profiles for text in each.solved])
        self._owner = _owners([len(each.solved) for each in self.profiles])
        self._kinship = Kinship([each.speciality for each in self.profiles], vectors)
        self._meanings = Meanings([(each.speciality,) for each in self.profiles], vectors)
        self._case_meanings = Meanings([each.solved for each in self.profiles], vectors)
        self._lessons = Lessons([each.taught for each in self.profiles])
        self.place_of = {each.no: place for place, each in enumerate(self.profiles)}
        self._codes = list(trade_names())
        self._crafts, self._craft_of = self._trade_table()
        self._districts, self._district_of = _numbered([each.district for each in self.profiles])
        self._stays = np.array([not each.onsite for each in self.profiles], dtype=np.float32)

    def _trade_table(self) -> tuple[Floats, NDArray[np.int32]]:
        """Every set of trades that somebody has, and whose is which."""
        sets, whose = _numbered([each.trades for each in self.profiles])
        table = np.zeros((len(sets), len(self._codes)), dtype=np.float32)
        for trades, row in sets.items():
            for rank, code in enumerate(trades):
                if code in self._codes:
                    table[row, self._codes.index(code)] = 1.0 if rank == 0 else self._weights.second_trade
        return table, whose

    def relevance(self, problem: Problem) -> Floats:
        """How well each expert fits the problem's words, by his place in `profiles`."""
        weights = self._weights
        found = self._summed(self.parts(problem))
        if problem.vector is not None and (self._meanings or self._case_meanings):
            likely = self.best(found, _LIKELY)
            for name, part in self.vector_parts(problem.vector, likely).items():
                found[likely] += np.float32(getattr(weights, name)) * part
        if problem.district in self._districts:
            found += np.float32(weights.district) * (self._district_of == self._districts[problem.district])
        if problem.mode == "onsite":
            found -= np.float32(weights.stays_home) * self._stays
        return found

    def _summed(self, parts: Mapping[str, Floats]) -> Floats:
        found = np.zeros(len(self.profiles), dtype=np.float32)
        for name, part in parts.items():
            weight = getattr(self._weights, name)
            if weight:
                found += np.float32(weight) * part
        return found

    def parts(self, problem: Problem) -> dict[str, Floats]:
        """Each part of the relevance that words make, by the experts' places."""
        weighted = weighted_terms(problem.text)
        shares = trade_shares(problem.text)
        return {
            "own": scaled(self._own.scores(weighted)),
            "cases": scaled(self._best_case(self._cases.scores(weighted))),
            "niche": scaled(self._own.scores(niche_terms(problem.text))),
            "kin": self._kinship.scores(problem.text, shares, problem.vector),
            "taught": self._lessons.scores(problem.text),
            "trade": self._trade_fit(problem, shares),
        }

    def vector_parts(self, vector: Floats, places: Places) -> dict[str, Floats]:
        """Each part that vectors make, for the experts at these places."""
        return {
            "meaning": self._meanings.scores(vector, places),
            "case_meaning": self._case_meanings.scores(vector, places),
        }

    def _trade_fit(self, problem: Problem, shares: Mapping[str, float]) -> Floats:
        likely = np.array([shares.get(code, 0.0) for code in self._codes], dtype=np.float32)
        if problem.category in self._codes:
            likely *= 1 - self._weights.category
            likely[self._codes.index(problem.category)] += self._weights.category
        fit: Floats = (self._crafts * likely).max(axis=1, initial=0.0)[self._craft_of]
        return fit

    def _best_case(self, scores: Floats) -> Floats:
        best = np.zeros(len(self.profiles), dtype=np.float32)
        np.maximum.at(best, self._owner, scores)
        return best

    def rank(self, problem: Problem, top: int | None = None) -> list[Choice]:
        """The `top` experts, best first; equal scores by 编号."""
        scores = self.relevance(problem)
        return [
            Choice(
                no=self.profiles[place].no, score=round(float(scores[place]), 4), why=self.why(place, problem)
            )
            for place in self.best(scores, top).tolist()
        ]

    def best(self, scores: Floats, top: int | None = None) -> Places:
        """The `top` places, best score first; equal ones as the roster has them (by 编号)."""
        if top is None or top >= len(scores):
            return np.argsort(-scores, kind="stable")
        least = np.partition(scores, len(scores) - top)[len(scores) - top]
        places = np.flatnonzero(scores >= least)
        return places[np.argsort(-scores[places], kind="stable")][:top]

    def blocks(self, scores: Floats, size: int) -> Iterator[list[int]]:
        """All places, best first, in blocks; the first of them without sorting the rest."""
        yield self.best(scores, size).tolist()
        if size < len(scores):
            every = self.best(scores).tolist()
            yield from (every[start : start + size] for start in range(size, len(every), size))

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


def _numbered(values: Sequence[T]) -> tuple[dict[T, int], NDArray[np.int32]]:
    """Each different value with a number, and the numbers in order."""
    numbers: dict[T, int] = {}
    return numbers, np.array([numbers.setdefault(each, len(numbers)) for each in values], dtype=np.int32)


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
