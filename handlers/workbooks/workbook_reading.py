"""Reading the roster workbook: good rows, and every fault with its reason."""

import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from handlers.workbooks.workbook import (
    COLUMNS,
    LEFT,
    OPTIONAL,
    CaseRow,
    CoordinatorRow,
    EnterpriseRow,
    ExpertRow,
    Fault,
    RoomRow,
    WorkbookReading,
)
from handlers.workbooks.workbook_cells import Cells, text_of

T = TypeVar("T")


class BadWorkbook(ValueError):
    """The file itself cannot be read as a roster; the text says why and what to do."""


def read_workbook(path: Path) -> WorkbookReading:
    """Read a roster workbook. A faulty row stops nothing but itself and is listed in `faults`.

    Raises BadWorkbook with one line where the file is no workbook at all.
    """
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        why = (
            "文件不完整，多半没拷完、没下载完；请重新拷一份"
            if _begins_as_one(path)
            else "不是 Excel 工作簿 (.xlsx)；请另存为 .xlsx "
        )
        raise BadWorkbook(f"{path}: 打不开，{why}再导入") from error
    reader = _Reader(book, path)
    experts = reader.sheet("师傅", _expert, {"编号": "师傅", "微信昵称": "师傅昵称"})
    enterprises = reader.sheet("企业", _enterprise, {"编号": "企业", "联系人微信昵称": "企业昵称"})
    rooms = reader.sheet("群", _room, {"群名": "群"})
    coordinators = reader.sheet("协调员", _coordinator, {"编号": "协调员", "微信昵称": "协调员昵称"})
    cases = reader.sheet("案例", _case, {"编号": "案例"})
    known = {each.no for each in experts} | {each.no for each in enterprises}
    faults = [*reader.faults, *reader.lone_places()] + [
        Fault(sheet="案例", row=None, reason=f"{case.no}里的“{missing}”不在名册里，案例照收", notice="案例")
        for case in cases
        for missing in (case.expert_no, case.enterprise_no)
        if missing and missing not in known
    ]
    book.close()
    return WorkbookReading(
        experts=tuple(experts),
        enterprises=tuple(enterprises),
        rooms=tuple(rooms),
        coordinators=tuple(coordinators),
        cases=tuple(cases),
        faults=tuple(faults),
        unsure=frozenset(reader.unsure),
    )


def _begins_as_one(path: Path) -> bool:
    """Whether a file that cannot be opened begins like a workbook, which is a zip archive."""
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError:
        return False


