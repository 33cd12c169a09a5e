"""A deadline that is moved and a sum put right are taken over, and who has the ticket hears of it."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town

FIRM, COLLEAGUE, HOLDER = "澄屿小葛", "A澄屿生产部", "根宝"
# Monday, 23 November 2026


def _held(town: Town, text: str) -> None:
    town.request(text)
    town.says(HOLDER, "1001 接", EXPERTS)
    town.later(600)


def _says(town: Town, text: str, who: str = FIRM) -> None:
    town.says(who, text, MEIYU)
    town.later(13)


@pytest.mark.parametrize(
    ("words", "deadline"),
    [
        ("改成后天了", "2026-11-25"),
        ("交期改到下周三", "2026-12-02"),
        ("客户同意宽限到下周一", "2026-11-30"),
        ("交货推迟了，月底", "2026-11-30"),
        ("提前了，明天就要", "2026-11-24"),
        ("说错了，是周四交货", "2026-11-26"),
        ("客户把日子往后挪了，12月15号", "2026-12-15"),
        ("交期提前到26号了", "2026-11-26"),
        ("顺延三天", "2026-11-30"),
        ("往后推一周", "2026-12-04"),
        ("提前一天", "2026-11-26"),
        ("挪到月底", "2026-11-30"),
    ],
)
def test_a_deadline_is_moved(town: Town, words: str, deadline: str) -> None:
    _held(town, "冲床离合器打滑，求师傅，周五要交货")
    _says(town, words)
    ticket = town.ticket()
    assert (ticket.deadline, ticket.title) == (deadline, "冲床离合器打滑")
    month, day = int(deadline[5:7]), int(deadline[8:])
    due = "明天内" if deadline == "2026-11-24" else f"{month}月{day}日前"
    assert town.heard(room=MEIYU)[-1] == f"【1001】交期改为{due}，已告诉奚根宝。"
    assert town.heard(to=HOLDER)[-1].endswith(f"：{words}\n交期改为{due}")


@pytest.mark.parametrize(
    "words", ["师傅12月1号能来吗", "我们12月1号放假", "那就改到后天来修吧，师傅", "12月1号再试一下"]
)
def test_other_days_move_no_deadline(town: Town, words: str) -> None:
    _held(town, "冲床离合器打滑，求师傅，周五要交货")
    _says(town, words)
    assert town.ticket().deadline == "2026-11-27"


def test_haste_follows_the_deadline_unless_more_was_said(town: Town) -> None:
    _held(town, "冲床离合器打滑，求师傅，明天要交货")
    assert town.ticket().urgency == "critical"
    _says(town, "改到12月20号了")
    assert town.ticket().urgency == "normal"
    _says(town, "又提前了，后天")
    assert town.ticket().urgency == "urgent"


def test_a_line_that_stands_still_stays_urgent(town: Town) -> None:
    _held(town, "冲床离合器打滑，整条线停着，求师傅，明天要交货")
    _says(town, "交货改到12月20号了")
    assert town.ticket().urgency == "critical"


@pytest.mark.parametrize(
    ("words", "yuan"),
    [
        ("不对，是21万", 210_000),
        ("刚才说错了，订单是3万", 30_000),
        ("改一下，50万的单子", 500_000),
        ("订单不是30万，是13万", 130_000),
        ("更正 订单是31万", 310_000),
        ("多打了个零，3万", 30_000),
        ("客户加到45万了", 450_000),
        ("写错了 应该是30.5万", 305_000),
    ],
)
def test_a_sum_is_put_right(town: Town, words: str, yuan: int) -> None:
    _held(town, "冲床离合器打滑，订单30万，求师傅")
    _says(town, words)
    assert (town.ticket().order_value_yuan, town.ticket().title) == (yuan, "冲床离合器打滑")
    assert "已告诉奚根宝" in town.heard(room=MEIYU)[-1]
    assert f"金额改为{yuan / 10_000:g}万元" in town.heard(to=HOLDER)[-1]


@pytest.mark.parametrize("words", ["耽误了还要罚2万", "换个离合器要1万多", "师傅说修一下两千块"])
def test_another_sum_puts_nothing_right(town: Town, words: str) -> None:
    _held(town, "冲床离合器打滑，订单30万，求师傅")
    _says(town, words)
    assert town.ticket().order_value_yuan == 300_000


def test_a_number_of_pieces_is_put_right(town: Town) -> None:
    _held(town, "冲床离合器打滑，求师傅，5000件周五前要交")
    _says(town, "不是5000件是500件")
    assert "500件周五前要交" in town.ticket().body
    assert "5000件" not in town.ticket().body


@pytest.mark.parametrize(
    ("words", "deadline"),
    [
        ("客户明天下午三点来看样", "2026-11-24T15:00:00+08:00"),
        ("明早客户来验货", "2026-11-24"),
        ("后天上午来提货", "2026-11-25"),
        ("客户说下周一必须到货", "2026-11-30"),
        ("这批货28号船期", "2026-11-28"),
        ("周五要装柜", "2026-11-27"),
    ],
)
@pytest.mark.parametrize("later", [60, 5400])
def test_a_colleague_names_the_deadline(town: Town, words: str, deadline: str, later: float) -> None:
    town.request("冲床离合器打滑，求师傅")
    town.later(later)
    _says(town, words, COLLEAGUE)
    assert town.ticket().deadline == deadline


def test_a_neighbour_names_no_deadline_of_it(town: Town) -> None:
    town.request("冲床离合器打滑，求师傅")
    _says(town, "客户明天下午三点来看样", "应总监")
    assert town.ticket().deadline is None


@pytest.mark.parametrize(
    ("words", "deadline"),
    [("明天就要交货了", "2026-11-24"), ("改到下周三了", "2026-12-02"), ("客户周四来验货", "2026-11-26")],
)
def test_a_day_told_after_two_troubles_of_one_message_holds_for_both(
    town: Town, words: str, deadline: str
) -> None:
    town.request("冲床打滑，另外空压机漏油，周五交货")
    town.later(60)
    _says(town, words)
    assert [town.ticket(no).deadline for no in (1001, 1002)] == [deadline, deadline]


def test_a_day_told_of_one_of_them_holds_for_that_one(town: Town) -> None:
    town.request("冲床打滑，另外空压机漏油")
    _says(town, "空压机那个明天就要")
    assert (town.ticket(1001).deadline, town.ticket(1002).deadline) == (None, "2026-11-24")


def test_a_slip_mended_at_once_is_not_spoken_of(town: Town) -> None:
    town.request("冲床离合器打滑，求师傅，周五要交货")
    heard = len(town.heard(room=MEIYU))
    _says(town, "不是周五 是周四")
    assert town.ticket().deadline == "2026-11-26"
    assert len(town.heard(room=MEIYU)) == heard


@pytest.mark.parametrize(
    "words",
    ["周五客户来参观，大家穿整齐点", "明天上午发货，叫车", "明天下午三点开会", "客户周四来审厂，通知各车间"],
)
def test_what_is_told_to_everybody_hours_later_dates_no_ticket(town: Town, words: str) -> None:
    town.request("冲床离合器打滑，求师傅")
    town.later(7200)
    _says(town, words, COLLEAGUE)
    assert town.ticket().deadline is None


@pytest.mark.parametrize("words", ["地线也接好了", "滤芯也换好了", "螺丝也紧好了。"])
def test_a_part_seen_to_in_vain_closes_nothing(town: Town, words: str) -> None:
    town.request("焊机不起弧，求师傅")
    _says(town, words)
    assert town.ticket().status == "open"


@pytest.mark.parametrize(
    "words",
    [
        "谢谢师傅，太及时了，不然今天要赔客户五万",
        "多亏了师傅，否则明天交不了货，要罚三万",
        "辛苦师傅，要不今天就停线了",
    ],
)
def test_what_thanks_are_given_for_sets_nothing(town: Town, words: str) -> None:
    _held(town, "冲床离合器打滑，求师傅")
    _says(town, words)
    ticket = town.ticket()
    assert (ticket.deadline, ticket.order_value_yuan, ticket.urgency) == (None, None, "normal")
