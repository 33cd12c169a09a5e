"""What is owed goes out at a pace, the most pressing first, and waits for the rest of the minute."""

import asyncio
import dataclasses
import itertools
from collections.abc import Collection
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.channels.base import Outgoing, SendFailed
from bot.channels.pace import Pace
from bot.clock import Clock
from bot.lanes import Lane
from bot.worker import Worker
from handlers.desk import Desk
from handlers.telling import tell_person, tell_room
from storage import accounts, outbox, wechat
from storage.outbox import Owed
from storage.terms import Purpose
from tests.conftest import MEIYU, SALON, Town


def send_all(town: Town) -> list[tuple[float, str]]:
    """Deliver by the engine's own clock; seconds since the start, and the text."""
    start, sent = town.now, []
    while (due := town.engine.next_send(town.now)) is not None:
        town.now = max(town.now, due)
        owed = town.engine.take_owed(town.now)
        assert owed is not None
        town.engine.sent(owed, town.now, f"b{owed.id}")
        sent.append(((town.now - start).total_seconds(), owed.text))
    return sent


def paced(town: Town, count: int) -> list[tuple[float, str]]:
    town.engine = dataclasses.replace(
        town.engine, pace=Pace(gap=timedelta(seconds=1), jitter=timedelta(), per_minute=20)
    )

    def tell(desk):
        for number in range(count):
            tell_room(desk, MEIYU, f"第{number}份报表", purpose=Purpose.REPORT)
        tell_room(desk, SALON, "派单", purpose=Purpose.OFFER)

    town.engine.write(tell, town.now)
    return send_all(town)


def test_a_ping_goes_before_reports_that_wait_longer(town: Town) -> None:
    assert [text for _at, text in paced(town, 3)] == ["派单", "第0份报表", "第1份报表", "第2份报表"]


def test_a_second_between_two_and_twenty_a_minute_into_one_group(town: Town) -> None:
    sent = paced(town, 25)
    moments = [at for at, _text in sent]
    assert min(later - earlier for earlier, later in itertools.pairwise(moments)) >= 1
    into_the_group = [at for at, text in sent if "报表" in text]
    assert len(into_the_group) == 25
    assert all(late - early >= 60 for early, late in zip(into_the_group, into_the_group[20:], strict=False))


ACCOUNTS = {"wx-a": MEIYU, "wx-b": SALON}


def two_accounts(town: Town) -> None:
    """Each in a group of its own, both in WeChat."""
    town.engine = dataclasses.replace(town.engine, pace=Pace(jitter=timedelta()))

    def put(desk):
        for account, room in ACCOUNTS.items():
            wechat.put_group(desk.uow, account, f"{account}@chatroom", room, room, desk.now)

    town.engine.write(put, town.now)


def owe(town: Town, *rooms: str, purpose: Purpose = Purpose.REPORT) -> None:
    def tell(desk):
        for room in rooms:
            tell_room(desk, room, f"说给{room}", purpose=purpose)

    town.engine.write(tell, town.now)


def state(town: Town, owed_id: int) -> tuple[str, str | None]:
    with town.engine.database.unit() as uow:
        found = outbox.owed(uow, owed_id)
    return found.state, found.error


def test_the_jitter_changes_no_order(town: Town) -> None:
    town.engine = dataclasses.replace(town.engine, pace=Pace())

    def tell(desk):
        for number in range(10):
            tell_room(desk, MEIYU, str(number), purpose=Purpose.REPORT)

    town.engine.write(tell, town.now)
    assert [text for _at, text in send_all(town)] == [str(number) for number in range(10)]


def test_each_account_has_its_own_pace(town: Town) -> None:
    two_accounts(town)
    owe(town, MEIYU, MEIYU, SALON)
    rooms = []
    while (owed := town.engine.take_owed(town.now)) is not None:
        rooms.append(owed.room)
        town.engine.sent(owed, town.now, f"b{owed.id}")
    assert rooms == [MEIYU, SALON]


def test_a_message_on_its_way_counts_for_the_pace(town: Town) -> None:
    two_accounts(town)
    owe(town, MEIYU, MEIYU)
    assert town.engine.take_owed(town.now) is not None
    assert town.engine.take_owed(town.now) is None
    assert town.engine.next_send(town.now) == town.now + timedelta(seconds=1)


def test_an_account_that_is_away_holds_up_no_other(town: Town) -> None:
    two_accounts(town)
    owe(town, *[MEIYU] * 5, SALON)
    owed = town.engine.take_owed(town.now, lambda lane: lane.account != "wx-a")
    assert owed is not None
    assert owed.room == SALON
    assert town.engine.next_send(town.now, lambda lane: lane.account != "wx-a") is None


