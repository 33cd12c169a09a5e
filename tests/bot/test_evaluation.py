"""`salon eval understand` with a model: both ways side by side, tokens and cost, the worst confusions."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import salon
from bot.commands.evaluate_understanding import evaluate_understanding
from bot.settings import Settings
from tests.bot.stand_in import StandIn, break_it

AT = "2026-03-02T09:00:00+08:00"
LINES = [
    # In doubt for the rules (a word of time, no day): the model is asked.
    {"text": "透明灯罩打出来一片银纹 料也烘过了 交期前弄不好 怎么办", "intent": "request",
     "deadline": "2026-03-06", "category": "injection", "urgency": "urgent"},
    {"text": "收到，谢谢", "intent": "chat"},
    {"text": "中午食堂吃什么", "intent": "request", "category": "other"},
]  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    file = tmp_path / "lines.jsonl"
    rows: list[dict[str, object]] = [
        {"id": f"l{place}", "at": AT, "role": "enterprise", **line} for place, line in enumerate(LINES)
    ]
    rows.append(
        {"id": "e1", "at": AT, "role": "expert", "text": "1001 接", "intent": "claim", "ticket": 1001}
    )
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return file


def row(printed: str, name: str) -> list[str]:
    """The figures of a table's row."""
    return next(line.split()[1:] for line in printed.splitlines() if line.startswith(f"{name} "))


def test_both_ways_stand_side_by_side_with_tokens_and_cost(
    told: StandIn, settings: Settings, data: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    printed = evaluate_understanding(data, out, settings)
    assert "规则：4 条" in printed
    assert "规则+模型：4 条" in printed
    assert row(printed, "deadline") == ["1", "0.000", "1.000"]
    assert row(printed, "claim") == ["1", *["1.000"] * 6]
    assert len(told.seen) == 1, "only what is in doubt"
    assert "企业的话 3 条，拿不准去问模型的 1 条，33.3%" in printed
    assert "词元：进 1000（其中缓存 800），出 100；0.0016 元" in printed
    assert json.loads(out.read_text("utf-8").splitlines()[0])["deadline"] == "2026-03-06"


def test_failed_calls_are_counted_and_the_rules_answer_stands(
    told: StandIn, settings: Settings, data: Path
) -> None:
    break_it(told, "status 500")
    printed = evaluate_understanding(data, None, settings)
    assert "失败 1 次（server 1），那几条用规则的答案" in printed
    assert row(printed, "deadline") == ["1", "0.000", "0.000"]


def test_without_a_model_there_is_one_column(data: Path) -> None:
    printed = evaluate_understanding(data, None, None)
    assert "规则" not in printed
    assert printed.endswith("企业的话 3 条，拿不准、设了模型就会去问的 1 条，33.3%")
    assert row(printed, "deadline") == ["1", "0.000"]


def test_the_rules_alone_stand_beside_what_ships(data: Path) -> None:
    printed = evaluate_understanding(data, None, None, with_rules=True)
    assert "只用规则：4 条" in printed
    assert "规则+分类器：4 条" in printed
    assert len(row(printed, "deadline")) == 3
    # "透明灯罩…" asks in no word of the lexicon's: the classifier hears a request all the same.
    assert row(printed, "request")[1:] != row(printed, "request")[4:]


def test_the_worst_confusions_come_with_their_texts(data: Path) -> None:
    printed = evaluate_understanding(data, None, None, with_confusions=True)
    assert "intent: request → chat，1 条\n  l2: 中午食堂吃什么" in printed
    assert "deadline: 2026-03-06 → None，1 条" in printed


def test_the_command_asks_for_a_key(data: Path) -> None:
    done = CliRunner().invoke(
        salon, ["eval", "understand", str(data), "--model", "on"], env={"OPENAI_API_KEY": ""}
    )
    assert done.exit_code == 2
    shown = CliRunner().invoke(salon, ["eval", "understand", str(data), "--confusions"])
    assert shown.exit_code == 0
    assert "弄错的" in shown.output
