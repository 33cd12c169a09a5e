"""A ticket of several troubles does not end with one of them; two tickets are told apart by the words."""

import pytest

from storage import tickets
from tests.conftest import EXPERTS, MEIYU, UNION, Town

TWO_MACHINES = "求助 两台注塑机，3号机缩水，5号机料筒温度上不去"
ONE_TRADE = "求助 有两个问题，一是行车吊钩刹不住，二是行车大车跑偏"
TWO_TRADES = "求助 一是行车吊钩刹不住，二是空压机不上气"


def _held(town: Town, text: str = TWO_MACHINES, by: str = "老陈注塑") -> None:
    town.request(text)
    town.says(by, "1001 接", EXPERTS)


def _writes(town: Town, text: str, who: str = "澄屿小葛") -> None:
    town.says(who, text, MEIYU)
    town.later(12)


@pytest.mark.parametrize(
    "words", ["5号机不用了", "5号机好了，3号机还没", "5号机我们自己弄好了", "不用修5号机了"]
)
def test_one_of_two_machines_settled_leaves_the_other(town: Town, words: str) -> None:
    _held(town)
    _writes(town, words)
    ticket = town.ticket()
    assert (ticket.status, ticket.title, ticket.problems) == ("claimed", "3号机缩水", 1)
    assert town.heard(to="老陈注塑")[-1] == f"【1001】澄屿模塑说：{words}\n还要办的：3号机。"
    assert town.heard(room=MEIYU)[-1].startswith("【1001】记下了，已告诉陈立新，接着办：3号机。")


def test_a_machine_that_does_not_do_its_work_is_a_trouble_too(town: Town) -> None:
    _held(town, "注塑机漏油，另外空压机也不打气了", "老丁液压")
    _writes(town, "空压机好了")
    assert (town.ticket().status, town.ticket().title) == ("claimed", "注塑机漏油")


@pytest.mark.parametrize(("words", "status"), [("3号机也不用了", "cancelled"), ("3号机好了", "closed")])
def test_the_last_part_ends_the_ticket(town: Town, words: str, status: str) -> None:
    _held(town)
    _writes(town, "5号机不用了")
    _writes(town, words)
    assert town.ticket().status == status


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("都好了", "closed"),
        ("好了，5分", "closed"),
        ("3号机和5号机都好了", "closed"),
        ("都不用了", "cancelled"),
    ],
)
def test_all_of_it_is_all_of_it(town: Town, words: str, status: str) -> None:
    _held(town)
    _writes(town, words)
    assert town.ticket().status == status


def test_what_is_not_mended_goes_back_to_the_expert(town: Town) -> None:
    _held(town, ONE_TRADE, "小兵")
    assert town.ticket().title == "行车吊钩刹不住，行车大车跑偏"
    town.says("小兵", "修好了", EXPERTS)
    _writes(town, "刹车好了，跑偏还没")
    assert (town.ticket().status, town.ticket().title) == ("in_progress", "行车大车跑偏")
    assert town.heard(to="小兵")[-1] == "【1001】澄屿模塑说：刹车好了，跑偏还没\n还要办的：行车大车跑偏。"
    town.says("小兵", "都修好了", EXPERTS)
    _writes(town, "跑偏好了")
    assert town.ticket().status == "closed"


def test_of_the_other_the_firm_is_asked_where_all_is_said_to_be_mended(town: Town) -> None:
    _held(town)
    town.says("老陈注塑", "修好了", EXPERTS)
    _writes(town, "5号机好了")
    assert town.ticket().status == "resolved"
    assert town.heard(room=MEIYU)[-1] == "【1001】记下了。3号机呢？也好了回“都好了”，没好回“还没好”。"
    _writes(town, "都好了")
    assert town.ticket().status == "closed"


