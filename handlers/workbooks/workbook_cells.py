"""A row of the roster workbook and what its cells say; every fault of the row is kept."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from handlers.workbooks.workbook import ROOM_KINDS
from prompts.trades import trade_names

# A number, perhaps of a country or a town, perhaps with an extension.
_PHONE = re.compile(r"\+?[(\d][\d\s().-]{5,18}\d(?:\s*(?:转|-|#|ext\.?)\s*\d{1,6})?", re.I)
_DIGITS = 7  # at least
_PART = 2  # characters of a trade's name that may stand for it
_MOBILE = 11  # digits of a mobile number


@dataclass(frozen=True, kw_only=True, slots=True)
class Cells:
    """A row by its columns. What cannot be used is put down in `faults`; then the row is worth nothing."""

    values: Mapping[str, Any]
    faults: list[str] = field(default_factory=list)

    def text(self, column: str) -> str:
        """What stands there, "" for nothing."""
        return text_of(self.values.get(column))

    def code(self, column: str) -> str:
        """The same, wide letters and digits as plain ones."""
        return unicodedata.normalize("NFKC", self.text(column)).strip()

    def need(self, column: str) -> str:
        """What must stand there."""
        text = self.text(column)
        if not text:
            self.faults.append(f"{column}是空的，请填上")
        return text

    def number(self) -> str:
        """The 编号, which must stand there."""
        self.need("编号")
        return self.code("编号")

    def many(self, column: str) -> tuple[str, ...]:
        """What is written with commas between."""
        text = self.text(column)
        for mark in ("，", ",", "；", ";"):
            text = text.replace(mark, "、")
        return tuple(dict.fromkeys(part.strip() for part in text.split("、") if part.strip()))

    def trades(self) -> tuple[str, ...]:
        """The codes of its trades, written as codes or as names, "注塑" for the only name that has it."""
        told = tuple(unicodedata.normalize("NFKC", each).strip().lower() for each in self.many("工种代码"))
        found = [_trade(each) for each in told]
        unknown = [each for each, code in zip(told, found, strict=True) if code is None]
        if unknown or not told:
            may = "、".join(f"{code} {name}" for code, name in trade_names().items())
            self.faults.append(f"工种代码“{'、'.join(unknown)}”不认识，代码和名字都行，只能用：{may}")
        return tuple(dict.fromkeys(code for code in found if code is not None))

    def room_kind(self) -> str:
        """Storage's word for the 类型."""
        kind = self.need("类型")
        if kind and kind not in ROOM_KINDS:
            self.faults.append(f"类型“{kind}”不认识，只能是：{'、'.join(ROOM_KINDS)}")
        return ROOM_KINDS.get(kind, "")

    def capacity(self) -> int:
        """For how many tickets at once."""
        text = self.code("最多同时接单")
        if not text.isdigit() or int(text) < 1:
            self.faults.append(f"最多同时接单“{text}”要是不小于 1 的整数")
            return 0
        return int(text)

    def yes(self, column: str) -> bool:
        """Whether it says 是."""
        text = self.text(column)
        if text not in ("是", "否"):
            self.faults.append(f"{column}“{text}”只能填 是 或 否")
        return text == "是"

    def day(self, column: str) -> date | None:
        """A day, however it is written."""
        cell = self.values.get(column)
        if isinstance(cell, datetime):
            return cell.date()
        text = self.code(column)
        try:
            return date.fromisoformat(text.replace("/", "-")[:10]) if text else None
        except ValueError:
            self.faults.append(f"{column}“{text}”读不懂，请写成 2024-05-26")
            return None

    def phone(self) -> str:
        """The phone number; "" where it has none, or what is no phone number."""
        told = self.code("电话")
        parts = [part.strip() for part in re.split(r"[、,，;；/]|\s或\s|或", told) if part.strip()]
        return told if parts and all(map(_is_phone, parts)) else ""


def _trade(told: str) -> str | None:
    """The code of the trade that is written so: its code, its name, or a part of one name alone."""
    names = trade_names()
    if told in names:
        return told
    named = [code for code, name in names.items() if told == name.lower()]
    like = [code for code, name in names.items() if len(told) >= _PART and told in name.lower()]
    return next(iter(named), None) or (like[0] if len(like) == 1 else None)


def text_of(cell: object) -> str:
    """What stands in a cell, as text."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip().strip("\u3000\u00a0")


def _is_phone(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    if digits == text and digits.startswith("1") and len(digits) != _MOBILE:
        return False  # a mobile number with digits lost: no number within a town begins so
    return _PHONE.fullmatch(text) is not None and len(digits) >= _DIGITS and len(set(digits)) > 1
