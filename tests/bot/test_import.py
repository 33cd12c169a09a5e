"""`salon import`: every faulty row is listed with its mend; the good ones are taken, twice the same."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

from bot.cli import main, salon
from bot.commands.errors import BadInput
from bot.commands.prepare import import_workbook
from storage import people
from storage.database import Database
from storage.migrate import upgrade
from storage.sole import sole
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


def test_a_workbook_that_was_copied_in_part_is_to_be_copied_anew(empty: Database, tmp_path: Path) -> None:
    part = tmp_path / "roster.xlsx"
    part.write_bytes(ROSTER.read_bytes()[:20_000])
    with pytest.raises(BadInput, match=r"文件不完整.*重新拷一份"):
        import_workbook(empty, part, strict=False)


def test_a_firm_of_no_nickname_is_taken_and_told(empty: Database, tmp_path: Path) -> None:
    book = load_workbook(ROSTER)
    book["企业"].cell(2, _column(book, "企业", "联系人微信昵称")).value = None
    book.save(tmp_path / "roster.xlsx")
    (fault,) = import_workbook(empty, tmp_path / "roster.xlsx", strict=False).faults
    assert (fault.sheet, fault.row, fault.notice) == ("企业", 2, "联系人微信昵称")
    assert "认不出是这家的" in fault.reason


@pytest.mark.parametrize(
    ("number", "taken"),
    [("1380001", False), ("138000100012", False), ("87654321", True), ("13800010001", True)],
)
def test_a_number_with_digits_lost_is_none(empty: Database, tmp_path: Path, number: str, taken: bool) -> None:
    book = load_workbook(ROSTER)
    book["师傅"].cell(2, _column(book, "师傅", "电话")).value = number
    book.save(tmp_path / "roster.xlsx")
    reading = import_workbook(empty, tmp_path / "roster.xlsx", strict=False)
    assert [each.notice for each in reading.faults] == ([] if taken else ["电话"])
    assert reading.experts[0].phone == (number if taken else "")


def _imported(tmp_path: Path, book: Workbook, *more: str) -> Result:
    """What `salon import` says of this workbook."""
    book.save(tmp_path / "名册.xlsx")
    runner = CliRunner(env={"SALON_DATA_DIR": str(tmp_path / "data"), "SALON_DATABASE_URL": ""})
    return runner.invoke(salon, ["import", str(tmp_path / "名册.xlsx"), *more])


def _column(book: Workbook, sheet: str, name: str) -> int:
    return [cell.value for cell in book[sheet][1]].index(name) + 1


def test_what_is_taken_nevertheless_is_counted_apart_from_what_is_left_out(tmp_path: Path) -> None:
    book = load_workbook(ROSTER)
    book["师傅"]["D2"] = "wizardry"
    cases = book["案例"]
    for row in range(2, 40):
        cases.cell(row, _column(book, "案例", "师傅"), "S999")
    told = _imported(tmp_path, book)
    assert told.exit_code == 0
    notices = int(re.search(r"；1处没有导入，(\d+)处提醒，见上", told.stdout)[1])  # type: ignore[index]
    assert notices >= 38
    lines = told.stderr.splitlines()
    assert "师傅第2行" in lines[0]
    assert len(lines) < 10
    assert f"等{notices}处" in lines[-1]


@pytest.mark.parametrize("phone", ["一三八", "0000", "13800", "1111111", "电话没有", "138001380a0"])
def test_what_is_no_phone_number_is_told_and_kept_out(empty: Database, tmp_path: Path, phone: str) -> None:
    book = load_workbook(ROSTER)
    book["师傅"].cell(3, _column(book, "师傅", "电话"), phone)
    book.save(tmp_path / "roster.xlsx")
    reading = import_workbook(empty, tmp_path / "roster.xlsx", strict=False)
    assert len(reading.experts) == 118
    (fault,) = reading.faults
    assert (fault.sheet, fault.row) == ("师傅", 3)
    assert f"“{phone}”不像电话号码" in fault.reason
    assert "13812345678" in fault.reason
    assert reading.experts[1].phone == ""


@pytest.mark.parametrize("sheet", ["师傅", "企业", "协调员"])
def test_a_phone_that_is_a_formula_is_told_and_the_one_on_record_stays(
    empty: Database, tmp_path: Path, sheet: str
) -> None:
    import_workbook(empty, ROSTER, strict=True)
    before = _phones(empty)
    book = load_workbook(ROSTER)
    book[sheet].cell(3, _column(book, sheet, "电话"), "=A1")
    book.save(tmp_path / "roster.xlsx")
    reading = import_workbook(empty, tmp_path / "roster.xlsx", strict=False)
    (fault,) = reading.faults
    assert (fault.sheet, fault.row) == (sheet, 3)
    assert "是个公式" in fault.reason
    assert _phones(empty) == before


def test_a_firm_that_nobody_can_ring_is_told_and_taken(empty: Database, tmp_path: Path) -> None:
    book = load_workbook(ROSTER)
    for row, columns in ((3, ("联系人", "电话")), (4, ("联系人",)), (5, ("电话",))):
        for column in columns:
            book["企业"].cell(row, _column(book, "企业", column)).value = None
    book.save(tmp_path / "roster.xlsx")
    reading = import_workbook(empty, tmp_path / "roster.xlsx", strict=False)
    (fault,) = reading.faults
    assert (fault.sheet, fault.row) == ("企业", 3)
    assert "联系人和电话都没填" in fault.reason
    assert len(reading.enterprises) == 60


@pytest.mark.parametrize(
    "phone",
    [
        "13800138000",
        "138-0013-8000",
        "138 0013 8000",
        "+86 13800138000",
        "0576-87654321",
        "(0576)87654321",
        "87654321转801",
        "１３８００１３８０００",
        "13800138000、13900139000",
        "13800138000/0576-87654321",
        13800138000,
        13800138000.0,
        None,
    ],
)
def test_numbers_are_written_in_many_ways(tmp_path: Path, phone: str | float | None, empty: Database) -> None:
    book = load_workbook(ROSTER)
    book["师傅"].cell(3, _column(book, "师傅", "电话")).value = phone
    book.save(tmp_path / "roster.xlsx")
    reading = import_workbook(empty, tmp_path / "roster.xlsx", strict=True)
    assert bool(reading.experts[1].phone) == (phone is not None)


def test_a_district_that_nobody_else_has_is_told_and_taken(empty: Database, tmp_path: Path) -> None:
    book = load_workbook(ROSTER)
    book["企业"].cell(4, _column(book, "企业", "片区"), "火星")
    book.save(tmp_path / "roster.xlsx")
    reading = import_workbook(empty, tmp_path / "roster.xlsx", strict=False)
    assert [(each.sheet, each.row) for each in reading.faults] == [("企业", 4)]
    assert "火星" in reading.faults[0].reason
    assert "照收" in reading.faults[0].reason
    assert "火星" in {each.district for each in reading.enterprises}


def test_nobody_takes_the_number_of_a_row_that_is_left_out(empty: Database, tmp_path: Path) -> None:
    import_workbook(empty, ROSTER, strict=True)
    before = _names(empty)
    book = load_workbook(ROSTER)
    book["师傅"]["D2"] = "wizardry"
    book["师傅"]["A6"] = book["师傅"]["A2"].value
    book.save(tmp_path / "roster.xlsx")
    reading = import_workbook(empty, tmp_path / "roster.xlsx", strict=False)
    listed = {(fault.sheet, fault.row): fault.reason for fault in reading.faults if not fault.notice}
    assert "重复了（师傅第2行已有）" in listed["师傅", 6]
    assert _names(empty) == before


@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_a_workbook_without_any_expert_is_no_success(tmp_path: Path, more: tuple[str, ...]) -> None:
    book = load_workbook(ROSTER)
    book["师傅"]["B1"] = "名字"
    del book["协调员"]
    told = _imported(tmp_path, book, *more)
    assert told.exit_code != 0
    assert "师傅0 " in told.stdout
    lines = told.stderr.splitlines()
    assert "第一行缺少列：姓名" in lines[0]
    assert "没有“协调员”这张表" in lines[1]
    assert len(lines) < 15
    assert "一位师傅也没有读到" in str(told.exception)


def _phones(database: Database) -> dict[str, str]:
    with database.unit() as uow:
        experts = {each.no: each.phone for each in people.all_experts(uow)}
        return experts | {each.no: each.phone for each in people.all_coordinators(uow)}


def test_a_slip_in_a_phone_number_keeps_the_one_on_record(empty: Database, tmp_path: Path) -> None:
    import_workbook(empty, ROSTER, strict=True)
    before = _phones(empty)
    book = load_workbook(ROSTER)
    for sheet in ("师傅", "协调员"):
        book[sheet].cell(3, _column(book, sheet, "电话"), "一三八")
    book["师傅"].cell(4, _column(book, "师傅", "电话")).value = None
    book.save(tmp_path / "roster.xlsx")
    import_workbook(empty, tmp_path / "roster.xlsx", strict=False)
    emptied = book["师傅"]["A4"].value
    assert _phones(empty) == {**before, emptied: ""}


def test_all_faults_of_a_row_are_told_at_once(empty: Database, tmp_path: Path) -> None:
    book = load_workbook(ROSTER)
    experts = book["师傅"]
    for name, value in {"工种代码": "wizardry", "最多同时接单": "很多", "可上门": "看情况"}.items():
        experts.cell(3, _column(book, "师傅", name), value)
    experts.cell(3, _column(book, "师傅", "姓名")).value = None
    experts.cell(
        3, _column(book, "师傅", "微信昵称"), experts.cell(2, _column(book, "师傅", "微信昵称")).value
    )
    cases = book["案例"]
    for name, value in {"日期": "去年", "工种代码": "wizardry"}.items():
        cases.cell(5, _column(book, "案例", name), value)
    cases.cell(5, _column(book, "案例", "标题")).value = None
    book.save(tmp_path / "roster.xlsx")
    reading = import_workbook(empty, tmp_path / "roster.xlsx", strict=False)
    told = {(each.sheet, each.row): each.reason for each in reading.faults if not each.notice}
    assert set(told) == {("师傅", 3), ("案例", 5)}
    for part in (
        "姓名是空的",
        "wizardry",
        "最多同时接单“很多”",
        "可上门“看情况”",
        "微信昵称“葛师傅修模”重复了",
    ):
        assert part in told["师傅", 3]
    for part in ("标题是空的", "日期“去年”读不懂", "wizardry"):
        assert part in told["案例", 5]


def _own(folder: Path, trades: str = "mould") -> Path:
    """A union's own small workbook, in which one number is also one of the sample's."""
    book = load_workbook(ROSTER)
    for name, rows in (("师傅", 3), ("企业", 2), ("案例", 1)):
        book[name].delete_rows(rows + 1, book[name].max_row)
    head = [cell.value for cell in book["师傅"][1]]
    for row, name in ((2, "李铁"), (3, "周三强")):
        book["师傅"].cell(row, head.index("姓名") + 1).value = name
        book["师傅"].cell(row, head.index("微信昵称") + 1).value = f"{name}师傅"
        book["师傅"].cell(row, head.index("工种代码") + 1).value = trades
    path = folder / "名册.xlsx"
    book.save(path)
    return path


def _salon(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(salon, ["import", *words], env={"SALON_DATA_DIR": str(folder / "data")})


def _on_record(folder: Path) -> list[str]:
    database = Database(f"sqlite:///{folder / 'data' / 'salon.db'}")
    try:
        return [name for _, name in _names(database)]
    finally:
        database.close()


def test_the_sample_is_imported_only_where_there_is_no_roster(tmp_path: Path) -> None:
    assert "已导入" in _salon(tmp_path, "--if-empty", str(ROSTER)).output
    assert len(_on_record(tmp_path)) == 118
    own = tmp_path / "other"
    own.mkdir()
    _salon(own, str(_own(own)))
    said = _salon(own, "--if-empty", str(ROSTER))
    assert (said.exit_code, said.output) == (0, "已经有名册，没有再导\n")
    assert _on_record(own) == ["李铁", "周三强"]


def test_who_of_the_sample_is_still_there_is_said_with_the_way_out(tmp_path: Path) -> None:
    assert "注意" not in _salon(tmp_path, str(ROSTER)).output
    said = _salon(tmp_path, str(_own(tmp_path))).output
    assert "注意：名册里还有示例的师傅116位、企业60家，求助会请到他们" in said
    assert "改成新的，再 salon import" in said
    assert "--fresh" not in said  # it would refuse: people of one's own are there


def test_one_command_begins_clean_and_keeps_what_was_tried_out(tmp_path: Path) -> None:
    _salon(tmp_path, str(ROSTER))
    said = _salon(tmp_path, "--fresh", str(_own(tmp_path)))
    assert said.exit_code == 0
    assert "注意" not in said.output
    assert _on_record(tmp_path) == ["李铁", "周三强"]
    (aside,) = (tmp_path / "data").glob("salon.试用-*.db")
    kept = Database(f"sqlite:///{aside}")
    assert len(_names(kept)) == 118
    kept.close()
    assert _salon(tmp_path, str(_own(tmp_path))).exit_code == 0


def test_nobody_elses_roster_goes(tmp_path: Path) -> None:
    _salon(tmp_path, str(_own(tmp_path)))
    said = _salon(tmp_path, "--fresh", str(ROSTER))
    assert isinstance(said.exception, BadInput)
    assert "2位师傅（李铁、周三强）不是示例的，什么都没动" in str(said.exception)
    assert "不加 --fresh" not in str(said.exception)  # that would bring the sample in
    assert _on_record(tmp_path) == ["李铁", "周三强"]
    assert not _aside(tmp_path)


def _aside(folder: Path) -> list[Path]:
    return list((folder / "data").glob("*试用-*"))


def test_once_ones_own_are_at_work_nothing_of_theirs_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _salon(tmp_path, str(ROSTER))
    own = _own(tmp_path)
    first = _salon(tmp_path, "--fresh", str(own))
    assert "删" not in first.output
    before = _aside(tmp_path)
    monkeypatch.setenv("SALON_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr("sys.argv", ["salon", "import", "--fresh", str(own)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "2位师傅（李铁、周三强）不是示例的，什么都没动" in line
    assert line.endswith(f"改了名册用 salon import {own}，不加 --fresh")
    assert _on_record(tmp_path) == ["李铁", "周三强"]
    assert _aside(tmp_path) == before


def test_ones_own_beside_the_sample_stay(tmp_path: Path) -> None:
    _salon(tmp_path, str(ROSTER))
    own = _own(tmp_path)
    _salon(tmp_path, str(own))
    said = str(_salon(tmp_path, "--fresh", str(own)).exception)
    assert "什么都没动" in said
    assert "不加 --fresh；要只剩这本里的：停下派单助手，把 SALON_DATA_DIR" in said
    assert len(_on_record(tmp_path)) == 118
    assert not _aside(tmp_path)


def test_a_url_with_a_query_is_of_the_same_file(tmp_path: Path) -> None:
    _salon(tmp_path, str(ROSTER))
    file = tmp_path / "data" / "salon.db"
    env = {"SALON_DATA_DIR": str(tmp_path / "data"), "SALON_DATABASE_URL": f"sqlite:///{file}?timeout=5"}
    said = CliRunner().invoke(salon, ["import", "--fresh", str(_own(tmp_path))], env=env)
    assert said.exit_code == 0
    assert _on_record(tmp_path) == ["李铁", "周三强"]
    (aside,) = _aside(tmp_path)
    assert (aside.suffix, str(aside) in said.output) == (".db", True)


def test_a_url_that_sqlite_reads_in_its_own_way_is_refused(tmp_path: Path) -> None:
    _salon(tmp_path, str(ROSTER))
    file = tmp_path / "data" / "salon.db"
    env = {"SALON_DATA_DIR": str(tmp_path / "data"), "SALON_DATABASE_URL": f"sqlite:///file:{file}?uri=true"}
    said = CliRunner().invoke(salon, ["import", "--fresh", str(_own(tmp_path))], env=env)
    assert "什么都没动" in str(said.exception)
    assert len(_on_record(tmp_path)) == 118


def _unreadable(path: Path) -> None:
    path.write_bytes(b"no workbook")


def _of_no_expert(path: Path) -> None:
    book = load_workbook(path)
    book["师傅"].delete_rows(2, book["师傅"].max_row)
    book.save(path)


def _faulty(path: Path) -> None:
    book = load_workbook(path)
    book["师傅"].cell(2, _column(book, "师傅", "工种代码")).value = "wizardry"
    book.save(path)


@pytest.mark.parametrize(
    ("spoil", "more", "why"),
    [
        (_unreadable, (), "名册.xlsx"),
        (_of_no_expert, (), "一位师傅也没有读到"),
        (_faulty, ("--strict",), "wizardry"),
    ],
)
def test_a_workbook_of_no_use_moves_nothing(
    tmp_path: Path, spoil: Callable[[Path], None], more: tuple[str, ...], why: str
) -> None:
    _salon(tmp_path, str(ROSTER))
    own = _own(tmp_path)
    spoil(own)
    said = _salon(tmp_path, "--fresh", *more, str(own))
    assert isinstance(said.exception, BadInput)
    assert why in str(said.exception)
    assert len(_on_record(tmp_path)) == 118
    assert not _aside(tmp_path)
    new = tmp_path / "new"
    assert isinstance(_salon(new, "--fresh", *more, str(own)).exception, BadInput)
    assert not new.exists()


def test_while_the_bot_is_at_work_nothing_is_touched(tmp_path: Path) -> None:
    _salon(tmp_path, str(ROSTER))
    running = Database(f"sqlite:///{tmp_path / 'data' / 'salon.db'}")
    right = sole(running)
    assert right.mine()
    try:
        said = _salon(tmp_path, "--fresh", str(_own(tmp_path)))
    finally:
        right.give_back()
        running.close()
    assert "派单助手正开着" in str(said.exception)
    assert len(_on_record(tmp_path)) == 118


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        ("模具、注塑", ["mould", "injection"]),
        ("模具设计与制造", ["mould"]),
        ("冲压；钣金", ["stamping"]),
        ("Mould，电气", ["mould", "electrical"]),
    ],
)
def test_trades_may_be_told_by_their_names(
    empty: Database, tmp_path: Path, told: str, codes: list[str]
) -> None:
    import_workbook(empty, _own(tmp_path, told), strict=False)
    with empty.unit() as uow:
        assert [list(each.trades) for each in people.all_experts(uow)] == [codes, codes]


def test_what_is_no_trade_is_told_with_codes_and_names(empty: Database, tmp_path: Path) -> None:
    faults = import_workbook(empty, _own(tmp_path, "模具、杂活"), strict=False, dry_run=True).faults
    reason = next(each.reason for each in faults if each.row == 2)
    assert reason.startswith("工种代码“杂活”不认识，代码和名字都行，只能用：mould 模具设计与制造、")
