"""What went wrong on working days played from morning to evening, in many trades and voices."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town


@pytest.mark.parametrize("greeting", ["早", "大家早", "下午好各位", "老师傅们好！"])
def test_who_greets_before_he_tells_what_is_wrong_is_heard(town: Town, greeting: str) -> None:
    town.says("澄屿小葛", greeting, MEIYU)
    town.later(2)
    town.says("澄屿小葛", "我们那台冲床今天坏了", MEIYU)
    town.later(15)
    assert town.ticket().title == "冲床今天坏了"
    assert any(text.startswith("【1001】") for text in town.heard(room=MEIYU))


@pytest.mark.parametrize("text", ["早", "大家早", "早啊\n今天又降温了", "早上好\n吃了吗"])
def test_a_greeting_alone_is_no_request(town: Town, text: str) -> None:
    assert town.answered("澄屿小葛", text) == []


@pytest.mark.parametrize("text", ["我们车床今天坏了", "泵昨晚不转了", "烘箱早上坏了"])
def test_that_a_machine_is_broken_is_a_request(town: Town, text: str) -> None:
    assert town.request(text) == 1001


def test_a_mere_measure_asks_for_nobody(town: Town) -> None:
    assert town.answered("澄屿小葛", "56度") == []


def test_who_asks_first_has_not_taken_it(town: Town) -> None:
    town.request()
    asked = town.asked()[0]
    town.says(asked, "收到 我先问下 模温多少", EXPERTS)
    town.later(5)
    assert town.ticket().status == "open"
    assert "模温多少" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("text", ["一个小时到", "马上过去", "十点到", "我下午过来"])
def test_who_has_asked_before_and_says_when_he_is_there_takes_it(town: Town, text: str) -> None:
    town.request()
    asked = town.asked()[0]
    town.says(asked, "什么料", EXPERTS)
    town.says("澄屿小葛", "PP的", MEIYU)
    town.later(15)
    town.says(asked, text, EXPERTS)
    town.later(5)
    assert town.ticket().status == "claimed"
    assert text == "马上过去" or f"“{text}”" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("text", ["晚上回来，明天早上可以去", "后天才回，后天下午能去"])
def test_who_was_not_there_and_says_when_he_can_takes_it_after_all(town: Town, text: str) -> None:
    town.request()
    asked = town.asked()[0]
    town.says(asked, "不在家")
    town.later(60)
    town.says(asked, text)
    town.later(5)
    assert town.ticket().status == "claimed"


def test_who_would_come_for_one_that_its_holder_cannot_hand_on_is_heard(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(3600 * 5)
    town.says("老单", "家里有急事，我叫涛哥去", EXPERTS)
    town.says("涛哥", "我也没空", EXPERTS)
    town.later(60)
    town.says("葛师傅修模", "双色模我弄过，我去看看吧，四点到得了", EXPERTS)
    town.later(5)
    assert "还在单国良手上，他正想转给别人" in town.heard(room=EXPERTS)[-1]
    town.says("文静同学", "好", UNION)
    assert town.changes()[-1] in ("transferred", "assigned", "claimed")
