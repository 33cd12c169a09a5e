"""Beginning with one's own roster: the sample that `make run` imports, and how to be rid of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from bot.commands.errors import BadInput
from bot.commands.prepare import checked, import_workbook
from bot.opening import open_database
from bot.settings import Settings
from handlers.workbooks.workbook import WorkbookReading
from handlers.workbooks.workbook_reading import read_workbook
from storage import people
from storage.database import Database, sqlite_file
from storage.sole import sole

NO_EXPERT = "一位师傅也没有读到，没有人可派；看看“师傅”表的表名、第一行"
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


def only_own(workbook: Path | str) -> str:
    """How to be rid of the sample where one's own people are on record beside it."""
    return (
        f"停下派单助手，把 SALON_DATA_DIR（用 SALON_DATABASE_URL 的改它）改成新的，再 salon import {workbook}"
    )


def begin_anew(
    settings: Settings, workbook: Path, *, strict: bool, now: datetime
) -> tuple[WorkbookReading, str]:
    """Import a workbook into an empty database; the one there was, with the sample and what was tried out on
    it, is kept beside it. What was done with it in words; "" where there was none.

    Raises BadInput, with nothing touched, where the workbook cannot be used, any expert on record is not of
    the sample, the bot is at work, or the database is no plain file.
    """
    if not settings.url.startswith("sqlite"):
        raise BadInput(
            "--fresh 只管 SQLite；用 PostgreSQL 的另建一个空库，改 SALON_DATABASE_URL，再 salon import"
        )
    file = sqlite_file(settings.url)
    if file is None or str(file).startswith(
        "file:"
    ):  # in memory, or a URI, which SQLite reads in its own way
        raise BadInput(
            "--fresh 要 SALON_DATABASE_URL 写成 sqlite:////文件夹/salon.db 才认得出旧的是哪个文件；什么都没动"
        )
    reading = checked(workbook, strict=strict)
    if not reading.experts:
        raise BadInput(f"{workbook}: {NO_EXPERT}；什么都没动，哪里不对看 salon import --dry-run")
    kept = ""
    if file.is_file():
        database = open_database(settings)
        right = sole(database)
        try:
            if not right.mine():
                raise BadInput("派单助手正开着，先停下它（Ctrl+C）再来一遍；什么都没动")
            _only_sample(database, workbook, {(each.no, each.name) for each in reading.experts})
            database.close()
            aside = file.with_name(f"{file.stem}.试用-{now:%Y%m%d-%H%M%S}{file.suffix}")
            for end in _OF_ONE:
                part = Path(f"{file}{end}")
                if part.exists():
                    part.rename(f"{aside}{end}")
        finally:
            right.give_back()
            database.close()
        kept = f"原来的记录（示例和试出来的单）挪到了 {aside}"
    fresh = open_database(settings)
    try:
        return import_workbook(fresh, workbook, strict=strict), kept
    finally:
        fresh.close()


def _only_sample(database: Database, workbook: Path, own: Collection[tuple[str, str]]) -> None:
    """See that nobody's roster goes but the sample; `own` are this workbook's people. Raises BadInput."""
    sample = {(no, name) for no, name, _ in _sample()[0]}
    with database.unit() as uow:
        known = {(each.no, each.name) for each in people.all_experts(uow)}
    others = sorted(known - sample)
    if not others:
        return
    names = "、".join(name for _, name in others[:3]) + ("等" if others[3:] else "")
    said = [f"名册里有{len(others)}位师傅（{names}）不是示例的，什么都没动"]
    its_own = not set(own).isdisjoint(others)
    if its_own:
        said.append(f"改了名册用 salon import {workbook}，不加 --fresh")
    if known & sample or not its_own:
        said.append(f"要只剩这本里的：{only_own(workbook)}")
    raise BadInput("；".join(said))
