"""Talk as it comes in a group: in bits, at once, a picture apart from its words, colleagues joining in."""

from tests.conftest import EXPERTS, MEIYU, SALON, Town


def test_two_firms_talking_at_once_get_a_ticket_each_and_the_chatterer_none(town: Town) -> None:
    for who, text in (
        ("澄屿小葛", "各位师傅 求助"),
        ("铁杉-玲玲", "早上好"),
        ("驰砺设备科老计", "我们200吨冲床连杆响声很大"),
        ("澄屿小葛", "双色模熔接线发黑"),
        ("国泰民安🙏", "今天食堂吃什么"),
        ("驰砺设备科老计", "谁能来看看"),
        ("澄屿小葛", "换了料也没用 周五要交样"),
    ):
        town.says(who, text, SALON)
        town.later(2)
    town.later(30)
    press, mould = town.ticket(1001), town.ticket(1002)
    assert (press.requester, mould.requester) == ("驰砺设备科老计", "澄屿小葛")
    assert "冲床" in press.body
    assert "熔接线" not in press.body
    assert mould.deadline == "2026-11-27"
    assert len(town.heard(room=SALON)) == 2


def test_a_slow_typer_is_waited_for(town: Town) -> None:
    town.says("澄屿小葛", "各位师傅 求助", MEIYU)
    town.later(25)
    assert town.said == []
    town.says("澄屿小葛", "双色模牙刷柄熔接线发黑", MEIYU)
    town.later(12)
    assert "求助" in town.ticket().body
    assert len(town.heard(room=MEIYU)) == 1


def test_a_cry_with_nothing_in_it_is_asked_what_is_wrong_once(town: Town) -> None:
    town.says("澄屿小葛", "求助！！有没有师傅", MEIYU)
    town.later(40)
    (question,) = town.heard(room=MEIYU)
    assert question == "@澄屿小葛 请说一下什么机器、出了什么毛病，我来请师傅。"
    town.says("澄屿小葛", "急 求助", MEIYU)
    town.later(40)
    assert len(town.heard(room=MEIYU)) == 1
    town.says("澄屿小葛", "双色模牙刷柄熔接线发黑", MEIYU)
    town.later(12)
    assert "熔接线发黑" in town.ticket().title


def test_a_greeting_is_no_cry(town: Town) -> None:
    for text in ("早上好", "各位老师晚上好", "在吗", "好的谢谢", "收到"):
        town.says("澄屿小葛", text, MEIYU)
        town.later(60)
    assert town.said == []


def test_the_call_may_follow_the_problem(town: Town) -> None:
    town.says("澄屿小葛", "双色模牙刷柄熔接线发黑", MEIYU)
    town.later(25)
    town.says("澄屿小葛", "谁懂", MEIYU)
    town.later(40)
    assert "熔接线发黑" in town.ticket().body


def test_a_picture_first_and_the_words_a_minute_later(town: Town) -> None:
    picture = town.says("澄屿小葛", "", MEIYU, type="image", attachment="flaw.jpg")
    town.later(60)
    assert town.said == []
    town.says("澄屿小葛", "这个料花怎么解决 求指点", MEIYU)
    town.later(12)
    assert picture in town.messages()
    assert "照片" not in town.heard(room=MEIYU)[0]
    winner = town.asked()[0]
    town.says(winner, "接", EXPERTS)
    assert "flaw.jpg" in [each.attachment for each in town.said if each.to == winner]


def test_yesterdays_picture_does_not_come_along(town: Town) -> None:
    picture = town.says("澄屿小葛", "", MEIYU, type="image", attachment="dinner.jpg")
    town.later(3600)
    town.request()
    assert picture not in town.messages()


def test_words_first_and_the_picture_later(town: Town) -> None:
    town.request()
    winner = town.asked()[0]
    town.says(winner, "接", EXPERTS)
    picture = town.says("澄屿小葛", "", MEIYU, type="image", attachment="flaw.jpg")
    town.later(12)
    assert picture in town.messages()
    assert town.said[-1].attachment == "flaw.jpg"
    assert town.said[-1].to == winner


def test_a_colleague_answers_and_asks_in_the_requesters_place(town: Town) -> None:
    town.request()
    town.later(60)
    town.says("A澄屿生产部", "材料是PP加玻纤", MEIYU)
    town.later(12)
    assert "PP加玻纤" in town.ticket().body
    heard = len(town.heard(room=MEIYU))
    town.says("A澄屿生产部", "我们那个模具有人来看吗", MEIYU)
    town.later(12)
    answer = town.heard(room=MEIYU)[heard:]
    assert len(answer) == 1
    assert answer[0].startswith("@A澄屿生产部 【1001】")


def test_neighbours_talk_belongs_to_nobodys_ticket(town: Town) -> None:
    town.request()
    heard = len(town.heard(room=MEIYU))
    for who, text in (
        ("应总监", "我们以前也碰到过 换了热流道就好了"),
        ("A澄屿生产部", "中午一起吃饭？"),
        ("应总监", "那个模具有人来看吗"),
    ):
        town.says(who, text, MEIYU)
        town.later(15)
    assert town.changes().count("followup") == 0
    assert len(town.heard(room=MEIYU)) == heard


