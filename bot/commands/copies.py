"""`salon backup` and `salon move`: copies of all that is on record."""

import dataclasses
import shutil
import socket
from datetime import datetime
from pathlib import Path

from bot.backups import put_down
from bot.commands.errors import BadInput
from bot.keeping import name_of, tidy
from bot.opening import make_folder, open_database
from bot.settings import Settings
from storage.copies import BadCopy, NotEmpty, back_up, move, write_down
from storage.database import Database, Unreachable, sqlite_file


def backup(settings: Settings, folder: Path, now: datetime, keep: int | None = None) -> str:
    """Copy the database, and the files that came in, into `folder`; the bot may be at work.

    A server's database becomes a SQLite file too, which `salon move` puts back.

    Which of the databases there stay says bot/keeping.py (with `keep` only the newest so many). Files stay
    all: their names never come twice. How it went is put down, so that the bot can tell people. Raises
    BadInput.
    """
    try:
        said = _back_up(settings, folder, now, keep)
    except BadInput as error:
        put_down(settings, now, str(error))
        raise
    put_down(settings, now)
    return said


def _back_up(settings: Settings, folder: Path, now: datetime, keep: int | None) -> str:
    _original(settings)
    make_folder(folder / "files", "换个备份的文件夹")
    copy = folder / f"{name_of(now)}.db"
    unfinished = copy.with_suffix(".part")
    in_file = sqlite_file(settings.url) is not None
    # A file is copied as it is, of whatever version; a server's rows go into tables of this version.
    database = Database(settings.url) if in_file else open_database(settings)
    try:
        (back_up if in_file else write_down)(database, unfinished)
        unfinished.replace(copy)
        files = _copy_files(settings.data_dir / "files", folder / "files")
        kept, gone = tidy(folder, now, keep)
    except Unreachable as error:
        raise BadInput(f"备份没有做成（{error}）；看 {folder} 的权限，磁盘满没满") from error
    except BadCopy as error:
        raise BadInput(f"数据库有损坏（{error}）；旧的备份都还在，一份也别删") from error
    except OSError as error:
        raise BadInput(f"备份没有做成（{error.strerror}）；看 {folder} 的权限，磁盘满没满") from error
    finally:
        unfinished.unlink(missing_ok=True)
        database.close()
    went = f"，删了旧的 {gone} 份" if gone else ""
    return (
        f"备份好了：{copy}（{copy.stat().st_size / 1e6:.1f} MB），新文件 {files} 个；共留 {kept} 份{went}。"
        "怎么恢复见 docs/operating.md"
    )


def _original(settings: Settings) -> None:
    """See that there are records to copy. Raises BadInput."""
    original = sqlite_file(settings.url)
    if original is not None and not original.is_file():
        raise BadInput(f"{original} 还没有，没什么可抄的；看 SALON_DATA_DIR 对不对")


def _copy_files(source: Path, target: Path) -> int:
    fresh = [each for each in source.glob("*") if each.is_file() and not (target / each.name).exists()]
    for each in fresh:
        unfinished = target / f".{each.name}.part"
        shutil.copy2(each, unfinished)
        unfinished.replace(target / each.name)
    return len(fresh)


def move_to(settings: Settings, url: str) -> str:
    """Copy all rows into the empty database at `url`. The bot must be at rest. Raises BadInput."""
    if not url:
        raise BadInput(
            "没有说搬到哪里：在设置文件里写 move_to（或环境变量 SALON_MOVE_TO），密码就不用写在命令行上"
        )
    if _somebody_listens(settings):
        raise BadInput(f"网页的地址 {settings.http} 有程序在用，多半机器人还在上班；先停下它再搬")
    if url == settings.url:
        raise BadInput("这就是现在的库")
    _original(settings)
    source = open_database(settings)
    try:
        target = open_database(dataclasses.replace(settings, database_url=url), "SALON_MOVE_TO")
        try:
            counts = move(source, target)
        finally:
            target.close()
    except NotEmpty as error:
        raise BadInput("那个库里已经有东西了；建一个空库再搬") from error
    except Unreachable as error:
        raise BadInput(f"没有搬成，原来的库没有动过（{error}）") from error
    finally:
        source.close()
    return (
        f"搬好了：派工单 {counts['tickets']} 张，消息 {counts['inbox']} 条，共 {sum(counts.values())} 行。"
        "下一步：把设置文件里的 move_to 改名成 database_url（或把 SALON_DATABASE_URL 设成新库），"
        "salon doctor 看一看，再启动。原来的库还在，没有动过"
    )


def _somebody_listens(settings: Settings) -> bool:
    host, port = settings.host_port
    try:
        socket.create_connection((host.strip("[]"), port), timeout=1).close()
    except OSError:
        return False
    return True
