"""An expert tells of a firm's trouble to which he goes himself: it is not lost."""

import pytest

from tests.conftest import EXPERTS, UNION, Town

SHUANGQIAO = "双桥企业服务群"


@pytest.mark.parametrize(
    "words", ["砺擎的行车坏了，我过去看看", "砺擎那边行车坏了，我现在过去", "砺擎行车坏了 我下午去一趟"]
)
def test_of_a_firm_of_the_roster_it_is_a_ticket_and_his(town: Town, words: str) -> None:
    town.says("老单", words, EXPERTS)
    ticket = town.ticket()
    assert ticket.status == "claimed"
    assert town.asked() == []
    assert town.heard(room=SHUANGQIAO) == [
        "@砺擎佳慧 【1001】行车坏了\n单国良师傅说过去看看，会先联系你们。\n不用来就回“1001 取消”。"
    ]
    assert town.heard(room=UNION) == [
        "@立峰\n【1001】单国良自己去砺擎看：行车坏了\n记在他名下了，不算派工就回“取消 1001”。"
    ]
    assert town.heard(to="老单")[0].startswith("【1001】归你了：砺擎自动化设备有限公司（双桥）")
    town.says("老单", "好了，换了钢丝绳", EXPERTS)
    assert "单国良说弄好了：换了钢丝绳" in town.heard(room=SHUANGQIAO)[-1]
    town.says("砺擎佳慧", "好了，5分", SHUANGQIAO)
    town.later(12)
    assert (town.ticket().status, town.ticket().rating) == ("closed", 5)


def test_the_firm_and_the_coordinator_may_cancel_it(town: Town) -> None:
    town.says("老单", "砺擎的行车坏了，我过去看看", EXPERTS)
    town.says("立峰", "取消 1001", UNION)
    assert town.ticket().status == "cancelled"


def test_without_a_firm_a_coordinator_hears_it_and_he_how_it_becomes_one(town: Town) -> None:
    town.says("老单", "双桥那家的行车坏了，我过去看看", EXPERTS)
    assert town.heard(room=UNION) == [
        "@立峰\n单国良师傅说：“双桥那家的行车坏了，我过去看看”\n"
        "没说是哪家，还没有单。要记一单，写“求助 企业名 什么毛病”，再派给他。"
    ]
    assert "要记成你的单，带上企业名再说一遍" in town.heard(room=EXPERTS)[-1]


@pytest.mark.parametrize(
    "words",
    [
        "我们厂的行车坏了，我过去看看",
        "隔壁的孩子病了，我过去看看",
        "砺擎的行车坏了，谁过去看看",
        "砺擎的行车修好了，我回去了",
        "砺擎的食堂不错，我去吃饭",
    ],
)
def test_what_is_his_own_or_no_such_thing_is_none(town: Town, words: str) -> None:
    town.says("老单", words, EXPERTS)
    assert town.heard(room=UNION) == []
    assert town.heard(room=SHUANGQIAO) == []


def test_of_a_ticket_that_waits_it_is_a_claim(town: Town) -> None:
    town.request()
    town.says("老单", "澄屿那边熔接线发黑，我过去看看", EXPERTS)
    assert town.ticket().status == "claimed"
    assert town.heard(room=UNION) == []
