"""A bare question of knowledge of another trade is a ticket of its own; one about the trouble adds to it."""

import pytest

from tests.conftest import MEIYU, Town


def says(town: Town, text: str) -> None:
    town.says("澄屿小葛", text, MEIYU)
    town.later(20)


@pytest.mark.parametrize(
    ("words", "trade"),
    [
        ("5.5千瓦直接启动，线用几平方", "electrical"),
        ("请问5.5千瓦电机直接启动，线用几平方的？", "electrical"),
        ("304不锈钢用什么焊丝", "welding"),
        ("M8螺纹底孔钻多大", "machining"),
    ],
)
def test_of_another_trade_it_is_a_ticket_of_its_own(town: Town, words: str, trade: str) -> None:
    town.request()
    town.later(60)
    says(town, words)
    assert town.ticket(1002).category == trade
    assert words not in town.ticket(1001).body


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("车床主轴箱响，谁懂", "主轴用几号油"),
        ("注塑机漏油，谁来看看", "油封用多大的"),
        ("注塑机漏油，谁来看看", "液压油用几号的合适"),
        ("求助 双色模牙刷柄熔接线发黑", "料温调到多少合适"),
    ],
)
def test_of_the_same_trouble_it_adds_to_it(town: Town, trouble: str, words: str) -> None:
    town.request(trouble)
    town.later(60)
    says(town, words)
    with pytest.raises(AssertionError):
        town.ticket(1002)
    assert words in town.ticket().body


def test_an_answer_goes_to_the_ticket_that_asked_for_it(town: Town) -> None:
    town.request()
    town.later(60)
    says(town, "304不锈钢用什么焊丝")
    says(town, "料是ABS的，温度220")
    assert "ABS" in town.ticket(1001).body
