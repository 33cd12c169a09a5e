"""Who is asked is of the trade, or near it by his words; where they are used up the coordinator hears so.

How near is the policy file's. The shipped one reaches farther than these stories' (docs/evaluation.md).
"""

import pytest

from handlers.desk import Desk
from storage import people
from storage.people import Expert
from tests.conftest import EXPERTS, Town

POND, PARTNER = "沙塘青溪企业服务群", "云岭山海协作企业群"
SHRIMPS = "求助 虾塘早上浮头死虾"
pytestmark = pytest.mark.usefixtures("near_only")


def asked(town: Town) -> list[Expert]:
    known = {each.wechat_name: each for each in town.experts()}
    return [known[name] for name in town.asked()]


def told(town: Town, words: str) -> list[str]:
    return [each.text for each in town.said if each.room is None and words in each.text]


def test_a_small_trade_is_asked_whole_and_no_stranger_and_the_coordinator_hears_once(town: Town) -> None:
    town.says("海边人家", SHRIMPS, POND)
    town.later(290)
    assert {each.no for each in asked(town)} == {
        each.no for each in town.experts() if "agri_food" in each.trades
    }
    (text,) = told(town, "对口的师傅都请过了")
    assert "虾塘" in text
    assert f"已请{len(town.asked())}位" in text
    assert "派给" in text
    assert told(town, "分钟还没人接") == []
    assert town.ticket().status == "open"
    town.later(60)
    assert "breached" in town.changes()


def test_a_no_of_the_last_of_the_trade_asks_no_stranger(town: Town) -> None:
    town.says("海边人家", SHRIMPS, POND)
    town.later(200)
    before = town.asked()
    for each in before[:-1]:
        town.says(each, "1001 没空", EXPERTS)
    assert town.asked() == before
    assert len(told(town, "对口的师傅都请过了")) == 1


def test_where_nobody_of_the_trade_is_free_the_coordinator_hears_at_once(town: Town) -> None:
    def send_away(desk: Desk) -> None:
        for each in people.all_experts(desk.uow):
            if "agri_food" in each.trades:
                people.set_leaves(desk.uow, each.id, [(None, None)])

    town.engine.write(send_away, town.now)
    town.says("海边人家", SHRIMPS, POND)
    town.later(30)
    assert town.asked() == []
    assert len(told(town, "没有可请的师傅了")) == 1


def test_who_was_taught_for_it_is_no_stranger(town: Town) -> None:
    town.says("海边人家", SHRIMPS, POND)
    town.later(200)
    outsider = next(each for each in town.experts() if each.trades == ("surface",))
    town.says("总工会屠佳怡", f"1001 应该找{outsider.name}", "帮帮团协调群")
    town.says("海边人家", "不用来了 已经好了", POND)
    town.later(3600)
    before = len(town.asked())
    town.says("海边人家", SHRIMPS + " 又来了", POND)
    town.later(200)
    assert outsider.wechat_name in town.asked()[before:]


@pytest.mark.parametrize("text", ["我们这灌装机急停了，全线停产，急！", "求助 灌装机PLC死机，全线停产"])
def test_in_the_partner_county_the_trade_comes_before_the_county(town: Town, text: str) -> None:
    town.says("云禾温", text, PARTNER)
    town.later(200)
    far = [each for each in asked(town) if not {"automation", "electrical"} & set(each.trades)]
    remote = [each for each in asked(town) if "automation" in each.trades and not each.onsite]
    assert remote
    assert [each.no for each in far if each.region == "外县" and each.trades == ("agri_food",)] == []
