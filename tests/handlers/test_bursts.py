"""What is due first is found without reading a whole queue, and is what reading it all would find."""

import random
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from handlers.bursts import first_due, plan
from handlers.desk import Desk
from storage import inbox
from storage.database import UnitOfWork
from storage.inbox import Received
from tests.conftest import EXPERTS, MEIYU, SALON, UNION, Town

# Finished sentences, cries that are followed by more, what cannot wait, chatter.
_TEXTS = ("求助", "冲床漏油，压力上不去", "急！有人受伤，机器停不下来", "谢谢", "接", "1001 怎么样了", "")


def fill(town: Town, chance: random.Random) -> None:
    """Forty messages of a few people in all kinds of groups, seconds apart, some with pictures."""
    experts = town.experts()
    said: list[dict[str, Any]] = []
    at = town.now
    for number in range(40):
        at += timedelta(seconds=chance.choice((0, 0.5, 3, 15)))
        picture = chance.random() < 0.2
        said.append({
            "message_id": f"m{number}", "quote": None, "mentions": [], "at": at, "received_at": at,
            "room": chance.choice((MEIYU, SALON, EXPERTS, UNION, None)),
            "sender": chance.choice(("澄屿小葛", "路人", experts[0].wechat_name, experts[1].wechat_name)),
            "text": "" if picture else chance.choice(_TEXTS),
            "type": "image" if picture else chance.choice(("text",) * 9 + ("recall",)),
            "attachment": f"{number}.jpg" if picture else None,
        })  # fmt: skip
    town.engine.write(lambda desk: inbox.receive_all(desk.uow, desk.channel, "gateway", said), town.now)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_due_first_is_the_same_as_in_the_plan_of_everything(town: Town, seed: int) -> None:
    fill(town, random.Random(seed))

    def look(desk: Desk) -> int:
        reading = replace(desk, policy=replace(desk.policy, reads=frozenset({"image"})))
        steps = 0
        while (found := first_due(reading)) is not None:
            assert found == plan(reading, inbox.unhandled(desk.uow))[0]
            inbox.mark_handled(desk.uow, [each.id for each in found.messages], desk.now)
            steps += 1
        return steps

    assert town.engine.write(look, town.now) > 10
    assert town.unanswered() == 0


def test_a_queue_of_chatter_is_not_read_to_its_end_for_each_of_its_messages(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    expert, start = town.experts()[0].wechat_name, town.now
    moments = [start + timedelta(seconds=number) for number in range(100)]
    said: list[dict[str, Any]] = [
        {
            "message_id": f"m{number}", "room": EXPERTS, "sender": expert, "text": "哈哈", "type": "text",
            "mentions": [], "quote": None, "attachment": None, "at": at, "received_at": at,
        }
        for number, at in enumerate(moments)
    ]  # fmt: skip
    town.engine.write(lambda desk: inbox.receive_all(desk.uow, desk.channel, "gateway", said), start)
    read: list[Received] = []
    original = inbox.unhandled

    def counted(uow: UnitOfWork, until: datetime | None = None) -> list[Received]:
        found = original(uow, until)
        read.extend(found)
        return found

    monkeypatch.setattr(inbox, "unhandled", counted)
    assert town.engine.run_due(moments[-1])
    assert len(read) == 1
