"""The libraries' own tests, where they are about what we read too: days to come and stretches of past days.

Nothing of them is kept here: jionlp's folder `test` and Recognizers-Text's folder `Specs` are read from disk.
Every expression is put into one sentence of ours, the same for all who read it.
"""

import ast
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.peer_readers import ZONE

_AHEAD, _BACK = timedelta(days=366), timedelta(days=3 * 366)
_MIDNIGHT = "00:00:00"


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A text, when it was written, and what should be found in it."""

    text: str
    at: datetime
    gold: date | datetime | int | tuple[date, date] | None


def jionlp_cases(folder: Path) -> Mapping[str, Sequence[Case]]:
    """Of test_time_parser.py the expressions with a full base, of test_money_parser.py the yuan."""
    cases = defaultdict(list)
    for row in _written(folder / "test_time_parser.py"):
        words, base, wanted = (*row, None, None)[:3]
        if not (isinstance(base, int) and isinstance(wanted, dict) and isinstance(wanted.get("time"), list)):
            continue
        at, ends = datetime.fromtimestamp(base, ZONE), wanted["time"]
        plain = wanted["type"] in ("time_point", "time_span") and all(isinstance(end, str) for end in ends)
        if plain and not any("inf" in end for end in ends):
            first, last = map(datetime.fromisoformat, ends)
            begins_whole = ends[0].endswith(_MIDNIGHT) or first.replace(tzinfo=ZONE) == at
            if begins_whole and ends[1].endswith("23:59:59"):
                _add(cases, words, at, first.date(), last.date())
    for words, wanted, *_ in _written(folder / "test_money_parser.py"):
        if isinstance(wanted, dict) and wanted.get("case") == "元" and isinstance(wanted["num"], str):
            sum_of_yuan = float(wanted["num"])
            if sum_of_yuan == int(sum_of_yuan) and 0 < sum_of_yuan < 2_000_000_000:
                at = datetime(2026, 3, 2, 9, tzinfo=ZONE)
                cases["money"].append(Case(text=f"订单{words}", at=at, gold=int(sum_of_yuan)))
    return cases


def _written(file: Path) -> Iterator[list[Any]]:
    """The lists of plain values in a test file; names of numbers stand for them."""
    tree = ast.parse(file.read_text("utf-8"))
    numbers = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.List) and node.elts and isinstance(node.elts[0], ast.Constant):
            try:
                row = [
                    ast.literal_eval(numbers.get(each.id, each) if isinstance(each, ast.Name) else each)
                    for each in node.elts
                ]
            except ValueError:  # a call, such as time.time()
                continue
            if len(row) > 1 and isinstance(row[0], str):
                yield row


def microsoft_cases(folder: Path) -> Mapping[str, Sequence[Case]]:
    """Specs/DateTime/Chinese/DateTimeModel.json and Specs/NumberWithUnit/Chinese/CurrencyModel.json."""
    cases = defaultdict(list)
    for spec in json.loads((folder / "DateTime/Chinese/DateTimeModel.json").read_text("utf-8-sig")):
        if len(spec["Results"]) == 1 and "ReferenceDateTime" in spec.get("Context", {}):
            at = datetime.fromisoformat(spec["Context"]["ReferenceDateTime"]).replace(tzinfo=ZONE)
            found = spec["Results"][0]
            readings = [days for value in found["Resolution"]["values"] if (days := _days(value))]
            ahead = [days for days in readings if days[1] >= at.date()]
            for first, last in (ahead or readings)[:1]:
                _add(cases, found["Text"], at, first, last)
    for spec in json.loads((folder / "NumberWithUnit/Chinese/CurrencyModel.json").read_text("utf-8-sig")):
        for found in spec["Results"]:
            value = found["Resolution"].get("value")
            if (
                found["Resolution"].get("isoCurrency") == "CNY"
                and value
                and float(value) == int(float(value))
            ):
                at = datetime(2026, 3, 2, 9, tzinfo=ZONE)
                cases["money"].append(Case(text=f"订单{found['Text']}", at=at, gold=int(float(value))))
    return cases


def _days(value: Mapping[str, str]) -> tuple[date, date] | None:
    try:
        if value.get("type") == "date":
            return date.fromisoformat(value["value"]), date.fromisoformat(value["value"])
        if value.get("type") == "daterange":
            return date.fromisoformat(value["start"]), date.fromisoformat(value["end"]) - timedelta(days=1)
    except (KeyError, ValueError):  # half open, not resolved
        return None
    return None


def _add(cases: dict[str, list[Case]], words: str, at: datetime, first: date, last: date) -> None:
    """One expression: as a day to be met where it lies ahead, as days asked about where they have begun."""
    today = at.date()
    if today <= last <= today + _AHEAD:
        before = "" if re.search("[前内]$", words) else "前"
        cases["deadline"].append(Case(text=f"{words}{before}要交货", at=at, gold=last))
    if today - _BACK <= first <= today and (first < today or last == today):
        cases["period"].append(Case(text=f"{words}有几单", at=at, gold=(first, last)))
