"""Whom the bot asks first: who is known and praised, who is rested, who can help from afar."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.offers.choosing import Candidate, choose
from handlers.policy import Wave
from storage import people, tickets
from tests.conftest import EXPERTS, MEIYU, Town

YUNLING = "云岭山海协作企业群"
ACROSS = "急！求助 机器人焊接飞溅大焊缝气孔多，机械手夹爪气缸也不到位，后天要交货"


def best(town: Town, no: int = 1001, size: int = 20) -> list[Candidate]:
    def look(desk):
        ticket = tickets.by_no(desk.uow, no)
        assert ticket is not None
        # As if nobody had been asked yet.
        return choose(desk, replace(ticket, cycle=99), size)

    return town.engine.write(look, town.now)


def others(town: Town) -> list[str]:
    """One person of every other enterprise: the same house's problem told again opens no ticket."""
    with town.engine.database.unit() as uow:
        own = people.enterprise_of_contact(uow, "澄屿小葛")
        firms = {firm: name for name, firm in people.all_contacts(uow) if own and firm != own.id}
    return [firms[each] for each in sorted(firms)]


def finish(town: Town, no: int, who: str, rating: str) -> None:
    town.says(who, f"{no} 接", EXPERTS)
    town.says(who, f"{no} 修好了", EXPERTS)
    town.says("澄屿小葛", f"{no}号单好了，{rating}", MEIYU)
    town.later(12)
    assert town.ticket(no).status == "closed"


def test_who_served_this_enterprise_well_moves_up_a_bit(town: Town) -> None:
    town.request()
    helper = best(town)[8].expert
    finish(town, 1001, helper.wechat_name, "5分")
    town.later(20 * 24 * 3600)  # his ticket is no longer a recent one
    town.request("求助 又一副牙刷柄双色模 熔接线发黑 换料没用")
    with_history = next(each for each in best(town, 1002, 118) if each.expert.id == helper.id)
    town.engine = replace(
        town.engine, policy=replace(town.engine.policy, asking=_asking(town, pairing_weight=0.0))
    )
    without = next(each for each in best(town, 1002, 118) if each.expert.id == helper.id)
    assert "帮过这家" in with_history.why
    assert 0 < with_history.score - without.score < 0.5


def test_a_bad_mark_moves_nobody_up(town: Town) -> None:
    town.request()
    helper = best(town)[4].expert
    finish(town, 1001, helper.wechat_name, "2分")
    town.request("求助 又一副牙刷柄双色模 熔接线发黑 换料没用")
    assert not any("帮过这家" in each.why for each in best(town, 1002))


def _asking(town: Town, **changes: object):
    return replace(town.engine.policy.asking, **changes)  # type: ignore[arg-type]


def test_in_an_urgent_problem_across_trades_who_masters_both_is_asked_a_little_before(town: Town) -> None:
    town.says("澄屿小葛", ACROSS, MEIYU)
    town.later(12)
    assert town.ticket().urgency == "urgent"
    (early,) = town.asked()
    trades = next(each.trades for each in town.experts() if each.wechat_name == early)
    assert {"welding", "automation"} <= set(trades)
    town.later(20)
    assert len(town.asked()) == 3


def test_where_nothing_presses_all_of_the_wave_are_asked_together(town: Town) -> None:
    town.says("澄屿小葛", "求助 机器人焊接飞溅大焊缝气孔多，机械手夹爪气缸也不到位", MEIYU)
    town.later(12)
    assert len(town.asked()) == 3


def test_a_known_helper_has_a_head_start_in_an_urgent_problem_across_trades(town: Town) -> None:
    town.says("澄屿小葛", ACROSS, MEIYU)
    town.later(40)
    known = town.asked()[1]
    finish(town, 1001, known, "5分")
    town.later(20 * 24 * 3600)
    before = len(town.asked())
    town.says("澄屿小葛", ACROSS.replace("后天", "这周五"), MEIYU)
    town.later(12)
    early = town.asked()[before:]
    assert known in early
    assert len(early) < 3
    town.later(20)
    assert len(town.asked()[before:]) == 3
    offers = [each for each in town.said if each.purpose == "offer"][-2:]
    assert offers[-1].created_at - offers[0].created_at == timedelta(seconds=20)


def test_nobody_is_pinged_more_than_the_days_number(town: Town) -> None:
    town.engine = replace(town.engine, policy=replace(town.engine.policy, asking=_asking(town, most_a_day=2)))
    for firm in range(6):
        town.says(others(town)[firm], "求助 双色模牙刷柄熔接线发黑 换了料也没用", MEIYU)
        town.later(12)
    asked = town.asked()
    assert max(asked.count(name) for name in asked) == 2
    busy = next(name for name in asked if asked.count(name) == 2)
    town.later(24 * 3600)
    town.says(others(town)[9], "求助 双色模牙刷柄熔接线发黑 换了料也没用", MEIYU)
    town.later(12)
    assert busy in town.asked()[len(asked) :]


