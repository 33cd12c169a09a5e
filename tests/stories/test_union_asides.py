"""What coordinators say by the way: words for somebody, a day without time, whom not to ask for what."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

COORDINATOR = "总工会屠佳怡"


def orders(town: Town, text: str) -> str:
    """What the bot answers in the 协调群."""
    town.says(COORDINATOR, text, UNION)
    town.later(12)
    return town.heard(room=UNION)[-1]


def two_asked(town: Town) -> None:
    """1001 of 澄屿, which nobody has; 1002 of 砺川, which 梁国柱 has."""
    town.request("求助 注塑机液压站漏油")
    town.says("应总监", "求助 数控车床主轴异响，急", MEIYU)
    town.later(12)
    town.says("国柱数控维修", "1002 接", EXPERTS)


@pytest.mark.parametrize("text", ["跟小葛说一下，师傅等会过去", "给澄屿小葛带个话，师傅等会过去"])
def test_words_said_to_somebody_of_a_firm_reach_him(town: Town, text: str) -> None:
    town.request()
    assert orders(town, text).endswith("【1001】已转告企业。")
    assert town.heard(room=MEIYU)[-1] == "@澄屿小葛 【1001】工会回话：师傅等会过去"


def test_words_said_to_an_expert_reach_him(town: Town) -> None:
    two_asked(town)
    assert orders(town, "跟阿毛说一声，早点去").endswith("已私信转告娄阿毛。")
    assert town.heard(to="阿毛冲压")[-1] == "工会转告你：早点去"


@pytest.mark.parametrize("text", ["1001我跟小葛说过了", "1001跟小葛说了吗"])
def test_what_was_said_already_is_not_said_again(town: Town, text: str) -> None:
    town.request()
    before = town.heard(room=MEIYU)
    town.says(COORDINATOR, text, UNION)
    assert town.heard(room=MEIYU) == before


def test_a_contact_is_put_right_wherever_the_number_stands(town: Town) -> None:
    town.request()
    assert "【1001】联系人记下了" in orders(town, "把1001的联系人改成李主任13812345678")
    assert not any("13812345678" in each.text for each in town.said if each.room is not None)


@pytest.mark.parametrize("text", ["1001先别派了", "这单先别派了", "1001先不派了"])
def test_what_is_not_to_be_offered_now_is_put_off_and_not_cancelled(town: Town, text: str) -> None:
    two_asked(town)
    orders(town, "1001什么情况")
    assert "【1001】先不请师傅，11月26日" in orders(town, text)
    assert town.ticket().status == "open"


def test_who_is_brought_along_takes_nothing_away(town: Town) -> None:
    two_asked(town)
    assert "顾海生也去" in orders(town, "1002 两个人去吧，叫上海生")
    assert town.ticket(1002).expert_id is not None
    assert "1002" in town.heard(to="国柱数控维修")[-1]
    assert "来和你一起办" in town.heard(to="国柱数控维修")[-1]


def test_the_most_urgent_one_is_told(town: Town) -> None:
    two_asked(town)
    assert "现在，没办完的，最急的一单：\n【1002】" in orders(town, "这几单里哪个最急")


def test_each_of_two_is_told(town: Town) -> None:
    two_asked(town)
    orders(town, "1001和1002怎么样了")
    told = town.heard(room=UNION)[-2:]
    assert "【1001】" in told[0]
    assert "【1002】" in told[1]


def test_he_is_told_of_what_he_wants_watched(town: Town) -> None:
    town.request()
    assert "【1001】" in orders(town, "小助手，你帮我盯着1001，没人接告诉我")
    assert town.ticket().status == "open"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("老丁明天没空", "丁长水：记下了，11月24日不派单"),
        ("老丁明天下午没空，后天才行", "没有记：只能记整天的"),
        ("老丁这周都没空", "丁长水：记下了，到11月29日不派单"),
    ],
)
def test_a_day_without_time_is_a_leave(town: Town, text: str, answer: str) -> None:
    assert answer in orders(town, text)


def test_who_is_not_to_be_asked_for_such_work(town: Town) -> None:
    assert "武新民" in orders(town, "以后液压的单别找武师傅了")
    town.request("求助 注塑机液压站漏油")
    assert "武师傅" not in town.asked()


def test_when_somebody_comes_is_noted_and_no_deadline(town: Town) -> None:
    two_asked(town)
    assert "已备注" in orders(town, "1002 改到下午")
    assert town.ticket(1002).deadline is None
    assert "改到下午" in town.heard(to="国柱数控维修")[-1]
