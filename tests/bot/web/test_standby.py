"""A second program on the same records stands by, and goes on where the first one stops."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.bot.programs import free_port
from tests.bot.web.conftest import Running
from tests.conftest import postgres_copy


@pytest.fixture(params=["sqlite", "postgresql"])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Running, Running]]:
    """A bot at work, and a second one that was started on the same database."""
    database = f"sqlite:///{tmp_path / 'salon.db'}"
    if request.param == "postgresql":
        database = postgres_copy(request.getfixturevalue("postgres")).url
    first, second = (Running(folder=tmp_path, port=free_port(), database=database) for _ in range(2))
    first.command("migrate")
    first.start(fresh=True)
    second.begin(fresh=True)
    second.until(lambda: "另一个派单助手正在用这份记录" in second.log)
    yield first, second
    for each in (first, second):
        if each.process is not None and each.process.poll() is None:
            each.stop()


def test_the_second_one_works_once_the_first_is_killed(pair: tuple[Running, Running]) -> None:
    first, second = pair
    assert not second.answers()
    first.stop(signal.SIGKILL)
    second.until(second.answers)
    assert second.stop() == 0


def test_the_second_one_says_how_to_leave_it_and_where_the_first_one_runs(
    pair: tuple[Running, Running],
) -> None:
    first, second = pair
    assert first.process is not None
    where = f"进程号 {first.process.pid}，网页 {first.address}/"
    second.until(lambda: where in second.log and "按 Ctrl+C 退出" in second.log)
    assert second.stop(signal.SIGINT) == 1
    assert first.answers(), "the first one goes on"


# A file's lock is never lost.
@pytest.mark.parametrize("pair", ["postgresql"], indirect=True)
def test_who_loses_the_server_gives_way_and_says_so(pair: tuple[Running, Running]) -> None:
    first, second = pair
    server = Database(first.database)
    with server.engine.connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    server.close()
    second.until(second.answers)
    assert first.process is not None
    assert first.process.wait(timeout=30) == 1
    assert first.log.splitlines()[-1] == "salon: 另一个派单助手接手了这份记录，这里停下；再启动就会等着接班"
