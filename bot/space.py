"""How much room is left on the disks that the bot writes to."""

import errno
import logging
import shutil
from dataclasses import dataclass
from pathlib import Path

from bot.settings import Settings

log = logging.getLogger("salon.space")
# What the system says when nothing more goes onto a disk: it is full, or this user's share is.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A folder that is written to, and the bytes that are left beside it."""

    folder: Path
    free: int

    def __str__(self) -> str:
        return f"{self.folder} 那块盘还剩 {_size(self.free)}"


def places(settings: Settings) -> list[Place]:
    """The disks of database and files; a folder that is not there yet counts by its parents."""
    from storage.database import sqlite_file  # here: every command reads FULL, and few need a database

    folders = [settings.data_dir.resolve(), (settings.data_dir / "files").resolve()]
    file = sqlite_file(settings.url)
    if file is not None:
        folders.append(file.resolve().parent)
    disks: dict[int, Path] = {}
    for folder in folders:
        there = next(each for each in (folder, *folder.parents) if each.is_dir())
        disks.setdefault(there.stat().st_dev, there)
    return [Place(folder=each, free=shutil.disk_usage(each).free) for each in disks.values()]


class Space:
    """Looks at the disks now and then while the bot runs."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._limit = settings.free_mb * 1_000_000
        self.limit = _size(self._limit)
        self.places = places(settings)
        self.warning = ""  # a sentence while there is too little

    def look(self) -> bool:
        """See how much is left; whether it has just become too little."""
        self.places = places(self._settings)
        tight = [each for each in self.places if each.free < self._limit]
        before = self.warning
        self.warning = f"磁盘快满了：{'；'.join(str(each) for each in tight)}，请腾出地方" if tight else ""
        if tight and not before:
            log.warning("action=disk_low %s", self.warning)
        elif before and not tight:
            log.info("action=disk_well 磁盘又有地方了")
        return bool(tight) and not before


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"
