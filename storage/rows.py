"""From rows of a result to frozen values."""

from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import Executable, Row

from storage.database import UnitOfWork

T = TypeVar("T")


def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _value(kind: type[T], row: Row[Any]) -> T:
    found = row._mapping
    return kind(
        **{
            name: tuple(found[name]) if isinstance(found[name], list) else found[name]
            for name in _names(kind)
        }
    )


def all_of(uow: UnitOfWork, kind: type[T], statement: Executable) -> list[T]:
    """Every row of the statement as a value."""
    return [_value(kind, row) for row in uow.connection.execute(statement)]


def first_of(uow: UnitOfWork, kind: type[T], statement: Executable) -> T | None:
    """The first row as a value, None where there is none."""
    row = uow.connection.execute(statement).first()
    return None if row is None else _value(kind, row)
