"""The bot's work as plain steps on one database thread: receive, run what is due, hand out what is owed.

The live program and the replay drive the same steps; only their clocks differ.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from bot.channels.base import Incoming
from bot.channels.pace import Pace
from bot.lanes import Lane, Talks, account_of
from handlers.bursts import Burst, first_due
from handlers.desk import Desk
from handlers.due import fire, still_true
from handlers.faults import park_burst, park_owed, park_timer, undelivered
from handlers.matching.directory import Directory
from handlers.policy import Policy
from handlers.rooms.reach import readdressed
from handlers.router import handle
from handlers.understanding.values import Understanding
from storage import inbox, made_files, outbox, timers
from storage.database import Database, Unavailable, UnitOfWork
from storage.outbox import Owed
from storage.sole import Sole
from storage.timers import Timer

T = TypeVar("T")

# Seconds before a message that could not be sent is tried again; after the last it is given up and logged.
# None is shorter than late echoes are awaited: puppets answer with an error for what WeChat took.
RETRY_AFTER = (5, 5, 10, 30, 60, 300, 900)
_AWAY = timedelta(seconds=5)  # before a message of an account that is away is looked at again
# So often a message is sent of which nobody knows whether it went out; then rather once too few.
_UNSURE_TRIES = 5


def _always(_lane: Lane) -> bool:
    return True


class WorkFailed(Exception):
    """A handler failed on a burst, a timer or a message that is owed."""

    def __init__(self, work: Burst | Timer | Owed, error: Exception) -> None:
        super().__init__(repr(error))
        self.work = work
        self.error = error


@dataclass(frozen=True, kw_only=True, slots=True)
class Engine:
    """Everything the bot does between a channel and the database. Synchronous; call it from one thread."""

    database: Database
    policy: Policy
    channel: str
    bot_name: str = "派单助手"
    pace: Pace | None = None
    directory: Directory = field(default_factory=Directory)
    right: Sole | None = None

    def may_work(self) -> bool:
        """Whether no other program has taken over this database."""
        return self.right is None or self.right.mine()

    def _desk(self, uow: UnitOfWork, now: datetime) -> Desk:
        return Desk(
            uow=uow,
            now=now,
            policy=self.policy,
            channel=self.channel,
            directory=self.directory,
            bot_name=self.bot_name,
        )

    def receive(self, incoming: Incoming, now: datetime) -> bool:
        """Put a message on record before anything else happens; False for a repeated delivery."""
        if incoming.sender == self.bot_name:
            return False
        with self.database.unit() as uow:
            fresh = inbox.receive(
                uow,
                channel=self.channel,
                message_id=incoming.message_id,
                room=incoming.room,
                sender=incoming.sender,
                text=incoming.text,
                type=incoming.type,
                mentions=list(incoming.mentions),
                quote=incoming.quote,
                attachment=incoming.attachment,
                at=incoming.at,
                received_at=now,
            )
            uow.commit()
        return fresh

    def next_due(self) -> datetime | None:
        """The next moment at which there is something to do; a paced channel's sending has its own clock."""
        with self.database.unit() as uow:
            moments = [timers.next_due_at(uow)]
            if self.pace is None:
                moments.append(outbox.next_owed_at(uow))
            burst = first_due(self._desk(uow, datetime.now(UTC)))
            moments.append(burst.due_at if burst is not None else None)
        return min((moment for moment in moments if moment is not None), default=None)

    def run_due(self, now: datetime, found: dict[int, Understanding] | None = None) -> bool:
        """Answer for the one thing that is due first (a burst or a timer); False when nothing is.

        `found` holds a model's understanding by the id of a burst's last message.
        Raises WorkFailed where a handler failed; then nothing of it is on record (see `park`).
        """
        with self.database.unit() as uow:
            desk = self._desk(uow, now)
            work = self._next_work(uow, now)
            if work is None:
                return False
            try:
                if isinstance(work, Timer):
                    fire(desk, work)
                else:
                    handle(desk, work, (found or {}).get(work.messages[-1].id))
            except Unavailable:
                raise
            except Exception as error:
                raise WorkFailed(work, error) from error
            uow.commit()
            return True

    def _next_work(self, uow: UnitOfWork, now: datetime) -> Burst | Timer | None:
        burst, timer_at = first_due(self._desk(uow, now)), timers.next_due_at(uow)
        if burst is not None and burst.due_at <= now and (timer_at is None or burst.due_at <= timer_at):
            return burst
        return timers.take_due(uow, now)

    def park(self, failure: "WorkFailed", now: datetime) -> None:
        """Put aside what a handler could not do, with the error on record and the coordinators told."""
        with self.database.unit() as uow:
            desk = self._desk(uow, now)
            if isinstance(failure.work, Timer):
                park_timer(desk, failure.work, repr(failure.error))
            elif isinstance(failure.work, Owed):
                park_owed(desk, failure.work, repr(failure.error))
            else:
                park_burst(desk, failure.work, repr(failure.error))
            uow.commit()

    def take_owed(self, now: datetime, free: Callable[[Lane], bool] = _always) -> Owed | None:
        """Lease the next message that may go out now; what is no longer true is dropped on the way.

        Raises WorkFailed where a handler failed on one; then nothing of it is on record (see `park`).
        """
        with self.database.unit() as uow:
            talks = Talks(uow, self.pace, now)
            dropped = True
            while dropped:  # what stood behind it in its talk comes to the front
                dropped = False
                for owed in outbox.owed_by(uow, now):
                    if self.pace is not None and (not free(talks.lane(owed)) or talks.earliest(owed) > now):
                        continue
                    deliverable = self._deliverable(self._desk(uow, now), owed)
                    if deliverable is None:
                        dropped = True
                        break
                    outbox.lease(uow, owed.id, now, talks.lane(owed).account)
                    if self.pace is not None and deliverable.text and deliverable.attachment:
                        deliverable = outbox.split_attachment(uow, deliverable)
                    uow.commit()
                    return deliverable
            uow.commit()
        return None

    @staticmethod
    def _deliverable(desk: Desk, owed: Owed) -> Owed | None:
        """The message as it can go out now; None where it is true no more or nobody is there to get it."""
        try:
            if still_true(desk, owed.purpose, owed.ticket_id, owed.cycle):
                return readdressed(desk, owed)
        except Unavailable:
            raise
        except Exception as error:
            raise WorkFailed(owed, error) from error
        outbox.mark_dropped(desk.uow, owed.id)
        return None

    def next_send(self, now: datetime, free: Callable[[Lane], bool] = _always) -> datetime | None:
        """When the next message may go out at this pace, None where none is owed."""
        with self.database.unit() as uow:
            talks, waiting = Talks(uow, self.pace, now), outbox.owed_by(uow, now)
            moments = [talks.earliest(owed) for owed in waiting if free(talks.lane(owed))]
            later = outbox.next_owed_at(uow, now)
            return min([*moments, *([later] if later is not None else [])], default=None)

    def lane(self, owed: Owed) -> Lane:
        """Which messages this one must not overtake."""
        with self.database.unit() as uow:
            return Talks(uow, None, owed.not_before).lane(owed)

    def sent(self, owed: Owed, at: datetime, message_id: str) -> None:
        """A leased message went out."""
        with self.database.unit() as uow:
            outbox.mark_sent(uow, owed.id, at, message_id)
            uow.commit()

    def not_now(self, owed: Owed, now: datetime, error: str) -> None:
        """The account is away: this was no attempt."""
        with self.database.unit() as uow:
            outbox.retry(uow, owed.id, now + _AWAY, error, counted=False)
            uow.commit()

    def failed(self, owed: Owed, now: datetime, error: str) -> bool:
        """A leased message did not go out; True when it will be tried again."""
        if owed.attempts >= len(RETRY_AFTER):  # as it was before this attempt
            self.give_up(owed, now, error)
            return False
        with self.database.unit() as uow:
            outbox.retry(uow, owed.id, now + timedelta(seconds=RETRY_AFTER[owed.attempts]), error)
            uow.commit()
        return True

    def give_up(self, owed: Owed, now: datetime, error: str) -> None:
        """A leased message did not go out and never will; who waits for a file of it is told."""
        with self.database.unit() as uow:
            outbox.retry(uow, owed.id, None, error)
            undelivered(self._desk(uow, now), owed)
            uow.commit()

    def sheets_of(self, name: str) -> list[dict[str, Any]] | None:
        """What stands in a file that the bot makes, None where it makes none of that name."""
        with self.database.unit() as uow:
            return made_files.sheets_of(uow, name)

    def unclear(self, owed: Owed, error: str) -> None:
        """Nobody knows whether it went out; it stays in flight until its echo or `recover`."""
        with self.database.unit() as uow:
            outbox.put_error(uow, owed.id, error)
            uow.commit()

    def recover(
        self,
        now: datetime,
        *,
        leased_by: datetime,
        of_others: Collection[str] = (),
        in_hand: Collection[int] = (),
    ) -> tuple[int, int]:
        """What was being sent and shows no echo is owed again, given up after some tries; how many of each.

        Not what was taken for sending after `leased_by`, whose echo may still come; not what goes out from
        the accounts `of_others`, nor what is being sent right now.
        """
        again = given_up = 0
        with self.database.unit() as uow:
            for owed in outbox.in_flight(uow):
                late = owed.leased_at is not None and owed.leased_at > leased_by
                account = owed.account if owed.account is not None else account_of(uow, owed)
                if late or owed.id in in_hand or account in of_others:
                    continue
                if owed.attempts < _UNSURE_TRIES:
                    outbox.retry(uow, owed.id, now, owed.error or "")
                    again += 1
                else:
                    outbox.retry(uow, owed.id, None, f"不知道发出去没有：{owed.error or '没有回声'}")
                    undelivered(self._desk(uow, now), owed)
                    given_up += 1
            uow.commit()
        return again, given_up

    def write(self, work: Callable[[Desk], T], now: datetime) -> T:
        """Do something of a channel's own in one transaction."""
        with self.database.unit() as uow:
            result = work(self._desk(uow, now))
            uow.commit()
        return result
