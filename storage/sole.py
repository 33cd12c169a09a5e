"""One program at a time works on a database; a second one waits, ready to go on where the first stops."""

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from storage.database import Database, Unreachable, told

# Any number will do as long as nobody else on the server uses it: "salon" in ASCII.
_KEY = 0x73616C6F6E


class Sole(Protocol):
    """The right to work on a database. It ends with the process, however that ends."""

    def mine(self) -> bool:
        """Take the right, or see that it is still held; False while another program has it.

        Raises Unreachable, or an error of `Unavailable`, while the database cannot be reached.
        """

    def holder(self) -> str:
        """Where the program that has it runs, in its own words; "" where that is not known."""

    def give_back(self) -> None:
        """Let another program have it."""


def sole(database: Database, words: str = "") -> Sole:
    """The right to work on this database, not yet taken.

    `words` say where this program runs, for who waits for it: ASCII, at most some sixty characters.
    """
    if database.engine.dialect.name == "postgresql":
        return _OnServer(database, words)
    return _OnFile(database.engine.url.database, words)


# A key of 64 bits stands in two halves there.
_HOLDER = f"""
SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'advisory' AND granted AND classid = {_KEY >> 32} AND objid = {_KEY & 0xFFFFFFFF}
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


class _OnServer:
    """PostgreSQL: a lock of a connection that is kept open for nothing else."""

    def __init__(self, database: Database, words: str) -> None:
        self._engine = database.engine
        self._words = words
        self._connection: Connection | None = None

    def mine(self) -> bool:
        if self._connection is None:
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            try:
                if not connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({_KEY})").scalar():
                    connection.close()
                    return False
                if self._words:
                    connection.execute(
                        text("SELECT set_config('application_name', :w, false)"), {"w": self._words}
                    )
            except SQLAlchemyError:
                connection.invalidate()
                raise
            self._connection = connection
            return True
        try:
            self._connection.exec_driver_sql("SELECT 1")
        except SQLAlchemyError:
            self.give_back()
            raise
        return True

    def holder(self) -> str:
        with self._engine.connect() as connection:
            return connection.exec_driver_sql(_HOLDER).scalar() or ""

    def give_back(self) -> None:
        # Not back into the pool: the lock is the connection's and ends with it.
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()


class _OnFile:
    """SQLite: a second small database beside it that is kept locked; it works on every system."""

    def __init__(self, file: str | None, words: str) -> None:
        self._file = f"{file}.lock" if file and file != ":memory:" else None
        self._words = words
        self._connection: sqlite3.Connection | None = None

    def mine(self) -> bool:
        if self._file is None or self._connection is not None:
            return True
        connection = sqlite3.connect(self._file, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            connection.close()
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                return False
            raise Unreachable(told(error)) from error
        self._connection = connection
        with suppress(OSError):  # nothing hangs on it
            self._told.write_text(self._words, "ascii", "replace")
        return True

    @property
    def _told(self) -> Path:
        """Where the holder says where it runs: nobody else can read the locked file."""
        return Path(f"{self._file}.txt")

    def holder(self) -> str:
        try:
            return self._told.read_text("ascii", "replace").strip()
        except OSError:
            return ""

    def give_back(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
