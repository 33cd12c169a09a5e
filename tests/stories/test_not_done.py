"""An expert's "修好了" that was meant for another job: he and the firm speak on as if nothing were mended."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town


def called_mended(town: Town) -> None:
    town.says("澄屿小葛", "求助 码垛机械手干涉报警，动不了", MEIYU)
    town.later(12)
    town.says("倪工机械手", "1001 接", EXPERTS)
    town.later(60)
    town.says("倪工机械手", "修好了", EXPERTS)
    assert town.ticket().status == "resolved"
    town.later(60)


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("刚才在开车，明天上午去澄屿", EXPERTS),
        ("刚才在开车，明天上午去", EXPERTS),
        ("1001 下午三点过来", None),
        ("我马上到", None),
    ],
)
def test_when_he_says_that_he_is_yet_to_come_it_is_his_again(town: Town, text: str, room: str | None) -> None:
    called_mended(town)
    town.says("倪工机械手", text, room)
    assert town.ticket().status == "in_progress"
    words = text.removeprefix("1001 ")
    told = f"【1001】倪晓军：{words}。刚才说修好不算，好了再告诉你。"
    assert town.heard(room=MEIYU)[-1] == told
    heard = town.heard(room=EXPERTS) if room else town.heard(to="倪工机械手")
    assert heard[-1].endswith("【1001】好的，不算修好，还是你的单。")


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("1001 去不了了，家里有事", None),
        ("1001 退单", EXPERTS),
        ("去不了了，家里有事", EXPERTS),
        ("1001 没空了", EXPERTS),
    ],
)
def test_when_he_cannot_come_others_are_asked_and_the_firm_hears_it(
    town: Town, text: str, room: str | None
) -> None:
    called_mended(town)
    town.says("倪工机械手", text, room)
    assert town.ticket().status == "open"
    assert town.heard(room=MEIYU)[-1].startswith("【1001】倪晓军来不了了，正在另请3位师傅")


@pytest.mark.parametrize("text", ["倪师傅手机打不通啊", "师傅电话没人接", "打不通他电话，联系不上人"])
def test_a_firm_that_cannot_reach_him_is_heard_by_him_and_by_the_union(town: Town, text: str) -> None:
    called_mended(town)
    town.says("澄屿小葛", text, MEIYU)
    town.later(12)
    told = "倪晓军说弄好了，好了请回“好了”，没好回“还没好”，已请师傅打给你。"
    assert town.heard(room=MEIYU)[-1].endswith(told)
    assert town.heard(to="倪工机械手")[-1] == f"【1001】澄屿模塑问：{text}\n请打个电话回他一声。"
    assert f"【1001】澄屿模塑联系不上倪晓军：{text}" in town.heard(room=UNION)[-1]
    town.says("文静同学", "1001 换人", UNION)
    assert town.ticket().status == "open"
    assert town.asked()[-1] != "倪工机械手"


def test_of_who_has_it_the_union_hears_when_he_cannot_be_reached_a_second_time(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    for times in range(3):
        town.later(120)
        town.says("澄屿小葛", "师傅电话打不通", MEIYU)
        town.later(12)
        assert town.heard(room=MEIYU)[-1].endswith("，已请师傅打给你。")
        assert len(town.heard(room=UNION)) == min(times, 1)


@pytest.mark.parametrize(
    "text", ["明天上午去驰砺", "今晚去吃饭", "修好了就好", "明天去吗？", "辛苦了", "明天去不去看展"]
)
def test_other_talk_leaves_it_mended(town: Town, text: str) -> None:
    called_mended(town)
    before = len(town.said)
    town.says("倪工机械手", text, EXPERTS)
    assert town.ticket().status == "resolved"
    assert len(town.said) == before


def test_who_has_another_ticket_goes_to_that(town: Town) -> None:
    called_mended(town)
    town.says("澄屿小葛", "求助 注塑机械手取件老掉", MEIYU)
    town.later(12)
    town.says("倪工机械手", "1002 接", EXPERTS)
    town.says("倪工机械手", "明天上午去", EXPERTS)
    assert town.ticket(1001).status == "resolved"
    assert town.ticket(1002).status == "in_progress"
