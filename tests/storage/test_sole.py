"""Two programs on one database: one works, the other waits for its turn."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from storage.database import Database
from storage.sole import Sole, sole
from tests.conftest import postgres_copy

_HOLD = """
import sys
from storage.database import Database
from storage.sole import Sole, sole
right = sole(Database(sys.argv[1]))
print(right.mine(), flush=True)
sys.stdin.read()
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database that other processes can open too."""
    on_sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'salon.db'}"
    database = Database(url) if on_sqlite else postgres_copy(request.getfixturevalue("postgres"))
    yield database
    database.close()


def _takes(one: Sole) -> None:
    """A server needs a moment to see that a client is gone."""
    deadline = time.monotonic() + 20
    while not one.mine():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_the_second_waits_until_the_first_is_killed(database: Database) -> None:
    first = subprocess.Popen(
        [sys.executable, "-c", _HOLD, database.url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert first.stdout is not None
    assert first.stdout.readline() == "True\n"
    second = sole(database)
    assert not second.mine()
    first.kill()
    first.communicate()
    _takes(second)
    assert second.mine(), "still held when asked again"
    third = sole(database)
    assert not third.mine()
    second.give_back()
    _takes(third)
    third.give_back()


def test_a_lost_connection_is_no_right(postgres: str) -> None:
    database = postgres_copy(postgres)
    first, second = sole(database), sole(database)
    assert first.mine()
    with database.engine.connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks"
            " JOIN pg_database ON pg_database.oid = database"
            " WHERE locktype = 'advisory' AND datname = current_database()"
        )
    assert second.mine(), "the server gave it to the next who asked"
    with pytest.raises(DBAPIError):
        first.mine()
    assert not first.mine()
    second.give_back()
    database.close()


def test_a_database_in_memory_is_nobody_elses() -> None:
    assert sole(Database("sqlite://")).mine()
    assert sole(Database("sqlite://")).mine()


def test_rooms_of_work_are_apart(tmp_path: Path) -> None:
    one, other = (sole(Database(f"sqlite:///{tmp_path / name}.db")) for name in ("one", "other"))
    assert one.mine()
    assert other.mine()
    one.give_back()
    other.give_back()
