"""Handing what is owed to a channel, each account at its pace."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from bot.channels.base import Away, Channel, Outgoing, SendFailed, Unable, Unclear
from bot.clock import Clock
from bot.engine import Engine, WorkFailed
from bot.lanes import Lane
from storage.outbox import Owed

T = TypeVar("T")
log = logging.getLogger("salon.worker")


class OnThread(Protocol):
    """Runs something on the database thread."""

    def __call__(self, work: Callable[[], T], /) -> Awaitable[T]:
        """What it came to."""
        ...


def park(engine: Engine, failure: WorkFailed, now: datetime) -> None:
    """Put aside what a handler could not do, and log it."""
    log.error("action=park %s", failure, exc_info=failure.error)
    engine.park(failure, now)


class Posting:
    """Sends what an engine owes. `lasting` waits for a database that is away, `database` does not; `changed`
    is called after anything has been sent.

    `files` is the folder in which the channel looks for the files that messages carry.
    """

    def __init__(
        self,
        engine: Engine,
        channel: Channel,
        clock: Clock,
        *,
        database: OnThread,
        lasting: OnThread,
        changed: Callable[[], None],
        files: Path | None,
    ) -> None:
        self._engine = engine
        self._channel = channel
        self._clock = clock
        self._database = database
        self._lasting = lasting
        self._changed = changed
        self._files = files
        self._wake = asyncio.Event()
        self._taking = asyncio.Lock()
        self._in_hand: dict[Lane, int] = {}

    def wake(self) -> None:
        """Something is owed: look what may go out."""
        self._wake.set()

    async def settled(self, begun: datetime, of_others: Collection[str] = ()) -> None:
        """The channel has shown every echo of what went before `begun`: what is in flight is owed again.

        `of_others`: accounts of which this is not known.
        """
        async with self._taking:
            in_hand = set(self._in_hand.values())
            again, given_up = await self._lasting(
                lambda: self._engine.recover(
                    self._clock.now(), leased_by=begun, of_others=of_others, in_hand=in_hand
                )
            )
        if again or given_up:
            log.warning("action=recover owed_again=%d given_up=%d", again, given_up)

    async def keep(self) -> None:
        """Send at a pace, each lane on its own: a slow file or a gateway that is away holds up no other."""
        async with asyncio.TaskGroup() as sends:
            while True:
                self._wake.clear()
                while await self._post_one(sends):
                    pass
                due = await self._lasting(lambda: self._engine.next_send(self._clock.now(), self._free))
                wait = None if due is None else max(0.02, self._clock.real_wait(due))
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), wait)

    def _free(self, lane: Lane) -> bool:
        return lane not in self._in_hand and self._channel.may_send(lane.account)

    async def _post_one(self, sends: asyncio.TaskGroup) -> bool:
        async with self._taking:
            taken = await self._lasting(self._take)
            if taken is None:
                return False
            owed, lane = taken
            self._in_hand[lane] = owed.id
        sends.create_task(self._post_in(lane, owed))
        return True

    def _take(self) -> tuple[Owed, Lane] | None:
        owed = self._take_owed()
        return (owed, self._engine.lane(owed)) if owed is not None else None

    def _take_owed(self) -> Owed | None:
        while True:
            now = self._clock.now()
            try:
                return self._engine.take_owed(now, self._free)
            except WorkFailed as failure:
                park(self._engine, failure, now)

    async def _post_in(self, lane: Lane, owed: Owed) -> None:
        try:
            await self._send(owed)
        finally:
            del self._in_hand[lane]
            self._changed()
            self.wake()

    async def work_off(self) -> None:
        """Send all that is owed by now, one after the other, as a channel without a pace takes it."""
        while (owed := await self._database(self._take_owed)) is not None:
            await self._send(owed)
            self._changed()

    async def _send(self, owed: Owed) -> None:
        message = Outgoing(
            number=owed.id,
            room=owed.room,
            to=owed.to,
            text=owed.text,
            mentions=owed.mentions,
            attachment=owed.attachment,
        )
        try:
            await self._lay_out(owed)
            message_id = await self._channel.send(message)
        except Unclear as error:
            reason = str(error)
            log.warning("action=send_unclear outbox=%d reason=%s", owed.id, reason)
            await self._lasting(lambda: self._engine.unclear(owed, reason))
        except Away as error:
            reason = str(error)
            await self._lasting(lambda: self._engine.not_now(owed, self._clock.now(), reason))
        except Unable as error:
            reason = str(error)
            log.error("action=send_unable outbox=%d reason=%s", owed.id, reason)
            await self._lasting(lambda: self._engine.give_up(owed, self._clock.now(), reason))
        except SendFailed as error:
            await self._send_failed(owed, str(error))
        except Exception as error:
            log.exception("action=send_broke outbox=%d", owed.id)
            await self._send_failed(owed, repr(error))
        else:
            await self._lasting(lambda: self._engine.sent(owed, self._clock.now(), message_id))

    async def _lay_out(self, owed: Owed) -> None:
        """Make a file that the bot owes somebody, where the channel looks for it. Raises SendFailed."""
        name = owed.attachment
        if name is None or self._files is None:
            return
        sheets = await self._lasting(lambda: self._engine.sheets_of(name))
        if sheets is None:  # it came in with a message
            return
        from bot.spreadsheet import write_whole, xlsx  # half a second to load, and few bots a day need it

        path = self._files / Path(name).name
        try:
            await asyncio.to_thread(lambda: write_whole(path, xlsx(sheets)))
        except OSError as error:
            raise SendFailed(f"文件 {name} 写不进数据文件夹（{error.strerror}）") from error

    async def _send_failed(self, owed: Owed, reason: str) -> None:
        again = await self._lasting(lambda: self._engine.failed(owed, self._clock.now(), reason))
        level = logging.WARNING if again else logging.ERROR
        log.log(level, "action=send_failed outbox=%d again=%s reason=%s", owed.id, again, reason)
