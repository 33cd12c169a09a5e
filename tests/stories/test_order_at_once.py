"""A firm's order that names the ticket and says nothing else is carried out at once."""

import pytest

from tests.conftest import MEIYU, Town


@pytest.mark.parametrize(
    "text",
    [
        "1001 取消",
        "@派单助手 1001取消",
        "取消1001",
        "取消 1001 谢谢",
        "1001不用了",
        "【1001】取消吧",
        "麻烦把1001取消了",
    ],
)
def test_a_number_and_the_order_are_not_waited_after(town: Town, text: str) -> None:
    town.request()
    town.later(3)
    town.says("澄屿小葛", text, MEIYU)
    assert town.ticket().status == "cancelled"
    asked = town.asked()
    town.later(300)
    assert town.asked() == asked


def test_several_numbers_too(town: Town) -> None:
    town.request("行车吊不起来了，求师傅")
    town.request("空压机漏油，求师傅")
    town.says("澄屿小葛", "取消1001、1002", MEIYU)
    assert [town.ticket(no).status for no in (1001, 1002)] == ["cancelled", "cancelled"]


@pytest.mark.parametrize("text", ["1001 取消了吗", "1001 先不取消", "1001取消，改成下周", "不用了"])
def test_whoever_says_more_or_names_none_is_given_time_to_finish(town: Town, text: str) -> None:
    town.request()
    town.says("澄屿小葛", text, MEIYU)
    assert town.ticket().status == "open"
    assert town.unanswered() == 1


def test_what_he_is_still_telling_is_apart_from_it(town: Town) -> None:
    town.request("行车吊不起来了，求师傅")
    town.says("澄屿小葛", "3号注塑机漏油", MEIYU)
    town.later(2)
    town.says("澄屿小葛", "1001取消", MEIYU)
    assert town.ticket(1001).status == "cancelled"
    town.says("澄屿小葛", "油缸那边", MEIYU)
    town.later(12)
    assert town.ticket(1002).status == "open"
    assert town.ticket(1002).body == "3号注塑机漏油\n油缸那边"
