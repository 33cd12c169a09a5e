"""The same problem again: of one house one ticket, of two houses two that know of each other."""

from tests.conftest import EXPERTS, MEIYU, SALON, UNION, Town

SHUANGQIAO = "双桥企业服务群"


def no_second_ticket(town: Town) -> bool:
    """Whether 1002 was never given out."""
    try:
        town.ticket(1002)
    except AssertionError:
        return True
    return False


def test_a_repost_hours_later_stirs_the_ticket_and_asks_others(town: Town) -> None:
    town.request()
    town.later(3 * 3600)
    asked, heard = len(town.asked()), len(town.heard(room=MEIYU))
    town.says("A澄屿生产部", "各位师傅，我们双色模牙刷柄的熔接线还是发黑，有没有懂的", MEIYU)
    town.later(12)
    assert no_second_ticket(town)
    assert town.changes()[-2:] == ["merged", "offered"]
    assert len(town.asked()) > asked
    (word,) = town.heard(room=MEIYU)[heard:]
    assert word.startswith("@A澄屿生产部 【1001】")
    assert "刚又请了" in word
    assert "3小时" in word


def test_a_repost_in_another_group_is_answered_there(town: Town) -> None:
    town.request()
    town.later(60)
    town.says("澄屿小葛", "求助 双色模牙刷柄熔接线发黑 换了料也没用", SALON)
    town.later(12)
    assert no_second_ticket(town)
    assert "正在找师傅" in town.heard(room=SALON)[-1]
    assert town.ticket().room == MEIYU


def test_the_same_twice_within_a_minute_is_answered_once(town: Town) -> None:
    town.request()
    town.request()
    assert no_second_ticket(town)
    assert len(town.heard(room=MEIYU)) == 1


def test_a_repost_of_what_somebody_has_in_hand_asks_nobody_else(town: Town) -> None:
    town.request()
    winner = town.asked()[0]
    town.says(winner, "接", EXPERTS)
    town.later(2 * 3600)
    asked = len(town.asked())
    town.says("澄屿小葛", "双色模牙刷柄熔接线还是发黑 周五要交样 求助", MEIYU)
    town.later(12)
    assert no_second_ticket(town)
    assert len(town.asked()) == asked
    assert "接了" in town.heard(room=MEIYU)[-1]
    assert "周五要交样" in town.heard(to=winner)[-1]
    assert town.ticket().deadline == "2026-11-27"


def test_a_repost_of_what_was_said_to_be_solved_reopens_it(town: Town) -> None:
    town.request()
    winner = town.asked()[0]
    town.says(winner, "接", EXPERTS)
    town.says(winner, "1001 修好了", EXPERTS)
    town.later(3600)
    town.says("澄屿小葛", "双色模牙刷柄熔接线还是发黑 求师傅看看", MEIYU)
    town.later(12)
    assert no_second_ticket(town)
    assert town.ticket().status == "in_progress"


def test_another_machine_is_another_ticket(town: Town) -> None:
    town.request("求助 3号加工中心主轴异响")
    town.request("求助 5号加工中心主轴异响")
    assert town.ticket(1002).title.startswith("5号")


def test_the_same_trouble_of_another_house_is_linked_and_shown_where_it_helps(town: Town) -> None:
    town.request()
    town.says("葛师傅修模", "1001 接", EXPERTS)
    town.says("蔚桐胡", "求助 双色模牙刷柄熔接线发黑，怎么调", SHUANGQIAO)
    town.later(12)
    second = town.ticket(1002)
    assert second.similar_id == town.ticket(1001).id
    assert all("相近" not in said for said in town.heard(room=SHUANGQIAO) + town.heard(room=EXPERTS))
    town.later(240)
    told = [each.text for each in town.said if each.purpose == "nudge" and "1002" in each.text]
    assert "与1001相近（葛林松接了）" in told[0]
    assert "澄屿" not in told[0]
    town.says("立峰", "1002什么情况", UNION)
    assert "与1001相近" in town.heard(room=UNION)[-1]
    town.says("涛哥", "1002 接", EXPERTS)
    assert any("与1001相近（葛林松接了）" in said for said in town.heard(to="涛哥"))


def test_two_problems_for_two_trades_are_two_tickets_with_the_same_message(town: Town) -> None:
    message = town.says("澄屿小葛", "求助：1、双色模熔接线发黑；2、三号空压机压力上不去，周五前要弄好", MEIYU)
    town.later(12)
    first, second = town.ticket(1001), town.ticket(1002)
    assert (first.category, second.category) == ("injection", "hydraulics")
    assert (first.problems, second.problems) == (1, 1)
    assert first.deadline == second.deadline == "2026-11-27"
    assert message in town.messages(1001)
    assert message in town.messages(1002)
    assert len(town.heard(room=MEIYU)) == 2


def test_a_recalled_message_of_two_tickets_takes_both_back(town: Town) -> None:
    message = town.says("澄屿小葛", "求助：1、双色模熔接线发黑；2、三号空压机压力上不去", MEIYU)
    town.later(12)
    town.says("澄屿小葛", "", MEIYU, type="recall", quote=message)
    assert town.ticket(1001).status == town.ticket(1002).status == "cancelled"


def test_two_problems_for_one_trade_are_one_ticket(town: Town) -> None:
    town.request("求助，PP件缩水，还有一个，另一副模飞边很大，怎么调")
    assert no_second_ticket(town)
    assert town.ticket().problems == 2
