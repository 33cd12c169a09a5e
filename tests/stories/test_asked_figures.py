"""What coordinators ask about people and firms is answered about just these."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town


def asks(town: Town, text: str) -> str:
    town.says("立峰", text, UNION)
    return town.heard(room=UNION)[-1]


def claimed(town: Town) -> str:
    """A ticket is claimed by the first who was asked; his name."""
    town.request()
    first = town.asked()[0]
    town.says(first, "接", EXPERTS)
    return next(each.name for each in town.experts() if each.wechat_name == first)


def test_one_experts_tickets_of_one_state(town: Town) -> None:
    name = claimed(town)
    other = next(each.name for each in town.experts() if each.name != name)
    assert "1001" in asks(town, f"{name}接了没动手的是哪几单")
    assert "1001" not in asks(town, f"{name}解决的单子列给我")
    assert "1001" not in asks(town, f"{other}接了没动手的是哪几单")


def test_firms_beside_each_other(town: Town) -> None:
    claimed(town)
    answer = asks(town, "哪家企业求助最多")
    assert "企业排名" in answer
    assert "1单" in answer


def test_experts_of_a_trade_and_district(town: Town) -> None:
    answer = asks(town, "梅屿有哪些注塑师傅")
    there = [each.name for each in town.experts() if "injection" in each.trades and "梅屿" in each.district]
    assert f"{len(there)}位" in answer


@pytest.mark.parametrize("text", ["双桥的焊接师傅有几个", "双桥有几位焊工", "双桥的焊接师傅有哪些"])
def test_experts_of_a_trade_and_district_are_counted_not_tickets(town: Town, text: str) -> None:
    assert asks(town, text) == "@立峰 双桥，焊接与连接：师傅2位\n杜青、闻人杰"


def test_where_a_district_has_none_the_others_are_named(town: Town) -> None:
    answer = asks(town, "沙塘有几位焊接师傅")
    assert "师傅0位" in answer
    assert "杜青（双桥）" in answer


def test_firms_of_a_district_are_counted(town: Town) -> None:
    assert "双桥：企业16家" in asks(town, "双桥有多少家企业")


def test_the_trades_and_districts_beside_each_other_in_order(town: Town) -> None:
    claimed(town)
    town.says("蔚桐胡", "求助 双色模二射冲料 软胶结合不牢", "双桥企业服务群")
    town.says("应总监", "求助 KUKA机器人零点丢了", MEIYU)
    town.says("驰砺设备科老计", "求助 ABB机器人示教器连不上 PLC通讯报错", MEIYU)
    town.later(40)
    for text in ("哪个工种求助最多", "各工种求助数量"):
        heads, figures = asks(town, text).split("\n")
        assert "4单，各工种：" in heads
        assert figures.startswith("自动化与机器人 2单，")
        assert figures.count("1单") == 2
    assert asks(town, "哪个片区求助最多").endswith("各片区：\n梅屿 3单，双桥 1单")


def test_half_a_question_takes_the_rest_from_the_one_before(town: Town) -> None:
    claimed(town)
    assert "11月1日至11月30日：1单" in asks(town, "这个月几单")
    assert "10月1日至10月31日：0单" in asks(town, "上个月呢")
    assert "10月1日至10月31日，双桥：0单" in asks(town, "那双桥呢")
    assert "师傅2位" in asks(town, "双桥有几位焊接师傅")
    assert "梅屿，焊接与连接：师傅" in asks(town, "梅屿呢？")
    assert "葛林松，11月1日至11月30日：接了0单" in asks(town, "葛林松这个月接了几单")
    assert "单国良，11月1日至11月30日：接了1单" in asks(town, "单国良呢")


def test_half_a_question_long_after_stands_alone(town: Town) -> None:
    asks(town, "双桥有几位焊接师傅")
    town.later(3600)
    assert "师傅" not in asks(town, "那梅屿呢")


def test_who_answers_least(town: Town) -> None:
    claimed(town)
    assert "回复率0%" in asks(town, "谁的回复率最低")


def test_one_experts_rating(town: Town) -> None:
    name = claimed(town)
    assert "还没有评分" in asks(town, f"{name}的评分多少")


def test_who_took_it_is_asked_of_the_ticket_just_spoken_of(town: Town) -> None:
    name = claimed(town)
    town.says("立峰", "1001 备注 下午三点前要", UNION)
    for text in ("谁接的", "怎么样了", "那单到哪了"):
        assert f"{name}在办" in asks(town, text)
    assert "澄屿：1单" in asks(town, "澄屿那个呢")


def test_who_withdrew_in_time_or_still_waits_is_no_late_pickup(town: Town) -> None:
    claimed(town)
    town.says("拾墨小顾", "求助 三坐标测针碰撞后球度超差 量不准", MEIYU)
    town.later(12)
    town.says("拾墨小顾", "1002 取消吧 我们自己弄好了", MEIYU)
    town.later(3600)
    town.says("拾墨小顾", "求助 空压机压力上不去 换了滤芯也没用", MEIYU)
    town.later(60)
    assert [town.ticket(no).status for no in (1001, 1002, 1003)] == ["claimed", "cancelled", "open"]
    assert "按时接单1/1" in asks(town, "这个月接单快不快")
    assert "24秒后取消" in asks(town, "今天取消的有哪些")
    town.later(600)
    assert "按时接单1/2" in asks(town, "这个月接单快不快")


@pytest.mark.parametrize(
    "text",
    [
        "谁还没回过话",
        "哪些师傅一次都没回过",
        "@了不吭声的师傅有哪些",
        "被请了没回音的是谁",
        "喊了不应的有谁",
        "师傅里谁从来不回消息",
        "谁叫了没反应",
        "哪几位师傅没回复过",
        "列一下一直不回话的师傅",
    ],
)
def test_who_has_never_answered_is_named(town: Town, text: str) -> None:
    town.request()
    first = town.asked()[0]
    town.says(first, "没空", EXPERTS)
    others = town.asked()[1:]
    answer = asks(town, text)
    names = {each.wechat_name: each.name for each in town.experts()}
    assert f"没回过话的师傅{len(others)}位" in answer
    assert all(names[each] in answer for each in others)
    assert names[first] not in answer


def test_who_has_not_answered_of_one_ticket(town: Town) -> None:
    town.request()
    first, second, *_ = town.asked()
    town.says(first, "没空", EXPERTS)
    name = next(each.name for each in town.experts() if each.wechat_name == second)
    for text in ("1001谁还没回话", "1001请的师傅哪些没回", "1001哪几位没吭声"):
        assert f"{name}（没回话）" in asks(town, text)


def test_where_all_have_answered_nobody_is_named(town: Town) -> None:
    assert "还没有派过" in asks(town, "谁还没回过话")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("国庆后超时率", "10月8日至11月23日"),
        ("国庆节后超时几单", "10月8日至11月23日"),
        ("国庆过后来了几单", "10月8日至11月23日"),
        ("国庆长假之后的接单率", "10月8日至11月23日"),
        ("节后来了多少单", "10月8日至11月23日"),
        ("五一以后评分怎么样", "5月6日至11月23日"),
        ("春节后办结多少", "2月24日至11月23日"),
    ],
)
def test_after_a_holiday_are_days(town: Town, text: str, days: str) -> None:
    claimed(town)
    assert days in asks(town, text)


@pytest.mark.parametrize(
    "text",
    [
        "把翁小龙删了",
        "翁小龙不干了，名册里去掉吧",
        "删掉翁小龙",
        "翁小龙离职了",
        "把翁小龙移出名册",
        "翁小龙调走了，把他拿掉",
        "名单里去掉翁小龙",
        "翁小龙退休了，以后不接单",
        "翁小龙可以从名册里删除了",
        "翁小龙调到别的县了",
        "翁小龙不想接单了",
        "把小龙线割踢出去",
    ],
)
def test_an_expert_who_leaves_for_good_is_asked_no_more(town: Town, text: str) -> None:
    answer = asks(town, text)
    assert "翁小龙" in answer
    assert "不派单" in answer
    assert next(each.away for each in town.experts() if each.name == "翁小龙")


@pytest.mark.parametrize(
    "text",
    [
        "把霁明灯业删了",
        "海栎厨具搬走了，名册里去掉",
        "新增一位电工张三",
        "把王五加进名册",
        "翁小龙换手机号了",
    ],
)
def test_other_changes_of_the_roster_belong_into_the_workbook(town: Town, text: str) -> None:
    assert "工作簿" in asks(town, text)


def test_who_is_in_no_roster_is_said_to_be_in_none(town: Town) -> None:
    assert "名册里没找到“周建国”" in asks(town, "把周建国删了")


@pytest.mark.parametrize(
    "text",
    [
        "翁小龙把毛刺去掉了",
        "翁小龙把水清掉了再修",
        "翁小龙把照片删了",
        "翁小龙把旧刀片拿掉了",
        "翁小龙说再这样就不干了的话怎么办",
        "翁小龙的单子撤掉",
        "翁小龙调到5单",
        "翁小龙拆下来的油污清掉了",
    ],
)
def test_what_an_expert_took_off_takes_him_off_nothing(town: Town, text: str) -> None:
    town.says("立峰", text, UNION)
    assert not any(each.away for each in town.experts())


def test_who_says_most_often_that_he_has_no_time(town: Town) -> None:
    town.request()
    first, second, _ = town.asked()
    town.says(first, "1001 没空", EXPERTS)
    town.later(60)
    town.says("应总监", "求助 双色模牙刷柄熔接线发黑", MEIYU)
    town.later(12)
    told = asks(town, "拒单最多的是谁")
    name = next(each.name for each in town.experts() if each.wechat_name == first)
    other = next(each.name for each in town.experts() if each.wechat_name == second)
    assert "说没空的师傅1位" in told
    assert f"{name} 1次" in told
    assert f"{name}，到现在：请了" in asks(town, f"{name}拒过几次单")
    assert "说没空0次" in asks(town, f"{other}拒了几次")


@pytest.mark.parametrize("text", ["青溪这边有几个会电工的", "青溪有多少懂电工的师傅"])
def test_who_can_do_what_is_counted_in_people(town: Town, text: str) -> None:
    assert "青溪，电气与配电：师傅2位\n宋启明、郎军" in asks(town, text)


def test_last_night_goes_on_until_the_morning(town: Town) -> None:
    town.later(12.5 * 3600)
    town.says("应总监", "求助 冲床离合器打滑", MEIYU)  # 21:30
    town.later(5 * 3600)
    town.says("小芳姐", "求助 水槽拉深开裂", MEIYU)  # 2:30
    town.later(6 * 3600)
    told = asks(town, "昨天晚上有没有超时的")
    assert "11月23日，晚上（18点到次日6点），超时：2单（一共2单）" in told
    assert "超时：没有" in asks(town, "前天晚上有没有超时的")


def test_how_many_came_and_how_many_were_solved_are_both_told(town: Town) -> None:
    town.request()
    said = len(town.heard(room=UNION))
    town.says("总工会屠佳怡", "梅屿这个月来了多少单，解决了多少", UNION)
    town.later(12)
    (told,) = town.heard(room=UNION)[said:]
    assert "梅屿：1单" in told
    assert "办好0单" in told


@pytest.mark.parametrize("words", ["谁没接", "谁还没接单"])
def test_who_has_not_taken_any_is_what_waits(town: Town, words: str) -> None:
    town.request()
    town.says("总工会屠佳怡", words, UNION)
    town.later(12)
    assert "【1001】双色模牙刷柄熔接线发黑" in town.heard(room=UNION)[-1]


def test_how_often_a_firm_has_asked_is_no_question_of_what_was_told_twice(town: Town) -> None:
    claimed(town)
    assert "澄屿：1单" in asks(town, "澄屿今年一共报了几次 都是谁去的")
    assert "又报一遍" in asks(town, "哪些单是重复报的")


def test_a_sent_table_is_a_workbook(town: Town) -> None:
    claimed(town)
    assert "表格做好了" in asks(town, "发个表给我 这个月的")


@pytest.mark.parametrize(
    "text",
    [
        "今天几单 谁办的",
        "今天多少单，分别谁接的",
        "这个月几单，哪些师傅办的",
        "梅屿这周多少单、都哪些师傅去的",
    ],
)
def test_how_many_and_who_had_them_are_told_together(town: Town, text: str) -> None:
    name = claimed(town)
    town.request("求助 冲床离合器打滑")
    told = asks(town, text)
    assert "：2单\n" in told
    assert told.endswith(f"\n{name}1单（1001）\n没有师傅接的1单（1002）")


def test_of_those_that_are_done_it_tells_who_did_them(town: Town) -> None:
    name = claimed(town)
    town.request("求助 冲床离合器打滑")
    town.says("立峰", "关闭 1001", UNION)
    told = asks(town, "今天办了几单？都是谁去的")
    assert "：1单\n" in told
    assert told.endswith(f"\n{name}1单（1001）")


@pytest.mark.parametrize("text", ["今天接了几单，谁接的最多", "今天几单，谁没回话"])
def test_another_question_of_who_is_answered_as_before(town: Town, text: str) -> None:
    claimed(town)
    assert "按时接单" in asks(town, text)


def test_what_they_saved_is_told_with_who_had_them(town: Town) -> None:
    name = claimed(town)
    town.says("立峰", "关闭 1001", UNION)
    town.says("立峰", f"给{name}记一笔，省了5万", UNION)
    told = asks(town, "今天几单了，谁去的，省了多少")
    assert f"：1单\n{name}1单（1001）\n" in told
    assert "省了5万元" in told
