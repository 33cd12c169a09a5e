"""What changed of experts and cases: a version that grows, and what was changed with each."""

from sqlalchemy import delete, insert, select, update

from storage.database import UnitOfWork
from storage.tables import counters, roster_changes

_VERSION = select(counters.c.value).where(counters.c.name == "roster")
_VERSIONS = select(counters.c.name, counters.c.value).where(counters.c.name.in_(("roster", "vectors")))
_KEPT = 20_000  # so many versions back it is on record what changed; whoever is behind that reads all


def version(uow: UnitOfWork) -> int:
    """A number that grows with every change of what matching knows of experts."""
    return int(uow.connection.execute(_VERSION).scalar_one())


def versions(uow: UnitOfWork) -> tuple[int, int]:
    """The same, and a number that grows whenever texts of the roster have got vectors."""
    found = {row[0]: int(row[1]) for row in uow.connection.execute(_VERSIONS)}
    return found["roster"], found["vectors"]


def touch(uow: UnitOfWork, *, expert_no: str | None = None, case_no: str | None = None) -> None:
    """What matching knows of this expert, or this case, has changed."""
    grown = (
        update(counters)
        .where(counters.c.name == "roster")
        .values(value=counters.c.value + 1)
        .returning(counters.c.value)
    )
    number = uow.connection.execute(grown).scalar_one()
    uow.connection.execute(delete(roster_changes).where(roster_changes.c.version <= number - _KEPT))
    uow.connection.execute(
        insert(roster_changes).values(version=number, expert_no=expert_no, case_no=case_no)
    )
    uow.roster_changed = True


def since(uow: UnitOfWork, seen: int) -> tuple[set[str], set[str]] | None:
    """编号 of the experts and of the cases that changed since; None where that is not known any more."""
    if not 0 <= version(uow) - seen < _KEPT:
        return None
    rows = uow.connection.execute(
        select(roster_changes.c.expert_no, roster_changes.c.case_no).where(roster_changes.c.version > seen)
    ).all()
    return {no for no, _ in rows if no}, {no for _, no in rows if no}
