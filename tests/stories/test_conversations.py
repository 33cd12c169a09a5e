"""What people write to each other about a ticket, and whom the bot listens to."""

import pytest

from bot.channels.base import Incoming
from tests.conftest import EXPERTS, MEIYU, SALON, UNION, Town


def test_with_several_offers_and_no_number_the_bot_asks_which(town: Town) -> None:
    town.request()
    town.request("求助 另一副双色模的牙刷柄熔接线也发黑 求指点")
    both = [name for name in town.asked() if town.asked().count(name) > 1]
    assert both, "nobody was asked for both tickets"
    town.says(both[0], "接", EXPERTS)
    question = town.heard(room=EXPERTS)[-1]
    assert "1001" in question
    assert "1002" in question
    town.says(both[0], "1002", EXPERTS)
    assert town.ticket(1002).status == "claimed"
    assert town.ticket(1001).status == "open"


def test_a_no_to_one_of_two_is_no_answer_to_which_one(town: Town) -> None:
    town.request("求助 KUKA机器人零点丢了")
    town.request("求助 KUKA机器人码垛偏位")
    town.says("雷工机器人", "我接", EXPERTS)
    assert "哪一单" in town.heard(room=EXPERTS)[-1]
    town.says("雷工机器人", "1002 没空", EXPERTS)
    assert town.ticket(1002).status == "open"
    assert "declined" in town.changes(1002)
    town.says("雷工机器人", "1001", EXPERTS)
    assert town.ticket(1001).status == "claimed"


def test_a_quote_says_which_ticket(town: Town) -> None:
    town.request()
    town.request("求助 另一副双色模的牙刷柄熔接线也发黑 求指点")
    offer = next(
        f"b{index}"
        for index, each in enumerate(town.said, 1)
        if each.purpose == "offer" and "1001" in each.text
    )
    town.says("葛师傅修模", "我来", EXPERTS, quote=offer)
    assert town.ticket(1001).status == "claimed"
    assert town.ticket(1002).status == "open"


def test_a_quote_of_a_message_never_seen_does_no_harm(town: Town) -> None:
    town.request()
    town.says(town.asked()[0], "接", EXPERTS, quote="never-seen")
    assert town.ticket().status == "claimed"


def test_an_expert_who_was_not_asked_may_claim(town: Town) -> None:
    town.request()
    assert "老王车工" not in town.asked()
    town.says("老王车工", "1001 我接", EXPERTS)
    assert town.ticket().status == "claimed"


def test_a_release_asks_others_and_starts_the_clock_anew(town: Town) -> None:
    town.request()
    winner = town.asked()[0]
    town.says(winner, "接", EXPERTS)
    before = town.ticket().pickup_due
    town.later(600)
    town.says(winner, "1001 退单 临时要出差", EXPERTS)
    ticket = town.ticket()
    assert ticket.status == "open"
    assert before is not None
    assert ticket.pickup_due is not None
    assert ticket.pickup_due > before
    assert len(town.asked()) > 3
    assert winner not in town.asked()[3:]


def test_a_helper_joins_the_holder(town: Town) -> None:
    town.request()
    first, second, *_ = town.asked()
    town.says(first, "接", EXPERTS)
    town.says(second, "1001 加我一个", EXPERTS)
    assert "joined" in town.changes()
    assert any("1001" in said for said in town.heard(to=second))


def test_followups_reach_the_claimer_and_the_ticket(town: Town) -> None:
    town.request()
    winner = town.asked()[0]
    town.says(winner, "接", EXPERTS)
    town.says("澄屿小葛", "补充：材料是PP加纤 机器是海天160吨", MEIYU)
    town.later(12)
    assert "followup" in town.changes()
    assert "海天160吨" in town.heard(to=winner)[-1]


