"""`salon simulate`: the real handlers in virtual time; same seed, same figures."""

import json
from pathlib import Path

from click.testing import CliRunner
from openpyxl import load_workbook

from bot.cli import salon
from tests.conftest import ROSTER


def _run(*options: str, setup: Path = ROSTER) -> str:
    result = CliRunner().invoke(salon, ["simulate", "--setup", str(setup), *options])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_waves_reach_more_people_in_time_than_one_by_one_and_disturb_fewer_than_asking_all() -> None:
    one, everybody, waves, learned = json.loads(_run("--tickets", "12", "--seed", "3", "--json"))
    assert {each["tickets"] for each in (one, everybody, waves, learned)} == {12}
    assert one["within_5_minutes"] <= waves["within_5_minutes"] <= everybody["within_5_minutes"]
    assert waves["pings_per_ticket"] < everybody["pings_per_ticket"]
    assert waves["pickup_mean"] < one["pickup_mean"]


def test_the_same_seed_gives_the_same_figures_and_the_sources_stand_with_them() -> None:
    first = _run("--tickets", "3", "--seed", "5")
    assert first == _run("--tickets", "3", "--seed", "5")
    assert "Scquizzato 2020" in first
    assert "假设" in first


def test_a_roster_without_experts_is_refused(tmp_path: Path) -> None:
    book = load_workbook(ROSTER)
    book["师傅"].delete_rows(2, 200)
    empty = tmp_path / "empty.xlsx"
    book.save(empty)
    result = CliRunner().invoke(salon, ["simulate", "--setup", str(empty)])
    assert result.exit_code != 0
