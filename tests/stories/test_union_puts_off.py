"""A coordinator says that a ticket is to wait, or need wait no longer; and which ticket he goes on about."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

WAITS = [
    ("1001 先放到明天", "明早8:30"),
    ("1001 先不要派，等企业通知", "11月26日8:30"),
    ("1001 先别请师傅了", "11月26日8:30"),
    ("1001 先等等", "11月26日8:30"),
    ("1001 压一下，等企业回话", "11月26日8:30"),
    ("1001 暂停派单", "11月26日8:30"),
    ("1001 缓几天，下周再说", "11月30日8:30"),
]


@pytest.mark.parametrize(("text", "until"), WAITS)
def test_what_is_to_wait_waits_and_nothing_ends(town: Town, text: str, until: str) -> None:
    town.request()
    town.says("总工会屠佳怡", text, UNION)
    assert town.ticket().status == "open"
    assert town.heard(room=UNION)[-1] == f"@总工会屠佳怡 【1001】先不请师傅，{until}再请。"
    assert f"【1001】工会说先放一放，{until}再请师傅。" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("text", [text for text, _ in WAITS] + ["1001 可以来了", "1001 不用等了"])
def test_of_what_somebody_has_both_sides_read_it(town: Town, text: str) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("总工会屠佳怡", text, UNION)
    assert town.ticket().status == "claimed"
    words = text.removeprefix("1001 ")
    assert town.heard(to="老单")[-1] == f"【1001】工会备注：{words}"
    assert town.heard(room=MEIYU)[-1] == f"【1001】工会说“{words}”，已告诉单国良。"
    assert town.heard(room=UNION)[-1] == "@总工会屠佳怡 【1001】已转告单国良和企业。"


@pytest.mark.parametrize(
    "text", ["1001 继续派", "1001 恢复派单", "1001 不用等了", "1001 可以派了", "1001 可以来了"]
)
def test_what_was_put_off_goes_on(town: Town, text: str) -> None:
    town.request()
    town.says("总工会屠佳怡", "1001 先放一放", UNION)
    asked = len(town.asked())
    town.says("总工会屠佳怡", text, UNION)
    assert len(town.asked()) > asked
    assert town.heard(room=UNION)[-1] == "@总工会屠佳怡 【1001】现在就请师傅。"


@pytest.mark.parametrize("text", ["1001 继续派", "1001 不用等了", "1001 可以来了"])
def test_for_what_experts_are_being_asked_anyway_he_hears_that(town: Town, text: str) -> None:
    town.request()
    town.says("总工会屠佳怡", text, UNION)
    assert town.ticket().status == "open"
    assert "【1001】一直在请，还没人接：已请3位师傅（" in town.heard(room=UNION)[-1]


def two(town: Town) -> None:
    town.says("应总监", "求助 机床报警SV0401，停了", MEIYU)
    town.says("铁杉-玲玲", "求助 冲床滑块停不住", "双桥企业服务群")
    town.later(20)


@pytest.mark.parametrize("text", ["老陈机修去吧", "那就老陈机修", "派给老陈机修"])
def test_a_name_is_for_the_ticket_that_was_just_talked_of(town: Town, text: str) -> None:
    two(town)
    town.says("文静同学", "1001怎么样了", UNION)
    town.says("文静同学", text, UNION)
    assert town.heard(room=UNION)[-1].startswith("@文静同学 【1001】已派给陈国栋")
    assert town.ticket(1002).status == "open"


def test_of_several_of_a_name_he_is_asked_and_the_bare_name_answers(town: Town) -> None:
    two(town)
    town.says("文静同学", "1001怎么样了", UNION)
    town.says("文静同学", "老陈去吧", UNION)
    assert "“老陈”有好几位：陈立新、陈国栋。" in town.heard(room=UNION)[-1]
    town.says("文静同学", "陈国栋", UNION)
    assert town.heard(room=UNION)[-1].startswith("@文静同学 【1001】已派给陈国栋")


def test_where_two_were_talked_of_he_is_asked_which(town: Town) -> None:
    two(town)
    town.says("文静同学", "1001怎么样了", UNION)
    town.says("文静同学", "1002怎么样了", UNION)
    town.says("文静同学", "老陈机修去吧", UNION)
    assert "你说的是哪一单" in town.heard(room=UNION)[-1]


def test_that_nothing_was_saved_is_said_beside_the_scores(town: Town) -> None:
    town.request()
    town.says("总工会屠佳怡", "本月省了多少钱，评分怎么样", UNION)
    assert town.heard(room=UNION)[-1].endswith("还没有评分，还没有企业报过省了多少")


def two_open(town: Town) -> None:
    town.request("数控铣床报警 SV0401，X轴不动")
    town.later(20)
    town.says("澄屿小葛", "冲床离合器打滑", MEIYU)
    town.later(20)


@pytest.mark.parametrize(
    "text",
    [
        "1001、1002都先放着，等明天",
        "1001和1002都先不急，放到明天",
        "1001 1002 先放一放，明天再说",
        "两单都先放着，明天再派",
    ],
)
def test_two_are_put_off_in_one_breath_and_nobody_is_asked(town: Town, text: str) -> None:
    two_open(town)
    town.says("文静同学", text, UNION)
    told = town.heard(room=UNION)
    assert told[-2:] == [f"@文静同学 【{no}】先不请师傅，明早8:30再请。" for no in (1001, 1002)]
    asked = len(town.asked())
    town.later(1200)
    assert (len(town.asked()), len(town.heard(room=UNION))) == (asked, len(told))


def test_the_firm_puts_off_both_and_a_coordinator_has_both_go_on(town: Town) -> None:
    two_open(town)
    town.answered("澄屿小葛", "1001和1002都先放着，等明天再说")
    asked = len(town.asked())
    town.later(1200)
    assert len(town.asked()) == asked
    town.says("文静同学", "1001、1002现在可以请人了", UNION)
    assert town.heard(room=UNION)[-2:] == [f"@文静同学 【{no}】现在就请师傅。" for no in (1001, 1002)]


@pytest.mark.parametrize("gone", ["停派根宝", "根宝请假到周五"])
def test_for_what_is_put_off_nobody_is_asked_in_the_place_of_who_goes(town: Town, gone: str) -> None:
    two_open(town)
    town.says("文静同学", "1002 先放到明天", UNION)
    asked = len(town.asked())
    town.says("文静同学", gone, UNION)
    town.later(20)
    assert len(town.asked()) == asked
    assert "1002" not in town.heard(room=UNION)[-1]


def test_of_two_the_holder_of_one_reads_what_is_said_without_the_other(town: Town) -> None:
    two_open(town)
    town.says("老单", "1001 接", EXPERTS)
    town.says("文静同学", "1001、1002都先放着，等明天", UNION)
    assert town.heard(to="老单")[-1] == "【1001】工会备注：都先放着，等明天"