def test_asking_after_a_ticket_gets_the_own_state_only(town: Town) -> None:
    town.request()
    town.says("拾墨小顾", "1001号单怎么样了", MEIYU)
    town.later(12)
    assert "双色" not in town.heard(room=MEIYU)[-1]
    town.says("澄屿小葛", "那个问题怎么样了", MEIYU)
    town.later(12)
    assert town.heard(room=MEIYU)[-1].find("【1001】") >= 0


def test_a_cancel_before_and_after_the_claim_tells_those_concerned(town: Town) -> None:
    town.request()
    town.says("澄屿小葛", "不用了，自己弄好了", MEIYU)
    town.later(12)
    assert town.ticket().status == "cancelled"
    assert "已取消" in town.heard(room=EXPERTS)[-1]
    town.request("求助 另一副双色模的牙刷柄熔接线也发黑 求指点")
    town.says("葛师傅修模", "1002 接", EXPERTS)
    town.says("澄屿小葛", "1002不用来了 原厂来人了", MEIYU)
    town.later(12)
    assert town.ticket(1002).status == "cancelled"
    assert "取消" in town.heard(to="葛师傅修模")[-1]


def test_who_helps_is_told_of_a_cancel_too(town: Town) -> None:
    town.request()
    first, second, *_ = town.asked()
    town.says(first, "接", EXPERTS)
    town.says(second, "1001 加我一个", EXPERTS)
    town.says("澄屿小葛", "1001不用来了 原厂来人了", MEIYU)
    town.later(12)
    assert "不用去了" in town.heard(to=first)[-1]
    assert "不用去了" in town.heard(to=second)[-1]
    names = [each.name for nick in (first, second) for each in town.experts() if each.wechat_name == nick]
    assert town.heard(room=MEIYU)[-1] == f"【1001】已取消。已告诉{'、'.join(names)}不用来了。"


def test_after_one_gave_the_first_ticket_back_the_next_are_dispatched(town: Town) -> None:
    town.request()
    winner = town.asked()[0]
    town.says(winner, "接", EXPERTS)
    town.later(3 * 3600)
    town.says(winner, "1001退单，家里有事")
    assert len(town.asked()) > 3
    town.request("求助 另一副模的牙刷柄缩水 求指点")
    assert town.ticket(1002).status == "open"


def test_a_training_wish_goes_to_the_coordinator_without_a_clock(town: Town) -> None:
    town.says("澄屿小葛", "想请老师来厂里给六个学徒上几堂看图的课", MEIYU)
    town.later(12)
    ticket = town.ticket()
    assert (ticket.kind, ticket.pickup_due) == ("training", None)
    assert town.live_timers() == []
    assert town.asked() == []
    assert any("培训" in said for said in town.heard(room=UNION))


def test_an_expert_on_leave_or_full_is_not_asked(town: Town) -> None:
    town.request()
    away, *_ = town.asked()
    town.says(away, "这周出差 别派给我")
    town.says("澄屿小葛", "1001取消吧 自己弄好了", MEIYU)
    town.later(12)
    town.request("求助 双色模牙刷柄熔接线发黑 又来了 怎么调")
    town.later(300)
    asked_for_second = [
        name
        for each in town.said
        if each.purpose == "offer" and "1002" in each.text
        for name in each.mentions
    ]
    assert asked_for_second
    assert away not in asked_for_second


def test_coordinators_get_short_answers(town: Town) -> None:
    town.request()
    for question in ("还有哪些没人接", "1001什么情况", "葛林松手上几单", "今天来了几单", "这周平均多久接单"):
        town.says("立峰", question, UNION)
        answer = town.heard(room=UNION)[-1]
        assert len(answer.splitlines()) <= 7, answer
    assert "【1001】" in town.heard(room=UNION)[0]


def test_who_does_not_belong_is_refused_and_nothing_changes(town: Town) -> None:
    town.request()
    for who, text, room in (
        ("澄屿小葛", "@派单助手 1001 派给葛林松", MEIYU),
        ("老单", "把1001关掉", None),
        ("路人甲", "1001 取消", None),
        ("拾墨小顾", "1001 取消", MEIYU),
    ):
        town.says(who, text, room)
        town.later(12)
    assert town.ticket().status == "open"


