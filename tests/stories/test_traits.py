"""What tickets have in common is asked for: how urgent, when they came, how old, whether scored."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

SHUANGQIAO = "双桥企业服务群"


def asks(town: Town, text: str) -> str:
    town.says("立峰", text, UNION)
    return town.heard(room=UNION)[-1].removeprefix("@立峰 ")


@pytest.fixture
def busy(town: Town) -> Town:
    """1001 came at nine and is closed without a score; 1002 is critical, in hand, and due today."""
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("老单", "1001 修好了，模温提高了")
    town.says("澄屿小葛", "好了", MEIYU)
    town.later(5 * 3600)
    town.says("蔚桐胡", "求助 冲床离合器打滑 整条线停了 今天要交货", SHUANGQIAO)
    town.later(12)
    town.says("根宝", "1002 接", EXPERTS)
    return town


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("特急的有几单", "特急：1单"),
        ("急单有哪些", "急：1单"),
        ("上午来了几单", "上午：1单"),
        ("今天下午来的单列一下", "11月23日，下午：1单"),
        ("夜里来的单有几个", "夜里（22点到6点）：0单"),
        ("培训需求有几个", "培训：0单"),
        ("没评分的有哪些", "没评分：1单"),
        ("今天到期的单有哪些", "11月23日到期：1单"),
        ("哪些单超过一天没修好", "超过1天，待接单、已接单、处理中：没有"),
    ],
)
def test_a_trait_narrows_the_tickets(busy: Town, text: str, head: str) -> None:
    assert asks(busy, text).split("\n")[0] == head


def test_who_would_fit_a_ticket(town: Town) -> None:
    town.says("蔚桐胡", "求助 冲床离合器打滑 滑块停不住", SHUANGQIAO)
    town.later(12)
    answer = asks(town, "1001谁去合适")
    assert "派就回“1001 派给某某”" in answer
    assert town.ticket().status == "open"


def test_a_leave_is_given_and_taken_back_in_other_words(town: Town) -> None:
    assert asks(town, "给老单放三天假") == "单国良：记下了，到11月26日不派单。"
    assert asks(town, "老单的假取消") == "单国良：记下了，又可以派单了。"


def test_two_experts_on_leave_are_both_put_down(town: Town) -> None:
    assert asks(town, "单国良、奚根宝下周一请假").count("11月30日不派单") == 2


def test_to_strike_an_expert_cancels_no_ticket(town: Town) -> None:
    town.request()
    assert "工作簿" in asks(town, "把何碧涛删了")
    assert town.ticket().status == "open"


def test_what_the_model_costs_is_not_on_record_here(town: Town) -> None:
    assert asks(town, "大模型花了多少钱").startswith("这个没有记")
