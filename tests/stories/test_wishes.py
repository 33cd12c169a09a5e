"""What an expert wants from now on goes to the coordinators; it is no leave, and he hears so."""

import pytest

from tests.conftest import EXPERTS, UNION, Town


@pytest.mark.parametrize(
    "words", ["半夜别叫我", "晚上别@我", "夜里十点以后别派", "早上七点前晚上九点后不要派我"]
)
def test_quiet_hours_are_no_leave(town: Town, words: str) -> None:
    town.says("老单", words)
    assert town.heard(to="老单") == [
        f"记下了，你说的“{words}”已转给工会协调员。在那以前我照常派，不方便的回“没空”就行。"
    ]
    assert town.heard(room=UNION)[-1].startswith(f"单国良师傅说：“{words}”\n")
    town.request()
    assert "老单" in town.asked()


@pytest.mark.parametrize("words", ["别再给我派冲床了", "冲床的单子别找我了", "以后不做冲床了"])
def test_work_he_does_not_want_is_put_to_the_coordinator_who_teaches_it(town: Town, words: str) -> None:
    town.says("根宝", words)
    told = town.heard(room=UNION)[-1]
    assert "照办就回“冲床这类活别再找奚根宝”" in told
    town.says("立峰", "冲床这类活别再找奚根宝", UNION)
    assert "冲床往后先找别人，不先找奚根宝" in town.heard(room=UNION)[-1]


def test_a_wish_in_a_group_is_answered_there(town: Town) -> None:
    town.says("老单", "以后只接焊接", EXPERTS)
    assert town.heard(room=EXPERTS)[-1].startswith("@老单 记下了")
    assert "名册的工作簿" in town.heard(room=UNION)[-1]


@pytest.mark.parametrize("words", ["今晚别叫我", "今天晚上不接单", "这周晚上别派我"])
def test_this_once_is_no_wish_for_good(town: Town, words: str) -> None:
    town.says("老单", words)
    assert not [each for each in town.heard(room=UNION) if "师傅说" in each]


def test_a_no_to_the_ticket_on_offer_stays_a_no(town: Town) -> None:
    town.request()
    town.says("老单", "这个别派我", EXPERTS)
    assert "declined" in town.changes()
    assert not [each for each in town.heard(room=UNION) if "师傅说" in each]


def test_his_own_figures(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("老单", "我接了几单")
    assert town.heard(to="老单")[-1].startswith("单国良：接了1单，办好0单，手上1单\n【1001】")
    town.says("老单", "我上个月接了几单")
    assert town.heard(to="老单")[-1] == "单国良，10月1日至10月31日：接了0单"
    town.says("老单", "我评分多少")
    assert "还没有评分" in town.heard(to="老单")[-1]
    assert "我接了几单" not in (town.ticket().solution or "")


def test_a_question_before_the_end_is_no_resolution(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("老单", "我这个月接了几单")
    town.says("老单", "修好了")
    assert town.ticket().status == "resolved"
    assert "接了几单" not in (town.ticket().solution or "")
