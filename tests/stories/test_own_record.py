"""An expert asks how he stands: what he has taken, solved, and what he was given for it."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town


def one_solved(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(60)
    town.says("老单", "好了，重新配了滑块", EXPERTS)
    town.says("澄屿小葛", "好了，4分，省了2万", MEIYU)
    town.later(200)


@pytest.mark.parametrize(
    "text",
    [
        "我接了几单",
        "我的评分多少",
        "企业给我打了几分",
        "我的成绩单",
        "我有几分",
        "我一共修好几单",
        "我多少分？",
    ],
)
@pytest.mark.parametrize("room", [None, EXPERTS])
def test_he_reads_what_is_on_record(town: Town, text: str, room: str | None) -> None:
    one_solved(town)
    town.says("老单", text, room)
    told = town.heard(room=room) if room else town.heard(to="老单")
    assert "单国良：接了1单，办好1单\n评分平均4.0（1单），省了2万元" in told[-1]
    assert ("【1001】" in told[-1]) is ("几单" in text)


def test_of_days_that_he_names_it_is_those(town: Town) -> None:
    one_solved(town)
    town.says("老单", "上个月我接了多少", None)
    assert town.heard(to="老单")[-1] == "单国良，10月1日至10月31日：接了0单"


def test_of_points_and_of_his_place_too(town: Town) -> None:
    one_solved(town)
    town.says("老单", "我的积分多少", None)
    assert town.heard(to="老单")[-1].endswith("积分我没有另外记，有没有奖励请问工会。")
    town.says("涛哥", "积分怎么算", None)
    assert town.heard(to="涛哥")[-1].startswith("何碧涛：接了0单\n积分我没有另外记")
    town.says("老单", "我排第几", None)
    assert town.heard(to="老单")[-1].endswith("接单数排第1（接过单的1位）")


def test_what_he_has_in_hand_is_counted(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("老单", "我接了几单", None)
    assert "接了1单，办好0单，手上1单" in town.heard(to="老单")[-1]


@pytest.mark.parametrize("text", ["我们厂评分多少", "你接了几单", "谁的积分多", "积分制度听说要改"])
def test_talk_among_people_is_left_alone(town: Town, text: str) -> None:
    one_solved(town)
    before = len(town.said)
    town.says("老单", text, EXPERTS)
    assert len(town.said) == before


def test_amid_other_talk_he_is_not_answered(town: Town) -> None:
    one_solved(town)
    town.says("涛哥", "今天打牌你们几分", EXPERTS)
    before = len(town.said)
    town.says("老单", "我排第几", EXPERTS)
    assert len(town.said) == before
