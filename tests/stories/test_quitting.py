"""An expert who says that he is no more one of them, and a coordinator who says so of him."""

import pytest

from tests.conftest import EXPERTS, UNION, Town


@pytest.mark.parametrize(
    "text",
    [
        "我不干了，退群了，大家再见",
        "我不干了",
        "以后别派我了，我退出帮帮团",
        "年纪大了，再也不接单了",
        "请把我从名册里删了吧",
    ],
)
def test_who_quits_is_asked_no_more_and_the_coordinators_say_whether_he_has_left(
    town: Town, text: str
) -> None:
    town.request("求助 热流道漏胶，一直停机")
    assert "涛哥" in town.asked()
    town.says("涛哥", text, EXPERTS)
    assert town.heard(room=EXPERTS)[-1] == "@涛哥 记下了，先不派单，也告诉工会了。想回来说一声“回来了”。"
    (told,) = town.heard(room=UNION)
    assert f"何碧涛师傅说：“{text}”，先不派单了。" in told
    assert "不再来了就回“何碧涛离职了”，还来就回“何碧涛 恢复派单”。" in told
    assert "还没回话的1001，已另请别人" in told


def test_the_coordinators_answer_is_done(town: Town) -> None:
    town.says("涛哥", "我不干了，退群了，大家再见", EXPERTS)
    town.says("总工会屠佳怡", "谁在请假", UNION)
    assert "何碧涛" in town.heard(room=UNION)[-1]
    town.says("总工会屠佳怡", "何碧涛 恢复派单", UNION)
    town.says("总工会屠佳怡", "谁在请假", UNION)
    assert "何碧涛" not in town.heard(room=UNION)[-1]
    town.says("总工会屠佳怡", "何碧涛离职了", UNION)
    assert "以后不派单了" in town.heard(room=UNION)[-1]


def test_of_what_he_has_in_hand_they_read_too(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("老单", "退群了，大家再见", EXPERTS)
    assert "手上的1001没有动" in town.heard(room=UNION)[-1]
    assert town.ticket().status == "claimed"


@pytest.mark.parametrize(
    "text",
    [
        "这活我不干了",
        "客户说，不干了",
        "要是再这样我就不干了",
        "先别派我",
        "退休了，以后天天有空",
        "谁退群了",
    ],
)
def test_who_says_something_else_has_not_quit(town: Town, text: str) -> None:
    town.says("涛哥", text, EXPERTS)
    assert town.heard(room=UNION) == []


@pytest.mark.parametrize(
    "text",
    [
        "老丁师傅退休不干了，以后别派他",
        "老丁退休了，以后不要再派他",
        "丁长水退休不做了",
        "老丁液压以后别派了，他不干了",
    ],
)
def test_of_whom_a_coordinator_says_so_has_left_and_giving_him_a_ticket_is_asked_about(
    town: Town, text: str
) -> None:
    town.request()
    town.says("总工会屠佳怡", text, UNION)
    assert town.heard(room=UNION)[-1].startswith("@总工会屠佳怡 丁长水：以后不派单了")
    town.says("总工会屠佳怡", "谁在请假", UNION)
    assert "不再派单的1位：丁长水" in town.heard(room=UNION)[-1]
    town.says("总工会屠佳怡", "1001 派给丁长水", UNION)
    assert "【1001】没有派：丁长水已经停派了" in town.heard(room=UNION)[-1]
    assert town.ticket().status == "open"


@pytest.mark.parametrize("text", ["老丁师傅先别派了", "老丁退休了，以后天天有空"])
def test_who_may_come_again_has_not_left(town: Town, text: str) -> None:
    town.says("总工会屠佳怡", text, UNION)
    town.says("总工会屠佳怡", "谁离职了", UNION)
    assert "丁长水" not in town.heard(room=UNION)[-1]
