"""Who would be called, and who of them is graded as fit, by how near one must be: the floors of policy.toml.

`.venv/bin/python -m benchmarks.whom_called` on split=tune of tests/data/written/colloquial_*.jsonl, words
alone. Nobody answers, so that the waves go on until fourteen are asked or nobody near enough is left. The
more of the graded are called the better, and the fewer who are neither of the ticket's trade nor graded.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.commands.evaluate_match import profiles
from handlers.matching.fitting import NO_TRADE, Problem
from handlers.matching.index import Floats
from handlers.matching.ranking import Matcher
from handlers.understanding.trades import find_category
from handlers.workbooks.workbook_reading import read_workbook

_WRITTEN = Path("tests/data/written")
_ROSTERS = {
    "sample": Path("bot/samples/roster.xlsx"),
    "other": _WRITTEN / "roster_other.xlsx",
    "terse": _WRITTEN / "roster_terse.xlsx",
}
_MOST, _FIRST = 14, 3  # people called for a ticket at most, and in its first wave
# (kin, next_trade, sure) as in handlers/policy.toml.
_FLOORS = (
    (0.0, 0.0, 0.0),
    (0.15, 0.12, 0.25),
    (0.2, 0.0, 0.4),
    (0.25, 0.0, 0.4),
    (0.3, 0.0, 0.4),
    (0.25, 0.1, 0.4),
    (0.25, 0.12, 0.4),
    (0.25, 0.15, 0.4),
    (0.3, 0.12, 0.4),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A problem with every expert of its roster, best first."""

    by_words: bool  # it belongs to no trade
    kin: Floats
    next_to: Floats
    of_trade: tuple[bool, ...]
    grades: tuple[int, ...]


def problems() -> Iterator[Asked]:
    """Those of split=tune against their rosters."""
    for name, roster in _ROSTERS.items():
        matcher = Matcher(profiles(read_workbook(roster)))
        for line in (_WRITTEN / f"colloquial_{name}.jsonl").read_text("utf-8").splitlines():
            told = json.loads(line)
            if told["split"] != "tune":
                continue
            category = find_category(told["text"])
            fit = matcher.fit(Problem(text=told["text"], category=category, district=told.get("district")))
            order = matcher.best(fit.scores)
            experts = [matcher.profiles[place] for place in order.tolist()]
            yield Asked(
                by_words=category == NO_TRADE,
                kin=fit.kin[order],
                next_to=fit.next_to[order].astype(np.float32),
                of_trade=tuple(category != NO_TRADE and category in each.trades for each in experts),
                grades=tuple(told["relevant"].get(each.no, 0) for each in experts),
            )


def called(asked: Asked, kin: float, next_trade: float, sure: float) -> list[int]:
    """The places of those who are called one after the other, as handlers/offers/choosing.py has it."""
    near = asked.kin + np.float32(next_trade) * asked.next_to
    if not asked.by_words:
        of_themselves = np.flatnonzero(asked.kin >= kin).tolist()
        behind = np.flatnonzero((near >= kin) & (asked.kin < kin)).tolist()
        return [*of_themselves, *behind][:_MOST]
    certain = np.flatnonzero(near >= sure).tolist()
    return certain[:_MOST] or np.flatnonzero(near >= kin)[:_FIRST].tolist()


def main() -> None:
    """Print the table."""
    every = list(problems())
    head = "等级 3 / 2 / 1 请到的 | 请几位 | 不相干的，其中也不邻近的 | 最对口的一位也没请到"
    sys.stdout.write(f"{len(every)} 题  kin next_trade sure | {head}\n")
    for floors in _FLOORS:
        found = [(each, called(each, *floors)) for each in every]
        grades = [
            np.mean(
                [
                    place in places
                    for each, places in found
                    for place, grade in enumerate(each.grades)
                    if grade == wanted
                ]
            )
            for wanted in (3, 2, 1)
        ]
        strangers = [
            (each, place)
            for each, places in found
            for place in places
            if not each.of_trade[place] and not each.grades[place]
        ]
        far = sum(not each.next_to[place] for each, place in strangers)
        lost = sum(
            max(each.grades) == 3 and not any(each.grades[place] == 3 for place in places)
            for each, places in found
        )
        shares = " / ".join(f"{share:.3f}" for share in grades)
        size = np.mean([len(places) for _, places in found])
        rest = f"{len(strangers) / len(every):.2f}，{far / len(every):.2f} | {lost}"
        sys.stdout.write(f"{floors} | {shares} | {size:.1f} | {rest}\n")


if __name__ == "__main__":
    main()
