"""The live bot with a model, driven by a test: people write, the clock is moved, nobody sleeps."""

import asyncio
from datetime import datetime, timedelta

from bot.channels.base import Incoming, Outgoing
from bot.clock import Clock
from bot.engine import Engine
from bot.media import media_reader
from bot.reader import model_reader
from bot.settings import Settings
from bot.worker import Worker
from storage import model_calls, people, tickets
from storage.model_calls import Call
from storage.terms import Outcome
from storage.tickets import Ticket
from tests.conftest import MEIYU


class Quiet:
    """A channel that keeps what it is given."""

    name = "simulator"

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []

    async def send(self, message: Outgoing) -> str:
        self.sent.append(message)
        return f"b{len(self.sent)}"

    def may_send(self, account: str) -> bool:
        return True


class StillClock(Clock):
    """A clock that goes only when it is moved, so that a slow machine hears a burst out no sooner."""

    def __init__(self) -> None:
        super().__init__()
        self._began = super().now()

    def now(self) -> datetime:
        return self._began + self._ahead


class Living:
    """One bot on a database. Making another on the same engine is a restart."""

    def __init__(self, engine: Engine, settings: Settings, clock: Clock | None = None) -> None:
        self.engine, self.clock, self.channel = engine, clock or StillClock(), Quiet()
        self.reader = model_reader(settings, timedelta(seconds=12))
        self.media = media_reader(settings)
        self.worker = Worker(engine, self.channel, self.clock, reader=self.reader, media=self.media)
        self._patience = settings.model_seconds + 2
        self._count = 0

    async def hears(self, text: str, who: str = "澄屿小葛", room: str | None = MEIYU, **more: object) -> None:
        """Somebody writes and is quiet; the model is asked and answers or fails; the bot answers."""
        await self.receives(text, who, room, **more)
        await self.worker.advance(self.clock.now() + timedelta(seconds=11.6))
        await self.asked()
        await self.worker.advance(self.clock.now() + timedelta(seconds=2))

    async def receives(
        self, text: str, who: str = "澄屿小葛", room: str | None = MEIYU, **more: object
    ) -> None:
        """Somebody writes."""
        self._count += 1
        await self.worker.receive(
            Incoming(
                message_id=f"{id(self)}-{self._count}",
                room=room,
                sender=who,
                text=text,
                at=self.clock.now(),
                **more,  # type: ignore[arg-type]
            )
        )

    async def asked(self) -> None:
        """Every call under way has ended and is on record."""
        async with asyncio.timeout(self._patience):
            while any(  # noqa: ASYNC110 - the record is what is looked at
                each.outcome == Outcome.ASKED for each in await self.worker.database(self.calls)
            ):
                await asyncio.sleep(0.01)

    def calls(self) -> list[Call]:
        """Calls to the model on record, newest first."""
        with self.engine.database.unit() as uow:
            return model_calls.last(uow, "m", 1000)

    def opened(self) -> list[Ticket]:
        """All tickets."""
        with self.engine.database.unit() as uow:
            found = (tickets.by_no(uow, no) for no in range(1001, 1051))
            return [each for each in found if each is not None]

    def heard(self, room: str | None = MEIYU) -> list[str]:
        """What the bot said in a group."""
        return [each.text for each in self.channel.sent if each.room == room]

    def houses(self) -> list[str]:
        """Somebody of every enterprise."""
        with self.engine.database.unit() as uow:
            return list({firm: name for name, firm in people.all_contacts(uow)}.values())

    def phones(self) -> list[str]:
        """Every phone number of the roster."""
        with self.engine.database.unit() as uow:
            phones = [each.phone for each in people.all_experts(uow)]
            phones += [each.phone for each in people.all_enterprises(uow)]
            phones += [each.phone for each in people.all_coordinators(uow)]
        return [phone for phone in phones if phone]
