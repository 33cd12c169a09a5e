"""A handler that fails stops nothing: its message stays on record, people are told, the rest goes on."""

import asyncio
import logging
from datetime import timedelta

import pytest

from bot.channels.base import Incoming
from bot.clock import Clock
from bot.engine import WorkFailed
from bot.worker import Worker
from storage import inbox
from tests.bot.living import Quiet
from tests.conftest import MEIYU, UNION, Town


def _broken(*_: object) -> None:
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
