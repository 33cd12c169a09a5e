"""A coordinator changes how urgent an open ticket is: its target, and whom it asks when, follow."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from handlers.desk import ZONE
from handlers.policy_file import read_policy
from tests.conftest import MEIYU, UNION, Town

SLOWER = """
[urgency.normal]
target = "20:00"
waves = [{ at = "0:00", size = 3 }, { at = "10:00", size = 2 }]
coordinator = "15:00"
breach = "20:00"
repeat = "10:00"
"""
NIGHT = '[[hours]]\nname = "night"\nsince = "22:00"\nuntil = "6:30"\nlikely = 0.4\nhold = ["normal"]\n'
BEGUN = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)


def ruled(town: Town, tmp_path: Path, text: str) -> Town:
    """The town with such a policy."""
    file = tmp_path / "policy.toml"
    file.write_text(text, "utf-8")
    town.engine = replace(town.engine, policy=read_policy(file))
    return town


@pytest.fixture
def slower(town: Town, tmp_path: Path) -> Town:
    """What is not urgent may take twenty minutes."""
    return ruled(town, tmp_path, SLOWER)


def orders(town: Town, text: str) -> str:
    town.says("总工会屠佳怡", text, UNION)
    return town.heard(room=UNION)[-1]


def test_what_is_lowered_has_the_time_of_what_is_not_urgent(slower: Town) -> None:
    slower.request("求助 数控车床主轴异响，急")
    assert slower.ticket().pickup_due == BEGUN + timedelta(minutes=5)
    assert "紧急程度：一般" in orders(slower, "1001 不急，改成普通")
    assert slower.ticket().pickup_due == BEGUN + timedelta(minutes=20)
    assert slower.heard(room=MEIYU)[-1] == "【1001】工会改成“一般”了，今天9:20前给你回话。"
    slower.later(8 * 60)
    assert len(slower.asked()) == 3
    assert slower.heard(to="文静同学") == []
    slower.later(3 * 60)
    assert len(slower.asked()) == 5
    slower.later(10 * 60)
    assert slower.ticket().breached_at == BEGUN + timedelta(minutes=20)


def test_what_is_raised_has_five_minutes_again(slower: Town) -> None:
    slower.request("求助 数控车床主轴异响")
    assert slower.ticket().pickup_due == BEGUN + timedelta(minutes=20)
    orders(slower, "1001 改成急")
    assert slower.ticket().pickup_due == BEGUN + timedelta(minutes=5)
    slower.later(5 * 60)
    assert len(slower.asked()) == 14
    assert slower.ticket().breached_at is not None


def test_what_is_made_critical_has_five_minutes_too(slower: Town) -> None:
    slower.request("求助 数控车床主轴异响")
    orders(slower, "1001 加急")
    assert slower.ticket().pickup_due == BEGUN + timedelta(minutes=5)


def test_where_both_have_the_same_time_nothing_is_said_to_the_firm(town: Town) -> None:
    town.request("求助 数控车床主轴异响，急")
    before = town.heard(room=MEIYU)
    orders(town, "1001 不急，改成普通")
    assert town.heard(room=MEIYU) == before
    assert town.ticket().pickup_due == BEGUN + timedelta(minutes=5)
    town.later(300)
    assert len(town.asked()) == 14


def test_what_is_lowered_at_night_waits_for_the_morning(town: Town, tmp_path: Path) -> None:
    ruled(town, tmp_path, NIGHT)
    town.now = datetime(2026, 11, 24, 23, 0, tzinfo=ZONE)
    town.request("求助 数控车床主轴异响，急")
    assert len(town.asked()) == 3
    orders(town, "1001 不急，改成普通")
    assert "明早6:30请师傅，明早6:35前给你回话" in town.heard(room=MEIYU)[-1]
    town.later(3600)
    assert len(town.asked()) == 3
    town.later(7 * 3600)
    assert len(town.asked()) > 3
