"""The database: one engine a process, units of work on it."""

from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event, make_url
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from storage.patience import Patience, connect

# The database is away, locked or restarting: the work itself is sound and is tried again.
Unavailable = (OperationalError, InterfaceError)


# What psycopg counts among the errors of a server that is away, and what no waiting mends: "index row size
# exceeds maximum" and its like.
_TOO_LARGE = "54"
# What the databases say in English, and what it means to whoever runs the bot.
_DAMAGED = "数据库的文件坏了，照 docs/operating.md 的“恢复”换上备份"
_MEANINGS = (
    ("disk image is malformed", _DAMAGED),
    ("file is not a database", _DAMAGED),
    ("password authentication failed", "用户名或密码不对"),
    ("FATAL:  role", "服务器上没有这个用户"),
    ("FATAL:  database", "服务器上没有这个库，先用 createdb 建好"),
    ("database is locked", "被别的程序占着"),
    ("disk is full", "磁盘满了，腾出地方就接着办"),
    ("No space left on device", "磁盘满了，腾出地方就接着办"),
    ("connection failed", "数据库没开，或在重启"),
    ("connection is bad", "数据库没开，或在重启"),
    ("terminating connection", "数据库没开，或在重启"),
    ("server closed the connection", "数据库没开，或在重启"),
    ("consuming input failed", "数据库没开，或在重启"),
    ("server gives no answer", "数据库没有回应，可能卡住了"),
    ("timeout expired", "数据库没有回应，可能卡住了"),
)


class Unreachable(Exception):
    """The database cannot be reached or read."""


class Refused(Exception):
    """The database is there and will never take what is to be written."""


def told(error: BaseException) -> str:
    """What a database's error says, in a line: what it means, and its own words without the statement."""
    line, seen = "", error
    while True:  # behind "no such savepoint" may stand the full disk that ended the transaction
        words = str(getattr(seen, "orig", None) or seen)
        shown = next(iter(words.strip().splitlines()), type(seen).__name__)[:200]
        line = line or shown
        meant = next((meaning for english, meaning in _MEANINGS if english in words), None)
        if meant is not None:
            return shown if meant in shown else f"{meant}：{shown}"
        if seen.__context__ is None:
            return line
        seen = seen.__context__


def is_damage(error: BaseException) -> bool:
    """Whether a SQLite file is broken."""
    return told(error).startswith(_DAMAGED)


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite database, without the query of its URL ("?timeout=5"); None where it has none."""
    if not url.startswith("sqlite:///"):
        return None
    name = make_url(url).database
    return Path(name) if name and name != ":memory:" else None


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

    `patience`: after how many seconds a server that answers nothing counts as away; without end at first.
    Raises Unreachable for a URL of no database that is known here.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.patience = Patience()
        options: dict[str, Any] = {}
        if url in ("sqlite://", "sqlite:///:memory:"):
            options = {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
        try:
            self.engine = create_engine(url, **options)
        except (SQLAlchemyError, ImportError) as error:
            raise Unreachable(told(error)) from error
        event.listen(self.engine, "handle_error", _tell_refusals)
        if self.engine.dialect.driver == "psycopg":
            event.listen(self.engine, "do_connect", self._connect)
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _set_up_sqlite)
            event.listen(self.engine, "begin", _begin_immediate)

    def unit(self) -> UnitOfWork:
        """A new unit of work."""
        return UnitOfWork(self.engine)

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()

    def _connect(self, _dialect: object, _record: object, arguments: Any, parameters: Any) -> Any:
        return connect(self.patience, *arguments, **parameters)


def _tell_refusals(context: ExceptionContext) -> None:
    error = context.original_exception
    if str(getattr(error, "sqlstate", None) or "").startswith(_TOO_LARGE):
        raise Refused(str(error).strip()) from error


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
