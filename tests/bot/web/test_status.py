"""The page of a bot in WeChat while its database is away."""

import sqlite3
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from bot.channels.connection import Options
from bot.channels.gateway import Address
from bot.channels.states import State
from bot.channels.wechaty import WechatyChannel
from bot.web.status import build_status


def test_the_code_to_scan_is_shown_though_the_database_is_away(tmp_path: Path) -> None:
    async def database(_work: object) -> None:
        raise OperationalError("BEGIN IMMEDIATE", {}, sqlite3.OperationalError("database is locked"))

    worker: Any = SimpleNamespace(database=database)
    channel = WechatyChannel([Address(endpoint="127.0.0.1:1", token="t")], Options(files=tmp_path))
    standing = channel.lines[0].standing
    standing.state, standing.qr_code = State.SCAN, "https://login.weixin.qq.com/l/abc"
    answer = TestClient(build_status(channel, worker)).get("/")
    assert answer.status_code == 200
    assert "等人用手机扫码登录" in answer.text
    assert "<svg" in answer.text
    assert "数据库暂时用不了（database is locked）" in answer.text
    assert "BEGIN" not in answer.text
