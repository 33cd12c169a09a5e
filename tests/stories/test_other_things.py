"""What ends, stops or closes at home, in the office or for now ends no ticket about something else."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town
from tests.stories.basin import asked, held, writes

COORDINATOR = "总工会屠佳怡"
ANOTHER = "拾墨小顾"


_THINGS = [
    "水管修好了",
    "厕所的灯修好了",
    "门锁换好了",
    "监控弄好了",
    "电动门修好了",
    "食堂的灶修好了",
    "窗户装好了",
    "会议室的投影仪弄好了",
    "楼梯的扶手焊好了",
    "屋顶补好了",
    "花坛的水龙头不漏了",
    "保安室的网络好了",
]


@pytest.mark.parametrize("words", _THINGS)
def test_a_firms_other_thing_is_asked_about(town: Town, words: str) -> None:
    held(town)
    writes(town, words)
    assert town.ticket().status == "claimed"
    assert "说的是这单吗" in town.heard(room=MEIYU)[-1]
    writes(town, "是的")
    assert town.ticket().status == "closed"


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("求助 水槽拉深开裂", "冲压好了"),
        ("求助 水槽拉深开裂", "拉伸件好了"),
        ("求助 水槽拉深开裂", "产品好了"),
        ("求助 水槽拉深开裂", "压边圈调好了"),
        ("求助 水槽拉深开裂", "模子修好了"),
        ("求助 水槽拉深开裂", "生产恢复正常了"),
        ("求助 水槽拉深开裂", "开裂的问题解决了"),
        ("求助 车间水管漏水", "水管修好了"),
        ("求助 注塑机料筒温度上不去", "加热圈换好了"),
        ("求助 双色模牙刷柄熔接线发黑", "黑线没了，好了"),
    ],
)
def test_the_tickets_own_thing_by_another_name_closes_it(town: Town, trouble: str, words: str) -> None:
    held(town, trouble)
    writes(town, words)
    assert town.ticket().status == "closed"


@pytest.mark.parametrize(
    "words",
    [
        "车修好了",
        "家里空调修好了",
        "手机修好了",
        "电瓶车弄好了",
        "水管修好了",
        "老丈人家的热水器修好了",
        "门锁换好了",
        "我的眼镜配好了",
        "徒弟的车弄好了",
        "灯修好了",
        "疫苗打完了",
        "驾照拿到了",
        "孩子作业弄好了",
    ],
)
def test_an_experts_other_thing_is_asked_about(town: Town, words: str) -> None:
    expert = held(town)
    town.says(expert, words, EXPERTS)
    assert town.ticket().status == "claimed"


def test_an_expert_who_means_his_ticket_says_so(town: Town) -> None:
    expert = held(town)
    town.says(expert, "车修好了", EXPERTS)
    assert "说的是这单吗" in town.heard(room=EXPERTS)[-1]
    town.says(expert, "是", EXPERTS)
    assert town.ticket().status == "resolved"


@pytest.mark.parametrize(
    "words", ["模具修好了", "圆角磨好了", "压边圈换好了", "机器好了", "1001车修好了", "垫片垫好了"]
)
def test_an_experts_own_work_is_done(town: Town, words: str) -> None:
    expert = held(town)
    town.says(expert, words, EXPERTS)
    assert town.ticket().status == "resolved"


@pytest.mark.parametrize(
    "words",
    [
        "先停一停，回来再弄",
        "模具送出去修了，先停一停，回来再弄",
        "料还没到，先放一放，到货再弄",
        "先暂停",
        "先缓一缓，等订单定了再说",
        "先别急着派，等我们停机了再来",
        "这几天不方便，过几天再弄",
        "先搁着吧，老板出差回来再说",
        "暂时停一停，下周再弄",
    ],
)
def test_what_a_firm_puts_off_before_anybody_has_it_stays_on_offer(town: Town, words: str) -> None:
    asked(town)
    writes(town, words)
    assert town.ticket().status == "open"
    assert words in town.ticket().body
    assert "取消" in town.heard(room=MEIYU)[-1], "how to withdraw it after all"


@pytest.mark.parametrize(
    "words", ["先不弄了", "算了，先不修了", "不用来了，自己弄好了", "暂时不需要了", "取消吧，以后再说"]
)
def test_who_wants_nobody_withdraws(town: Town, words: str) -> None:
    asked(town)
    writes(town, words)
    assert town.ticket().status == "cancelled"


@pytest.mark.parametrize(
    "words",
    [
        "师傅很好",
        "师傅人真好",
        "师傅技术不错",
        "这个师傅可以的",
        "师傅很负责，谢谢",
        "师傅水平高",
        "老师傅就是厉害",
        "派来的师傅很专业",
        "师傅真热心，点赞",
        "你们的师傅真好",
    ],
)
@pytest.mark.parametrize("begun", [False, True])
def test_praise_before_it_is_done_ends_nothing(town: Town, words: str, begun: bool) -> None:
    expert = held(town)
    if begun:
        town.says(expert, "到现场了", EXPERTS)
    status = town.ticket().status
    writes(town, words)
    assert town.ticket().status == status


@pytest.mark.parametrize(
    "words", ["师傅很好，修好了", "好了，师傅很专业", "师傅真厉害，不裂了", "师傅很好，5分"]
)
def test_praise_with_an_outcome_closes(town: Town, words: str) -> None:
    held(town)
    writes(town, words)
    assert town.ticket().status == "closed"


@pytest.mark.parametrize(
    "words",
    [
        "1001那台关机了",
        "1001的机器已经关机了",
        "1001关机等师傅",
        "1001厂里先关机了，师傅到了再开",
        "1001那边停机了",
        "1001机器关掉了，等配件",
        "1001把电源关了，安全起见",
        "1001企业那台注塑机关了两天了",
    ],
)
def test_a_machine_that_is_switched_off_ends_no_ticket(town: Town, words: str) -> None:
    town.request()
    town.says(COORDINATOR, words, UNION)
    assert town.ticket().status == "open"


@pytest.mark.parametrize(
    "words",
    [
        "1001他们说等几天",
        "1001企业想换个时间",
        "1001那边停电了",
        "1001厂里说下周才有人",
        "1001企业希望上午去",
        "1001对方说门卫要登记",
        "1001老板讲模具在仓库",
        "1001那家搬到新厂区了",
        "1001客户说先看看价格",
    ],
)
def test_what_a_coordinator_tells_of_the_firm_is_a_note(town: Town, words: str) -> None:
    town.request()
    town.says(COORDINATOR, words, UNION)
    assert town.heard(room=UNION)[-1].endswith("【1001】已备注。")
    assert town.ticket().status == "open"


@pytest.mark.parametrize("words", ["1001企业说怎么还没人来", "1001他们问师傅是谁", "1001那边修好了吗"])
def test_what_he_asks_for_the_firm_is_answered(town: Town, words: str) -> None:
    town.request()
    town.says(COORDINATOR, words, UNION)
    assert "已备注" not in town.heard(room=UNION)[-1]


@pytest.mark.parametrize(
    "words",
    [
        "1001关机了，企业说不修了",
        "1001那边说不要师傅了",
        "1001厂里不修了，机器卖了",
        "1001企业自己弄好了，不用去了",
        "1001老板说算了，换新机器",
        "1001对方不需要了",
        "1001企业来电说不用派人了",
        "1001企业说价格贵不修",
    ],
)
def test_a_firm_that_wants_nobody_any_more_is_heard_from_a_coordinator(town: Town, words: str) -> None:
    town.request()
    town.says(COORDINATOR, words, UNION)
    assert town.ticket().status in ("cancelled", "closed")


@pytest.mark.parametrize(
    "words",
    [
        "今天天气好了",
        "今天天气好",
        "中午吃什么",
        "太阳出来了",
        "我女儿放学了",
        "下雨了路不好走",
        "奶茶到了",
        "孩子感冒好了",
    ],
)
def test_small_talk_after_which_one_is_no_word_on_either(town: Town, words: str) -> None:
    town.request()
    town.says("澄屿小葛", "求助 空压机压力上不去 换了滤芯也没用", MEIYU)
    town.later(4000)
    town.says("澄屿小葛", "不用了", MEIYU)
    town.later(12)
    assert "哪一单" in town.heard(room=MEIYU)[-1]
    before = [town.ticket(no).body for no in (1001, 1002)]
    town.says("澄屿小葛", words, MEIYU)
    town.later(30)
    assert [town.ticket(no).body for no in (1001, 1002)] == before
    assert [town.ticket(no).status for no in (1001, 1002)] == ["open", "open"]


@pytest.mark.parametrize("words", ["今天天气好了", "太阳出来了，暖和", "我儿子中考完了", "下班去接孩子"])
def test_small_talk_right_after_the_request_adds_nothing(town: Town, words: str) -> None:
    asked(town)
    body = town.ticket().body
    writes(town, words)
    assert (town.ticket().body, town.ticket().status) == (body, "open")
