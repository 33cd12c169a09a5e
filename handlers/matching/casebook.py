"""The past cases with the index over what they tell."""

from collections.abc import Collection, Mapping

import numpy as np

from handlers.matching.followed import Followed
from handlers.matching.index import Floats
from handlers.matching.kinds import kinds_apart
from handlers.matching.places import Order
from handlers.matching.similar import ELSEWHERE, CaseIndex
from handlers.matching.vectors import of_passages
from storage import people
from storage.database import UnitOfWork
from storage.people import Case

_BEHIND = 0.5  # a case not even half so near as the nearest one


class CaseBook(Followed):
    """The cases as they stand on record, each at the place that the index has for it."""

    def __init__(self, encoder: str | None = None) -> None:
        super().__init__(encoder)
        self._clear()

    def _clear(self) -> None:
        self.cases: list[Case] = []
        self._place_of: dict[str, int] = {}
        self._order = Order()
        self._index = CaseIndex()

    def read(self, uow: UnitOfWork) -> None:
        """Read every case."""
        self._clear()
        self._put(uow, people.all_cases(uow))

    def read_again(
        self, uow: UnitOfWork, experts: Collection[str], cases: Collection[str], told: Collection[str]
    ) -> None:
        """Read the cases that changed or whose texts have got vectors."""
        changed = {*cases, *told}
        found = people.cases_numbered(uow, changed)
        for no in changed - found.keys():
            if no in self._place_of:
                self._take_out(no)
        self._put(uow, found.values())

    def _put(self, uow: UnitOfWork, cases: Collection[Case]) -> None:
        known = of_passages(uow, self.encoder, [each.told for each in cases])
        for each in cases:
            self._place(each, known)

    def _place(self, case: Case, known: Mapping[str, Floats]) -> None:
        place = self._place_of.setdefault(case.no, len(self.cases))
        if place == len(self.cases):
            self._order.add(case.no)
            self.cases.append(case)
        self.cases[place] = case
        self._index.put(place, case.told, known.get(case.told))
        self.remember_bare(case.no, [case.told], known)

    def _take_out(self, no: str) -> None:
        """A case goes; the last one takes its place."""
        place = self._place_of.pop(no)
        self._order.drop(place)
        self._index.take_out(place)
        last = self.cases.pop()
        if place < len(self.cases):
            self.cases[place] = last
            self._place_of[last.no] = place

    def near(self, problem: str, bound: float, vector: Floats | None = None) -> list[Case]:
        """Cases at least so near to the problem, nearest first; equal ones by 编号.

        One of another material, machine or process than the problem names is to be nearer by so much; and
        beside one that is very near those far behind it tell nothing.
        """
        near, scores = self._index.nearness(problem, vector), self._index.scores(problem, vector)
        least = max(bound, _BEHIND * float(near.max(initial=0.0)))
        places = np.lexsort((self._order.ranks, -scores))
        found = [(self.cases[place], float(near[place])) for place in places.tolist() if near[place] >= least]
        return [
            case for case, how in found if how >= bound + ELSEWHERE or not kinds_apart(problem, case.trouble)
        ]
