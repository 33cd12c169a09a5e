"""Reading a roster workbook into a database; the commands that want a roster share it."""

from collections.abc import Sequence
from pathlib import Path

from bot.commands.errors import BadInput
from handlers.workbooks.roster import store
from handlers.workbooks.workbook import Fault, WorkbookReading
from handlers.workbooks.workbook_reading import BadWorkbook, read_workbook
from storage.database import Database

_LIKE = 5  # notices of a kind that are told one by one


def import_workbook(
    database: Database, path: Path, *, strict: bool, dry_run: bool = False
) -> WorkbookReading:
    """Read the workbook and store its good rows; `strict` refuses a workbook with any fault or notice.

    Raises BadInput where the file itself cannot be used (or `strict` and a fault).
    """
    reading = checked(path, strict=strict)
    if not dry_run:
        with database.unit() as uow:
            store(uow, reading)
            uow.commit()
    return reading


def checked(path: Path, *, strict: bool) -> WorkbookReading:
    """What a workbook says, before any of it is stored. Raises BadInput as `import_workbook` does."""
    reading = _read(path)
    if not (reading.experts or reading.enterprises or reading.rooms or reading.coordinators):
        raise BadInput(f"{path}: 里面没有一行师傅、企业、群或协调员；看看是不是拿错了工作簿，表名对不对")
    if strict and reading.faults:
        fault = reading.faults[0]
        where = f"{fault.sheet} 第{fault.row}行" if fault.row else fault.sheet
        raise BadInput(
            f"{path}: {where}: {fault.reason} "
            f"(共{len(reading.faults)}处, --strict 下什么都没导入；全部看 salon import --dry-run)"
        )
    return reading


def _read(path: Path) -> WorkbookReading:
    try:
        return read_workbook(path)
    except BadWorkbook as error:
        raise BadInput(str(error)) from error


def faulty_rows(path: Path) -> list[str]:
    """The faults of a workbook that was read elsewhere. Raises BadInput."""
    return fault_lines(path, _read(path).faults)


def fault_lines(path: Path, faults: Sequence[Fault]) -> list[str]:
    """Each fault of a workbook in a line: file, sheet, row and reason.

    What was not taken comes first, whole sheets before rows; of many like notices the first few are told.
    """
    left_out = sorted((each for each in faults if not each.notice), key=lambda each: (each.row or 0) > 1)
    lines = [_line(path, each) for each in left_out]
    for notice in dict.fromkeys(each.notice for each in faults if each.notice):
        like = [each for each in faults if each.notice == notice]
        lines += [_line(path, each) for each in like[:_LIKE]]
        if len(like) > _LIKE:
            lines.append(f"{path.name}: …{notice}这样的提醒等{len(like)}处")
    return lines


def _line(path: Path, fault: Fault) -> str:
    return f"{path.name}: {fault.sheet}{f'第{fault.row}行' if fault.row else ''}: {fault.reason}"


def faults_counted(faults: Sequence[Fault]) -> str:
    """How many there are of each, to be read behind what was imported; "" where there is none."""
    left_out = sum(not each.notice for each in faults)
    notices = len(faults) - left_out
    told = [f"{left_out}处没有导入" if left_out else "", f"{notices}处提醒" if notices else ""]
    return "；" + "，".join(filter(None, told)) + "，见上" if faults else ""
