"""`salon export --roster`: what is on record as the workbook that `salon import` reads."""

import dataclasses
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from bot.cli import salon
from bot.commands.prepare import import_workbook
from handlers.desk import ZONE
from storage import people
from storage.database import Database, UnitOfWork
from storage.migrate import upgrade
from tests.conftest import EXPERTS, MEIYU, ROSTER, UNION, Town


def _salon(folder: Path, *words: str) -> Result:
    environment = {"SALON_DATA_DIR": str(folder), "SALON_DATABASE_URL": ""}
    done = CliRunner(env=environment).invoke(salon, words)
    assert done.exit_code == 0, done.output
    return done


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A data folder in use: the sample roster, a case learned from a ticket, and an expert who has left."""
    folder = tmp_path / "office"
    folder.mkdir()
    database = Database(f"sqlite:///{folder / 'salon.db'}")
    upgrade(database)
    import_workbook(database, ROSTER, strict=True)
    town = Town(database)
    town.request("求助 注塑机射嘴流延，关了背压也没用")
    helper = town.asked()[0]
    town.says(helper, "接", EXPERTS)
    town.says(helper, "修好了，=A1 换了针阀式射嘴", EXPERTS)
    town.says("澄屿小葛", "好了，5分", MEIYU)
    town.later(30)
    town.says("总工会屠佳怡", "阿毛冲压离职了", UNION)
    database.close()
    return folder


def _known(folder: Path) -> dict[str, Any]:
    """The roster and the cases on record, but for what only this database knows of them."""
    database = Database(f"sqlite:///{folder / 'salon.db'}")
    with database.unit() as uow:
        found = _of(uow)
    database.close()
    return found


def _of(uow: UnitOfWork) -> dict[str, Any]:
    firms = {each.id: each.no for each in people.all_enterprises(uow)}
    return {
        "experts": [
            dataclasses.replace(each, id=0, left_at=None, away=False) for each in people.all_experts(uow)
        ],
        "left": [
            (each.no, each.left_at.astimezone(ZONE).date())
            for each in people.all_experts(uow)
            if each.left_at
        ],
        "enterprises": [dataclasses.replace(each, id=0) for each in people.all_enterprises(uow)],
        "contacts": sorted((name, firms[firm]) for name, firm in people.all_contacts(uow)),
        "rooms": [dataclasses.replace(each, id=0) for each in people.all_rooms(uow)],
        "coordinators": [dataclasses.replace(each, id=0) for each in people.all_coordinators(uow)],
        "cases": [
            dataclasses.replace(each, id=0, ticket_id=None, district=None) for each in people.all_cases(uow)
        ],
    }


def test_what_is_exported_makes_the_same_roster_elsewhere(office: Path, tmp_path: Path) -> None:
    out = tmp_path / "名册.xlsx"
    told = _salon(office, "export", "--roster", "--out", str(out))
    assert "师傅118 企业60" in told.output
    assert "salon import" in told.output
    elsewhere = tmp_path / "elsewhere"
    _salon(elsewhere, "import", str(out), "--strict")
    assert _known(elsewhere) == _known(office)
    learned = [each for each in _known(elsewhere)["cases"] if each.no == "T1001"]
    assert ["换了针阀式射嘴" in each.solution for each in learned] == [True]
    assert len(_known(elsewhere)["left"]) == 1


def test_importing_it_again_where_it_came_from_changes_nothing(office: Path, tmp_path: Path) -> None:
    out, before = tmp_path / "名册.xlsx", _known(office)
    _salon(office, "export", "--roster", "--out", str(out))
    _salon(office, "import", str(out))
    assert _known(office) == before


def test_an_expert_on_record_is_stopped_by_coordinators_alone(office: Path, tmp_path: Path) -> None:
    out = tmp_path / "名册.xlsx"
    _salon(office, "export", "--roster", "--out", str(out))
    book = load_workbook(out)
    page = book["师傅"]
    column = [cell.value for cell in page[1]].index("停派") + 1
    page.cell(2, column, date(2026, 11, 1))
    book.save(out)
    before = _known(office)["left"]
    _salon(office, "import", str(out))
    assert _known(office)["left"] == before


def test_a_case_from_elsewhere_keeps_its_place_when_a_ticket_of_its_number_is_solved(
    office: Path, tmp_path: Path
) -> None:
    out = tmp_path / "名册.xlsx"
    _salon(office, "export", "--roster", "--out", str(out))
    elsewhere = tmp_path / "elsewhere"
    _salon(elsewhere, "import", str(out))
    town = Town(Database(f"sqlite:///{elsewhere / 'salon.db'}"))
    town.now += timedelta(days=1)
    town.request("求助 双色模牙刷柄熔接线发黑 换了料也没用")
    helper = town.asked()[0]
    town.says(helper, "接", EXPERTS)
    town.says(helper, "修好了，排气槽清了积碳", EXPERTS)
    town.says("澄屿小葛", "好了，5分", MEIYU)
    town.later(30)
    town.engine.database.close()
    learned = {each.no: each.solution for each in _known(elsewhere)["cases"] if each.no.startswith("T")}
    assert "针阀式射嘴" in learned["T1001"]
    assert "排气槽清了积碳" in learned["T1001-2"]


def test_a_roster_has_no_days(office: Path) -> None:
    told = CliRunner(env={"SALON_DATA_DIR": str(office)}).invoke(
        salon, ["export", "--roster", "--period", "2026-11"]
    )
    assert told.exit_code == 2
    assert "只写一个" in told.output
