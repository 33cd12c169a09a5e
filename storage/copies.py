"""Copies of a whole database: a backup of a SQLite file in use, and a move to another server."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.exc import SQLAlchemyError

from storage.database import Database, Unreachable, is_damage, told
from storage.migrate import upgrade
from storage.tables import counters, metadata

_ROWS = 500  # rows read and written at once


class NotEmpty(Exception):
    """The database to move into holds something already."""


class BadCopy(Exception):
    """The copy that was made does not hold together."""


def back_up(database: Database, target: Path) -> None:
    """Copy a SQLite database, which may be in use, into the new file `target`.

    The copy is one moment of the database. Raises Unreachable where either cannot be read or written,
    BadCopy where the copy, or already the original, is damaged.
    """
    try:
        with closing(database.engine.raw_connection()) as source, closing(sqlite3.connect(target)) as copy:
            source.driver_connection.backup(copy)  # type: ignore[union-attr]
        _seal(target)
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise (BadCopy if is_damage(error) else Unreachable)(told(error)) from error


def write_down(database: Database, target: Path) -> None:
    """Write all rows of a server's database, which may be in use, into the new SQLite file `target`.

    They are those of one moment; moved into an empty database they are all that was on record. Raises as
    `back_up` does.
    """
    copy = Database(f"sqlite:///{target}")
    try:
        upgrade(copy)
        move(database, copy)
    finally:
        copy.close()
    try:
        _seal(target)
    except sqlite3.Error as error:
        raise Unreachable(told(error)) from error


def _seal(target: Path) -> None:
    """Make it one plain file, no -wal beside it, that holds together. Raises BadCopy."""
    with closing(sqlite3.connect(target)) as copy:
        copy.execute("PRAGMA journal_mode=DELETE")
        (verdict,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise BadCopy(verdict)


def move(source: Database, target: Database) -> dict[str, int]:
    """Copy every row of `source` into `target`; both have the newest schema. Rows by table come out.

    All or nothing. Raises NotEmpty where `target` is in use already, Unreachable where one of them fails.
    """
    try:
        with source.engine.connect() as here, target.engine.begin() as there:
            if here.dialect.name == "postgresql":  # the rows of one moment, of all tables alike
                here.execution_options(isolation_level="REPEATABLE READ")
            tables = metadata.sorted_tables
            if any(there.execute(select(table)).first() for table in tables if table is not counters):
                raise NotEmpty
            there.execute(counters.delete())  # migrations write its first rows
            return {table.name: _copy(here, there, table) for table in tables}
    except SQLAlchemyError as error:
        raise Unreachable(told(error)) from error


def _copy(here: Connection, there: Connection, table: Table) -> int:
    # In the order of their keys, a row comes after the row of the same table it points to.
    rows = here.execute(select(table).order_by(*table.primary_key)).mappings()
    count = 0
    for part in rows.partitions(_ROWS):
        there.execute(table.insert(), [dict(row) for row in part])
        count += len(part)
    key = table.autoincrement_column
    if key is not None and there.dialect.name == "postgresql" and count:
        sequence = func.pg_get_serial_sequence(table.name, key.name)
        there.execute(select(func.setval(sequence, select(func.max(key)).scalar_subquery())))
    return count
