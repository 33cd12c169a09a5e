"""An Excel file of what stands in its sheets, so that a clerk can read and print it.

No cell becomes a formula, whatever somebody wrote into a request.
"""

import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

_FORMULA = ("=", "+", "-", "@")
_NO_XML = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
_FORMATS = {
    "moment": "yyyy-mm-dd hh:mm",
    "day": "yyyy-mm-dd",
    "share": "0%",
    "whole": "#,##0",
    "tenth": "0.0",
}
_A4 = 9
_SIDE = Side(style="thin", color="BFBFBF")
_LINE = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_HEAD_FONT, _HEAD_FILL = Font(bold=True), PatternFill("solid", fgColor="DDEBF7")
_HEAD = Alignment(horizontal="center", vertical="center", wrap_text=True)
_TOP, _WRAPPED = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)


def xlsx(sheets: Sequence[dict[str, Any]]) -> bytes:
    """The workbook of these sheets (as handlers/reports/tabling.py makes them)."""
    book = Workbook()
    for empty in book.worksheets:
        book.remove(empty)
    for each in sheets:
        _fill(book.create_sheet(each["title"]), each)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _fill(page: Worksheet, given: dict[str, Any]) -> None:
    columns, rows = given["columns"], given["rows"]
    wide = len(columns) > 4
    for place, column in enumerate(columns, 1):
        page.column_dimensions[get_column_letter(place)].width = column["width"]
        cell = page.cell(1, place, column["heading"])
        cell.font, cell.fill, cell.border, cell.alignment = _HEAD_FONT, _HEAD_FILL, _LINE, _HEAD
    for row, values in enumerate(rows, 2):
        for place, (column, value) in enumerate(zip(columns, values, strict=True), 1):
            cell = page.cell(row, place)
            _put(cell, value)
            cell.border, cell.alignment = _LINE, _WRAPPED if column["wrap"] else _TOP
    page.freeze_panes = "B2" if wide else "A2"
    if wide:
        page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    page.page_setup.orientation = "landscape" if wide else "portrait"
    page.page_setup.paperSize = _A4
    page.page_setup.fitToHeight = 0  # as many pages as there are, each as wide as the table
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"


def _put(cell: Cell | MergedCell, value: Any) -> None:
    if isinstance(value, dict):
        ((kind, given),) = value.items()
        cell.value = _real(kind, given)
        cell.number_format = _FORMATS[kind]
    elif isinstance(value, str):
        cell.value = _NO_XML.sub("", value)
        if value.lstrip().startswith(_FORMULA):
            # Words for good: neither opening the file nor editing the cell makes a formula of them.
            cell.data_type, cell.quotePrefix = "s", True
    else:
        cell.value = value


def _real(kind: str, given: Any) -> datetime | date | float:
    if kind == "moment":
        return datetime.fromisoformat(given)
    number: float = given
    return date.fromisoformat(given) if kind == "day" else number


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever reads half of it."""
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
