"""What coordinators write in passing: on behalf of a firm, for more experts, to put off, to put right."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

COORDINATOR = "总工会屠佳怡"


def orders(town: Town, text: str) -> str:
    """What the bot answers in the 协调群."""
    town.says(COORDINATOR, text, UNION)
    town.later(15)
    return town.heard(room=UNION)[-1]


def two_asked(town: Town) -> None:
    """1001 of 澄屿, 1002 of 砺川."""
    town.request("求助 注塑机液压站漏油")
    town.says("应总监", "求助 数控车床主轴异响", MEIYU)
    town.later(12)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("帮双桥的一家企业报个，行车电机冒烟了，联系人王主任13800001111", "行车电机冒烟了"),
        ("替开发区一家做水表的小厂报修，注塑机不升温，电话13800001111", "注塑机不升温"),
        ("帮宏达铸件报一下炉子不升温，13800001111", "炉子不升温"),
    ],
)
def test_a_firm_that_no_roster_knows_gets_its_ticket_through_a_coordinator(
    town: Town, text: str, title: str
) -> None:
    said = orders(town, text)
    assert (town.ticket().title, town.ticket().enterprise_id) == (title, None)
    assert said.endswith("【1001】电话记下了，只给接单的师傅看。是哪家企业的？回个企业名就行。")
    winner = town.asked()[0]
    town.says(winner, "1001 接", EXPERTS)
    assert "13800001111" in " ".join(town.heard(to=winner))
    assert not any("13800001111" in each.text for each in town.said if each.room is not None)


@pytest.mark.parametrize("text", ["帮我报一下上个月注塑的单量", "帮企业登记一下，联系人换成王工"])
def test_what_asks_or_notes_opens_no_ticket(town: Town, text: str) -> None:
    town.says(COORDINATOR, text, UNION)
    town.later(15)
    assert not town.asked()


@pytest.mark.parametrize("text", ["再叫两个师傅", "再多喊两个师傅", "多请两位师傅"])
def test_more_are_asked_about_the_ticket_just_spoken_of(town: Town, text: str) -> None:
    two_asked(town)
    orders(town, "1002什么情况")
    before = len(town.asked())
    assert "【1002】又请了" in orders(town, text)
    assert len(town.asked()) == before + 2
    assert town.ticket(1002).wanted == 1


def test_of_several_none_spoken_of_he_is_asked_which(town: Town) -> None:
    two_asked(town)
    assert "你说的是哪一单" in orders(town, "再叫两个师傅")
    assert "【1001】又请了" in orders(town, "1001")


def test_the_wrong_one_cancelled_is_opened_again_and_the_right_one_cancelled(town: Town) -> None:
    two_asked(town)
    orders(town, "1002取消")
    assert orders(town, "搞错了，是1001取消").endswith("【1001】已取消。")
    assert "【1002】已重新开，正在找人。" in " ".join(town.heard(room=UNION))
    assert [town.ticket(no).status for no in (1001, 1002)] == ["cancelled", "open"]


@pytest.mark.parametrize("text", ["关错了，应该关1001", "不是1002，是1001结单"])
def test_the_wrong_one_closed_is_opened_again_too(town: Town, text: str) -> None:
    two_asked(town)
    orders(town, "1002结单")
    orders(town, text)
    assert [town.ticket(no).status for no in (1001, 1002)] == ["closed", "open"]


def test_who_can_be_of_the_firm_is_told_as_the_firm(town: Town) -> None:
    town.request()
    orders(town, "转告小葛，师傅下午到")
    assert town.heard(room=MEIYU)[-1] == "@澄屿小葛 【1001】工会回话：师傅下午到"
    assert not town.heard(to="葛师傅修模")


def test_nobody_at_work_and_no_requester_of_that_name_is_told_unasked(town: Town) -> None:
    town.request()
    assert "“小顾”是指顾海生吗" in orders(town, "转告小顾，师傅下午到")
    assert not town.heard(to="海生")
    orders(town, "是的")
    assert town.heard(to="海生") == ["工会转告你：师傅下午到"]


def test_an_expert_at_work_is_meant_by_his_surname(town: Town) -> None:
    two_asked(town)
    town.says("海生", "1001接", EXPERTS)
    orders(town, "转告小顾，早点去")
    assert town.heard(to="海生")[-1] == "【1001】工会转告你：早点去"


@pytest.mark.parametrize("text", ["1001 老单没空，换个人", "1001 老单来不了，换个师傅"])
def test_who_has_it_and_cannot_is_replaced(town: Town, text: str) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    before = len(town.asked())
    assert orders(town, text).endswith("【1001】已重新找人。")
    assert town.ticket().status == "open"
    assert "老单" not in town.asked()[before:]


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("1001 不急，下次再说", "11月26日"),
        ("1001下周再派", "11月30日8:30"),
        ("1001先放一放，企业说下午再弄", "今天13:00"),
    ],
)
def test_what_a_coordinator_puts_off_asks_nobody_until_then(town: Town, text: str, until: str) -> None:
    town.request()
    said = orders(town, text)
    assert f"先不请师傅，{until}" in said
    assert f"工会说先放一放，{until}" in town.heard(room=MEIYU)[-1]
    before = len(town.asked())
    town.later(900)
    assert len(town.asked()) == before
    assert town.ticket().status == "open"


@pytest.mark.parametrize("text", ["现在什么情况", "目前情况怎么样", "今天单子都什么情况"])
def test_how_things_stand_is_told_of_all_and_not_of_one(town: Town, text: str) -> None:
    two_asked(town)
    town.says("海生", "1001接", EXPERTS)
    orders(town, "1001什么情况")
    said = orders(town, text)
    assert "现在没办完的2单：没人接1单，师傅在办1单" in said
    assert "【1001】" in said
    assert "【1002】" in said


def test_that_firms_ticket_is_told(town: Town) -> None:
    two_asked(town)
    town.says("国柱数控维修", "1002 接", EXPERTS)
    assert "梁国柱在办" in orders(town, "砺川那单谁在弄")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("老单明天请假，涛哥后天请假", {"单国良": "11月24日不", "何碧涛": "11月25日不"}),
        ("老单明天请假，麻工后天", {"单国良": "11月24日不", "麻丽君": "11月25日不"}),
        ("老单和涛哥明天请假", {"单国良": "11月24日不", "何碧涛": "11月24日不"}),
        ("麻工下周请假，冉工请假到周五", {"麻丽君": "11月30日到12月6日", "冉启华": "到11月27日"}),
    ],
)
def test_each_leave_of_a_message_has_its_own_days(town: Town, text: str, days: dict[str, str]) -> None:
    told = orders(town, text)
    for name, span in days.items():
        assert f"{name}：记下了，{span}" in told


def test_leaves_to_come_are_told_of_too(town: Town) -> None:
    orders(town, "老单明天请假，涛哥今天请假")
    said = orders(town, "谁在请假")
    assert "请假的师傅1位\n何碧涛（到11月23日）" in said
    assert "往后要请假的：单国良（11月24日）" in said


def test_a_firm_that_wants_what_was_cancelled_has_it_again(town: Town) -> None:
    town.request()
    orders(town, "1001取消")
    town.says("澄屿小葛", "怎么取消了？没说不弄啊", MEIYU)
    town.later(12)
    assert town.ticket().status == "open"
    assert "澄屿模塑说还要办" in town.heard(room=UNION)[-1]


def test_a_firm_that_asks_why_hears_who_did_it_and_he_hears_it(town: Town) -> None:
    town.request()
    orders(town, "1001取消")
    town.says("澄屿小葛", "为什么取消我们的单", MEIYU)
    town.later(12)
    assert "【1001】是工会屠佳怡取消的" in town.heard(room=MEIYU)[-1]
    assert "澄屿模塑问为什么取消了" in town.heard(room=UNION)[-1]
    assert town.ticket().status == "cancelled"


def test_all_that_nobody_took_is_asked_about_again(town: Town) -> None:
    town.request()
    town.says("拾墨小顾", "求助 空压机压力上不去", "沙塘青溪企业服务群")
    town.later(400)
    asked = len(town.asked())
    town.says("总工会屠佳怡", "把没人接的都催一下", UNION)
    town.later(12)
    told = town.heard(room=UNION)[-1]
    assert "【1001】又问了" in told
    assert "【1002】又问了" in told
    assert len(town.asked()) > asked


def test_where_nothing_waits_nobody_is_asked(town: Town) -> None:
    town.says("总工会屠佳怡", "把没人接的都催一下", UNION)
    town.later(12)
    assert town.heard(room=UNION)[-1].endswith("现在没有没人接的单。")


def test_what_it_can_do_is_told_in_the_coordinators_group_without_its_name(town: Town) -> None:
    town.says("总工会屠佳怡", "你会什么", UNION)
    town.later(12)
    assert len(town.heard(room=UNION)) == 1
