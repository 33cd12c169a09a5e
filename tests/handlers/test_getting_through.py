"""Whom a private message reaches, asked of many people at once as of one."""

from datetime import timedelta

import pytest

from handlers.desk import Desk
from handlers.rooms.reach import gets_through, getting_through
from handlers.telling import tell_person
from storage import outbox, wechat
from tests.conftest import Town

FRIEND, STRANGER, TALKER, UNSEEN, REFUSER = "老友", "生人", "聊过的", "没见过的", "发不到的"


@pytest.fixture
def met(town: Town) -> Town:
    """Everybody but one has been seen; one is a friend, one has written, to one a message failed."""

    def put(desk: Desk) -> None:
        for number, name in enumerate((FRIEND, STRANGER, TALKER, REFUSER)):
            wechat.put_contact(desk.uow, "a", f"wx{number}", desk.now, name=name, known_as=name)
        wechat.put_friend(desk.uow, "a", "wx0", friend=True)
        wechat.put_friend(desk.uow, "a", "wx3", friend=True)
        tell_person(desk, REFUSER, "在吗")
        (owed,) = [each for each in outbox.owed_by(desk.uow, desk.now) if each.to == REFUSER]
        outbox.set_aside(desk.uow, owed.id, "发不到")

    town.engine.write(put, town.now)
    town.says(TALKER, "你好", None)
    return town


def test_friends_and_who_talked_with_the_bot_are_reached(met: Town) -> None:
    everybody = [FRIEND, STRANGER, TALKER, UNSEEN, REFUSER]

    def look(desk: Desk) -> tuple[set[str], set[str]]:
        alone = {each for each in everybody if gets_through(desk, each)}
        return getting_through(desk, everybody), alone

    assert met.engine.write(look, met.now) == ({FRIEND, TALKER}, {FRIEND, TALKER})


def test_who_writes_after_a_message_failed_is_reached_again(met: Town) -> None:
    met.now += timedelta(minutes=1)
    met.says(REFUSER, "刚才没收到", None)
    found = met.engine.write(lambda desk: getting_through(desk, [REFUSER, STRANGER]), met.now)
    assert found == {REFUSER}


def test_a_roster_name_counts_before_a_bare_nickname(met: Town) -> None:
    def put(desk: Desk) -> set[str]:
        wechat.put_contact(desk.uow, "a", "other", desk.now, name=STRANGER)
        wechat.put_friend(desk.uow, "a", "other", friend=True)
        return getting_through(desk, [STRANGER])

    assert met.engine.write(put, met.now) == set()
