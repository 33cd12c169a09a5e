"""Asked "哪一位？" or "哪一单？": the name or the number answers, and whatever says more is something new."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

SHUANGQIAO = "双桥企业服务群"


def left(town: Town) -> list[str]:
    return [each.name for each in town.experts() if each.away]


@pytest.fixture
def asked(town: Town) -> Town:
    """A coordinator is asked which 老陈 is to be taken off."""
    town.says("立峰", "把老陈删了", UNION)
    assert "有好几位：陈立新、陈国栋" in town.heard(room=UNION)[-1]
    return town


@pytest.mark.parametrize(
    "words", ["陈国栋", "国栋", "是陈国栋师傅", "陈国栋，删了", "把陈国栋删了吧", "第二个"]
)
def test_the_name_alone_or_with_the_order_is_the_answer(asked: Town, words: str) -> None:
    asked.says("立峰", words, UNION)
    assert left(asked) == ["陈国栋"]


@pytest.mark.parametrize(
    "words",
    [
        "陈国栋电话改成13899998888",
        "陈国栋 13899998888",
        "陈国栋不要删",
        "陈国栋手上还有单",
        "陈国栋呢？",
        "陈国栋最近接了几单",
        "叫陈国栋来一下",
        "最后一次了",
    ],
)
def test_what_says_something_else_takes_nobody_off(asked: Town, words: str) -> None:
    asked.says("立峰", words, UNION)
    assert left(asked) == []


@pytest.fixture
def holder(town: Town) -> Town:
    """老单 has two tickets in hand, 1001 of 澄屿 and 1002 of 蔚桐."""
    town.request()
    town.says("蔚桐胡", "求助 冲床离合器打滑 滑块停不住", SHUANGQIAO)
    town.later(12)
    town.says("老单", "1001 接", EXPERTS)
    town.says("老单", "1002 接", EXPERTS)
    town.later(60)
    return town


@pytest.mark.parametrize("words", ["1002 那边又漏油了", "1002 他们电话打来很急", "1002 的师傅还没到"])
def test_a_coordinators_word_about_one_of_them_ends_none(holder: Town, words: str) -> None:
    holder.says("立峰", "关闭", UNION)
    assert "哪一单" in holder.heard(room=UNION)[-1]
    holder.says("立峰", words, UNION)
    assert {holder.ticket(no).status for no in (1001, 1002)} == {"claimed"}


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ("退单", "1002 客户电话打不通"),
        ("退单", "1002 先不退"),
        ("修好了", "1002 还没弄好"),
        ("修好了", "离合器那个明天再换"),
    ],
)
def test_an_experts_word_about_one_of_them_is_no_answer(holder: Town, order: str, words: str) -> None:
    holder.says("老单", order)
    assert "哪一单" in holder.heard(to="老单")[-1]
    holder.says("老单", words)
    assert {holder.ticket(no).status for no in (1001, 1002)} <= {"claimed", "in_progress"}


@pytest.mark.parametrize("words", ["1002 今天又打不上气了", "空压机那个急的，明天要交货"])
def test_what_a_firm_tells_of_one_of_them_cancels_none(town: Town, words: str) -> None:
    town.request()
    town.says("澄屿小葛", "求助 空压机压力上不去 换了滤芯也没用", MEIYU)
    town.later(4000)
    town.says("澄屿小葛", "不用了", MEIYU)
    town.later(12)
    assert "哪一单" in town.heard(room=MEIYU)[-1]
    town.says("澄屿小葛", words, MEIYU)
    town.later(12)
    assert {town.ticket(no).status for no in (1001, 1002)} == {"open"}


@pytest.mark.parametrize("words", ["我来看看", "等下我过去"])
def test_asked_whether_it_withdraws_only_a_yes_does(town: Town, words: str) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("老单", "1001 企业说不用去了", EXPERTS)
    town.later(12)
    town.says("澄屿小葛", words, MEIYU)
    town.later(12)
    assert town.ticket().status == "claimed"
    town.says("澄屿小葛", "是的", MEIYU)
    town.later(12)
    assert town.ticket().status == "cancelled"
