"""The experts as matching knows them, kept between asks and made anew when the roster has changed."""

from collections import defaultdict

from handlers.matching.lessons import Lesson
from handlers.matching.ranking import ExpertProfile, Matcher
from storage import people, teachings
from storage.database import UnitOfWork


class Directory:
    """One a running program; the database's own version number says when it is out of date."""

    def __init__(self) -> None:
        self._version: int | None = None
        self._matcher = Matcher(())

    def matcher(self, uow: UnitOfWork) -> Matcher:
        """An index over the roster as it stands on record."""
        version = people.roster_version(uow)
        if version != self._version:
            self._matcher = Matcher(profiles(uow))
            self._version = version
        return self._matcher


def profiles(uow: UnitOfWork) -> list[ExpertProfile]:
    """Every expert with his cases and what coordinators taught of him."""
    solved: dict[str, list[str]] = defaultdict(list)
    for case in people.all_cases(uow):
        if case.expert_no:
            solved[case.expert_no].append(f"{case.title} {case.description} {case.solution}")
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