def test_however_much_waits_for_an_account_that_is_away_others_are_written_to(town: Town) -> None:
    two_accounts(town)
    owe(town, *[MEIYU] * 1500, purpose=Purpose.OFFER)
    owe(town, SALON, purpose=Purpose.REPORT)

    def away(lane: Lane) -> bool:
        return lane.account != "wx-a"

    assert town.engine.next_send(town.now, away) == town.now
    owed = town.engine.take_owed(town.now, away)
    assert owed is not None
    assert owed.room == SALON
    back = town.engine.take_owed(town.now)
    assert back is not None
    assert (back.room, back.id) == (MEIYU, 1)


def test_what_is_no_longer_true_gives_way_to_what_stands_behind_it(town: Town) -> None:
    town.request()
    two_accounts(town)
    ticket = town.ticket()

    def tell(desk):
        for _ in range(3):
            tell_room(desk, MEIYU, "已经取消了", ticket=ticket, purpose=Purpose.FAREWELL)
        tell_room(desk, MEIYU, "还是真的", purpose=Purpose.REPORT)

    town.now += timedelta(minutes=2)
    town.engine.write(tell, town.now)
    owed = town.engine.take_owed(town.now)
    assert owed is not None
    assert owed.text == "还是真的"


def test_a_file_that_takes_long_holds_up_no_words(town: Town) -> None:
    two_accounts(town)

    def tell(desk):
        wechat.put_contact(desk.uow, "wx-a", "wx1", desk.now, name="某人", known_as="某人")
        tell_person(desk, "某人", "看图", attachment="0123456789ab-图.pdf")

    town.engine.write(tell, town.now)
    words = town.engine.take_owed(town.now)
    assert words is not None
    assert (words.text, words.attachment) == ("看图", None)
    town.engine.sent(words, town.now, "b1")
    town.now += timedelta(seconds=1)
    file = town.engine.take_owed(town.now)
    assert file is not None
    assert file.attachment == "0123456789ab-图.pdf"
    assert town.engine.lane(file).files
    owe(town, MEIYU)
    town.now += timedelta(seconds=1)
    after = town.engine.take_owed(town.now, lambda lane: not lane.files)
    assert after is not None
    assert after.room == MEIYU


def test_what_nobody_knows_of_is_sent_again_a_few_times_and_then_given_up(town: Town) -> None:
    two_accounts(town)
    owe(town, MEIYU)
    owed = None
    for _ in range(5):
        owed = town.engine.take_owed(town.now)
        assert owed is not None
        town.engine.unclear(owed, "网关没答")
        recover(town)
        town.now += timedelta(minutes=1)
    assert owed is not None
    assert town.engine.take_owed(town.now) is None
    assert state(town, owed.id) == ("failed", "不知道发出去没有：网关没答")


def recover(town: Town, **given: Collection[Any]) -> tuple[int, int]:
    """Every echo has been shown by now."""
    return town.engine.recover(town.now, leased_by=town.now, **given)


def test_what_became_unclear_while_echoes_were_awaited_waits_for_its_own(town: Town) -> None:
    two_accounts(town)
    owe(town, MEIYU, SALON)
    begun = town.now
    first = town.engine.take_owed(town.now)
    town.now += timedelta(seconds=1.9)
    second = town.engine.take_owed(town.now)
    assert first is not None
    assert second is not None
    for each in (first, second):
        town.engine.unclear(each, "网关没答")
    town.now += timedelta(seconds=0.1)
    assert town.engine.recover(town.now, leased_by=begun) == (1, 0)
    assert [state(town, each.id)[0] for each in (first, second)] == ["pending", "sending"]
    assert recover(town) == (1, 0)


def test_only_what_is_in_nobodys_hand_and_of_no_other_account_is_owed_again(town: Town) -> None:
    two_accounts(town)
    owe(town, MEIYU, SALON)
    first, second = town.engine.take_owed(town.now), town.engine.take_owed(town.now)
    assert first is not None
    assert second is not None
    assert recover(town, in_hand={first.id}, of_others={"wx-b"}) == (0, 0)
    assert recover(town, of_others={"wx-b"}) == (1, 0)
    assert state(town, first.id)[0] == "pending"
    assert state(town, second.id)[0] == "sending"


def test_a_full_group_keeps_no_other_group_waiting(town: Town) -> None:
    two_accounts(town)
    owe(town, *[MEIYU] * 150, SALON)
    sent = send_all_within(town, 30)
    assert SALON in sent
    assert sent.count(MEIYU) == 20


