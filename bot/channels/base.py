"""What a channel is to the rest of the bot: it hands over messages and takes messages to send."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, kw_only=True, slots=True)
class Incoming:
    """A message as a channel hands it over. `room` None: private to the bot; `quote` is a message id.

    `type` is text, image, voice, file or recall; a recall carries the recalled message's id in `quote`.
    """

    message_id: str
    room: str | None
    sender: str
    text: str
    at: datetime
    type: str = "text"
    mentions: tuple[str, ...] = ()
    quote: str | None = None
    attachment: str | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError(f"naive datetime in message {self.message_id}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Outgoing:
    """A message for a channel to send. `room` None: private, to the person in `to`.

    `number` is the outbox row's: what goes over the wire is put on record under it.
    """

    number: int
    room: str | None
    to: str | None
    text: str
    mentions: tuple[str, ...]
    attachment: str | None


class SendFailed(Exception):
    """The channel could not send this message now; delivery tries again later."""


class Away(SendFailed):
    """The account is not connected or not logged in; the message waits and no attempt is counted."""


class Unable(SendFailed):
    """The channel cannot send such a message at all (a puppet that knows no files): no try mends that."""


class Unclear(Exception):
    """Nobody knows whether the message went out: the answer never came. An echo may tell."""


class Channel(Protocol):
    """A way to reach people: the web simulator, a WeChat gateway."""

    name: str

    async def send(self, message: Outgoing) -> str:
        """Send it; returns the channel's id of the sent message, "" where it gives none.

        Raises SendFailed, Away, Unable, Unclear.
        """
        ...

    def may_send(self, account: str) -> bool:
        """Whether messages can go out from this account now ("": from any)."""
        ...
