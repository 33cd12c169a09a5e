"""One question at a time: many who want the same answer at once share it."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Shared(Generic[T]):
    """Answers that are on their way, by what was asked for."""

    def __init__(self) -> None:
        self._asked: dict[object, asyncio.Task[T]] = {}

    async def of(self, key: object, ask: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """The answer, or the error, of whoever asked first."""
        asked = self._asked.get(key)
        if asked is None:
            asked = self._asked[key] = asyncio.create_task(ask())
            asked.add_done_callback(lambda done: self._answered(key, done))
        # One who gives up waiting must not take the answer from the others.
        return await asyncio.shield(asked)

    def _answered(self, key: object, done: asyncio.Task[T]) -> None:
        del self._asked[key]
        if not done.cancelled():
            done.exception()  # those who wait hear of it; where nobody waits any more it matters to nobody
