"""What is owed goes out at a pace, the most pressing first, and waits for the rest of the minute."""

import dataclasses
import itertools
from datetime import timedelta

from bot.channels.pace import Pace
from handlers.telling import tell_room
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
