"""What is kept between asks: the experts and cases as matching knows them, and how people answer."""

from collections.abc import Callable
from datetime import datetime, timedelta

from handlers.matching.casebook import CaseBook
from handlers.matching.ranking import Matcher
from handlers.matching.rosterbook import RosterBook
from handlers.offers.chances import Habits
from storage.database import UnitOfWork

_LASTING = timedelta(minutes=15)


class Directory:
    """One a running program. Roster and cases follow the record; habits of some minutes ago are still habits.

    `encoder` names the one whose vectors are used, None for words alone.
    """

    def __init__(self, encoder: str | None = None) -> None:
        self.encoder = encoder
        self._roster = RosterBook(encoder)
        self._cases = CaseBook(encoder)
        self._habits: tuple[datetime, Habits] | None = None

    def habits(self, now: datetime, measure: Callable[[], Habits]) -> Habits:
        """How people answer, measured anew every quarter of an hour."""
        if self._habits is None or not timedelta() <= now - self._habits[0] < _LASTING:
            self._habits = (now, measure())
        return self._habits[1]

    def cases(self, uow: UnitOfWork) -> CaseBook:
        """The cases as they stand on record."""
        self._cases.follow(uow)
        return self._cases

    def roster(self, uow: UnitOfWork) -> RosterBook:
        """The experts as they stand on record, and who is found for a problem."""
        self._roster.follow(uow)
        return self._roster

    def matcher(self, uow: UnitOfWork) -> Matcher:
        """An index over the roster as it stands on record."""
        return self.roster(uow).matcher
