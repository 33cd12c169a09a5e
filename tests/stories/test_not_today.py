"""Who has a ticket and names another day gives nothing back, whatever he was asked for long ago."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town

FIRM, HIM = "澄屿小葛", "铁军"
NOT_TODAY = [
    "明天吧 今天太晚",
    "明天吧，今天来不及",
    "后天上午吧 今天不行",
    "今天太晚了 明天早上",
    "今天有事，明天下午",
]


@pytest.mark.parametrize("words", NOT_TODAY)
@pytest.mark.parametrize("room", [EXPERTS, None])
def test_the_firm_reads_when_he_comes(town: Town, words: str, room: str | None) -> None:
    town.says(FIRM, "三号注塑机液压站压力上不去", MEIYU)
    town.later(20)
    town.says(HIM, "1001我接", EXPERTS)
    town.later(20)
    town.says(FIRM, "师傅几点来", MEIYU)
    town.later(20)
    town.says(HIM, words, room)
    town.later(20)
    assert town.ticket().expert_id is not None
    said = words.replace(" ", "，")
    assert town.heard(room=MEIYU)[-1] == f"【1001】龚铁军：{said}。"


@pytest.mark.parametrize("words", ["今天来不了，退了吧", "今天不行，换个人明天去"])
def test_who_gives_it_back_gives_it_back(town: Town, words: str) -> None:
    town.says(FIRM, "三号注塑机液压站压力上不去", MEIYU)
    town.later(20)
    town.says(HIM, "1001我接", EXPERTS)
    town.later(20)
    town.says(HIM, words, EXPERTS)
    town.later(20)
    assert "released" in town.changes()


def test_what_he_was_asked_long_ago_does_not_take_his_words(town: Town) -> None:
    town.says(FIRM, "平面磨磨出来有波纹", MEIYU)
    town.later(36 * 3600)
    assert HIM in town.asked()
    town.says(FIRM, "三号注塑机液压站压力上不去", MEIYU)
    town.later(20)
    town.says(HIM, "1002我接", EXPERTS)
    town.later(20)
    town.says(FIRM, "1002师傅几点来", MEIYU)
    town.later(20)
    town.says(HIM, "明天吧，今天来不及", EXPERTS)
    town.later(20)
    assert town.heard(room=MEIYU)[-1] == "【1002】龚铁军：明天吧，今天来不及。"
    assert town.changes(1001).count("declined") == 0


@pytest.mark.parametrize("words", ["接，后天吧这两天排满了", "我来 这几天都忙 后天到"])
def test_who_is_busy_until_then_takes_the_one_he_was_just_asked_for(town: Town, words: str) -> None:
    town.says(FIRM, "平面磨磨出来有波纹", MEIYU)
    town.later(36 * 3600)
    town.says("蔚桐胡", "外圆磨有螺旋纹，砂轮修了也没用", MEIYU)
    town.later(20)
    assert town.asked().count(HIM) == 2
    town.says(HIM, words, EXPERTS)
    town.later(20)
    assert (town.ticket(1001).status, town.ticket(1002).status) == ("open", "claimed")


@pytest.mark.parametrize("words", ["都接，后天去", "两个都归我"])
def test_who_takes_both_says_so(town: Town, words: str) -> None:
    town.says(FIRM, "平面磨磨出来有波纹", MEIYU)
    town.later(60)
    town.says("蔚桐胡", "外圆磨有螺旋纹，砂轮修了也没用", MEIYU)
    town.later(20)
    town.says(HIM, words, EXPERTS)
    town.later(20)
    assert (town.ticket(1001).status, town.ticket(1002).status) == ("claimed", "claimed")
