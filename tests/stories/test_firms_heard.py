"""What an enterprise says after its request is heard: another expert, still not mended, several at once."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

FIRM = "澄屿小葛"


def _claimed(town: Town) -> str:
    town.request()
    holder = town.asked()[0]
    town.says(holder, "接", EXPERTS)
    town.later(600)
    return holder


def _says(town: Town, text: str) -> None:
    town.says(FIRM, text, MEIYU)
    town.later(12)


@pytest.mark.parametrize(
    "text",
    [
        "车床主轴异响，另外注塑机料筒温度上不去",
        "车床主轴响得厉害，还有注塑机料筒温度上不去，求师傅",
        "车床主轴异响 注塑机料筒温度也上不去",
    ],
)
def test_troubles_of_two_machines_in_one_message_are_two_tickets(town: Town, text: str) -> None:
    _says(town, text)
    assert "主轴" in town.ticket(1001).body
    assert "料筒" in town.ticket(1002).body
    assert "料筒" not in town.ticket(1001).body
    assert {town.ticket(1001).category, town.ticket(1002).category} == {"equipment", "injection"}


def test_what_one_machine_does_to_another_is_one_trouble(town: Town) -> None:
    _says(town, "求助 空压机压力上不去，冲床离合器就打滑")
    assert "冲床" in town.ticket(1001).body


@pytest.mark.parametrize(
    "text",
    [
        "不要涛哥，换一个师傅",
        "能不能换个人",
        "这个师傅不行，换一个吧",
        "师傅态度不好 能换一位吗",
        "这师傅联系不上，另外派一个",
        "能给换个有经验的吗",
    ],
)
def test_who_wants_another_expert_is_heard_and_a_coordinator_decides(town: Town, text: str) -> None:
    holder = _claimed(town)
    before = len(town.heard(to=holder))
    _says(town, text)
    assert town.ticket().status == "claimed"
    assert "协调员" in town.heard(room=MEIYU)[-1]
    asked = town.heard(room=UNION)[-1]
    assert text in asked
    assert "1001 换人" in asked
    assert len(town.heard(to=holder)) == before, "complaints are not for him to read"


def test_a_coordinator_has_others_asked_and_the_former_holder_no_more(town: Town) -> None:
    holder = _claimed(town)
    _says(town, "能不能换个人")
    earlier = len(town.asked())
    town.says("总工会屠佳怡", "1001 换人", UNION)
    assert town.ticket().status == "open"
    assert len(town.asked()) > earlier
    assert holder not in town.asked()[earlier:]
    assert "不用你管了" in town.heard(to=holder)[-1]
    assert "另请师傅" in town.heard(room=MEIYU)[-1]
    town.says(town.asked()[-1], "1001 接", EXPERTS)
    assert town.ticket().status == "claimed"


def test_who_took_it_unasked_is_not_asked_after_he_was_replaced(town: Town) -> None:
    town.request()
    town.says("葛师傅修模", "1001 我接", EXPERTS)
    earlier = len(town.asked())
    town.says("总工会屠佳怡", "1001 重新找人", UNION)
    town.later(240)
    assert "葛师傅修模" not in town.asked()[earlier:]


def test_the_one_not_wanted_is_not_the_one_assigned(town: Town) -> None:
    _claimed(town)
    town.says("总工会屠佳怡", "1001 不要老单了，换葛林松", UNION)
    assert "葛林松" in town.heard(room=UNION)[-1]
    assert "改派给葛林松" in town.heard(to="老单")[-1]


@pytest.mark.parametrize("text", ["换了个轴承还是老样子", "不用换人", "师傅换了个油封"])
def test_parts_are_changed_too(town: Town, text: str) -> None:
    _claimed(town)
    _says(town, text)
    assert not any("想换一位" in each for each in town.heard(room=UNION))


@pytest.mark.parametrize("text", ["没有修好", "还是不行", "又坏了", "师傅走了还是没好", "修了跟没修一样"])
def test_still_not_mended_while_somebody_has_it(town: Town, text: str) -> None:
    holder = _claimed(town)
    _says(town, text)
    assert text in town.heard(to=holder)[-1]
    assert "1001" in town.heard(room=MEIYU)[-1]
    assert town.ticket().status == "claimed"


def test_broken_again_after_the_closing(town: Town) -> None:
    holder = _claimed(town)
    town.says(holder, "修好了，加了排气槽", EXPERTS)
    _says(town, "好了，5分")
    town.later(86400)
    _says(town, "又坏了")
    assert town.ticket().status == "in_progress"
    assert "又坏了" in town.heard(to=holder)[-1]


def test_another_expert_after_he_said_it_is_done(town: Town) -> None:
    holder = _claimed(town)
    town.says(holder, "修好了", EXPERTS)
    _says(town, "没修好，换个师傅")
    assert town.ticket().status == "in_progress"
    assert "想换一位" in town.heard(room=UNION)[-1]


def test_what_is_in_hand_comes_before_what_is_closed(town: Town) -> None:
    holder = _claimed(town)
    town.says(holder, "修好了，加了排气槽", EXPERTS)
    _says(town, "好了，5分")
    _says(town, "求助 空压机压力上不去")
    town.says("蒲工", "1002 接", EXPERTS)
    town.later(3600)
    _says(town, "还是不行")
    assert town.ticket(1001).status == "closed"
    assert "还是不行" in town.heard(to="蒲工")[-1]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("1001好了5分，1002没好", "closed", "claimed"),
        ("【1001】好了【1002】还是不行", "closed", "claimed"),
        ("1001、1002都好了，5分", "closed", "closed"),
        ("1001修好了 5分；1002不用来了", "closed", "cancelled"),
    ],
)
def test_what_is_said_of_two_tickets_is_done_for_both(town: Town, text: str, first: str, second: str) -> None:
    _claimed(town)
    _says(town, "求助 空压机压力上不去")
    town.says("蒲工", "1002 接", EXPERTS)
    _says(town, text)
    assert (town.ticket(1001).status, town.ticket(1002).status) == (first, second)
    assert any("【1002】" in each for each in town.heard(room=MEIYU)[-2:])


def test_a_coordinator_orders_two_things_at_once(town: Town) -> None:
    _claimed(town)
    _says(town, "求助 空压机压力上不去")
    town.says("总工会屠佳怡", "1001关闭，1002派给葛林松", UNION)
    assert town.ticket(1001).status == "closed"
    assert town.ticket(1002).status == "claimed"


def test_a_note_that_speaks_of_another_ticket_is_one_note(town: Town) -> None:
    _claimed(town)
    _says(town, "求助 空压机压力上不去")
    town.says("总工会屠佳怡", "1001 备注：厂里停电，1002也一起等", UNION)
    assert "noted" in town.changes(1001)
    assert "noted" not in town.changes(1002)
