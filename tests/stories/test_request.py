"""An enterprise writes in its group; the bot knows a request from chatter and answers once, in time."""

from datetime import timedelta

from tests.conftest import EXPERTS, MEIYU, Town


def test_a_burst_of_short_messages_is_one_request_answered_after_twelve_quiet_seconds(town: Town) -> None:
    town.says("澄屿小葛", "师傅们好", MEIYU)
    town.later(4)
    town.says("澄屿小葛", "双色模的牙刷柄熔接线发黑", MEIYU)
    town.later(4)
    town.says("澄屿小葛", "换了料也没用，怎么办", MEIYU)
    town.later(11)
    assert town.heard(room=MEIYU) == []
    town.later(1)
    (answer,) = town.heard(room=MEIYU)
    assert answer.startswith("【1001】")
    assert "3位师傅" in answer
    assert len(answer.splitlines()) <= 5


def test_the_pickup_clock_starts_at_the_first_message(town: Town) -> None:
    begun = town.now
    town.request()
    assert town.ticket().pickup_due == begun + timedelta(minutes=5)


def test_critical_wording_goes_at_once(town: Town) -> None:
    town.says("澄屿小葛", "注塑机锁模报警，整条线停了，求助！", MEIYU)
    assert town.ticket().urgency == "critical"
    assert len(town.heard(room=MEIYU)) == 1


def test_chatter_opens_nothing_and_gets_no_answer(town: Town) -> None:
    for text in ("早上好", "中午谁拼外卖", "出售二手注塑机一台 价格可谈", "[强][强]", "", "\x00\x07"):
        town.says("澄屿小葛", text, MEIYU)
        town.later(40)
    assert town.said == []
    assert town.unanswered() == 0


def test_the_same_delivery_twice_is_handled_once(town: Town) -> None:
    for _ in range(2):
        town.says("澄屿小葛", "求助 双色模熔接线发黑", MEIYU, message_id="same")
    town.later(12)
    assert len(town.heard(room=MEIYU)) == 1


def test_offers_name_the_ticket_and_hold_no_phone_number(town: Town) -> None:
    town.request("求助 双色模牙刷柄熔接线发黑 我电话13912345678")
    (offer,) = town.heard(room=EXPERTS)
    assert "【1001】" in offer
    assert all("1391234" not in said for said in town.heard(room=EXPERTS) + town.heard(room=MEIYU))


def test_a_recalled_request_is_withdrawn(town: Town) -> None:
    message = town.says("澄屿小葛", "求助 双色模熔接线发黑 怎么办", MEIYU)
    town.later(12)
    town.says("澄屿小葛", "", MEIYU, type="recall", quote=message)
    assert town.ticket().status == "cancelled"
    assert town.live_timers() == []


def test_ten_thousand_characters_are_kept_and_answered_shortly(town: Town) -> None:
    town.says("澄屿小葛", "求助 注塑件缩水怎么办 " * 900, MEIYU)
    town.later(12)
    assert len(town.ticket().body) > 9_000
    assert all(len(said) < 800 for said in town.heard(room=MEIYU) + town.heard(room=EXPERTS))
