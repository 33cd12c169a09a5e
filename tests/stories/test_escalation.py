"""Nobody answers: three are asked, four more, seven more, the coordinator, then the breach."""

import re

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town


def test_the_whole_escalation_at_its_moments(town: Town) -> None:
    town.request()
    assert len(town.asked()) == 3
    town.later(77)  # 1:29 after the first message
    assert len(town.asked()) == 3
    town.later(1)
    assert len(town.asked()) == 7
    town.later(90)
    assert len(town.asked()) == 14
    assert town.heard(to="文静同学") == []
    town.later(60)
    (told,) = town.heard(to="文静同学")
    assert "14位" in told
    town.later(60)
    assert town.ticket().breached_at == town.now
    assert len(town.heard(room=UNION)) == 1
    town.later(600)
    assert len(town.heard(room=UNION)) == 2


def test_a_claim_ends_the_escalation(town: Town) -> None:
    town.request()
    town.says(town.asked()[0], "我来")
    town.later(3600)
    assert town.live_timers() == ["stalled"]
    assert len(town.asked()) == 3
    assert town.heard(room=UNION) == []


def test_nobody_is_asked_twice(town: Town) -> None:
    town.request()
    town.later(300)
    assert len(set(town.asked())) == len(town.asked())


def test_a_decline_brings_the_next_expert_at_once(town: Town) -> None:
    town.request()
    town.says(town.asked()[0], "1001 没空")
    assert len(town.asked()) == 4


def _nudges(town: Town, no: int = 1001) -> list[str]:
    return [each for each in town.heard(room=UNION) if re.search(rf"【{no}】(?:重新找人)?等了", each)]


def test_reminders_come_ever_more_rarely_and_end(town: Town) -> None:
    town.request()
    town.later(5 * 60)
    for minutes, count in ((10, 1), (19, 1), (1, 2), (39, 2), (1, 3)):
        town.later(minutes * 60)
        assert len(_nudges(town)) == count, minutes
    assert "不再单独提醒，每天8:30列一遍" in _nudges(town)[-1]
    town.later(20 * 3600)
    assert len(_nudges(town)) == 3


def test_what_is_still_open_comes_once_a_day_in_one_message(town: Town) -> None:
    town.request()
    town.says("拾墨小顾", "求助 空压机压力上不去", "沙塘青溪企业服务群")
    town.later(24 * 3600)
    (summary,) = [each for each in town.heard(room=UNION) if "还没人接的2单" in each]
    assert "【1001】" in summary
    assert "【1002】" in summary
    assert "@文静同学" in summary
    town.says("葛师傅修模", "1001 接", "工匠帮帮团专家一群（模塑冲铸）")
    town.later(24 * 3600)
    assert "还没人接的1单" in town.heard(room=UNION)[-1]
    town.says("总工会屠佳怡", "关闭 1002", UNION)
    town.says("葛师傅修模", "1001 修好了", "工匠帮帮团专家一群（模塑冲铸）")
    said = len(town.heard(room=UNION))
    town.later(3 * 24 * 3600)
    assert len(town.heard(room=UNION)) == said


def test_nobody_is_reminded_at_night_of_what_can_wait(town: Town) -> None:
    town.now = town.now.replace(hour=21, minute=50)
    town.request()
    town.later(10 * 3600)
    assert len(town.heard(room=UNION)) == 1, "the breach itself, and nothing before anybody is at work"
    town.later(1800)
    assert len(_nudges(town)) == 2


def test_at_night_too_where_a_line_stands_still(town: Town) -> None:
    town.now = town.now.replace(hour=21, minute=50)
    town.request("求助 空压机坏了，三条线全停了")
    town.later(2 * 3600)
    assert len(_nudges(town)) == 3


def test_a_ticket_given_back_is_reminded_of_anew(town: Town) -> None:
    town.request()
    town.later(2 * 3600)
    assert len(_nudges(town)) == 3
    town.says("葛师傅修模", "1001 接", "工匠帮帮团专家一群（模塑冲铸）")
    town.later(60)
    town.says("葛师傅修模", "1001 退单", "工匠帮帮团专家一群（模塑冲铸）")
    town.later(20 * 60)
    assert len(_nudges(town)) == 4


@pytest.mark.parametrize("words", ["现在整条线停了", "彻底动不了了，明天要交货", "模具卡死在里面，停机了"])
def test_what_has_come_to_a_stop_meanwhile_is_asked_about_sooner(town: Town, words: str) -> None:
    town.request()
    town.later(20)
    town.says("澄屿小葛", words, MEIYU)
    town.later(12)
    assert town.ticket().urgency == "critical"
    assert len(town.asked()) == 7
    assert "特急" in [each.text for each in town.said if each.purpose == "offer"][-1]
    assert town.heard(room=MEIYU)[-1].startswith("【1001】改成特急了，又请了4位师傅")
    town.says("澄屿小葛", "现在真的停机了，动不了", MEIYU)
    town.later(12)
    assert len(town.asked()) == 7, "it is critical already"
    town.later(130)
    assert len(town.asked()) == 14


def test_where_everybody_has_been_asked_the_firm_hears_that_it_is_written_down(town: Town) -> None:
    town.request()
    town.later(1200)
    asked = town.asked()
    town.says("澄屿小葛", "现在整条线停了", MEIYU)
    town.later(12)
    assert town.asked() == asked
    assert town.heard(room=MEIYU)[-1] == "【1001】改成特急了，一有人接就告诉你。"


def test_who_has_it_hears_the_words_and_nobody_else_is_asked(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    asked = town.asked()
    town.says("澄屿小葛", "现在整条线停了", MEIYU)
    town.later(12)
    assert (town.ticket().urgency, town.asked()) == ("critical", asked)
    assert "整条线停了" in town.heard(to="老单")[-1]
