"""Sentence vectors, computed once: by encoder and by the text they were made of (its hash)."""

from collections.abc import Collection, Mapping

from sqlalchemy import insert, select, update

from storage.database import UnitOfWork
from storage.tables import counters, vectors

_AT_ONCE = 500  # keys in one statement


def known(uow: UnitOfWork, encoder: str, keys: Collection[str]) -> dict[str, bytes]:
    """The vectors on record among these, by key."""
    wanted, found = list(keys), {}
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        rows = uow.connection.execute(
            select(vectors.c.key, vectors.c.value).where(
                vectors.c.encoder == encoder, vectors.c.key.in_(part)
            )
        )
        found.update({row[0]: row[1] for row in rows})
    return found


def known_keys(uow: UnitOfWork, encoder: str) -> set[str]:
    """Every key that has a vector of this encoder."""
    return set(uow.connection.execute(select(vectors.c.key).where(vectors.c.encoder == encoder)).scalars())


def put(uow: UnitOfWork, encoder: str, values: Mapping[str, bytes]) -> None:
    """Put vectors on record; one that is there already stays."""
    there = known(uow, encoder, values.keys())
    fresh = [
        {"encoder": encoder, "key": key, "value": value} for key, value in values.items() if key not in there
    ]
    if fresh:
        uow.connection.execute(insert(vectors), fresh)


def version(uow: UnitOfWork) -> int:
    """A number that grows whenever texts of the roster have got vectors."""
    found = uow.connection.execute(select(counters.c.value).where(counters.c.name == "vectors")).scalar_one()
    return int(found)


def touch(uow: UnitOfWork) -> None:
    """Texts of the roster have got vectors."""
    uow.connection.execute(
        update(counters).where(counters.c.name == "vectors").values(value=counters.c.value + 1)
    )
