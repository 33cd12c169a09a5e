"""Who has a ticket and is silent about it is asked how it goes; then a coordinator hears of it."""

from tests.conftest import EXPERTS, MEIYU, UNION, Town

HOUR, DAY = 3600, 24 * 3600
ASKED = (
    "【1001】澄屿模塑：双色模牙刷柄熔接线发黑，换了料也没用\n"
    "怎么样了？去过了、好了、在等什么，回一句就行；去不了就回“1001 退单”。"
)


def taken(town: Town, text: str = "求助 双色模牙刷柄熔接线发黑 换了料也没用") -> None:
    town.request(text)
    town.says("老单", "1001 接", EXPERTS)
    town.said.clear()


def test_a_day_of_silence_is_asked_about_and_another_told_the_coordinator(town: Town) -> None:
    taken(town)
    town.later(23 * HOUR)
    assert town.said == []
    town.later(2 * HOUR)
    assert town.heard(to="老单") == [ASKED]
    assert town.heard(room=UNION) == []
    town.later(DAY)
    (told,) = town.heard(room=UNION)
    assert told.startswith("@文静同学\n【1001】单国良接了2天0小时，没说怎么样了，私信问了也没回：")
    assert town.heard(room=MEIYU) == []
    town.later(3 * DAY)
    assert len(town.said) == 2


def test_what_stands_still_is_asked_about_after_two_hours(town: Town) -> None:
    taken(town, "求助 双色模牙刷柄熔接线发黑 机器停着等")
    town.later(2 * HOUR + 60)
    assert "怎么样了？" in town.heard(to="老单")[-1]
    town.later(2 * HOUR + 60)
    assert "单国良接了4小时" in town.heard(room=UNION)[-1]


def test_any_word_of_the_work_is_waited_upon_anew(town: Town) -> None:
    taken(town)
    town.later(8 * HOUR)
    town.says("老单", "1001 拆开看了，热流道那边要清", EXPERTS)
    town.said.clear()
    town.later(20 * HOUR)
    assert town.said == []
    town.later(5 * HOUR)
    assert town.heard(to="老单") == [ASKED]
    town.says("老单", "在等加热圈", None)
    town.later(20 * HOUR)
    assert town.heard(room=UNION) == []
    assert town.ticket().status == "in_progress"


def test_the_day_that_he_has_named_is_waited_for(town: Town) -> None:
    taken(town)
    town.says("老单", "1001 加热圈周五到货再来", EXPERTS)
    town.said.clear()
    town.later(4 * DAY)  # Friday 9:00
    assert town.heard(to="老单") == []
    town.later(10 * HOUR)
    assert town.heard(to="老单") == [ASKED]


def test_nobody_is_woken_for_what_is_not_at_a_standstill(town: Town) -> None:
    town.later(14 * HOUR)  # 23:00
    taken(town)
    town.later(DAY + 7 * HOUR)
    assert town.heard(to="老单") == []
    town.later(2 * HOUR)
    assert town.heard(to="老单") == [ASKED]


def test_who_gave_it_back_is_asked_no_more(town: Town) -> None:
    taken(town)
    town.says("老单", "1001 退单", EXPERTS)
    town.says("涛哥", "1001 接", EXPERTS)
    town.said.clear()
    town.later(DAY + HOUR)
    assert town.heard(to="老单") == []
    assert town.heard(to="涛哥") == [ASKED]


def test_what_is_mended_is_over(town: Town) -> None:
    taken(town)
    town.says("老单", "1001 修好了，换了加热圈", EXPERTS)
    assert "stalled" not in town.live_timers()


def test_a_training_is_arranged_and_not_chased(town: Town) -> None:
    town.request("想请师傅来给我们讲讲双色模的调机")
    town.says("老单", "1001 接", EXPERTS)
    assert "stalled" not in town.live_timers()


def test_a_day_that_a_coordinator_notes_is_not_waited_for(town: Town) -> None:
    taken(town)
    town.says("总工会屠佳怡", "1001 备注：企业下周五要验货", UNION)
    town.said.clear()
    town.later(25 * HOUR)
    assert town.heard(to="老单") == [ASKED]
