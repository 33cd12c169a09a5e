"""From a gateway's announcement of a message to the inbox: on record first, then read, in order."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from bot.channels.arrivals import Heard, record
from bot.channels.connection import Connection, NoAnswer
from bot.channels.contacts import Contacts
from bot.channels.fetching import Fetcher
from bot.channels.reading import read
from handlers.faults import park_arrival
from storage import arrivals
from storage.arrivals import Arrival

log = logging.getLogger("salon.wechat")

_BATCH = 200  # messages written into the inbox in one commit
# Announcements held in memory while the database is away; after these the gateway is read no further.
_MOST_HEARD = 100_000
# Waits before a message whose content the gateway did not give is asked for again; those behind it wait too.
_READ_AGAIN = (0.2, 0.5, 1.0, 3.0)
READ_TRIES = len(_READ_AGAIN)


class Intake:
    """Takes in what one connection announces. `heard`: announcements not on record yet, oldest first."""

    def __init__(
        self,
        connection: Connection,
        contacts: Contacts,
        heard: list[str],
        spawn: Callable[[Coroutine[Any, Any, None]], None],
    ) -> None:
        self.fetcher = Fetcher(connection)
        self._connection = connection
        self._contacts = contacts
        self._heard = heard
        self._spawn = spawn
        self._record_now = asyncio.Event()
        self._recorded = asyncio.Event()
        self._resolve_now = asyncio.Event()
        self._record_now.set()  # what an earlier connection heard and could not put on record

    def hear(self, message_id: str) -> None:
        """A message is announced. Nothing waits here: what is not taken at once may go with the gateway."""
        self._heard.append(message_id)
        self._record_now.set()

    async def room(self) -> None:
        """Wait while more is heard than memory should hold."""
        while len(self._heard) >= _MOST_HEARD:
            self._recorded.clear()
            await self._recorded.wait()

    def resolve_now(self) -> None:
        """Look again at what is announced and not read."""
        self._resolve_now.set()

    async def unread(self) -> bool:
        """Whether something is announced and not read."""
        account = self._connection.account
        return bool(await self._connection.write(lambda desk: arrivals.announced(desk.uow, account, 1)))

    async def keep_recording(self) -> None:
        """Announced messages go on record before anything else happens, many in one commit."""
        while True:
            await self._record_now.wait()
            self._record_now.clear()
            while self._heard:
                await self._announce(self._heard[:_BATCH])
                self._resolve_now.set()

    async def _announce(self, ids: list[str]) -> None:
        account = self._connection.account
        await self._connection.write(lambda desk: arrivals.announce(desk.uow, account, ids, desk.now))
        del self._heard[: len(ids)]
        self._recorded.set()

    async def keep_resolving(self) -> None:
        """What is announced is read from the gateway and put into the inbox, in order."""
        account = self._connection.account
        while True:
            await self._resolve_now.wait()
            self._resolve_now.clear()
            while self._connection.own_id is not None:
                batch = await self._connection.write(
                    lambda desk: arrivals.announced(desk.uow, account, _BATCH)
                )
                if not batch:
                    break
                await self._take_in(batch)

    async def _take_in(self, batch: list[Arrival]) -> None:
        found = await asyncio.gather(*(read(self._connection, self._contacts, each) for each in batch))
        good: list[Heard] = []
        for each in found:
            if isinstance(each, NoAnswer):
                break
            good.append(each)
        if good:
            await self._put(good)
        if len(good) < len(batch):
            # Order matters more than speed: those behind it wait until it is read or given up.
            await self._unreadable(batch[len(good)], str(found[len(good)]))

    async def _put(self, good: list[Heard]) -> None:
        await self.store(good)
        for each in good:
            if each.attachment and not each.own:
                self._spawn(self.fetcher.fetch(each.message_id, each.attachment))
        if len(good) < _BATCH:  # in a flood the inbox comes first; the ticker looks once a second
            self._connection.wake()

    async def store(self, good: list[Heard]) -> None:
        """Into the inbox; one that cannot be stored is set aside, and those beside it go in without it."""
        account = self._connection.account
        try:
            await self._connection.write(lambda desk: record(desk, account, good))
        except Exception as error:
            if len(good) == 1:
                log.exception("action=not_stored account=%s message=%s", account, good[0].message_id)
                arrival, reason = good[0].arrival, f"存不下：{error!r}"
                await self._connection.write(lambda desk: park_arrival(desk, account, arrival, reason))
                return
            log.warning("action=one_by_one account=%s reason=%r", account, error)
            for each in good:
                await self.store([each])

    async def _unreadable(self, arrival: Arrival, reason: str) -> None:
        account, final = self._connection.account, arrival.tries >= READ_TRIES
        if final:
            log.error("action=lost account=%s message=%s reason=%s", account, arrival.message_id, reason)
        await self._connection.write(lambda desk: arrivals.failed(desk.uow, arrival.id, reason, final=final))
        if not final:
            await asyncio.sleep(_READ_AGAIN[arrival.tries])
