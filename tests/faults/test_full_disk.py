"""The disk is full: the bot says so in a sentence, goes on, and catches up when there is room."""

import asyncio
import base64
import json
import logging
import os
import shutil
from collections import namedtuple
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.channels.base import Incoming
from bot.channels.connection import Connection, Options
from bot.channels.fetching import Fetcher
from bot.channels.gateway import Address, Gateway
from bot.channels.simulator import Simulator, SimulatorChannel
from bot.channels.wechaty import WechatyChannel
from bot.cli import main
from bot.clock import Clock
from bot.commands.doctor import examine
from bot.engine import Engine
from bot.live import _watch
from bot.opening import open_database
from bot.settings import BadSettings, Settings, read_settings
from bot.space import Space
from bot.web.server import build_web
from bot.web.status import build_status
from bot.worker import Worker
from handlers.policy_file import read_policy
from storage import attachments, inbox, outbox
from storage.database import Database
from storage.figures import figures
from tests.conftest import MEIYU, ROSTER, UNION, Town

FILE = "0123456789ab-图纸.pdf"
FULL = Path("/dev/full")  # whatever is written there meets a full disk


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.worker._DATABASE_AGAIN", 0.02)
    monkeypatch.setattr("bot.channels.fetching._ROOM_AGAIN", 0.02)


def most_pages(database: Database, count: int) -> None:
    """Let the file grow no further than this; SQLite then says what it says on a full disk."""
    with database.unit() as uow:
        uow.connection.exec_driver_sql(f"PRAGMA max_page_count={count}")


def test_a_full_database_is_told_once_and_loses_no_message(
    tmp_path: Path, at_once: None, caplog: pytest.LogCaptureFixture
) -> None:
    database = open_database(Settings(data_dir=tmp_path))
    engine = Engine(database=database, policy=read_policy(), channel="simulator")
    told, clock = asyncio.Event(), Clock()
    worker = Worker(engine, SimulatorChannel(), clock, changed=told.set)
    long = Incoming(message_id="m1", room=MEIYU, sender="澄屿小葛", text="长" * 200_000, at=clock.now())

    async def live() -> None:
        await worker.database(lambda: most_pages(database, 1))  # no more than there is already
        receiving = asyncio.create_task(worker.receive(long))
        async with asyncio.timeout(20):
            await told.wait()
        assert worker.trouble.startswith("数据库暂时用不了（磁盘满了，腾出地方就接着办：")
        await asyncio.sleep(0.2)
        assert not receiving.done()
        await worker.database(lambda: most_pages(database, 1_000_000))
        assert await receiving
        assert worker.trouble == ""

    asyncio.run(live())
    assert caplog.text.count("action=wait_for_database") == 1
    assert caplog.text.count("action=database_back") == 1
    with database.unit() as uow:
        assert [len(each.text) for each in inbox.unhandled(uow)] == [200_000]
    database.close()


def test_a_received_file_without_room_is_tried_until_there_is_some(
    town: Town, tmp_path: Path, at_once: None, caplog: pytest.LogCaptureFixture
) -> None:
    assert FULL.exists()
    town.engine.receive(
        Incoming(
            message_id="m1", room=MEIYU, sender="澄屿小葛", text="", at=town.now, type="file", attachment=FILE
        ),
        town.now,
    )
    data = bytes(range(256)) * 100
    tries = 0

    async def message_file(id: str) -> Any:
        nonlocal tries
        tries += 1
        if tries <= 6:  # more often than any other trouble is tried
            (tmp_path / f"{FILE}.part").symlink_to(FULL)
        box = {"type": 1, "name": "图纸.pdf", "base64": base64.b64encode(data).decode()}
        return SimpleNamespace(filebox=json.dumps(box))

    async def live() -> None:
        gateway = Gateway(Address(endpoint="127.0.0.1:1", token="t"))
        gateway.file_calls = SimpleNamespace(message_file=message_file)
        worker = Worker(town.engine, SimulatorChannel(), Clock())
        connection = Connection("wx", gateway, worker, Options(files=tmp_path), frozenset())
        await Fetcher(connection).fetch("m1", FILE)
        gateway.close()

    asyncio.run(live())
    assert (tmp_path / FILE).read_bytes() == data
    assert caplog.text.count("action=disk_full") == 1
    assert "磁盘满了，收到的文件存不下" in caplog.text
    with town.engine.database.unit() as uow:
        assert attachments.sha256_of(uow, FILE)
        assert not attachments.file_given_up(uow, FILE, town.now)


