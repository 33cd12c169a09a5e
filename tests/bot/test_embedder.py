"""The running bot gives vectors to problems and roster, and waits for none of them."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import pytest

from bot.embedder import Embedder
from bot.encoders import EncoderFailed
from bot.engine import Engine
from bot.worker import Worker
from handlers.matching.directory import Directory
from handlers.matching.vectors import missing, missing_questions, of_question
from tests.bot.living import Living, Quiet, StillClock
from tests.conftest import Town

PROBLEM = "双色注塑牙刷柄熔接线发黑，换了料也没用，求助"


class Hand:
    """An encoder that a test leads: it answers at once, never, or not at all."""

    name, at_once, remote = "hand", 50, False

    def __init__(self, how: str = "well") -> None:
        self.how = how
        self.read: list[str] = []

    async def encode(self, role: str, texts: Sequence[str]) -> np.ndarray:
        if self.how == "fails":
            raise EncoderFailed("no")
        if self.how == "hangs":
            await asyncio.Event().wait()
        self.read += texts
        return np.array([[len(text), 1.0, 2.0] for text in texts], dtype=np.float32)

    async def close(self) -> None:
        self.how = "closed"


class Bot(Living):
    """A living bot with an embedder and no model."""

    def __init__(self, town: Town, encoder: Hand) -> None:
        self.engine = Engine(
            database=town.engine.database,
            policy=town.engine.policy,
            channel="simulator",
            directory=Directory(encoder.name),
        )
        self.clock = StillClock()
        self.channel, self._count = Quiet(), 0
        self.embedder = Embedder(encoder, names_allowed=True)
        self.worker = Worker(self.engine, self.channel, self.clock, embedder=self.embedder)

    def known(self, text: str) -> bool:
        with self.engine.database.unit() as uow:
            return of_question(uow, "hand", text) is not None

    def lacking(self) -> int:
        with self.engine.database.unit() as uow:
            return len(missing(uow, "hand") + missing_questions(uow, "hand"))

    async def settles(self) -> None:
        """What was begun has ended."""
        async with asyncio.timeout(5):
            while self.embedder.under_way:  # noqa: ASYNC110 - that is what is looked at
                await asyncio.sleep(0.01)


def test_a_problem_has_its_vector_before_it_is_a_ticket(town: Town) -> None:
    async def play() -> None:
        bot = Bot(town, Hand())
        await bot.receives(PROBLEM)
        await bot.worker.work_off()
        await bot.settles()
        assert bot.opened() == []
        assert bot.known(PROBLEM)
        await bot.worker.advance(bot.clock.now() + timedelta(seconds=13))
        assert [each.body for each in bot.opened()] == [PROBLEM]

    asyncio.run(play())


def test_chatter_is_not_encoded(town: Town) -> None:
    async def play() -> None:
        hand = Hand()
        bot = Bot(town, hand)
        await bot.receives("大家中秋快乐")
        await bot.worker.work_off()
        await bot.settles()
        assert hand.read == []

    asyncio.run(play())


@pytest.mark.parametrize("how", ["fails", "hangs"])
def test_an_encoder_that_fails_delays_nothing(town: Town, how: str) -> None:
    async def play() -> None:
        bot = Bot(town, Hand(how))
        await bot.receives(PROBLEM)
        await bot.worker.work_off()
        await bot.worker.advance(bot.clock.now() + timedelta(seconds=13))
        assert [each.body for each in bot.opened()] == [PROBLEM]
        assert not bot.known(PROBLEM)
        await bot.embedder.close()

    asyncio.run(play())


def test_roster_and_open_tickets_get_theirs_in_the_background(town: Town) -> None:
    async def play() -> None:
        hand = Hand()
        bot = Bot(town, hand)
        await bot.receives("注塑机漏油，机器停了，求助")
        await bot.worker.advance(bot.clock.now() + timedelta(seconds=13))
        assert await bot.worker.database(bot.lacking) > 800
        bot.embedder.start(bot.engine, bot.clock, bot.worker.database)
        async with asyncio.timeout(60):
            while await bot.worker.database(bot.lacking):  # noqa: ASYNC110 - the record is what is looked at
                await asyncio.sleep(0.05)
        assert len(hand.read) == len(set(hand.read))
        await bot.embedder.close()
        assert hand.how == "closed"

    asyncio.run(play())
