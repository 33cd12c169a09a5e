"""Opening the database of the settings, which most commands need and nothing else of the running bot."""

import logging
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.commands.errors import BadInput
from bot.settings import Settings
from storage.database import Database, Unavailable, Unreachable, sqlite_file, told
from storage.migrate import upgrade
from storage.sole import Sole, sole

log = logging.getLogger("salon")
_LOOK_AGAIN = 1.0  # seconds between looks whether the other program has stopped


def open_database(settings: Settings, named_by: str = "SALON_DATABASE_URL") -> Database:
    """The database of these settings, brought to the newest schema; `named_by` says where it is told.

    Raises BadInput.
    """
    with _reachable(named_by):
        database = _database(settings)
        upgrade(database)
    return database


def open_alone(settings: Settings) -> tuple[Database, Sole]:
    """The same once no other program works on it, and the right to do so. Raises BadInput."""
    with _reachable():
        database = _database(settings)
        right = sole(database, f"{socket.gethostname()[:24]} {os.getpid()} http://{settings.http}/")
        _wait_for_turn(right)
        upgrade(database)  # not before: the other one may be of an older version
    return database, right


def _database(settings: Settings) -> Database:
    file = sqlite_file(settings.url)
    if file is not None:
        make_folder(file.parent)
    return Database(settings.url)


@contextmanager
def _reachable(named_by: str = "SALON_DATABASE_URL") -> Iterator[None]:
    try:
        yield
    except (Unreachable, *Unavailable) as error:
        raise BadInput(
            f"数据库打不开（{told(error)}）；看 {named_by}、数据文件夹的权限，磁盘满没满"
        ) from error


def _wait_for_turn(right: Sole) -> None:
    """Return once no other program works on the database.

    Whoever waits here goes on where the other one stopped: a second machine can stand by.
    """
    if right.mine():
        return
    log.warning(
        "action=wait_for_turn 另一个派单助手正在用这份记录，它一停这里就接上%s；不用它接班就按 Ctrl+C 退出",
        _where(right),
    )
    waiting = True
    while waiting:
        time.sleep(_LOOK_AGAIN)
        with suppress(*Unavailable):  # who stands by outlasts a server that restarts
            waiting = not right.mine()
    log.warning("action=take_turn 轮到这里上班了")


def _where(right: Sole) -> str:
    """Where the other one runs, as it has said it; "" where that is not known."""
    with suppress(*Unavailable):
        said = right.holder().split()
        if len(said) == len(("machine", "process", "page")):
            return f"（它在 {said[0]}，进程号 {said[1]}，网页 {said[2]}）"
    return ""


def make_folder(folder: Path, mend: str = "改 SALON_DATA_DIR") -> None:
    """Make a folder that is to be written into; `mend` says where it was named. Raises BadInput."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"文件夹 {folder} 建不了（{error.strerror}）；{mend}，或给它写权限") from error
