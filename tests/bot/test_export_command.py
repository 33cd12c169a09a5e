"""`salon export`, and how a table becomes a file when it is sent."""

import asyncio
import errno
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from bot.channels.base import Incoming, Outgoing
from bot.channels.simulator import SimulatorChannel
from bot.cli import salon
from bot.clock import Clock
from bot.commands.export import export, parse_period
from bot.opening import open_database
from bot.settings import Settings
from bot.worker import Worker
from handlers.understanding.values import Period
from storage import outbox
from tests.conftest import UNION, Town


def test_the_command_writes_what_the_coordinators_group_gets(town: Town) -> None:
    town.request()
    town.says("总工会屠佳怡", "本月的单子导出Excel", UNION)
    sent = town.said[-1].attachment or ""
    made = export(Settings(), town.engine.database, parse_period("2026-11"), town.now)
    assert sent.endswith(f"-{made.name}")
    assert made.name == "派工单_2026年11月.xlsx"
    assert made.count == "1 单"
    assert export(Settings(), town.engine.database, parse_period("2026-10"), town.now).count == "0 单"
    assert export(Settings(), town.engine.database, None, town.now).name == "派工单_截至2026年11月23日.xlsx"


def test_the_command_makes_the_file_even_of_no_ticket(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SALON_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    open_database(Settings(data_dir=tmp_path)).close()
    ran = CliRunner().invoke(salon, ["export", "--period", "2026-11", "--out", "x.xlsx"])
    assert (ran.exit_code, ran.output) == (0, "导出了 0 单：x.xlsx\n")
    assert load_workbook(tmp_path / "x.xlsx").sheetnames == ["派工单", "合计"]
    assert CliRunner().invoke(salon, ["export"]).exit_code == 0
    assert (
        len([each for each in tmp_path.iterdir() if re.fullmatch(r"派工单_截至.+日\.xlsx", each.name)]) == 1
    )


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-11-05", date(2026, 11, 5), date(2026, 11, 5)),
        ("2026-09..2026-11-15", date(2026, 9, 1), date(2026, 11, 15)),
    ],
)
def test_periods(text: str, first: date, last: date) -> None:
    assert parse_period(text) == Period(first=first, last=last)


@pytest.mark.parametrize(
    "text", ["", "nix", "26-11", "2026-13", "2026-11-31", "2026-11-1-1", "2026-11..", "2026-12..2026-11"]
)
def test_no_periods(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whichever of Python's own
        parse_period(text)


class Looking(SimulatorChannel):
    """A channel that notes which files are there when it is to send."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen: list[tuple[str, list[str]]] = []

    async def send(self, message: Outgoing) -> str:
        self.seen.append((message.attachment or "", [each.name for each in self.folder.iterdir()]))
        return await super().send(message)


def _ordered(town: Town) -> None:
    """A table is owed, and the bot dies before it sends anything."""
    town.request()
    order = Incoming(
        message_id="order", room=UNION, sender="总工会屠佳怡", text="本月的单子导出Excel", at=town.now
    )
    town.engine.receive(order, town.now)
    while town.engine.run_due(town.now):
        pass


def test_a_table_owed_by_a_bot_that_died_is_made_by_the_next_one(town: Town, tmp_path: Path) -> None:
    _ordered(town)
    channel = Looking(tmp_path)
    asyncio.run(Worker(town.engine, channel, Clock(), files=tmp_path).work_off())
    ((name, there),) = [each for each in channel.seen if each[0]]
    assert there == [name]
    assert load_workbook(tmp_path / name)["派工单"]["A2"].value == 1001


def test_a_full_disk_is_waited_for(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _content: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    _ordered(town)
    monkeypatch.setattr(Path, "write_bytes", full)
    asyncio.run(Worker(town.engine, Looking(tmp_path), Clock(), files=tmp_path).work_off())
    assert list(tmp_path.iterdir()) == []
    with town.engine.database.unit() as uow:
        waiting = outbox.next_owed_at(uow)
    assert waiting is not None
