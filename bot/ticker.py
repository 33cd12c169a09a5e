"""Waking the program for the next due moment. APScheduler keeps nothing: the timers table is the truth."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler


class Ticker:
    """Calls `wake` once a second as a safety net, and at the moment last given to `wake_in`."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )

    def start(self) -> None:
        """Begin; needs a running event loop."""
        self._scheduler.add_job(self._call, "interval", seconds=1, id="safety-net")
        self._scheduler.start()

    async def _call(self) -> None:
        self._wake()

    def wake_in(self, seconds: float) -> None:
        """Wake once more after so many seconds of real time, in place of what was set before."""
        when = datetime.now(UTC) + timedelta(seconds=seconds)
        self._scheduler.add_job(self._call, "date", run_date=when, id="next-due", replace_existing=True)

    def stop(self) -> None:
        """Wake nobody any more."""
        self._scheduler.shutdown(wait=False)
