"""The page's server lets nobody in from elsewhere, and a killed bot loses nothing."""

import asyncio
import io
import json
import re
import signal
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, unquote

import pytest
from openpyxl import load_workbook
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.bot.web.conftest import Running
from tests.conftest import MEIYU, UNION


def _status(request: str | urllib.request.Request) -> int:
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def _upload(bot: Running, body: bytes, origin: str, name: str = "p.png") -> urllib.request.Request:
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return urllib.request.Request(
        f"{bot.address}/files",
        data=head.encode() + body + b"\r\n--x--\r\n",
        headers={"Content-Type": "multipart/form-data; boundary=x", "Origin": origin},
    )


def test_files_go_up_and_come_down_and_nothing_else_does(running: Running) -> None:
    with urllib.request.urlopen(_upload(running, b"picture", running.address), timeout=5) as answer:
        name = json.load(answer)["name"]
    with urllib.request.urlopen(f"{running.address}/files/{name}", timeout=5) as answer:
        assert answer.read() == b"picture"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert _status(_upload(running, b"x", "http://evil.example")) == 403
    assert _status(_upload(running, b"x" * (10 * 1024 * 1024 + 1), running.address)) == 413
    for path in ("../salon.db", "..%2fsalon.db", "%2e%2e/salon.db", ".hidden", "salon.db"):
        assert _status(f"{running.address}/files/{path}") == 404, path
    with urllib.request.urlopen(
        _upload(running, b"x", running.address, "../../a b.png"), timeout=5
    ) as answer:
        assert "/" not in json.load(answer)["name"]


def test_another_sites_page_may_not_talk_to_the_bot(running: Running) -> None:
    async def knock() -> None:
        async with connect(f"ws://127.0.0.1:{running.port}/ws", origin="http://evil.example") as socket:  # type: ignore[arg-type]
            await socket.recv()

    with pytest.raises((ConnectionClosed, InvalidStatus)):
        asyncio.run(knock())


async def _until(socket: ClientConnection, holds: Any) -> dict[str, Any]:
    async with asyncio.timeout(10):
        while True:
            data: dict[str, Any] = json.loads(await socket.recv())
            if holds(data):
                return data


_NONSENSE = (
    "",
    "not json",
    "[]",
    '{"do":"dance"}',
    '{"do":"send","text":"x"}',
    '{"do":"send","from":"澄屿小葛","type":"bomb"}',
    '{"do":"send","from":"澄屿小葛","mentions":"all"}',
    '{"do":"recall","from":"澄屿小葛","id":"nothing"}',
    '{"do":"advance","seconds":-5}',
    '{"do":"advance","seconds":1e99}',
)


def test_what_the_server_does_not_understand_gets_a_sentence(running: Running) -> None:
    async def talk() -> None:
        async with connect(f"ws://127.0.0.1:{running.port}/ws") as socket:
            for raw in _NONSENSE:
                await socket.send(raw)
                assert (await _until(socket, lambda data: "error" in data))["error"], raw
            await socket.send(json.dumps({"do": "send", "room": MEIYU, "from": "澄屿小葛", "text": "在"}))
            await _until(socket, lambda data: any(m["text"] == "在" for m in data.get("messages", [])))

    asyncio.run(talk())


def test_a_bot_killed_within_the_quiet_time_answers_after_its_restart(running: Running) -> None:
    async def ask() -> None:
        async with connect(f"ws://127.0.0.1:{running.port}/ws") as socket:
            request = {"do": "send", "room": MEIYU, "from": "澄屿小葛", "text": "求助 双色模熔接线发黑"}
            await socket.send(json.dumps(request))
            await _until(socket, lambda data: any("熔接线" in m["text"] for m in data.get("messages", [])))

    async def look() -> list[str]:
        async with connect(f"ws://127.0.0.1:{running.port}/ws") as socket:
            await socket.send(json.dumps({"do": "advance", "seconds": 60}))
            state = await _until(socket, lambda data: data.get("tickets") and _answers(data))
            assert [ticket["no"] for ticket in state["tickets"]] == [1001]
            # What comes after this line came after everything the bot had to say.
            await socket.send(json.dumps({"do": "send", "room": MEIYU, "from": "澄屿小葛", "text": "在"}))
            said = await _until(socket, lambda data: any(m["text"] == "在" for m in data.get("messages", [])))
            return _answers(said)

    asyncio.run(ask())
    running.stop(signal.SIGKILL)
    running.start()
    assert len(asyncio.run(look())) == 1


def test_a_clock_that_was_moved_on_goes_on_from_there_after_a_restart(running: Running) -> None:
    async def move_on() -> datetime:
        async with connect(f"ws://127.0.0.1:{running.port}/ws") as socket:
            request = {"do": "send", "room": MEIYU, "from": "澄屿小葛", "text": "求助 双色模熔接线发黑"}
            await socket.send(json.dumps(request))
            await socket.send(json.dumps({"do": "advance", "seconds": 86_400}))
            state = await _until(socket, lambda data: data.get("tickets") and _answers(data))
            await socket.send(json.dumps({"do": "send", "room": MEIYU, "from": "澄屿小葛", "text": "在"}))
            state = await _until(socket, lambda data: any(m["text"] == "在" for m in data["messages"]))
            return datetime.fromisoformat(max(m["at"] for m in state["messages"]))

    async def look() -> datetime:
        async with connect(f"ws://127.0.0.1:{running.port}/ws") as socket:
            return datetime.fromisoformat((await _until(socket, lambda data: "now" in data))["now"])

    last = asyncio.run(move_on())
    assert last > datetime.now(UTC) + timedelta(hours=23)
    running.stop()
    running.start()
    assert asyncio.run(look()) >= last.replace(microsecond=0)


def _answers(state: dict[str, Any]) -> list[str]:
    """What the bot has said in the enterprise's group."""
    return [m["text"] for m in state.get("messages", []) if m["room"] == MEIYU and m["from"] == state["bot"]]


def test_the_coordinators_table_comes_down_as_a_workbook_even_from_a_bot_that_was_killed(
    running: Running,
) -> None:
    async def ask() -> str:
        async with connect(f"ws://127.0.0.1:{running.port}/ws") as socket:
            request = {"do": "send", "room": MEIYU, "from": "澄屿小葛", "text": "求助 双色模熔接线发黑"}
            await socket.send(json.dumps(request))
            await socket.send(json.dumps({"do": "advance", "seconds": 60}))
            await _until(socket, lambda data: data.get("tickets"))
            order = {"do": "send", "room": UNION, "from": "总工会屠佳怡", "text": "全部工单导一份excel给我"}
            await socket.send(json.dumps(order))
            state = await _until(socket, lambda data: _tables(data))
            return _tables(state)[0]

    name = asyncio.run(ask())
    running.stop(signal.SIGKILL)
    running.start()
    with urllib.request.urlopen(f"{running.address}/files/{quote(name)}", timeout=5) as answer:
        shown = unquote(answer.headers["Content-Disposition"])
        book = load_workbook(io.BytesIO(answer.read()))
    assert shown.startswith("attachment")
    assert shown.endswith(f"派工单_{name.partition('_')[2]}")
    assert re.search(r"''派工单_截至20\d\d年\d+月\d+日\.xlsx$", shown)
    assert book["派工单"]["A2"].value == 1001


def _tables(state: dict[str, Any]) -> list[str]:
    """Files that the bot has sent to the coordinators' group."""
    return [m["attachment"] for m in state.get("messages", []) if m["room"] == UNION and m["attachment"]]


def test_sigterm_ends_it_cleanly(running: Running) -> None:
    assert running.stop() == 0
