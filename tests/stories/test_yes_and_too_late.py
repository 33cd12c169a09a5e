"""An expert's short words: a bare yes, a yes too late, a second thought about whom to hand on to."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town


def _transferred(town: Town) -> str:
    """A ticket whose holder asks 申屠洁 to take over; returns the holder."""
    town.request()
    holder = town.asked()[0]
    town.says(holder, "接", EXPERTS)
    town.says(holder, "1001 转给申屠洁", EXPERTS)
    return holder


@pytest.mark.parametrize("word", ["行", "好", "可以", "没问题", "好的，没问题", "嗯", "[OK]", "中！"])
def test_a_bare_yes_takes_over_from_a_colleague(town: Town, word: str) -> None:
    holder = _transferred(town)
    town.later(900)
    town.says("申屠配色", word, EXPERTS)
    assert town.changes()[-1] == "transferred"
    assert "申屠洁接手了" in town.heard(to=holder)[-1]


def test_a_yes_to_somebody_else_takes_nothing(town: Town) -> None:
    _transferred(town)
    town.says("申屠配色", "好的", EXPERTS, mentions=("老王车工",))
    town.says("老王车工", "可以", EXPERTS)
    town.says("申屠配色", "行", EXPERTS, quote="somebody's words")
    assert town.changes()[-1] != "transferred"


def test_a_yes_long_after_everybody_was_asked_is_no_claim(town: Town) -> None:
    town.request()
    first = town.asked()[0]
    town.later(1200)
    town.says(first, "好", EXPERTS)
    assert town.ticket().status == "open"
    town.says(first, "好")
    assert town.ticket().status == "claimed"


def test_a_yes_to_two_offers_is_asked_which(town: Town) -> None:
    town.request()
    town.request("求助 双色模二射冲料 软胶结合不牢")
    town.says("老单", "好的", EXPERTS)
    question = town.heard(room=EXPERTS)[-1]
    assert "哪一单" in question
    assert (town.ticket(1001).status, town.ticket(1002).status) == ("open", "open")
    town.says("老单", "1002", EXPERTS)
    assert (town.ticket(1001).status, town.ticket(1002).status) == ("open", "claimed")


def test_the_second_colleague_replaces_the_first_who_is_told(town: Town) -> None:
    holder = _transferred(town)
    pings = len(town.heard(room=EXPERTS))
    town.says(holder, "1001 转给申屠洁", EXPERTS)
    assert len(town.heard(room=EXPERTS)) == pings
    assert "已经问过申屠洁" in town.heard(to=holder)[-1]
    town.says(holder, "1001 还是转给楼建平吧", EXPERTS)
    assert town.heard(to="申屠配色") == ["【1001】单国良改请楼建平接手了，刚才那单你不用管了，谢谢。"]
    town.says("申屠配色", "接", EXPERTS)
    assert "已经由单国良接了" in town.heard(room=EXPERTS)[-1]
    town.says("楼师傅", "行", EXPERTS)
    assert town.changes()[-1] == "transferred"


def test_after_a_no_he_may_still_take_it_while_it_is_open(town: Town) -> None:
    town.request()
    first = town.asked()[0]
    town.says(first, "没空", EXPERTS)
    town.later(700)
    town.says(first, "接")
    assert town.ticket().status == "claimed"


def test_too_late_is_answered_with_what_is_so(town: Town) -> None:
    town.request()
    first, second, *_ = town.asked()
    town.says(first, "接", EXPERTS)
    town.later(900)
    for room in (EXPERTS, None):
        town.says(second, "接", room)
        assert "【1001】已经由单国良接了" in town.said[-1].text
    town.says("老王车工", "我接", EXPERTS)  # whom nobody asked
    assert "已经由单国良接了" in town.said[-1].text
    town.says("澄屿小葛", "好了，5分", MEIYU)
    town.later(12)
    town.says(second, "接", EXPERTS)
    assert town.said[-1].text == f"@{second} 【1001】已结单，不用再办了。"


def test_a_full_consultation_says_who_is_there(town: Town) -> None:
    town.request("求助 双色模牙刷柄熔接线发黑 想请两位师傅一起看看")
    first, second, third, *_ = town.asked()
    town.says(first, "接", EXPERTS)
    town.says(second, "接", EXPERTS)
    town.later(600)
    town.says(third, "接", EXPERTS)
    names = {each.wechat_name: each.name for each in town.experts()}
    assert f"已经由{names[first]}、{names[second]}接了" in town.said[-1].text
    town.says(second, "接", EXPERTS)
    assert "本来就是你的单" in town.said[-1].text


def test_nothing_to_claim_is_said_in_private_and_not_in_a_group(town: Town) -> None:
    town.says("老王车工", "接", EXPERTS)
    assert town.said == []
    town.says("老王车工", "接")
    assert town.heard(to="老王车工") == ["眼下没有等你接的单。有对口的，我会@你。"]


def test_a_helper_is_asked_to_lead_when_the_holder_leaves(town: Town) -> None:
    town.request()
    holder, helper, *_ = town.asked()
    town.says(holder, "接", EXPERTS)
    town.says(helper, "1001 加我一个", EXPERTS)
    asked = len(town.asked())
    town.says(holder, "1001 退单 家里有事", EXPERTS)
    assert "你来牵头吗" in town.heard(to=helper)[-1]
    assert helper not in town.asked()[asked:]
    town.says(helper, "行")
    assert town.ticket().status == "claimed"
    assert "归你了" in " ".join(town.heard(to=helper))


def test_a_helper_who_will_not_lead_goes_on_helping(town: Town) -> None:
    town.request()
    holder, helper, third, *_ = town.asked()
    town.says(holder, "接", EXPERTS)
    town.says(helper, "1001 加我一个", EXPERTS)
    town.says(holder, "1001 退单 家里有事", EXPERTS)
    town.says(helper, "1001 没空牵头", EXPERTS)
    town.says(third, "1001 接", EXPERTS)
    assert town.ticket().status == "claimed"
    assert "陈立新" in town.heard(to=third)[-1] or "陈立新" in " ".join(town.heard(to=third))


def test_a_fresh_offer_goes_before_old_ones(town: Town) -> None:
    town.request()
    town.later(2400)
    town.request("求助 双色模二射冲料 软胶结合不牢")
    town.says("老单", "接", EXPERTS)
    assert (town.ticket(1001).status, town.ticket(1002).status) == ("open", "claimed")


def test_who_has_done_the_work_of_an_open_ticket_has_taken_it(town: Town) -> None:
    town.request()
    town.says("老单", "1001 弄好了 加了0.02的排气槽", EXPERTS)
    assert town.changes()[-2:] == ["claimed", "resolved"]
    assert "单国良说弄好了" in town.heard(room=MEIYU)[-1]


def test_on_my_way_of_the_holder_is_progress(town: Town) -> None:
    town.request()
    town.says("老单", "接", EXPERTS)
    said = len(town.said)
    town.says("老单", "马上过来", EXPERTS)
    assert (town.ticket().status, len(town.said)) == ("in_progress", said)
