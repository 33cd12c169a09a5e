"""What ended by mistake comes back: a cancelling, a "修好了" that was none, a hearsay "他们不要了"."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town


def _taken(town: Town) -> None:
    town.request("求助 空压机不上气")
    town.says("老丁液压", "1001 接", EXPERTS)


def _cancelled(town: Town) -> None:
    _taken(town)
    town.says("澄屿小葛", "不用了", MEIYU)
    town.later(60)
    assert town.ticket().status == "cancelled"


@pytest.mark.parametrize(
    "words",
    ["别取消，要的", "取消错了", "还是要麻烦师傅看一下", "还没好，接着派", "1001 还要办", "谁说取消的"],
)
def test_a_firm_takes_its_cancelling_back(town: Town, words: str) -> None:
    _cancelled(town)
    town.says("澄屿小葛", words, MEIYU)
    town.later(12)
    assert (town.ticket().status, town.ticket().expert_id is not None) == ("in_progress", True)
    assert town.heard(room=MEIYU)[-1] == "【1001】重开了，已通知丁长水再联系你。"
    assert town.heard(to="老丁液压")[-1].startswith(f"【1001】澄屿模塑的单没有取消，还要办：{words}")


def test_what_nobody_had_is_put_on_offer_again(town: Town) -> None:
    town.request("求助 空压机不上气")
    town.says("澄屿小葛", "不用了", MEIYU)
    town.later(60)
    town.says("A澄屿生产部", "取消错了", MEIYU)
    town.later(12)
    assert town.ticket().status == "open"
    assert "重开了，正在请3位师傅" in town.heard(room=MEIYU)[-1]
    town.says(town.asked()[-1], "1001 接", EXPERTS)
    assert town.ticket().status == "claimed"


def test_a_day_later_only_words_about_the_cancelling_bring_it_back(town: Town) -> None:
    _cancelled(town)
    town.later(24 * 3600)
    town.says("澄屿小葛", "还是要的", MEIYU)
    town.later(12)
    assert town.ticket().status == "cancelled"
    town.says("澄屿小葛", "上次取消错了", MEIYU)
    town.later(12)
    assert town.ticket().status == "in_progress"


def test_what_is_said_to_others_brings_nothing_back(town: Town) -> None:
    _cancelled(town)
    town.says("春燕@拾墨", "盒饭要订吗", MEIYU)
    town.says("澄屿小葛", "要的", MEIYU)
    town.says("春燕@拾墨", "取消错了", MEIYU)
    town.later(12)
    assert town.ticket().status == "cancelled"


def test_taking_back_a_cancelling_cancels_no_other_ticket(town: Town) -> None:
    _cancelled(town)
    town.request("求助 注塑机料筒温度上不去")
    town.says("澄屿小葛", "空压机那个取消错了", MEIYU)
    town.later(12)
    assert (town.ticket(1001).status, town.ticket(1002).status) == ("in_progress", "open")


def test_who_cancelled_in_the_union_hears_that_the_firm_wants_it(town: Town) -> None:
    _taken(town)
    town.says("立峰", "取消1001", UNION)
    assert town.heard(room=MEIYU)[-1].endswith("还要办就回“1001 还要办”。")
    town.says("澄屿小葛", "1001 还要办", MEIYU)
    town.later(12)
    assert town.ticket().status == "in_progress"
    assert town.heard(room=UNION)[-1] == "【1001】澄屿模塑说还要办，已恢复：空压机不上气。"


@pytest.mark.parametrize("words", ["恢复1001", "1001重新开", "1001取消错了", "不要取消1001"])
def test_a_coordinator_opens_a_cancelled_ticket_again(town: Town, words: str) -> None:
    _cancelled(town)
    town.says("立峰", words, UNION)
    assert town.ticket().status == "in_progress"
    assert town.heard(room=UNION)[-1] == "@立峰 【1001】已重新开，还是丁长水。"
    assert town.heard(to="老丁液压")[-1].startswith("【1001】工会重新开了这单：空压机不上气")
    assert town.heard(room=MEIYU)[-1] == "【1001】重开了，已通知丁长水再联系你。"


def test_a_coordinator_who_has_just_cancelled_needs_no_number(town: Town) -> None:
    _taken(town)
    town.says("立峰", "取消1001", UNION)
    town.says("立峰", "取消错了", UNION)
    assert town.ticket().status == "in_progress"
    town.says("立峰", "恢复1001", UNION)
    assert town.heard(room=UNION)[-1] == "@立峰 【1001】没有结也没有取消，处理中。"


def test_a_coordinator_gives_a_cancelled_ticket_to_somebody_else(town: Town) -> None:
    _cancelled(town)
    town.says("立峰", "1001重新派", UNION)
    assert (town.ticket().status, town.ticket().expert_id) == ("open", None)
    assert "重开了，正在请" in town.heard(room=MEIYU)[-1]
    town.says("立峰", "取消1001", UNION)
    asked = len(town.asked())
    town.says("立峰", "把1001派给老单", UNION)
    assert town.ticket().status == "claimed"
    assert "工会派给单国良了" in town.heard(room=MEIYU)[-1]
    assert len(town.asked()) == asked


def test_what_an_expert_called_mended_is_given_to_another(town: Town) -> None:
    _taken(town)
    town.says("老丁液压", "修好了", EXPERTS)
    town.says("立峰", "1001派给老单", UNION)
    assert town.ticket().status == "claimed"
    assert "改派给单国良" in town.heard(to="老丁液压")[-1]


def test_a_coordinator_hears_how_a_closed_ticket_is_opened(town: Town) -> None:
    _taken(town)
    town.says("立峰", "关闭1001", UNION)
    town.says("立峰", "1001派给老单", UNION)
    assert town.heard(room=UNION)[-1] == "@立峰 【1001】已结单。还要办就回“1001 重新开”。"
    town.says("立峰", "1001 重新开", UNION)
    assert town.ticket().status == "in_progress"


@pytest.mark.parametrize("words", ["师傅都没来过", "人都没来", "没人来修过", "哪里好了"])
def test_a_firm_denies_that_it_was_mended(town: Town, words: str) -> None:
    _taken(town)
    town.says("老丁液压", "修好了", EXPERTS)
    town.says("澄屿小葛", words, MEIYU)
    town.later(12)
    assert town.ticket().status == "in_progress"
    assert f"说还没好：{words}" in town.heard(to="老丁液压")[-1]
    assert town.heard(room=MEIYU)[-1] == "【1001】重开了，已通知丁长水再联系你。"


def test_nobody_came_is_no_denial_while_he_is_awaited(town: Town) -> None:
    _taken(town)
    town.says("澄屿小葛", "人都没来", MEIYU)
    town.later(12)
    assert town.ticket().status == "claimed"
    town.says("澄屿小葛", "哪里好了", MEIYU)
    town.later(12)
    assert town.ticket().status == "claimed"


@pytest.mark.parametrize("words", ["哦哦看错了，不是这单", "说错了还没修好", "点错了", "1001 还没修好"])
def test_an_expert_takes_back_that_it_is_mended(town: Town, words: str) -> None:
    _taken(town)
    town.says("老丁液压", "修好了", EXPERTS)
    town.says("老丁液压", words, EXPERTS)
    assert town.ticket().status == "in_progress"
    assert town.heard(room=MEIYU)[-1] == "【1001】丁长水说刚才弄错了，还没修好，接着办。"
    assert town.heard(room=EXPERTS)[-1] == "@老丁液压 【1001】好的，不算修好，还是你的单。"
    assert town.live_timers() == ["stalled"]


def test_he_meant_another_of_his_tickets(town: Town) -> None:
    _taken(town)
    town.request("求助 注塑机料筒温度上不去")
    town.says("老陈注塑", "1002 接", EXPERTS)
    town.says("老陈注塑", "1001修好了", EXPERTS)
    assert town.ticket().status == "claimed"  # it is another's
    town.says("老丁液压", "退单", EXPERTS)
    town.says("老陈注塑", "1001修好了", EXPERTS)
    town.says("老陈注塑", "是", EXPERTS)  # nobody had asked him, so he was asked whether it was he
    assert town.ticket().status == "resolved"
    town.says("老陈注塑", "看错了，不是这单，是1002", EXPERTS)
    assert (town.ticket(1001).status, town.ticket(1002).status) == ("open", "resolved")
    assert "没修过这单，正在请" in town.heard(room=MEIYU)[-2]


def test_a_slip_after_the_firm_has_confirmed_changes_nothing(town: Town) -> None:
    _taken(town)
    town.says("老丁液压", "修好了", EXPERTS)
    town.says("澄屿小葛", "好了，5分", MEIYU)
    town.later(12)
    town.says("老丁液压", "发错了", EXPERTS)
    assert town.ticket().status == "closed"


@pytest.mark.parametrize(
    "words", ["他们不要了，取消吧", "企业说不用了", "他们自己修好了，不用去了", "1001取消"]
)
def test_the_firm_itself_says_whether_it_withdraws(town: Town, words: str) -> None:
    _taken(town)
    town.says("老丁液压", words, EXPERTS)
    assert town.ticket().status == "claimed"
    asked = "@澄屿小葛 【1001】丁长水说你们不用人去了。是的话回“是”，我就取消；还要办回“还要”。"
    assert town.heard(room=MEIYU)[-1] == asked
    assert "回话前还是你的单" in town.heard(room=EXPERTS)[-1]
    town.says("A澄屿生产部", "是的", MEIYU)
    town.later(12)
    assert town.ticket().status == "cancelled"
    assert town.heard(to="老丁液压")[-1] == "【1001】澄屿模塑的单取消了，不用去了。"


@pytest.mark.parametrize(
    ("words", "status"), [("对", "cancelled"), ("不用了", "cancelled"), ("嗯", "cancelled")]
)
def test_yes_to_that_cancels(town: Town, words: str, status: str) -> None:
    _taken(town)
    town.request("求助 注塑机料筒温度上不去")
    town.says("老丁液压", "他们不要了，取消吧", EXPERTS)
    town.says("澄屿小葛", words, MEIYU)
    town.later(12)
    assert (town.ticket(1001).status, town.ticket(1002).status) == (status, "open")


@pytest.mark.parametrize("words", ["还要", "没有啊，还要的", "没说不要啊", "别取消"])
def test_a_firm_that_does_not_withdraw_keeps_its_expert(town: Town, words: str) -> None:
    _taken(town)
    town.says("老丁液压", "企业说不用了", EXPERTS)
    town.says("澄屿小葛", words, MEIYU)
    town.later(12)
    assert town.ticket().status == "claimed"
    assert town.heard(room=MEIYU)[-1] == "【1001】好的，还是丁长水。"
    assert town.heard(to="老丁液压")[-1].startswith(f"【1001】澄屿模塑说还要办：{words}")


def test_who_does_not_want_himself_gives_it_back(town: Town) -> None:
    _taken(town)
    town.says("老丁液压", "1001企业说不用我了 退掉", EXPERTS)
    assert town.ticket().status == "open"


def test_hearsay_about_anothers_ticket_is_nobodys_business(town: Town) -> None:
    _taken(town)
    before = len(town.said)
    town.says("老单", "他们不要了，取消吧", EXPERTS)
    assert (town.ticket().status, len(town.said)) == ("claimed", before)


def test_a_wish_for_training_goes_to_the_union_again(town: Town) -> None:
    town.request("想请老师来厂里给新员工讲讲注塑调机")
    assert town.ticket().kind == "training"
    town.says("澄屿小葛", "不用了", MEIYU)
    town.later(60)
    town.says("澄屿小葛", "取消错了", MEIYU)
    town.later(12)
    assert town.ticket().status == "open"
    assert town.asked() == []
    assert "培训需求记下了" in town.heard(room=MEIYU)[-1]


def test_the_same_trouble_just_after_cancelling_is_the_same_ticket(town: Town) -> None:
    town.request("冲床离合器打滑，谁能来看看")
    town.says("澄屿小葛", "不用了，是气压低", MEIYU)
    town.later(60)
    town.says("澄屿小葛", "还是打滑，麻烦派个人", MEIYU)
    town.later(12)
    assert town.ticket().status == "open"
    assert "【1001】重开了" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize(
    "words", ["师傅先别来了，等我们停机了再说", "先不修了，明天再说", "今天先不弄，改天再约"]
)
def test_who_is_to_come_later_keeps_the_ticket(town: Town, words: str) -> None:
    _taken(town)
    town.says("澄屿小葛", words, MEIYU)
    town.later(12)
    assert town.ticket().status == "claimed"
    assert town.heard(to="老丁液压")[-1].startswith(f"【1001】澄屿模塑说先不用去：{words}")
    assert "已告诉丁长水先不来" in town.heard(room=MEIYU)[-1]
    town.says("澄屿小葛", "可以来了", MEIYU)
    town.later(12)
    assert town.ticket().status == "claimed"
    assert "还要办：可以来了" in town.heard(to="老丁液压")[-1]


@pytest.mark.parametrize("words", ["好了一半", "基本好了，还有点响", "好点了，没全好"])
def test_half_mended_is_not_mended(town: Town, words: str) -> None:
    _taken(town)
    town.says("老丁液压", "修好了", EXPERTS)
    town.says("澄屿小葛", words, MEIYU)
    town.later(12)
    assert town.ticket().status == "in_progress"
    assert f"说还没好：{words}" in town.heard(to="老丁液压")[-1]


def test_a_typed_withdrawal_cancels_and_may_be_taken_back(town: Town) -> None:
    town.request("求助 空压机不上气")
    town.says("澄屿小葛", "撤回", MEIYU)
    town.later(12)
    assert town.ticket().status == "cancelled"
    town.says("澄屿小葛", "不是不是，不撤", MEIYU)
    town.later(12)
    assert town.ticket().status == "open"


def test_a_coordinator_names_the_cancelled_ticket_by_its_trouble(town: Town) -> None:
    _taken(town)
    town.request("求助 电焊机不起弧")
    town.says("立峰", "空压机那单取消", UNION)
    town.says("立峰", "1002 取消", UNION)
    town.says("立峰", "空压机那单恢复", UNION)
    assert (town.ticket(1001).status, town.ticket(1002).status) == ("in_progress", "cancelled")


@pytest.mark.parametrize("words", ["我还没修呢", "1001怎么取消了，我都到了"])
def test_an_expert_whose_ticket_was_taken_from_under_his_hands_is_heard(town: Town, words: str) -> None:
    _taken(town)
    town.later(60)
    town.says("立峰", "取消1001", UNION)
    town.says("老丁液压", words, EXPERTS)
    assert town.ticket().status == "cancelled"
    assert f"丁长水说：“{words}”\n还要办就回“1001 重新开”。" in town.heard(room=UNION)[-1]
    assert town.heard(room=EXPERTS)[-1] == "@老丁液压 【1001】已取消，你的话已转给工会协调员。"


def test_hours_later_an_expert_says_that_it_was_not_mended(town: Town) -> None:
    _taken(town)
    town.says("老丁液压", "弄好了，换了滤芯", EXPERTS)
    town.later(2 * 3600)
    town.says("老丁液压", "刚才那单没弄好，他们又打电话来了，我再去一趟", EXPERTS)
    assert (town.ticket().status, town.ticket().solution) == ("in_progress", None)


def test_try_it_and_it_does_not_work(town: Town) -> None:
    _taken(town)
    town.says("老丁液压", "好了 你们试试", EXPERTS)
    assert town.ticket().status == "resolved"
    town.says("澄屿小葛", "试了 不行", MEIYU)
    town.later(12)
    assert town.ticket().status == "in_progress"


def test_what_cannot_be_mended_is_not_mended(town: Town) -> None:
    _taken(town)
    town.says("老丁液压", "去看过了，修不好，他们自己联系厂家了", EXPERTS)
    assert town.ticket().status == "claimed"
    assert "是的话回“是”，我就取消" in town.heard(room=MEIYU)[-1]


def test_who_cancels_what_is_cancelled_hears_so(town: Town) -> None:
    _cancelled(town)
    town.says("澄屿小葛", "取消1001", MEIYU)
    town.later(12)
    assert town.heard(room=MEIYU)[-1] == "@澄屿小葛 【1001】空压机不上气：已取消。"
    town.says("澄屿小葛", "取消")
    town.later(12)
    assert "眼下没有在办的单" in town.heard(to="澄屿小葛")[-1]


def test_an_expert_without_a_ticket_hears_so_in_private(town: Town) -> None:
    town.says("老单", "修好了")
    assert "你手上眼下没有在办的单" in town.heard(to="老单")[-1]


@pytest.mark.parametrize("words", ["又开始漏了！", "又不上气了", "怎么又来了，还是不上气", "又不行了"])
def test_what_had_gone_by_itself_and_comes_back_is_the_same_ticket(town: Town, words: str) -> None:
    town.request("求助 空压机不上气")
    town.says("澄屿小葛", "自己弄好了", MEIYU)
    town.later(7200)
    town.says("澄屿小葛", words, MEIYU)
    town.later(12)
    assert (town.ticket().status, town.unanswered()) == ("open", 0)
    assert "重开了" in town.heard(room=MEIYU)[-1]


def test_another_machine_that_fails_after_it_is_another_ticket(town: Town) -> None:
    town.request("求助 空压机不上气")
    town.says("澄屿小葛", "自己弄好了", MEIYU)
    town.later(7200)
    town.says("澄屿小葛", "冲床又不行了", MEIYU)
    town.later(12)
    assert (town.ticket().status, town.ticket(1002).status) == ("cancelled", "open")
