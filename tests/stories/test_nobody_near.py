"""Nobody of no relation is woken: who is called is of the trade, or near the trouble by what he says and has
solved; what the roster has nobody for is the coordinator's at once, and the firm hears the truth.

How near is the policy file's. The shipped one reaches farther than these stories' (docs/evaluation.md).
"""

import pytest

from handlers.desk import Desk
from prompts.trades import near_trades
from storage import people
from storage.people import Expert
from tests.conftest import EXPERTS, MEIYU, UNION, Town

COORDINATOR = "文静同学"
TOWELS = "求助 毛巾掉毛"
BOXES = "求助 彩盒套印不准"
BRUSHES = "求助 牙刷柄双色模熔接线发黑"
pytestmark = pytest.mark.usefixtures("near_only")


def asked(town: Town) -> list[Expert]:
    known = {each.wechat_name: each for each in town.experts()}
    return [known[name] for name in town.asked()]


def hear_out(town: Town, text: str, seconds: float = 290) -> list[Expert]:
    town.says("澄屿小葛", text, MEIYU)
    town.later(seconds)
    return asked(town)


@pytest.mark.parametrize(
    ("text", "trade", "by_words"),
    [
        ("求助 车间WIFI老断", "software", set()),
        ("求助 想找个懂金相的老师", "heat_treatment", {"葛师傅修模", "福根老头"}),
        ("求助 收割机割台不转了", "agri_food", set()),
        ("求助 空压机排气量不足", "hydraulics", {"小车同学", "老韩"}),
        ("求助 球铁件缩松", "casting", set()),
        ("求助 回流焊出来0402电阻立碑", "electronics", {"春暖花开🌸"}),  # solders, too
        ("求助 监控摄像头没画面", "software", set()),
        ("求助 3D打印镶件裂了", "mould", set()),
        ("求助 水泵不上水", "equipment", {"德胜"}),  # casts pumps
    ],
)
def test_when_those_of_the_trade_are_used_up_no_stranger_is_woken(
    town: Town, text: str, trade: str, by_words: set[str]
) -> None:
    called = hear_out(town, text)
    assert town.ticket().category == trade
    assert len(called) >= 5
    near = {trade} | near_trades()[trade]
    assert {each.wechat_name for each in called if not near & set(each.trades)} <= by_words
    assert trade in called[0].trades


@pytest.mark.parametrize(("next_trade", "called_too"), [(0.12, {"夏天的风", "鹏哥气动"}), (0.0, set())])
def test_how_far_neighbouring_trades_are_asked_is_the_policy_files(
    town: Town, next_trade: float, called_too: set[str]
) -> None:
    town.reaches(next_trade=next_trade)
    called = hear_out(town, "求助 回流焊出来0402电阻立碑")
    assert {each.wechat_name for each in called} & {"夏天的风", "鹏哥气动"} == called_too


def test_a_neighbouring_trade_is_asked_when_all_of_the_trade_have_been(town: Town) -> None:
    called = hear_out(town, "求助 空压机排气量不足")
    of_the_trade = ["hydraulics" in each.trades for each in called]
    next_to = [bool(near_trades()["hydraulics"] & set(each.trades)) for each in called]
    assert any(next_to)
    last = max(place for place, own in enumerate(of_the_trade) if own)
    assert not any(near and not own for near, own in zip(next_to[:last], of_the_trade[:last], strict=True))


def test_where_many_have_been_asked_nobody_farther_away_is(town: Town) -> None:
    town.reaches(crowd=5)
    called = hear_out(town, "求助 回流焊出来0402电阻立碑")
    assert {"夏天的风", "鹏哥气动"}.isdisjoint(each.wechat_name for each in called)
    assert len(called) == 8, "three and four; the third wave asks who is near beyond doubt"


@pytest.mark.parametrize(
    ("text", "first", "most"),
    [
        (BOXES, "小英移印", 1),
        ("求助 纸箱印刷掉色", "小英移印", 1),
        ("求助 圆珠笔笔头漏墨", "小英移印", 3),
        ("求助 缝纫机跳针断线", "小凤", 3),  # she has mended one
    ],
)
def test_that_both_are_of_no_trade_is_nothing_in_common(town: Town, text: str, first: str, most: int) -> None:
    called = hear_out(town, text)
    assert town.ticket().category == "other"
    assert first in [each.wechat_name for each in called]
    assert len(called) <= most
    assert not [each for each in called if each.trades[0] == "other"], "patents, short films"


