"""The bot's work as plain steps on one database thread: receive, run what is due, hand out what is owed.

The live program and the replay drive the same steps; only their clocks differ.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.channels.base import Incoming
from handlers.bursts import Burst, plan
from handlers.desk import Desk
from handlers.due import fire, still_true
from handlers.faults import park_burst, park_timer
from handlers.policy import Policy
from handlers.router import handle
from handlers.understanding.values import Understanding
from storage import messages, timers
from storage.database import Database, Unavailable, UnitOfWork
from storage.messages import Owed
from storage.timers import Timer

# Waits before a message that could not be sent is tried again; after the last it is given up and logged.
RETRY_AFTER = (1, 3, 10, 30, 60, 300, 900)


class WorkFailed(Exception):
    """A handler failed on a burst or a timer."""

    def __init__(self, work: Burst | Timer, error: Exception) -> None:
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

    def _desk(self, uow: UnitOfWork, now: datetime) -> Desk:
        return Desk(uow=uow, now=now, policy=self.policy, channel=self.channel, bot_name=self.bot_name)

    def receive(self, incoming: Incoming, now: datetime) -> bool:
        """Put a message on record before anything else happens; False for a repeated delivery."""
        if incoming.sender == self.bot_name:
            return False
        with self.database.unit() as uow:
            fresh = messages.receive(
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
        """The next moment at which there is something to do."""
        with self.database.unit() as uow:
            moments = [timers.next_due_at(uow), messages.next_owed_at(uow)]
            bursts = self._bursts(uow, datetime.now(UTC))
            moments += [burst.due_at for burst in bursts[:1]]
        return min((moment for moment in moments if moment is not None), default=None)

    def _bursts(self, uow: UnitOfWork, now: datetime) -> list[Burst]:
        return plan(self._desk(uow, now), messages.unhandled(uow))

    def pending_bursts(self, now: datetime) -> list[Burst]:
        """Bursts not answered yet; a model may be asked about them while they are still growing."""
        with self.database.unit() as uow:
            return self._bursts(uow, now)

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
        bursts = self._bursts(uow, now)
        burst = bursts[0] if bursts and bursts[0].due_at <= now else None
        timer_at = timers.next_due_at(uow)
        if burst is not None and (timer_at is None or burst.due_at <= timer_at):
            return burst
        return timers.take_due(uow, now)

    def park(self, failure: "WorkFailed", now: datetime) -> None:
        """Put aside what a handler could not do, with the error on record and the coordinators told."""
        with self.database.unit() as uow:
            desk = self._desk(uow, now)
            if isinstance(failure.work, Timer):
                park_timer(desk, failure.work, repr(failure.error))
            else:
                park_burst(desk, failure.work, repr(failure.error))
            uow.commit()

    def take_owed(self, now: datetime) -> Owed | None:
        """Lease the next message to send; what is no longer true is dropped on the way."""
        with self.database.unit() as uow:
            while (owed := messages.next_owed(uow, now)) is not None:
                if still_true(self._desk(uow, now), owed.purpose, owed.ticket_id, owed.cycle):
                    messages.lease(uow, owed.id)
                    uow.commit()
                    return owed
                messages.mark_dropped(uow, owed.id)
            uow.commit()
        return None

    def sent(self, owed: Owed, at: datetime, message_id: str) -> None:
        """A leased message went out."""
        with self.database.unit() as uow:
            messages.mark_sent(uow, owed.id, at, message_id)
            uow.commit()

    def failed(self, owed: Owed, now: datetime, error: str) -> bool:
        """A leased message did not go out; True when it will be tried again."""
        again = owed.attempts < len(RETRY_AFTER)
        not_before = now + timedelta(seconds=RETRY_AFTER[owed.attempts]) if again else None
        with self.database.unit() as uow:
            messages.retry(uow, owed.id, not_before, error)
            uow.commit()
        return again

    def recover(self) -> int:
        """After a start: what was being sent when the program ended is owed again."""
        with self.database.unit() as uow:
            count = messages.give_back_leases(uow)
            uow.commit()
        return count