def test_what_is_critical_reaches_also_who_was_pinged_enough(town: Town) -> None:
    town.engine = replace(town.engine, policy=replace(town.engine.policy, asking=_asking(town, most_a_day=1)))
    town.request()
    first = set(town.asked())
    town.says(others(town)[0], "求助 双色模牙刷柄熔接线发黑 客户等着 产线停着 急", MEIYU)
    town.later(30)
    assert town.ticket(1002).urgency == "critical"
    assert first & set(town.asked()[3:])


def test_who_is_full_or_on_leave_is_not_asked(town: Town) -> None:
    town.request()
    first, second, *_ = town.asked()
    town.says(first, "我请假三天")
    expert = next(each for each in town.experts() if each.wechat_name == second)
    for firm in range(expert.capacity):
        town.says(others(town)[firm], "求助 双色模牙刷柄熔接线发黑 换了料也没用", MEIYU)
        town.later(12)
        town.says(second, f"{1002 + firm} 我接", EXPERTS)
    asked = len(town.asked())
    town.later(3600)
    town.says(others(town)[9], "求助 双色模牙刷柄熔接线发黑 换了料也没用", MEIYU)
    town.later(12)
    assert first not in town.asked()[asked:]
    assert second not in town.asked()[asked:]


def test_who_is_back_from_leave_or_has_finished_is_asked_again(town: Town) -> None:
    town.request()
    first, second, *_ = town.asked()
    town.says(first, "我请假三天")
    town.says(second, "1001 接", EXPERTS)
    town.says(second, "1001 修好了", EXPERTS)
    town.says("澄屿小葛", "1001号单好了，5分", MEIYU)
    town.later(4 * 24 * 3600)
    before = len(town.asked())
    town.says(others(town)[0], "求助 双色模牙刷柄熔接线发黑 换了料也没用", MEIYU)
    town.later(12)
    assert {first, second} <= set(town.asked()[before:])


def test_who_declined_rests_from_other_tickets_for_half_an_hour(town: Town) -> None:
    town.request()
    name = town.asked()[0]
    town.says(name, "1001 没空", EXPERTS)
    before = len(town.asked())
    town.says(others(town)[0], "求助 双色模牙刷柄熔接线发黑 换了料也没用", MEIYU)
    town.later(600)
    assert town.asked()[before:]
    assert name not in town.asked()[before:], "he has just said that he has no time"
    town.later(1800)
    before = len(town.asked())
    town.says(others(town)[1], "求助 双色模牙刷柄熔接线发黑 换了料也没用", MEIYU)
    town.later(12)
    assert name in town.asked()[before:]


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("求助 保温杯拉深件口部开裂 换了润滑油也没用", "stamping"),
        ("求助 打磨间除尘整改 限期一个月", "safety"),
        ("求助 LED灯条一头亮一头暗", "electronics"),
    ],
)
def test_all_of_the_trade_are_asked_before_others_who_have_but_a_word_of_it(
    town: Town, text: str, trade: str
) -> None:
    town.says("澄屿小葛", text, MEIYU)
    town.later(290)
    of_the_trade = {each.wechat_name for each in town.experts() if trade in each.trades}
    assert set(town.asked()[: len(of_the_trade)]) == of_the_trade


def test_a_wave_for_everybody_asks_everybody(town: Town) -> None:
    urgencies = {
        name: replace(each, waves=(Wave(after=timedelta(), size=1000),))
        for name, each in town.engine.policy.urgencies.items()
    }
    policy = replace(town.engine.policy, urgencies=urgencies, asking=_asking(town, kin=0.0))
    town.engine = replace(town.engine, policy=policy)
    town.request()
    assert sorted(town.asked()) == sorted(each.wechat_name for each in town.experts())


def test_another_countys_request_goes_to_those_who_help_from_afar_and_says_so(town: Town) -> None:
    town.says("凌家铸造", "求助 灰铁铸件砂眼气孔多，加工面全是针眼", YUNLING)
    town.later(12)
    experts = {each.wechat_name: each for each in town.experts()}
    asked = [experts[name] for name in town.asked()]
    fit = [each for each in asked if "casting" in each.trades]
    assert any(each.region == "外县" or not each.onsite for each in fit[:1])
    offers = [each.text for each in town.said if each.purpose == "offer"]
    assert all("云岭 · 线上会诊" in text for text in offers)
    local = next(each for each in town.experts() if each.region == "县内" and "casting" in each.trades)
    town.says(local.wechat_name, "1001 接", EXPERTS)
    assert "线上会诊" in town.heard(room=YUNLING)[-1]


def test_a_request_from_the_county_itself_speaks_of_no_consultation_from_afar(town: Town) -> None:
    town.request()
    assert not any("线上会诊" in each.text for each in town.said)
