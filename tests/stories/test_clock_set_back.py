"""A machine's clock is set back: the bot says nothing that nobody agreed to."""

from datetime import timedelta

import pytest

from tests.conftest import MEIYU, Town


def _asks(town: Town) -> str:
    town.says("应总监", "有人接了吗", MEIYU)
    town.later(30)
    return town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("passed", [60, 3600])
def test_what_nobody_has_put_off_is_not_said_to_be(town: Town, passed: int) -> None:
    town.says("应总监", "求助，冲床离合器打滑，整条线停了", MEIYU)
    town.later(passed)
    town.now -= timedelta(days=1)
    told = _asks(town)
    assert "放一放" not in told
    assert "休息时间" not in told
    assert "正在找师傅" in told


def test_what_was_put_off_still_is(town: Town) -> None:
    town.says("应总监", "求助，冲床离合器打滑", MEIYU)
    town.later(30)
    town.says("应总监", "下周再说", MEIYU)
    town.later(30)
    town.now -= timedelta(days=1)
    assert "说好了先放一放" in _asks(town)


def test_what_was_put_off_stays_so_when_it_is_said_to_be_less_urgent(town: Town) -> None:
    town.says("应总监", "求助，冲床离合器打滑，急", MEIYU)
    town.later(30)
    town.says("应总监", "下周再说", MEIYU)
    town.later(30)
    town.says("总工会屠佳怡", "1001 改成一般", "帮帮团协调群")
    town.later(30)
    assert town.ticket().urgency == "normal"
    assert "说好了先放一放" in _asks(town)