@dataclass(slots=True)
class _Reader:
    """Collects faults while sheets are read; `seen` guards what must be unique, `places` has each row's
    districts."""

    book: Any
    path: Path
    faults: list[Fault] = field(default_factory=list)
    seen: dict[tuple[str, str], str] = field(default_factory=dict)
    places: list[tuple[str, int, str]] = field(default_factory=list)
    unsure: set[tuple[str, str]] = field(default_factory=set)
    _formulas: set[tuple[str, int]] | None = None

    def sheet(self, name: str, make: Callable[[Cells], T], unique: Mapping[str, str]) -> list[T]:
        """The good rows of a sheet. `unique` maps a column to the space in which its value must be unique."""
        good: list[T] = []
        for number, row in self._rows(name):
            value = make(row)
            keys = [
                (column, (space, key))
                for column, space in unique.items()
                for key in ([row.code(column)] if column == "编号" else row.many(column))
            ]
            row.faults.extend(
                f"{column}“{key[1]}”重复了（{self.seen[key]}已有），请改成不同的"
                for column, key in keys
                if key[1] and key in self.seen
            )
            here = f"{name}第{number}行"
            if row.faults:
                self.faults.append(Fault(sheet=name, row=number, reason="；".join(row.faults)))
                if "编号" in unique:  # else the next row of this number would take its place on record
                    self.seen.setdefault((unique["编号"], row.code("编号")), here)
                continue
            self.seen |= {key: here for _, key in keys}
            self._look(name, number, row)
            good.append(value)
        return good

    def _look(self, name: str, number: int, row: Cells) -> None:
        """What is odd about a row that is taken."""
        told = row.code("电话")
        if not told and (name, number) in self.formulas():
            reason = "电话是个公式，读不出号码，没有记；改成号码本身再导一次"
            self.faults.append(Fault(sheet=name, row=number, reason=reason, notice="电话"))
            self.unsure.add((name, row.code("编号")))
        elif not told and name == "企业" and not row.text("联系人"):
            reason = "联系人和电话都没填，师傅接了单联系不上；照收，补上再导一次"
            self.faults.append(Fault(sheet=name, row=number, reason=reason, notice="联系人"))
        if name == "企业" and not row.text("联系人微信昵称"):
            reason = "联系人微信昵称没填，他在群里说话就认不出是这家的；照收，补上再导一次"
            self.faults.append(Fault(sheet=name, row=number, reason=reason, notice="联系人微信昵称"))
        if told and not row.phone():
            reason = f"电话“{told}”不像电话号码，没有记；改成 13812345678、0576-87654321 这样再导一次"
            self.faults.append(Fault(sheet=name, row=number, reason=reason, notice="电话"))
            self.unsure.add((name, row.code("编号")))
        self.places += [(name, number, each) for each in row.many("片区")]

    def formulas(self) -> set[tuple[str, int]]:
        """Sheet and row of each phone number that is a formula: of one that no program has worked out, no
        value is kept in the file. Read only where a phone number is missing."""
        if self._formulas is None:
            book = load_workbook(self.path, read_only=True)
            self._formulas = {
                (name, number)
                for name in (each for each in book.sheetnames if "电话" in COLUMNS.get(each, ()))
                for number, cell in _column(book[name], "电话")
                if text_of(cell).startswith("=")
            }
            book.close()
        return self._formulas

    def lone_places(self) -> list[Fault]:
        """Districts that stand in one row alone: nobody is near, or it is written wrongly."""
        rows = Counter(place for _, _, place in self.places)
        return [
            Fault(sheet=name, row=number, reason=f"片区“{place}”别处都没有，写对了吗？照收", notice="片区")
            for name, number, place in self.places
            if rows[place] == 1
        ]

    def _rows(self, name: str) -> Iterator[tuple[int, Cells]]:
        if name not in self.book.sheetnames:
            if name != OPTIONAL:
                self.faults.append(Fault(sheet=name, row=None, reason=f"没有“{name}”这张表，请加上"))
            return
        rows = self.book[name].iter_rows(values_only=True)
        head = [text_of(cell) for cell in next(rows, ())]
        missing = [column for column in COLUMNS[name] if column not in head]
        if missing:
            self.faults.append(Fault(sheet=name, row=1, reason=f"第一行缺少列：{'、'.join(missing)}"))
            return
        for number, cells in enumerate(rows, start=2):
            if any(text_of(cell) for cell in cells):
                yield number, Cells(values=dict(zip(head, cells, strict=False)))


def _column(page: Any, heading: str) -> Iterator[tuple[int, object]]:
    """The cells under a heading, with their rows."""
    rows = page.iter_rows(values_only=True)
    head = [text_of(cell) for cell in next(rows, ())]
    place = head.index(heading) if heading in head else None
    for number, cells in enumerate(rows, start=2):
        if place is not None and place < len(cells):
            yield number, cells[place]


def _expert(row: Cells) -> ExpertRow:
    return ExpertRow(
        no=row.number(),
        name=row.need("姓名"),
        wechat_name=row.need("微信昵称"),
        trades=row.trades(),
        speciality=row.text("专长"),
        company=row.text("单位"),
        district=row.text("片区"),
        region=row.text("区域"),
        phone=row.phone(),
        capacity=row.capacity(),
        onsite=row.yes("可上门"),
        left=row.day(LEFT),
    )


def _enterprise(row: Cells) -> EnterpriseRow:
    no, name = row.number(), row.need("名称")
    return EnterpriseRow(
        no=no,
        name=name,
        short_name=row.text("简称") or name,
        district=row.text("片区"),
        region=row.text("区域"),
        industry=row.text("行业"),
        contact_name=row.text("联系人"),
        contact_wechat_names=row.many("联系人微信昵称"),
        phone=row.phone(),
    )


def _room(row: Cells) -> RoomRow:
    return RoomRow(
        name=row.need("群名"),
        kind=row.room_kind(),
        district=row.text("片区") or None,
        region=row.text("区域") or None,
    )


def _coordinator(row: Cells) -> CoordinatorRow:
    return CoordinatorRow(
        no=row.number(),
        name=row.need("姓名"),
        wechat_name=row.need("微信昵称"),
        districts=row.many("片区"),
        phone=row.phone(),
    )


def _case(row: Cells) -> CaseRow:
    return CaseRow(
        no=row.number(),
        day=row.day("日期"),
        title=row.need("标题"),
        description=row.text("描述"),
        trades=row.trades(),
        solution=row.text("解决办法"),
        expert_no=row.code("师傅") or None,
        enterprise_no=row.code("企业") or None,
    )
