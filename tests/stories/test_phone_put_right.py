"""A phone number that was wrong: whoever takes the ticket rings the right one alone."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town

WRONG, RIGHT = "13812345678", "13987654321"


def contact(town: Town) -> str:
    """What the expert reads whom to ring."""
    town.says("老单", "1001 接", EXPERTS)
    return next(said for said in town.heard(to="老单") if "归你了" in said)


@pytest.mark.parametrize(
    "words",
    [
        f"电话错了，是{RIGHT}",
        f"不好意思 电话写错了 {RIGHT}",
        f"手机号不对，打{RIGHT}",
        f"打错了，电话是{RIGHT}",
    ],
)
def test_the_new_number_takes_the_place_of_the_one_written(town: Town, words: str) -> None:
    town.request(f"求助 双色模牙刷柄熔接线发黑 换了料也没用，电话{WRONG}")
    town.says("澄屿小葛", words, MEIYU)
    town.later(20)
    told = contact(town)
    assert RIGHT in told
    assert WRONG not in told


def test_where_none_was_written_it_takes_the_place_of_the_roster_s(town: Town) -> None:
    town.request()
    town.says("澄屿小葛", "电话换了，打139 8765 4321", MEIYU)
    town.later(20)
    told = contact(town)
    assert "139 8765 4321" in told
    assert "13900010001" not in told


def test_who_has_the_ticket_reads_it(town: Town) -> None:
    town.request(f"求助 双色模牙刷柄熔接线发黑 换了料也没用，电话{WRONG}")
    contact(town)
    town.later(3600)
    town.says("澄屿小葛", f"电话错了，是{RIGHT}", MEIYU)
    town.later(20)
    assert town.heard(to="老单")[-1] == f"【1001】澄屿模塑更正：电话错了，是{RIGHT}"
    assert not any(RIGHT in said for said in town.heard(room=MEIYU))
