"""Who has a ticket cannot go on: the firm and the coordinators read why."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town


def taken(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(600)


@pytest.mark.parametrize("words", ["企业不让修", "老板不让我动，说要找原厂", "他们不同意拆"])
def test_where_the_firm_does_not_let_him_it_is_asked_and_a_coordinator_hears(town: Town, words: str) -> None:
    taken(town)
    town.says("老单", words, EXPERTS)
    assert town.heard(room=MEIYU)[-1] == (
        "@澄屿小葛 【1001】单国良说你们不让修了。是的话回“是”，我就取消；还要修回“还要”。"
    )
    assert f"【1001】单国良说：“{words}”" in town.heard(room=UNION)[-1]
    assert town.ticket().status == "claimed"
    town.says("澄屿小葛", "是的", MEIYU)
    town.later(12)
    assert town.ticket().status == "cancelled"


@pytest.mark.parametrize(
    "words",
    [
        "进不去厂，门卫不让进",
        "到了，没人签字",
        "保安拦着不让进",
        "到门口了，没人接待",
        "门锁着",
        "我去过了，老板不在",
    ],
)
def test_where_he_cannot_get_in_or_on_both_are_called(town: Town, words: str) -> None:
    taken(town)
    town.says("老单", words, EXPERTS)
    assert town.heard(room=MEIYU)[-1] == (
        f"@澄屿小葛 【1001】单国良说：“{words}”。请安排人接一下，或在这里回句话。"
    )
    assert f"单国良在澄屿模塑办不下去：“{words}”" in town.heard(room=UNION)[-1]
    assert "急的话找协调员谷文静" in town.heard(to="老单")[-1]
    assert town.ticket().status == "claimed"


@pytest.mark.parametrize(
    "words",
    [
        "没法修，报废了",
        "这个我修不了，要找厂家",
        "修不好，只能返厂",
        "主板烧了，没有修的价值",
        "要叫原厂来修",
        "没招了",
        "没修好，原因找不到",
    ],
)
def test_what_nobody_mends_is_told_both_and_stays_his(town: Town, words: str) -> None:
    taken(town)
    town.says("老单", words, EXPERTS)
    assert town.heard(room=MEIYU)[-1] == f"【1001】单国良：{words}。"
    assert f"【1001】单国良说修不了：“{words}”" in town.heard(room=UNION)[-1]
    assert town.heard(room=EXPERTS)[-1] == (
        "@老单 【1001】已告诉企业和工会协调员，他们定怎么办。你不去了就回“1001 退单”。"
    )
    assert town.ticket().status == "in_progress"
    said = len(town.heard(room=UNION))
    town.says("老单", "真的修不好", EXPERTS)
    assert len(town.heard(room=UNION)) == said


@pytest.mark.parametrize("words", ["这个我修不了", "这个我修不了，换别人吧", "修不了，要找厂家，我退了"])
def test_who_means_to_give_it_back_gives_it_back(town: Town, words: str) -> None:
    taken(town)
    town.says("老单", words, EXPERTS)
    assert town.ticket().status == "open"


@pytest.mark.parametrize("words", ["今天没修好，明天继续", "等厂家发配件，周五到", "联系厂家要了图纸"])
def test_what_goes_on_does_not_call_a_coordinator(town: Town, words: str) -> None:
    taken(town)
    town.says("老单", words, EXPERTS)
    assert town.heard(room=UNION) == []


@pytest.mark.parametrize("words", ["晚饭后去", "吃完饭过来", "等下班了过去", "忙完手上的就过去"])
def test_a_time_by_what_he_does_before_is_told(town: Town, words: str) -> None:
    taken(town)
    town.says("老单", words, EXPERTS)
    assert town.heard(room=MEIYU)[-1] == f"【1001】单国良：{words}。"


@pytest.mark.parametrize("words", ["企业说不用修了", "不去了，他们找别人了", "老板说找了原厂的人"])
def test_that_the_firm_wants_nobody_is_for_the_firm_to_say(town: Town, words: str) -> None:
    town.request("求助 3号注塑机漏油，油缸那边")
    town.says("老丁液压", "1001 接", EXPERTS)
    town.says("老丁液压", words, EXPERTS)
    assert town.ticket().status == "claimed"
    assert "说你们不用人去了" in town.heard(room=MEIYU)[-1]


def test_a_line_that_is_not_stopped_for_him_is_no_giving_back(town: Town) -> None:
    town.request("求助 3号注塑机漏油，油缸那边")
    town.says("老丁液压", "1001 接", EXPERTS)
    town.says("老丁液压", "他们没停机 修不了", EXPERTS)
    assert town.ticket().status == "claimed"
    assert "他们没停机 修不了" in town.heard(room=MEIYU)[-1]


def test_who_is_to_bring_something_is_not_to_take_over(town: Town) -> None:
    town.request("求助 3号注塑机漏油，油缸那边")
    town.says("老丁液压", "1001 接", EXPERTS)
    before = len(town.heard(room=EXPERTS))
    town.says("老丁液压", "让海生帮我带个密封圈", EXPERTS)
    assert len(town.heard(room=EXPERTS)) == before


@pytest.mark.parametrize(
    "words",
    [
        "我让小李下来接",
        "马上叫人下去接你",
        "小李去接了，稍等两分钟",
        "让车间主任下楼接一下",
        "我出来接你",
    ],
)
@pytest.mark.parametrize("said", ["到门口了，没人接待", "到了，在你们门口等着"])
def test_who_waits_at_the_door_reads_that_somebody_comes(town: Town, said: str, words: str) -> None:
    taken(town)
    town.later(7200)
    town.says("老单", said, EXPERTS)
    town.later(60)
    town.says("澄屿小葛", words, MEIYU)
    town.later(12)
    assert town.heard(to="老单")[-1] == f"【1001】澄屿模塑补充：{words}"
    assert town.ticket().status in ("claimed", "in_progress")


@pytest.mark.parametrize("words", ["下午去接孩子", "刚去接了个电话", "客户来接货了"])
def test_who_fetches_somebody_else_is_no_news_for_him(town: Town, words: str) -> None:
    taken(town)
    town.says("老单", "到门口了", EXPERTS)
    before = town.heard(to="老单")
    town.says("澄屿小葛", words, MEIYU)
    town.later(12)
    assert town.heard(to="老单") == before
