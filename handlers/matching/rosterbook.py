"""The roster with the index over its experts."""

from collections import defaultdict
from collections.abc import Collection

from handlers.matching.fitting import ExpertProfile
from handlers.matching.followed import Followed
from handlers.matching.kinship import niche_texts
from handlers.matching.lessons import Lesson
from handlers.matching.ranking import Matcher
from handlers.matching.vectors import of_passages
from handlers.workbooks.workbook import ExpertRow
from storage import people, teachings
from storage.database import UnitOfWork
from storage.people import Case, Expert
from storage.teachings import Teaching


class RosterBook(Followed):
    """The experts as they stand on record, and the matcher that knows them.

    What changes without the roster (leave) is to be read from the record each time.
    """

    def __init__(self, encoder: str | None = None) -> None:
        super().__init__(encoder)
        self._clear()

    def _clear(self) -> None:
        self.matcher = Matcher()
        self.experts: dict[str, Expert] = {}
        self._solver_of: dict[str, str] = {}  # by the case's 编号

    def read(self, uow: UnitOfWork) -> None:
        """Read every expert with all cases and teachings."""
        self._clear()
        self._learn_niches(uow)
        self._put(uow, people.all_experts(uow), people.all_cases(uow), teachings.every(uow))

    def read_again(
        self, uow: UnitOfWork, experts: Collection[str], cases: Collection[str], told: Collection[str]
    ) -> None:
        """Read the experts again who changed, whose cases did, or whose texts have got vectors."""
        if not self.matcher.kinship.knows_vectors:
            self._learn_niches(uow)
        solvers = {self._solver_of.pop(no, None) for no in cases}
        solvers |= {each.expert_no for each in people.cases_numbered(uow, cases).values()}
        changed = {no for no in (*experts, *told, *solvers) if no}
        found = people.experts_numbered(uow, changed)
        for no in changed - found.keys():
            if self.experts.pop(no, None) is not None:
                self.matcher.leave(no)
        ids = [each.id for each in found.values()]
        self._put(uow, found.values(), people.cases_of(uow, found), teachings.of_experts(uow, ids))

    def _learn_niches(self, uow: UnitOfWork) -> None:
        self.matcher.kinship.learn(of_passages(uow, self.encoder, niche_texts()))

    def _put(
        self,
        uow: UnitOfWork,
        experts: Collection[Expert],
        cases: Collection[Case],
        taught: Collection[Teaching],
    ) -> None:
        """These experts with all their cases and what was taught of them."""
        solved: dict[str, list[str]] = defaultdict(list)
        for case in cases:
            if case.expert_no:
                solved[case.expert_no].append(case.told)
                self._solver_of[case.no] = case.expert_no
        lessons: dict[int, list[Lesson]] = defaultdict(list)
        for each in taught:
            lessons[each.expert_id].append(Lesson(text=each.text, fits=each.fits))
        texts = [text for each in experts for text in (each.speciality, *solved[each.no])]
        known = of_passages(uow, self.encoder, texts)
        for expert in experts:
            self.experts[expert.no] = expert
            self.remember_bare(expert.no, (expert.speciality, *solved[expert.no]), known)
            profile = profile_of(expert, tuple(solved[expert.no]), tuple(lessons[expert.id]))
            self.matcher.put(profile, known)


def profile_of(
    expert: Expert | ExpertRow, solved: tuple[str, ...], taught: tuple[Lesson, ...] = ()
) -> ExpertProfile:
    """What matching knows of an expert, of the record or of a workbook."""
    return ExpertProfile(
        no=expert.no,
        name=expert.name,
        trades=expert.trades,
        speciality=expert.speciality,
        company=expert.company,
        district=expert.district,
        region=expert.region,
        onsite=expert.onsite,
        solved=solved,
        taught=taught,
    )
