"""What other libraries make of the same lines: deadlines, money, periods, intents; see docs/evaluation.md.

Their packages stay out of the program's environment:

    uv venv /tmp/peers && uv pip install --python /tmp/peers/bin/python -r requirements.lock
    uv pip install --python /tmp/peers/bin/python -r benchmarks/peers.txt
    /tmp/peers/bin/python -m benchmarks.peers \
        tests/data/{enterprise,expert,coordinator,chatter,questions}.jsonl \
        tests/data/written/{enterprise,expert,coordinator}.jsonl

The lines that may be seen (train, dev) and those that may not (test, held) are counted apart;
`--wrong NAME` lists what one of the libraries, or 本程序, gets wrong, of the first kind only.
`--jionlp FOLDER` and `--microsoft FOLDER` also read the libraries' own tests (benchmarks/peer_tests.py).
"""

import json
import logging
import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from benchmarks import peer_intents
from benchmarks.peer_readers import READERS, ZONE, Reader
from benchmarks.peer_tests import Case, jionlp_cases, microsoft_cases
from handlers.understanding.money import find_money
from handlers.understanding.periods import find_period
from handlers.understanding.times import find_deadline, near_duty

OURS = "本程序"
_SEEN, _UNSEEN = ("train", "dev"), ("test", "held")
Way = Callable[[str, datetime], Any]


def deadline_by(reader: Reader, *, cued: bool) -> Way:
    """The first time named that lies not before the message; `cued`: only near our words of duty."""

    def read(text: str, at: datetime) -> date | datetime | None:
        for span in reader.times(text, at):
            last = span.last
            if cued and not near_duty(text, span.start, span.end):
                continue
            if (last >= at) if isinstance(last, datetime) else (last >= at.date()):
                return last
        return None

    return read


def period_by(reader: Reader) -> Way:
    """The first period named that has begun."""

    def read(text: str, at: datetime) -> tuple[date, date] | None:
        for span in reader.times(text, at):
            if _day(span.first) <= at.date():
                return _day(span.first), _day(span.last)
        return None

    return read


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def our_period(text: str, at: datetime) -> tuple[date, date] | None:
    """Ours in the same form."""
    found = find_period(text, at)
    return (found.first, found.last) if found else None


DEADLINES: dict[str, Way] = {OURS: find_deadline}
for _name, _reader in READERS.items():
    DEADLINES[_name] = deadline_by(_reader, cued=False)
    DEADLINES[f"{_name}+我们的语境词"] = deadline_by(_reader, cued=True)
MONEY: dict[str, Way] = {OURS: lambda text, at: find_money(text)}
MONEY |= {
    name: (lambda text, at, read=reader.money: read(text)) for name, reader in READERS.items() if reader.money
}
PERIODS: dict[str, Way] = {OURS: our_period} | {name: period_by(reader) for name, reader in READERS.items()}


@dataclass
class Score:
    """How often a way is right where there is something to find, and finds something where there is none."""

    there: int = 0
    right: int = 0
    none: int = 0
    invented: int = 0
    seconds: float = 0.0

    def row(self) -> str:
        """The figures of one row."""
        exact = f"{self.right / self.there:.3f}" if self.there else "–"
        made_up = f"{self.invented / self.none:.3f}" if self.none else "–"
        each = 1000 * self.seconds / max(self.there + self.none, 1)
        return f"{exact:>8}{made_up:>8}{each:>10.2f}"


def measure(cases: Sequence[Case], way: Way, wrong: Callable[[Case, Any], None] | None = None) -> Score:
    """Run one way of reading over the cases."""
    score = Score()
    for case in cases:
        begun = time.process_time()
        try:
            found = way(case.text, case.at)
        except Exception as error:  # noqa: BLE001 a library that breaks on a text found nothing
            found = None
            if wrong:
                click.echo(f"{type(error).__name__}: {error}")
        score.seconds += time.process_time() - begun
        if case.gold is None:
            score.none += 1
            score.invented += found is not None
        else:
            score.there += 1
            score.right += found == case.gold
        if wrong and found != case.gold:
            wrong(case, found)
    return score


