"""Who says that he has no time before the bot asks him is not asked: for that ticket, or that day."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town


def ranked(town: Town) -> list[str]:
    """Whom a first ticket of the usual kind is offered to; it is over before the story begins."""
    town.request()
    town.later(200)
    asked = town.asked()
    town.says("澄屿小葛", "1001 不用来了 已经好了", MEIYU)
    town.later(3600)
    return asked


def on_leave(town: Town) -> list[str]:
    return [each.wechat_name for each in town.experts() if each.away]


def test_a_no_to_a_ticket_spares_him_who_would_have_been_asked_next(town: Town) -> None:
    later = ranked(town)[7:]
    assert later
    before = len(town.said)
    town.request()
    for name in later:
        assert name not in [each for owed in town.said[before:] for each in owed.mentions]
        town.says(name, "1002 没空", EXPERTS)
    town.later(400)
    asked = [each for owed in town.said[before:] if owed.purpose == "offer" for each in owed.mentions]
    assert len(asked) > 3
    assert not set(later) & set(asked)


def test_a_bare_no_under_an_offer_spares_him_too(town: Town) -> None:
    town.request()
    other = next(each for each in ("珊珊", "夏天的风", "老王车工") if each not in town.asked())
    heard = len(town.said)
    town.says(other, "没空", EXPERTS)
    assert len(town.said) == heard
    assert town.changes()[-1] == "declined"
    town.says(other, "没空", EXPERTS)
    assert "declined" in town.changes()


@pytest.mark.parametrize("words", ["今天没空", "这两天没空", "今天没空，别叫我"])
def test_who_has_no_time_today_is_not_asked_today_and_hears_it_once(town: Town, words: str) -> None:
    first = ranked(town)[0]
    before = len(town.said)
    town.says(first, words, EXPERTS)
    (told,) = [each.text for each in town.said[before:]]
    assert "不派单" in told
    before = len(town.said)
    town.request()
    town.later(400)
    assert first not in [each for owed in town.said[before:] for each in owed.mentions]


def test_one_asked_who_has_no_time_today_frees_the_ticket_and_rests(town: Town) -> None:
    town.request()
    first = town.asked()[0]
    town.says(first, "今天没空", EXPERTS)
    assert "declined" in town.changes()
    assert len(town.asked()) == 4
    assert first in on_leave(town)


def test_no_time_this_afternoon_is_no_day_off(town: Town) -> None:
    town.request()
    first = town.asked()[0]
    town.says(first, "下午没空", EXPERTS)
    assert first not in on_leave(town)
