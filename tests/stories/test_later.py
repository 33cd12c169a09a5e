"""An expert takes a ticket and can only come later, or tells what the work waits for."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town

TAKEN = [
    ("接，但要明天", "要明天"),
    ("可以接不过后天才有空", "后天才有空"),
    ("接单，周五过去", "周五过去"),
    ("我来，不过要等下班以后", "要等下班以后"),
    ("我接，手上这单弄完就去", "手上这单弄完就去"),
    ("周末才有空，能等就我来", "周末才有空"),
    ("没空，下午可以", "下午可以"),
    ("今天不行，明天可以", "明天可以"),
    ("现在走不开，两点以后可以", "两点以后可以"),
    ("后天才有空", "后天才有空"),
    ("下午可以", "下午可以"),
]


@pytest.mark.parametrize(("words", "told"), TAKEN)
def test_who_can_come_later_has_it_and_the_firm_reads_when(town: Town, words: str, told: str) -> None:
    town.request()
    town.says("老单", words, EXPERTS)
    assert town.ticket().status == "claimed"
    assert f"师傅说“{told}”，等不了就回“换人”，有新情况直接在群里写。" in town.heard(room=MEIYU)[-1]
    assert not any(each.away for each in town.experts())


def test_a_time_of_the_same_hour_keeps_nobody_waiting(town: Town) -> None:
    town.request()
    town.says("老单", "我接，十分钟就到", EXPERTS)
    assert "师傅说“十分钟就到”，有新情况直接在群里写。" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("words", ["没空，明天也没空", "没空，下午要开会", "今天没空", "下午有事去不了"])
def test_what_names_no_time_at_which_he_can_is_a_no(town: Town, words: str) -> None:
    town.request()
    town.says("老单", words, EXPERTS)
    assert (town.ticket().status, "declined" in town.changes()) == ("open", True)


def test_where_a_line_stands_still_others_are_asked_first(town: Town) -> None:
    town.request("求助 双色模分型面跑毛边，整条线停着等")
    town.says("老单", "没空，下午可以", EXPERTS)
    assert (town.ticket().status, "declined" in town.changes()) == ("open", True)
    assert any("【1001】是特急，等不了，先请别的师傅。" in each for each in town.heard(room=EXPERTS))
    town.says("老单", "接，但要下午", EXPERTS)
    assert town.ticket().status == "claimed"


WAITS = [
    "顶针板变形了，要拆下来磨，三天",
    "今天去不了，改明天上午10点",
    "没法修，报废了",
    "已报价，等老板同意",
    "缺件，厂家要一周",
    "模具要拉回去修，大概五天",
    "轴断了，要重新车一根，后天装",
    "要停机两小时，等他们排产",
    "轴承型号不对，退回去换",
    "等客户定方案",
    "我看过了，要换轴承",
]


@pytest.mark.parametrize("words", WAITS)
def test_what_the_work_waits_for_is_told_the_firm_in_his_words(town: Town, words: str) -> None:
    town.request()
    town.says("老单", "接", EXPERTS)
    town.later(60)
    town.says("老单", words, EXPERTS)
    assert town.heard(room=MEIYU)[-1] == f"【1001】单国良：{words}。"
    assert town.ticket().status == "in_progress"


@pytest.mark.parametrize("words", ["要换班了", "等老婆回来吃饭", "还在弄"])
def test_small_talk_of_who_is_at_work_is_not_told(town: Town, words: str) -> None:
    town.request()
    town.says("老单", "接", EXPERTS)
    told = town.heard(room=MEIYU)
    town.says("老单", words, EXPERTS)
    assert town.heard(room=MEIYU) == told
