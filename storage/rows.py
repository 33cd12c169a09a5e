"""From rows of a result to frozen values."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import Executable, Row

from storage.database import UnitOfWork

T = TypeVar("T")


def _places(kind: type[Any], columns: Sequence[str]) -> list[tuple[str, int]]:
    return [(field.name, columns.index(field.name)) for field in fields(kind)]


def _value(kind: type[T], places: Sequence[tuple[str, int]], row: Row[Any]) -> T:
    values = {name: row[place] for name, place in places}
    return kind(
        **{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    )


def all_of(uow: UnitOfWork, kind: type[T], statement: Executable) -> list[T]:
    """Every row of the statement as a value."""
    result = uow.connection.execute(statement)
    places = _places(kind, list(result.keys()))
    return [_value(kind, places, row) for row in result]


def first_of(uow: UnitOfWork, kind: type[T], statement: Executable) -> T | None:
    """The first row as a value, None where there is none."""
    result = uow.connection.execute(statement)
    places = _places(kind, list(result.keys()))
    row = result.first()
    return None if row is None else _value(kind, places, row)
