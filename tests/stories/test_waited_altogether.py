"""Who is asked for anew has waited since the first asking: reminders say both how long."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

HOLDER = "老单"


def told(town: Town, *, room: str | None = None, to: str | None = None) -> list[str]:
    """The lines that say that nobody has taken it."""
    return [line for each in town.heard(room=room, to=to) for line in each.split("\n") if "没" in line]


@pytest.fixture
def taken(town: Town) -> Town:
    """A firm's ticket was taken at once, an hour and a quarter ago."""
    town.request()
    town.says(HOLDER, "1001 接", EXPERTS)
    town.later(4500 - 12)
    return town


@pytest.mark.parametrize(
    ("who", "words", "room"),
    [(HOLDER, "1001 退单，家里有事去不了", EXPERTS), ("文静同学", "1001 换人", UNION)],
)
def test_what_was_given_back_or_taken_away_tells_both(taken: Town, who: str, words: str, room: str) -> None:
    taken.says(who, words, room)
    assert taken.ticket().status == "open"
    taken.later(2100)
    both = "重新找人等了15分钟（从提出算1小时30分钟）还没人接"
    assert any(both in each for each in told(taken, room=UNION))
    assert any("重新找人超过5分钟（从提出算1小时20分钟）没人接" in each for each in told(taken, room=UNION))
    assert any("重新找人4分钟（从提出算1小时19分钟）还没人接" in each for each in told(taken, to="文静同学"))
    first, again = [each for each in told(taken, room=MEIYU) if "还没师傅接" in each]
    assert "重新找人等了5分钟（从提出算1小时20分钟）还没师傅接" in first
    assert "重新找人等了35分钟（从提出算1小时50分钟）还没师傅接" in again


def test_what_was_opened_again_tells_both(town: Town) -> None:
    town.request()
    town.says("文静同学", "1001 取消", UNION)
    town.later(1800)
    town.says("文静同学", "1001 重新开", UNION)
    town.later(400)
    assert town.ticket().status == "open"
    assert any("重新找人等了5分钟（从提出算35分钟）还没师傅接" in each for each in told(town, room=MEIYU))


def test_who_has_asked_once_reads_one_time(town: Town) -> None:
    town.request()
    town.later(2400)
    said = [*told(town, room=UNION), *told(town, room=MEIYU), *told(town, to="文静同学")]
    assert any("等了15分钟还没人接" in each for each in said)
    assert not any("重新找人" in each or "从提出算" in each for each in said)
