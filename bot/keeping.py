"""Which copies of the database stay: all of a day, an hourly one for two days, a daily one for a month, a
monthly one for ever."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

_NAME = "salon-%Y%m%d-%H%M%S"
# Of each span the newest copy is kept, up to this age, the last without end. All of a day, or what was made
# by hand before a change would go with the next hourly one.
_SPANS: tuple[tuple[timedelta, str], ...] = (
    (timedelta(days=1), "%Y%m%d%H%M%S"),
    (timedelta(days=2), "%Y%m%d%H"),
    (timedelta(days=31), "%Y%m%d"),
    (timedelta.max, "%Y%m"),
)


def name_of(moment: datetime) -> str:
    """What a copy made then is called, without its ending."""
    return moment.strftime(_NAME)


def _copies(folder: Path, ending: str) -> dict[datetime, Path]:
    """The copies in a folder by the local time of their making, oldest first; other files are left out."""
    found = {}
    for each in sorted(folder.glob(f"salon-*{ending}")):
        try:
            found[datetime.strptime(each.stem, _NAME)] = each  # noqa: DTZ007 - local time, as names have it
        except ValueError:
            continue
    return found


def tidy(folder: Path, now: datetime, newest: int | None) -> tuple[int, int]:
    """Remove the copies that need not stay (but for the `newest` so many, where that is said); how many stay
    and how many went. What a backup that was killed left half done goes after a day.
    """
    copies = _copies(folder, ".db")
    local = now.replace(tzinfo=None)
    stays = list(copies)[-newest:] if newest is not None else _by_rule(copies, local)
    gone = [path for moment, path in copies.items() if moment not in stays]
    halves = [path for moment, path in _copies(folder, ".part").items() if local - moment > timedelta(days=1)]
    for each in (*gone, *halves):
        each.unlink()
    return len(copies) - len(gone), len(gone)


def _by_rule(copies: Mapping[datetime, Path], now: datetime) -> set[datetime]:
    stays = set(list(copies)[-1:])  # the newest, however old it is
    for longest, span in _SPANS:
        young = (moment for moment in copies if now - moment <= longest)
        stays |= set({moment.strftime(span): moment for moment in young}.values())
    return stays
