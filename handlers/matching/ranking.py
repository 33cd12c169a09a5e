"""Ranking experts for a problem by what words say: trade, niche, speciality, solved cases, vectors.

What is not words (who is free, near, quick, rested) is in handlers/offers/choosing.py.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from handlers.matching.crafts import Crafts
from handlers.matching.fitting import Choice, ExpertProfile, Fit, Problem, Weights
from handlers.matching.index import Floats, TextIndex
from handlers.matching.kinship import Kinship
from handlers.matching.lessons import Lessons
from handlers.matching.meaning import Meanings, Places
from handlers.matching.niches import niche_terms
from handlers.matching.places import Numbered, Order
from handlers.matching.reasons import near_among, nearest_clause
from handlers.matching.solved import SolvedCases
from handlers.matching.telling import OF_EXPERTS, telling_names
from handlers.matching.words import trade_words, weighted_terms
from handlers.understanding.trades import trade_shares
from prompts.trades import trade_names

_NOBODY = ExpertProfile(
    no="", name="", trades=(), speciality="", company="", district="", region="", onsite=True, solved=()
)
_LIKELY = 500  # so many, the best by words, are compared by vectors
# A best score below this is chance likeness, not to be blown up to 1.
_FAINT = 6.0
# Whose words and cases are less like a problem than this part of the best one's is no kin of it.
_KIN = 0.6
# How much words and cases must share with a problem to count as much as the very same niches: so many times
# the rarest term they have. By a logistic fit on split=tune of tests/data/written/colloquial_*.jsonl, among
# those who are not of the trade; there the words of the nearest niches tell nothing besides.
_AS_NEAR, _CASES_AS_NEAR = 5.5, 22.0
_TAUGHT = 0.3  # likeness to a lesson from which a problem counts as taught


class Matcher:
    """An index over experts, asked for every problem. Experts come, change and leave one at a time.

    `vectors` holds what an encoder made of specialities, cases and niches' words, by text. The experts stand
    at places 0, 1, …; where one leaves the last one takes his place.
    """

    def __init__(
        self,
        profiles: Iterable[ExpertProfile] = (),
        weights: Weights | None = None,
        vectors: Mapping[str, Floats] | None = None,
    ) -> None:
        self.profiles: list[ExpertProfile] = []
        self.place_of: dict[str, int] = {}
        self._weights = weights or Weights()
        self._order = Order()
        self._own = TextIndex()
        self._solved = SolvedCases()
        self.kinship = Kinship()
        self._meanings = Meanings()
        self._case_meanings = Meanings()
        self._lessons = Lessons()
        self._crafts = Crafts(self._weights.second_trade)
        self._district_of: Numbered[str] = Numbered()
        self._stays = array("f")
        self.kinship.learn(vectors or {})
        for each in profiles:
            self.put(each, vectors)

    def put(self, profile: ExpertProfile, vectors: Mapping[str, Floats] | None = None) -> None:
        """An expert comes, or is known better; `vectors` holds all there are of his texts."""
        place = self.place_of.setdefault(profile.no, len(self.profiles))
        if place == len(self.profiles):
            self._order.add(profile.no)
            self.profiles.append(_NOBODY)
            self._stays.append(0.0)
        self._solved.put(place, profile.solved, self.profiles[place].solved)
        self._stand(place, profile)
        known = vectors or {}
        self._meanings.put(place, [known[text] for text in (profile.speciality,) if text in known])
        self._case_meanings.put(place, [known[text] for text in profile.solved if text in known])

    def _stand(self, place: int, profile: ExpertProfile) -> None:
        """Everything of an expert that stands by his place but his cases and vectors."""
        before = self.profiles[place]
        if (text := _own_text(profile)) != _own_text(before) or place == self._own.size:
            self._own.put(place, text, _own_text(before))
        if profile.speciality != before.speciality:
            self.kinship.put(place, profile.speciality, before.speciality)
        if profile.taught != before.taught:
            self._lessons.put(place, profile.taught)
        self._crafts.put(place, profile.trades)
        self._district_of.put(place, profile.district)
        self._stays[place] = not profile.onsite
        self.profiles[place] = profile

    def leave(self, no: str) -> None:
        """An expert is one no more."""
        place, last = self.place_of.pop(no), len(self.profiles) - 1
        self._order.drop(place)
        self._solved.put(place, (), self.profiles[place].solved)
        self._solved.move(last, place)
        for meanings in (self._meanings, self._case_meanings):
            meanings.put(place, ())
            meanings.move(last, place)
        mover = self.profiles[last]
        if place != last:
            self.place_of[mover.no] = place
            self._stand(place, mover)
        self._own.pop(_own_text(mover))
        self.kinship.put(last, "", mover.speciality)
        self._lessons.put(last, ())
        self._crafts.pop()
        self._district_of.pop()
        self._stays.pop()
        self.profiles.pop()

    def relevance(self, problem: Problem) -> Floats:
        """How well each expert fits the problem's words, by his place in `profiles`."""
        return self.fit(problem).scores

    def fit(self, problem: Problem) -> Fit:
        """The same, and who is no kin of the problem at all.

        Of another trade are those far below the likeliest one; where the trade is in doubt nobody is. They
        come after those of the trade, who may say as little of the very problem, unless words tell.
        """
        weights = self._weights
        shares, likeness = trade_shares(problem.text), self._likeness(problem)
        parts = self._parts(problem, shares, likeness)
        found = self._summed(parts)
        if problem.vector is not None and (self._meanings or self._case_meanings):
            likely = self.best(found, _LIKELY)
            for name, part in self.vector_parts(problem.vector, likely).items():
                found[likely] += np.float32(getattr(weights, name)) * part
        gap = parts["trade"].max(initial=0.0) - parts["trade"]
        told = self._told(found, parts)
        found -= np.float32(weights.no_kin) * (told < np.float32(_KIN)) * gap
        if problem.district:
            found += np.float32(weights.district) * self._district_of.are(problem.district)
        if problem.mode == "onsite":
            found -= np.float32(weights.stays_home) * np.frombuffer(self._stays, dtype=np.float32)
        own, cases = likeness
        near = parts["kin"] + own / np.float32(_AS_NEAR * self._own.most_telling)
        near += cases / np.float32(_CASES_AS_NEAR * self._solved.most_telling)
        near = np.maximum(near, self._crafts.fit(self._likely(problem, shares), named=True))
        return Fit(
            scores=found,
            kin=np.where(parts["taught"] > 0, np.maximum(near, 1), near),
            next_to=self._crafts.next_to(problem.category),
        )

    def _told(self, found: Floats, parts: Mapping[str, Floats]) -> Floats:
        """How near what each expert says and has solved is to the problem; 1 for the best one."""
        weights = self._weights
        told = (
            found - np.float32(weights.trade) * parts["trade"] - np.float32(weights.taught) * parts["taught"]
        )
        best = float(told.max(initial=0.0))
        return told / np.float32(best) if best > 0 and weights.trade else np.ones_like(found)

    def _summed(self, parts: Mapping[str, Floats]) -> Floats:
        found = np.zeros(len(self.profiles), dtype=np.float32)
        for name, part in parts.items():
            weight = getattr(self._weights, name)
            if weight:
                found += np.float32(weight) * part
        return found

    def parts(self, problem: Problem) -> dict[str, Floats]:
        """Each part of the relevance that words make, by the experts' places."""
        return self._parts(problem, trade_shares(problem.text), self._likeness(problem))

    def _likeness(self, problem: Problem) -> tuple[Floats, Floats]:
        """How much of a problem what each expert says of himself has, and the best of his cases."""
        return (
            self._own.scores(telling_names(problem.text, OF_EXPERTS)),
            self._solved.scores(weighted_terms(problem.text), len(self.profiles)),
        )

    def _parts(
        self, problem: Problem, shares: Mapping[str, float], likeness: tuple[Floats, Floats]
    ) -> dict[str, Floats]:
        size = len(self.profiles)
        return {
            "own": scaled(likeness[0]),
            "cases": scaled(likeness[1]),
            "niche": scaled(self._own.scores(niche_terms(problem.text))),
            "kin": self.kinship.scores(problem.text, shares, problem.vector, size),
            "taught": self._lessons.scores(problem.text, size),
            "trade": self._crafts.fit(self._likely(problem, shares)),
        }

    def _likely(self, problem: Problem, shares: Mapping[str, float]) -> Floats:
        return self._crafts.likely(shares, problem.category, self._weights.category)

    def vector_parts(self, vector: Floats, places: Places) -> dict[str, Floats]:
        """Each part that vectors make, for the experts at these places."""
        return {
            "meaning": self._meanings.scores(vector, places),
            "case_meaning": self._case_meanings.scores(vector, places),
        }

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
        """The `top` places, best score first; equal ones by 编号."""
        if top is None or top >= len(scores):
            places = np.arange(len(scores))
        else:
            least = np.partition(scores, len(scores) - top)[len(scores) - top]
            places = np.flatnonzero(scores >= least)
        ranks = self._order.ranks[places]
        return places[np.lexsort((ranks, -scores[places]))][:top]

    def blocks(self, scores: Floats, size: int) -> Iterator[list[int]]:
        """All places, best first, in blocks; the first of them without sorting the rest."""
        yield self.best(scores, size).tolist()
        if size < len(scores):
            every = self.best(scores).tolist()
            yield from (every[start : start + size] for start in range(size, len(every), size))

    def taught(self, place: int, problem: Problem) -> int:
        """Whether coordinators taught that such problems are for this expert (1), or are not (-1)."""
        score = self._lessons.score(problem.text, place)
        return 0 if abs(score) < _TAUGHT else 1 if score > 0 else -1

    def why(self, place: int, problem: Problem) -> str:
        """Why this expert fits, in a few words: what of his speciality, what he solved, near or not."""
        each = self.profiles[place]
        said = frozenset(term for term in weighted_terms(problem.text) if len(term) > 1)
        code = problem.category if problem.category in each.trades else each.trades[0] if each.trades else ""
        taught = self.taught(place, problem)
        first = ["协调员教过先找这位"] if taught > 0 else ["协调员说过先找别人"] if taught < 0 else []
        parts = [*first, nearest_clause(each.speciality, said) or trade_names().get(code, "其他")]
        near = near_among(each.solved, said)
        if near:
            parts.append(f"解决过{near}单相近的")
        if problem.district and problem.district == each.district:
            parts.append(f"{each.district}片区")
        return " · ".join(parts)


def _own_text(profile: ExpertProfile) -> str:
    """What an expert says of himself; of nobody, nothing."""
    return f"{profile.speciality} {profile.company} {trade_words(profile.trades)}" if profile.no else ""


def scaled(scores: Floats) -> Floats:
    """Scores against the best one, which becomes 1 unless it is faint."""
    return scores / np.float32(max(float(scores.max(initial=0.0)), _FAINT))
