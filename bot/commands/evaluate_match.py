"""`salon eval match` and `salon eval similar`: who is found for a problem, and which past case."""

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean
from typing import Any

from bot.commands.encoding import Encoding, Vectors
from bot.commands.errors import BadInput
from bot.commands.jsonl import read_lines, write_lines
from handlers.matching.fitting import ExpertProfile, Problem, Weights
from handlers.matching.index import Floats
from handlers.matching.ranking import Matcher
from handlers.matching.rosterbook import profile_of
from handlers.matching.similar import CaseIndex
from handlers.understanding.trades import find_category
from handlers.workbooks.workbook import WorkbookReading
from handlers.workbooks.workbook_reading import BadWorkbook, read_workbook
from storage.people import case_told

# What can be left out, or looked at alone, and the weights that make it up.
PARTS: Mapping[str, tuple[str, ...]] = {
    "words": ("own",),
    "cases": ("cases", "case_meaning"),
    "niches": ("niche", "kin"),
    "trade": ("trade",),
    "vectors": ("meaning", "case_meaning"),
    "district": ("district",),
}


_BOUNDS = (2.0, 2.25, 2.5, 2.6, 2.7, 2.75, 2.8, 3.0)


def evaluate_match(
    problems: Path,
    setup: Path,
    predictions: Path | None,
    top: int,
    *,
    encoding: Encoding | None = None,
    without: Collection[str] = (),
    only: Collection[str] = (),
) -> str:
    """Rank experts for each problem; the printed table where gold is present. Raises BadInput."""
    try:
        reading = read_workbook(setup)
    except BadWorkbook as error:
        raise BadInput(str(error)) from error
    lines, graded = [], []
    for number, line in read_lines(problems, "id", "text"):
        lines.append(line)
        graded.append(_grades(line, f"{problems}:{number}"))
    encoding = None if "vectors" in without else encoding
    experts = profiles(reading)
    if "cases" in without:
        experts = [replace(each, solved=()) for each in experts]
    told = [text for each in experts for text in (each.speciality, *each.solved)]
    asked = [str(line["text"]) for line in lines]
    vectors = encoding.vectors(told, asked) if encoding else Vectors()
    matcher = Matcher(experts, weights(without, only), vectors.passages)
    rows: list[dict[str, Any]] = []
    judged: list[tuple[list[str], dict[str, float]]] = []
    trades = {each.no: each.trades for each in experts}
    own_trade: list[bool] = []
    for line, text, gold in zip(lines, asked, graded, strict=True):
        category = find_category(text)
        choices = matcher.rank(
            Problem(
                text=text,
                category=category,
                district=line.get("district"),
                vector=vectors.questions.get(text),
            )
        )
        shown = [{"no": each.no, "score": each.score, "why": each.why} for each in choices[:top]]
        rows.append({"id": line["id"], "experts": shown})
        if gold:
            judged.append(([each.no for each in choices], gold))
            own_trade += [category in trades.get(no, ()) for no in gold if gold[no] == max(gold.values())]
    write_lines(predictions, rows)
    share = f"\n最对口的师傅里，登记了程序认的那个工种的 {mean(own_trade):.0%}" if own_trade else ""
    return _table(len(rows), judged) + share


def _grades(line: Mapping[str, Any], where: str) -> dict[str, float]:
    """The experts who fit a problem, each with his grade above 0. Raises BadInput."""
    told = line.get("relevant") or {}
    if not isinstance(told, dict) or not all(type(grade) in (int, float) for grade in told.values()):
        raise BadInput(f"{where}: relevant 要写成 {{编号: 等级}}，等级是数; 请改正这一行")
    return {no: grade for no, grade in told.items() if grade > 0}


def weights(without: Collection[str], only: Collection[str]) -> Weights:
    """The usual weights, those of the parts left out put to nothing."""
    kept = {name for part in only for name in PARTS[part]}
    every = {name for names in PARTS.values() for name in names}
    gone = {name for part in without for name in PARTS[part]} | (every - kept if only else set())
    return replace(Weights(), **dict.fromkeys(gone, 0.0))


