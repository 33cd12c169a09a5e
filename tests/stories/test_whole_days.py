"""What went wrong on working days played from morning to evening, in many trades and voices."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town


@pytest.mark.parametrize("greeting", ["早", "大家早", "下午好各位", "老师傅们好！"])
def test_who_greets_before_he_tells_what_is_wrong_is_heard(town: Town, greeting: str) -> None:
    town.says("澄屿小葛", greeting, MEIYU)
    town.later(2)
    town.says("澄屿小葛", "我们那台冲床今天坏了", MEIYU)
    town.later(15)
    assert town.ticket().title == "冲床今天坏了"
    assert any(text.startswith("【1001】") for text in town.heard(room=MEIYU))


@pytest.mark.parametrize("text", ["早", "大家早", "早啊\n今天又降温了", "早上好\n吃了吗"])
def test_a_greeting_alone_is_no_request(town: Town, text: str) -> None:
    assert town.answered("澄屿小葛", text) == []


@pytest.mark.parametrize("text", ["我们车床今天坏了", "泵昨晚不转了", "烘箱早上坏了"])
def test_that_a_machine_is_broken_is_a_request(town: Town, text: str) -> None:
    assert town.request(text) == 1001


def test_a_mere_measure_asks_for_nobody(town: Town) -> None:
    assert town.answered("澄屿小葛", "56度") == []


def test_who_asks_first_has_not_taken_it(town: Town) -> None:
    town.request()
    asked = town.asked()[0]
    town.says(asked, "收到 我先问下 模温多少", EXPERTS)
    town.later(5)
    assert town.ticket().status == "open"
    assert "模温多少" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("text", ["一个小时到", "马上过去", "十点到", "我下午过来"])
def test_who_has_asked_before_and_says_when_he_is_there_takes_it(town: Town, text: str) -> None:
    town.request()
    asked = town.asked()[0]
    town.says(asked, "什么料", EXPERTS)
    town.says("澄屿小葛", "PP的", MEIYU)
    town.later(15)
    town.says(asked, text, EXPERTS)
    town.later(5)
    assert town.ticket().status == "claimed"
    assert text == "马上过去" or f"“{text}”" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("text", ["晚上回来，明天早上可以去", "后天才回，后天下午能去"])
def test_who_was_not_there_and_says_when_he_can_takes_it_after_all(town: Town, text: str) -> None:
    town.request()
    asked = town.asked()[0]
    town.says(asked, "不在家")
    town.later(60)
    town.says(asked, text)
    town.later(5)
    assert town.ticket().status == "claimed"


def test_who_would_come_for_one_that_its_holder_cannot_hand_on_is_heard(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(3600 * 5)
    town.says("老单", "家里有急事，我叫涛哥去", EXPERTS)
    town.says("涛哥", "我也没空", EXPERTS)
    town.later(60)
    town.says("葛师傅修模", "双色模我弄过，我去看看吧，四点到得了", EXPERTS)
    town.later(5)
    assert "还在单国良手上，他正想转给别人" in town.heard(room=EXPERTS)[-1]
    town.says("文静同学", "好", UNION)
    assert town.changes()[-1] in ("transferred", "assigned", "claimed")


def _two_in_hand(town: Town) -> None:
    """老单 has 1001 of 澄屿 and 1002 of 屿途."""
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("晓敏", "求助 门板卡扣处缩水", MEIYU)
    town.later(15)
    town.says("老单", "1002 接", EXPERTS)
    town.later(60)


def test_of_two_in_hand_he_answers_the_one_whose_firm_has_just_asked(town: Town) -> None:
    _two_in_hand(town)
    town.says("澄屿小葛", "单师傅大概几点到", MEIYU)
    town.later(20)
    town.says("老单", "九点半", EXPERTS)
    town.later(5)
    assert town.heard(room=MEIYU)[-1] == "【1001】单国良：九点半。"


@pytest.mark.parametrize("text", ["晓敏那个下午两点", "门板那个，下午两点", "屿途那边下午两点到"])
def test_of_two_in_hand_the_one_he_points_at_first_is_told_when_he_comes(town: Town, text: str) -> None:
    _two_in_hand(town)
    town.says("老单", text, EXPERTS)
    town.later(5)
    assert town.heard(room=MEIYU)[-1].startswith("【1002】单国良：")
    assert "下午两点" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("text", ["明天不行的，这批货今晚要走", "太晚了吧", "明天来不及"])
def test_a_time_that_does_not_do_is_told_to_him_and_the_firm_hears_so(town: Town, text: str) -> None:
    town.request()
    town.says("老单", "1001 接 明天上午去", EXPERTS)
    town.later(60)
    assert town.answered("澄屿小葛", text) == [
        "@澄屿小葛 【1001】已告诉单国良这个时间不行，他一回话就告诉你。等不了就回“换人”。"
    ]
    assert town.heard(to="老单")[-1].startswith(f"【1001】澄屿模塑说时间不行：{text}")


def test_his_time_that_does_not_do_is_no_deadline(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接 一点半到", EXPERTS)
    town.later(60)
    town.says("澄屿小葛", "一点半太晚了啊 客户三点来提货", MEIYU)
    town.later(15)
    assert town.ticket().deadline == "2026-11-23T15:00:00+08:00"


def test_another_day_for_his_visit_reaches_him_the_day_after(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接 下午去", EXPERTS)
    town.later(3600 * 6)
    town.says("老单", "模具要降温，周四我再来", EXPERTS)
    town.later(3600 * 18)
    town.says("澄屿小葛", "周四改周五吧 周四停电", MEIYU)
    town.later(15)
    assert "周四改周五吧 周四停电" in town.heard(to="老单")[-1]


def test_what_he_lacks_reaches_the_firm(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(3600)
    town.says("老单", "热咀烧了 他们没有备件 得去买", EXPERTS)
    town.later(5)
    assert "他们没有备件，得去买" in town.heard(room=MEIYU)[-1]


def test_what_the_firm_asks_after_his_last_word_reaches_him_however_late(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(3600 * 6)
    town.says("老单", "要回炉烘两天，周四我再来", EXPERTS)
    town.later(30)
    assert town.answered("澄屿小葛", "那这两天订单怎么办 客户催")
    assert "那这两天订单怎么办" in town.heard(to="老单")[-1]
    town.later(60)
    town.says("老单", "先拿库存顶一下", EXPERTS)
    town.later(5)
    assert "先拿库存顶一下" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("text", ["单师傅来了没", "老师傅出发了吗", "师傅来了吗"])
def test_whether_he_has_come_is_asked_and_answered(town: Town, text: str) -> None:
    town.request()
    town.says("老单", "1001 接 下午过去", EXPERTS)
    town.later(3600 * 5)
    assert "下午过去" in town.answered("澄屿小葛", text)[-1]


def test_whom_to_ask_for_at_the_gate_is_no_expert(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(60)
    said = town.answered("澄屿小葛", "好的 门卫说一声找葛晓斌")
    assert not any("名册里没有" in each for each in said)


@pytest.mark.parametrize(
    "text",
    [
        "单师傅到底来不来了",
        "师傅到底来不来",
        "国良师傅还没来？",
        "单师傅说中午前来的 现在都十二点多了",
        "人到底还来不来了",
    ],
)
def test_an_impatient_question_whether_he_comes_ends_nothing(town: Town, text: str) -> None:
    town.request()
    town.says("老单", "1001 接 中午前来", EXPERTS)
    town.later(3600 * 4)
    said = town.answered("澄屿小葛", text)
    assert "中午前来" in said[-1]
    assert town.ticket().status == "claimed"
    assert town.ticket().deadline is None


def test_that_he_comes_before_noon_reaches_the_firm(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(60)
    town.says("老单", "中午前来")
    town.later(5)
    assert town.heard(room=MEIYU)[-1] == "【1001】单国良：中午前来。"


@pytest.mark.parametrize(
    ("asked", "said"),
    [("单师傅还没来？", "刚到门口"), ("能不能再快点 四点验货", "那马上走"), ("要不要先停机", "先开着")],
)
def test_what_he_answers_to_what_the_firm_was_promised_an_answer_to_reaches_it(
    town: Town, asked: str, said: str
) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(3600)
    town.says("澄屿小葛", asked, MEIYU)
    town.later(40)
    town.says("老单", said)
    town.later(5)
    assert town.heard(room=MEIYU)[-1] == f"【1001】单国良：{said}。"


@pytest.mark.parametrize("text", ["缺个百分表", "还差个密封圈", "车上没有105度的电容"])
def test_what_he_needs_reaches_the_firm(town: Town, text: str) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(3600)
    town.says("老单", text)
    town.later(5)
    assert town.heard(room=MEIYU)[-1] == f"【1001】单国良：{text}。"


def test_how_many_the_firm_needs_reaches_him_behind_its_joy(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(3600)
    town.says("老单", "顶针要换，我车上有两百个")
    town.later(20)
    town.says("澄屿小葛", "太好了 我们要三百个 还差一百", MEIYU)
    town.later(15)
    assert town.heard(to="老单")[-1] == "【1001】澄屿模塑补充：太好了 我们要三百个 还差一百"


@pytest.mark.parametrize("text", ["打了二十个 还有两个发黑", "刚打了十个 有两个还发黑"])
def test_that_some_of_many_are_still_wrong_is_no_new_ticket(town: Town, text: str) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(3600 * 20)
    town.says("澄屿小葛", text, MEIYU)
    town.later(15)
    assert text in town.heard(to="老单")[-1]
    with pytest.raises(AssertionError):
        town.ticket(1002)


def test_a_trouble_with_a_guess_at_its_cause_is_a_request(town: Town) -> None:
    assert town.request("我们烤架焊完一排歪的 是不是夹具的事") == 1001


@pytest.mark.parametrize(
    "text",
    [
        "低了 我十点过去 帮我带杯豆浆哈哈",
        "不够 我明天过来",
        "在办 等下去你们那",
        "这个要换，我下午拐过去看看",
    ],
)
def test_who_was_asked_and_says_when_he_goes_takes_it(town: Town, text: str) -> None:
    town.request()
    town.says(town.asked()[0], text, EXPERTS)
    town.later(5)
    assert town.ticket().status == "claimed"


@pytest.mark.parametrize("text", ["我明天去不了", "我六点到杭州"])
def test_who_goes_elsewhere_has_taken_nothing(town: Town, text: str) -> None:
    town.request()
    town.says(town.asked()[0], text, EXPERTS)
    town.later(5)
    assert town.ticket().status == "open"


@pytest.mark.parametrize("text", ["九点半", "九点半到", "在拆了"])
def test_who_is_asked_whether_he_is_at_it_and_goes_on_telling_is(town: Town, text: str) -> None:
    town.request()
    asked = town.asked()[0]
    town.says(asked, "出发了")
    town.later(5)
    assert "是你在办吗" in town.heard(to=asked)[-1]
    town.says(asked, text)
    town.later(5)
    assert town.ticket().status == "claimed"


def test_small_talk_before_the_trouble_hides_it_not(town: Town) -> None:
    town.says("澄屿小葛", "昨天喝多了", MEIYU)
    town.says("澄屿小葛", "各位 密封条挤出来表面一粒一粒的", MEIYU)
    town.says("澄屿小葛", "昨天下午开始的", MEIYU)
    town.later(15)
    assert town.ticket().title == "密封条挤出来表面一粒一粒的"


def test_how_many_have_failed_since_he_is_there_is_no_new_ticket(town: Town) -> None:
    town.request("宠物碗注塑出来底部一圈应力纹 客户说摔一下就裂")
    town.says("老陈注塑", "1001 接", EXPERTS)
    town.later(3600 * 3)
    town.says("老陈注塑", "熔体温度低 加了 摔了十个没裂", EXPERTS)
    town.later(600)
    town.says("澄屿小葛", "裂了三个", MEIYU)
    town.later(15)
    assert "裂了三个" in town.heard(to="老陈注塑")[-1]
    with pytest.raises(AssertionError):
        town.ticket(1002)


def test_how_long_something_was_not_done_is_asked_of_the_firm_and_no_advice(town: Town) -> None:
    town.request()
    town.says(town.asked()[0], "水路多久没通了", EXPERTS)
    town.later(5)
    assert "接单前想问：“水路多久没通了”" in town.heard(room=MEIYU)[-1]


def test_where_they_meet_is_said_to_the_firm_that_has_asked(town: Town) -> None:
    town.says("晓敏", "求助 门板卡扣处缩水", MEIYU)
    town.later(15)
    town.says("老陈注塑", "1001 接", EXPERTS)
    town.request("求助 双色模牙刷柄熔接线发黑 换了料也没用")
    town.says("老单", "1002 接", EXPERTS)
    town.later(30)
    town.says("澄屿小葛", "单师傅 我带你去 几点", MEIYU)
    town.later(20)
    town.says("老单", "一点半 你店里碰头", EXPERTS)
    town.later(5)
    assert "joined" not in town.changes(1001)
    assert town.heard(room=MEIYU)[-1] == "【1002】单国良：一点半，你店里碰头。"


def test_whom_he_cannot_reach_takes_nothing_over(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(3600)
    town.says("老单", "小丁电话打不通")
    town.later(5)
    assert not any("想请你接手" in said for said in town.heard(room=EXPERTS))


@pytest.mark.parametrize("text", ["不过要三点以后", "五点我要接孙子"])
def test_what_hinders_him_at_the_time_that_was_proposed_reaches_the_firm(town: Town, text: str) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(30)
    town.says("澄屿小葛", "五点行不", MEIYU)
    town.later(20)
    town.says("老单", text, EXPERTS)
    town.later(5)
    assert text in town.heard(room=MEIYU)[-1]


def test_that_the_customer_cannot_wait_so_long_reaches_him(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(3600)
    town.says("老单", "密封要定做，一个礼拜", EXPERTS)
    town.later(20)
    town.says("澄屿小葛", "客户等不了一个礼拜", MEIYU)
    town.later(15)
    assert "客户等不了一个礼拜" in town.heard(to="老单")[-1]


def test_that_it_fails_again_today_makes_no_deadline(town: Town) -> None:
    town.request("我们点胶线今天又不出料")
    assert town.ticket().deadline is None
    assert town.ticket().urgency == "normal"


def test_what_it_waits_for_is_not_mended(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(3600)
    town.says("老单", "胶圈硬度不对 要换50度的 他们没货")
    town.later(5)
    assert town.ticket().status == "in_progress"
    assert "他们没货" in town.heard(room=MEIYU)[-1]


def test_who_takes_another_beside_his_own_takes_it(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("晓敏", "求助 门板卡扣处缩水", MEIYU)
    town.later(15)
    town.says("老单", "这个也我去 顺路", EXPERTS)
    town.later(5)
    assert town.ticket(1002).status == "claimed"


def test_who_cannot_get_through_gives_it_back(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接 明天过来", EXPERTS)
    town.later(3600 * 20)
    town.says("老单", "今天下雨 山路塌方 过不去了", EXPERTS)
    town.later(5)
    assert "released" in town.changes()
    assert "来不了" in town.heard(room=MEIYU)[-1]


def test_what_comes_out_of_the_machine_wrong_is_a_request(town: Town) -> None:
    assert town.request("我们喷涂线昨天换了稀料 今天喷出来全是小泡") == 1001


@pytest.mark.parametrize("text", ["后天我不在 找阿凯", "明天我不在，联系车间小毛"])
def test_whom_to_see_that_day_refuses_no_time(town: Town, text: str) -> None:
    town.request()
    town.says("老单", "1001 接 后天来", EXPERTS)
    town.later(60)
    assert town.answered("澄屿小葛", text) == []
    assert town.heard(to="老单")[-1] == f"【1001】澄屿模塑补充：{text}"


def test_what_the_firm_lacks_is_told_and_no_question(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(3600)
    town.says("老单", "顶针断了一个 他们没有 我明天带过来", EXPERTS)
    town.later(5)
    assert town.heard(room=MEIYU)[-1] == "【1001】单国良：顶针断了一个，他们没有，我明天带过来。"


def test_what_fails_again_after_it_was_called_mended_is_not_mended(town: Town) -> None:
    town.request("3号压铸机压射没力 压出来全是冷隔")
    town.says("老韩", "1001 接", EXPERTS)
    town.later(3600)
    town.says("老韩", "好了")
    town.later(300)
    town.says("澄屿小葛", "师傅 3号又没力了", MEIYU)
    town.later(15)
    assert "reopened" in town.changes()


def test_how_good_it_is_by_now_is_no_new_ticket(town: Town) -> None:
    town.request("弹簧片淬完火 平面度全跑了 三百斤料啊")
    town.says("金娣", "1001 接", EXPERTS)
    town.later(3600)
    town.says("金娣", "改分级淬火 先做一筐看", EXPERTS)
    town.later(60)
    town.says("澄屿小葛", "一筐出来好多了 平面度0.3 要求0.2", MEIYU)
    town.later(15)
    assert "平面度0.3" in town.heard(to="金娣")[-1]
    with pytest.raises(AssertionError):
        town.ticket(1002)
