"""Beginning with one's own roster: the sample that `make run` imports, and how to be rid of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from bot.commands.errors import BadInput
from bot.commands.prepare import import_workbook
from bot.opening import open_database
from bot.settings import Settings
from handlers.workbooks.workbook import WorkbookReading
from handlers.workbooks.workbook_reading import read_workbook
from storage import people
from storage.database import Database
from storage.sole import sole

_SQLITE = "sqlite:///"
_OF_ONE = ("", "-wal", "-shm")  # the files of a SQLite database


@dataclass(frozen=True, kw_only=True, slots=True)
class Left:
    """Who of the sample is on record, and how many others are."""

    experts: int
    firms: int
    own: int

    def __bool__(self) -> bool:
        return bool(self.experts or self.firms)

    def __str__(self) -> str:
        return f"示例的师傅{self.experts}位、企业{self.firms}家"


def roster_there(database: Database) -> bool:
    """Whether anybody's roster is on record already."""
    with database.unit() as uow:
        return bool(people.all_experts(uow) or people.all_enterprises(uow))


def sample_left(database: Database) -> Left:
    """Who of the sample is still on record as the sample has him."""
    experts, firms = _sample()
    with database.unit() as uow:
        known = {(each.no, each.name, each.wechat_name) for each in people.all_experts(uow)}
        houses = {(each.no, each.name) for each in people.all_enterprises(uow)}
    own = len(known - experts) + len(houses - firms)
    return Left(experts=len(known & experts), firms=len(houses & firms), own=own)


@cache
def _sample() -> tuple[frozenset[tuple[str, str, str]], frozenset[tuple[str, str]]]:
    with as_file(files("bot") / "samples" / "roster.xlsx") as path:
        reading = read_workbook(path)
    return (
        frozenset((each.no, each.name, each.wechat_name) for each in reading.experts),
        frozenset((each.no, each.name) for each in reading.enterprises),
    )


def begin_anew(
    settings: Settings, workbook: Path, *, strict: bool, now: datetime
) -> tuple[WorkbookReading, str]:
    """Import a workbook into an empty database; the one there was, with the sample and what was tried out on
    it, is kept beside it. What was done with it in words; "" where there was none.

    Raises BadInput, with nothing touched, where the workbook cannot be used, somebody on record is neither of
    the sample nor of this workbook, the bot is at work, or the database is on a server.
    """
    if not settings.url.startswith(_SQLITE):
        raise BadInput(
            "--fresh 只管 SQLite；用 PostgreSQL 的另建一个空库，改 SALON_DATABASE_URL，再 salon import"
        )
    file = Path(settings.url.removeprefix(_SQLITE))
    kept = ""
    if file.is_file():
        database = open_database(settings)
        right = sole(database)
        try:
            if not right.mine():
                raise BadInput("派单助手正开着，先停下它（Ctrl+C）再来一遍；什么都没动")
            reading = import_workbook(database, workbook, strict=strict, dry_run=True)
            _only_tried_out(database, {(each.no, each.name) for each in reading.experts})
            database.close()
            aside = file.with_name(f"{file.stem}.试用-{now:%Y%m%d-%H%M%S}{file.suffix}")
            for end in _OF_ONE:
                part = Path(f"{file}{end}")
                if part.exists():
                    part.rename(f"{aside}{end}")
        finally:
            right.give_back()
            database.close()
        kept = f"原来的记录（示例和试出来的单）挪到了 {aside}，不要了可以删"
    fresh = open_database(settings)
    try:
        return import_workbook(fresh, workbook, strict=strict), kept
    finally:
        fresh.close()


def _only_tried_out(database: Database, own: Collection[tuple[str, str]]) -> None:
    """See that nobody's roster goes but the sample's and what this workbook has. Raises BadInput."""
    sample = {(no, name) for no, name, _ in _sample()[0]}
    with database.unit() as uow:
        others = [each for each in people.all_experts(uow) if (each.no, each.name) not in sample | set(own)]
    if others:
        names = "、".join(each.name for each in others[:3])
        raise BadInput(
            f"名册里有{len(others)}位师傅（{names}{'等' if others[3:] else ''}）不是示例的，"
            "这本工作簿里也没有，没有动；真要从头来，把 SALON_DATA_DIR 改成一个新文件夹再 salon import"
        )
