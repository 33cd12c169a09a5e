"""What a firm says beside a ticket of its own: how to mend it, what stands in the way, what else fails."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town


@pytest.fixture
def held(town: Town) -> Town:
    town.request("3号注塑机漏油，油缸那边一直滴")
    town.says("老丁液压", "1001 接", EXPERTS)
    return town


def writes(town: Town, text: str) -> None:
    town.says("澄屿小葛", text, MEIYU)
    town.later(12)


def no_other(town: Town) -> bool:
    return not [each for each in town.said if "【1002】" in each.text]


HOW = [
    "不换了，先用着",
    "不要换油缸",
    "不要这个油封",
    "油封不要这种的，要进口的",
    "不用换油缸，换个密封就行",
    "师傅，别拆油缸",
    "先不要动模具",
    "不要国产的",
]


@pytest.mark.parametrize("text", HOW)
def test_how_it_is_to_be_mended_is_word_for_who_has_it(held: Town, text: str) -> None:
    writes(held, text)
    assert held.heard(to="老丁液压")[-1] == f"【1001】澄屿模塑补充：{text}"
    assert held.ticket().status == "claimed"
    assert no_other(held)


@pytest.mark.parametrize("text", HOW)
def test_while_nobody_has_it_it_stands_on_the_ticket(town: Town, text: str) -> None:
    town.request("3号注塑机漏油，油缸那边一直滴")
    writes(town, text)
    assert town.ticket().status == "open"
    assert text in town.ticket().body
    assert no_other(town)


@pytest.mark.parametrize("text", HOW[1:])
def test_of_a_firm_that_has_no_ticket_it_opens_none(town: Town, text: str) -> None:
    writes(town, text)
    assert not [each for each in town.said if "【1001】" in each.text]


@pytest.mark.parametrize("text", ["不要了", "不用来了", "不用修了，自己换了油封"])
def test_what_ends_it_still_ends_it(held: Town, text: str) -> None:
    writes(held, text)
    assert held.ticket().status in ("cancelled", "closed")


@pytest.mark.parametrize("text", ["停电了", "厂里停电了", "突然停水了", "现在没电"])
def test_a_power_cut_is_word_for_who_has_it_and_no_second_ticket(held: Town, text: str) -> None:
    writes(held, text)
    assert held.heard(to="老丁液压")[-1] == f"【1001】澄屿模塑补充：{text}"
    assert no_other(held)


def test_a_power_cut_of_a_firm_that_waits_for_nobody_is_a_request(town: Town) -> None:
    writes(town, "停电了")
    assert town.ticket().category == "electrical"


@pytest.mark.parametrize("text", ["再约个时间", "重新约个时间吧", "改天再约时间"])
def test_that_another_time_is_wanted_reaches_who_has_it(held: Town, text: str) -> None:
    writes(held, text)
    assert text in held.heard(to="老丁液压")[-1]


@pytest.mark.parametrize("text", ["5号机也漏了", "5号机又漏了", "5号注塑机漏油"])
def test_after_the_end_another_machine_is_a_ticket_of_its_own(held: Town, text: str) -> None:
    held.says("老丁液压", "1001 修好了，换了油封", EXPERTS)
    writes(held, text)
    assert held.ticket(1001).status == "resolved"
    assert held.ticket(1002).status == "open"
    assert held.ticket(1002).category == "hydraulics"
    assert held.ticket(1002).title.startswith(text)
    assert held.ticket(1002).similar_id == held.ticket(1001).id


def test_several_machines_are_no_tickets_number(held: Town) -> None:
    held.says("老丁液压", "1001 修好了，换了油封", EXPERTS)
    writes(held, "好了，5分")
    writes(held, "5号、6号机也漏了")
    assert held.ticket(1002).title.startswith("5号、6号机也漏了")


def test_so_it_is_after_the_firm_has_confirmed(held: Town) -> None:
    held.says("老丁液压", "1001 修好了，换了油封", EXPERTS)
    writes(held, "好了，5分")
    writes(held, "5号机也漏了")
    assert held.ticket(1001).status == "closed"
    assert held.ticket(1002).title == "5号机也漏了（注塑机漏油）"


@pytest.mark.parametrize("text", ["5号机也漏了"])
def test_while_somebody_is_at_work_he_reads_it(held: Town, text: str) -> None:
    writes(held, text)
    assert text in held.heard(to="老丁液压")[-1]
    assert no_other(held)


@pytest.mark.parametrize("text", ["3号机还是漏", "3号机又漏了", "还在漏"])
def test_the_same_machine_after_the_end_is_not_mended(held: Town, text: str) -> None:
    held.says("老丁液压", "1001 修好了，换了油封", EXPERTS)
    writes(held, text)
    assert held.ticket(1001).status == "in_progress"
    assert no_other(held)


LECTURES = {
    "约葛师傅讲课": "约葛师傅讲课",
    "想请葛师傅来厂里讲课": "想请葛师傅来厂里讲课",
    "请焊工师傅来给新人上一堂课": "请焊工师傅来给新人上一堂课",
    "约葛师傅给我们讲讲修模": "修模培训（葛师傅讲）",
}


@pytest.mark.parametrize(("text", "title"), LECTURES.items())
def test_a_lecture_by_somebody_named_is_a_training_wanted(town: Town, text: str, title: str) -> None:
    writes(town, text)
    assert town.ticket().kind == "training"
    assert title in town.heard(room=UNION)[-1]


def test_it_is_so_beside_a_ticket_too(held: Town) -> None:
    writes(held, "约葛师傅讲课")
    assert held.ticket(1002).kind == "training"


@pytest.mark.parametrize("text", ["明天请葛师傅来讲课，大家准时参加", "葛师傅的课讲得好，谢谢葛师傅来上课"])
def test_a_lecture_announced_or_praised_is_none_wanted(town: Town, text: str) -> None:
    writes(town, text)
    assert not town.said


def test_no_change_of_one_who_wished_for_another_is_of_him(held: Town) -> None:
    writes(held, "能不能换个师傅")
    writes(held, "不换了")
    assert "还是丁长水" in held.heard(room=MEIYU)[-1]


def test_no_change_of_one_who_wished_for_nobody_is_of_a_part(held: Town) -> None:
    told = held.heard(room=UNION)
    writes(held, "不换了")
    assert held.heard(room=UNION) == told
    assert held.ticket().status == "claimed"
