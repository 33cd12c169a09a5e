"""Tickets that were put off before this was marked: the mark is set where it is certain, and nowhere else."""

import dataclasses
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from handlers.offers.starting import is_put_off
from handlers.policy_file import read_policy
from storage.migrate import upgrade
from storage.tables import timers
from tests.conftest import MEIYU, UNION, Town

QUIET = """
[[hours]]
name = "night"
since = "22:00"
until = "6:30"
likely = 0.4
hold = ["normal", "urgent"]
"""


@pytest.fixture
def quiet(town: Town, tmp_path: Path) -> Town:
    """A town in which nobody is asked at night, at 23:00."""
    file = tmp_path / "policy.toml"
    file.write_text(QUIET, "utf-8")
    town.engine = dataclasses.replace(town.engine, policy=read_policy(file))
    town.now = town.now.replace(hour=23)
    return town


def _writes(town: Town, words: str, who: str = "应总监", room: str = MEIYU) -> None:
    town.says(who, words, room)
    town.later(30)


def _from_before(town: Town) -> bool:
    """Make the database one of before the mark, bring it up to date; whether the ticket counts as put off."""
    with town.engine.database.engine.begin() as connection:
        for row in connection.execute(select(timers)).all():
            payload = {name: value for name, value in row.payload.items() if name != "put_off"}
            connection.execute(update(timers).where(timers.c.id == row.id).values(payload=payload))
        connection.execute(text("UPDATE alembic_version SET version_num = '0022'"))
    upgrade(town.engine.database)
    with town.engine.database.unit() as uow:
        return is_put_off(town.engine._desk(uow, town.now), town.ticket())


@pytest.mark.parametrize("words", ["下周再说", "改天再说"])
def test_what_was_put_off_is_told_so_until_its_day(town: Town, words: str) -> None:
    _writes(town, "求助，冲床离合器打滑")
    _writes(town, words)
    assert _from_before(town)
    _writes(town, "有人接了吗")
    assert "说好了先放一放" in town.heard(room=MEIYU)[-1]


def test_what_a_coordinator_put_off_counts_too(town: Town) -> None:
    _writes(town, "求助，冲床离合器打滑")
    _writes(town, "1001 下周再说", who="总工会屠佳怡", room=UNION)
    assert _from_before(town)


def test_what_was_put_off_by_day_counts_where_nights_are_quiet(quiet: Town) -> None:
    quiet.now += timedelta(hours=10)
    _writes(quiet, "求助，冲床离合器打滑")
    _writes(quiet, "下周再说")
    assert _from_before(quiet)


def test_what_the_hour_holds_is_not_put_off(quiet: Town) -> None:
    _writes(quiet, "求助，冲床离合器打滑")
    _writes(quiet, "冲床是徐州的，吨位110")
    assert quiet.live_timers() == ["start"]
    assert not _from_before(quiet)


def test_what_may_come_after_all_is_held_by_the_hour_alone(quiet: Town) -> None:
    _writes(quiet, "求助，冲床离合器打滑")
    _writes(quiet, "下周再说")
    _writes(quiet, "可以来了")
    assert quiet.live_timers() == ["start"]
    assert not _from_before(quiet)


def test_nothing_is_marked_once_it_has_begun(town: Town) -> None:
    _writes(town, "求助，冲床离合器打滑")
    _writes(town, "下周再说")
    _writes(town, "可以来了")
    assert not _from_before(town)
