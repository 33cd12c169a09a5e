"""Reading the roster workbook that the union keeps in Excel: good rows, and every fault with its reason."""

import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from prompts.trades import trade_names

T = TypeVar("T")


class BadWorkbook(ValueError):
    """The file itself cannot be read as a roster; the text says why and what to do."""


class BadCell(ValueError):
    """A cell that makes its row useless; the text is the reason."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ExpertRow:
    """A row of sheet 师傅."""

    no: str
    name: str
    wechat_name: str
    trades: tuple[str, ...]
    speciality: str
    company: str
    district: str
    region: str
    phone: str
    capacity: int
    onsite: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class EnterpriseRow:
    """A row of sheet 企业."""

    no: str
    name: str
    short_name: str
    district: str
    region: str
    industry: str
    contact_name: str
    contact_wechat_names: tuple[str, ...]
    phone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RoomRow:
    """A row of sheet 群; `kind` is storage's word for the 类型."""

    name: str
    kind: str
    district: str | None
    region: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CoordinatorRow:
    """A row of sheet 协调员; no districts means all."""

    no: str
    name: str
    wechat_name: str
    districts: tuple[str, ...]
    phone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseRow:
    """A row of sheet 案例."""

    no: str
    day: date | None
    title: str
    description: str
    trades: tuple[str, ...]
    solution: str
    expert_no: str | None
    enterprise_no: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What is wrong with a sheet (`row` None) or a row of it.

    `notice`: the row was taken nevertheless, and which kind of notice it is; like ones are told together.
    """

    sheet: str
    row: int | None
    reason: str
    notice: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkbookReading:
    """The good rows of a workbook and its faults.

    `unsure`: sheet and 编号 of each whose phone number is none; the one on record may still hold.
    """

    experts: tuple[ExpertRow, ...]
    enterprises: tuple[EnterpriseRow, ...]
    rooms: tuple[RoomRow, ...]
    coordinators: tuple[CoordinatorRow, ...]
    cases: tuple[CaseRow, ...]
    faults: tuple[Fault, ...]
    unsure: frozenset[tuple[str, str]] = frozenset()


_ROOM_KINDS = {"企业群": "enterprise", "专家群": "expert", "沙龙群": "salon", "协调群": "coordinator"}
_COLUMNS = {
    "师傅": (
        "编号",
        "姓名",
        "微信昵称",
        "工种代码",
        "专长",
        "单位",
        "片区",
        "区域",
        "电话",
        "最多同时接单",
        "可上门",
    ),
    "企业": ("编号", "名称", "简称", "片区", "区域", "行业", "联系人", "联系人微信昵称", "电话"),
    "群": ("群名", "类型", "片区", "区域"),
    "协调员": ("编号", "姓名", "微信昵称", "片区", "电话"),
    "案例": ("编号", "日期", "标题", "描述", "工种代码", "解决办法", "师傅", "企业"),
}
_OPTIONAL = "案例"

Row = Mapping[str, Any]


@dataclass(slots=True)
class _Reader:
    """Collects faults while sheets are read; `seen` guards what must be unique, `places` has each row's
    districts."""

    book: Any
    path: Path
    faults: list[Fault] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)
    places: list[tuple[str, int, str]] = field(default_factory=list)
    unsure: set[tuple[str, str]] = field(default_factory=set)
    _formulas: set[tuple[str, int]] | None = None

    def sheet(self, name: str, make: Callable[[Row], T], unique: Mapping[str, str]) -> list[T]:
        """The good rows of a sheet. `unique` maps a column to the space in which its value must be unique."""
        good: list[T] = []
        for number, row in self._rows(name):
            try:
                value = make(row)
                keys = [
                    (space, key, column)
                    for column, space in unique.items()
                    for key in _many(_code(row[column]) if column == "编号" else row[column])
                ]
                for space, key, column in keys:
                    if f"{space}\0{key}" in self.seen:
                        raise BadCell(
                            f"{column}“{key}”重复了（{self.seen[f'{space}{chr(0)}{key}']}已有），请改成不同的"
                        )
            except BadCell as error:
                self.faults.append(Fault(sheet=name, row=number, reason=str(error)))
                if "编号" in unique:  # else the next row of this number would take its place on record
                    self.seen.setdefault(f"{unique['编号']}\0{_code(row['编号'])}", f"{name}第{number}行")
                continue
            self.seen |= {f"{space}\0{key}": f"{name}第{number}行" for space, key, _ in keys}
            self._look(name, number, row)
            good.append(value)
        return good

    def _look(self, name: str, number: int, row: Row) -> None:
        """What is odd about a row that is taken."""
        told = _code(row.get("电话"))
        if not told and (name, number) in self.formulas():
            reason = "电话是个公式，读不出号码，没有记；改成号码本身再导一次"
            self.faults.append(Fault(sheet=name, row=number, reason=reason, notice="电话"))
            self.unsure.add((name, _code(row["编号"])))
        elif not told and name == "企业" and not _text(row["联系人"]):
            reason = "联系人和电话都没填，师傅接了单联系不上；照收，补上再导一次"
            self.faults.append(Fault(sheet=name, row=number, reason=reason, notice="联系人"))
        if told and not _phone(row):
            reason = f"电话“{told}”不像电话号码，没有记；改成 13812345678、0576-87654321 这样再导一次"
            self.faults.append(Fault(sheet=name, row=number, reason=reason, notice="电话"))
            self.unsure.add((name, _code(row["编号"])))
        self.places += [(name, number, each) for each in _many(row.get("片区"))]

    def formulas(self) -> set[tuple[str, int]]:
        """Sheet and row of each phone number that is a formula: of one that no program has worked out, no
        value is kept in the file. Read only where a phone number is missing."""
        if self._formulas is None:
            book = load_workbook(self.path, read_only=True)
            self._formulas = {
                (name, number)
                for name in (each for each in book.sheetnames if "电话" in _COLUMNS.get(each, ()))
                for number, cell in _column(book[name], "电话")
                if _text(cell).startswith("=")
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

    def _rows(self, name: str) -> Iterator[tuple[int, Row]]:
        if name not in self.book.sheetnames:
            if name != _OPTIONAL:
                self.faults.append(Fault(sheet=name, row=None, reason=f"没有“{name}”这张表，请加上"))
            return
        rows = self.book[name].iter_rows(values_only=True)
        head = [_text(cell) for cell in next(rows, ())]
        missing = [column for column in _COLUMNS[name] if column not in head]
        if missing:
            self.faults.append(Fault(sheet=name, row=1, reason=f"第一行缺少列：{'、'.join(missing)}"))
            return
        for number, cells in enumerate(rows, start=2):
            if any(_text(cell) for cell in cells):
                yield number, dict(zip(head, cells, strict=False))


def _column(page: Any, heading: str) -> Iterator[tuple[int, object]]:
    """The cells under a heading, with their rows."""
    rows = page.iter_rows(values_only=True)
    head = [_text(cell) for cell in next(rows, ())]
    place = head.index(heading) if heading in head else None
    for number, cells in enumerate(rows, start=2):
        if place is not None and place < len(cells):
            yield number, cells[place]


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip().strip("\u3000\u00a0")


def _code(cell: object) -> str:
    return unicodedata.normalize("NFKC", _text(cell)).strip()


def _need(row: Row, column: str) -> str:
    text = _text(row[column])
    if not text:
        raise BadCell(f"{column}是空的，请填上")
    return text


def _many(cell: object) -> tuple[str, ...]:
    text = _text(cell)
    for mark in ("，", ",", "；", ";"):
        text = text.replace(mark, "、")
    return tuple(dict.fromkeys(part.strip() for part in text.split("、") if part.strip()))


def _trades(row: Row) -> tuple[str, ...]:
    codes = tuple(_code(code).lower() for code in _many(row["工种代码"]))
    unknown = [code for code in codes if code not in trade_names()]
    if unknown or not codes:
        raise BadCell(f"工种代码“{'、'.join(unknown)}”不认识，只能用：{'、'.join(trade_names())}")
    return codes


def _capacity(row: Row) -> int:
    text = _code(row["最多同时接单"])
    if not text.isdigit() or int(text) < 1:
        raise BadCell(f"最多同时接单“{text}”要是不小于 1 的整数")
    return int(text)


# A number, perhaps of a country or a town, perhaps with an extension.
_PHONE = re.compile(r"\+?[(\d][\d\s().-]{5,18}\d(?:\s*(?:转|-|#|ext\.?)\s*\d{1,6})?", re.I)
_DIGITS = 7  # at least


def _phone(row: Row) -> str:
    """The phone number of a row; "" where it has none, or what is no phone number."""
    told = _code(row["电话"])
    parts = [part.strip() for part in re.split(r"[、,，;；/]|\s或\s|或", told) if part.strip()]
    return told if parts and all(map(_is_phone, parts)) else ""


def _is_phone(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    return _PHONE.fullmatch(text) is not None and len(digits) >= _DIGITS and len(set(digits)) > 1


def _yes(row: Row, column: str) -> bool:
    text = _text(row[column])
    if text not in ("是", "否"):
        raise BadCell(f"{column}“{text}”只能填 是 或 否")
    return text == "是"


def _expert(row: Row) -> ExpertRow:
    return ExpertRow(
        no=_code(_need(row, "编号")),
        name=_need(row, "姓名"),
        wechat_name=_need(row, "微信昵称"),
        trades=_trades(row),
        speciality=_text(row["专长"]),
        company=_text(row["单位"]),
        district=_text(row["片区"]),
        region=_text(row["区域"]),
        phone=_phone(row),
        capacity=_capacity(row),
        onsite=_yes(row, "可上门"),
    )


def _enterprise(row: Row) -> EnterpriseRow:
    return EnterpriseRow(
        no=_code(_need(row, "编号")),
        name=_need(row, "名称"),
        short_name=_text(row["简称"]) or _need(row, "名称"),
        district=_text(row["片区"]),
        region=_text(row["区域"]),
        industry=_text(row["行业"]),
        contact_name=_text(row["联系人"]),
        contact_wechat_names=_many(row["联系人微信昵称"]),
        phone=_phone(row),
    )


def _room(row: Row) -> RoomRow:
    kind = _need(row, "类型")
    if kind not in _ROOM_KINDS:
        raise BadCell(f"类型“{kind}”不认识，只能是：{'、'.join(_ROOM_KINDS)}")
    return RoomRow(
        name=_need(row, "群名"),
        kind=_ROOM_KINDS[kind],
        district=_text(row["片区"]) or None,
        region=_text(row["区域"]) or None,
    )


def _coordinator(row: Row) -> CoordinatorRow:
    return CoordinatorRow(
        no=_code(_need(row, "编号")),
        name=_need(row, "姓名"),
        wechat_name=_need(row, "微信昵称"),
        districts=_many(row["片区"]),
        phone=_phone(row),
    )


def _case(row: Row) -> CaseRow:
    return CaseRow(
        no=_code(_need(row, "编号")),
        day=_day(row["日期"]),
        title=_need(row, "标题"),
        description=_text(row["描述"]),
        trades=_trades(row),
        solution=_text(row["解决办法"]),
        expert_no=_code(row["师傅"]) or None,
        enterprise_no=_code(row["企业"]) or None,
    )


def _day(cell: object) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    text = _code(cell)
    if not text:
        return None
    try:
        return date.fromisoformat(text.replace("/", "-")[:10])
    except ValueError as error:
        raise BadCell(f"日期“{text}”读不懂，请写成 2024-05-26") from error


def read_workbook(path: Path) -> WorkbookReading:
    """Read a roster workbook. A faulty row stops nothing but itself and is listed in `faults`.

    Raises BadWorkbook with one line where the file is no workbook at all.
    """
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise BadWorkbook(f"{path}: 打不开，不是 Excel 工作簿 (.xlsx)；请另存为 .xlsx 再导入") from error
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
