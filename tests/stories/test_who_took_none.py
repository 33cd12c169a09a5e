"""Coordinators ask who took nothing, who waits, how soon it was taken; and whom to ask first from now on."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

COORDINATOR = "总工会屠佳怡"


def asks(town: Town, text: str) -> str:
    return town.answered(COORDINATOR, text, UNION)[-1]


def one_held_one_open(town: Town) -> None:
    """1001 is in 单国良's hands, nobody has 1002."""
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("应总监", "求助 数控车床主轴异响", MEIYU)
    town.later(20)


@pytest.mark.parametrize(
    "text", ["谁没接过", "本月谁一单都没接", "这个月哪些师傅一单没接", "谁一单没接", "还有谁没接过活"]
)
def test_who_took_none_is_told_by_name(town: Town, text: str) -> None:
    one_held_one_open(town)
    head, names = asks(town, text).split("\n")
    assert head.endswith("没接过单的师傅117位（在册118位）")
    assert "葛林松" in names
    assert "单国良" not in names


@pytest.mark.parametrize("text", ["梅屿那边谁没接", "梅屿谁还没接", "这个月谁没接"])
def test_where_tickets_may_be_meant_those_that_nobody_has_are_told_too(town: Town, text: str) -> None:
    one_held_one_open(town)
    told = asks(town, text).split("\n")
    assert "没接过单的师傅" in told[0]
    assert told[-1] == "没人接的单：1单（1002）"


@pytest.mark.parametrize(
    "text",
    [
        "还有谁在等",
        "还有谁在等师傅",
        "谁还在等",
        "现在谁在等",
        "哪几家还在等师傅",
        "还有哪些企业在等",
        "还没接的是哪几家",
    ],
)
def test_who_waits_is_the_tickets_that_nobody_has(town: Town, text: str) -> None:
    one_held_one_open(town)
    told = asks(town, text)
    assert "待接单：1单" in told
    assert "【1002】" in told
    assert "1001" not in told
    assert "排名" not in told


@pytest.mark.parametrize("text", ["谁没接过电话", "谁在等开会"])
def test_what_is_said_of_other_things_is_no_such_question(town: Town, text: str) -> None:
    one_held_one_open(town)
    assert not any("没接过单" in each for each in town.answered(COORDINATOR, text, UNION))


def test_how_soon_it_was_taken_is_said_of_the_claim_that_held(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(900)
    assert "最慢【1001】12秒" in asks(town, "这个月几单了")
    town.says("老单", "1001 退单，去不了", EXPERTS)
    town.later(7200)
    town.says("老陈注塑", "1001 接", EXPERTS)
    town.later(5)
    told = asks(town, "这个月几单了")
    assert "按时接单0/1" in told
    assert "最慢【1001】2小时15分" in told
    assert "2小时15分" in asks(town, "最慢的是哪单")
    assert "2小时15分" in asks(town, "1001什么情况")


def test_given_back_at_night_its_firm_has_waited_from_the_beginning(town: Town) -> None:
    town.later(12 * 3600)
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(7200)
    town.says("老单", "1001 退单，去不了", EXPERTS)
    town.later(10 * 3600)
    town.says("老陈注塑", "1001 接", EXPERTS)
    town.later(5)
    assert "按时接单0/1" in asks(town, "这个月几单了")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("宋电工这人不错，电工的活以后先找他", "记下了，电工先找宋启明。"),
        ("小龙线割不错，线切割的活以后先找他", "记下了，线切割先找翁小龙。"),
        ("宋师傅不错，配电的活以后先找他", "记下了，配电先找宋启明。"),
        ("麻工懂热流道，以后热流道漏胶先找她", "记下了，热流道漏胶先找麻丽君。"),
        ("涛哥不行，抛光的活以后别找他", "记下了，抛光往后先找别人，不先找何碧涛。"),
    ],
)
def test_whom_he_praises_and_for_what_is_learned_without_a_ticket(town: Town, text: str, told: str) -> None:
    one_held_one_open(town)
    assert asks(town, text) == f"@{COORDINATOR} {told}"
