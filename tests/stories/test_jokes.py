"""What was a joke opens no ticket, and who says so afterwards takes back what he asked for."""

import pytest

from tests.conftest import EXPERTS, MEIYU, SALON, Town

FIRM = "澄屿小葛"


def tells(town: Town, text: str, who: str = FIRM) -> list[str]:
    """What the bot answers in the firm's group."""
    before = len(town.heard(room=MEIYU))
    town.says(who, text, MEIYU)
    town.later(12)
    return town.heard(room=MEIYU)[before:]


@pytest.mark.parametrize(
    "text",
    [
        "救命啊我电脑里的小说打不开了哈哈哈，开玩笑的",
        "机床着火啦！！逗你们玩的",
        "老板今天发毛病了，一会这样一会那样",
        "老板犯病了，一会这样一会那样",
    ],
)
def test_a_joke_opens_nothing(town: Town, text: str) -> None:
    town.says(FIRM, text, SALON)
    town.later(12)
    assert town.asked() == []


@pytest.mark.parametrize("text", ["1001不算啊，我真开玩笑的，别当真", "1001是说着玩的", "1001逗你们玩"])
def test_with_its_number_it_is_taken_back(town: Town, text: str) -> None:
    town.request()
    assert tells(town, text) == ["【1001】已取消。已告诉师傅们不用来了。"]
    assert town.ticket().status == "cancelled"
    assert town.heard(room=EXPERTS)[-1] == "【1001】已取消，各位师傅不用接了。"


@pytest.mark.parametrize("yes", ["取消", "是的", "对"])
def test_without_its_number_he_is_asked_once(town: Town, yes: str) -> None:
    town.request()
    (asked,) = tells(town, "开玩笑的")
    assert "这单也是开玩笑的话，回“取消”" in asked
    assert town.ticket().status == "open", "a joke among colleagues leaves a fault a fault"
    tells(town, yes)
    assert town.ticket().status == "cancelled"


def test_who_has_asked_for_nothing_jokes_in_peace(town: Town) -> None:
    town.request()
    assert tells(town, "开玩笑的", "栎丰雪琴") == []
    assert "不是你们单位的单" in tells(town, "1001是开玩笑的", "栎丰雪琴")[0]
    assert town.ticket().status == "open"


@pytest.mark.parametrize(
    "text", ["注塑机漏油漏得像喷泉，不是开玩笑", "没跟你们开玩笑，注塑机真的冒烟了", "别开玩笑"]
)
def test_no_joke_is_none(town: Town, text: str) -> None:
    town.request()
    tells(town, text)
    assert town.ticket().status == "open"


@pytest.mark.parametrize(
    "text",
    [
        "烘箱犯病了，温度忽高忽低",
        "烘箱又犯病了，温度忽高忽低",
        "烘箱犯毛病了",
        "我们的压机老毛病又犯了，一会快一会慢",
        "流水线今天抽风，走走停停",
    ],
)
def test_a_machine_that_is_ill_as_people_are_wants_somebody(town: Town, text: str) -> None:
    tells(town, text)
    assert town.ticket().status == "open"


@pytest.mark.parametrize("text", ["我老毛病犯了，今天请假", "司机闹脾气了", "隔壁厂的烘箱又犯病了"])
def test_a_person_who_is_ill_and_a_neighbours_machine_want_nobody(town: Town, text: str) -> None:
    assert tells(town, text) == []
    assert town.asked() == []


def test_an_old_trouble_of_his_ticket_is_no_new_one(town: Town) -> None:
    town.request("烘箱温度忽高忽低")
    tells(town, "烘箱又犯病了，还是忽高忽低")
    assert not any("【1002】" in each for each in town.heard(room=MEIYU))


@pytest.mark.parametrize(
    "text",
    [
        "烘箱又犯病了，温度忽高忽低",
        "烤箱又不行了，温度上不去",
        "烘箱怎么又坏了",
        "那台磨床又犯病了",
    ],
)
def test_another_machine_that_is_ill_again_is_no_news_of_his_ticket(town: Town, text: str) -> None:
    town.request("液压机漏油，压力上不去")
    town.says(town.asked()[0], "1001 接", EXPERTS)
    town.later(1800)
    assert any("【1002】" in each for each in tells(town, text))
    assert (town.ticket().status, town.ticket(1002).status) == ("claimed", "open")


@pytest.mark.parametrize("text", ["又犯病了，压力忽高忽低", "油泵又响了", "液压机又不行了"])
def test_the_same_machine_or_a_part_of_it_that_is_ill_again_is(town: Town, text: str) -> None:
    town.request("液压机漏油，压力上不去")
    town.says(town.asked()[0], "1001 接", EXPERTS)
    town.later(1800)
    assert not any("【1002】" in each for each in tells(town, text))


def test_a_machine_mended_before_comes_back_as_its_own_ticket(town: Town) -> None:
    town.request("烘箱温度不稳")
    his = town.asked()[0]
    town.says(his, "1001 接", EXPERTS)
    town.later(1800)
    town.says(his, "修好了，换了热电偶", EXPERTS)
    tells(town, "烘箱又犯病了，温度忽高忽低")
    assert town.ticket().status == "in_progress"
