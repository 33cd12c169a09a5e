"""What coordinators change their minds about, and what sounds like an order and is meant otherwise."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

COORDINATOR = "文静同学"


def orders(town: Town, text: str, who: str = COORDINATOR) -> str:
    """What the bot answers in the 协调群."""
    town.says(who, text, UNION)
    town.later(12)
    return town.heard(room=UNION)[-1]


def test_what_he_asked_before_is_no_part_of_what_he_reports(town: Town) -> None:
    orders(town, "沙塘今天有单吗", "沙塘工会小毛")
    orders(town, "拾墨文具的小刘打电话说包装机切不断，帮忙开个单", "沙塘工会小毛")
    assert town.ticket().title == "包装机切不断"
    assert "有单吗" not in town.ticket().body


def test_haste_told_after_a_report_is_the_tickets(town: Town) -> None:
    orders(town, "拾墨文具的小刘打电话说包装机切不断，帮忙开个单", "沙塘工会小毛")
    assert "改成特急了" in orders(town, "急的，他们明天要交货", "沙塘工会小毛")
    assert (town.ticket().urgency, town.ticket().deadline) == ("critical", "2026-11-24")


def test_then_him_is_of_the_ticket_just_spoken_of(town: Town) -> None:
    town.request("求助 注塑机液压站漏油")
    town.says("应总监", "求助 数控车床主轴异响", MEIYU)
    town.later(12)
    orders(town, "1001老丁说去不了，海生行不行")
    assert "【1001】已派给顾海生" in orders(town, "那就海生")
    assert town.ticket(1002).status == "open"


def test_who_has_it_is_asked_how_far_he_is(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    assert "【1001】已催单国良" in orders(town, "1001修得怎么样了，问一下老单")


@pytest.mark.parametrize("text", ["帮我问下澄屿小葛满意不", "1001问一下企业满意不", "问问小葛满意不"])
def test_a_question_for_the_firm_is_put_to_it(town: Town, text: str) -> None:
    town.request()
    assert orders(town, text).endswith("【1001】已问企业。")
    assert town.heard(room=MEIYU)[-1] == "@澄屿小葛 【1001】工会问：满意不"


def test_the_score_he_closes_with_is_kept_and_one_told_later_too(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    assert orders(town, "1001五分，结了").endswith("已结单，评价5分。")
    town.says("应总监", "求助 冲床离合器打滑", MEIYU)
    town.later(12)
    orders(town, "1002结单")
    assert orders(town, "1002给4分，结单").endswith("【1002】评价4分。")
    assert (town.ticket().rating, town.ticket(1002).rating) == (5, 4)


def test_an_order_that_names_another_machine_is_asked_about(town: Town) -> None:
    town.request("求助 注塑机液压站漏油")
    assert "你说的是哪一单" in orders(town, "空压机那单取消")
    assert town.ticket().status == "open"


def test_that_one_is_answered_where_nothing_is_left(town: Town) -> None:
    assert "说的是哪一单" in orders(town, "液压那单催一下")


def test_who_is_far_away_is_not_given_it(town: Town) -> None:
    town.request("求助 注塑机液压站漏油")
    orders(town, "1001派给海生")
    before = len(town.asked())
    assert "【1001】已重新找人" in orders(town, "1001改派，海生在外地")
    assert town.ticket().expert_id is None
    assert "海生" not in town.asked()[before:]


def test_his_own_words_taken_back_end_no_ticket(town: Town) -> None:
    town.request()
    assert "没有动" in orders(town, "刚才那条不算")
    assert town.ticket().status == "open"


def test_which_trouble_comes_most_often_is_told_by_trade(town: Town) -> None:
    town.request("求助 注塑机液压站漏油")
    assert "液压与气动 1单" in orders(town, "最近哪类问题多")


def test_what_was_put_off_is_begun_again(town: Town) -> None:
    town.request()
    orders(town, "企业说1001不急，明天再来")
    before = len(town.asked())
    assert "【1001】现在就请师傅" in orders(town, "1001企业改主意了，今天就要人")
    assert len(town.asked()) > before


@pytest.mark.parametrize("text", ["1001师傅到现场了，企业说的", "1001企业反映师傅还没联系他们"])
def test_what_the_firm_has_told_reaches_who_has_it(town: Town, text: str) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    assert "已备注" in orders(town, text)
    assert "工会备注" in town.heard(to="老单")[-1]


def test_the_trade_and_the_title_are_put_right_in_other_words(town: Town) -> None:
    town.request("求助 数控车床主轴异响")
    assert "工种：电气与配电" in orders(town, "1001是电气问题不是机械的")
    assert "标题：主轴不转" in orders(town, "1001 标题不对，是主轴不转")


def test_a_nearer_one_is_another(town: Town) -> None:
    town.request()
    before = len(town.asked())
    assert "【1001】又请了" in orders(town, "1001换个近一点的师傅")
    assert len(town.asked()) == before + 3


def test_who_comes_back_on_a_day_is_away_until_then(town: Town) -> None:
    assert "何碧涛：记下了，到11月25日不派单" in orders(town, "何碧涛后天回来")


def test_who_can_do_something_is_asked_with_able(town: Town) -> None:
    assert "尹书慧" in orders(town, "有没有能修三坐标的")
