"""What an enterprise says after its request is heard: another expert, still not mended, several at once."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

FIRM = "澄屿小葛"


def _claimed(town: Town) -> str:
    town.request()
    holder = town.asked()[0]
    town.says(holder, "接", EXPERTS)
    town.later(600)
    return holder


def _says(town: Town, text: str) -> None:
    town.says(FIRM, text, MEIYU)
    town.later(12)


@pytest.mark.parametrize(
    "text",
    [
        "车床主轴异响，另外注塑机料筒温度上不去",
        "车床主轴响得厉害，还有注塑机料筒温度上不去，求师傅",
        "车床主轴异响 注塑机料筒温度也上不去",
    ],
)
def test_troubles_of_two_machines_in_one_message_are_two_tickets(town: Town, text: str) -> None:
    _says(town, text)
    assert "主轴" in town.ticket(1001).body
    assert "料筒" in town.ticket(1002).body
    assert "料筒" not in town.ticket(1001).body
    assert {town.ticket(1001).category, town.ticket(1002).category} == {"equipment", "injection"}


def test_what_one_machine_does_to_another_is_one_trouble(town: Town) -> None:
    _says(town, "求助 空压机压力上不去，冲床离合器就打滑")
    assert "冲床" in town.ticket(1001).body


@pytest.mark.parametrize(
    "text",
    [
        "不要涛哥，换一个师傅",
        "能不能换个人",
        "这个师傅不行，换一个吧",
        "师傅态度不好 能换一位吗",
        "这师傅联系不上，另外派一个",
        "能给换个有经验的吗",
    ],
)
def test_who_wants_another_expert_is_heard_and_a_coordinator_decides(town: Town, text: str) -> None:
    holder = _claimed(town)
    before = len(town.heard(to=holder))
    _says(town, text)
    assert town.ticket().status == "claimed"
    assert "协调员" in town.heard(room=MEIYU)[-1]
    asked = town.heard(room=UNION)[-1]
    assert text in asked
    assert "1001 换人" in asked
    assert len(town.heard(to=holder)) == before, "complaints are not for him to read"


def test_a_coordinator_has_others_asked_and_the_former_holder_no_more(town: Town) -> None:
    holder = _claimed(town)
    _says(town, "能不能换个人")
    earlier = len(town.asked())
    town.says("总工会屠佳怡", "1001 换人", UNION)
    assert town.ticket().status == "open"
    assert len(town.asked()) > earlier
    assert holder not in town.asked()[earlier:]
    assert "不用你管了" in town.heard(to=holder)[-1]
    assert "另请师傅" in town.heard(room=MEIYU)[-1]
    town.says(town.asked()[-1], "1001 接", EXPERTS)
    assert town.ticket().status == "claimed"


def test_who_took_it_unasked_is_not_asked_after_he_was_replaced(town: Town) -> None:
    town.request()
    town.says("葛师傅修模", "1001 我接", EXPERTS)
    earlier = len(town.asked())
    town.says("总工会屠佳怡", "1001 重新找人", UNION)
    town.later(240)
    assert "葛师傅修模" not in town.asked()[earlier:]


def test_the_one_not_wanted_is_not_the_one_assigned(town: Town) -> None:
    _claimed(town)
    town.says("总工会屠佳怡", "1001 不要老单了，换葛林松", UNION)
    assert "葛林松" in town.heard(room=UNION)[-1]
    assert "改派给葛林松" in town.heard(to="老单")[-1]


@pytest.mark.parametrize("text", ["换了个轴承还是老样子", "不用换人", "师傅换了个油封"])
def test_parts_are_changed_too(town: Town, text: str) -> None:
    _claimed(town)
    _says(town, text)
    assert not any("想换一位" in each for each in town.heard(room=UNION))


@pytest.mark.parametrize("text", ["没有修好", "还是不行", "又坏了", "师傅走了还是没好", "修了跟没修一样"])
def test_still_not_mended_while_somebody_has_it(town: Town, text: str) -> None:
    holder = _claimed(town)
    _says(town, text)
    assert text in town.heard(to=holder)[-1]
    assert "1001" in town.heard(room=MEIYU)[-1]
    assert town.ticket().status == "claimed"


def test_broken_again_after_the_closing(town: Town) -> None:
    holder = _claimed(town)
    town.says(holder, "修好了，加了排气槽", EXPERTS)
    _says(town, "好了，5分")
    town.later(86400)
    _says(town, "又坏了")
    assert town.ticket().status == "in_progress"
    assert "又坏了" in town.heard(to=holder)[-1]


def test_another_expert_after_he_said_it_is_done(town: Town) -> None:
    holder = _claimed(town)
    town.says(holder, "修好了", EXPERTS)
    _says(town, "没修好，换个师傅")
    assert town.ticket().status == "in_progress"
    assert "想换一位" in town.heard(room=UNION)[-1]


def test_what_is_in_hand_comes_before_what_is_closed(town: Town) -> None:
    holder = _claimed(town)
    town.says(holder, "修好了，加了排气槽", EXPERTS)
    _says(town, "好了，5分")
    _says(town, "求助 空压机压力上不去")
    town.says("蒲工", "1002 接", EXPERTS)
    town.later(3600)
    _says(town, "还是不行")
    assert town.ticket(1001).status == "closed"
    assert "还是不行" in town.heard(to="蒲工")[-1]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("1001好了5分，1002没好", "closed", "claimed"),
        ("【1001】好了【1002】还是不行", "closed", "claimed"),
        ("1001、1002都好了，5分", "closed", "closed"),
        ("1001修好了 5分；1002不用来了", "closed", "cancelled"),
    ],
)
def test_what_is_said_of_two_tickets_is_done_for_both(town: Town, text: str, first: str, second: str) -> None:
    _claimed(town)
    _says(town, "求助 空压机压力上不去")
    town.says("蒲工", "1002 接", EXPERTS)
    _says(town, text)
    assert (town.ticket(1001).status, town.ticket(1002).status) == (first, second)
    assert any("【1002】" in each for each in town.heard(room=MEIYU)[-2:])


def test_a_coordinator_orders_two_things_at_once(town: Town) -> None:
    _claimed(town)
    _says(town, "求助 空压机压力上不去")
    town.says("总工会屠佳怡", "1001关闭，1002派给葛林松", UNION)
    assert town.ticket(1001).status == "closed"
    assert town.ticket(1002).status == "claimed"


def test_a_note_that_speaks_of_another_ticket_is_one_note(town: Town) -> None:
    _claimed(town)
    _says(town, "求助 空压机压力上不去")
    town.says("总工会屠佳怡", "1001 备注：厂里停电，1002也一起等", UNION)
    assert "noted" in town.changes(1001)
    assert "noted" not in town.changes(1002)


@pytest.mark.parametrize("text", ["师傅什么时候来", "多久能到", "怎么样了"])
def test_a_question_reaches_who_has_the_ticket(town: Town, text: str) -> None:
    holder = _claimed(town)
    _says(town, text)
    assert f"澄屿模塑问：{text}" in town.heard(to=holder)[-1]
    assert "已转过去" in town.heard(room=MEIYU)[-1]
    said = len(town.heard(to=holder))
    _says(town, "到哪了")
    assert len(town.heard(to=holder)) == said, "he has just been asked"


@pytest.mark.parametrize("text", ["电话多少", "师傅电话给我一下", "师傅电话打不通"])
def test_who_asks_for_the_experts_phone_is_rung(town: Town, text: str) -> None:
    holder = _claimed(town)
    _says(town, text)
    told = "已请师傅打给你" if "打不通" in text else "电话不在群里发"
    assert told in town.heard(room=MEIYU)[-1]
    assert text in town.heard(to=holder)[-1]


@pytest.mark.parametrize("text", ["派的谁", "师傅贵姓", "谁来"])
def test_who_asks_for_the_experts_name_is_told(town: Town, text: str) -> None:
    holder = _claimed(town)
    said = len(town.heard(to=holder))
    _says(town, text)
    assert "单国良" in town.heard(room=MEIYU)[-1]
    assert len(town.heard(to=holder)) == said


@pytest.mark.parametrize("text", ["谢谢师傅", "辛苦师傅了", "好的谢谢", "收到"])
def test_thanks_are_answered_by_silence(town: Town, text: str) -> None:
    _claimed(town)
    said = len(town.said)
    _says(town, text)
    assert len(town.said) == said


def test_that_the_expert_has_left_does_not_close_the_ticket(town: Town) -> None:
    _claimed(town)
    _says(town, "师傅走了")
    assert town.ticket().status == "claimed"


def test_who_is_in_no_roster_is_helped_and_asked_for_his_firm(town: Town) -> None:
    town.says("张三", "我们厂冲床离合器打滑了，求师傅", MEIYU)
    town.later(12)
    assert "哪家企业" in town.heard(room=MEIYU)[-1]
    winner = town.asked()[0]
    town.says(winner, "接", EXPERTS)
    town.says("张三", "宏达五金厂 老李 13812345678", MEIYU)
    town.later(12)
    assert "13812345678" in town.heard(to=winner)[-1]
    assert not any("13812345678" in each.text for each in town.said if each.room is not None)


def test_a_strangers_next_trouble_is_no_answer_to_whose_it_is(town: Town) -> None:
    town.says("张三", "我们厂冲床离合器打滑了，求师傅", MEIYU)
    town.later(12)
    town.says("张三", "宏达五金厂的空压机也漏气了，求师傅", MEIYU)
    town.later(12)
    assert "空压机" in town.ticket(1002).title


def test_a_picture_alone_is_asked_about_once(town: Town) -> None:
    town.says(FIRM, "", MEIYU, type="image", attachment="a.jpg")
    town.later(600)
    (question,) = town.heard(room=MEIYU)
    assert question.startswith(f"@{FIRM} 这张图")
    _says(town, "注塑件边上有毛边 求师傅")
    assert town.messages() == ["m1", "m2"], "the picture belongs to it"
    town.says("应总监", "", MEIYU, type="image", attachment="b.jpg")
    town.later(60)
    town.says("应总监", "午饭", MEIYU)
    town.later(600)
    assert sum("这张图" in each for each in town.heard(room=MEIYU)) == 1


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("机床报警了 求师傅", "就是那台CNC 414报警 谁来看看"),
        ("CNC 414报警 谁来看看", "机床报警了 求师傅"),
        ("机器坏了 求师傅来看看", "冲床离合器打滑了，谁来看看"),
        ("注塑机漏油 求师傅", "就是那台海天的，油管接头裂了，求师傅"),
    ],
)
def test_two_colleagues_telling_of_the_same_are_one_ticket(town: Town, first: str, then: str) -> None:
    town.says("驰砺设备科老计", first, MEIYU)
    town.later(40)
    town.says("驰砺品质小樊", then, MEIYU)
    town.later(40)
    assert {"merged", "followup"} & set(town.changes())
    assert then in town.ticket().body
    assert town.ticket().title not in ("机床报警了", "机器坏了")
    _says(town, "求助 双色模牙刷柄熔接线发黑")
    assert "熔接线" in town.ticket(1002).title


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("机床报警了 求师傅", "注塑机漏油了 求师傅"),
        ("三号机报警 求师傅", "五号机报警了 求师傅"),
        ("冲床离合器打滑 求助", "另外一台冲床也打滑 求助"),
    ],
)
def test_two_colleagues_with_troubles_of_their_own_are_two_tickets(town: Town, first: str, then: str) -> None:
    town.says("驰砺设备科老计", first, MEIYU)
    town.later(40)
    town.says("驰砺品质小樊", then, MEIYU)
    town.later(40)
    assert town.ticket(1002).requester == "驰砺品质小樊"


def test_what_a_coordinator_reports_for_a_firm_is_answered_in_its_group(town: Town) -> None:
    town.says("总工会屠佳怡", "帮澄屿模塑报一下，他们注塑机料筒温度上不去", UNION)
    assert town.heard(room=MEIYU)[-1].startswith(f"@{FIRM} @A澄屿生产部 工会屠佳怡替你们报了一单")
    _says(town, "海天160吨的")
    assert "160吨" in town.ticket().body
    winner = town.asked()[0]
    town.says(winner, "接", EXPERTS)
    assert "接了" in town.heard(room=MEIYU)[-1]
    assert "接了" in town.heard(room=UNION)[-1]
    town.says(winner, "修好了，换了加热圈", EXPERTS)
    assert "好了就回" in town.heard(room=MEIYU)[-1]
    _says(town, "好了，5分")
    assert (town.ticket().status, town.ticket().rating) == ("closed", 5)
    assert "结单" in town.heard(room=UNION)[-1]


def test_a_firm_named_later_hears_of_it_then(town: Town) -> None:
    town.says("总工会屠佳怡", "帮双桥那边某某公司报一下，车床主轴异响", UNION)
    assert not town.heard(room="双桥企业服务群")
    town.says("总工会屠佳怡", "蔚桐塑模厂", UNION)
    assert "替你们报了一单" in town.heard(room="双桥企业服务群")[-1]
    assert "车床主轴异响：正在找师傅" in town.heard(room="双桥企业服务群")[-1]


def test_a_coordinator_in_the_firms_own_group_is_answered_there_once(town: Town) -> None:
    town.says("总工会屠佳怡", "澄屿模塑的注塑机料筒温度上不去，帮忙找个师傅", MEIYU)
    town.later(12)
    assert sum("【1001】" in each for each in town.heard(room=MEIYU)) == 1


def test_both_are_good_closes_both(town: Town) -> None:
    _claimed(town)
    _says(town, "求助 空压机压力上不去")
    town.says("蒲工", "1002 接", EXPERTS)
    town.later(600)
    _says(town, "都好了，5分")
    assert [(town.ticket(no).status, town.ticket(no).rating) for no in (1001, 1002)] == [("closed", 5)] * 2


def test_a_score_that_may_be_for_either_of_two_is_asked_about_once(town: Town) -> None:
    _claimed(town)
    _says(town, "求助 空压机压力上不去")
    town.says("蒲工", "1002 接", EXPERTS)
    town.later(3600)
    _says(town, "好了，5分")
    assert sum("哪一单" in each for each in town.heard(room=MEIYU)) == 1
    _says(town, "1002")
    assert (town.ticket(1001).status, town.ticket(1002).status) == ("claimed", "closed")


@pytest.mark.parametrize("text", ["算了不用换了", "不换了", "还是他来吧"])
def test_who_takes_his_wish_for_another_back_keeps_the_ticket(town: Town, text: str) -> None:
    _claimed(town)
    _says(town, "换个师傅吧")
    _says(town, text)
    assert town.ticket().status == "claimed"
    assert "好的，还是单国良" in town.heard(room=MEIYU)[-1]
    assert "不用换师傅了" in town.heard(room=UNION)[-1]


def test_still_not_mended_before_anybody_came_is_told_how_it_stands(town: Town) -> None:
    town.request()
    town.later(60)
    _says(town, "还是不行")
    assert "正在找师傅" in town.heard(room=MEIYU)[-1]


def _lamp(town: Town) -> None:
    town.says("霁明工程阿凯", "求助 LED台灯老是闪，换了电源也不行", MEIYU)
    town.later(3600)


@pytest.mark.parametrize(
    "text", ["换过了还是闪", "灯珠换过了还是闪啊", "没换，还是原来那批灯珠", "换了个新的驱动电源，灯还是闪"]
)
def test_what_was_tried_and_did_not_help_belongs_to_the_ticket(town: Town, text: str) -> None:
    _lamp(town)
    town.says("霁明工程阿凯", text, MEIYU)
    town.later(12)
    assert text in town.ticket().body
    holder = town.asked()[0]
    town.says(holder, "1001 接", "工匠帮帮团专家二群（机电综合）")
    town.later(600)
    town.says("霁明工程阿凯", text, MEIYU)
    town.later(12)
    assert text in town.heard(to=holder)[-1]
    assert town.messages()[-1] == "m4", "no second ticket"


def test_what_is_still_wrong_with_another_machine_is_another_ticket(town: Town) -> None:
    _lamp(town)
    town.says("霁明工程阿凯", "空压机换了滤芯压力还是上不去", MEIYU)
    town.later(12)
    assert "空压机" in town.ticket(1002).title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("写错了，是折弯机漏油", "折弯机漏油"),
        ("说错了 是冲床", "冲床漏油了"),
        ("打错了，是模温机漏水", "模温机漏水"),
    ],
)
def test_a_slip_is_put_right_and_said_so(town: Town, text: str, title: str) -> None:
    _says(town, "剪板机漏油了 求师傅")
    _says(town, text)
    assert town.ticket().title == title
    assert town.heard(room=MEIYU)[-1] == f"【1001】改成“{title}”了。"
    _says(town, "求助 双色模牙刷柄熔接线发黑")
    assert "熔接线" in town.ticket(1002).title


def test_who_has_it_reads_the_slip_put_right(town: Town) -> None:
    holder = _claimed(town)
    _says(town, "写错了，是冲床离合器打滑")
    assert "已告诉单国良" in town.heard(room=MEIYU)[-1]
    assert "冲床离合器打滑" in town.heard(to=holder)[-1]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("空压机压力上不去，谁来看看", "空压机打不起压了，求师傅看看"),
        ("点焊机打不出火，急", "点焊机又坏了，产品全报废，帮忙派师傅"),
        ("行车吊不起来了 求师傅", "行车不动了 谁会修"),
    ],
)
def test_two_colleagues_on_the_one_machine_are_one_ticket(town: Town, first: str, then: str) -> None:
    town.says("驰砺设备科老计", first, MEIYU)
    town.later(40)
    town.says("驰砺品质小樊", then, MEIYU)
    town.later(40)
    assert "merged" in town.changes()
    assert then[:6] in town.ticket().body, "what the second one tells is for the expert too"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("注塑机飞边 求师傅", "注塑机银纹怎么办 求师傅"),
        ("冲床离合器打滑 求师傅", "行车吊不起来了 求师傅"),
    ],
)
def test_two_colleagues_on_two_things_are_two_tickets(town: Town, first: str, then: str) -> None:
    town.says("驰砺设备科老计", first, MEIYU)
    town.later(40)
    town.says("驰砺品质小樊", then, MEIYU)
    town.later(40)
    assert town.ticket(1002).requester == "驰砺品质小樊"


@pytest.mark.parametrize("text", ["折弯机漏油，明天看也行", "冲床坏了，明天来看也行，不急"])
def test_a_day_that_will_do_too_is_no_deadline(town: Town, text: str) -> None:
    _says(town, text)
    assert (town.ticket().urgency, town.ticket().deadline) == ("normal", None)


def test_a_deadline_stays_one_however_politely_it_is_put(town: Town) -> None:
    _says(town, "冲床坏了，明天就要交货，方便的话来看看")
    assert (town.ticket().urgency, town.ticket().deadline) == ("critical", "2026-11-24")
