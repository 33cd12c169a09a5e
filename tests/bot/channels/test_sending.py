"""Whom a message @-s must have been met first."""

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.channels.base import Away, Outgoing
from bot.channels.connection import Options
from bot.channels.gateway import Address
from bot.channels.wechaty import WechatyChannel
from storage import outbox, wechat
from tests.conftest import EXPERTS, Town

ACCOUNT = "127.0.0.1:1"


class Sent:
    """A session whose gateway takes every text."""

    def __init__(self, *, met: bool) -> None:
        self.may_send, self.met, self.mention_ids = True, met, [[""]]
        self.contacts = self
        self.connection = SimpleNamespace(account=ACCOUNT, gateway=SimpleNamespace(calls=self))

    async def shown(self, _contact_id: str, _room_id: str) -> str | None:
        return None

    async def message_send_text(self, *, mentonal_ids: list[str], **_given: str) -> object:
        self.mention_ids = [mentonal_ids]
        return SimpleNamespace(id="sent")


def send(town: Town, tmp_path: Path, session: Sent, mentions: tuple[str, ...]) -> list[str]:
    """Send a text that @-s people; the ids that went over the wire."""

    async def write(work: Any) -> Any:
        return town.engine.write(work, town.now)

    def know_the_group(desk: Any) -> int:
        wechat.put_group(desk.uow, ACCOUNT, "experts@chatroom", EXPERTS, EXPERTS, desk.now)
        wechat.put_contact(desk.uow, ACCOUNT, "wx1", desk.now, name="老单", known_as="老单")
        outbox.owe(
            desk.uow, channel="wechaty", room=EXPERTS, to=None, mentions=list(mentions), text="【1001】",
            purpose="offer", priority=0, created_at=desk.now, not_before=desk.now,
        )  # fmt: skip
        return outbox.owed_by(desk.uow, desk.now)[0].id

    number = town.engine.write(know_the_group, town.now)
    channel = WechatyChannel([Address(endpoint=ACCOUNT, token="t")], Options(files=tmp_path))
    worker: Any = SimpleNamespace(write=write)
    channel.attach(worker)
    channel.lines[0].session = session  # type: ignore[assignment]
    message = Outgoing(
        number=number, room=EXPERTS, to=None, text="【1001】", mentions=mentions, attachment=None
    )
    asyncio.run(channel.send(message))
    return session.mention_ids[0]


def test_a_ping_waits_until_the_people_of_the_group_are_met(town: Town, tmp_path: Path) -> None:
    with pytest.raises(Away, match="还没认完"):
        send(town, tmp_path, Sent(met=False), ("老单", "涛哥"))


def test_who_is_not_in_the_group_holds_up_no_ping_for_the_others(town: Town, tmp_path: Path) -> None:
    assert send(town, tmp_path, Sent(met=True), ("老单", "涛哥")) == ["wx1"]


def test_whoever_is_on_record_is_pinged_at_once(town: Town, tmp_path: Path) -> None:
    assert send(town, tmp_path, Sent(met=False), ("老单",)) == ["wx1"]
