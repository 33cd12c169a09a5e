"""会诊: more than one expert on a ticket. Who claims first leads, the others join."""

import pytest

from storage import helpers
from tests.conftest import EXPERTS, MEIYU, UNION, Town


def workers(town: Town, no: int = 1001) -> int:
    ticket = town.ticket(no)
    with town.engine.database.unit() as uow:
        return (ticket.expert_id is not None) + len(helpers.ids(uow, ticket.id))


def test_a_request_for_two_is_taken_by_two_and_the_first_leads(town: Town) -> None:
    town.request("求助 双色模牙刷柄熔接线发黑 换了料也没用 想请两位师傅会诊")
    assert "2位师傅会诊" in town.heard(room=MEIYU)[0]
    first, second, third = town.asked()[:3]
    town.says(first, "接", EXPERTS)
    assert town.ticket().status == "claimed"
    assert "牵头。会诊还要1位" in town.heard(room=EXPERTS)[-1]
    town.says(second, "1001 接", EXPERTS)
    assert town.changes().count("claimed") == 1
    assert town.changes().count("joined") == 1
    assert "人齐了" in town.heard(room=EXPERTS)[-1]
    for name in (first, second):
        assert any("13900010001" in text for text in town.heard(to=name)), name
    assert "一起看" in town.heard(room=MEIYU)[-1]
    town.says(third, "1001 接", EXPERTS)
    assert "已经由" in town.heard(room=EXPERTS)[-1]
    assert workers(town) == 2


def test_the_first_claim_meets_the_target_and_the_others_are_still_sought(town: Town) -> None:
    town.request("求助 双色模牙刷柄熔接线发黑 想请两位师傅会诊")
    town.says(town.asked()[0], "接", EXPERTS)
    town.later(90)
    assert len(town.asked()) == 7
    town.later(400)
    assert "breached" not in town.changes()
    assert town.heard(room=UNION) == []
    (told,) = town.heard(to="文静同学")
    assert "会诊还差1位" in told
    town.later(3600)
    assert town.live_timers() == ["stalled"]


def test_one_who_cannot_come_after_all_is_replaced_and_those_waiting_for_him_are_told(town: Town) -> None:
    town.request("求助 双色模牙刷柄熔接线发黑 想请两位师傅会诊")
    first, second, third, *_ = town.asked()
    town.says(first, "接", EXPERTS)
    town.says(second, "1001 接", EXPERTS)
    before = len(town.asked())
    town.says(second, "1001 我来不了了 退单")
    assert "来不了了" in town.heard(to=first)[-1]
    assert town.heard(room=MEIYU)[-1].endswith("来不了了，正在另请一位师傅会诊。")
    assert len(town.asked()) == before + 1
    assert "consult" in town.live_timers()
    town.says(third, "1001 接", EXPERTS)
    assert workers(town) == 2
    assert "consult" not in town.live_timers()


def test_progress_does_not_end_the_search(town: Town) -> None:
    town.request("求助 双色模牙刷柄熔接线发黑 想请两位师傅会诊")
    first, second, *_ = town.asked()
    town.says(first, "接", EXPERTS)
    town.says(first, "1001 到现场了", EXPERTS)
    assert town.ticket().status == "in_progress"
    town.says(second, "1001 接", EXPERTS)
    assert workers(town) == 2
    assert town.ticket().status == "in_progress"
    assert "consult" not in town.live_timers()


def test_solved_before_the_second_came_ends_it(town: Town) -> None:
    town.request("求助 双色模牙刷柄熔接线发黑 想请两位师傅会诊")
    first, second, *_ = town.asked()
    town.says(first, "接", EXPERTS)
    town.says(first, "1001 修好了", EXPERTS)
    town.says(second, "1001 接", EXPERTS)
    assert workers(town) == 1
    assert "consult" not in town.live_timers()


def test_a_coordinator_calls_a_consult_on_a_ticket_in_hand(town: Town) -> None:
    town.request()
    first, second, *_ = town.asked()
    town.says(first, "接", EXPERTS)
    town.says("立峰", "1001 要会诊", UNION)
    assert "一共要2位师傅，又请了3位" in town.heard(room=UNION)[-1]
    assert "工会安排会诊" in town.heard(room=MEIYU)[-1]
    newly = town.asked()[3:]
    assert len(newly) == 3
    assert first not in newly
    town.says(newly[0], "接", EXPERTS)
    assert workers(town) == 2
    assert second not in newly


def test_two_more_are_two_more(town: Town) -> None:
    town.request()
    town.says(town.asked()[0], "接", EXPERTS)
    town.says("立峰", "1001 再派两个", UNION)
    newly = town.asked()[3:]
    for name in newly:
        town.says(name, "1001 接", EXPERTS)
    assert workers(town) == 3
    assert town.changes().count("joined") == 2


def test_a_coordinator_adds_a_named_expert(town: Town) -> None:
    town.request()
    town.says(town.asked()[0], "接", EXPERTS)
    holder = town.ticket().expert_id
    town.says("立峰", "1001 再派王继业一起去", UNION)
    assert town.ticket().expert_id == holder
    assert workers(town) == 2
    assert any("牵头" in text for text in town.heard(to="老王车工"))