def test_what_the_roster_has_nobody_for_is_the_coordinators_at_once(town: Town) -> None:
    assert hear_out(town, TOWELS, 12) == []
    (told,) = town.heard(to=COORDINATOR)
    assert "【1001】名册里没有会修这个的师傅，请协调员指派：毛巾掉毛" in told
    assert "派给某某" in told
    (receipt,) = town.heard(room=MEIYU)
    assert "名册里没有专门做这个的师傅，已报工会协调员找人" in receipt
    town.later(600)
    assert town.asked() == []
    assert len(town.heard(to=COORDINATOR)) == 1
    assert "已请0位：名册里没有对口的" in town.heard(room=UNION)[0]
    assert "名册里没有专门做这个的师傅，9:00报了工会协调员" in town.heard(room=MEIYU)[1]


def test_who_is_somewhat_near_is_asked_and_both_hear_that_it_is_a_guess(town: Town) -> None:
    called = hear_out(town, "求助 食堂的热水器不出热水", 12)
    assert 1 <= len(called) <= 3
    (told,) = town.heard(to=COORDINATOR)
    assert "名册里没有会修这个的师傅" in told
    assert f"已请{len(called)}位：{called[0].name}" in told
    assert "不是这一行的没请，沾点边的有" in told
    (receipt,) = town.heard(room=MEIYU)
    assert f"名册里没有专门做这个的师傅，先请了{len(called)}位师傅" in receipt
    town.later(600)
    assert asked(town) == called


def test_where_one_alone_suits_the_coordinator_need_not_wait_for_the_second_wave(town: Town) -> None:
    called = hear_out(town, BOXES, 12)
    (told,) = town.heard(to=COORDINATOR)
    assert "对口的师傅只请得到这几位" in told
    assert f"已请1位：{called[0].name}" in told
    assert "不是这一行的没请，沾点边的有" in told
    assert "已请1位师傅" in town.heard(room=MEIYU)[0]
    town.later(400)
    assert len(town.heard(to=COORDINATOR)) == 1


def test_those_of_the_trade_who_are_away_are_named_to_the_coordinator(town: Town) -> None:
    def send_away(desk: Desk) -> None:
        for each in people.all_experts(desk.uow):
            if "agri_food" in each.trades:
                people.set_leaves(desk.uow, each.id, [(None, None)])

    town.engine.write(send_away, town.now)
    assert hear_out(town, "求助 收割机割台不转了", 12) == []
    (told,) = town.heard(to=COORDINATOR)
    assert "没有可请的师傅了" in told
    assert "对口没请的：詹大田（在请假）" in told
    assert "对口的师傅眼下都忙着" in town.heard(room=MEIYU)[0]


def test_a_trade_that_the_coordinator_names_brings_those_of_it(town: Town) -> None:
    hear_out(town, TOWELS, 12)
    town.says("总工会屠佳怡", "1001 工种改成电气", UNION)
    assert town.asked()
    assert all("electrical" in each.trades for each in asked(town))


@pytest.mark.parametrize("words", ["没事，不着急", "不急，慢慢来", "@派单助手 不着急的"])
def test_where_the_firm_is_in_no_haste_the_next_are_asked_slowly(town: Town, words: str) -> None:
    hear_out(town, BRUSHES, 12)
    before = town.asked()
    town.says("澄屿小葛", words, MEIYU)
    town.later(500)
    assert town.asked() == before
    town.later(120)
    assert len(town.asked()) == 6
    town.later(600)
    assert len(town.asked()) == 9
    assert town.ticket().status == "open"


def test_when_the_line_stops_after_all_nothing_is_slow(town: Town) -> None:
    hear_out(town, BRUSHES, 12)
    town.says("澄屿小葛", "没事，不着急", MEIYU)
    town.later(12)
    town.says("澄屿小葛", "现在整条线停了", MEIYU)
    town.later(12)
    assert len(town.asked()) == 7
    town.later(100)
    assert len(town.asked()) == 14


def test_a_request_that_says_so_itself_is_asked_about_as_ever(town: Town) -> None:
    assert len(hear_out(town, BRUSHES + "，不着急", 200)) == 14


def test_no_haste_of_a_ticket_that_somebody_has_changes_nothing(town: Town) -> None:
    hear_out(town, BRUSHES, 12)
    town.says("老单", "1001 接", EXPERTS)
    town.says("澄屿小葛", "没事，不着急", MEIYU)
    town.later(12)
    assert (town.ticket().status, len(town.asked())) == ("claimed", 3)


def test_no_haste_says_nothing_of_the_trade(town: Town) -> None:
    hear_out(town, TOWELS, 12)
    town.says("澄屿小葛", "不急，慢慢来", MEIYU)
    town.later(300)
    assert (town.ticket().category, town.asked()) == ("other", [])
