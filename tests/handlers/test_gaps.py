"""After the bot was away it says so, once, in the groups where somebody may be waiting."""

from datetime import timedelta

from handlers.rooms.gaps import back_again
from storage import accounts, wechat
from tests.conftest import EXPERTS, MEIYU, SALON, UNION, Town


def listening(town: Town) -> None:
    """One account, in all groups, alive now."""

    def put(desk):
        accounts.put_state(desk.uow, "wx", "logged_in", "", desk.now)
        accounts.put_alive(desk.uow, "wx", desk.now)
        for name in (MEIYU, EXPERTS, SALON, UNION):
            wechat.put_group(desk.uow, "wx", f"{name}@chatroom", name, name, desk.now)

    town.engine.write(put, town.now)


def back(town: Town, minutes: float) -> None:
    town.now += timedelta(minutes=minutes)
    town.engine.write(lambda desk: back_again(desk, "wx"), town.now)
    town.later(0)


def notices(town: Town, room: str) -> list[str]:
    return [text for text in town.heard(room=room) if "不在线" in text]


def test_the_groups_of_live_tickets_are_told_from_when_to_when(town: Town) -> None:
    town.request()
    listening(town)
    back(town, 3)
    assert notices(town, MEIYU) == [
        "09:00–09:03 我不在线，这段时间的话我没有收到。\n求助、接单、改主意的，请再发一遍。"
    ]
    assert len(notices(town, EXPERTS)) == 1  # somebody asked may have claimed meanwhile
    assert notices(town, SALON) == []
    assert notices(town, UNION) == []


def test_a_gap_is_told_once(town: Town) -> None:
    town.request()
    listening(town)
    back(town, 3)
    back(town, 0.1)
    assert len(notices(town, MEIYU)) == 1


def test_a_short_gap_and_a_quiet_group_are_not_worth_a_word(town: Town) -> None:
    listening(town)
    back(town, 0.4)
    back(town, 60)
    assert [each for each in town.said if "不在线" in each.text] == []
