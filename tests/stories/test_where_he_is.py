"""The firm asks where its expert is, or says where it is to be found: it hears what is known, in a word."""

import pytest

from tests.conftest import EXPERTS, Town


def _taken(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接，四十分钟到", EXPERTS)
    town.later(1200)


@pytest.mark.parametrize("said", ["到厂门口了，保安不让进", "到了", "堵车，晚半小时"])
def test_who_asks_where_he_is_reads_his_latest_word_and_he_need_not_ring(town: Town, said: str) -> None:
    _taken(town)
    town.says("老单", said, EXPERTS)
    town.later(30)
    told = town.heard(to="老单")
    answers = town.answered("澄屿小葛", "师傅到哪了")
    assert len(answers) == 1
    assert f"9:20说“{said}”" in answers[0]
    assert "已转过去" not in answers[0]
    assert town.heard(to="老单") == told


def test_a_while_after_his_last_word_he_is_asked(town: Town) -> None:
    _taken(town)
    town.says("老单", "到厂门口了，保安不让进", EXPERTS)
    town.later(1200)
    assert "9:20说“到厂门口了，保安不让进”" in town.answered("澄屿小葛", "师傅到哪了")[0]
    assert town.heard(to="老单")[-1].startswith("【1001】澄屿模塑问：师傅到哪了")


def test_what_is_no_question_where_he_is_reaches_him(town: Town) -> None:
    _taken(town)
    town.says("老单", "要等配件，下周二到", EXPERTS)
    town.later(30)
    town.answered("澄屿小葛", "配件多少钱，厂里先付吗")
    assert "配件多少钱" in town.heard(to="老单")[-1]


@pytest.mark.parametrize(
    "words",
    [
        "我们搬新厂了，来城东工业区3号楼，别去老地址",
        "地址写错了，在城东工业区3号楼",
        "师傅别去老厂，来东区2号车间",
    ],
)
def test_another_place_is_put_right_with_him_and_the_firm_hears_so(town: Town, words: str) -> None:
    _taken(town)
    assert town.answered("澄屿小葛", words) == ["@澄屿小葛 【1001】新地址已告诉单国良。"]
    assert town.heard(to="老单")[-1] == f"【1001】澄屿模塑更正：{words}"


def test_the_way_in_is_passed_on_without_a_word(town: Town) -> None:
    _taken(town)
    assert town.answered("澄屿小葛", "从南门进，二号车间") == []
    assert "从南门进" in town.heard(to="老单")[-1]


def test_well_for_now_gets_a_word_and_ends_nothing(town: Town) -> None:
    _taken(town)
    said = town.answered("澄屿小葛", "暂时看是好了，明天再看看")
    assert said == ["@澄屿小葛 【1001】那先看着，已告诉单国良。好了回“好了”，又不行了回“还没好”。"]
    assert town.ticket().status == "claimed"
    assert "明天再看看" in town.heard(to="老单")[-1]
