"""Reading a roster workbook into a database; `salon import` and `salon replay` share it."""

from pathlib import Path

from bot.commands.errors import BadInput
from handlers.roster import store
from handlers.workbook import BadWorkbook, WorkbookReading, read_workbook
from storage.database import Database


def import_workbook(
    database: Database, path: Path, *, strict: bool, dry_run: bool = False
) -> WorkbookReading:
    """Read the workbook and store its good rows; `strict` refuses a workbook with any faulty row.

    Raises BadInput where the file itself cannot be used (or `strict` and a fault).
    """
    try:
        reading = read_workbook(path)
    except BadWorkbook as error:
        raise BadInput(str(error)) from error
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
