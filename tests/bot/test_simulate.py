"""`salon simulate`: the real handlers in virtual time; same seed, same figures."""

import json
from datetime import datetime, timedelta
from pathlib import Path

from click.testing import CliRunner
from openpyxl import load_workbook

from bot.cli import salon
from bot.commands.crowd import BEGIN, Crowd, Request, requests
from handlers.desk import ZONE
from prompts.trades import trade_names
from storage.people import Expert
from tests.conftest import ROSTER

_FLASH = Request(text="模具飞边", trades=("mould",), skills=("飞边",))


def _run(*options: str, setup: Path = ROSTER) -> str:
    result = CliRunner().invoke(salon, ["simulate", "--setup", str(setup), *options])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_waves_reach_more_people_in_time_than_one_by_one_and_disturb_fewer_than_asking_all() -> None:
    one, everybody, waves, learned = json.loads(_run("--tickets", "8", "--seed", "3", "--json"))
    assert {each["tickets"] for each in (one, everybody, waves, learned)} == {8}
    assert one["within_5_minutes"] <= waves["within_5_minutes"] <= everybody["within_5_minutes"]
    assert waves["pings_per_ticket"] < everybody["pings_per_ticket"]
    assert waves["pickup_mean"] < one["pickup_mean"]


def test_several_seeds_give_intervals_and_the_floor_stands_beside_the_busiest() -> None:
    # On these seeds each request opens a ticket of its own.
    options = ("--tickets", "2", "--seed", "4", "--seeds", "2")
    outcomes = json.loads(_run(*options, "--json"))
    assert {(each["tickets"], each["seeds"]) for each in outcomes} == {(4, 2)}
    assert all(0 < each["busiest_tenth_floor"] <= 1 for each in outcomes)
    shown = _run("--tickets", "1", "--seed", "4", "--seeds", "2")
    assert "随机种子 4–5" in shown
    assert "分得最匀" in shown


def test_people_behave_alike_under_every_policy() -> None:
    experts = [_expert("阿一"), _expert("阿二")]
    one, other = (Crowd(4, experts, {"mould": [_FLASH]}) for _ in range(2))
    morning = BEGIN + timedelta(hours=1)
    assert one.arrivals(50) == other.arrivals(50)
    assert one.answer("阿一", 1001, 1, morning, _FLASH) == other.answer("阿一", 1001, 1, morning, _FLASH)


def test_nights_bring_fewer_requests_and_fewer_answers() -> None:
    crowd = Crowd(1, [_expert(f"师傅{place}") for place in range(300)], {"mould": [_FLASH]})
    nights = [moment for moment in crowd.arrivals(400) if moment.hour >= 22 or moment.hour < 7]
    assert 0 < len(nights) < 40

    def takers(hour: int) -> int:
        moment = BEGIN.replace(hour=hour)
        return sum(bool(crowd.answer(f"师傅{place}", 1001, 1, moment, _FLASH).takes) for place in range(300))

    assert takers(23) < takers(10) / 2


def test_who_is_away_takes_nothing() -> None:
    crowd = Crowd(1, [_expert("阿一")], {"mould": [_FLASH]})
    (_, leave), *_ = crowd.go_on_leave(BEGIN + timedelta(days=200))
    noon = datetime.combine(leave.first, BEGIN.time(), tzinfo=ZONE)
    assert not any(crowd.answer("阿一", no, 1, noon, _FLASH).takes for no in range(1001, 1050))


def test_who_cannot_do_it_refuses_and_the_nearer_his_trade_the_likelier_he_can() -> None:
    morning = BEGIN + timedelta(hours=1)

    def takers(trade: str, speciality: str = "", *, all_able: bool = False) -> int:
        experts = [_expert(f"师傅{place}", trade, speciality) for place in range(1000)]
        crowd = Crowd(1, experts, {"mould": [_FLASH]}, all_able=all_able)
        answers = [crowd.answer(each.wechat_name, 1001, 1, morning, _FLASH) for each in experts]
        assert all(each.able for each in answers if each.takes)
        return sum(bool(each.takes) for each in answers)

    own, neighbour, other = takers("mould"), takers("injection"), takers("agri_food")
    assert own > 4 * neighbour
    assert neighbour > 3 * other > 0
    assert takers("agri_food", "修飞边、抛光") == takers("agri_food", all_able=True) == own


def test_being_of_no_trade_is_nothing_in_common() -> None:
    sewing = Request(text="缝纫机断线", trades=("other",), skills=("缝纫",))
    assert not sewing.is_for(_expert("阿一", "other", "专利"))
    assert sewing.is_for(_expert("阿二", "equipment", "缝纫机维修"))


def test_the_requests_are_labelled_with_trades_there_are() -> None:
    found = requests()
    assert set(found) == set(trade_names())
    assert all(set(each.trades) <= set(found) and each.skills for told in found.values() for each in told)


def _expert(name: str, trade: str = "mould", speciality: str = "") -> Expert:
    return Expert(
        id=1,
        no=name,
        name=name,
        wechat_name=name,
        trades=(trade,),
        speciality=speciality,
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
    first = _run("--tickets", "2", "--seed", "5")
    assert first == _run("--tickets", "2", "--seed", "5")
    assert "Scquizzato 2020" in first
    assert "假设" in first


def test_a_roster_without_experts_is_refused(tmp_path: Path) -> None:
    book = load_workbook(ROSTER)
    book["师傅"].delete_rows(2, 200)
    empty = tmp_path / "empty.xlsx"
    book.save(empty)
    result = CliRunner().invoke(salon, ["simulate", "--setup", str(empty)])
    assert result.exit_code != 0