def test_strangers_and_unknown_groups_get_nothing_they_should_not(town: Town) -> None:
    town.request()
    town.says("路人甲", "还有哪些没人接")
    assert all("双色" not in said for said in town.heard(to="路人甲"))
    town.says("路人甲", "求助 冲床坏了 停机", "没登记的群")
    town.later(12)
    assert town.heard(room="没登记的群") == []
    assert any("没登记的群" in said for said in town.heard(room=UNION))


def test_an_expert_claims_in_the_salon_group(town: Town) -> None:
    town.says("澄屿小葛", "求助 双色模熔接线发黑 怎么办", SALON)
    town.later(12)
    town.says(town.asked()[0], "我来", SALON)
    assert town.ticket().status == "claimed"


def test_a_claim_that_came_meanwhile_drops_a_nudge_not_yet_sent(town: Town) -> None:
    town.request()
    moment = town.engine.next_due()
    assert moment is not None
    town.now = moment
    while town.engine.run_due(town.now):
        pass  # the second wave is owed, not yet sent
    town.engine.receive(
        Incoming(message_id="p1", room=None, sender="葛师傅修模", text="1001 接", at=town.now), town.now
    )
    while town.engine.run_due(town.now):
        pass
    town._deliver()
    assert len(town.asked()) == 3


def test_a_coordinator_sends_an_expert_on_leave_and_brings_him_back(town: Town) -> None:
    town.request()
    first = town.asked()[0]
    name = next(each.name for each in town.experts() if each.wechat_name == first)
    town.says("立峰", f"{name}请假到周五", UNION)
    assert "到11月27日不派单。\n还没回话的1001，已另请别人。" in town.heard(room=UNION)[-1]
    town.says("澄屿小葛", "1001取消 自己弄好了", MEIYU)
    town.later(12)
    town.request("求助 双色模牙刷柄熔接线发黑 又来了 怎么调")
    assert first not in town.asked()[3:]
    town.says("立峰", f"{name}回来了 恢复派单", UNION)
    assert "又可以派单" in town.heard(room=UNION)[-1]


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("我请假到下周三", "到12月2日不派单"),
        ("出差到28号 别派给我", "到11月28日不派单"),
        ("请假到12月3号", "到12月3日不派单"),
        ("请假到2号", "到12月2日不派单"),
        ("这几天出差 下周一回来", "到11月30日不派单"),
        ("请假到40号", "先不派单"),
    ],
)
def test_a_leave_ends_when_it_was_said_to(town: Town, said: str, heard: str) -> None:
    town.says("葛师傅修模", said)
    assert heard in town.heard(to="葛师傅修模")[-1]


@pytest.mark.parametrize("said", ["老单请假到周五", "老单这周不在"])
def test_a_leave_told_of_a_colleague_is_nobodys(town: Town, said: str) -> None:
    town.says("葛师傅修模", said, EXPERTS)
    assert not any(each.away for each in town.experts())
    assert "老单的假要本人说一声" in town.heard(room=EXPERTS)[-1]
    town.says("老单", "老单请假到周五", EXPERTS)
    assert [each.wechat_name for each in town.experts() if each.away] == ["老单"]


def test_the_number_of_a_machine_is_no_tickets_number(town: Town) -> None:
    town.request("求助 3号冲床离合器打滑")
    town.says("根宝", "3号冲床我来", EXPERTS)
    assert town.ticket().status == "claimed"


def test_a_ticket_is_handed_on_to_a_nickname_without_its_picture(town: Town) -> None:
    town.request("求助 回流焊0402立碑很多")
    town.says("易工SMT", "1001 接", EXPERTS)
    town.says("易工SMT", "这单转给海阔天空，他更熟")
    assert town.heard(to="易工SMT")[-1] == "【1001】已经去问文海平了，答应之前还是你的单。"


