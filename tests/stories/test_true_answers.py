"""What a coordinator hears of tickets is so: who is at them, which are late, whose they are, who took any."""

import pytest

from storage import people
from tests.conftest import EXPERTS, MEIYU, UNION, Town

SHUANGQIAO = "双桥企业服务群"
QINGXI = "沙塘青溪企业服务群"


def _asks(town: Town, words: str) -> str:
    town.says("总工会屠佳怡", words, UNION)
    town.later(15)
    return town.heard(room=UNION)[-1]


def _writes(town: Town, who: str, words: str, room: str) -> None:
    town.says(who, words, room)
    town.later(20)


def _two_of_one_firm(town: Town) -> None:
    for no, words, expert in ((1001, "冲床离合器打滑", "根宝"), (1002, "车间行车遥控器失灵了", "小兵")):
        _writes(town, "铁杉-玲玲", words, SHUANGQIAO)
        _writes(town, expert, f"{no} 接", EXPERTS)


@pytest.mark.parametrize("words", ["铁杉那两单谁在弄", "铁杉的单子谁在修", "铁杉那几单是谁在办"])
def test_who_has_taken_a_ticket_is_at_it(town: Town, words: str) -> None:
    _two_of_one_firm(town)
    said = _asks(town, words)
    assert "奚根宝" in said
    assert "康小兵" in said
    assert "没有" not in said


def test_of_a_firms_tickets_those_that_nobody_has_are_shown_with_them(town: Town) -> None:
    _two_of_one_firm(town)
    _writes(town, "铁杉-玲玲", "激光切割毛刺大，求助", SHUANGQIAO)
    said = _asks(town, "铁杉那三单谁在弄")
    assert "【1003】" in said
    assert "待接单" in said


def test_what_was_put_off_is_not_late_and_counted_apart(town: Town) -> None:
    _writes(town, "小芳姐", "水槽拉伸开裂，求助", QINGXI)
    _writes(town, "小芳姐", "不急，后天再说", QINGXI)
    town.later(3600)
    assert "没有" in _asks(town, "超时的有哪几单")
    said = _asks(town, "现在什么情况")
    assert "先放着1单" in said
    assert "没人接" not in said
    assert "放到后天8:30再请师傅" in said
    assert "其中先放着的1单" in _asks(town, "没人接的有哪几单")


def test_what_was_put_off_is_late_once_its_time_is_over(town: Town) -> None:
    _writes(town, "小芳姐", "水槽拉伸开裂，求助", QINGXI)
    _writes(town, "小芳姐", "不急，明天再说", QINGXI)
    town.later(25 * 3600)
    assert "【1001】" in _asks(town, "超时的有哪几单")


def test_what_was_put_off_and_then_taken_at_once_is_not_late(town: Town) -> None:
    _writes(town, "小芳姐", "水槽拉伸开裂，求助", QINGXI)
    _writes(town, "小芳姐", "不急，明天再说", QINGXI)
    town.later(23 * 3600 + 1800)
    assert "没有超时" in _asks(town, "1001超时了没有")
    _writes(town, "阿毛冲压", "1001 接", EXPERTS)
    assert "没有超时" in _asks(town, "1001超时了没有")
    assert "没有" in _asks(town, "超时的有哪几单")


def test_what_was_cancelled_is_not_said_to_wait(town: Town) -> None:
    town.request()
    _writes(town, "澄屿小葛", "1001 取消", MEIYU)
    said = _asks(town, "今天的单子列一下")
    assert "后取消" in said
    assert "等了" not in said


def test_the_firm_that_is_called_exactly_so_is_meant(town: Town) -> None:
    _writes(town, "屿芯老易", "空压机排气量不足，求助", SHUANGQIAO)
    _writes(town, "倩倩", "求助，动力电池激光焊炸点", SHUANGQIAO)
    said = _asks(town, "屿芯的单子怎么样了")
    assert "【1001】" in said
    assert "【1002】" not in said
    said = _asks(town, "屿芯新能源的单子怎么样了")
    assert "【1002】" in said
    assert "【1001】" not in said


def test_who_took_a_ticket_that_another_has_now_has_taken_one(town: Town) -> None:
    town.request()
    _writes(town, "老单", "1001 接", EXPERTS)
    _asks(town, "1001 派给陈立新")
    said = _asks(town, "谁没接过单")
    assert f"{len(town.experts()) - 2}位" in said


def test_who_goes_along_counts_among_those_who_took_most(town: Town) -> None:
    town.request()
    _writes(town, "老单", "1001 接", EXPERTS)
    _writes(town, "珊珊", "1001 我也去", EXPERTS)
    assert "蒋珊珊 1单（1单是一起去的）" in _asks(town, "哪位师傅接得最多")


def test_how_many_more_took_as_many_is_said(town: Town) -> None:
    for no, nick in enumerate(("老单", "老陈注塑", "珊珊", "爱珍", "戴工", "涛哥"), start=1001):
        _writes(town, "澄屿小葛", f"求助，{no % 10}号注塑机锁模力不够", MEIYU)
        _asks(town, f"{no} 派给{nick}")
        _writes(town, nick, f"{no} 接", EXPERTS)
    assert "也是1单的还有2位" in _asks(town, "哪位师傅接得最多")


def test_that_others_were_asked_is_only_said_where_they_were(town: Town) -> None:
    town.request()
    asked = len(town.asked())
    assert "已另请别人" in _asks(town, "给老单请假到下周三")
    assert len(town.asked()) == asked + 1


def test_where_nobody_else_is_left_that_is_said(town: Town) -> None:
    town.request()
    town.later(3000)
    for each in town.experts():
        if each.wechat_name not in (*town.asked(), "老单"):
            with town.engine.database.unit() as uow:
                people.set_leaves(uow, each.id, [(None, None)])
                uow.commit()
    asked = len(town.asked())
    said = _asks(town, "给老单请假到下周三")
    assert len(town.asked()) == asked
    assert "1001：没有别的师傅可请了" in said
    assert "另请" not in said