def send_all_within(town: Town, seconds: float) -> list[str | None]:
    end, rooms = town.now + timedelta(seconds=seconds), []
    while (due := town.engine.next_send(town.now)) is not None and due <= end:
        town.now = max(town.now, due)
        owed = town.engine.take_owed(town.now)
        assert owed is not None
        town.engine.sent(owed, town.now, f"b{owed.id}")
        rooms.append(owed.room)
    return rooms


class Lossy:
    """A channel that breaks in ways of its own, then works."""

    name = "test"

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.sent: list[Outgoing] = []
        self.done = asyncio.Event()

    async def send(self, message: Outgoing) -> str:
        if self.errors:
            raise self.errors.pop(0)
        self.sent.append(message)
        self.done.set()
        return "b1"

    def may_send(self, account: str) -> bool:
        return True


@pytest.mark.parametrize("error", [SendFailed("被拒"), ZeroDivisionError("a fault of ours")])
def test_a_send_that_breaks_is_tried_again_and_stops_nothing(town: Town, error: Exception) -> None:
    two_accounts(town)
    owe(town, MEIYU)
    channel = Lossy(error)

    async def live() -> None:
        worker = Worker(town.engine, channel, Clock())
        running = asyncio.create_task(worker.run())
        await asyncio.wait_for(channel.done.wait(), 30)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    asyncio.run(live())
    assert [each.room for each in channel.sent] == [MEIYU]


def test_a_database_that_is_away_is_waited_for(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.worker._DATABASE_AGAIN", 0.01)
    away = [OperationalError("select", {}, Exception("away"))] * 3

    async def live() -> str:
        worker = Worker(town.engine, Lossy(), Clock())

        def work(desk: Desk) -> str:
            if away:
                raise away.pop()
            return "put"

        return await worker.write(work)

    assert asyncio.run(live()) == "put"


def test_what_was_refused_waits_for_a_late_echo_before_it_is_sent_again(town: Town) -> None:
    two_accounts(town)
    owe(town, MEIYU)
    owed = town.engine.take_owed(town.now)
    assert owed is not None
    town.engine.write(lambda desk: outbox.put_wire(desk.uow, owed.id, owed.text, "wx-a"), town.now)
    assert town.engine.failed(owed, town.now, "no answer from WeChat")
    town.now += timedelta(seconds=4)
    assert town.engine.take_owed(town.now) is None
    town.engine.write(lambda desk: outbox.echoed(desk.uow, MEIYU, None, owed.text, "e1", desk.now), town.now)
    town.now += timedelta(minutes=1)
    assert town.engine.take_owed(town.now) is None
    assert state(town, owed.id)[0] == "sent"


def test_what_went_out_or_is_on_its_way_since_then_is_found_in_order(town: Town) -> None:
    two_accounts(town)
    owe(town, MEIYU, SALON, MEIYU)
    start = town.now
    taken: list[Owed] = []
    for _ in range(3):
        owed = town.engine.take_owed(town.now)
        assert owed is not None
        taken.append(owed)
        town.now += timedelta(seconds=10)
    first, second, third = taken
    town.engine.sent(first, town.now, "b1")
    with town.engine.database.unit() as uow:
        found = outbox.sent_since(uow, start + timedelta(seconds=11))
        assert [each.id for _at, each in outbox.sent_since(uow, start)] == [second.id, third.id, first.id]
    assert [each.id for _at, each in found] == [third.id, first.id]


def test_a_private_message_in_flight_from_an_account_that_went_is_not_sent_by_the_other(town: Town) -> None:
    two_accounts(town)

    def tell(desk: Desk) -> None:
        for seconds, account in enumerate(ACCOUNTS):
            accounts.put_state(desk.uow, account, "logged_in", "", desk.now)
            seen = desk.now + timedelta(seconds=seconds)
            wechat.put_contact(desk.uow, account, f"{account}-1", seen, name="某人", known_as="某人")
        tell_person(desk, "某人", "企业电话")

    town.engine.write(tell, town.now)
    owed = town.engine.take_owed(town.now)
    assert owed is not None
    assert town.engine.lane(owed).account == "wx-b"
    town.engine.write(lambda desk: accounts.put_state(desk.uow, "wx-b", "lost", "", desk.now), town.now)
    assert town.engine.lane(owed).account == "wx-a"  # from which it would go out now
    assert recover(town, of_others={"wx-b"}) == (0, 0)
    assert state(town, owed.id)[0] == "sending"
    assert recover(town, of_others={"wx-a"}) == (1, 0)
