"""Reading a roster workbook into a database; the commands that want a roster share it."""

from collections.abc import Iterable
from pathlib import Path

from bot.commands.errors import BadInput
from handlers.roster import store
from handlers.workbook import BadWorkbook, Fault, WorkbookReading, read_workbook
from storage.database import Database


def import_workbook(
    database: Database, path: Path, *, strict: bool, dry_run: bool = False
) -> WorkbookReading:
    """Read the workbook and store its good rows; `strict` refuses a workbook with any faulty row.

    Raises BadInput where the file itself cannot be used (or `strict` and a fault).
    """
    reading = _read(path)
    if not (reading.experts or reading.enterprises or reading.rooms or reading.coordinators):
        raise BadInput(f"{path}: 里面没有一行师傅、企业、群或协调员；看看是不是拿错了工作簿，表名对不对")
    if strict and reading.faults:
        fault = reading.faults[0]
        where = f"{fault.sheet} 第{fault.row}行" if fault.row else fault.sheet
        raise BadInput(
            f"{path}: {where}: {fault.reason} (共{len(reading.faults)}处, --strict 下什么都没导入)"
        )
    if not dry_run:
        with database.unit() as uow:
            store(uow, reading)
            uow.commit()
    return reading


def _read(path: Path) -> WorkbookReading:
    try:
        return read_workbook(path)
    except BadWorkbook as error:
        raise BadInput(str(error)) from error


def faulty_rows(path: Path) -> list[str]:
    """The faults of a workbook that was read elsewhere. Raises BadInput."""
    return fault_lines(path, _read(path).faults)


def fault_lines(path: Path, faults: Iterable[Fault]) -> list[str]:
    """Each fault of a workbook in a line: file, sheet, row and reason."""
    return [
        f"{path.name}: {each.sheet}{f'第{each.row}行' if each.row else ''}: {each.reason}" for each in faults
    ]
