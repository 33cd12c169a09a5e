"""The live program's loop: what is due is done, what is owed is sent, on one database thread."""

import asyncio
import logging
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from bot.channels.base import Channel, Incoming
from bot.clock import Clock
from bot.commands.errors import GaveWay
from bot.embedder import Embedder
from bot.engine import Engine, WorkFailed
from bot.media import MediaReader
from bot.posting import Posting, park
from bot.reader import ModelReader
from bot.ticker import Ticker
from handlers.desk import Desk
from storage.database import Unavailable, told

T = TypeVar("T")
log = logging.getLogger("salon.worker")
_DATABASE_AGAIN = 5.0  # seconds before a database that was away is tried again
# Seconds without an answer after which a database server counts as away, at work and at the end. A statement
# of the bot takes milliseconds; whoever ends the program waits ten seconds before killing it (Docker's).
_PATIENCE, _LAST_PATIENCE = 15.0, 2.0


class NoRecords(Exception):
    """The records cannot be reached now; the sentence is for people."""


class Worker:
    """Drives an engine for one channel. `changed` is called after anything has changed.

    `files` is the folder in which channels look for the files that messages carry.
    """

    def __init__(
        self,
        engine: Engine,
        channel: Channel,
        clock: Clock,
        *,
        reader: ModelReader | None = None,
        media: MediaReader | None = None,
        embedder: Embedder | None = None,
        changed: Callable[[], None] = lambda: None,
        files: Path | None = None,
    ) -> None:
        self.engine = engine
        self.clock = clock
        self._reader = reader
        self._media = media
        self._embedder = embedder
        self._changed = changed
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")
        self._wake = asyncio.Event()
        self._turn = asyncio.Lock()
        self._ticker = Ticker(self._wake.set)
        # A paced channel is sent to beside the work, so that a slow gateway delays no due moment.
        self._paced = engine.pace is not None
        self._posting = Posting(
            engine,
            channel,
            clock,
            database=self.database,
            lasting=self.lasting,
            changed=changed,
            files=files,
        )
        # While the database is away: a sentence that says so; and how often it was.
        self.trouble = ""
        self.outages = 0

    async def database(self, work: Callable[[], T], /) -> T:
        """Run something on the database thread. Raises what is in `Unavailable` while it is away."""
        try:
            done = await self._on_thread(work)
        except Unavailable as error:
            self._away(error)
            raise
        if self.trouble:
            log.warning("action=database_back 数据库回来了，接着办")
            self.trouble, self.outages = "", self.outages + 1
            self._changed()
        return done

    async def _on_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _away(self, error: Exception) -> None:
        sentence = f"数据库暂时用不了（{told(error)}），听到的先记在内存里，等它回来"
        begins, self.trouble = not self.trouble, sentence
        if begins:  # once, not at every try
            log.error("action=wait_for_database %s", sentence)
            self._changed()

    async def shown(self, work: Callable[[], T]) -> T:
        """Something for a page, which does not wait for a database known to be away. Raises NoRecords."""
        if self.trouble:
            raise NoRecords(self.trouble)
        try:
            return await self.database(work)
        except Unavailable as error:
            raise NoRecords(self.trouble) from error

    async def lasting(self, work: Callable[[], T]) -> T:
        """Run something on the database thread; a database that is away is waited for."""
        while True:
            try:
                return await self.database(work)
            except Unavailable:
                await asyncio.sleep(_DATABASE_AGAIN)

    async def write(self, work: Callable[[Desk], T]) -> T:
        """Do something of the channel's own in one transaction, as `lasting` does."""
        return await self.lasting(lambda: self.engine.write(work, self.clock.now()))

    async def receive(self, incoming: Incoming) -> bool:
        """Put a message on record, when it can be; it is answered for soon after."""
        now = self.clock.now()
        fresh = await self.lasting(lambda: self.engine.receive(incoming, now))
        self.wake()
        return fresh

    def wake(self) -> None:
        """Something came: look what is due."""
        self._changed()
        self._wake.set()
        self._posting.wake()

    async def settled(self, begun: datetime, of_others: Collection[str] = ()) -> None:
        """The channel has shown every echo of what went before `begun` (see `Posting.settled`)."""
        await self._posting.settled(begun, of_others)
        self.wake()

    async def run(self) -> None:
        """Work until cancelled. Raises GaveWay once another program has taken over the database."""
        self.engine.database.patience.seconds = _PATIENCE
        self._ticker.start()
        if self._embedder is not None:
            self._embedder.start(self.engine, self.clock, self.database)
        try:
            async with asyncio.TaskGroup() as jobs:
                posting = jobs.create_task(self._posting.keep()) if self._paced else None
                if posting is None:
                    await self.settled(self.clock.now())
                await self._keep_working()
                if posting is not None:
                    posting.cancel()
            raise GaveWay("另一个派单助手接手了这份记录，这里停下；再启动就会等着接班")
        finally:
            self.engine.database.patience.seconds = _LAST_PATIENCE
            self._ticker.stop()
            for helper in (self._reader, self._media, self._embedder):
                if helper is not None:
                    await helper.close()
            self._thread.shutdown(wait=True)

    async def _keep_working(self) -> None:
        outages = self.outages
        while True:
            self._wake.clear()
            try:
                # Whose turn it is says nothing of whether the records can be reached.
                if not await self._on_thread(self.engine.may_work):
                    return
                await self.work_off()
                due = await self.database(self.engine.next_due)
            except Unavailable as error:
                self._away(error)
                await asyncio.sleep(_DATABASE_AGAIN)
                continue
            if not self._paced and outages != self.outages:
                outages = self.outages  # what was leased when it went is in nobody's hand
                async with self._turn:
                    await self.settled(self.clock.now())
            if due is not None:
                self._ticker.wake_in(self.clock.real_wait(due))
            await self._wake.wait()

    async def work_off(self) -> None:
        """Do everything that is due by now, and send what is owed."""
        async with self._turn:
            await self._work_off()

    async def _work_off(self) -> None:
        if self._media is not None:
            await self._media.look(self.engine, self.clock, self.database, self.wake)
        if self._reader is not None:
            await self._reader.look_ahead(self.engine, self.clock, self.database)
        if self._embedder is not None:
            await self._embedder.look_ahead(self.engine, self.clock, self.database)
        while await self.database(self._run_one):
            self._changed()
            await self._deliver_now()
        await self._deliver_now()

    def _run_one(self) -> bool:
        found = self._reader.found() if self._reader is not None else None
        now = self.clock.now()
        try:
            return self.engine.run_due(now, found)
        except WorkFailed as failure:
            park(self.engine, failure, now)
            return True

    async def _deliver_now(self) -> None:
        if self._paced:
            self._posting.wake()
        else:
            await self._posting.work_off()

    async def advance(self, to: datetime | None) -> None:
        """Move a simulated clock on to a moment (None: to the next due one), doing all on the way."""
        async with self._turn:
            await self._work_off()
            due = await self.database(self.engine.next_due)
            target = to or due
            while due is not None and target is not None and due <= target:
                self.clock.move_to(due)
                await self._work_off()
                following = await self.database(self.engine.next_due)
                due = following if following is None or following > due else None
            if target is not None:
                self.clock.move_to(target)
                await self._work_off()
        self._changed()
        self._wake.set()
