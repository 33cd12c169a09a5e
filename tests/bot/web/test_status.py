"""The page of a bot in WeChat while its database is away."""

import sqlite3
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from bot.channels.connection import Options
from bot.channels.gateway import Address
from bot.channels.simulator import SimulatorChannel
from bot.channels.states import State
from bot.channels.wechaty import WechatyChannel
from bot.clock import Clock
from bot.settings import Settings
from bot.space import Space
from bot.web.status import build_status
from bot.worker import Worker


def test_the_code_to_scan_is_shown_though_the_database_is_away(tmp_path: Path) -> None:
    def locked(*_: object) -> None:
        raise OperationalError("BEGIN IMMEDIATE", {}, sqlite3.OperationalError("database is locked"))

    engine: Any = SimpleNamespace(pace=None, database=SimpleNamespace(unit=locked))
    worker = Worker(engine, SimulatorChannel(), Clock())
    channel = WechatyChannel([Address(endpoint="127.0.0.1:1", token="t")], Options(files=tmp_path))
    standing = channel.lines[0].standing
    standing.state, standing.qr_code = State.SCAN, "https://login.weixin.qq.com/l/abc"
    pages = TestClient(build_status(channel, worker, Space(Settings(data_dir=tmp_path))))
    answer = pages.get("/")
    assert answer.status_code == 503
    assert "等人用手机扫码登录" in answer.text
    assert "<svg" in answer.text
    assert "数据库暂时用不了（被别的程序占着：database is locked）" in answer.text
    assert "BEGIN" not in answer.text
    for path in ("/metrics", "/health"):
        answer = pages.get(path)
        assert answer.status_code == 503
        assert answer.text.startswith("数据库暂时用不了（被别的程序占着")
