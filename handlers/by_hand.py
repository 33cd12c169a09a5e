"""Files that people write by hand: what is wrong with one is told by its line, a slip with what was meant."""

import math
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any

MOST = 1_000_000  # of anything that is counted
_HOUR, _WEEK, _YEAR = 3600, 7 * 24 * 60, 366  # the longest waits, in seconds, minutes and days

_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_MOMENT = re.compile(r"(\d{1,4}):([0-5]\d)")
_NEAR = 0.8  # of difflib's likeness; SALON_TEST_… of other programs lies below


class BadFile(ValueError):
    """The file cannot be read at all; the text says why, and where in it."""


class BadItem(ValueError):
    """An item of it cannot be used; the text names the item, what it is and what it may be."""


def read_toml(path: Path) -> dict[str, Any]:
    """What stands in a TOML file. Raises BadFile."""
    try:
        # What Windows' editors put before a text is no part of it.
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise BadFile(f"读不了（{error.strerror}）；看文件在不在、给不给读") from error
    except UnicodeDecodeError as error:
        raise BadFile("读不了：不是 UTF-8 的文字；另存为 UTF-8 再来") from error
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        where = f"第{line[1]}行" if line else "末尾"
        raise BadFile(
            f"读不了：{where}不合 TOML 的写法（{error}）；文字要放在引号里，一行一项，不写两遍"
        ) from error


def perhaps(name: str, known: Iterable[str]) -> str:
    """The known name that was most likely meant, as a question; "" where none is near."""
    near = get_close_matches(name, list(known), n=1, cutoff=_NEAR)
    return f"，是不是 {near[0]}" if near else ""


def shown(value: Any) -> str:
    """A value as it stands in the file."""
    match value:
        case None:
            return "空的"
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"'
    return str(value)


def plain(number: float) -> str:
    """A number as people write it."""
    return str(int(number)) if number == int(number) else str(number)


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A part of the file and what stands in it; its items come out checked."""

    name: str
    items: Mapping[str, Any]

    def wrong(self, item: str, allowed: str) -> BadItem:
        return BadItem(f"{self.name} 里 {item} 是 {shown(self.items.get(item))}，{allowed}")

    def number(self, item: str, least: float, most: float, *, above: bool = False) -> float:
        """From `least` (`above`: more than that) to `most`."""
        value: Any = self.items.get(item)
        fits = _is_number(value) and (least < value if above else least <= value) and value <= most
        if not fits:
            begin = f"大于 {plain(least)}、不超过" if above else f" {plain(least)} 到"
            raise self.wrong(item, f"要是{begin} {plain(most)} 的数")
        return float(value)

    def whole(self, item: str, least: int = 1, most: int = MOST) -> int:
        value: Any = self.items.get(item)
        if not _is_number(value) or value != int(value) or not least <= value <= most:
            raise self.wrong(item, f"要是 {least} 到 {most} 的整数")
        return int(value)

    def share(self, item: str) -> float:
        value: Any = self.items.get(item)
        if not _is_number(value) or not 0 < value < 1:
            raise self.wrong(item, "要是 0 和 1 之间的数")
        return float(value)

    def flag(self, item: str) -> bool:
        value = self.items.get(item)
        if not isinstance(value, bool):
            raise self.wrong(item, "只能写 true 或 false")
        return value

    def words(self, item: str, allowed: Sequence[str]) -> tuple[str, ...]:
        value = self.items.get(item, ())
        if not isinstance(value, list | tuple) or any(each not in allowed for each in value):
            raise self.wrong(item, f"要写成方括号里的单子，只能有 {'、'.join(map(shown, allowed))}")
        return tuple(value)

    def parts(self, item: str, known: Sequence[str]) -> list["Section"]:
        """The tables of a list, each with no other names than these."""
        value = self.items.get(item)
        if not isinstance(value, list) or not value or any(not isinstance(each, dict) for each in value):
            raise self.wrong(item, f"要写成单子，每项有 {'、'.join(known)}")
        parts = [
            Section(name=f"{self.name} 的 {item} 第 {place} 项", items=each)
            for place, each in enumerate(value, 1)
        ]
        for part in parts:
            part.knows(known)
        return parts

    def knows(self, known: Sequence[str]) -> None:
        """Raises BadItem where there is anything but these."""
        for each in self.items:
            if each not in known:
                meant = perhaps(each, known) or f"，只有 {'、'.join(known)}"
                raise BadItem(f"{self.name} 里没有 {each} 这一项{meant}")

    def seconds(self, item: str, most: float = _HOUR) -> timedelta:
        return timedelta(seconds=self.number(item, 0, most, above=True))

    def minutes(self, item: str) -> timedelta:
        return timedelta(minutes=self.number(item, 0, _WEEK, above=True))

    def hours(self, item: str) -> timedelta:
        return timedelta(hours=self.number(item, 0, _YEAR * 24, above=True))

    def days(self, item: str) -> timedelta:
        return timedelta(days=self.number(item, 0, _YEAR * 10, above=True))

    def clock(self, item: str) -> time:
        hour, minute = self._two(item, _CLOCK, '要写成 "时:分"，从 "0:00" 到 "23:59"，放在引号里')
        return time(hour, minute)

    def moment(self, item: str) -> timedelta:
        minutes, seconds = self._two(item, _MOMENT, '要写成 "分:秒"，例如 "4:00"，放在引号里')
        return timedelta(minutes=minutes, seconds=seconds)

    def _two(self, item: str, pattern: re.Pattern[str], allowed: str) -> tuple[int, int]:
        value = self.items.get(item)
        found = pattern.fullmatch(value) if isinstance(value, str) else None
        if found is None:
            raise self.wrong(item, allowed)
        return int(found[1]), int(found[2])


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
