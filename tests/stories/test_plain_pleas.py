"""Who says 求助 and what is wrong is heard, in whatever words; what was tried in vain is not the problem."""

import pytest

from tests.conftest import MEIYU, Town


@pytest.mark.parametrize("text", ["求助 笔管弯曲", "求助：工件变形", "求助！轴弯"])
def test_a_plea_and_a_few_words_open_a_ticket(town: Town, text: str) -> None:
    town.says("澄屿小葛", text, MEIYU)
    town.later(12)
    assert town.ticket().title in text


@pytest.mark.parametrize(
    "text", ["求助 有人吗", "求助 谁有食堂的充值卡", "求助信息大家看到了吗", "求助 帮我家孩子投个票"]
)
def test_a_plea_that_names_no_trouble_opens_none(town: Town, text: str) -> None:
    town.says("澄屿小葛", text, MEIYU)
    town.later(12)
    with pytest.raises(AssertionError):
        town.ticket()


def test_another_trouble_where_other_people_did_not_help_is_no_wish_for_another_expert(town: Town) -> None:
    town.request("白色ABS外壳有黑点，反复出现，清料筒也没用")
    assert town.ticket().title == "白色ABS外壳有黑点，反复出现"
    town.later(600)
    town.says("澄屿小葛", "另外彩盒套印偏位，昨天开始，换人也没用，求助", MEIYU)
    town.later(12)
    assert town.ticket(1002).title == "彩盒套印偏位，换人也没用"
