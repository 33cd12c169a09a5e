"""What a coordinator has the bot pass on, whom it reminds for him, and two tickets made one."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

COORDINATOR, HIM = "文静同学", "葛师傅修模"


def orders(town: Town, text: str) -> str:
    """What the bot answers in the 协调群."""
    town.says(COORDINATOR, text, UNION)
    return town.heard(room=UNION)[-1]


def held(town: Town) -> None:
    town.request()
    town.says(HIM, "1001 接", EXPERTS)


@pytest.mark.parametrize(
    "text",
    [
        "1001给企业回个话，说下午有人去",
        "1001 告诉企业：下午有人去",
        "1001跟客户说一声下午有人去",
        "1001转告厂里，下午有人去",
    ],
)
@pytest.mark.parametrize("claimed", [True, False])
def test_the_firm_reads_the_coordinators_words(town: Town, text: str, claimed: bool) -> None:
    if claimed:
        held(town)
    else:
        town.request()
    assert orders(town, text).endswith("【1001】已转告企业。")
    assert town.heard(room=MEIYU)[-1] == "@澄屿小葛 【1001】工会回话：下午有人去"
    assert town.changes()[-1] == "noted"


def test_who_does_not_say_what_is_asked(town: Town) -> None:
    town.request()
    before = town.heard(room=MEIYU)
    assert "要跟企业说什么" in orders(town, "1001给企业回个话")
    assert town.heard(room=MEIYU) == before


@pytest.mark.parametrize(
    "text",
    ["1001我跟企业说过了", "1001备注：下午跟企业说一声", "1001跟企业说了吗", "1001等葛师傅去了再告诉企业"],
)
def test_the_firm_hears_nothing_of_what_is_only_told_or_asked(town: Town, text: str) -> None:
    held(town)
    before = town.heard(room=MEIYU)
    orders(town, text)
    assert town.heard(room=MEIYU) == before
    assert town.ticket().status == "claimed"


@pytest.mark.parametrize("text", ["提醒葛师傅打电话", "1001提醒葛林松打电话", "转告葛林松：打电话"])
def test_an_expert_reads_what_he_is_to_be_told(town: Town, text: str) -> None:
    held(town)
    assert orders(town, text).endswith("【1001】已私信转告葛林松。")
    assert town.heard(to=HIM)[-1] == "【1001】工会转告你：打电话"


@pytest.mark.parametrize(
    "text", ["1001催一下", "催一下葛师傅", "1001再催催", "提醒一下葛林松", "催一下", "再催催"]
)
def test_urging_reminds_who_has_it_and_raises_nothing(town: Town, text: str) -> None:
    held(town)
    assert orders(town, text).endswith("【1001】已催葛林松。")
    assert "到哪一步了请回一句" in town.heard(to=HIM)[-1]
    assert town.ticket().urgency == "normal"


def test_urging_what_nobody_has_asks_the_silent_once_more(town: Town) -> None:
    town.request()
    first = town.asked()
    assert "又问了" in orders(town, "1001催一下")
    assert town.asked() == first + first
    assert town.heard(room=EXPERTS)[-1].split("\n")[1].startswith("【1001】还没人接，能去吗：")
    assert town.ticket().urgency == "normal"


@pytest.mark.parametrize("text", ["1001不用催", "1001催了没", "1001催过了"])
def test_no_urging_urges_nobody(town: Town, text: str) -> None:
    held(town)
    before = town.heard(to=HIM)
    orders(town, text)
    assert not any("到哪一步了" in each for each in town.heard(to=HIM)[len(before) :])


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("1001派给葛林松，跟企业说一声", "claimed"),
        ("1001结单，跟企业说一声", "closed"),
        ("1001取消，告诉企业一声", "cancelled"),
    ],
)
def test_an_order_with_a_word_to_the_firm_is_the_order(town: Town, text: str, status: str) -> None:
    town.request()
    orders(town, text)
    assert town.ticket().status == status


def test_urgent_is_still_an_order(town: Town) -> None:
    town.request()
    orders(town, "1001加急")
    assert town.ticket().urgency == "critical"


def helpers(town: Town) -> list[str]:
    return [each.text.split("】")[1].split("来和")[0] for each in town.said if "来和你一起办" in each.text]


@pytest.mark.parametrize("text", ["1001葛林松和庄福根一起去", "1001 派给葛林松和庄福根，两个人去"])
@pytest.mark.parametrize("claimed", [True, False])
def test_two_who_are_to_go_together_both_go(town: Town, text: str, claimed: bool) -> None:
    if claimed:
        held(town)
    else:
        town.request()
    assert "庄福根也去" in orders(town, text)
    assert helpers(town) == ["庄福根"]
    holder = town.ticket().expert_id
    assert [each.name for each in town.experts() if each.id == holder] == ["葛林松"]


def test_two_in_the_place_of_one(town: Town) -> None:
    held(town)
    assert "庄福根也去" in orders(town, "1001葛林松不去了，换成车敏儿和庄福根")
    holder = town.ticket().expert_id
    assert [each.name for each in town.experts() if each.id == holder] == ["车敏儿"]


@pytest.mark.parametrize("text", ["1001叫葛师傅带上万用表", "1001跟葛师傅说带量具", "1001让葛师傅下午去"])
def test_an_order_for_who_has_it_passes_the_words_on(town: Town, text: str) -> None:
    held(town)
    assert orders(town, text).endswith("【1001】本来就在葛林松手上，你的话转过去了。")
    assert town.heard(to=HIM)[-1] == f"【1001】工会备注：{text}"


def test_an_order_for_who_has_it_and_nothing_more_tells_him_nothing(town: Town) -> None:
    held(town)
    before = town.heard(to=HIM)
    assert orders(town, "1001派给葛师傅吧").endswith("本来就在葛林松手上。")
    assert town.heard(to=HIM) == before


def test_more_of_them_are_no_condition(town: Town) -> None:
    held(town)
    assert "会诊" in orders(town, "1001葛师傅去了再派两个")
    assert town.ticket().wanted == 3


def two_of_one_house(town: Town) -> None:
    town.request()
    town.later(3600)
    town.says("澄屿小葛", "求助 空压机频繁跳闸 车间断气 停产了", MEIYU)
    town.later(12)
    assert town.ticket(1002).status == "open"


@pytest.mark.parametrize(
    "text", ["1002并到1001", "1001 1002是同一个事，合并", "把1001和1002合并", "1002和1001合并到1001"]
)
def test_two_tickets_of_one_house_become_one(town: Town, text: str) -> None:
    two_of_one_house(town)
    assert orders(town, text).endswith("【1002】并到【1001】了，1002按重复取消，内容记在1001里。")
    assert [town.ticket(no).status for no in (1001, 1002)] == ["open", "cancelled"]
    assert "空压机频繁跳闸" in town.ticket(1001).body
    assert "merged" in town.changes(1001)
    assert town.live_timers(1002) == []
    assert "【1002】和【1001】是同一件事，合在【1001】一起办。" in town.heard(room=MEIYU)


def test_the_one_that_somebody_has_is_kept(town: Town) -> None:
    two_of_one_house(town)
    town.says("文静同学", "1002 派给葛林松", UNION)
    assert "【1002】在葛林松手上，没有合并" in orders(town, "1002并到1001")
    assert [town.ticket(no).status for no in (1001, 1002)] == ["open", "claimed"]
    assert "【1001】并到【1002】了" in orders(town, "1001和1002合并")
    assert town.ticket(1001).status == "cancelled"
    assert "那边写的是：求助 双色模牙刷柄" in town.heard(to=HIM)[-1]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("1002能并到1001吗", "同一家的两单可以合并，请写“1002 并到 1001”"),
        ("1001要合并", "请写“1002 并到 1001”"),
        ("1009并到1001", "没有1009"),
    ],
)
def test_what_cannot_be_merged_is_said(town: Town, text: str, answer: str) -> None:
    two_of_one_house(town)
    assert answer in orders(town, text)
    assert [town.ticket(no).status for no in (1001, 1002)] == ["open", "open"]
    assert [town.ticket(no).urgency for no in (1001, 1002)].count("critical") <= 1


def test_tickets_of_two_houses_stay_two(town: Town) -> None:
    town.request()
    town.says("拾墨小顾", "求助 三坐标测针碰撞后球度超差 量不准", MEIYU)
    town.later(12)
    assert "不是同一家的，没有合并" in orders(town, "1002并到1001")
    assert [town.ticket(no).status for no in (1001, 1002)] == ["open", "open"]


def test_a_question_from_a_holiday_on_is_of_those_days(town: Town) -> None:
    town.request()
    assert orders(town, "国庆后到现在超时率多少").split("\n")[0].endswith("10月8日至11月23日：1单")
    assert "待接单：1单" in orders(town, "还没接的是哪几家")


@pytest.mark.parametrize("words", ["提醒一下葛师傅", "催一下葛林松", "提醒葛林松"])
def test_a_reminder_needs_no_number_where_he_has_one_ticket(town: Town, words: str) -> None:
    held(town)
    assert "已催葛林松" in orders(town, words)


@pytest.mark.parametrize("words", ["两单都派给葛林松", "都派给葛师傅"])
def test_all_that_nobody_has_are_given_to_one(town: Town, words: str) -> None:
    town.request()
    town.says("应总监", "求助 滑块卡死", MEIYU)
    town.later(12)
    orders(town, words)
    assert [town.ticket(no).status for no in (1001, 1002)] == ["claimed", "claimed"]


def test_of_three_the_two_that_are_meant_are_asked_for(town: Town) -> None:
    town.request()
    for who, text in (("应总监", "求助 滑块卡死"), ("小芳姐", "求助 水槽拉深开裂")):
        town.says(who, text, MEIYU)
        town.later(12)
    orders(town, "两单都派给葛林松")
    assert [town.ticket(no).status for no in (1001, 1002, 1003)] == ["open"] * 3


@pytest.mark.parametrize("words", ["1001先放一放，企业说下午再弄", "1001缓一缓，客户那边停电"])
def test_what_is_put_off_is_noted_and_not_ended(town: Town, words: str) -> None:
    town.request()
    said = orders(town, words)
    assert town.ticket().status == "open"
    assert town.changes()[-1] == "noted"
    assert "没有动" not in said
