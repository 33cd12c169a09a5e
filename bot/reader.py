"""Asks a model ahead, while a burst is still quiet, so that its failure never delays a request."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from bot.clock import Clock
from bot.engine import Engine
from bot.model import Called, ModelClient
from bot.settings import Settings
from handlers.desk import ZONE, Desk
from handlers.model.doubts import Doubt, alone, doubts, in_doubt
from handlers.model.masking import Mask
from handlers.model.model_use import Limits, begin, finish
from handlers.understanding.enterprise import read_fields
from handlers.understanding.merge import merged
from handlers.understanding.values import Understanding
from prompts.trades import trade_names
from storage.database import Unavailable, told

T = TypeVar("T")
log = logging.getLogger("salon.model")
_AT_ONCE = 4  # calls under way together in an evaluation


class Database(Protocol):
    """Runs something on the database thread."""

    async def __call__(self, work: Callable[[], T], /) -> T:
        """Its result, once it has run."""
        ...


class ModelReader:
    """Asks about bursts in doubt, at most once about each; hands over what came in time."""

    def __init__(self, client: ModelClient, *, quiet: timedelta, limits: Limits, names_allowed: bool) -> None:
        self._client = client
        self._limits = limits
        self._names_allowed = names_allowed
        self._head_start = max(timedelta(), quiet - timedelta(seconds=client.seconds))
        self._known: set[int] = set()  # bursts asked about, by the id of their last message
        self._found: dict[int, Understanding] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def look_ahead(self, engine: Engine, clock: Clock, database: Database) -> None:
        """Start asking about what is in doubt now. A call that comes too late is on record all the same."""
        now, known = clock.now(), frozenset(self._known)
        current, calls = await database(lambda: engine.write(lambda desk: self._begin(desk, known), now))
        self._known = (self._known & current) | {doubt.key for doubt, _ in calls}
        self._found = {key: found for key, found in self._found.items() if key in current}
        for doubt, call_id in calls:
            if call_id is None:
                continue
            task = asyncio.create_task(self._read(doubt, call_id, engine, clock, database))
            self._tasks.add(task)
            task.add_done_callback(self._done)

    def _begin(self, desk: Desk, known: frozenset[int]) -> tuple[set[int], list[tuple[Doubt, int | None]]]:
        """The bursts that wait, and the doubts among them, each with its call on record if it may be made."""
        current, found = doubts(desk, quiet=self._head_start, known=known, names_allowed=self._names_allowed)
        model = self._client.name
        return current, [
            (each, begin(desk, self._limits, purpose="read", model=model, inbox_id=each.key))
            for each in found
        ]

    async def _read(
        self, doubt: Doubt, call_id: int, engine: Engine, clock: Clock, database: Database
    ) -> None:
        called = await self._client.read(doubt.question)
        self._found[doubt.key] = understood(doubt, called)
        await database(lambda: engine.write(lambda desk: self._finish(desk, call_id, called), clock.now()))

    def _finish(self, desk: Desk, call_id: int, called: Called) -> None:
        answer = called.reading.model_dump() if called.reading else None
        values = {"outcome": called.outcome, "ms": called.ms, "answer": answer, **asdict(called.usage)}
        finish(desk, self._limits, call_id, **values)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if isinstance(error, Unavailable):
            log.warning("action=not_on_record a model call's end: %s", told(error))
        elif error is not None:
            log.error("action=model_reader_failed the rules' answer stands", exc_info=error)

    def found(self) -> dict[int, Understanding]:
        """What has come so far, by the id of a burst's last message."""
        return dict(self._found)

    async def close(self) -> None:
        """End with the program: calls under way are given up."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._client.close()


def understood(doubt: Doubt, called: Called) -> Understanding:
    """The rules' understanding with the model's fields, the rules' alone where the call failed."""
    if called.reading is None:
        return doubt.rules
    fields = called.reading.model_dump()
    fields["title"] = doubt.mask.show(fields["title"])
    own = doubt.rules.request or read_fields(doubt.text, doubt.at)
    return merged(doubt.rules, own, at=doubt.at, trades=trade_names().keys(), **fields)


def limits_of(settings: Settings) -> Limits:
    """What a day's calls may cost by the settings."""
    return Limits(yuan=settings.model_yuan_per_day, tokens=settings.model_tokens_per_day)


def model_reader(settings: Settings, quiet: timedelta) -> ModelReader | None:
    """A reader where a model is configured, else None: the rules answer alone."""
    if not settings.openai_api_key or not settings.model:
        return None
    return ModelReader(
        ModelClient(settings),
        quiet=quiet,
        limits=limits_of(settings),
        names_allowed=settings.model_names,
    )


async def read_all(
    settings: Settings, texts: Sequence[tuple[str, datetime, Understanding]]
) -> list[tuple[Understanding, Called | None]]:
    """What the model makes of texts outside the running program, as `salon eval` asks.

    Like the running program it asks only about those that leave the rules in doubt.
    """
    client, turn = ModelClient(settings), asyncio.Semaphore(_AT_ONCE)

    async def one(text: str, at: datetime, rules: Understanding) -> tuple[Understanding, Called | None]:
        if not in_doubt(rules, text):
            return rules, None
        mask = Mask(open=settings.model_names)
        doubt = Doubt(
            key=0,
            at=at.astimezone(ZONE),
            text=text,
            rules=rules,
            mask=mask,
            question=alone(text, at, mask),
        )
        async with turn:
            called = await client.read(doubt.question)
        return understood(doubt, called), called

    try:
        return list(await asyncio.gather(*(one(*each) for each in texts)))
    finally:
        await client.close()