def test_the_enterprise_may_ask_for_more_and_others_may_not(town: Town) -> None:
    town.request()
    town.says(town.asked()[0], "接", EXPERTS)
    town.says("澄屿小葛", "能不能多来一位师傅一起看看", MEIYU)
    town.later(12)
    assert town.ticket().wanted == 2
    assert "一共请2位师傅" in town.heard(room=MEIYU)[-1]
    town.says("老单", "1001 再派两个", EXPERTS)
    assert town.ticket().wanted == 2


def test_a_no_to_a_consult_brings_the_next(town: Town) -> None:
    town.request("求助 双色模牙刷柄熔接线发黑 想请两位师傅会诊")
    first, second, *_ = town.asked()
    town.says(first, "接", EXPERTS)
    town.says(second, "1001 没空", EXPERTS)
    assert len(town.asked()) == 4


def test_however_often_more_are_called_for_one_schedule_seeks_them_and_the_coordinator_hears_once(
    town: Town,
) -> None:
    town.request("求助 双色模牙刷柄熔接线发黑 想请三位师傅一起看看")
    town.later(40)
    town.says(town.asked()[0], "接", EXPERTS)
    town.later(80)
    town.says("立峰", "1001 再派两个", UNION)
    town.later(60)
    town.says("立峰", "1001 再派王继业一起去", UNION)
    town.later(60)
    town.says("立峰", "1001 再派一个", UNION)
    assert "consult" in town.live_timers()
    town.later(900)
    assert workers(town) == 2
    assert len(town.asked()) <= 15
    assert sum("会诊还差1位" in text for text in town.heard(to="文静同学")) == 1
    assert "consult" not in town.live_timers()


def test_more_called_for_later_are_sought_again(town: Town) -> None:
    town.request("求助 双色模牙刷柄熔接线发黑 想请两位师傅会诊")
    town.says(town.asked()[0], "接", EXPERTS)
    town.later(1200)
    before = len(town.asked())
    town.says("立峰", "1001 再派一个", UNION)
    assert len(town.asked()) == before + 3
    assert town.ticket().wanted == 2


def test_as_many_as_are_wanted_are_asked_at_once(town: Town) -> None:
    town.request()
    town.says(town.asked()[0], "接", EXPERTS)
    before = len(town.asked())
    town.says("立峰", "1001 再派四个", UNION)
    assert town.ticket().wanted == 5
    assert len(town.asked()) == before + 4


def test_nobody_at_work_on_a_ticket_is_asked_to_come(town: Town) -> None:
    town.request("求助 双色模牙刷柄熔接线发黑 想请三位师傅会诊")
    asked = town.asked()
    others = [each for each in town.experts() if each.wechat_name not in asked]
    near = [each.wechat_name for each in others if "injection" in each.trades]
    leader, helper = near[:2]
    town.says(leader, "1001 我来", EXPERTS)
    town.says(helper, "1001 我也去", EXPERTS)
    assert workers(town) == 2
    town.later(900)
    assert leader not in town.asked()
    assert helper not in town.asked()


@pytest.mark.parametrize(
    "words", ["1001 取消会诊", "1001 会诊不用了", "1001 不用再找人了", "1001 别再请师傅了"]
)
def test_a_consult_that_is_called_off_ends_the_search_and_no_ticket(town: Town, words: str) -> None:
    town.request()
    first = town.asked()[0]
    town.says(first, "接", EXPERTS)
    town.says("立峰", "1001 要会诊", UNION)
    asked = len(town.asked())
    town.says("立峰", words, UNION)
    assert "不再另请师傅" in town.heard(room=UNION)[-1]
    assert "不再另请师傅" in town.heard(room=MEIYU)[-1]
    town.later(600)
    assert len(town.asked()) == asked
    assert (town.ticket().status, workers(town)) == ("claimed", 1)
    assert not any("会诊还差" in text for text in town.heard(to="文静同学"))


def test_who_joined_stays_where_the_consult_is_called_off(town: Town) -> None:
    town.request("求助 双色模牙刷柄熔接线发黑 换了料也没用 想请三位师傅会诊")
    first, second, *_ = town.asked()
    town.says(first, "接", EXPERTS)
    town.says(second, "接", EXPERTS)
    town.says("澄屿小葛", "1001 会诊不用了", MEIYU)
    town.later(12)
    assert "不再另请师傅" in town.heard(room=MEIYU)[-1]
    assert (town.ticket().status, workers(town)) == ("claimed", 2)


def test_nobody_more_is_asked_of_an_open_ticket_and_those_asked_are_awaited(town: Town) -> None:
    town.request()
    asked = town.asked()
    town.says("立峰", "1001 不用再找人了", UNION)
    assert f"等请过的{len(asked)}位师傅回话" in town.heard(room=UNION)[-1]
    town.later(240)
    assert town.asked() == asked
    town.says(asked[0], "接", EXPERTS)
    assert town.ticket().status == "claimed"


def test_an_order_to_end_it_all_still_ends_it(town: Town) -> None:
    town.request()
    town.says("立峰", "1001 不用再找人了，企业自己修好了", UNION)
    assert town.ticket().status in ("cancelled", "closed")
