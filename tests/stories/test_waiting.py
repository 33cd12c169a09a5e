"""Nobody takes a ticket: the firm hears so in time, then ever more rarely, and whenever it calls."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

FIRM = "澄屿小葛"
MINUTE, HOUR = 60, 3600


def _says(town: Town, text: str, who: str = FIRM, room: str | None = MEIYU) -> str:
    """What the bot last said there, the words it answered included."""
    town.says(who, text, room)
    town.later(12)
    return town.heard(room=room, to=None if room else who)[-1]


def _lines(town: Town, room: str = MEIYU) -> list[str]:
    return [each for each in town.heard(room=room) if "还没师傅接" in each]


def test_the_firm_hears_when_the_five_minutes_are_over(town: Town) -> None:
    town.request()
    town.later(5 * MINUTE)
    (line,) = _lines(town)
    assert line.startswith(
        "【1001】双色模牙刷柄熔接线发黑，换了料也没用：等了5分钟还没师傅接。\n已请14位师傅（"
    )
    assert "9:04报了工会协调员谷文静" in line


def test_then_ever_more_rarely_and_not_in_the_evening(town: Town) -> None:
    town.request()
    town.later(5 * MINUTE)
    for minutes, count in ((29, 1), (1, 2), (59, 2), (1, 3), (120, 4), (240, 5)):
        town.later(minutes * MINUTE)
        assert len(_lines(town)) == count, minutes
    assert "不用等了回“不用了”" in _lines(town)[-1]
    town.later(10 * HOUR)  # 2:35 at night
    assert len(_lines(town)) == 5
    town.later(5 * HOUR)
    assert len(_lines(town)) == 5, "nor before anybody is at work"
    town.later(HOUR)
    assert len(_lines(town)) == 6, "first thing in the morning"


def test_who_has_a_line_standing_hears_at_night_too(town: Town) -> None:
    town.now = town.now.replace(hour=21)
    town.says(FIRM, "求助 空压机坏了，三条线全停了", MEIYU)
    town.later(4 * HOUR)
    assert len(_lines(town)) == 4


def test_a_claim_ends_it(town: Town) -> None:
    town.request()
    town.later(6 * MINUTE)
    town.says(town.asked()[0], "1001 接", EXPERTS)
    town.later(24 * HOUR)
    assert len(_lines(town)) == 1
    assert town.live_timers() == ["stalled"]


def test_a_ticket_given_back_counts_anew(town: Town) -> None:
    town.request()
    winner = town.asked()[0]
    town.says(winner, "1001 接", EXPERTS)
    town.later(HOUR)
    town.says(winner, "1001 退单", EXPERTS)
    town.later(5 * MINUTE)
    assert "：重新找人等了5分钟（从提出算1小时5分钟）还没师傅接" in _lines(town)[-1]


def test_what_a_coordinator_asked_for_is_told_to_the_firm_not_to_him(town: Town) -> None:
    town.says("总工会屠佳怡", "帮澄屿模塑报一下，他们注塑机料筒温度上不去", UNION)
    town.later(5 * MINUTE)
    assert len(_lines(town)) == 1
    assert _lines(town, UNION) == [], "he is reminded as the coordinators are"


def test_who_is_said_to_be_busy_is_counted(town: Town) -> None:
    town.request()
    town.says(town.asked()[0], "1001 没空", EXPERTS)
    town.later(5 * MINUTE)
    assert "，1位没空，" in _lines(town)[-1]


@pytest.mark.parametrize(
    "text",
    [
        "有人吗",
        "没人吗",
        "还是没啊",
        "怎么还没人来",
        "还没人接吗",
        "还没有师傅吗？急死了",
        "没师傅接啊，等不及了",
        "人呢？",
        "@派单助手 还没人吗",
        "都等一上午了",
        "师傅怎么还没来",
        "催一下",
        "没人会修吗",
    ],
)
def test_a_call_is_answered_by_how_it_stands(town: Town, text: str) -> None:
    town.request()
    town.later(14 * MINUTE)
    said = _says(town, text)
    assert said.startswith(f"@{FIRM} 【1001】")
    assert "已等14分钟；已请14位师傅（" in said
    assert "9:04报了工会协调员谷文静" in said
    assert "已等14分钟" in _says(town, text, who="A澄屿生产部"), "his colleague asks too"


def test_a_call_in_private_is_answered_there(town: Town) -> None:
    town.request()
    town.later(HOUR)
    assert "已请14位师傅" in _says(town, "有人吗", room=None)


def test_who_calls_after_the_claim_hears_who_comes_and_what_he_said(town: Town) -> None:
    town.request()
    winner = town.asked()[0]
    town.says(winner, "1001 接，下午两点到", EXPERTS)
    assert "师傅说“下午两点到”" in town.heard(room=MEIYU)[-1]
    town.later(HOUR)
    assert "9:00接了，说“下午两点到”，你问的已转过去" in _says(town, "人呢")
    assert "人呢" in town.heard(to=winner)[-1]


def test_who_calls_and_has_two_hears_of_both(town: Town) -> None:
    town.request()
    _says(town, "求助 空压机压力上不去")
    town.later(HOUR)
    said = _says(town, "还没人接吗")
    assert "【1001】" in said
    assert "【1002】" in said


def test_not_yet_after_the_expert_said_it_is_done_reopens(town: Town) -> None:
    town.request()
    winner = town.asked()[0]
    town.says(winner, "1001 接", EXPERTS)
    town.says(winner, "修好了，加了排气槽", EXPERTS)
    _says(town, "还没呢")
    assert town.ticket().status == "in_progress"


def test_a_call_without_a_ticket_is_told_how_to_ask_once(town: Town) -> None:
    assert _says(town, "有人吗") == f"@{FIRM} 请说一下什么机器、出了什么毛病，我来请师傅。"
    assert "有问题直接写" in _says(town, "还没人接吗", who="晓敏")
    said = len(town.said)
    _says(town, "有人吗")
    _says(town, "怎么没人", who="晓敏")
    assert len(town.said) == said


@pytest.mark.parametrize("text", ["人来了", "等一下", "没了", "晚上有人去打球吗"])
def test_chatter_is_no_call(town: Town, text: str) -> None:
    town.says(FIRM, text, MEIYU)
    town.later(12)
    assert town.said == []


def test_several_that_wait_in_one_group_are_told_together(town: Town) -> None:
    town.request()
    town.later(10 * MINUTE)
    _says(town, "求助 空压机压力上不去", who="应总监")
    town.later(25 * MINUTE)
    together = town.heard(room=MEIYU)[-1]
    assert together.startswith("还没师傅接的2单")
    assert "【1001】" in together
    assert "【1002】" in together
    said = len(town.heard(room=MEIYU))
    town.later(30 * MINUTE)
    assert len(town.heard(room=MEIYU)) == said, "neither is told by itself soon after"
