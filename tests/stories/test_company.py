"""A holder who wants somebody with him keeps the ticket: the other is asked, and joins."""

import pytest

from storage import helpers
from tests.conftest import EXPERTS, MEIYU, Town

HOLDER = "老陈注塑"


def taken(town: Town) -> None:
    town.request()
    town.says(HOLDER, "1001 接", EXPERTS)


def workers(town: Town) -> int:
    ticket = town.ticket()
    with town.engine.database.unit() as uow:
        return (ticket.expert_id is not None) + len(helpers.ids(uow, ticket.id))


@pytest.mark.parametrize(
    "words",
    [
        "叫上老单一起",
        "我和老单一起去",
        "让老单也来",
        "把老单也叫上",
        "喊单国良来搭把手",
        "带老单一起去",
        "1001 请老单一块儿看看",
        "老单跟我去一趟吧",
        "一个人搞不定，叫老单一起",
    ],
)
@pytest.mark.parametrize("room", [EXPERTS, None])
def test_a_named_colleague_is_asked_to_come_along(town: Town, words: str, room: str | None) -> None:
    taken(town)
    holder = town.ticket().expert_id
    town.says(HOLDER, words, room)
    assert "@老单\n【1001】陈立新想请你一起去" in town.heard(room=EXPERTS)[-1 if room is None else -2]
    assert "还是你牵头" in town.said[-1].text
    town.says("老单", "好的", EXPERTS)
    assert (town.ticket().expert_id, workers(town)) == (holder, 2)
    assert "transferred" not in town.changes()
    assert "单国良来和你一起办" in " ".join(town.heard(to=HOLDER))
    assert town.heard(room=MEIYU)[-1].endswith("和陈立新一起看。")


def test_who_cannot_come_along_leaves_it_with_the_holder_who_hears_so(town: Town) -> None:
    taken(town)
    town.says(HOLDER, "叫上老单一起", EXPERTS)
    asked = len(town.asked())
    town.says("老单", "没空", EXPERTS)
    assert town.heard(to=HOLDER)[-1] == "【1001】单国良来不了。要另请人就回“1001 再来一个人”。"
    assert (len(town.asked()), town.ticket().wanted) == (asked, 1)
    town.says(HOLDER, "1001 再来一个人", EXPERTS)
    assert len(town.asked()) == asked + 3


def test_whoever_does_not_answer_is_told_of_to_the_coordinator(town: Town) -> None:
    taken(town)
    town.says(HOLDER, "叫上老单一起", EXPERTS)
    town.says(HOLDER, "叫上老单一起", EXPERTS)
    assert "已经问过单国良了" in town.heard(room=EXPERTS)[-1]
    town.later(400)
    assert "会诊还差1位" in town.heard(to="文静同学")[-1]
    assert town.ticket().status == "claimed"


@pytest.mark.parametrize(
    "words", ["这个得两个人去", "我一个人不行，得两个人", "再来一个人吧", "1001 要个帮手", "一个人弄不了"]
)
def test_hands_are_wanted_whosever(town: Town, words: str) -> None:
    taken(town)
    asked = len(town.asked())
    town.says(HOLDER, words, EXPERTS)
    newly = town.asked()[asked:]
    assert len(newly) == 3
    assert "一共2位，又问了3位师傅，你牵头" in town.heard(room=EXPERTS)[-1]
    assert town.heard(room=MEIYU)[-1] == "【1001】陈立新说这单要2位师傅一起办，正在请，谁来会在这里告诉你。"
    town.says(newly[0], "1001 接", EXPERTS)
    assert workers(town) == 2


def test_wanted_twice_is_asked_once(town: Town) -> None:
    taken(town)
    town.says(HOLDER, "这个得两个人去", EXPERTS)
    asked = len(town.asked())
    town.says(HOLDER, "一个人搞不定", EXPERTS)
    assert len(town.asked()) == asked
    assert "已经在请了" in town.heard(room=EXPERTS)[-1]


def test_one_who_was_asked_and_names_his_companion_takes_it(town: Town) -> None:
    town.request()
    town.says(HOLDER, "我和老单一起去", EXPERTS)
    assert town.changes().count("claimed") == 1
    town.says("老单", "接", EXPERTS)
    assert workers(town) == 2


def test_to_go_along_with_the_holder_is_to_join_him(town: Town) -> None:
    taken(town)
    town.says("老单", "我和老陈注塑一起去", EXPERTS)
    assert town.changes()[-1] == "joined"


@pytest.mark.parametrize("words", ["1001 转给老单", "让老单去，他懂", "1001 叫老单替我去"])
def test_handing_on_is_still_handing_on(town: Town, words: str) -> None:
    taken(town)
    town.says(HOLDER, words, EXPERTS)
    assert "想请你接手" in town.heard(room=EXPERTS)[-1]


def test_with_whom_he_has_been_there_nobody_asks_any_more(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    asked = len(town.asked())
    town.says("老单", "我和涛哥一起去看了", EXPERTS)
    assert len(town.asked()) == asked


def test_whom_he_brings_himself_nobody_is_asked_for(town: Town) -> None:
    taken(town)
    said = len(town.said)
    for words in ("我带徒弟去", "我和徒弟一起过去", "我跟隔壁厂的虞阿发一起去"):
        town.says(HOLDER, words, EXPERTS)
    assert (town.ticket().wanted, len(town.said)) == (1, said)


def test_a_name_that_nobody_has_is_said_to_be_unknown(town: Town) -> None:
    taken(town)
    town.says(HOLDER, "叫上虞师傅一起", EXPERTS)
    assert "名册里没找到“虞师傅”" in town.heard(room=EXPERTS)[-1]


def test_of_two_in_hand_he_is_asked_which(town: Town) -> None:
    taken(town)
    town.says("程程", "求助 空压机漏气 保压不住", MEIYU)
    town.later(12)
    town.says(HOLDER, "1002 接", EXPERTS)
    town.says(HOLDER, "叫上老单一起", EXPERTS)
    assert "哪一单" in town.heard(room=EXPERTS)[-1]
    town.says(HOLDER, "1002", EXPERTS)
    assert "【1002】陈立新想请你一起去" in town.heard(room=EXPERTS)[-2]


@pytest.mark.parametrize("words", ["另外一个老陈注塑去吧", "另一单让老陈去", "还有另外那个老陈注塑你接吧"])
def test_the_other_ticket_than_his_is_recommended_to_the_colleague(town: Town, words: str) -> None:
    town.request("注塑机料筒温度上不去，求助")
    town.says("应总监", "求助 大型模具滑块卡死", MEIYU)
    town.later(12)
    town.says("涛哥", "1002 接", EXPERTS)
    before = len(town.said)
    town.says("涛哥", words, EXPERTS)
    assert town.ticket(1002).status == "claimed"
    offered = [each for each in town.said[before:] if each.purpose == "offer"]
    assert [each.mentions for each in offered] == [("老陈注塑",)]
    assert "【1001】" in offered[0].text
    town.says("老陈注塑", "接", EXPERTS)
    assert (town.ticket(1001).status, town.ticket(1002).expert_id is not None) == ("claimed", True)
