"""What a database that goes away in the middle leaves behind, and a fault of ours on a line."""

import asyncio
import dataclasses
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.channels.connection import Options
from bot.channels.gateway import Address
from bot.channels.line import Line
from bot.channels.simulator import SimulatorChannel
from bot.channels.states import State
from bot.clock import Clock
from bot.engine import Engine
from bot.lanes import Lane
from bot.worker import Worker
from handlers.telling import tell_room
from storage import accounts, outbox
from storage.outbox import Owed
from tests.bot.living import Quiet
from tests.conftest import MEIYU, UNION, Town


class TornOnce(Engine):
    """Its first lease is committed, and the answer to the commit never comes."""

    torn: list[int] = []  # noqa: RUF012 - one engine a test

    def take_owed(self, now: datetime, free: Callable[[Lane], bool] = lambda _lane: True) -> Owed | None:
        owed = Engine.take_owed(self, now, free)
        if owed is not None and not self.torn:
            self.torn.append(owed.id)
            raise OperationalError("COMMIT", {}, Exception("server closed the connection unexpectedly"))
        return owed


def test_what_was_leased_when_the_database_went_is_sent_when_it_is_back(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.worker._DATABASE_AGAIN", 0.01)
    monkeypatch.setattr(TornOnce, "torn", [])
    town.engine.write(lambda desk: tell_room(desk, MEIYU, "在的"), Clock().now())
    fields = {each.name: getattr(town.engine, each.name) for each in dataclasses.fields(Engine)}
    channel = Quiet()

    async def live() -> None:
        worker = Worker(TornOnce(**fields), channel, Clock())
        running = asyncio.create_task(worker.run())
        async with asyncio.timeout(30):
            while not channel.sent:  # noqa: ASYNC110 - the channel has no event
                await asyncio.sleep(0.01)
        assert worker.outages == 1
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    asyncio.run(live())
    assert TornOnce.torn
    assert [each.text for each in channel.sent] == ["在的"]


def test_a_fault_of_ours_while_a_gateway_is_heard_is_told_and_the_line_goes_on(
    town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tried = 0
    again = asyncio.Event()

    async def breaks(_line: Line, _worker: Worker) -> None:
        nonlocal tried
        tried += 1
        if tried == 1:
            raise KeyError("ours")
        again.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(Line, "_connected", breaks)

    async def live() -> None:
        nothing: Any = None
        line = Line(Address(endpoint="wx:1", token="t"), Options(files=nothing, first_wait=0.01))
        worker = Worker(town.engine, SimulatorChannel(), Clock())
        keeping = asyncio.create_task(line.keep(worker))
        await asyncio.wait_for(again.wait(), 30)
        await line.standing.recorded()
        assert line.standing.state is State.LOST
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)

    asyncio.run(live())
    assert "action=line_broke" in caplog.text
    assert "Traceback" in caplog.text
    with town.engine.database.unit() as uow:
        assert [each.room for each in outbox.owed_by(uow, Clock().now())] == [UNION]
        account = accounts.get(uow, "wx:1")
    assert account is not None
    assert (account.state, account.detail) == ("lost", "程序自己出了错，记下了")
