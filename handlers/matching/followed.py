"""What is made of the record and kept between asks: brought up to date before each use, by what changed."""

from collections.abc import Collection, Iterable, Mapping

from handlers.matching.index import Floats
from handlers.matching.vectors import of_passages
from storage import changes
from storage.database import UnitOfWork


class Followed:
    """The database's own version numbers say whether anything changed, and its list of changes what.

    `encoder` names the one whose vectors are used, None for words alone.
    """

    def __init__(self, encoder: str | None) -> None:
        self.encoder = encoder
        self._version: tuple[int, int] | None = None
        # The unit of work whose uncommitted changes are in here, if any.
        self._unsaved: UnitOfWork | None = None
        # Texts that have no vector yet, and whose they are.
        self._bare: dict[str, set[str]] = {}

    def follow(self, uow: UnitOfWork) -> None:
        """Bring everything up to date with the record."""
        unsaved = self._unsaved
        undone = unsaved is not None and unsaved is not uow and unsaved.roster_changed
        now = changes.versions(uow)
        if now == self._version and not undone:
            return
        changed = None
        if self._version is not None and not undone:
            changed = changes.since(uow, self._version[0])
        if changed is None:
            self._bare.clear()
            self.read(uow)
        else:
            self.read_again(uow, *changed, self._told_anew(uow, now[1]))
        self._version = now
        self._unsaved = uow if uow.roster_changed else None

    def read(self, uow: UnitOfWork) -> None:
        """Read everything."""
        raise NotImplementedError

    def read_again(
        self, uow: UnitOfWork, experts: Collection[str], cases: Collection[str], told: Collection[str]
    ) -> None:
        """Read again what changed: experts and cases by 编号, and those whose texts have got vectors."""
        raise NotImplementedError

    def _told_anew(self, uow: UnitOfWork, version: int) -> set[str]:
        """Whose texts have got vectors since."""
        if self._version is None or version == self._version[1]:
            return set()
        found = of_passages(uow, self.encoder, self._bare)
        return {owner for text in found for owner in self._bare[text]}

    def remember_bare(self, owner: str, texts: Iterable[str], known: Mapping[str, Floats]) -> None:
        """Note which of somebody's texts have no vector."""
        for text in texts if self.encoder else ():
            if text in known:
                self._bare.pop(text, None)
            elif text.strip():
                self._bare.setdefault(text, set()).add(owner)
