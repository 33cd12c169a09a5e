"""What the bot says of itself, to whom, and how seldom."""

from dataclasses import replace

import pytest

from tests.conftest import EXPERTS, MEIYU, SALON, UNION, Town


@pytest.mark.parametrize(
    ("who", "room", "word"),
    [
        ("澄屿小葛", MEIYU, "没好回“还没好”"),
        ("澄屿小葛", None, "没好回“还没好”"),
        ("老单", EXPERTS, "请假到周五"),
        ("老单", None, "请假到周五"),
        ("总工会屠佳怡", UNION, "派给"),
        ("国泰民安🙏", SALON, "没好回“还没好”"),
        ("路人甲", None, "名册里还没有你"),
    ],
)
def test_help_is_given_by_role(town: Town, who: str, room: str | None, word: str) -> None:
    for question in ("@派单助手 你会什么", "@派单助手 怎么用？", "派单助手，你会什么"):
        town.says(who, question, room)
        town.later(12)
        assert word in town.said[-1].text
        assert len(town.said[-1].text.splitlines()) <= 5
    assert len(town.said) == 3


@pytest.mark.parametrize("text", ["这台机器怎么用", "你会什么，老王", "他能干什么"])
def test_talk_among_people_is_not_answered(town: Town, text: str) -> None:
    town.says("老单", text, EXPERTS)
    town.says("澄屿小葛", text, MEIYU)
    town.later(60)
    assert town.said == []


def test_a_strangers_greetings_are_answered_once_a_day(town: Town) -> None:
    for text in ("你好", "在吗", "你好"):
        town.says("路人甲", text)
        town.later(60)
    assert len(town.heard(to="路人甲")) == 1
    town.later(86400)
    town.says("路人甲", "你好")
    assert len(town.heard(to="路人甲")) == 2


def test_a_strangers_request_reaches_the_coordinators_and_he_is_told(town: Town) -> None:
    town.says("路人甲", "你好")
    town.says("路人甲", "我们厂注塑机漏油了，能不能帮忙找个师傅 13900001234")
    assert "转给工会协调员" in town.heard(to="路人甲")[-1]
    assert "注塑机漏油" in town.heard(room=UNION)[-1]
    assert "13900001234" not in town.heard(room=UNION)[-1]


def test_a_greeting_in_private_is_answered_once_and_in_a_group_not_at_all(town: Town) -> None:
    for text in ("你好", "在吗"):
        town.says("老单", text)
        town.says("老单", text, EXPERTS)
    assert [each.text for each in town.said] == ["在的，有事直接写。"]


def test_a_bot_of_another_name_is_spoken_to_by_that_name(town: Town) -> None:
    town.engine = replace(town.engine, bot_name="小帮手")
    town.says("澄屿小葛", "@小帮手 双色模牙刷柄熔接线发黑 换了料也没用", MEIYU)
    town.later(12)
    first = town.asked()[0]
    town.says(first, "@小帮手 接", EXPERTS, mentions=("小帮手",))
    assert town.ticket().status == "claimed"
    town.says("立峰", "@小帮手 1001 怎么样了", UNION)
    assert "【1001】" in town.heard(room=UNION)[-1]
    town.says(first, "@小帮手 修好了", EXPERTS)
    assert town.ticket().status == "resolved"
