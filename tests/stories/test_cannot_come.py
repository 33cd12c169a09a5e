"""Whoever has a ticket in hand and says that he cannot come gives it back."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

WORDS = [
    "接不了 在外地",
    "我去不了啊 今天在杭州",
    "这个活我干不了",
    "没空",
    "我去不了了",
    "没时间去了",
    "1001 没空",
    "我退出",
    "接不了了 家里有事",
    "临时有事去不了 换人吧",
    "我不去了，让别人去吧",
    "不好意思，接错了",
    "退单",
]


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("room", [EXPERTS, None])
def test_the_holder_cannot_come(town: Town, words: str, room: str | None) -> None:
    town.request()
    town.says("涛哥", "1001 接", EXPERTS)
    town.later(600)
    town.says("涛哥", words, room)
    assert town.ticket().status == "open"
    assert "released" in town.changes()
    assert "来不了了" in town.heard(room=MEIYU)[-1]
    assert not any("退单了" in each for each in town.heard(room=UNION))


def test_the_coordinator_who_assigned_him_hears_of_it(town: Town) -> None:
    town.request()
    town.says("文静同学", "1001 派给葛林松", UNION)
    (him,) = [each.wechat_name for each in town.experts() if each.name == "葛林松"]
    town.says(him, "接不了 在外地", None)
    assert town.ticket().status == "open"
    assert "葛林松来不了，退单了" in town.heard(room=UNION)[-1]
    assert [each.mentions for each in town.said if each.room == UNION][-1] == ("文静同学",)
    assert "当你退单了" in town.heard(to=him)[-1]


@pytest.mark.parametrize("words", ["今天来不了 明天上午去", "去不了那么快 下午到", "没空吃饭呢"])
def test_who_comes_later_keeps_it(town: Town, words: str) -> None:
    town.request()
    town.says("涛哥", "1001 接", EXPERTS)
    town.says("涛哥", words, EXPERTS)
    assert town.ticket().expert_id is not None


def test_words_to_a_colleague_give_nothing_back(town: Town) -> None:
    town.request()
    town.says("涛哥", "1001 接", EXPERTS)
    town.says("涛哥", "@大勇 没空", EXPERTS, mentions=("大勇",))
    assert town.ticket().expert_id is not None


def test_no_to_an_offer_leaves_the_ticket_in_hand(town: Town) -> None:
    town.request()
    town.says("涛哥", "1001 接", EXPERTS)
    town.says("程程", "求助 空压机漏气 保压不住", MEIYU)
    town.later(12)
    town.says("珊珊", "1002 接", EXPERTS)
    town.says("珊珊", "1002 转给涛哥", EXPERTS)
    town.says("涛哥", "没空", EXPERTS)
    assert town.ticket().expert_id is not None
    assert "declined" in town.changes(1002)


def test_with_two_in_hand_he_is_asked_which(town: Town) -> None:
    town.request()
    town.says("涛哥", "1001 接", EXPERTS)
    town.says("程程", "求助 空压机漏气 保压不住", MEIYU)
    town.later(12)
    town.says("涛哥", "1002 接", EXPERTS)
    town.says("涛哥", "我去不了了", EXPERTS)
    assert town.ticket().expert_id is not None
    town.says("涛哥", "1002", EXPERTS)
    assert town.ticket(1002).status == "open"


def test_who_gives_it_back_hears_that_it_was_heard(town: Town) -> None:
    town.request()
    town.says("涛哥", "1001 接", EXPERTS)
    town.says("涛哥", "我退出")
    assert town.heard(to="涛哥")[-1] == "【1001】好的，退单了，正在另请师傅。"


def test_a_slip_is_one_only_right_after_the_claim(town: Town) -> None:
    town.request()
    town.says("涛哥", "1001 接", EXPERTS)
    town.says("涛哥", "点错了", EXPERTS)
    assert town.ticket().status == "open"
    town.says("老单", "1001 接", EXPERTS)
    town.later(1200)
    town.says("老单", "点错了", EXPERTS)
    assert town.ticket().expert_id is not None


@pytest.mark.parametrize(
    ("words", "no"),
    [
        ("早上那单我不去了", 1001),
        ("空压机那个我去不了了", 1002),
        ("牙刷柄那单换人吧", 1001),
        ("屿智那单我退了", 1002),
        ("刚接的那单我退了", 1002),
        ("前面那单我去不了", 1001),
    ],
)
def test_of_two_in_hand_the_one_he_describes_is_meant(town: Town, words: str, no: int) -> None:
    town.request()
    town.says("涛哥", "1001 接", EXPERTS)
    town.later(4 * 3600)
    town.says("程程", "求助 空压机漏气 保压不住", MEIYU)
    town.later(12)
    town.says("涛哥", "1002 接", EXPERTS)
    town.says("涛哥", words, EXPERTS)
    assert [each for each in (1001, 1002) if town.ticket(each).status == "open"] == [no]


def test_he_is_asked_once_which(town: Town) -> None:
    town.request()
    town.says("涛哥", "1001 接", EXPERTS)
    town.says("程程", "求助 空压机漏气 保压不住", MEIYU)
    town.later(12)
    town.says("涛哥", "1002 接", EXPERTS)
    said = len(town.said)
    town.says("涛哥", "那单换人吧", EXPERTS)
    assert len(town.said) == said + 1


def test_a_no_that_names_somebody_unknown_is_a_no(town: Town) -> None:
    town.request()
    town.says("老陈注塑", "我不会这个，但老李会", EXPERTS)
    assert "名册里没找到“老李”" in " ".join(town.heard(room=EXPERTS))
    assert "declined" in town.changes()


@pytest.mark.parametrize(
    "words",
    [
        "不好意思家里有事，去不了了，老单能去不",
        "我走不开，老单有空没",
        "今天不行，老单你能去吗？",
        "去不了了 @老单 你方便吗",
    ],
)
def test_whom_he_asks_to_go_instead_is_asked(town: Town, words: str) -> None:
    town.request()
    town.says("涛哥", "1001 接", EXPERTS)
    before = len(town.said)
    town.says("涛哥", words, EXPERTS, mentions=("老单",) if "@" in words else ())
    assert "老单" in [name for each in town.said[before:] for name in (each.to, *each.mentions)]
    assert town.ticket().status == "claimed"
    town.says("老单", "可以", EXPERTS)
    assert "单国良" in town.heard(room=MEIYU)[-1]
