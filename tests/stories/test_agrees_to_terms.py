"""A firm agrees to a price, a part or an hour: word for who has the ticket, never the end of it."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town

FIRM, HOLDER = "澄屿小葛", "老单"


@pytest.fixture
def held(town: Town) -> Town:
    town.request("数控铣床报警 SV0401，X轴不动")
    town.says(HOLDER, "1001 接", EXPERTS)
    town.later(20)
    return town


@pytest.mark.parametrize(
    ("asked", "agreed"),
    [
        ("驱动器坏了，要换，3800块，问下老板同意不", "3800可以"),
        ("皮带型号多少？没有的话现买，要200", "可以 200没问题"),
        ("要换个轴承，800块，换不换", "行，800就800"),
        ("驱动器要换，贵一点，三千八", "三千八没问题，换吧"),
        ("上门费200，材料另算", "OK 200可以的"),
        ("国产的轴承行不行", "国产的没问题"),
        ("明天下午三点来行不行", "三点可以"),
        ("轴承要换", "价钱没问题 你换吧"),
        ("1001要换电源模块，配件1200，人工300", "行吧 1500没问题，尽快"),
        ("模块要从宁波调货，后天到，2600", "老板说2600可以，抓紧"),
        ("换国产的轴承可以吗", "没问题"),
        ("修一下大概500，行的话我下午来", "500行，下午来吧"),
    ],
)
def test_he_reads_that_they_agree_and_the_ticket_goes_on(held: Town, asked: str, agreed: str) -> None:
    held.says(HOLDER, asked, EXPERTS)
    held.later(20)
    held.answered(FIRM, agreed)
    assert held.ticket().status in ("claimed", "in_progress")
    assert agreed in held.heard(to=HOLDER)[-1]


@pytest.mark.parametrize(
    "price",
    [
        "上门费200，材料另算",
        "密封圈要换，一套260，老板说可以我就带过去",
        "店里拿要150，老板点头我就买",
        "两千二左右，要做吗",
        "驱动器要换，贵一点，三千八",
        "皮带没有现货，要200",
    ],
)
def test_what_he_says_it_costs_reaches_the_firm_and_gives_nothing_back(held: Town, price: str) -> None:
    held.says(HOLDER, price, EXPERTS)
    held.later(20)
    assert held.ticket().status == "claimed"
    assert price in held.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("asked", ["3500可以不", "三千五行吗"])
def test_who_still_bargains_asks_him(held: Town, asked: str) -> None:
    held.says(HOLDER, "驱动器坏了，要换，3800块，问下老板同意不", EXPERTS)
    held.later(20)
    held.answered(FIRM, asked)
    assert held.ticket().status == "claimed"
    assert asked in held.heard(to=HOLDER)[-1]


def test_of_two_tickets_it_answers_who_has_asked(held: Town) -> None:
    held.answered(FIRM, "另外，抛光件有麻点")
    held.says("涛哥", "1002我接", EXPERTS)
    held.says(HOLDER, "1001 驱动器坏了，要换，3800块，问下老板同意不", EXPERTS)
    held.later(20)
    held.answered(FIRM, "3800可以")
    assert (held.ticket(1001).status, held.ticket(1002).status) == ("claimed", "claimed")
    assert held.heard(to=HOLDER)[-1].endswith("3800可以")


@pytest.mark.parametrize("mended", ["可以了 没问题", "试了50模没问题了，谢谢", "1001 可以了", "没问题了"])
def test_what_is_mended_is_still_heard(held: Town, mended: str) -> None:
    held.says(HOLDER, "修好了，你试试", EXPERTS)
    held.later(20)
    held.answered(FIRM, mended)
    assert held.ticket().status == "closed"


@pytest.mark.parametrize(
    "asked",
    ["老单师傅 是明天下午还是今天", "下午来还是明天来", "上午还是下午啊", "周三还是周四", "是今天还是明天来"],
)
def test_which_day_is_meant_is_a_question_to_him_and_no_complaint(held: Town, asked: str) -> None:
    held.answered(FIRM, asked)
    assert f"澄屿模塑问：{asked}" in held.heard(to=HOLDER)[-1]
    assert "还没好" not in held.heard(room=MEIYU)[-1]
    assert "你问的已转过去" in held.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("wrong", ["还是不行", "今天还是不行", "昨天修了今天还是漏"])
def test_what_is_still_wrong_is_still_heard_so(held: Town, wrong: str) -> None:
    held.answered(FIRM, wrong)
    assert "说还没好" in held.heard(to=HOLDER)[-1]
