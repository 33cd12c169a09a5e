"""What the simulator's page needs from the running bot."""

import asyncio
from typing import Protocol


class BadCommand(Exception):
    """A command of the page that cannot be carried out; the text is shown to the user."""


class SimulatorBackend(Protocol):
    """The running bot as the page sees it."""

    @property
    def trouble(self) -> str:
        """A sentence while the records cannot be reached, "" while they can."""
        ...

    async def snapshot(self) -> dict[str, object]:
        """Everything the page shows. Raises NoRecords."""
        ...

    async def send(self, command: dict[str, object]) -> None:
        """Somebody writes. Raises BadCommand."""
        ...

    async def recall(self, command: dict[str, object]) -> None:
        """Somebody takes a message back. Raises BadCommand."""
        ...

    async def advance(self, seconds: float | None) -> None:
        """Move the clock on (None: to the next event). Raises BadCommand."""
        ...

    def subscribe(self) -> asyncio.Queue[None]:
        """A queue that gets None whenever something changed."""
        ...

    def unsubscribe(self, queue: asyncio.Queue[None]) -> None:
        """The page is gone."""
        ...
