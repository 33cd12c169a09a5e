"""What takes a ticket without a number: only words that can be about nothing else."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town

PARTNER = "程程"


def two_open(town: Town) -> None:
    """1001 is on offer to 老单 and others, 1002 to 蒲工 and others."""
    town.request()
    town.says(PARTNER, "求助 空压机漏气 保压不住", MEIYU)
    town.later(12)


def open_tickets(town: Town) -> list[int]:
    return [no for no in (1001, 1002) if town.ticket(no).status == "open"]


@pytest.mark.parametrize("word", ["我去看看", "好的", "1", "👌", "行", "我来", "接"])
def test_a_yes_is_for_the_offer_that_waits_for_him(town: Town, word: str) -> None:
    two_open(town)
    town.says("蒲工", word, EXPERTS)
    assert open_tickets(town) == [1001]


@pytest.mark.parametrize("word", ["收到", "好的", "1", "👌", "行", "看到了", "嗯"])
def test_a_bare_word_of_one_whom_nobody_asked_takes_nothing(town: Town, word: str) -> None:
    two_open(town)
    said = len(town.said)
    town.says("老王车工", word, EXPERTS)
    assert (open_tickets(town), len(town.said)) == ([1001, 1002], said)


@pytest.mark.parametrize("word", ["收到", "看到了", "我看看", "知道了"])
def test_who_has_read_it_is_asked_once_whether_he_takes_it(town: Town, word: str) -> None:
    town.request()
    town.says("老单", word, EXPERTS)
    assert town.heard(room=EXPERTS)[-1] == (
        "@老单 【1001】双色模牙刷柄熔接线发黑，换了料也没用，你接吗？接就回“接”。"
    )
    said = len(town.said)
    town.says("老单", word, EXPERTS)
    town.says("老单", "哈哈", EXPERTS)
    assert (town.ticket().status, len(town.said)) == ("open", said)


@pytest.mark.parametrize("word", ["是的", "对", "嗯", "好的", "接", "我来"])
def test_a_yes_to_that_question_takes_it(town: Town, word: str) -> None:
    town.request()
    town.says("老单", "收到", EXPERTS)
    town.says("老单", word, EXPERTS)
    assert town.ticket().status == "claimed"


def test_a_no_to_that_question_takes_nothing(town: Town) -> None:
    town.request()
    town.says("老单", "收到", EXPERTS)
    town.says("老单", "不是", EXPERTS)
    assert town.ticket().status == "open"
    town.says("老单", "没空", EXPERTS)
    assert "declined" in town.changes()


@pytest.mark.parametrize(
    ("before", "word"),
    [
        ("@老单 晚上一起吃饭吗", "好的"),
        ("老单，明天带把卡尺来", "行"),
        ("谁去买点水", "我去"),
        ("群里有谁去看展会？", "我去看看"),
    ],
)
def test_words_that_may_answer_somebody_else_are_asked_about(town: Town, before: str, word: str) -> None:
    town.request()
    town.later(40)
    town.says("老王车工", before, EXPERTS, mentions=("老单",) if before.startswith("@") else ())
    town.says("老单", word, EXPERTS)
    assert town.ticket().status == "open"
    assert town.heard(room=EXPERTS)[-1].endswith("你接吗？接就回“接”。")
    town.says("老单", "接", EXPERTS)
    assert town.ticket().status == "claimed"


@pytest.mark.parametrize("word", ["收到", "1", "好的", "👌"])
def test_what_all_were_to_answer_is_no_word_to_the_bot(town: Town, word: str) -> None:
    town.request()
    town.says("立峰", "明天下午两点工会开会，收到请回复", EXPERTS)
    said = len(town.said)
    town.says("老单", word, EXPERTS)
    assert (town.ticket().status, len(town.said)) == ("open", said)


def test_a_question_about_the_work_leaves_a_yes_plain(town: Town) -> None:
    town.request()
    town.says("涛哥", "什么料？", EXPERTS)
    town.says("老单", "我来", EXPERTS)
    assert town.ticket().status == "claimed"


def test_words_to_a_colleague_are_asked_about(town: Town) -> None:
    town.request()
    town.says("老单", "@老王车工 我来", EXPERTS, mentions=("老王车工",))
    assert town.ticket().status == "open"
    assert "你接吗" in town.heard(room=EXPERTS)[-1]
    town.says("大勇", "@老王车工 我来", EXPERTS, mentions=("老王车工",))  # whom nobody asked
    assert town.heard(room=EXPERTS)[-1].startswith("@老单")


def test_who_was_not_asked_takes_the_only_open_ticket_right_after_the_offer(town: Town) -> None:
    town.request()
    town.later(30)
    town.says("珊珊", "我去看看", EXPERTS)
    assert town.ticket().status == "claimed"


@pytest.mark.parametrize("talk", [True, False])
def test_later_or_amid_talk_he_is_asked(town: Town, talk: bool) -> None:
    town.request()
    if talk:
        town.says("珊珊", "晚上有场球赛", EXPERTS)
    else:
        town.later(1500)
    town.says("大勇", "我去看看", EXPERTS)
    assert town.ticket().status == "open"
    assert town.heard(room=EXPERTS)[-1].startswith("@大勇 【1001】")
    town.says("大勇", "对", EXPERTS)
    assert town.ticket().status == "claimed"


def test_nothing_is_open_and_nobody_was_asked(town: Town) -> None:
    for word in ("我去看看", "收到", "1", "好的", "👌"):
        town.says("老王车工", word, EXPERTS)
    assert town.said == []


def test_a_raised_hand_in_a_quiet_group_is_a_claim_and_other_figures_are_none(town: Town) -> None:
    town.request()
    said = len(town.said)
    for word in ("5", "12", "2"):
        town.says("珊珊", word, EXPERTS)
    assert (town.ticket().status, len(town.said)) == ("open", said)
    town.says("珊珊", "+1", EXPERTS)
    assert town.ticket().status == "claimed"


def test_a_quote_of_the_offer_makes_any_yes_plain(town: Town) -> None:
    two_open(town)
    offer = next(
        f"b{n}" for n, each in enumerate(town.said, start=1) if each.mentions and "1001" in each.text
    )
    town.later(2400)
    town.says("老单", "好的", EXPERTS, quote=offer)
    assert open_tickets(town) == [1002]


def test_who_has_one_in_hand_and_is_on_his_way_takes_no_second(town: Town) -> None:
    town.request()
    town.says("老单", "接", EXPERTS)
    town.says(PARTNER, "求助 空压机漏气 保压不住", MEIYU)
    town.later(12)
    for word in ("马上过去", "我去看看", "半小时后到"):
        town.says("老单", word, EXPERTS)
    assert open_tickets(town) == [1002]
    assert town.ticket().status == "in_progress"


def test_to_fetch_somebody_is_no_claim_of_who_may_mean_something_else(town: Town) -> None:
    two_open(town)
    town.says("大勇", "我去接孩子", EXPERTS)
    town.says("老王车工", "我来接你", EXPERTS)
    assert open_tickets(town) == [1001, 1002]


@pytest.mark.parametrize("words", ["有空", "我下午有空", "有空的", "我有时间", "1001 有空", "明天有空"])
@pytest.mark.parametrize("room", [EXPERTS, None])
def test_who_was_asked_and_is_free_is_asked_whether_he_takes_it(
    town: Town, words: str, room: str | None
) -> None:
    town.request()
    town.says("老单", words, room)
    assert "你接吗？接就回“接”。" in town.said[-1].text
    assert (town.ticket().status, "declined" in town.changes()) == ("open", False)
    assert not any(each.away for each in town.experts())
    town.says("老单", "有空", room)
    assert town.ticket().status == "claimed"


@pytest.mark.parametrize(
    "words", ["接了的师傅小心点那台油压机", "接单的师傅带上万用表", "接这单的注意安全", "接了的人说一声"]
)
def test_a_word_to_whoever_takes_it_takes_nothing(town: Town, words: str) -> None:
    town.request()
    said = len(town.said)
    town.says("老单", words, EXPERTS)
    town.says("大勇", words, EXPERTS)
    assert (town.ticket().status, len(town.said)) == ("open", said)
