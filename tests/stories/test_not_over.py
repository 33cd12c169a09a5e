"""Words that only resemble the end of a ticket leave it running."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town
from tests.stories.basin import asked, held, writes


@pytest.mark.parametrize(
    "words",
    [
        "1001派给葛林松",
        "1001给葛林松做吧",
        "把1001交给葛师傅",
        "1001别派阿毛了，派给葛林松",
        "1001换葛林松",
        "1001改成葛林松",
        "请把1001转给葛林松师傅",
        "1001派给葛林松行吗",
    ],
)
def test_a_firm_that_names_an_expert_wishes_for_him(town: Town, words: str) -> None:
    held(town)
    writes(town, words)
    assert town.ticket().status == "claimed"
    assert "海栎厨具想请葛林松" in town.heard(room=UNION)[-1]
    assert "想请葛林松已告诉工会协调员" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("words", ["1001转给葛林松", "1001安排葛林松", "转给葛师傅"])
def test_so_does_one_whose_ticket_nobody_has(town: Town, words: str) -> None:
    asked(town)
    writes(town, words)
    assert town.ticket().status == "open"
    assert "海栎厨具想请葛林松" in town.heard(room=UNION)[-1]


@pytest.mark.parametrize("words", ["1001转给王经理", "1001给师傅5分"])
def test_what_names_no_expert_is_no_wish(town: Town, words: str) -> None:
    held(town)
    writes(town, words)
    assert town.heard(room=UNION) == []


@pytest.mark.parametrize(
    ("words", "deadline"),
    [
        ("不急了，月底前弄好就行", "2026-11-30"),
        ("不急，周五前弄好就可以了", "2026-11-27"),
        ("不着急，下周弄好都行", None),
        ("修好就行，好了跟我说一声", None),
        ("客户推迟了，不急了，下月10号前弄好", "2026-12-10"),
    ],
)
def test_what_may_wait_is_not_over(town: Town, words: str, deadline: str | None) -> None:
    expert = held(town)
    writes(town, words)
    assert (town.ticket().status, town.ticket().deadline) == ("claimed", deadline)
    assert words in town.heard(to=expert)[-1]


def test_what_may_wait_stays_on_offer(town: Town) -> None:
    asked(town)
    writes(town, "不急了，月底前弄好就行")
    assert (town.ticket().status, town.ticket().deadline) == ("open", "2026-11-30")


@pytest.mark.parametrize("words", ["不急了，不用来了", "不着急，自己修好了"])
def test_who_withdraws_unhurriedly_withdraws(town: Town, words: str) -> None:
    held(town)
    writes(town, words)
    assert town.ticket().status == "cancelled"


@pytest.mark.parametrize(
    "words",
    [
        "模具送出去修了，先停一停，回来再弄",
        "料还没到，先放一放，到货再弄",
        "先暂停",
        "先放着吧，等订单来了再弄",
    ],
)
def test_work_that_stops_for_now_keeps_its_expert(town: Town, words: str) -> None:
    expert = held(town)
    writes(town, words)
    assert town.ticket().status == "claimed"
    assert words in town.heard(to=expert)[-1]


_SMALL_TALK = ["今天天气好了", "孩子感冒好了", "今天太阳出来了，天气好了", "团购的橘子我不要了", "奶茶不要了"]


@pytest.mark.parametrize("words", _SMALL_TALK)
def test_small_talk_ends_nothing(town: Town, words: str) -> None:
    held(town)
    before = len(town.said)
    writes(town, words)
    assert (town.ticket().status, len(town.said)) == ("claimed", before)


@pytest.mark.parametrize("words", ["今天太阳出来了，天气好了", "团购的橘子我不要了"])
def test_nor_does_it_end_what_nobody_has(town: Town, words: str) -> None:
    asked(town)
    writes(town, words)
    assert town.ticket().status == "open"


@pytest.mark.parametrize("words", ["老婆的洗衣机修好了", "孩子感冒好了"])
def test_an_experts_home_is_no_ticket(town: Town, words: str) -> None:
    expert = held(town)
    town.says(expert, words, EXPERTS)
    assert town.ticket().status == "claimed"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("孩子感冒好了，机器也好了", "closed"),
        ("下雨天路不好走，师傅不用来了", "cancelled"),
        ("模具修好了", "closed"),
        ("调了压边力，好了", "closed"),
    ],
)
def test_an_end_told_among_other_things_is_one(town: Town, words: str, status: str) -> None:
    held(town)
    writes(town, words)
    assert town.ticket().status == status


def test_what_is_of_home_elsewhere_may_be_a_firms_trouble(town: Town) -> None:
    held(town, "求助 洗水果的机器漏水")
    writes(town, "水果机好了")
    assert town.ticket().status == "closed"


@pytest.mark.parametrize(
    "words", ["空调修好了，办公室不热了", "打印机修好了", "车修好了", "食堂的冰箱修好了", "订的纸箱我不要了"]
)
def test_another_thing_that_is_well_is_asked_about(town: Town, words: str) -> None:
    held(town)
    writes(town, words)
    assert town.ticket().status == "claimed"
    assert "说的是这单吗" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize(
    ("trouble", "words"), [("求助 设计部电脑蓝屏", "电脑修好了"), ("求助 打印机连不上网络", "打印机好了")]
)
def test_such_a_thing_may_be_the_trouble_itself(town: Town, trouble: str, words: str) -> None:
    held(town, trouble)
    writes(town, words)
    assert town.ticket().status == "closed"


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("求助 水槽拉深开裂", "修好了，但噪音大"),
        ("求助 水槽拉深开裂", "不裂了，但是底部变薄了"),
        ("求助 水槽拉深开裂", "好是好了，就是慢"),
        ("求助 水槽拉深开裂", "不裂了但是起皱了"),
        ("求助 空压机一开就跳闸", "不跳闸了，可是电机很烫"),
        ("求助 注塑产品缩水", "缩水好了，又有飞边了"),
        ("求助 水槽拉深开裂", "好是好了，速度慢了一半，算不算好"),
        ("求助 空压机漏油", "不漏了，就是还有点响"),
    ],
)
def test_better_with_a_new_sign_is_not_over(town: Town, trouble: str, words: str) -> None:
    expert = held(town, trouble)
    town.says(expert, "修好了", EXPERTS)
    writes(town, words)
    assert town.ticket().status == "in_progress"
    assert words in town.heard(to=expert)[-1]
    assert "打个分" not in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize(
    "words",
    [
        "好了，又快又好",
        "好了，但是师傅来晚了",
        "好了，不过是皮带断了，换了一根",
        "好了，就是路有点远",
        "不裂了，现在也不响了",
        "好了但是有点贵，4分",
    ],
)
def test_a_but_that_is_no_trouble_closes(town: Town, words: str) -> None:
    expert = held(town)
    town.says(expert, "修好了", EXPERTS)
    writes(town, words)
    assert town.ticket().status == "closed"


@pytest.mark.parametrize(
    ("words", "saved"),
    [
        ("好了，省了1.5万", 15000),
        ("修好了，省了一万五左右", 15000),
        ("修好了，省了3000块", 3000),
        ("好了，省了2万，5分", 20000),
    ],
)
def test_mended_with_what_it_saved_closes(town: Town, words: str, saved: int) -> None:
    held(town)
    writes(town, words)
    assert (town.ticket().status, town.ticket().saved_yuan) == ("closed", saved)


@pytest.mark.parametrize(
    "words", ["师傅态度很好", "师傅态度真好，还帮我们把隔壁那台也看了", "师傅态度非常不错"]
)
def test_praise_is_no_complaint(town: Town, words: str) -> None:
    held(town)
    writes(town, words)
    assert (town.ticket().status, town.heard(room=UNION)) == ("claimed", [])


@pytest.mark.parametrize("words", ["师傅态度很差", "师傅态度不好", "师傅态度太恶劣了"])
def test_a_complaint_is_one(town: Town, words: str) -> None:
    held(town)
    writes(town, words)
    assert "要投诉" in town.heard(room=UNION)[-1]


@pytest.mark.parametrize(
    "words",
    [
        "现在不裂了，先观察",
        "好了，先观察两天",
        "好像好了，再看看",
        "不裂了，观察一晚再说",
        "正常了，明天再跑一天看看",
        "没裂了，再打一批看看",
    ],
)
def test_what_is_to_be_watched_is_not_over(town: Town, words: str) -> None:
    expert = held(town)
    writes(town, words)
    assert town.ticket().status == "claimed"
    assert words in town.heard(to=expert)[-1]


@pytest.mark.parametrize("words", ["现在不裂了，先观察", "好像好了，再看看"])
def test_nor_is_it_where_nobody_has_come(town: Town, words: str) -> None:
    asked(town)
    writes(town, words)
    assert town.ticket().status == "open"


@pytest.mark.parametrize("words", ["好了，观察过了没问题", "观察了两天，好了", "试了一天，没问题，好了"])
def test_what_was_watched_is(town: Town, words: str) -> None:
    held(town)
    writes(town, words)
    assert town.ticket().status == "closed"


@pytest.mark.parametrize(
    "words",
    ["量过了，50到52，差两度", "查过了，没短路", "试过了，不行", "看过了，轴承没坏", "换过料了，一样"],
)
def test_what_was_looked_into_on_advice_ends_nothing(town: Town, words: str) -> None:
    asked(town)
    town.says("葛师傅修模", "先量一下硬度，多半是材料不均", MEIYU)
    writes(town, words)
    assert town.ticket().status == "open"


@pytest.mark.parametrize("words", ["试过了，可以", "看过了，没问题", "查过了，好了"])
def test_what_was_tried_and_is_well_does(town: Town, words: str) -> None:
    held(town)
    writes(town, words)
    assert town.ticket().status == "closed"
