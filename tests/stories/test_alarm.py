"""What has become a danger is a trouble of its own, and never an answer to what was put off."""

import pytest

from tests.conftest import MEIYU, Town


def _put_off(town: Town, words: str) -> None:
    town.request(words)
    town.says("澄屿小葛", "不急，后天再说", MEIYU)
    town.later(3600)


@pytest.mark.parametrize("before", ["电动葫芦刹车打滑，配电柜老跳闸", "行车刹车打滑", "注塑机合模力不够"])
@pytest.mark.parametrize(
    "words",
    [
        "不好了 行车上挂的模具晃得厉害，钢丝绳断了两股，人都撤了",
        "行车钢丝绳断了两股，大家都不敢靠近",
    ],
)
def test_it_opens_a_ticket_at_once(town: Town, before: str, words: str) -> None:
    _put_off(town, before)
    town.says("澄屿小葛", words, MEIYU)
    town.later(30)
    assert town.ticket(1002).urgency == "critical"
    assert "钢丝绳断了两股" in town.ticket(1002).title
    assert not any("不等了" in each for each in town.heard(room=MEIYU))


def test_what_he_asks_next_goes_with_it(town: Town) -> None:
    _put_off(town, "电动葫芦刹车打滑，配电柜老跳闸")
    town.says("澄屿小葛", "不好了 行车上挂的模具晃得厉害，钢丝绳断了两股，人都撤了", MEIYU)
    town.later(90)
    asked = town.says("澄屿小葛", "要不要断电？", MEIYU)
    town.later(30)
    assert asked in town.messages(1002)


def test_without_any_other_ticket_it_is_heard_too(town: Town) -> None:
    town.says("澄屿小葛", "不好了 行车上挂的模具晃得厉害，钢丝绳断了两股，人都撤了", MEIYU)
    town.later(30)
    assert town.ticket().urgency == "critical"


def test_of_the_machine_that_somebody_is_called_for_it_is_no_second_trouble(town: Town) -> None:
    town.request("行车刹车打滑")
    told = town.says("澄屿小葛", "行车钢丝绳也断了两股，人都撤了", MEIYU)
    town.later(30)
    assert told in town.messages(1001)
    assert town.ticket().urgency == "critical"


@pytest.mark.parametrize("words", ["去年行车钢丝绳断了一股，人都撤了", "听说隔壁厂行车钢丝绳断股，砸到人了"])
def test_talk_of_the_past_and_of_others_is_none(town: Town, words: str) -> None:
    town.says("澄屿小葛", words, MEIYU)
    town.later(60)
    assert town.said == []
