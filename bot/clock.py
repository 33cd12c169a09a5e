"""The time the program goes by."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Real time, which the simulator may move on. Never goes back.

    `since`: it begins no earlier than then.
    """

    def __init__(self, since: datetime | None = None) -> None:
        self._ahead = timedelta()
        if since is not None:
            self.move_to(since)

    def now(self) -> datetime:
        """The present moment, aware."""
        return datetime.now(UTC) + self._ahead

    def move_to(self, moment: datetime) -> None:
        """Move on to a later moment; an earlier one changes nothing."""
        self._ahead += max(timedelta(), moment - self.now())

    def real_wait(self, moment: datetime) -> float:
        """Seconds of real time until the moment."""
        return max(0.0, (moment - self.now()).total_seconds())
