"""What a gateway tells and the bot cannot follow: nonsense is passed over, a fault of ours is told."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from wechaty_grpc.wechaty.puppet import EventResponse, EventType

from bot.channels.arrivals import Heard, moment
from bot.channels.connection import Connection, Options
from bot.channels.session import Session
from bot.channels.simulator import SimulatorChannel
from bot.channels.states import Standing
from bot.clock import Clock
from bot.worker import Worker
from handlers.rooms.identity import Names
from storage import arrivals, inbox, outbox
from storage.figures import figures
from tests.conftest import MEIYU, UNION, Town


def session_of(town: Town, tmp_path: Path) -> Session:
    gateway: Any = None
    worker = Worker(town.engine, SimulatorChannel(), Clock())
    connection = Connection("wx", gateway, worker, Options(files=tmp_path), frozenset())
    return Session(connection, Standing("wx"), [], [])


def live(town: Town, tmp_path: Path, work: Callable[[Session], Coroutine[Any, Any, None]]) -> None:
    async def alive() -> None:
        await work(session_of(town, tmp_path))

    asyncio.run(alive())


def told(town: Town) -> list[str]:
    """What the coordinators are owed, once only."""
    with town.engine.database.unit() as uow:
        said = [each.text for each in outbox.owed_by(uow, datetime.now(UTC)) if each.room == UNION]
        assert figures(uow).owed == len(said)
    return said


def broken(town: Town) -> int:
    with town.engine.database.unit() as uow:
        return figures(uow).events_broken


INVITED = EventResponse(type=EventType.EVENT_TYPE_ROOM_INVITE, payload='{"roomInvitationId": "i1"}')


@pytest.mark.parametrize("error", [KeyError("ours"), TypeError("ours"), ValueError("ours")])
def test_a_fault_of_ours_in_an_event_is_on_record_and_told_once_an_hour(
    town: Town,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
) -> None:
    async def fails(_session: Session, _invitation: str) -> None:
        raise error

    monkeypatch.setattr(Session, "_invited", fails)

    async def work(session: Session) -> None:
        for _ in range(3):
            await session._obey(INVITED)

    with caplog.at_level(logging.ERROR):
        live(town, tmp_path, work)
    assert "Traceback" in caplog.text
    assert broken(town) == 3
    (said,) = told(town)
    assert "有人邀请进群" in said


@pytest.mark.parametrize(
    "payload",
    [
        "no json", "[]", "{}", "3", '{"contactId": {}}', '{"contactId": []}', '{"contactId": ""}',
        '{"contactId": null}', '{"contactId": "' + "x" * 300 + '"}', "[" * 100_000,
    ],
)  # fmt: skip
def test_nonsense_from_outside_is_passed_over(
    town: Town, tmp_path: Path, caplog: pytest.LogCaptureFixture, payload: str
) -> None:
    async def work(session: Session) -> None:
        await session._obey(EventResponse(type=EventType.EVENT_TYPE_LOGIN, payload=payload))
        named = payload.replace("contactId", "messageId")
        session._hear(EventResponse(type=EventType.EVENT_TYPE_MESSAGE, payload=named))
        assert session._intake._heard == []

    live(town, tmp_path, work)
    assert caplog.text.count("action=event_failed") == 2
    assert "Traceback" not in caplog.text
    assert (broken(town), told(town)) == (0, [])


def test_a_fault_in_what_goes_on_beside_ends_nothing(town: Town, tmp_path: Path) -> None:
    async def fails() -> None:
        raise ZeroDivisionError("ours")

    async def work(session: Session) -> None:
        await session._guarded(fails())

    live(town, tmp_path, work)
    assert broken(town) == 1
    assert len(told(town)) == 1


def heard(arrival: int, contact_id: str, room_id: str = "r1", at: datetime | None = None) -> Heard:
    return Heard(
        arrival=arrival,
        message_id=f"m{arrival}",
        own=False,
        contact_id=contact_id,
        names=Names(),
        room_id=room_id,
        topic=MEIYU,
        text=f"第{arrival}句",
        type="text",
        at=at or datetime.now(UTC),
    )


BAD: dict[str, dict[str, Any]] = {
    "half a surrogate pair in an id": {"contact_id": "wx\ud800"},
    "NUL in an id": {"contact_id": "wx\x00"},
    "an id too long for an index": {"contact_id": secrets.token_hex(10_000)},
    "a group id too long for an index": {"contact_id": "wx9", "room_id": secrets.token_hex(10_000)},
    "half a surrogate pair in a group id": {"contact_id": "wx9", "room_id": "r\udfff"},
    "a moment without a zone": {"contact_id": "wx9", "at": datetime(2026, 1, 1)},  # noqa: DTZ001
}


@pytest.mark.parametrize("bad", list(BAD))
def test_a_row_the_database_refuses_is_set_aside_and_the_others_go_in(
    town: Town, tmp_path: Path, bad: str
) -> None:
    async def work(session: Session) -> None:
        await session.connection.write(
            lambda desk: arrivals.announce(desk.uow, "wx", [f"m{n}" for n in range(1, 6)], desk.now)
        )
        batch = [heard(n, "wx1") for n in range(1, 6)]
        batch[2] = heard(3, **BAD[bad])
        await session._intake.store(batch)

    live(town, tmp_path, work)
    with town.engine.database.unit() as uow:
        stored = [each.message_id for each in inbox.unhandled(uow)]
        lost = figures(uow).unreadable
        waiting = arrivals.announced(uow, "wx", 10)
    assert [each for each in stored if each != "m3"] == ["m1", "m2", "m4", "m5"]
    assert waiting == []  # nothing is met again and again
    taken = "m3" in stored  # SQLite takes what PostgreSQL refuses
    assert lost == (0 if taken else 1)
    faults = [each for each in told(town) if "同名的群" not in each]
    assert len(faults) == (0 if taken else 1)
    if "surrogate" in bad or "zone" in bad or town.engine.database.url.startswith("postgresql"):
        assert not taken


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize("odd", [0, -1, 1, 10**18, 2**63, -(2**63), 253_402_300_800_000])
def test_an_odd_date_is_the_present_moment(odd: int) -> None:
    assert moment(odd, NOW) == NOW


def test_a_date_in_seconds_or_milliseconds_is_told_apart() -> None:
    at = NOW - timedelta(hours=1)
    assert moment(int(at.timestamp()), NOW) == moment(int(at.timestamp() * 1000), NOW) == at