def test_two_defects_of_one_machine_are_told_apart_too(town: Town) -> None:
    _held(town, "求助 注塑机产品缩水，料筒温度也上不去")
    _writes(town, "温度好了，缩水还没")
    assert town.ticket().status == "claimed"
    assert "还要办的：注塑机产品缩水" in town.heard(to="老陈注塑")[-1]


@pytest.mark.parametrize("words", ["熔接线好了", "好了", "牙刷柄好了，换了料"])
def test_a_ticket_of_one_trouble_ends_as_ever(town: Town, words: str) -> None:
    town.request("求助 双色模牙刷柄熔接线发黑 换了料也没用")
    town.says("老单", "1001 接", EXPERTS)
    _writes(town, words)
    assert town.ticket().status == "closed"


def test_an_open_ticket_goes_on_with_what_is_left(town: Town) -> None:
    town.request(TWO_MACHINES)
    _writes(town, "5号机不用了")
    assert (town.ticket().status, town.ticket().title) == ("open", "3号机缩水")
    assert town.heard(room=MEIYU)[-1] == "【1001】记下了，接着请师傅看：3号机。都不用了回“都不用了”。"
    town.later(90)
    assert "【1001】3号机缩水" in [each.text for each in town.said if each.purpose == "offer"][-1]


def test_a_coordinator_takes_a_part_away(town: Town) -> None:
    _held(town)
    town.says("立峰", "1001 3号机不用修了", UNION)
    assert (town.ticket().status, town.ticket().title) == ("claimed", "5号机料筒温度上不去")
    assert "【1001】记下了，还要办的：5号机。" in town.heard(room=UNION)[-1]
    assert town.heard(to="老陈注塑")[-1].startswith("【1001】工会说：")


def test_an_expert_has_mended_a_part(town: Town) -> None:
    _held(town)
    town.says("老陈注塑", "5号机修好了", EXPERTS)
    assert town.ticket().status == "in_progress"
    assert town.heard(room=MEIYU)[-1] == "【1001】陈立新：5号机修好了。"
    assert "还剩：3号机" in town.heard(room=EXPERTS)[-1]
    town.says("老陈注塑", "3号机也修好了", EXPERTS)
    assert town.ticket().status == "resolved"


def test_a_message_of_two_trades_is_two_tickets_with_titles_of_their_own(town: Town) -> None:
    town.request(TWO_TRADES)
    assert (town.ticket(1001).title, town.ticket(1002).title) == ("行车吊钩刹不住", "空压机不上气")


def test_two_machines_that_are_both_broken_are_two_tickets(town: Town) -> None:
    town.request("求助 行车和空压机都坏了，麻烦师傅来看看")
    assert (town.ticket(1001).title, town.ticket(1002).title) == ("行车坏了", "空压机坏了")


def test_of_two_tickets_the_words_choose_one(town: Town) -> None:
    town.request(TWO_TRADES)
    town.says("小兵", "1001 接", EXPERTS)
    town.says("老丁液压", "1002 接", EXPERTS)
    town.says("小兵", "修好了", EXPERTS)
    _writes(town, "空压机不用了")
    assert (town.ticket(1001).status, town.ticket(1002).status) == ("resolved", "cancelled")
    _writes(town, "行车好了")
    assert town.ticket(1001).status == "closed"


def test_of_two_tickets_each_hears_its_own(town: Town) -> None:
    town.request(TWO_TRADES)
    town.says("小兵", "1001 接", EXPERTS)
    town.says("老丁液压", "1002 接", EXPERTS)
    _writes(town, "行车好了，空压机还没")
    assert (town.ticket(1001).status, town.ticket(1002).status) == ("closed", "claimed")
    assert "说还没好：空压机还没" in town.heard(to="老丁液压")[-1]


