"""What a gateway may answer that no gateway should."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from grpclib.exceptions import StreamTerminatedError

from bot.channels.gateway import Address, Gateway, NoFile


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
