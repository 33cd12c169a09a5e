"""What a handler works with: the unit of work, the moment, the policy, and the message in hand."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.matching.directory import Directory
from handlers.policy import Escalation, Policy
from handlers.understanding.names import BOT
from handlers.understanding.values import Role, Understanding
from storage.database import UnitOfWork
from storage.inbox import Received
from storage.people import Coordinator, Enterprise, Expert, Room

ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """One transaction at one moment. Handlers never read a clock: `now` is all they know.

    What is said waits for `held_back`: then it is only sent if the ticket is still over.
    """

    uow: UnitOfWork
    now: datetime
    policy: Policy
    channel: str
    directory: Directory
    bot_name: str = BOT
    held_back: timedelta = timedelta()

    def escalation(self, urgency: str) -> Escalation:
        """The policy's moments for this urgency."""
        return self.policy.urgencies.get(urgency, self.policy.urgencies["normal"])


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Who wrote. Roles come from the roster alone; one person can have more than one."""

    nickname: str
    expert: Expert | None = None
    enterprise: Enterprise | None = None
    coordinator: Coordinator | None = None

    @property
    def known(self) -> bool:
        """Whether the roster has him at all."""
        return not (self.expert is None and self.enterprise is None and self.coordinator is None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """One message, or one person's burst of them, understood in the role he speaks in here."""

    messages: tuple[Received, ...]
    text: str
    person: Person
    role: Role
    room: Room | None
    understanding: Understanding
    refuses: str | None = None  # what a firm says of an expert whom it does not want for what it asks
    echoes: int | None = None  # number of the ticket whose trouble he says he, or another machine, has too

    @property
    def first(self) -> Received:
        """The message with which it began."""
        return self.messages[0]

    @property
    def room_name(self) -> str | None:
        """The group, None in private."""
        return self.room.name if self.room else None

    @property
    def message_ids(self) -> list[int]:
        """Ids of its messages in the inbox."""
        return [message.id for message in self.messages]

    def speaks_to(self, bot_name: str) -> bool:
        """Whether the bot is meant: in private, @-ed, or called by its name at the beginning."""
        mentioned = any(bot_name in message.mentions for message in self.messages)
        return self.room is None or mentioned or f"@{BOT}" in self.text or self.text.startswith(BOT)

    @property
    def attachments(self) -> tuple[str, ...]:
        """Names of the files that came along (and were not taken back)."""
        return tuple(
            each.attachment for each in self.messages if each.attachment and each.recalled_at is None
        )
