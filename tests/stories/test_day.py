"""From claim to outcome, in the words people use."""

import re

from tests.conftest import EXPERTS, MEIYU, UNION, Town


def test_exactly_one_wins_and_the_later_one_is_told_who(town: Town) -> None:
    town.request()
    first, second, *_ = town.asked()
    town.says(first, "接", EXPERTS)
    town.says(second, "我来", EXPERTS)
    assert town.changes().count("claimed") == 1
    assert "已经由" in town.heard(room=EXPERTS)[-1]


def test_winner_and_requester_are_told_of_each_other(town: Town) -> None:
    town.request()
    winner = town.asked()[0]
    town.says(winner, "1001 接", EXPERTS)
    contact, *_ = town.heard(to=winner)
    assert "葛晓斌" in contact
    assert "13900010001" in contact
    assert "接了" in town.heard(room=MEIYU)[-1]


def test_an_undisturbed_ticket_costs_the_enterprises_group_four_messages(town: Town) -> None:
    town.request()
    winner = town.asked()[0]
    town.says(winner, "接", EXPERTS)
    town.says(winner, "到现场了", EXPERTS)
    town.says(winner, "修好了", EXPERTS)
    town.says("澄屿小葛", "好了", MEIYU)
    town.later(12)
    town.says("澄屿小葛", "5分, 省了3万", MEIYU)
    town.later(12)
    ticket = town.ticket()
    assert (ticket.status, ticket.rating, ticket.saved_yuan) == ("closed", 5, 30_000)
    assert len(town.heard(room=MEIYU)) <= 4
    assert town.live_timers() == []


def test_not_solved_reopens(town: Town) -> None:
    town.request()
    winner = town.asked()[0]
    town.says(winner, "接", EXPERTS)
    town.says(winner, "修好了", EXPERTS)
    town.says("澄屿小葛", "还没好", MEIYU)
    town.later(12)
    assert town.ticket().status == "in_progress"
    assert "reopened" in town.changes()


def test_a_coordinator_assigns_and_others_may_not(town: Town) -> None:
    town.request()
    town.says("老单", "1001 派给葛林松")
    assert town.ticket().status == "open"
    town.says("立峰", "1001 派给葛林松", UNION)
    assert town.ticket().status == "claimed"
    assert "assigned" in town.changes()


def test_a_transfer_waits_for_the_colleagues_word(town: Town) -> None:
    town.request()
    town.says("立峰", "1001 派给葛林松", UNION)
    town.says("葛师傅修模", "1001 让何碧涛去", EXPERTS)
    before = town.ticket().expert_id
    town.says("涛哥", "1001 接", EXPERTS)
    assert town.ticket().expert_id != before
    assert "transferred" in town.changes()


def test_no_message_in_any_group_holds_a_phone_number(town: Town) -> None:
    town.request("求助 双色模熔接线发黑 13912345678")
    town.says(town.asked()[0], "接", EXPERTS)
    assert not [each.text for each in town.said if each.room and re.search(r"1[3-9]\d{9}", each.text)]
