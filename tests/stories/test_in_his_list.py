"""A firm speaks of the items of its list by their places; each is heard of the right ticket."""

import pytest

from tests.conftest import EXPERTS, Town

TWO_OF_A_TRADE = "麻烦安排一下：1、3号注塑机漏油 2、冲床液压站异响 3、车间WIFI老断"
TWO = "1、回流焊立碑 2、空压机排气量不足"


def _says(town: Town, text: str) -> list[str]:
    return town.answered("澄屿小葛", text)


def test_an_item_that_shares_its_ticket_may_wait_and_the_other_goes_on(town: Town) -> None:
    _says(town, TWO_OF_A_TRADE)
    said = _says(town, "第二个不急，下周再说")
    assert said == ["【1001】记下了：“冲床液压站异响”不急，来的师傅看得到；别的照旧。"]
    assert not any("先不急" in each.text for each in town.said)
    town.says("老丁液压", "1001 接", EXPERTS)
    assert "“冲床液压站异响”不急，下周再说" in town.heard(to="老丁液压")[0]


def test_who_has_it_reads_which_may_wait(town: Town) -> None:
    _says(town, TWO_OF_A_TRADE)
    town.says("老丁液压", "1001 接", EXPERTS)
    _says(town, "第二个不急，下周再说")
    assert town.heard(to="老丁液压")[-1] == "【1001】澄屿模塑补充：“冲床液压站异响”不急，下周再说"


def test_an_item_with_a_ticket_of_its_own_is_put_off(town: Town) -> None:
    _says(town, TWO_OF_A_TRADE)
    assert "【1002】好的，先不请师傅了，11月30日8:30再请" in _says(town, "第三个不急，下周再说")[0]


def test_each_of_two_in_one_message(town: Town) -> None:
    _says(town, TWO)
    _says(town, "第一个不急，第二个急")
    assert (town.ticket(1001).urgency, town.ticket(1002).urgency) == ("normal", "urgent")
    assert _says(town, "第二个不急")[-1] == "【1002】改成不急了，师傅照样请。要过几天再来就回个日子。"
    assert town.ticket(1002).urgency == "normal"


@pytest.mark.parametrize(("text", "no"), [("第一个自己弄好了", 1001), ("第二个不用了", 1002)])
def test_the_end_of_one(town: Town, text: str, no: int) -> None:
    _says(town, TWO)
    _says(town, text)
    assert [each for each in (1001, 1002) if town.ticket(each).status == "cancelled"] == [no]


def test_asked_which_they_stand_in_the_order_of_his_list(town: Town) -> None:
    _says(town, TWO)
    assert "【1001】回流焊立碑\n【1002】空压机排气量不足" in _says(town, "不用了")[0]
    _says(town, "第一个")
    assert (town.ticket(1001).status, town.ticket(1002).status) == ("cancelled", "open")


def test_an_expert_for_something_else_is_a_ticket_of_its_own(town: Town) -> None:
    town.request("竹筷子发霉，怎么处理，求助")
    assert "【1002】写专利" in _says(town, "还需要一个会写专利的")[0]


def test_no_haste_after_all(town: Town) -> None:
    town.request("求助 3号注塑机漏油，很急")
    assert "【1001】改成不急了" in _says(town, "没事，不着急")[0]
    assert town.ticket().urgency == "normal"
    town.says("老丁液压", "1001 接", EXPERTS)
    _says(town, "不急，你慢慢来")
    assert town.heard(to="老丁液压")[-1] == "【1001】澄屿模塑补充：不急，你慢慢来"
