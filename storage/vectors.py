"""Sentence vectors, computed once: by encoder and by the text they were made of (its hash)."""

from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import bindparam, insert, select, update

from storage.database import UnitOfWork
from storage.tables import counters, vectors

_AT_ONCE = 500  # keys in one statement
# Made once: making a statement takes longer than running it.
_KNOWN = select(vectors.c.key, vectors.c.value).where(
    vectors.c.encoder == bindparam("encoder"), vectors.c.key.in_(bindparam("keys", expanding=True))
)


def known(uow: UnitOfWork, encoder: str, keys: Collection[str]) -> dict[str, bytes]:
    """The vectors on record among these, by key."""
    found: dict[str, bytes] = {}
    for part in _parts(keys):
        rows = uow.connection.execute(_KNOWN, {"encoder": encoder, "keys": part})
        found.update({row[0]: row[1] for row in rows})
    return found


def known_keys(uow: UnitOfWork, encoder: str, keys: Collection[str]) -> set[str]:
    """Those of these keys that have a vector of this encoder."""
    found: set[str] = set()
    for part in _parts(keys):
        statement = select(vectors.c.key).where(vectors.c.encoder == encoder, vectors.c.key.in_(part))
        found.update(uow.connection.execute(statement).scalars())
    return found


def _parts(keys: Collection[str]) -> Iterator[list[str]]:
    wanted = list(keys)
    return (wanted[start : start + _AT_ONCE] for start in range(0, len(wanted), _AT_ONCE))


def put(uow: UnitOfWork, encoder: str, values: Mapping[str, bytes]) -> None:
    """Put vectors on record; one that is there already stays."""
    there = known_keys(uow, encoder, values.keys())
    fresh = [
        {"encoder": encoder, "key": key, "value": value} for key, value in values.items() if key not in there
    ]
    if fresh:
        uow.connection.execute(insert(vectors), fresh)


def touch(uow: UnitOfWork) -> None:
    """Texts of the roster have got vectors."""
    uow.connection.execute(
        update(counters).where(counters.c.name == "vectors").values(value=counters.c.value + 1)
    )
