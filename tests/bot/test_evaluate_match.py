"""`salon eval match`: predictions and figures, parts left out, parts alone."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import salon
from bot.commands.errors import BadInput
from bot.commands.evaluate_match import PARTS, weights
from handlers.matching.fitting import Weights
from tests.conftest import ROSTER

PROBLEMS = [
    {"id": "1", "text": "塑料盒子四周一圈都长出薄皮", "relevant": {"S001": 3}},
    {"id": "2", "text": "茶叶炒出来焦边", "district": "青溪"},
]


@pytest.fixture
def problems(tmp_path: Path) -> Path:
    file = tmp_path / "problems.jsonl"
    file.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in PROBLEMS), "utf-8")
    return file


def asked(problems: Path, *options: str) -> tuple[str, list[dict]]:
    out = problems.with_name("out.jsonl")
    command = ["eval", "match", str(problems), "--setup", str(ROSTER), "--predictions", str(out), *options]
    result = CliRunner().invoke(salon, command, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output, [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def test_the_contracts_fields_and_figures(problems: Path) -> None:
    output, rows = asked(problems, "--vectors", "off", "--top", "5")
    assert [row["id"] for row in rows] == ["1", "2"]
    for row in rows:
        assert len(row["experts"]) == 5
        scores = [each["score"] for each in row["experts"]]
        assert scores == sorted(scores, reverse=True)
        assert all(each.keys() == {"no", "score", "why"} for each in row["experts"])
    for name in ("recall@3", "recall@5", "MRR", "nDCG@10"):
        assert name in output


@pytest.mark.parametrize("relevant", [["S001"], {"S001": "高"}, {"S001": None}, "S001"])
def test_grades_that_are_none_are_refused_before_anything_is_written(
    problems: Path, relevant: object
) -> None:
    line = json.dumps({"id": "3", "text": "车床振刀", "relevant": relevant}, ensure_ascii=False)
    problems.write_text(problems.read_text("utf-8") + "\n" + line, "utf-8")
    out = problems.with_name("out.jsonl")
    command = ["eval", "match", str(problems), "--setup", str(ROSTER), "--predictions", str(out)]
    with pytest.raises(BadInput, match=f"{problems}:3: relevant"):
        CliRunner().invoke(salon, [*command, "--vectors", "off"], catch_exceptions=False)
    assert not out.exists()


def test_a_grade_of_nothing_is_no_hit(problems: Path) -> None:
    problems.write_text('{"id": "1", "text": "注塑件有黑点", "relevant": {"S001": 0}}', "utf-8")
    assert "不算分" in asked(problems, "--vectors", "off")[0]


def test_parts_left_out_change_the_scores(problems: Path) -> None:
    _, every = asked(problems, "--vectors", "off")
    for part in ("words", "cases", "niches", "trade"):
        assert asked(problems, "--vectors", "off", "--without", part)[1] != every
    assert asked(problems, "--vectors", "off", "--without", "vectors")[1] == every


def test_a_part_alone_has_no_other_parts_weight() -> None:
    alone = weights((), ("niches",))
    assert (alone.niche, alone.kin) == (Weights().niche, Weights().kin)
    others = {name for part, names in PARTS.items() if part != "niches" for name in names}
    assert all(getattr(alone, name) == 0 for name in others)
    assert weights((), ()) == Weights()


def test_vectors_alone_need_vectors(problems: Path) -> None:
    command = [
        "eval",
        "match",
        str(problems),
        "--setup",
        str(ROSTER),
        "--vectors",
        "off",
        "--only",
        "vectors",
    ]
    result = CliRunner().invoke(salon, command)
    assert result.exit_code == 2
    assert "--vectors local" in result.output


def test_how_many_of_the_best_experts_have_the_recognised_trade_is_printed(tmp_path: Path) -> None:
    problem = {"id": "1", "text": "修模，分型面跑毛边要飞模", "relevant": {"S001": 3}}
    problems = tmp_path / "problem.jsonl"
    problems.write_text(json.dumps(problem, ensure_ascii=False), "utf-8")
    output, _ = asked(problems, "--vectors", "off")
    assert "最对口的师傅里，登记了程序认的那个工种的 100%" in output


def test_past_cases_are_printed_with_what_each_bound_would_show(tmp_path: Path) -> None:
    cases = [
        {"id": "a", "text": "注塑件飞边，分型面研合后好了"},
        {"id": "b", "text": "茶叶杀青温度过高焦边，调低锅温"},
    ]
    queries = [
        {"id": "1", "text": "注塑件飞边，分型面研合", "case": "a"},
        {"id": "2", "text": "茶叶杀青温度过高焦边", "case": "b"},
    ]
    files = [tmp_path / "cases.jsonl", tmp_path / "queries.jsonl"]
    for file, lines in zip(files, (cases, queries), strict=True):
        file.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in lines), "utf-8")
    command = ["eval", "similar", str(files[1]), "--cases", str(files[0]), "--vectors", "off", "--top", "1"]
    result = CliRunner().invoke(salon, command, catch_exceptions=False)
    assert "hit@1    1.000" in result.output
    (bound,) = [line.split() for line in result.output.splitlines() if line.strip().startswith("2.50")]
    assert bound[1:] == ["100%", "0%"]
