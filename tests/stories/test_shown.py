"""What a picture shows is not asked for: neither what was read in it, nor what is still being read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.desk import Desk
from handlers.model.media import put_text, to_read
from tests.conftest import MEIYU, Town

TROUBLE = "数控车床报警，三轴都不能动了，求助"
SCREEN = "FANUC SERIES 0i ALARM MESSAGE SV0401 X AXIS VRDY OFF"


@pytest.fixture
def reading(town: Town) -> Iterator[Town]:
    """The town with a bot that reads pictures."""
    engine, policy = town.engine, town.engine.policy
    reads = replace(policy, reads=frozenset({"image"}), reading=timedelta(seconds=20))
    town.engine = replace(engine, policy=reads)
    yield town
    town.engine = engine


def shows(town: Town) -> None:
    town.says("澄屿小葛", "", MEIYU, type="image", attachment="screen.jpg")


def is_read(town: Town, words: str = SCREEN) -> None:
    def put(desk: Desk) -> None:
        for each in to_read(desk, within=timedelta(minutes=10)):
            put_text(desk, each, words)

    town.engine.write(put, town.now)


def receipt(town: Town) -> str:
    return next(each for each in town.heard(room=MEIYU) if each.startswith("【1001】"))


def test_what_was_read_is_not_asked_for(reading: Town) -> None:
    shows(reading)
    reading.says("澄屿小葛", TROUBLE, MEIYU)
    is_read(reading)
    reading.later(60)
    assert "SV0401" in reading.ticket().body
    assert not any(each in receipt(reading) for each in ("机型", "报警号", "照片", "系统"))


@pytest.mark.parametrize("before", [30, 100, 250])
def test_nor_what_was_read_of_a_picture_that_came_before(reading: Town, before: float) -> None:
    shows(reading)
    is_read(reading)
    reading.later(before)
    reading.says("澄屿小葛", TROUBLE, MEIYU)
    reading.later(60)
    assert not any(each in receipt(reading) for each in ("机型", "报警号", "照片", "系统"))
    assert reading.ticket().category == "electrical"


@pytest.mark.parametrize("haste", ["", "，整条线都停了"])
def test_what_is_still_being_read_is_left_out(reading: Town, haste: str) -> None:
    shows(reading)
    reading.says("澄屿小葛", TROUBLE + haste, MEIYU)
    reading.later(60)
    assert not any(each in receipt(reading) for each in ("机型", "报警号", "照片", "系统"))


def test_where_the_picture_shows_nothing_it_is_asked(reading: Town) -> None:
    shows(reading)
    is_read(reading, "")
    reading.says("澄屿小葛", TROUBLE, MEIYU)
    reading.later(60)
    assert "机型" in receipt(reading)


def test_without_a_picture_it_is_asked(reading: Town) -> None:
    reading.says("澄屿小葛", TROUBLE, MEIYU)
    reading.later(60)
    assert "什么机型" in receipt(reading)
