"""From rows of a result to frozen values."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Executable, Result, Row

from storage.database import UnitOfWork

T = TypeVar("T")


@cache
def _places(kind: type[Any], columns: tuple[str, ...]) -> Sequence[tuple[str, int]]:
    return [(field.name, columns.index(field.name)) for field in fields(kind)]


def _places_in(result: Result[Any], kind: Any) -> Sequence[tuple[str, int]]:
    """Where each field stands among a result's columns; looked up once, since few kinds are read for ever."""
    return _places(kind, tuple(result.keys()))


def _value(kind: type[T], places: Sequence[tuple[str, int]], row: Row[Any]) -> T:
    return kind(
        **{name: tuple(value) if isinstance(value := row[place], list) else value for name, place in places}
    )


def all_of(
    uow: UnitOfWork, kind: type[T], statement: Executable, given: Mapping[str, Any] | None = None
) -> list[T]:
    """Every row of the statement as a value; `given`: for its parameters."""
    result = uow.connection.execute(statement, given)
    places = _places_in(result, kind)
    return [_value(kind, places, row) for row in result]


def first_of(
    uow: UnitOfWork, kind: type[T], statement: Executable, given: Mapping[str, Any] | None = None
) -> T | None:
    """The first row as a value, None where there is none; `given`: for the statement's parameters."""
    result = uow.connection.execute(statement, given)
    places = _places_in(result, kind)
    row = result.first()
    return None if row is None else _value(kind, places, row)
