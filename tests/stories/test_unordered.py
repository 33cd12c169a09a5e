"""What forbids an act or asks about it is no order; only a number answers "which ticket?"."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

COORDINATOR = "总工会屠佳怡"
ANOTHER = "拾墨小顾"


def tells(town: Town, text: str) -> str:
    """What the bot answers a coordinator in the 协调群."""
    before = len(town.heard(room=UNION))
    town.says(COORDINATOR, text, UNION)
    answers = town.heard(room=UNION)[before:]
    assert len(answers) == 1, answers
    return answers[0]


def two_tickets(town: Town) -> None:
    town.request()
    town.says(ANOTHER, "求助 三坐标测针碰撞后球度超差 量不准", MEIYU)
    town.later(12)


@pytest.mark.parametrize(
    "text",
    [
        "1001 不要取消",
        "1001 能取消吗",
        "1001 要不要关闭？",
        "1001 谁说要取消的",
        "1001 还要的 别取消",
        "1001 先别关",
        "1001 不用派两个",
        "1001 先不要派给武新民",
        "1001 派给武新民 算了不派了",
        "1001 能派给武新民吗",
        "1001 能不能再派两个",
        "1001 不用备注",
        "1001工种错了，是模具",
        "1001 武新民没空的话给何碧涛",
        "1001 要是没人接就取消",
        "1001等企业说好了再关",
        "1001下午去看了再取消",
        "1001弄好了没，好了就结掉",
        "1001没人接就取消",
        "1001过会儿再关",
        "1001明天再取消",
        "1001等企业回话再派",
        "1001能不能找隔壁县的",
    ],
)
def test_a_coordinator_who_forbids_or_asks_orders_nothing(town: Town, text: str) -> None:
    town.request()
    before, asked = town.changes(), town.asked()
    assert "【1001】" in tells(town, text)  # that nothing was done, or how it stands
    assert (town.ticket().status, town.ticket().wanted) == ("open", 1)
    assert (town.changes(), town.asked()) == (before, asked)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("1001 不用来了，取消吧", "cancelled"),
        ("1001 修不好 取消", "cancelled"),
        ("1001 取消 不要了", "cancelled"),
        ("1001 不用派了 厂家来人了", "cancelled"),
        ("1001 关了吧", "closed"),
        ("1001 派给何碧涛吧", "claimed"),
    ],
)
def test_an_order_with_a_negation_in_it_is_an_order(town: Town, text: str, status: str) -> None:
    town.request()
    tells(town, text)
    assert town.ticket().status == status


def test_not_this_one_but_that_one_goes_to_that_one(town: Town) -> None:
    town.request()
    assert "已派给何碧涛" in tells(town, "1001 别派武新民，派给何碧涛")


def test_a_note_may_forbid_and_ask(town: Town) -> None:
    town.request()
    assert "已备注" in tells(town, "1001 备注：下午不要去，能早点吗")


@pytest.mark.parametrize("text", ["不要取消", "1001 还要的 别取消", "能取消吗"])
def test_a_requester_who_forbids_or_asks_keeps_his_ticket(town: Town, text: str) -> None:
    town.request()
    town.says("澄屿小葛", text, MEIYU)
    town.later(12)
    assert town.ticket().status == "open"
    assert "正在找师傅" in town.heard(room=MEIYU)[-1]


def test_asking_whether_it_is_mended_ends_nothing(town: Town) -> None:
    town.request()
    town.says("涛哥", "1001 接", EXPERTS)
    town.says("澄屿小葛", "是不是修好了", MEIYU)
    town.later(12)
    assert town.ticket().status == "claimed"


@pytest.mark.parametrize("text", ["不要了", "这单不要了", "不用来了", "能取消吗 我们自己修好了"])
def test_a_requester_withdraws_in_his_own_words(town: Town, text: str) -> None:
    town.request()
    town.says("澄屿小葛", text, MEIYU)
    town.later(12)
    assert town.ticket().status == "cancelled"


def away(town: Town, name: str) -> bool:
    return next(each.away for each in town.experts() if each.name == name)


def test_no_leave_is_no_leave(town: Town) -> None:
    town.says("涛哥", "请假到周五", EXPERTS)
    assert away(town, "何碧涛")
    town.says("涛哥", "不请假了", EXPERTS)
    assert not away(town, "何碧涛")
    assert "：手上0单" in tells(town, "何碧涛没请假吧")
    assert not away(town, "何碧涛")


def test_an_expert_who_asks_whether_he_may_give_it_back_is_told_how(town: Town) -> None:
    town.request()
    town.says("涛哥", "1001 接", EXPERTS)
    town.says("涛哥", "1001 能退单吗", EXPERTS)
    assert town.ticket().status == "claimed"
    assert "还是你的单" in town.heard(room=EXPERTS)[-1]
    town.says("涛哥", "1001 不退单", EXPERTS)
    assert town.ticket().status == "claimed"


@pytest.mark.parametrize("number", ["1001", "是1001号单", "1001那单"])
def test_a_number_answers_which_ticket(town: Town, number: str) -> None:
    two_tickets(town)
    assert "哪一单" in tells(town, "这类活以后找武新民")
    assert "【1001】记下了，这类活先找武新民" in tells(town, number)


def test_another_lesson_is_no_answer(town: Town) -> None:
    two_tickets(town)
    assert "哪一单" in tells(town, "这类活以后找武新民")
    answer = tells(town, "1002 这种该找何碧涛")
    assert "先找何碧涛" in answer
    assert "武新民" not in answer


def test_a_question_is_no_answer_and_ends_the_bots_own(town: Town) -> None:
    two_tickets(town)
    assert "哪一单" in tells(town, "这类活以后找武新民")
    assert "记下了" not in tells(town, "1002怎么样了")
    assert "记下了" not in tells(town, "1001")


def test_a_note_is_no_answer(town: Town) -> None:
    two_tickets(town)
    assert "哪一单" in tells(town, "怎么没找武新民？")
    assert "已备注" in tells(town, "1001 备注：门卫登记后进厂")
    assert "noted" in town.changes()


def test_do_not_is_no_answer(town: Town) -> None:
    two_tickets(town)
    assert "哪一单" in tells(town, "关闭")
    assert "没有动：【1001】" in tells(town, "1001 先别关")
    assert town.ticket().status == "open"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("把1001和1002都关了", "closed"),
        ("取消 1001、1002", "cancelled"),
        ("1001和1002都派给武新民", "claimed"),
        ("1001和1002先别取消", "open"),
    ],
)
def test_an_order_about_two_tickets_is_one_about_each(town: Town, text: str, status: str) -> None:
    two_tickets(town)
    town.says(COORDINATOR, text, UNION)
    assert [town.ticket(no).status for no in (1001, 1002)] == [status, status]
    answers = town.heard(room=UNION)
    assert any("【1001】" in each for each in answers)
    assert any("【1002】" in each for each in answers)


def test_a_number_beside_a_ticket_is_no_second_ticket(town: Town) -> None:
    two_tickets(town)
    town.says(COORDINATOR, "关闭 1001，1002 还要等配件", UNION)
    assert town.ticket(1002).status == "open"


@pytest.mark.parametrize("text", ["那好吧，就老单", "行吧", "好的 就单师傅", "搞错了，是锅具不是水槽"])
def test_who_agrees_or_puts_his_words_right_withdraws_nothing(town: Town, text: str) -> None:
    town.request()
    town.says(town.asked()[0], "1001 接", EXPERTS)
    town.says("澄屿小葛", text, MEIYU)
    town.later(30)
    assert town.ticket().status == "claimed"


@pytest.mark.parametrize("text", ["不用来了，自己弄好了", "算了，搞错了，是气没开不是机器坏", "取消"])
def test_who_withdraws_is_heard_all_the_same(town: Town, text: str) -> None:
    town.request()
    town.says("澄屿小葛", text, MEIYU)
    town.later(30)
    assert town.ticket().status == "cancelled"


def test_two_tickets_to_be_made_one_are_not_both_cancelled(town: Town) -> None:
    two_tickets(town)
    town.says(COORDINATOR, "1001和1002是一回事，合并", UNION)
    assert [town.ticket(no).status for no in (1001, 1002)] == ["open", "open"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("1001先派给庄福根，不行再换", "claimed"),
        ("1001武新民没空，再派何碧涛去", "claimed"),
        ("1001企业说好了，关了吧", "closed"),
        ("1001师傅弄好了，结单", "closed"),
    ],
)
def test_what_is_ordered_now_is_done_now(town: Town, text: str, status: str) -> None:
    town.request()
    tells(town, text)
    assert town.ticket().status == status


@pytest.mark.parametrize(
    "text",
    ["1001我让葛师傅打过电话了，企业不在", "1001刚才叫庄福根问过了，下午才开门", "1001我已经请葛林松看过了"],
)
def test_what_a_coordinator_tells_is_a_note(town: Town, text: str) -> None:
    town.request()
    assert tells(town, text).endswith("【1001】已备注。")
    assert town.ticket().status == "open"


@pytest.mark.parametrize("text", ["会议室1001关灯了", "1001办公室关灯了", "房间1001取消了"])
def test_a_room_is_no_ticket(town: Town, text: str) -> None:
    town.request()
    town.says(COORDINATOR, text, UNION)
    assert town.ticket().status == "open"


def test_who_asks_for_experts_of_elsewhere_hears_who_can_be_asked(town: Town) -> None:
    town.request()
    assert "只请得到名册里的师傅" in tells(town, "1001能不能找隔壁县的")
    assert town.ticket().urgency == "normal"
