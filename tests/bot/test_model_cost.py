"""`salon model-cost`: what is on record, added up."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import salon
from bot.commands.model_cost import as_json, as_table, model_cost
from bot.opening import open_database
from bot.settings import Settings
from handlers.model.model_use import Limits, begin, finish
from storage.terms import Outcome
from tests.conftest import MEIYU, Town


def called(town: Town, outcome: Outcome, inbox_id: int | None = None, **used: int) -> None:
    given = town.engine.write(
        lambda desk: begin(desk, Limits(), purpose="read", model="m", inbox_id=inbox_id), town.now
    )
    assert given is not None
    town.engine.write(lambda desk: finish(desk, Limits(), given, outcome=outcome, **used), town.now)


def test_calls_money_and_failures_are_added_up(town: Town) -> None:
    begun = town.now
    town.request()
    for number in range(8):
        town.says("澄屿小葛", f"早 {number}", MEIYU)
    town.says("澄屿小葛", "私下说一句")
    called(town, Outcome.OK, inbox_id=1, tokens_in=1000, tokens_cached=600, tokens_out=100, micro_yuan=3000)
    town.later(86400)
    called(town, Outcome.TIMEOUT)
    cost = model_cost(town.engine.database, begun, town.now)
    assert (cost.group_messages, cost.calls, cost.calls_per_100_messages) == (9, 2, 22.22)
    assert (cost.failed_share, cost.outcomes) == (0.5, {"ok": 1, "timeout": 1})
    assert (cost.yuan, cost.yuan_per_ticket, cost.tickets) == (0.003, 0.003, {1001: 0.003})
    assert [(each.calls, each.failed, each.tokens) for each in cost.days] == [(1, 0, 1100), (1, 1, 0)]
    assert cost.breakers == {"m": "closed"}
    table = as_table(cost)
    assert "每百条 22.2 次" in table
    assert "超时 1" in table
    assert "断路器 m：正常" in table
    assert json.loads(as_json(cost))["tokens_cached"] == 600


def test_an_open_breaker_is_shown_with_its_end(town: Town) -> None:
    for _ in range(5):
        called(town, Outcome.SERVER)
    cost = model_cost(town.engine.database, town.now, town.now)
    assert cost.breakers["m"].startswith("open 2026-11-23T09:01:00")
    assert "断开到 09:01" in as_table(cost)


def test_labels_are_exported_to_a_file(tmp_path: Path) -> None:
    open_database(Settings(data_dir=tmp_path)).close()
    out = tmp_path / "labels.jsonl"
    words = ["labels", "export", "--out", str(out)]
    assert CliRunner().invoke(salon, words, env={"SALON_DATA_DIR": str(tmp_path)}).exit_code == 0
    assert out.read_text("utf-8") == ""


@pytest.mark.parametrize(("words", "code"), [([], 0), (["--json"], 0), (["--since", "gestern"], 2)])
def test_the_command(tmp_path: Path, words: list[str], code: int) -> None:
    open_database(Settings(data_dir=tmp_path)).close()
    done = CliRunner().invoke(salon, ["model-cost", *words], env={"SALON_DATA_DIR": str(tmp_path)})
    assert done.exit_code == code, done.output
    assert code or "0" in done.output
