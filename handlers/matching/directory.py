"""What is kept between asks: the experts as matching knows them, and how people answer."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

import numpy as np

from handlers.chances import Habits
from handlers.matching.index import Floats
from handlers.matching.lessons import Lesson
from handlers.matching.ranking import ExpertProfile, Matcher
from handlers.matching.similar import CaseIndex
from handlers.matching.vectors import of_passages
from storage import people, teachings, vectors
from storage.database import UnitOfWork
from storage.people import Case

_LASTING = timedelta(minutes=15)


class CaseBook:
    """The past cases with the index over what they tell."""

    def __init__(self, cases: Sequence[Case], vectors: Mapping[str, Floats] | None = None) -> None:
        self.cases = tuple(cases)
        self._index = CaseIndex([each.told for each in self.cases], vectors=vectors)

    def near(self, problem: str, bound: float, vector: Floats | None = None) -> list[Case]:
        """Cases at least so near to the problem, nearest first."""
        near, scores = self._index.nearness(problem, vector), self._index.scores(problem, vector)
        places = np.argsort(-scores, kind="stable")
        return [self.cases[place] for place in places if near[place] >= bound]


class Directory:
    """One a running program. The database's own version numbers say when the index is out of date;
    habits of some minutes ago are still habits.

    `encoder` names the one whose vectors are used, None for words alone.
    """

    def __init__(self, encoder: str | None = None) -> None:
        self.encoder = encoder
        self._version: tuple[int, int] | None = None
        self._matcher = Matcher(())
        self._cases_version: tuple[int, int] | None = None
        self._cases = CaseBook(())
        self._habits: tuple[datetime, Habits] | None = None

    def habits(self, now: datetime, measure: Callable[[], Habits]) -> Habits:
        """How people answer, measured anew every quarter of an hour."""
        if self._habits is None or not timedelta() <= now - self._habits[0] < _LASTING:
            self._habits = (now, measure())
        return self._habits[1]

    def cases(self, uow: UnitOfWork) -> CaseBook:
        """The cases as they stand on record."""
        version = self._on_record(uow)
        if version != self._cases_version:
            known = people.all_cases(uow)
            told = [each.told for each in known]
            self._cases = CaseBook(known, of_passages(uow, self.encoder, told))
            self._cases_version = version
        return self._cases

    def _on_record(self, uow: UnitOfWork) -> tuple[int, int]:
        return people.roster_version(uow), vectors.version(uow) if self.encoder else 0

    def matcher(self, uow: UnitOfWork) -> Matcher:
        """An index over the roster as it stands on record."""
        version = self._on_record(uow)
        if version != self._version:
            experts = profiles(uow)
            texts = [text for each in experts for text in (each.speciality, *each.solved)]
            self._matcher = Matcher(experts, vectors=of_passages(uow, self.encoder, texts))
            self._version = version
        return self._matcher


def profiles(uow: UnitOfWork) -> list[ExpertProfile]:
    """Every expert with his cases and what coordinators taught of him."""
    solved: dict[str, list[str]] = defaultdict(list)
    for case in people.all_cases(uow):
        if case.expert_no:
            solved[case.expert_no].append(case.told)
    taught: dict[int, list[Lesson]] = defaultdict(list)
    for each in teachings.every(uow):
        taught[each.expert_id].append(Lesson(text=each.text, fits=each.fits))
    return [
        ExpertProfile(
            no=each.no,
            name=each.name,
            trades=each.trades,
            speciality=each.speciality,
            company=each.company,
            district=each.district,
            region=each.region,
            onsite=each.onsite,
            solved=tuple(solved[each.no]),
            taught=tuple(taught[each.id]),
        )
        for each in people.all_experts(uow)
    ]
