"""`salon import`: every faulty row is listed with its mend; the good ones are taken, twice the same."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from bot.commands.errors import BadInput
from bot.commands.prepare import import_workbook
from storage import people
from storage.database import Database
from storage.migrate import upgrade
from tests.conftest import ROSTER


@pytest.fixture
def empty() -> Database:
    database = Database("sqlite://")
    upgrade(database)
    return database


def _names(database: Database) -> list[tuple[str, str]]:
    with database.unit() as uow:
        return [(each.no, each.name) for each in people.all_experts(uow)]


def test_importing_twice_changes_nothing(empty: Database) -> None:
    import_workbook(empty, ROSTER, strict=True)
    first = _names(empty)
    import_workbook(empty, ROSTER, strict=True)
    assert _names(empty) == first
    assert len(first) == 118


def test_a_dry_run_writes_nothing(empty: Database) -> None:
    assert import_workbook(empty, ROSTER, strict=False, dry_run=True).experts
    assert _names(empty) == []


def test_faults_are_listed_with_sheet_row_and_reason(empty: Database, tmp_path: Path) -> None:
    book = load_workbook(ROSTER)
    experts = book["师傅"]
    experts["D2"] = "wizardry"
    experts["A4"] = experts["A3"].value
    experts["B5"] = None
    del book["协调员"]
    broken = tmp_path / "broken.xlsx"
    book.save(broken)
    reading = import_workbook(empty, broken, strict=False)
    listed = {(fault.sheet, fault.row): fault.reason for fault in reading.faults}
    assert "wizardry" in listed["师傅", 2]
    assert "重复" in listed["师傅", 4]
    assert "姓名是空的" in listed["师傅", 5]
    assert "没有“协调员”这张表" in listed["协调员", None]
    assert len(_names(empty)) == 115


def test_strict_takes_nothing_of_a_faulty_workbook(empty: Database, tmp_path: Path) -> None:
    book = load_workbook(ROSTER)
    book["师傅"]["D2"] = "wizardry"
    broken = tmp_path / "broken.xlsx"
    book.save(broken)
    with pytest.raises(BadInput, match="第2行"):
        import_workbook(empty, broken, strict=True)
    assert _names(empty) == []


def test_a_workbook_of_nothing_is_no_success(empty: Database, tmp_path: Path) -> None:
    workbook = Workbook()
    for name in ("师傅", "企业", "群", "协调员"):
        workbook.create_sheet(name)
    workbook.save(tmp_path / "empty.xlsx")
    with pytest.raises(BadInput, match="没有一行"):
        import_workbook(empty, tmp_path / "empty.xlsx", strict=False)


def test_what_is_no_workbook_is_said_in_one_line(empty: Database, tmp_path: Path) -> None:
    text = tmp_path / "roster.xlsx"
    text.write_text("not a workbook", "utf-8")
    with pytest.raises(BadInput, match="不是 Excel 工作簿") as error:
        import_workbook(empty, text, strict=False)
    assert "\n" not in str(error.value)
