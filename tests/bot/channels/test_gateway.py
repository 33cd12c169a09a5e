"""What a gateway may answer that no gateway should."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from grpclib.exceptions import StreamTerminatedError

from bot.channels.connection import NoAnswer
from bot.channels.contacts import Contacts
from bot.channels.gateway import Address, Gateway, NoFile
from bot.channels.reading import read
from storage.arrivals import Arrival


async def _stream(*events: object) -> AsyncIterator[object]:
    for each in events:
        yield each


def test_an_event_stream_that_ends_at_once_is_a_lost_connection() -> None:
    async def listen() -> None:
        gateway = Gateway(Address(endpoint="127.0.0.1:1", token="t"))
        gateway.events.event = _stream
        await gateway.listen()

    with pytest.raises(StreamTerminatedError):
        asyncio.run(listen())


@pytest.mark.parametrize("answer", ["null", "[]", '"a"', "{}", '{"type": 9}'])
def test_a_file_that_is_none_is_told_as_such(tmp_path: Path, answer: str) -> None:
    async def message_file(**_given: object) -> SimpleNamespace:
        return SimpleNamespace(filebox=answer)

    async def fetch() -> None:
        gateway = Gateway(Address(endpoint="127.0.0.1:1", token="t"))
        gateway.file_calls.message_file = message_file
        await gateway.read_file("m1", tmp_path / "a.pdf", 1000)

    with pytest.raises(NoFile):
        asyncio.run(fetch())
    assert list(tmp_path.iterdir()) == []


def test_a_message_that_cannot_be_understood_is_no_more_than_unreadable(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def message_payload(**_given: object) -> SimpleNamespace:
        return SimpleNamespace(from_id="a", room_id="", to_id="b", type="nonsense")

    async def ask(question: Callable[..., Awaitable[Any]], **given: Any) -> Any:
        return await question(**given)

    calls = SimpleNamespace(message_payload=message_payload)
    connection: Any = SimpleNamespace(account="wx", own_id="b", ask=ask, gateway=SimpleNamespace(calls=calls))
    arrival = Arrival(id=1, account="wx", message_id="m1", at=datetime.now(UTC), tries=0)
    found = asyncio.run(read(connection, Contacts(connection), arrival))
    assert isinstance(found, NoAnswer)
    assert "action=unreadable account=wx message=m1" in caplog.text
