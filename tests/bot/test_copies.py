"""Backups of a database in use, and a move from SQLite to PostgreSQL."""

import asyncio
import dataclasses
import socket
import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from bot.backups import backups, trouble
from bot.channels.simulator import SimulatorChannel
from bot.cli import salon
from bot.clock import Clock
from bot.commands.copies import backup, move_to
from bot.commands.doctor import examine
from bot.commands.errors import BadInput
from bot.commands.finding import Finding
from bot.commands.prepare import import_workbook
from bot.engine import Engine
from bot.keeping import name_of, tidy
from bot.live import _watch_backups
from bot.settings import Settings
from bot.worker import Worker
from handlers.faults import tell_of_backup
from handlers.policy_file import read_policy
from storage import outbox
from storage.database import Database
from storage.migrate import upgrade
from storage.tables import metadata
from storage.terms import Purpose
from tests.conftest import EXPERTS, MEIYU, ROSTER, UNION, Town, postgres_copy

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A data folder with the sample roster, one claimed ticket and one file; nobody listens."""
    settings = Settings(data_dir=tmp_path / "data", http="127.0.0.1:1")
    (settings.data_dir / "files").mkdir(parents=True)
    (settings.data_dir / "files" / "1-a.jpg").write_bytes(b"picture")
    database = Database(settings.url)
    upgrade(database)
    import_workbook(database, ROSTER, strict=True)
    town = Town(database)
    town.request()
    town.says(town.asked()[0], "接", EXPERTS)
    database.close()
    return settings


def tickets_in(file: Path) -> int:
    connection = sqlite3.connect(file)
    try:
        return int(connection.execute("SELECT count(*) FROM tickets").fetchone()[0])
    finally:
        connection.close()


def goes_on(town: Town) -> None:
    """The claimed ticket is there, and the next request gets the next number."""
    town.now += timedelta(hours=1)
    town.says("澄屿小葛", "急 注塑机漏油停机了 求助", MEIYU, message_id="later")
    town.later(12)
    assert town.ticket(1001).status == "claimed"
    assert town.ticket(1002).status == "open"
    town.engine.database.close()


def test_a_backup_made_during_work_is_whole_and_can_be_worked_on(settings: Settings, tmp_path: Path) -> None:
    town, stop = Town(Database(settings.url)), threading.Event()

    def chat() -> None:
        while not stop.is_set():
            town.says("澄屿小葛", "今天食堂吃什么", MEIYU)

    writing = threading.Thread(target=chat)
    writing.start()
    try:
        said = backup(settings, tmp_path / "disk", NOW, keep=30)
    finally:
        stop.set()
        writing.join()
        town.engine.database.close()
    (copy,) = (tmp_path / "disk").glob("*.db")
    assert str(copy) in said
    assert (tmp_path / "disk" / "files" / "1-a.jpg").read_bytes() == b"picture"
    assert sorted(each.name for each in (tmp_path / "disk").iterdir()) == ["files", copy.name]
    restored = Town(Database(f"sqlite:///{copy}"))
    goes_on(restored)


def test_the_newest_backups_stay_and_nothing_else_is_touched(settings: Settings, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    (disk / "salon-old.db").write_text("somebody's own")
    for day in (1, 2, 3, 4):
        backup(settings, disk, NOW.replace(day=day), keep=2)
    assert sorted(each.name for each in disk.glob("*.db")) == [
        "salon-20261103-030000.db",
        "salon-20261104-030000.db",
        "salon-old.db",
    ]


def test_what_cannot_be_backed_up_is_said_in_a_line(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="还没有"):
        backup(Settings(data_dir=tmp_path / "nowhere"), tmp_path / "disk", NOW, keep=1)
    with pytest.raises(BadInput, match="打不开"):
        backup(Settings(database_url="postgresql+psycopg://127.0.0.1:1/y"), tmp_path / "disk", NOW, keep=1)
    with pytest.raises(BadInput, match="还没有"):
        move_to(Settings(data_dir=tmp_path / "nowhere", http="127.0.0.1:1"), f"sqlite:///{tmp_path / 'x.db'}")
    assert not (tmp_path / "nowhere").exists()
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="建不了"):
        backup(settings, tmp_path / "file", NOW, keep=1)


def test_of_a_folder_that_cannot_be_made_that_folder_is_at_fault(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(BadInput) as told:
        backup(settings, tmp_path / "file" / "copies", NOW, 3)
    assert "换个备份的文件夹" in str(told.value)
    assert "SALON_DATA_DIR" not in str(told.value)


def test_a_damaged_database_is_found_and_the_old_backups_stay(settings: Settings, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    backup(settings, disk, NOW, keep=1)
    file = settings.data_dir / "salon.db"
    with file.open("r+b") as pages:
        pages.seek(4096 * 20)
        pages.write(b"\xff" * 4096 * 10)
    with pytest.raises(BadInput, match="损坏"):
        backup(settings, disk, NOW.replace(day=27), keep=1)
    assert [each.name for each in disk.glob("salon*")] == ["salon-20261126-030000.db"]


def test_all_records_move_to_postgresql_and_work_goes_on_there(settings: Settings, postgres: str) -> None:
    target = postgres_copy(postgres, template="template1")
    before = Database(settings.url)
    said = move_to(settings, target.url)
    assert "派工单 1 张" in said
    with before.engine.connect() as here, target.engine.connect() as there:
        for table in metadata.sorted_tables:
            order = list(table.primary_key)
            assert here.execute(select(table).order_by(*order)).all() == (
                there.execute(select(table).order_by(*order)).all()
            ), table.name
    before.close()
    goes_on(Town(target))


def test_a_backup_of_postgresql_is_a_file_that_moves_back(
    settings: Settings, postgres: str, tmp_path: Path
) -> None:
    server = postgres_copy(postgres, template="template1")
    move_to(settings, server.url)
    at_work = dataclasses.replace(settings, database_url=server.url)
    said = backup(at_work, tmp_path / "disk", NOW)
    assert "备份好了" in said
    (copy,) = (tmp_path / "disk").glob("salon-*")
    assert (tmp_path / "disk" / "files" / "1-a.jpg").exists()
    assert tickets_in(copy) == 1
    again = postgres_copy(postgres, template="template1")
    move_to(dataclasses.replace(settings, database_url=f"sqlite:///{copy}"), again.url)
    with server.engine.connect() as there, again.engine.connect() as here:
        for table in metadata.sorted_tables:
            order = list(table.primary_key)
            assert here.execute(select(table).order_by(*order)).all() == (
                there.execute(select(table).order_by(*order)).all()
            ), table.name
    server.close()
    goes_on(Town(again))


def test_a_target_that_is_not_there_is_told_by_its_own_setting(settings: Settings, postgres: str) -> None:
    nowhere = postgres.replace("/postgres?", "/nowhere?")
    with pytest.raises(BadInput, match=r"没有这个库，先用 createdb.*SALON_MOVE_TO"):
        move_to(settings, nowhere)


def test_nothing_moves_into_a_database_in_use_nor_from_a_bot_at_work(
    settings: Settings, postgres: str, tmp_path: Path
) -> None:
    used = postgres_copy(postgres)
    with pytest.raises(BadInput, match="已经有东西"):
        move_to(settings, used.url)
    used.close()
    with pytest.raises(BadInput, match="现在的库"):
        move_to(settings, settings.url)
    with pytest.raises(BadInput, match="打不开"):
        move_to(settings, "postgresql+psycopg://nobody@127.0.0.1:1/x")
    with socket.create_server(("127.0.0.1", 0)) as page:
        at_work = Settings(data_dir=settings.data_dir, http=f"127.0.0.1:{page.getsockname()[1]}")
        with pytest.raises(BadInput, match="还在上班"):
            move_to(at_work, f"sqlite:///{tmp_path / 'new.db'}")
    assert tickets_in(settings.data_dir / "salon.db") == 1


def test_a_backup_that_failed_is_told_by_doctor_until_one_is_made(settings: Settings, tmp_path: Path) -> None:
    def told() -> Finding:
        (found,) = [each for each in examine(settings) if each.what.startswith("备份")]
        return found

    assert told().well
    now = datetime.now(UTC)
    backup(settings, tmp_path / "disk", now - timedelta(days=1), keep=3)
    assert told().well
    assert "做成" in told().what
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput):
        backup(settings, tmp_path / "file", now, keep=3)
    assert not told().well
    assert "建不了" in told().what
    assert "上一次做成是" in told().what
    backup(settings, tmp_path / "disk", now, keep=3)
    assert told().well


def test_who_made_backups_and_makes_none_is_told(settings: Settings, tmp_path: Path) -> None:
    backup(settings, tmp_path / "disk", NOW, keep=3)
    assert not trouble(backups(settings), NOW + timedelta(days=2))
    assert "好几天没有备份了" in trouble(backups(settings), NOW + timedelta(days=4))


@pytest.fixture
def office(settings: Settings) -> Iterator[Town]:
    """The bot of that data folder, at work."""
    town = Town(Database(settings.url))
    town.now = NOW
    yield town
    town.engine.database.close()


def _looks(office: Town, settings: Settings) -> list[str]:
    """The bot looks how the backups fare; what the coordinators have read of them so far."""
    known = backups(settings)
    assert known is not None
    office.engine.write(lambda desk: tell_of_backup(desk, trouble(known, office.now)), office.now)
    office.later(60)
    return [each for each in office.heard(room=UNION) if "备份" in each]


def _fails(office: Town, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(BadInput):
        backup(settings, tmp_path / "file", office.now)


def test_a_backup_that_fails_every_hour_is_told_once_and_daily_while_it_lasts(
    office: Town, settings: Settings, tmp_path: Path
) -> None:
    for _ in range(24):
        _fails(office, settings, tmp_path)
        told = _looks(office, settings)
        office.later(3600 - 60)
    assert ["备份出了问题" in each and "建不了" in each for each in told] == [True]
    _fails(office, settings, tmp_path)
    assert len(_looks(office, settings)) == 2
    assert len(_looks(office, settings)) == 2


def test_that_backups_work_again_is_told_once_and_the_next_failure_at_once(
    office: Town, settings: Settings, tmp_path: Path
) -> None:
    backup(settings, tmp_path / "disk", office.now)
    assert _looks(office, settings) == []
    _fails(office, settings, tmp_path)
    assert len(_looks(office, settings)) == 1
    office.later(3600)
    backup(settings, tmp_path / "disk", office.now)
    assert "备份又好了" in _looks(office, settings)[-1]
    assert len(_looks(office, settings)) == 2
    _fails(office, settings, tmp_path)
    assert "备份出了问题" in _looks(office, settings)[-1]


def test_a_running_bot_looks_how_the_backups_fare(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput):
        backup(settings, tmp_path / "file", datetime.now(UTC))
    database = Database(settings.url)
    engine = Engine(database=database, policy=read_policy(), channel="simulator")
    monkeypatch.setattr("bot.live._LOOK_EVERY", 0.02)

    async def live() -> None:
        worker = Worker(engine, SimulatorChannel(), Clock())
        watching = asyncio.create_task(_watch_backups(settings, worker))
        await asyncio.sleep(0.3)
        backup(settings, tmp_path / "disk", datetime.now(UTC))
        await asyncio.sleep(0.3)
        watching.cancel()

    asyncio.run(live())
    with database.unit() as uow:
        told = [each.text for each in outbox.owed_by(uow, Clock().now()) if each.room == UNION]
        kinds = outbox.last_told(uow, [Purpose.BACKUP_FAILED, Purpose.BACKUP_MADE])
    database.close()
    assert any("备份出了问题" in each and "建不了" in each for each in told)
    assert kinds is not None
    assert kinds[0] is Purpose.BACKUP_MADE


def _names(disk: Path) -> list[str]:
    return sorted(each.name for each in disk.glob("*.db"))


def test_copies_stay_by_the_hour_then_by_the_day_then_by_the_month(tmp_path: Path) -> None:
    begin, now = datetime(2026, 8, 1, tzinfo=UTC), datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
    moment = begin
    while moment <= now:
        (tmp_path / f"{name_of(moment)}.db").write_text("copy")
        (tmp_path / f"{name_of(moment + timedelta(minutes=30))}.db").write_text("a second one of this hour")
        tidy(tmp_path, moment + timedelta(minutes=30), None)
        moment += timedelta(hours=1)
    found = _names(tmp_path)
    assert found[:3] == ["salon-20260831-233000.db", "salon-20260930-233000.db", "salon-20261026-233000.db"]
    hours = [each for each in found if "salon-20261124-04" <= each < "salon-20261125-0330"]
    assert len(hours) == 23
    assert len([each for each in found if each >= "salon-20261125-0330"]) == 49  # all of the last day
    days = [each for each in found if "salon-20261026" <= each < "salon-20261124"]
    assert len(days) == len({each[:14] for each in days}) == 29
    assert found[-1] == "salon-20261126-033000.db"


def test_the_newest_copy_stays_however_old_it_is_and_half_a_copy_goes(tmp_path: Path) -> None:
    for name in ("salon-20200101-030000.db", "salon-20200102-030000.db", "salon-mine.db"):
        (tmp_path / name).write_text("copy")
    (tmp_path / "salon-20200101-030000.part").write_text("killed")
    (tmp_path / f"{name_of(NOW)}.part").write_text("at work")
    assert tidy(tmp_path, NOW, None) == (1, 1)
    assert _names(tmp_path) == ["salon-20200102-030000.db", "salon-mine.db"]
    assert [each.name for each in tmp_path.glob("*.part")] == [f"{name_of(NOW)}.part"]


def test_where_to_move_stands_in_the_settings(settings: Settings, tmp_path: Path) -> None:
    environment = {
        "SALON_DATA_DIR": str(settings.data_dir),
        "SALON_HTTP": settings.http,
        "SALON_DATABASE_URL": "",
    }
    told = CliRunner(env=environment).invoke(salon, ["move"])
    assert "SALON_MOVE_TO" in str(told.exception)
    target = tmp_path / "other.db"
    moved = CliRunner(env={**environment, "SALON_MOVE_TO": f"sqlite:///{target}"}).invoke(salon, ["move"])
    assert moved.exit_code == 0, moved.exception
    assert tickets_in(target) == 1


def test_a_clock_behind_the_last_record_is_told(settings: Settings) -> None:
    database = Database(settings.url)
    town = Town(database)
    town.now = datetime.now(UTC) + timedelta(hours=5)
    town.says("澄屿小葛", "在吗", MEIYU, message_id="ahead")
    database.close()
    real = dataclasses.replace(settings, channel="wechaty", wechaty_endpoint="127.0.0.1:1", wechaty_token="t")
    assert any(each.what.startswith("钟：") and not each.well for each in examine(real))
    assert not any(each.what.startswith("钟：") for each in examine(settings))