def test_who_takes_one_part_leaves_the_other_to_another(town: Town) -> None:
    town.request(ONE_TRADE)
    town.says("小兵", "1001 接，吊钩我去", EXPERTS)
    assert "“行车大车跑偏”还在请师傅" in town.heard(room=MEIYU)[-1]
    assert "“行车大车跑偏”还要一位，能来请回“1001 接”。" in town.heard(room=EXPERTS)[-1]
    town.says("池工", "1001 跑偏我来", EXPERTS)
    assert town.changes()[-1] == "joined"
    assert "池海燕也来" in town.heard(room=MEIYU)[-1]
    assert "葛晓斌" in town.heard(to="池工")[-1]
    _writes(town, "跑偏不用了")
    assert town.ticket().status == "claimed"


def test_who_takes_the_other_part_of_a_ticket_in_hand_is_let_in(town: Town) -> None:
    _held(town, ONE_TRADE, "小兵")
    town.says("池工", "1001 跑偏的我来", EXPERTS)
    assert town.changes()[-1] == "joined"
    town.says("老丁液压", "1001 我来", EXPERTS)
    assert "已经由康小兵、池海燕接了" in town.heard(room=EXPERTS)[-1]


def test_a_part_that_is_settled_needs_nobody_any_more(town: Town) -> None:
    town.request(ONE_TRADE)
    town.says("小兵", "1001 接，吊钩我去", EXPERTS)
    _writes(town, "跑偏不用了")
    town.says("池工", "1001 接", EXPERTS)
    assert "已经由康小兵接了" in town.heard(room=EXPERTS)[-1]


def test_what_the_ticket_does_not_tell_of_is_asked_about(town: Town) -> None:
    _held(town)
    _writes(town, "空压机好了")
    assert town.ticket().status == "claimed"
    assert "3号机缩水，5号机料筒温度上不去，说的是这单吗？" in town.heard(room=MEIYU)[-1]
    _writes(town, "是")
    assert town.ticket().status == "closed"


@pytest.mark.parametrize("words", ["空调不用修了", "快递到了，不用等了", "订单取消了，唉", "会议取消了"])
def test_a_thing_that_nobody_asked_help_for_is_not_cancelled(town: Town, words: str) -> None:
    _held(town)
    _writes(town, words)
    assert town.ticket().status == "claimed"


def test_a_defect_that_has_gone_is_named_by_its_word(town: Town) -> None:
    _held(town, "冲床离合器打滑，油温也高，谁能来看看", "万师傅")
    _writes(town, "油温不高了")
    assert (town.ticket().status, town.ticket().title) == ("claimed", "冲床离合器打滑")
    _writes(town, "不打滑了")
    assert town.ticket().status == "closed"


def test_the_other_one_is_the_other_one(town: Town) -> None:
    _held(town, "我们两台冲床，一台离合器打滑，另一台不下滑块，谁能来看看", "万师傅")
    _writes(town, "打滑那台好了")
    assert town.ticket().status == "claimed"
    _writes(town, "另一台也好了")
    assert town.ticket().status == "closed"


def test_none_of_all_his_tickets_is_wanted_any_more(town: Town) -> None:
    town.request("求助 冲床离合器打滑")
    town.request("求助 电焊机不起弧")
    _writes(town, "都不用了")
    assert (town.ticket(1001).status, town.ticket(1002).status) == ("cancelled", "cancelled")


def test_one_is_cancelled_and_the_other_kept_and_no_third_opened(town: Town) -> None:
    town.request("求助 冲床离合器打滑")
    town.request("求助 电焊机不起弧")
    _writes(town, "电焊机的取消，冲床的还要")
    assert (town.ticket(1001).status, town.ticket(1002).status) == ("open", "cancelled")
    with town.engine.database.unit() as uow:
        assert tickets.by_no(uow, 1003) is None


def test_what_was_mended_is_not_how(town: Town) -> None:
    _held(town, "求助 空压机不上气", "老丁液压")
    town.says("老丁液压", "空压机修好了", EXPERTS)
    assert town.ticket().solution is None
    assert "丁长水说弄好了。" in town.heard(room=MEIYU)[-1]
