"""A file that cannot be had is nobody's trouble but its own."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from grpclib.exceptions import StreamTerminatedError

from bot.channels.base import Incoming
from bot.channels.connection import Connection, Options
from bot.channels.fetching import Fetcher
from bot.channels.gateway import FileTooLarge
from bot.channels.simulator import SimulatorChannel
from bot.clock import Clock
from bot.worker import Worker
from storage import attachments
from tests.conftest import MEIYU, Town

FILE = "0123456789ab-图纸.pdf"


class Calls:
    def __init__(self, *, frozen: bool = False) -> None:
        self.frozen = frozen

    async def version(self) -> None:
        if self.frozen:
            raise TimeoutError


class FlakyGateway:
    """Fails in the given ways, one after the other, then hands the file over."""

    def __init__(self, *errors: Exception, frozen: bool = False) -> None:
        self.errors = list(errors)
        self.calls = Calls(frozen=frozen)

    async def read_file(self, message_id: str, into: Path, limit: int) -> str:
        if self.errors:
            raise self.errors.pop(0)
        return "hash"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.fetching._AGAIN", (0.0, 0.0, 0.0))


def fetched(town: Town, gateway: Any, tmp_path: Path) -> tuple[str | None, bool]:
    """Fetch a received file; its hash on record, and whether it was given up."""
    town.engine.receive(
        Incoming(
            message_id="m1", room=MEIYU, sender="澄屿小葛", text="", at=town.now, type="file", attachment=FILE
        ),
        town.now,
    )

    async def live() -> None:
        worker = Worker(town.engine, SimulatorChannel(), Clock())
        connection = Connection("wx", gateway, worker, Options(files=tmp_path), frozenset())
        await Fetcher(connection).fetch("m1", FILE)

    try:
        asyncio.run(live())
    finally:
        with town.engine.database.unit() as uow:
            given_up = attachments.file_given_up(uow, FILE, town.now)
            sha256 = attachments.sha256_of(uow, FILE)
    return sha256, given_up


@pytest.mark.parametrize("error", [TimeoutError(), StreamTerminatedError("reset"), OSError("disk full")])
def test_a_transfer_that_times_out_or_breaks_is_tried_again(
    town: Town, tmp_path: Path, error: Exception
) -> None:
    assert fetched(town, FlakyGateway(error, error), tmp_path) == ("hash", False)


def test_after_some_tries_it_is_given_up_and_nothing_is_raised(town: Town, tmp_path: Path) -> None:
    assert fetched(town, FlakyGateway(*[TimeoutError()] * 3), tmp_path) == (None, True)


def test_a_file_over_the_limit_is_not_tried_again(town: Town, tmp_path: Path) -> None:
    gateway = FlakyGateway(FileTooLarge("超过 50 MB"))
    assert fetched(town, gateway, tmp_path) == (None, True)


def test_where_the_whole_gateway_is_gone_the_file_is_not_given_up(town: Town, tmp_path: Path) -> None:
    with pytest.raises(TimeoutError):
        fetched(town, FlakyGateway(*[TimeoutError()] * 3, frozen=True), tmp_path)
    with town.engine.database.unit() as uow:
        assert not attachments.file_given_up(uow, FILE, town.now)
