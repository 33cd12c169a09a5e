"""Keeps vectors on record: of likely problems while they are still told, of the roster in the background."""

import asyncio
import logging
from collections.abc import Sequence

from bot.clock import Clock
from bot.encoders import Encoder, EncoderFailed, encode_all, encoder_of
from bot.engine import Engine
from bot.reader import Database
from bot.settings import Settings
from handlers.bursts import likely_problems
from handlers.desk import Desk
from handlers.matching.vectors import QUESTION, Wanted, keep, missing, missing_questions
from handlers.model.masking import Mask, mask_of
from storage import changes
from storage.database import Unavailable

log = logging.getLogger("salon.vectors")
_EVERY = 15.0  # seconds between looks at what has come since
_AT_ONCE = 64  # texts on the way together
_LONGEST_REST = 960.0  # seconds; an encoder that fails is asked ever more seldom


class Embedder:
    """One a running program. Nothing waits for it: what has no vector stands by its words."""

    def __init__(self, encoder: Encoder, *, names_allowed: bool) -> None:
        self.encoder = encoder
        self._names_allowed = names_allowed
        self._known: set[str] = set()  # problems seen while they were told
        self._roster: int | None = None  # the roster's version that has all its vectors
        self._tasks: set[asyncio.Task[None]] = set()
        self._rest = 0.0

    async def look_ahead(self, engine: Engine, clock: Clock, database: Database) -> None:
        """Start on the problems that are being told now."""
        if self._rest:
            return
        told, mask = await database(lambda: engine.write(self._told, clock.now()))
        fresh = [Wanted(QUESTION, text) for text in told if text not in self._known]
        self._known = set(told)
        if fresh:
            self._watch(asyncio.create_task(self._fill(fresh, mask, engine, clock, database)))

    def _watch(self, task: asyncio.Task[None]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _told(self, desk: Desk) -> tuple[list[str], Mask]:
        return likely_problems(desk), self._mask(desk)

    def _mask(self, desk: Desk) -> Mask:
        if not self.encoder.remote:
            return Mask(open=True)
        return mask_of(desk.uow, names_allowed=self._names_allowed)

    @property
    def under_way(self) -> bool:
        """Whether anything that was begun has not ended."""
        return bool(self._tasks)

    def start(self, engine: Engine, clock: Clock, database: Database) -> None:
        """Begin to keep up in the background."""
        self._watch(asyncio.create_task(self.keep_up(engine, clock, database)))

    async def keep_up(self, engine: Engine, clock: Clock, database: Database) -> None:
        """Give vectors to what has none, until cancelled."""
        while True:
            try:
                while await self._pass(engine, clock, database):
                    self._rest = 0.0
            except Unavailable:
                log.debug("action=no_vector the database is away, as the worker has said")
            except EncoderFailed as error:
                self._rest = min(max(2 * self._rest, 60.0), _LONGEST_REST)
                log.warning("action=encoder_failed words stand alone, again in %.0f s: %s", self._rest, error)
            await asyncio.sleep(self._rest or _EVERY)

    async def _pass(self, engine: Engine, clock: Clock, database: Database) -> bool:
        """Give vectors to the next few; False when nothing is missing."""
        wanted, mask, version = await database(lambda: engine.write(self._missing, clock.now()))
        if not wanted:
            self._roster = version
            return False
        await self._fill(wanted[:_AT_ONCE], mask, engine, clock, database)
        return True

    def _missing(self, desk: Desk) -> tuple[list[Wanted], Mask, int]:
        version = changes.version(desk.uow)
        wanted = missing_questions(desk.uow, self.encoder.name)
        if version != self._roster:
            wanted += missing(desk.uow, self.encoder.name)
        return wanted, self._mask(desk), version

    async def _fill(
        self, wanted: Sequence[Wanted], mask: Mask, engine: Engine, clock: Clock, database: Database
    ) -> None:
        found = await encode_all(self.encoder, wanted, mask)
        name = self.encoder.name
        await database(lambda: engine.write(lambda desk: keep(desk.uow, name, found), clock.now()))

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if isinstance(error, (EncoderFailed, *Unavailable)):
            log.warning("action=no_vector the words stand alone: %s", error)
        elif error is not None:
            log.error("action=embedder_failed the words stand alone", exc_info=error)

    async def close(self) -> None:
        """End with the program: what is under way is given up."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.encoder.close()


def embedder_of(settings: Settings) -> Embedder | None:
    """One with the encoder of these settings, None for words alone. Raises BadSettings."""
    encoder = encoder_of(settings)
    return None if encoder is None else Embedder(encoder, names_allowed=settings.model_names)