def profiles(reading: WorkbookReading) -> list[ExpertProfile]:
    """Profiles for matching from a workbook alone."""
    solved: dict[str, list[str]] = defaultdict(list)
    for case in reading.cases:
        if case.expert_no:
            solved[case.expert_no].append(case_told(case.title, case.description, case.solution))
    return [profile_of(each, tuple(solved[each.no])) for each in reading.experts]


def _table(count: int, judged: Sequence[tuple[list[str], Mapping[str, float]]]) -> str:
    if not judged:
        return f"{count} 个问题；没有 relevant，不算分"
    found = {
        "recall@3": mean(_recall(ranked, gold, 3) for ranked, gold in judged),
        "recall@5": mean(_recall(ranked, gold, 5) for ranked, gold in judged),
        "hit@3": mean(float(any(no in gold for no in ranked[:3])) for ranked, gold in judged),
        "MRR": mean(_reciprocal(ranked, gold) for ranked, gold in judged),
        "nDCG@10": mean(_ndcg(ranked, gold, 10) for ranked, gold in judged),
    }
    return "\n".join([f"{len(judged)} 个问题", *(f"{name:<9}{value:.3f}" for name, value in found.items())])


def _recall(ranked: Sequence[str], gold: Mapping[str, float], top: int) -> float:
    return len(set(ranked[:top]) & set(gold)) / len(gold)


def _reciprocal(ranked: Sequence[str], gold: Mapping[str, float]) -> float:
    return next((1 / place for place, no in enumerate(ranked, start=1) if no in gold), 0.0)


def _ndcg(ranked: Sequence[str], gold: Mapping[str, float], top: int) -> float:
    gained = sum(_gain(gold.get(no, 0), place) for place, no in enumerate(ranked[:top]))
    ideal = sum(_gain(grade, place) for place, grade in enumerate(sorted(gold.values(), reverse=True)[:top]))
    return gained / ideal if ideal else 0.0


def _gain(grade: float, place: int) -> float:
    return float((2**grade - 1) / math.log2(place + 2))


def evaluate_similar(
    queries: Path, cases: Path, predictions: Path | None, top: int, *, encoding: Encoding | None = None
) -> str:
    """The most similar cases for each query. Raises BadInput."""
    known = [(str(line["id"]), str(line["text"])) for _, line in read_lines(cases, "id", "text")]
    lines = [line for _, line in read_lines(queries, "id", "text")]
    told, asked = [text for _, text in known], [str(line["text"]) for line in lines]
    vectors = encoding.vectors(told, asked) if encoding else Vectors()
    index = CaseIndex(told, vectors=vectors.passages)
    hits: list[bool] = []
    near: list[tuple[float, float]] = []
    rows = []
    for line, text in zip(lines, asked, strict=True):
        vector = vectors.questions.get(text)
        scored = index.scores(text, vector)
        best = sorted(range(len(known)), key=lambda place: (-scored[place], known[place][0]))[:top]
        rows.append(
            {
                "id": line["id"],
                "cases": [{"id": known[place][0], "score": round(float(scored[place]), 4)} for place in best],
            }
        )
        if line.get("case") is not None:
            hits.append(str(line["case"]) in {known[place][0] for place in best})
            near.append(_own_and_other(index.nearness(text, vector), [no for no, _ in known], line["case"]))
    write_lines(predictions, rows)
    judged = f"\nhit@{top:<5}{mean(hits):.3f}\n{_bounds(near)}" if hits else ""
    return f"{len(rows)} 个问题，{len(known)} 个案例{judged}"


def _own_and_other(nearness: Floats, nos: Sequence[str], own: object) -> tuple[float, float]:
    """How near the problem's own case is, and the nearest of all the others."""
    own_case = [float(near) for near, no in zip(nearness, nos, strict=True) if no == str(own)]
    others = [float(near) for near, no in zip(nearness, nos, strict=True) if no != str(own)]
    return max(own_case, default=0.0), max(others, default=0.0)


def _bounds(near: Sequence[tuple[float, float]]) -> str:
    """What each bound of `near` in the policy would show."""
    lines = ["近到多少才给看  自己的案例露面  没有自己的案例，别的露面"]
    for bound in _BOUNDS:
        own = mean(float(each >= bound) for each, _ in near)
        other = mean(float(each >= bound) for _, each in near)
        lines.append(f"{bound:>7.2f}{own:>18.0%}{other:>22.0%}")
    return "\n".join(lines)
