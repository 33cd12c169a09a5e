"""A firm tries what an expert has advised: nobody else is asked until it says how that went."""

import pytest

from tests.conftest import EXPERTS, MEIYU, SALON, UNION, Town

DAY = 24 * 3600


def advised(town: Town, room: str = SALON) -> None:
    town.says("澄屿小葛", "求助 双色模牙刷柄熔接线发黑 换了料也没用", room)
    town.later(20)
    if room == SALON:
        town.says("涛哥", "把排气槽清一下，料筒温度降10度试试", SALON)
    else:
        town.says("涛哥", "1001 先把排气槽清一下，料筒温度降10度试试", EXPERTS)
    town.later(20)


@pytest.mark.parametrize(
    "words",
    [
        "谢谢，懂了",
        "我试试",
        "好的我们先试一下",
        "行，按你说的办",
        "好的谢谢师傅，明天试试看",
        "收到，这就去弄",
        "明白了，感谢",
    ],
)
def test_nobody_else_is_asked_and_nobody_is_told_that_it_is_late(town: Town, words: str) -> None:
    advised(town)
    asked = len(town.asked())
    town.says("澄屿小葛", words, SALON)
    town.later(3600)
    assert len(town.asked()) == asked
    assert town.heard(room=UNION) == []
    assert "breached" not in town.changes()
    assert town.heard(room=SALON)[-1] == (
        "【1001】好的，先不另请师傅。弄好了回“好了”，不行回“还是不行”，马上接着请。"
    )
    assert town.heard(room=EXPERTS)[-1] == "【1001】企业在照师傅的主意试，先不用去，不行再请大家。"


def test_it_is_asked_once_how_it_went_and_closed_after_three_days(town: Town) -> None:
    advised(town)
    town.says("澄屿小葛", "好的我们先试一下", SALON)
    town.later(DAY + 60)
    assert town.heard(room=SALON)[-1] == "@澄屿小葛 【1001】照何碧涛的主意弄好了吗？回“好了”或“还是不行”。"
    town.later(2 * DAY)
    assert town.ticket().status == "closed"
    assert "三天没收到回话" in town.heard(room=SALON)[-1]


def test_that_it_helped_closes_it_as_answered_online(town: Town) -> None:
    advised(town)
    town.says("澄屿小葛", "我试试", SALON)
    town.later(1800)
    town.says("澄屿小葛", "好了，不黑了", SALON)
    town.later(20)
    assert (town.ticket().status, town.ticket().answered) == ("closed", "advice")
    assert "照你说的弄好了" in town.heard(to="涛哥")[-1]


@pytest.mark.parametrize("words", ["还是不行", "试了没用，还是黑的", "没效果", "还是请师傅过来看看吧"])
def test_that_it_did_not_begins_the_asking_anew(town: Town, words: str) -> None:
    advised(town, MEIYU)
    town.says("澄屿小葛", "好的我们先试一下", MEIYU)
    town.later(3600)
    asked = len(town.asked())
    town.says("澄屿小葛", words, MEIYU)
    town.later(20)
    assert len(town.asked()) > asked
    assert town.heard(room=MEIYU)[-1].startswith("【1001】好的，")
    assert "已请3位师傅" in town.heard(room=MEIYU)[-1]
    town.later(320)
    assert "breached" in town.changes()


def test_who_asks_meanwhile_hears_that_he_tries_it(town: Town) -> None:
    advised(town)
    town.says("澄屿小葛", "我试试", SALON)
    town.later(60)
    town.says("澄屿小葛", "单子怎么样了", SALON)
    town.later(20)
    assert "你在照何碧涛的主意试，先没另请师傅" in town.heard(room=SALON)[-1]


def test_an_expert_may_take_it_all_the_same(town: Town) -> None:
    advised(town, MEIYU)
    town.says("澄屿小葛", "我试试", MEIYU)
    town.later(60)
    town.says("老单", "1001 接，我下午过去", EXPERTS)
    assert town.ticket().status == "claimed"
    assert "confirm_reminder" not in town.live_timers()


@pytest.mark.parametrize("words", ["谢谢师傅", "收到", "还是不太懂，有师傅能过来吗", "我们没时间试"])
def test_mere_thanks_and_doubts_stop_nothing(town: Town, words: str) -> None:
    advised(town)
    town.says("澄屿小葛", words, SALON)
    town.later(330)
    assert "breached" in town.changes()


def test_without_any_advice_to_try_it_stops_nothing(town: Town) -> None:
    town.request()
    town.says("澄屿小葛", "我们先试一下", MEIYU)
    town.later(330)
    assert "breached" in town.changes()
