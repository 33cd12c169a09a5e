"""The database: one engine a process, units of work on it."""

from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

# The database is away, locked or restarting: the work itself is sound and is tried again.
Unavailable = (OperationalError, InterfaceError)


class Unreachable(Exception):
    """The database cannot be reached or read."""


def told(error: Exception) -> str:
    """What a database's error says, in a line: without the statement and the library's own words."""
    words = str(getattr(error, "orig", None) or error)
    return next(iter(words.strip().splitlines()), type(error).__name__)[:200]


class UnitOfWork:
    """One transaction. Leaving it without `commit` undoes everything.

    `roster_changed`: the roster was changed since the last commit.
    """

    def __init__(self, engine: Engine) -> None:
        self.roster_changed = False
        self._engine = engine
        self._connection: Connection | None = None

    @property
    def connection(self) -> Connection:
        """The open connection; only storage's own modules use it."""
        if self._connection is None:
            raise RuntimeError("unit of work used outside its with block")
        return self._connection

    def __enter__(self) -> Self:
        self._connection = self._engine.connect()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        connection, self._connection = self.connection, None
        connection.rollback()
        connection.close()

    def commit(self) -> None:
        """Make what was written lasting; a new transaction begins with the next statement."""
        self.connection.commit()
        self.roster_changed = False


class Database:
    """An engine set up for the bot. `url` is SQLAlchemy's, e.g. sqlite:///path or postgresql+psycopg://…

    Raises Unreachable for a URL of no database that is known here.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        options: dict[str, Any] = {}
        if url in ("sqlite://", "sqlite:///:memory:"):
            options = {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
        try:
            self.engine = create_engine(url, **options)
        except (SQLAlchemyError, ImportError) as error:
            raise Unreachable(told(error)) from error
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _set_up_sqlite)
            event.listen(self.engine, "begin", _begin_immediate)

    def unit(self) -> UnitOfWork:
        """A new unit of work."""
        return UnitOfWork(self.engine)

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see _begin_immediate
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")  # an old PC loses power now and then
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    # A read that later writes must not fail with "database is locked" halfway.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
