"""What the parts of a channel work with while one gateway is connected: questions to it, the database."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from grpclib.exceptions import GRPCError

from bot.channels.gateway import CALL_SECONDS, Gateway
from bot.channels.states import told
from bot.worker import Worker
from handlers.desk import Desk

T = TypeVar("T")

_AT_ONCE = 32  # questions to a gateway at the same time
_PROBE_SECONDS = 5.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """What the settings say about this channel. `file_limit` in bytes; waits in seconds."""

    files: Path
    file_limit: int = 50_000_000
    accept_invitations: bool = False
    first_wait: float = 1.0
    longest_wait: float = 30.0


class NoAnswer(Exception):
    """The gateway is there and has no answer to this one question; nothing else is wrong."""


class Connection:
    """An open gateway of one account, beside those of `others`.

    `own_id` is the account's contact id, None until it is logged in.
    """

    def __init__(
        self, account: str, gateway: Gateway, worker: Worker, options: Options, others: frozenset[str]
    ) -> None:
        self.account = account
        self.gateway = gateway
        self.options = options
        self.own_id: str | None = None
        self.worker = worker
        self._others = others
        self._limit = asyncio.Semaphore(_AT_ONCE)

    def now(self) -> datetime:
        """The present moment of the running bot."""
        return self.worker.clock.now()

    async def write(self, work: Callable[[Desk], T]) -> T:
        """Do something in one transaction; a database that is away is waited for."""
        return await self.worker.write(work)

    def wake(self) -> None:
        """Something came: look what is due."""
        self.worker.wake()

    async def settled(self, begun: datetime) -> None:
        """Every echo of what went before `begun` has been shown: what shows none is owed again."""
        await self.worker.settled(begun, self._others)

    async def ask(self, question: Callable[..., Awaitable[T]], **given: Any) -> T:
        """Ask the gateway. Raises NoAnswer, or what breaks the connection when the gateway is gone."""
        async with self._limit:
            try:
                async with asyncio.timeout(CALL_SECONDS):
                    return await question(**given)
            except GRPCError as error:
                raise NoAnswer(told(error)) from error
            except TimeoutError as error:
                await self.probe()  # frozen altogether, or only this question?
                raise NoAnswer("网关迟迟不答") from error

    async def probe(self) -> None:
        """A frozen gateway keeps its connection open; only a call with a time limit finds it out."""
        async with asyncio.timeout(_PROBE_SECONDS):
            await self.gateway.calls.version()
