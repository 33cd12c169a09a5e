"""Ordinary lines of experts: nothing of them is lost, and nothing is taken for what it is not."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town


def taken(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(600)


TOLD = [
    "先放着，老板出差了",
    "人家说不急，下周再弄",
    "跟老板说好了，等他们月底停产再修",
    "车坏半路上了",
    "明早八点前给你们弄好",
    "厂里不让停机，等他们休息日",
    "他们不急，我排到周五",
    "我先做个临时处理，能用两天",
    "这台机器二十年了，建议他们换新的",
    "建议他们做个保养",
]


@pytest.mark.parametrize("words", TOLD)
def test_the_firm_reads_when_it_goes_on(town: Town, words: str) -> None:
    taken(town)
    town.says("老单", words, EXPERTS)
    assert town.heard(room=MEIYU)[-1] == f"【1001】单国良：{words}。"
    assert town.ticket().status == "in_progress"


def test_another_trade_is_wanted_and_a_coordinator_hears_it(town: Town) -> None:
    taken(town)
    words = "不是模具的问题，是料的问题，找个懂料的"
    town.says("老单", words, EXPERTS)
    assert town.heard(room=MEIYU)[-1] == f"【1001】单国良：{words}。"
    assert "要人一起去回“1001 再派某某一起去”" in town.heard(room=UNION)[-1]
    assert town.ticket().status == "in_progress"


def test_what_has_to_be_bought_is_put_to_the_firm(town: Town) -> None:
    taken(town)
    town.says("老单", "喷嘴坏了，要买新的，大概800块，他们同意吗", EXPERTS)
    assert "喷嘴坏了，要买新的，大概800块" in town.heard(room=MEIYU)[-1]
    assert "请在这里回一下" in town.heard(room=MEIYU)[-1]
    town.says("澄屿小葛", "同意，买吧", MEIYU)
    town.later(12)
    assert town.heard(to="老单")[-1] == "【1001】澄屿模塑补充：同意，买吧"


@pytest.mark.parametrize(
    "words",
    ["修好了但是师傅饭都没吃上", "弄好了，收了他们两包烟哈哈", "打完收工[呲牙]", "谢谢老陈帮忙，弄好了"],
)
def test_what_is_said_besides_that_it_is_mended_stays_among_experts(town: Town, words: str) -> None:
    taken(town)
    town.says("老单", words, EXPERTS)
    assert "单国良说弄好了。\n" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("words", ["这家态度太差，不想修了", "路上撞了一下，去不成了"])
def test_who_does_not_go_any_more_gives_it_back(town: Town, words: str) -> None:
    taken(town)
    town.says("老单", words, EXPERTS)
    assert town.ticket().status == "open"
    assert "来不了了" in town.heard(room=MEIYU)[-1]


def test_of_a_walk_for_nothing_the_firm_reads_his_own_words(town: Town) -> None:
    taken(town)
    town.says("老单", "厂里停电，白跑一趟", EXPERTS)
    assert "单国良说：“厂里停电，白跑一趟”" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize(
    "words", ["太远了，双桥那边谁近谁去", "老婆不让去[捂脸]", "我在杭州看展，周四回来", "喝了点酒，开不了车"]
)
def test_why_he_cannot_is_a_no_of_who_was_asked(town: Town, words: str) -> None:
    town.request()
    before = len(town.asked())
    town.says("老单", words, EXPERTS)
    assert "declined" in town.changes()
    assert len(town.asked()) > before


@pytest.mark.parametrize("words", ["太远了，双桥那边谁近谁去", "老婆不让去[捂脸]"])
def test_of_one_who_was_not_asked_it_is_talk(town: Town, words: str) -> None:
    town.request()
    said = len(town.said)
    town.says("麻工", words, EXPERTS)
    assert len(town.said) == said


@pytest.mark.parametrize("words", ["要到晚上八点以后", "得等明天了", "最快下午"])
def test_an_hour_at_the_earliest_takes_it_for_then(town: Town, words: str) -> None:
    town.request()
    town.says("老单", words, EXPERTS)
    assert town.ticket().status == "claimed"
    assert f"师傅说“{words}”，等不了就回“换人”" in town.heard(room=MEIYU)[-1]
    assert not any(each.away for each in town.experts())


def test_who_wishes_for_work_is_on_no_leave(town: Town) -> None:
    town.says("老单", "我这周都在双桥，双桥的单优先给我", EXPERTS)
    assert not any(each.leaves for each in town.experts())
    assert "单国良师傅说：“我这周都在双桥，双桥的单优先给我”" in town.heard(room=UNION)[-1]


@pytest.mark.parametrize(
    ("words", "until"), [("下周一开始上班，可以派我", "11月29日"), ("我在杭州看展，周四回来", "11月26日")]
)
def test_who_names_the_day_he_is_back_is_away_until_then(town: Town, words: str, until: str) -> None:
    town.says("老单", words, EXPERTS)
    assert f"到{until}不派单" in town.heard(room=EXPERTS)[-1]


@pytest.mark.parametrize("words", ["1001 急不急", "1001 是哪家的", "1001 什么机器"])
@pytest.mark.parametrize("who", ["老单", "麻工"])
def test_who_asks_by_its_number_is_told_without_the_contact(town: Town, words: str, who: str) -> None:
    town.request()
    town.says(who, words, EXPERTS)
    assert town.heard(room=EXPERTS)[-1] == (
        f"@{who} 【1001】双色模牙刷柄熔接线发黑，换了料也没用\n"
        "澄屿模塑 · 梅屿 · 一般\n接了才有联系方式，能接请回“1001 接”。"
    )


def test_who_asks_what_there_is_to_take_is_told(town: Town) -> None:
    town.request()
    town.says("老单", "现在有什么单", EXPERTS)
    assert "【1001】双色模牙刷柄熔接线发黑" in town.heard(room=EXPERTS)[-1]


@pytest.mark.parametrize("words", ["叫他们先把料烘一烘，80度4小时", "十有八九是排气槽堵了，先清一下"])
def test_advice_of_who_was_asked_reaches_the_firm(town: Town, words: str) -> None:
    town.request()
    town.says("老单", words, EXPERTS)
    assert town.heard(room=MEIYU)[-1].startswith(f"【1001】单国良出个主意：{words}")
    assert town.ticket().status == "open"


def test_what_he_tells_of_the_machine_stays_with_his_ticket(town: Town) -> None:
    taken(town)
    words = "机器型号跟说的不一样，他们是全电动的"
    town.says("老单", words, EXPERTS)
    assert town.messages()[-1] == "m3"


def test_who_cannot_manage_alone_gets_somebody_with_him(town: Town) -> None:
    taken(town)
    town.says("老单", "他们要求今天必须弄好，我一个人来不及", EXPERTS)
    assert town.ticket().status == "claimed"
    assert "一共2位" in town.heard(room=EXPERTS)[-1]


@pytest.mark.parametrize("words", ["他们又说行车也坏了", "他们还有一台空压机也不行，要不要一起修"])
def test_another_trouble_of_the_firm_is_told_a_coordinator(town: Town, words: str) -> None:
    taken(town)
    town.says("老单", words, EXPERTS)
    assert f"单国良说澄屿模塑还有别的毛病：“{words}”" in town.heard(room=UNION)[-1]
    assert "帮澄屿模塑报一下" in town.heard(room=EXPERTS)[-1]
    town.says("老单", "帮澄屿模塑报一下：空压机不行", EXPERTS)
    town.later(12)
    town.says("老单", "1002 接", EXPERTS)
    assert town.ticket(1002).status == "claimed"
    town.says("老单", "1002 修好了，换了密封圈", EXPERTS)
    assert town.ticket(1002).status == "resolved"


def test_who_is_hurt_is_rung(town: Town) -> None:
    taken(town)
    town.says("老单", "修的时候手划破了，去医院包一下", EXPERTS)
    assert "“修的时候手划破了，去医院包一下”。请打个电话过去" in town.heard(room=UNION)[-1]
    assert town.ticket().status == "claimed"


@pytest.mark.parametrize("words", ["企业要给钱，能收吗", "客户要我开发票，怎么办"])
def test_money_is_for_the_union(town: Town, words: str) -> None:
    taken(town)
    town.says("老单", words, EXPERTS)
    assert "请问片区工会协调员" in town.heard(room=EXPERTS)[-1]


def test_whom_nobody_replaces_gives_it_back(town: Town) -> None:
    taken(town)
    town.says("老单", "明天老婆生孩子，去不了了，谁替我一下", EXPERTS)
    assert town.ticket().status == "open"


@pytest.mark.parametrize("words", ["走起", "妥", "安排"])
def test_a_yes_of_any_kind_is_one(town: Town, words: str) -> None:
    town.request()
    town.says("老单", words, EXPERTS)
    assert town.ticket().status == "claimed"


@pytest.mark.parametrize("words", ["如果没人我就去", "没人接我兜底", "能报销油费我就去"])
def test_a_yes_under_a_condition_is_asked_back(town: Town, words: str) -> None:
    town.request()
    town.says("老单", words, EXPERTS)
    assert town.ticket().status == "open"
    assert "你接吗" in town.heard(room=EXPERTS)[-1]


def test_from_afar_he_takes_what_may_be_met_so(town: Town) -> None:
    town.request()
    town.says("老单", "可以远程指导，上门去不了", EXPERTS)
    assert town.ticket().status == "claimed"
    assert "师傅说“可以远程指导，上门去不了”" in town.heard(room=MEIYU)[-1]


def test_where_somebody_must_come_help_from_afar_is_a_no(town: Town) -> None:
    town.request("求助 双色模牙刷柄熔接线发黑，要师傅上门来看")
    town.says("老单", "可以远程指导，上门去不了", EXPERTS)
    assert town.ticket().status == "open"


@pytest.mark.parametrize("words", ["还是我自己去吧", "不用转了，我有空了", "不退了", "自己来吧"])
def test_who_goes_himself_after_all_keeps_it(town: Town, words: str) -> None:
    taken(town)
    town.says("老单", "让海波去，我没空", EXPERTS)
    town.says("老单", words, EXPERTS)
    assert town.ticket().status == "claimed"
    assert town.heard(to="海波")[-1] == "【1001】单国良还是自己去，刚才那单你不用管了，谢谢。"
    assert town.heard(room=EXPERTS)[-1] == "@老单 【1001】好的，还是你的单，不再问别人。"
    assert not any(each.leaves for each in town.experts())


@pytest.mark.parametrize("words", ["还是我去吧", "还是我自己去吧"])
def test_who_has_given_it_back_takes_it_again(town: Town, words: str) -> None:
    taken(town)
    town.says("老单", "退单", EXPERTS)
    town.says("老单", words, EXPERTS)
    assert town.ticket().status == "claimed"


def test_whether_he_may_give_it_back_is_a_question(town: Town) -> None:
    taken(town)
    town.says("老单", "退不退得掉", EXPERTS)
    assert town.ticket().status == "claimed"
    assert "要退写“1001 退单”" in town.heard(room=EXPERTS)[-1]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("我能不能明天去", "我能不能明天去"),
        ("问一下他们厂里有没有行车", "厂里有没有行车"),
        ("问企业要一下图纸", "要一下图纸"),
    ],
)
def test_what_he_has_the_firm_asked_is_put_to_it(town: Town, words: str, asked: str) -> None:
    taken(town)
    town.says("老单", words, EXPERTS)
    assert f"单国良师傅：“{asked}”。请在这里回一下" in town.heard(room=MEIYU)[-1]
    town.says("澄屿小葛", "有的", MEIYU)
    town.later(12)
    assert town.heard(to="老单")[-1].endswith("有的")


@pytest.mark.parametrize("words", ["他们电话多少来着", "地址发我一下"])
def test_where_it_is_he_reads_in_private(town: Town, words: str) -> None:
    taken(town)
    told = town.heard(room=EXPERTS)
    town.says("老单", words, EXPERTS)
    assert "13900010001" in town.heard(to="老单")[-1]
    assert town.heard(room=EXPERTS) == told


def test_who_looks_at_one_by_its_number_is_asked_whether_he_takes_it(town: Town) -> None:
    town.request()
    town.says("涛哥", "1001我看看", EXPERTS)
    assert "你接吗" in town.heard(room=EXPERTS)[-1]


@pytest.mark.parametrize("words", ["企业放我鸽子", "约好两点，人都没来"])
def test_whom_nobody_meets_is_helped(town: Town, words: str) -> None:
    taken(town)
    town.says("老单", words, EXPERTS)
    assert f"办不下去：“{words}”" in town.heard(room=UNION)[-1]


def both_taken(town: Town) -> None:
    taken(town)
    town.says("程程", "求助 空压机漏气 保压不住", MEIYU)
    town.later(12)
    town.says("老单", "1002 接", EXPERTS)


def test_of_two_the_number_says_where_his_apprentice_goes(town: Town) -> None:
    both_taken(town)
    town.says("老单", "我徒弟去", EXPERTS)
    assert "你说的是哪一单" in town.heard(room=EXPERTS)[-1]
    town.says("老单", "1002我徒弟去", EXPERTS)
    assert town.heard(room=MEIYU)[-1] == "【1002】单国良：我徒弟去。"


@pytest.mark.parametrize(
    ("words", "status"), [("两个都弄好了", "resolved"), ("两单都退了", "open"), ("两家都修好了", "resolved")]
)
def test_both_are_meant_where_he_says_so(town: Town, words: str, status: str) -> None:
    both_taken(town)
    town.says("老单", words, EXPERTS)
    assert [town.ticket(no).status for no in (1001, 1002)] == [status, status]