def table(title: str, cases: Sequence[Case], ways: dict[str, Way], wanted: str | None = None) -> None:
    """Print one table: right where stated, invented where not, milliseconds a text."""
    stated = sum(case.gold is not None for case in cases)
    if not cases:
        return
    click.echo(f"\n{title}：说了的 {stated} 条，没说的 {len(cases) - stated} 条")
    click.echo("谁\t全对\t凭空\t毫秒一条")
    for name, way in ways.items():
        shown = _show if name == wanted else None
        click.echo(f"{name:<28}{measure(cases, way, shown).row()}")


def _show(case: Case, found: object) -> None:
    click.echo(f"  该是 {case.gold}，读成 {found}：{' '.join(case.text.split())[:120]}")


def labelled(
    paths: Iterable[Path], splits: Sequence[str], gold: Callable[[dict[str, Any]], Any]
) -> list[Case]:
    """The lines of these splits; `gold` raises KeyError for a line that is not labelled for the matter."""
    cases = []
    for path in paths:
        for line in map(json.loads, path.read_text("utf-8").splitlines()):
            if line["split"] in splits:
                try:
                    wanted = gold(line)
                except KeyError:
                    continue
                cases.append(Case(text=line["text"], at=datetime.fromisoformat(line["at"]), gold=wanted))
    return cases


def gold_deadline(line: dict[str, Any]) -> date | datetime | None:
    """A request's labelled deadline."""
    written = line["deadline"]
    if written is None:
        return None
    return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)


def gold_period(line: dict[str, Any]) -> tuple[date, date] | None:
    """A question's labelled period."""
    period = line["query"].get("period")
    return (date.fromisoformat(period["from"]), date.fromisoformat(period["to"])) if period else None


@click.command()
@click.argument("data", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--wrong", help="列出它读错的（只列看得的句子）")
@click.option("--jionlp", type=click.Path(exists=True, path_type=Path), help="jionlp 的 test 文件夹")
@click.option("--microsoft", type=click.Path(exists=True, path_type=Path), help="Recognizers-Text 的 Specs")
def main(data: tuple[Path, ...], wrong: str | None, jionlp: Path | None, microsoft: Path | None) -> None:
    """Print the tables."""
    logging.disable()  # jionlp logs every expression that it cannot read
    os.environ["TZ"] = str(ZONE)  # jionlp reads its base in the machine's zone
    time.tzset()
    for splits, shown in ((_SEEN, wrong), (_UNSEEN, None)):
        named = "、".join(splits)
        table(f"期限，{named}", labelled(data, splits, gold_deadline), DEADLINES, shown)
        table(f"金额，{named}", labelled(data, splits, lambda line: line["order_value_yuan"]), MONEY, shown)
        table(f"问的时段，{named}", labelled(data, splits, gold_period), PERIODS, shown)
    lines = [json.loads(line) for path in data for line in path.read_text("utf-8").splitlines()]
    if lines:
        shared = (path for path in data if path.parent.name != "written")
        peer_intents.tables(
            lines, [json.loads(line) for path in shared for line in path.read_text("utf-8").splitlines()]
        )
    theirs = {"jionlp": jionlp_cases(jionlp) if jionlp else {}}
    theirs["Recognizers-Text"] = microsoft_cases(microsoft) if microsoft else {}
    for library, cases in theirs.items():
        table(f"{library} 自己的题，往后的日子", cases.get("deadline", []), DEADLINES, wrong)
        table(f"{library} 自己的题，过去的时段", cases.get("period", []), PERIODS, wrong)
        table(f"{library} 自己的题，人民币", cases.get("money", []), MONEY, wrong)


if __name__ == "__main__":
    main()
