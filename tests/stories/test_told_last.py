"""A coordinator has somebody told, and says what before to whom."""

import pytest

from tests.conftest import MEIYU, UNION, Town

COORDINATOR = "文静同学"


def orders(town: Town, text: str) -> str:
    return town.answered(COORDINATOR, text, UNION)[-1]


def two_asked(town: Town) -> None:
    """1001 of 澄屿, 1002 of 砺川."""
    town.request()
    town.says("应总监", "求助 数控车床主轴异响", MEIYU)
    town.later(12)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1001戴工说下周才能来，你跟小葛说下", "@澄屿小葛 【1001】工会回话：戴工说下周才能来"),
        ("1001戴工下周一才到，麻烦跟小葛讲一声", "@澄屿小葛 【1001】工会回话：戴工下周一才到"),
        ("1001 戴工明天9点到，跟企业说一声", "@澄屿小葛 【1001】工会回话：戴工明天9点到"),
        ("师傅明天上午到，跟应总监说一声", "@应总监 【1002】工会回话：师傅明天上午到"),
        ("1002 师傅明天到，和应总监讲下", "@应总监 【1002】工会回话：师傅明天到"),
    ],
)
def test_the_firm_reads_it_and_nobody_is_given_the_ticket(town: Town, text: str, told: str) -> None:
    two_asked(town)
    assert orders(town, text).endswith("已转告企业。")
    assert town.heard(room=MEIYU)[-1] == told
    assert [town.ticket(no).status for no in (1001, 1002)] == ["open", "open"]
    assert not town.heard(to="戴工")


def test_an_expert_is_told_in_private(town: Town) -> None:
    two_asked(town)
    orders(town, "1001下午到，跟戴工说一声")
    assert town.heard(to="戴工") == ["【1001】工会转告你：下午到"]


def test_an_order_before_it_is_carried_out(town: Town) -> None:
    two_asked(town)
    assert orders(town, "1001 派给戴工，跟企业说一声").endswith("已派给戴学军，联系方式已私信。")


def test_who_has_asked_and_is_called_so_is_meant_before_an_expert_of_that_surname(town: Town) -> None:
    town.says("柴工线束", "求助 绕线机电机异响", MEIYU)
    town.later(12)
    orders(town, "跟柴工说一下，电机让茅工去")
    assert town.heard(room=MEIYU)[-1] == "@柴工线束 【1001】工会回话：电机让茅工去"


@pytest.mark.parametrize("text", ["1001、1002都先放着，等明天", "1001和1002都先不急，放到明天"])
def test_both_are_put_off(town: Town, text: str) -> None:
    two_asked(town)
    before = len(town.asked())
    town.says(COORDINATOR, text, UNION)
    town.later(3600)
    told = "".join(town.heard(room=UNION))
    assert all(f"【{no}】先不请师傅，明早8:30再请。" in told for no in (1001, 1002))
    assert len(town.asked()) == before