def test_more_haste_reaches_the_ticket_and_the_claimer(town: Town) -> None:
    town.request("求助 PP壳子缩水 怎么调")
    winner = town.asked()[0]
    town.says(winner, "接", EXPERTS)
    town.says("澄屿小葛", "现在线都停了", MEIYU)
    town.later(12)
    assert town.ticket().urgency == "critical"
    assert "线都停了" in town.heard(to=winner)[-1]


def test_the_deadline_comes_after_the_problem(town: Town) -> None:
    town.request("求助 PP壳子缩水 怎么调")
    town.later(100)
    town.says("澄屿小葛", "明天就要交货了", MEIYU)
    town.later(90)
    ticket = town.ticket()
    assert (ticket.urgency, ticket.deadline) == ("critical", "2026-11-24")
    offers = [each.text for each in town.said if each.purpose == "offer"]
    assert "特急" in offers[-1]
    assert "特急" not in offers[0]


def test_taken_back_before_it_was_answered_it_never_was(town: Town) -> None:
    town.says("澄屿小葛", "求助 双色模熔接线发黑", MEIYU)
    town.later(5)
    town.says("澄屿小葛", "算了 自己弄好了", MEIYU)
    town.later(60)
    assert town.said == []


def test_what_was_added_after_the_claim_reaches_the_next_expert_too(town: Town) -> None:
    town.request()
    first = town.asked()[0]
    town.says(first, "接", EXPERTS)
    town.says("澄屿小葛", "补充：机器是海天160吨", MEIYU)
    town.later(12)
    town.says(first, "1001 退单 要出差", EXPERTS)
    second = next(name for name in town.asked() if name != first)
    town.says(second, "1001 接", EXPERTS)
    assert any("海天160吨" in said for said in town.heard(to=second))


def test_a_machines_number_is_no_tickets(town: Town) -> None:
    town.request("求助 200吨冲床连杆响声很大")
    town.says("A澄屿生产部", "就是3号冲床，昨天下午换了模具以后开始响的", MEIYU)
    town.later(15)
    assert "3号冲床" in town.ticket().body
    assert len(town.heard(room=MEIYU)) == 1


def test_words_that_add_nothing_are_left_where_they_are(town: Town) -> None:
    town.request("求助：1、激光切2mm不锈钢挂渣严重；2、车间总闸老是跳闸")
    winner = town.asked()[0]
    town.says(winner, "1001 接", EXPERTS)
    said = len(town.said)
    for text in ("是啊 烦死了", "可以的", "谢谢各位"):
        town.says("澄屿小葛", text, MEIYU)
        town.later(15)
    assert len([each for each in town.said[said:] if each.room == MEIYU or each.to == winner]) == 0
    assert "烦死了" not in town.ticket().body


def test_of_two_tickets_the_one_spoken_of_is_meant(town: Town) -> None:
    town.request("求助：1、激光切2mm不锈钢挂渣严重；2、车间总闸老是跳闸")
    town.later(3600)
    town.says("澄屿小葛", "跳闸那个明天就要验厂了", MEIYU)
    town.later(15)
    assert town.ticket(1001).deadline is None
    assert (town.ticket(1002).deadline, town.ticket(1002).urgency) == ("2026-11-24", "critical")


def test_who_calls_again_is_told_how_it_stands(town: Town) -> None:
    town.request()
    for text in ("有人吗 急", "怎么没人理", "我那个有回音吗"):
        heard = len(town.heard(room=MEIYU))
        town.later(80)
        town.says("澄屿小葛", text, MEIYU)
        town.later(30)
        answer = town.heard(room=MEIYU)[-1]
        assert len([each for each in town.heard(room=MEIYU)[heard:] if each.startswith("@")]) == 1
        assert answer.startswith("@澄屿小葛 【1001】双色模牙刷柄熔接线发黑，换了料也没用：正在找师傅")
    winner = town.asked()[0]
    town.says(winner, "1001 接", EXPERTS)
    for text, end in (("到了没", "会联系你，你问的已转过去。"), ("师傅知道了吗", "接了，会联系你。")):
        town.says("澄屿小葛", text, MEIYU)
        town.later(15)
        assert town.heard(room=MEIYU)[-1].endswith(end)


def test_a_date_alone_belongs_to_the_ticket_just_asked_for(town: Town) -> None:
    town.request()
    town.later(600)
    town.says("澄屿小葛", "周五前要交样，原来说下周一的", MEIYU)
    town.later(12)
    assert town.ticket().deadline == "2026-11-27"
    town.says("澄屿小葛", "不是周五 是周四", MEIYU)
    town.later(12)
    assert town.ticket().deadline == "2026-11-26"


def test_a_material_misread_twice_is_put_right_twice(town: Town) -> None:
    town.request("求助 门板模具打出来缩水 材料PP")
    town.says("澄屿小葛", "不对 材料是ABS 不是PP", MEIYU)
    town.later(12)
    town.says("澄屿小葛", "又看错了 是PC+ABS", MEIYU)
    town.later(12)
    assert town.ticket().title == "门板模具打出来缩水，材料PC+ABS"
