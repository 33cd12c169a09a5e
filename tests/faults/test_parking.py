"""A handler that fails stops nothing: its message stays on record, people are told, the rest goes on."""

import asyncio
import dataclasses
import logging
from datetime import timedelta
from typing import NoReturn

import pytest

from bot.channels.base import Incoming
from bot.channels.pace import Pace
from bot.clock import Clock
from bot.engine import WorkFailed
from bot.worker import Worker
from handlers.desk import Desk
from handlers.rooms.reach import readdressed
from handlers.telling import tell_room
from storage import inbox, outbox
from storage.outbox import Owed
from tests.bot.living import Quiet
from tests.conftest import MEIYU, SALON, UNION, Town


def _broken(*_: object) -> NoReturn:
    raise ZeroDivisionError("a fault of ours")


def test_a_message_whose_handler_fails_is_kept_and_the_coordinators_read_it(
    town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    asyncio.run(_a_message_fails(town, monkeypatch, caplog))


async def _a_message_fails(
    town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.engine.handle", _broken)
    channel, clock = Quiet(), Clock()
    worker = Worker(town.engine, channel, clock)
    with caplog.at_level(logging.ERROR):
        await worker.receive(
            Incoming(
                message_id="x", room=MEIYU, sender="澄屿小葛", text="求助 停机了 13912345678", at=clock.now()
            )
        )
        await worker.advance(clock.now() + timedelta(seconds=40))
    assert "a fault of ours" in caplog.text
    (told,) = [each for each in channel.sent if each.room == UNION]
    assert "没处理成" in told.text
    assert "13912345678" not in told.text
    with town.engine.database.unit() as uow:
        assert inbox.unhandled(uow) == []
        (kept,) = inbox.last_received(uow, 5)
    assert "ZeroDivisionError" in (kept.error or "")


def test_a_due_moment_that_fails_comes_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    town.request()
    with monkeypatch.context() as patch:
        patch.setattr("bot.engine.fire", _broken)
        moment = town.engine.next_due()
        assert moment is not None
        with pytest.raises(WorkFailed) as failure:
            town.engine.run_due(moment)
        town.engine.park(failure.value, moment)
    town.now = moment
    town.later(61)
    assert len(town.asked()) == 7
    assert any("没办成" in said for said in town.heard(room=UNION))


@pytest.mark.parametrize("pace", [Pace(), None])
def test_a_message_that_cannot_be_made_ready_is_set_aside_and_the_others_go_out(
    town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, pace: Pace | None
) -> None:
    def breaks(desk: Desk, owed: Owed) -> Owed | None:
        return _broken() if owed.room == MEIYU else readdressed(desk, owed)

    monkeypatch.setattr("bot.engine.readdressed", breaks)

    def tell(desk: Desk) -> None:
        for room in (MEIYU, MEIYU, SALON):
            tell_room(desk, room, "在的")

    town.engine.write(tell, Clock().now())
    channel = Quiet()
    worker = Worker(dataclasses.replace(town.engine, pace=pace), channel, Clock())

    async def live() -> None:
        running = asyncio.create_task(worker.run())
        async with asyncio.timeout(30):
            while len(channel.sent) < 2:  # noqa: ASYNC110 - the channel has no event
                await asyncio.sleep(0.01)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    with caplog.at_level(logging.ERROR):
        asyncio.run(live())
    assert {each.room for each in channel.sent} == {SALON, UNION}  # said once, though two broke
    assert any(MEIYU in each.text and "没发成" in each.text for each in channel.sent)
    assert "a fault of ours" in caplog.text
    with town.engine.database.unit() as uow:
        kept = [outbox.owed(uow, number) for number in (1, 2)]
    assert [each.state for each in kept] == ["failed", "failed"]
    assert all("ZeroDivisionError" in (each.error or "") for each in kept)
