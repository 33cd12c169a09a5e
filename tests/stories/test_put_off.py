"""A firm puts its ticket off: nothing ends. Who has it reads so; for an open one nobody is asked then."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town


def _writes(town: Town, words: str) -> None:
    town.says("应总监", words, MEIYU)
    town.later(30)


@pytest.mark.parametrize(
    "words",
    [
        "先别来",
        "明天再来",
        "明天再说",
        "先不要过来",
        "今天别来了",
        "改天吧",
        "今天不方便，明天吧",
        "明天下午再过来吧",
        "你们下周一来吧",
        "不急，下周来就行",
        "暂时不修了，下周再说",
    ],
)
def test_who_has_it_reads_that_he_is_not_to_come_yet(town: Town, words: str) -> None:
    _writes(town, "求助，冲床离合器打滑")
    town.says("阿毛冲压", "1001 接", EXPERTS)
    _writes(town, words)
    assert town.ticket().status == "claimed"
    assert f"先不用去：{words}" in town.heard(to="阿毛冲压")[-1]
    assert "娄阿毛" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("words", ["师傅说明天再来", "又说明天再来", "客户明天再来", "明天再来吗"])
def test_what_others_say_and_what_is_asked_puts_nothing_off(town: Town, words: str) -> None:
    _writes(town, "求助，冲床离合器打滑")
    town.says("阿毛冲压", "1001 接", EXPERTS)
    _writes(town, words)
    assert town.ticket().status == "claimed"
    assert not any("先不用去" in each for each in town.heard(to="阿毛冲压"))


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("下周再说", "11月30日8:30"),
        ("明天下午再来", "明天13:00"),
        ("下午再说", "今天13:00"),
        ("改天再说", "11月26日"),
    ],
)
def test_nobody_is_asked_until_then(town: Town, words: str, until: str) -> None:
    _writes(town, "求助，冲床离合器打滑")
    _writes(town, words)
    assert until in town.heard(room=MEIYU)[-1]
    asked = len(town.said)
    town.later(3600)
    assert len(town.said) == asked
    _writes(town, "怎么样了")
    assert until in town.heard(room=MEIYU)[-1]
    assert town.ticket().status == "open"


def test_then_experts_are_asked(town: Town) -> None:
    _writes(town, "求助，冲床离合器打滑")
    _writes(town, "明天再说")
    before = len(town.asked())
    town.later(86400)
    assert len(town.asked()) > before


def test_or_sooner_where_it_says_so(town: Town) -> None:
    _writes(town, "求助，冲床离合器打滑")
    _writes(town, "下周再说")
    _writes(town, "可以来了")
    assert "已请" in town.heard(room=MEIYU)[-1]


def test_thanks_beside_the_end_are_not_asked_about(town: Town) -> None:
    _writes(town, "求助，冲床离合器打滑")
    town.says("阿毛冲压", "1001 接", EXPERTS)
    _writes(town, "可以了，不用担心了")
    assert town.ticket().status == "closed"


def test_nor_is_what_else_is_cancelled(town: Town) -> None:
    _writes(town, "求助，冲床离合器打滑")
    _writes(town, "取消吧，会议也取消了")
    assert town.ticket().status == "cancelled"


def test_what_was_put_off_for_no_day_is_asked_for_one(town: Town) -> None:
    _writes(town, "求助，冲床离合器打滑")
    _writes(town, "先别派了")
    assert "哪天请？回个日子" in town.heard(room=MEIYU)[-1]
    _writes(town, "后天上午")
    assert "先不请师傅了，后天8:30再请" in town.heard(room=MEIYU)[-1]
    _writes(town, "派吧")
    assert "好的，已请" in town.heard(room=MEIYU)[-1]


def test_a_day_alone_puts_off_nothing_that_was_not(town: Town) -> None:
    _writes(town, "求助，冲床离合器打滑")
    before = town.heard(room=MEIYU)
    _writes(town, "后天上午")
    assert town.heard(room=MEIYU) == before


def test_those_who_were_asked_read_in_their_group_that_it_may_wait(town: Town) -> None:
    town.request("双色模牙刷柄熔接线发黑")
    asked = {each.room for each in town.said if each.purpose == "offer"}
    town.says("澄屿小葛", "不急，下周再说", MEIYU)
    town.later(30)
    told = {each.room for each in town.said if "现在不用接" in each.text and "【1001】" in each.text}
    assert told == asked