def test_an_upload_without_room_is_answered_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Path.write_bytes

    def onto_the_full_disk(path: Path, data: bytes) -> int:
        path.symlink_to(FULL)
        return original(path, data)

    monkeypatch.setattr(Path, "write_bytes", onto_the_full_disk)
    page = TestClient(build_web(Simulator(), tmp_path))
    answer = page.post("/files", files={"file": ("p.png", b"x" * 10_000)})
    assert (answer.status_code, answer.json()) == (507, {"error": "磁盘满了，文件存不下"})
    assert list(tmp_path.iterdir()) == []


def test_a_command_that_finds_no_room_for_its_output_ends_with_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out, chat = tmp_path / "out.jsonl", tmp_path / "chat.jsonl"
    out.symlink_to(FULL)
    line = {"at": "2026-03-02T09:00:00+08:00", "room": MEIYU, "from": "澄屿小葛", "text": "求助 注塑机漏油"}
    later = {"at": "2026-03-02T09:05:00+08:00", "tick": True}
    chat.write_text("\n".join(json.dumps(each) for each in ({"id": "1"} | line, later)))
    monkeypatch.setattr("sys.argv", ["salon", "replay", str(chat), "--setup", str(ROSTER), "--out", str(out)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert capsys.readouterr().err.startswith("salon: 磁盘满了")


Usage = namedtuple("Usage", "total used free")


def room_left(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(10**12, 10**12 - free, free))


@pytest.mark.parametrize(("free", "well"), [(5_000_000_000, True), (999_000_000, False)])
def test_the_doctor_says_how_much_room_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, well: bool
) -> None:
    room_left(monkeypatch, free)
    (disk,) = [each for each in examine(Settings(data_dir=tmp_path)) if each.what.startswith("磁盘")]
    assert disk.well is well
    assert ("还剩 5.0 GB" if well else "还剩 999 MB") in disk.what
    assert bool(disk.mend) is not well


def test_the_doctor_reads_the_real_disk(tmp_path: Path) -> None:
    (disk,) = [each for each in examine(Settings(data_dir=tmp_path / "not" / "yet")) if "磁盘" in each.what]
    assert str(tmp_path) in disk.what
    told = os.statvfs(tmp_path)
    (place,) = Space(Settings(data_dir=tmp_path)).places
    assert abs(place.free - told.f_bavail * told.f_frsize) < 10**9


def test_a_limit_below_nothing_is_refused() -> None:
    with pytest.raises(BadSettings, match="SALON_FREE_MB"):
        read_settings(None, {"SALON_FREE_MB": "-1"})


def test_when_it_gets_tight_people_are_told_once_and_the_page_says_so(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.live._LOOK_EVERY", 0.01)
    caplog.set_level(logging.INFO)
    settings = Settings(data_dir=tmp_path)
    space = Space(settings)
    worker = Worker(town.engine, SimulatorChannel(), Clock())

    async def live() -> None:
        watching = asyncio.create_task(_watch(space, worker))
        for free in (5_000_000_000, 300_000_000, 200_000_000, 5_000_000_000, 100_000_000):
            room_left(monkeypatch, free)
            await asyncio.sleep(0.1)
        watching.cancel()

    asyncio.run(live())
    assert caplog.text.count("action=disk_low") == 2
    assert caplog.text.count("action=disk_well") == 1
    with town.engine.database.unit() as uow:
        told = [each for each in outbox.owed_by(uow, Clock().now()) if each.room == UNION]
        assert figures(uow).owed == 1
    assert ["剩下不到1.0 GB" in each.text for each in told] == [True]
    channel = WechatyChannel([Address(endpoint="127.0.0.1:1", token="t")], Options(files=tmp_path))
    shown = Worker(town.engine, SimulatorChannel(), Clock())
    pages = TestClient(build_status(channel, shown, space))
    assert "磁盘快满了" in pages.get("/").text
    assert f'salon_disk_free_bytes{{folder="{tmp_path}"}} 1e+08' in pages.get("/metrics").text
