"""What coordinators ask beside plain counts: overdue, idle, phones; and what nobody can answer."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

ASKER = "总工会屠佳怡"


@pytest.fixture
def week(town: Town) -> Town:
    """1001 last week, taken too late; 1002 last week, given back, then taken in time and closed with two
    points; 1003 today, open and overdue; 1004 today, taken at once."""
    town.now = town.now.replace(day=17)
    _asks(town, "澄屿小葛", "求助 双色模牙刷柄熔接线发黑")
    town.later(600)
    town.says("老单", "1001 接", EXPERTS)
    town.later(600)
    _asks(town, "澄屿小葛", "求助 空压机压力上不去")
    town.says("蒲工", "1002 接", EXPERTS)
    town.says("蒲工", "1002 退单", EXPERTS)
    town.says("老丁液压", "1002 接", EXPERTS)
    town.says("老丁液压", "修好了，换了滤芯", EXPERTS)
    _asks(town, "澄屿小葛", "1002好了，2分")
    town.later(6 * 86400)
    _asks(town, "澄屿小葛", "求助 冲床离合器打滑")
    town.later(400)
    _asks(town, "蔚桐胡", "求助 激光切2mm不锈钢挂渣严重", "双桥企业服务群")
    town.says("老陈机修", "1004 接", EXPERTS)
    return town


def _asks(town: Town, who: str, text: str, room: str = MEIYU) -> None:
    town.says(who, text, room)
    town.later(13)


def _answer(town: Town, question: str) -> str:
    said = len(town.heard(room=UNION))
    town.says(ASKER, question, UNION)
    heard = town.heard(room=UNION)
    return heard[-1].removeprefix(f"@{ASKER} ") if len(heard) > said else ""


def test_overdue_tickets_are_those_taken_too_late_or_by_nobody(week: Town) -> None:
    still = _answer(week, "超时的有哪几单")
    assert still.startswith("没办完的，超时：2单")
    assert "【1001】" in still
    assert "【1003】" in still
    assert "【1004】" not in still
    assert _answer(week, "上周多少超时的").startswith("11月16日至11月22日，超时：1单（一共2单）")
    assert "【1003】" in _answer(week, "今天超时了几单")
    assert _answer(week, "没超时的有几单").startswith("按时接单：2单（一共4单）")
    assert "梅屿 2单" in _answer(week, "超时最多的片区")
    assert _answer(week, "双桥超时的有几单").startswith("双桥，超时：没有（一共1单）")


def test_who_had_no_ticket(week: Town) -> None:
    idle = _answer(week, "哪个师傅没接过单")
    assert "没接过单的师傅114位（在册118位）" in idle
    assert "单国良" not in idle
    assert "在册15位" in _answer(week, "注塑的师傅谁没接过单")


def test_who_is_busiest_in_some_days_is_who_took_most_then(week: Town) -> None:
    today = _answer(week, "今天谁最忙")
    assert today.startswith("11月23日接单最多：\n陈国栋 1单")
    assert "手上单最多的" in today
    assert "还没有接单的" in _answer(week, "昨天最忙的是谁")


def test_what_happened_to_tickets_is_counted(week: Town) -> None:
    assert "退单：1次" in _answer(week, "退单的有几单")
    assert "蒲建军 1次" in _answer(week, "谁退单最多")
    assert "重开：0次" in _answer(week, "重开的单有几个")
    assert "【1002】" in _answer(week, "差评有几单")
    assert "外县的单在线上会诊的0单" in _answer(week, "线上会诊了几次")


@pytest.mark.parametrize("question", ["永嘉那边这个月几单", "永康那边几单", "永嘉有几家企业"])
def test_a_place_of_no_roster_has_no_number(week: Town, question: str) -> None:
    told = _answer(week, question)
    assert told.startswith("名册里没有“永")
    assert "梅屿" in told
    assert "\n" not in told


@pytest.mark.parametrize("question", ["上门了几次", "投诉有几个", "葛林松超时几次"])
def test_what_is_not_counted_is_said_in_one_sentence(week: Town, question: str) -> None:
    told = _answer(week, question)
    assert told.startswith("这个没有记")
    assert not any(char.isdigit() for char in told)


@pytest.mark.parametrize(
    ("question", "phone"),
    [
        ("应总监的电话", "13900010002"),
        ("葛林松电话多少", "13800010001"),
        ("老葛手机号", "13800010001"),
        ("澄屿模塑的联系方式", "13900010001"),
        ("1001 联系人电话", "13900010001"),
    ],
)
def test_a_phone_number_is_told_in_private(week: Town, question: str, phone: str) -> None:
    assert _answer(week, question) == "电话不在群里发，已私信给你。"
    assert phone in week.heard(to=ASKER)[-1]
    assert not any(phone in each.text for each in week.said if each.room is not None)


def test_a_phone_of_nobody(week: Town) -> None:
    assert "名册里没找到“王小明”的电话" in _answer(week, "王小明的电话")


def test_an_expert_or_a_firm_gets_no_phone_so(week: Town) -> None:
    week.says("老单", "葛林松电话多少", EXPERTS)
    _asks(week, "澄屿小葛", "葛林松电话多少")
    assert not any("13800010001" in each.text for each in week.said if each.to in ("老单", "澄屿小葛"))


@pytest.mark.parametrize("question", ["1001 现在谁在弄", "1001谁接的", "1001在谁手里"])
def test_who_has_a_ticket(week: Town, question: str) -> None:
    assert "单国良在办" in _answer(week, question)


def test_what_nobody_took_is_listed(week: Town) -> None:
    told = _answer(week, "还有几单没人接")
    assert told.startswith("待接单：1单\n【1003】")
