"""`salon simulate`: the real handlers in virtual time; same seed, same figures."""

import json
from datetime import datetime, timedelta
from pathlib import Path

from click.testing import CliRunner
from openpyxl import load_workbook

from bot.cli import salon
from bot.commands.crowd import BEGIN, Crowd
from handlers.desk import ZONE
from storage.people import Expert
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


def test_several_seeds_give_intervals_and_the_floor_stands_beside_the_busiest() -> None:
    # On these seeds each request opens a ticket of its own.
    options = ("--tickets", "2", "--seed", "4", "--seeds", "2")
    outcomes = json.loads(_run(*options, "--json"))
    assert {(each["tickets"], each["seeds"]) for each in outcomes} == {(4, 2)}
    assert all(0 < each["busiest_tenth_floor"] <= 1 for each in outcomes)
    shown = _run(*options)
    assert "随机种子 4–5" in shown
    assert "分得最匀" in shown


def test_people_behave_alike_under_every_policy() -> None:
    experts = [_expert("阿一"), _expert("阿二")]
    one, other = (Crowd(4, experts, {"mould": ["模具飞边"]}) for _ in range(2))
    morning = BEGIN + timedelta(hours=1)
    assert one.arrivals(50) == other.arrivals(50)
    assert one.answer("阿一", 1001, 1, morning) == other.answer("阿一", 1001, 1, morning)


def test_nights_bring_fewer_requests_and_fewer_answers() -> None:
    crowd = Crowd(1, [_expert(f"师傅{place}") for place in range(300)], {"mould": ["模具飞边"]})
    nights = [moment for moment in crowd.arrivals(400) if moment.hour >= 22 or moment.hour < 7]
    assert 0 < len(nights) < 40

    def takers(hour: int) -> int:
        moment = BEGIN.replace(hour=hour)
        return sum(bool(crowd.answer(f"师傅{place}", 1001, 1, moment).takes) for place in range(300))

    assert takers(23) < takers(10) / 2


def test_who_is_away_takes_nothing() -> None:
    crowd = Crowd(1, [_expert("阿一")], {"mould": ["模具飞边"]})
    (_, leave), *_ = crowd.go_on_leave(BEGIN + timedelta(days=200))
    noon = datetime.combine(leave.first, BEGIN.time(), tzinfo=ZONE)
    assert not any(crowd.answer("阿一", no, 1, noon).takes for no in range(1001, 1050))


def _expert(name: str) -> Expert:
    return Expert(
        id=1,
        no=name,
        name=name,
        wechat_name=name,
        trades=("mould",),
        speciality="",
        company="",
        district="",
        region="",
        phone="",
        capacity=3,
        onsite=True,
        away=False,
        away_from=None,
        away_until=None,
        away_later=(),
    )


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
