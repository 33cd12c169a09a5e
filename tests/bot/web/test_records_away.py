"""The simulator's page while another program holds the database."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import httpx
from websockets.sync.client import ClientConnection, connect

from tests.bot.channels.conftest import wait_for
from tests.bot.web.conftest import Running
from tests.conftest import MEIYU

AWAY = "数据库暂时用不了（被别的程序占着"


def until(page: ClientConnection, holds: Callable[[dict[str, Any]], bool]) -> None:
    wait_for(lambda: holds(json.loads(page.recv(timeout=40))), "the page shows it")


def says_so(shown: dict[str, Any]) -> bool:
    return AWAY in shown.get("error", "")


def test_it_says_so_and_what_was_written_there_is_kept(running: Running) -> None:
    address = f"ws://127.0.0.1:{running.port}/ws"
    with (
        closing(sqlite3.connect(running.folder / "salon.db", isolation_level=None)) as other,
        connect(address) as page,
    ):
        until(page, lambda shown: "messages" in shown)
        other.execute("BEGIN IMMEDIATE")
        page.send(json.dumps({"do": "send", "room": MEIYU, "from": "澄屿小葛", "text": "在吗"}))
        until(page, says_so)
        for path in ("/metrics", "/health"):
            answer = httpx.get(f"{running.address}{path}", timeout=30)
            assert answer.status_code == 503
            assert answer.text.startswith(AWAY)
        with connect(address) as second:
            for command in ({"do": "recall", "from": "澄屿小葛", "id": "s-1"}, {"do": "advance"}):
                second.send(json.dumps(command))
                until(second, says_so)
        other.execute("ROLLBACK")
        until(page, lambda shown: any(each["text"] == "在吗" for each in shown.get("messages", ())))
