"""A coordinator has what an expert saved put down afterwards, by his name or the firm's: on a ticket that is
over."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

WHO = "总工会屠佳怡"


def ended(town: Town, trouble: str = "求助 双色模牙刷柄熔接线发黑", no: int = 1001) -> None:
    town.request(trouble)
    town.says("老单", f"{no} 接", EXPERTS)
    town.later(600)
    town.says("老单", f"{no} 修好了，加了排气", EXPERTS)
    town.says("澄屿小葛", f"{no} 好了", MEIYU)
    town.later(3600)


@pytest.mark.parametrize(
    "text",
    [
        "给老单记一笔省了5万",
        "给老单记一笔，救了五万",
        "老单那单给企业省了5万，记上",
        "给单国良师傅登记一下，挽回损失5万",
        "澄屿那单省了5万，记一下",
        "把省的5万记到老单头上",
        "1001给老单记一笔，省了5万",
        "给老单记一笔，没停产，省了5万",
        "老单那单上次没记，补记一下，省了5万",
    ],
)
def test_it_is_booked_on_the_ticket_that_is_over(town: Town, text: str) -> None:
    ended(town)
    (said,) = town.answered(WHO, text, UNION)
    assert said.startswith(f"@{WHO} 【1001】")
    assert said.endswith("给单国良师傅记上了，省了5万元。")
    assert town.ticket().saved_yuan == 50_000
    assert town.heard(to="老单")[-1].endswith("工会给你记上了，省了5万元。")
    assert "省了5万元" in town.answered(WHO, "老单这个月省了多少", UNION)[0]


def test_a_sum_that_stood_there_before_is_named(town: Town) -> None:
    ended(town)
    town.says("澄屿小葛", "省了3万", MEIYU)
    town.later(12)
    assert "省了5万元（原来记的是3万元）" in town.answered(WHO, "给老单记一笔省了5万", UNION)[0]


def test_of_several_the_coordinator_is_asked_which(town: Town) -> None:
    ended(town)
    ended(town, "求助 注塑机锁模有异响", 1002)
    (asked,) = town.answered(WHO, "给老单记一笔省了5万", UNION)
    assert "哪一单" in asked
    assert "【1002】给" not in asked
    assert "【1001】" in town.answered(WHO, "熔接线那个", UNION)[0]
    assert (town.ticket(1001).saved_yuan, town.ticket(1002).saved_yuan) == (50_000, None)
    # Only one has nothing on it now.
    assert "【1002】" in town.answered(WHO, "给老单再记一笔省了2万", UNION)[0]


@pytest.mark.parametrize("text", ["给老单记一笔省了5万", "给水根记一笔，救了五万"])
def test_nothing_is_booked_on_what_is_not_over(town: Town, text: str) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    assert "没有记" in town.answered(WHO, text, UNION)[0]
    assert town.ticket().saved_yuan is None


@pytest.mark.parametrize(
    "text",
    [
        "老单这单省了5万，记了吗",
        "登记的省了多少",
        "查一下老单记了几笔，省了5万以上的",
        "老单上次没省下5万，先别记上",
        "给老单记一下，要是修好能省5万",
    ],
)
def test_a_question_books_nothing(town: Town, text: str) -> None:
    ended(town)
    town.answered(WHO, text, UNION)
    assert town.ticket().saved_yuan is None


@pytest.mark.parametrize(
    "text",
    [
        "老单上次没省下5万，先别记上",
        "老单那单省了5万还没核实，先别记上",
        "老单那单省了5万，暂时不记账",
        "老单没给企业省5万，记一下",
        "给老单记一下，要是修好能省5万",
        "给老单登记一下，下次修好能省5万",
        "给老单记一笔，争取省5万",
        "1001给老单记一笔，修好的话省5万",
        "1001老单没省下5万，别记上",
    ],
)
def test_what_is_denied_or_hoped_for_is_not_booked(town: Town, text: str) -> None:
    ended(town)
    heard = town.heard(to="老单")
    town.answered(WHO, text, UNION)
    assert town.ticket().saved_yuan is None
    assert not any("记上了" in each for each in town.heard(to="老单")[len(heard) :])