def test_what_was_done_is_passed_on_without_saying_twice_that_it_is_done(town: Town) -> None:
    town.request()
    town.says("葛师傅修模", "接", EXPERTS)
    town.says("葛师傅修模", "1001 好了，换了镶件")
    assert "葛林松说弄好了：换了镶件\n" in town.heard(room=MEIYU)[-1]
    town.says("澄屿小葛", "好了，给4分，省了八千", MEIYU)
    town.later(12)
    assert (town.ticket().rating, town.ticket().saved_yuan) == (4, 8000)
    town.says("立峰", "澄屿这个月求助了几次", UNION)
    assert "1单" in town.heard(room=UNION)[-1]


def test_what_the_bot_does_not_do_by_message_it_says(town: Town) -> None:
    town.says("立峰", "案例库导出来", UNION)
    assert "不会做成表" in town.heard(room=UNION)[-1]
    town.says("立峰", "新增师傅 王建国 焊接 双桥", UNION)
    assert "工作簿" in town.heard(room=UNION)[-1]


def test_a_deadline_said_later_makes_the_ticket_more_urgent(town: Town) -> None:
    town.request()
    town.says("澄屿小葛", "周五前要交", MEIYU)
    town.later(12)
    ticket = town.ticket()
    assert (ticket.urgency, ticket.deadline) == ("urgent", "2026-11-27")


def test_when_the_expert_will_come_is_no_deadline(town: Town) -> None:
    town.request()
    town.says("澄屿小葛", "补充：周五下午门卫在，师傅周五来吗", MEIYU)
    town.later(12)
    assert town.ticket().deadline is None


def test_who_writes_his_own_tickets_number_asks_for_no_new_one(town: Town) -> None:
    town.request()
    town.says("立峰", "关闭1001", UNION)
    town.says("澄屿小葛", "1001怎么关了？模具还没弄呢", MEIYU)
    town.later(12)
    assert town.ticket().status == "open"
    assert "reopened" in town.changes()


def test_a_note_reaches_the_holder_without_the_order_to_note(town: Town) -> None:
    town.request()
    winner = town.asked()[0]
    town.says(winner, "接", EXPERTS)
    town.says("立峰", "1001备注一下：企业只有上午有人", UNION)
    assert town.heard(to=winner)[-1] == "【1001】工会备注：企业只有上午有人"


def test_an_expert_may_ask_what_he_has_in_hand(town: Town) -> None:
    town.request()
    winner = town.asked()[0]
    town.says(winner, "接", EXPERTS)
    town.says(winner, "我手上有几单")
    assert "【1001】" in town.heard(to=winner)[-1]
    assert town.asked()  # and he was not put on leave for asking
    assert not any(each.away for each in town.experts())


def test_a_coordinator_asks_who_is_on_leave_and_who_is_free(town: Town) -> None:
    away, free = town.experts()[:2]
    town.says(away.wechat_name, "这周出差 别派给我")
    town.says("立峰", "哪些师傅请假了", UNION)
    answer = town.heard(room=UNION)[-1]
    assert away.name in answer
    assert free.name not in answer
    town.says("立峰", "现在有几个师傅可以派", UNION)
    assert "117位" in town.heard(room=UNION)[-1]
    assert "手上都没有单\n" in town.heard(room=UNION)[-1]


@pytest.mark.parametrize(
    "words", ["师傅们，我们的产品表面有麻点，图发了", "这批外壳发白，照片在上面", "镀层起皮了，视频发群里了"]
)
def test_whoever_shows_a_fault_asks_for_help(town: Town, words: str) -> None:
    town.says("澄屿小葛", words, MEIYU)
    town.says("澄屿小葛", "", MEIYU, type="image", attachment="1-a.jpg")
    town.later(12)
    assert town.ticket().status == "open"
