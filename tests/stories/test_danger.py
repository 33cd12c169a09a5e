"""Fire, gas, people hurt: heard at once as critical; the group is told whom to call before anybody else."""

import pytest

from tests.conftest import MEIYU, UNION, Town


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("我们磨床着火了！！！", "着火先打119"),
        ("注塑车间有人触电了 快来人", "有人受伤先打120"),
        ("液压机压到手了", "有人受伤先打120"),
        ("车间煤气泄漏了", "漏气先撤人、打119"),
        ("车间冒烟了，配电柜烧了", "着火先打119"),
    ],
)
def test_at_once_everybody_hears(town: Town, words: str, first: str) -> None:
    town.says("澄屿小葛", words, MEIYU)
    assert town.ticket().urgency == "critical"
    (told,) = town.heard(room=MEIYU)
    assert told.startswith(first)
    assert "方便的话" not in told
    assert "【1001】紧急" in town.heard(room=UNION)[0]
    assert town.asked()


def test_danger_opens_a_ticket_beside_one_that_is_open(town: Town) -> None:
    town.request("求助 3号磨床有振纹")
    town.says("澄屿小葛", "3号磨床着火了", MEIYU)
    assert town.ticket(1002).urgency == "critical"


def test_told_twice_it_stays_one_ticket(town: Town) -> None:
    town.says("澄屿小葛", "我们磨床着火了", MEIYU)
    town.says("澄屿小葛", "我们磨床着火了", MEIYU)
    assert len([each for each in town.heard(room=UNION) if "紧急" in each]) == 1


@pytest.mark.parametrize("words", ["去年着火那次多亏了大家", "明天下午消防演练 请知悉"])
def test_talk_of_it_is_left_alone(town: Town, words: str) -> None:
    town.says("澄屿小葛", words, MEIYU)
    town.later(60)
    assert town.said == []


def test_the_coordinators_read_whom_to_ring(town: Town) -> None:
    town.says("澄屿小葛", "快来人，工人手被注塑机夹了", MEIYU)
    (told,) = [each for each in town.said if each.room == UNION]
    assert told.mentions == ("文静同学",)
    assert "打电话给葛晓斌" in told.text
    assert "1390" not in told.text
    (alone,) = [each for each in town.heard(to="文静同学") if "可能出事了" in each]
    assert "葛晓斌（微信：澄屿小葛） 13900010001" in alone


def test_a_stranger_is_named_where_no_number_is_known(town: Town) -> None:
    town.says("刚进群的小李", "快来人，工人手被注塑机夹了", MEIYU)
    (told,) = [each for each in town.said if each.room == UNION]
    assert told.mentions == ("文静同学",)
    assert told.text.endswith("请马上联系刚进群的小李，电话没登记。")
