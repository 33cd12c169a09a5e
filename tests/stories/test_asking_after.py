"""A firm asks of its own ticket: how it stands, who comes and when, whether it is done, its number."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town

PUMP = "污水站的提升泵跳闸了，谁来看看"


def says(town: Town, text: str) -> str:
    """What the bot answers in the group."""
    heard = len(town.heard(room=MEIYU))
    town.says("澄屿小葛", text, MEIYU)
    town.later(20)
    return "".join(town.heard(room=MEIYU)[heard:])


def two_troubles(town: Town) -> None:
    town.request()
    town.says("澄屿小葛", PUMP, MEIYU)
    town.later(20)


@pytest.mark.parametrize(
    "words", ["单号多少", "我的单号是多少", "我那单是多少号", "好了没", "修好了没有", "谁来"]
)
def test_each_question_is_answered_from_the_record(town: Town, words: str) -> None:
    town.request()
    town.later(60)
    answer = says(town, words)
    assert answer.startswith("@澄屿小葛 【1001】双色模牙刷柄熔接线发黑，换了料也没用：正在找师傅")
    assert words not in town.ticket().body


@pytest.mark.parametrize("words", ["污水那个呢", "污水的事怎么样了", "污水站那单呢？"])
def test_what_it_names_tells_which_one(town: Town, words: str) -> None:
    two_troubles(town)
    assert says(town, words).startswith("@澄屿小葛 【1002】污水站的提升泵跳闸了：正在找师傅")


@pytest.mark.parametrize("words", ["单号多少", "好了没"])
def test_where_it_names_none_all_are_told(town: Town, words: str) -> None:
    two_troubles(town)
    answer = says(town, words)
    assert "【1001】双色模" in answer
    assert "【1002】污水站" in answer


@pytest.mark.parametrize("words", ["几点来", "师傅几点能到", "今天能来吗", "什么时候过来"])
def test_when_he_comes_is_put_to_who_has_just_taken_it(town: Town, words: str) -> None:
    two_troubles(town)
    town.says("老单", "1001 接", EXPERTS)
    town.later(30)
    answer = says(town, words)
    assert answer.startswith("@澄屿小葛 【1001】")
    assert answer.endswith("会联系你，你问的已转过去。")
    assert town.heard(to="老单")[-1] == f"【1001】澄屿模塑问：{words}\n请打个电话回他一声。"


def test_the_same_asked_again_at_once_is_not_put_to_him_twice(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    says(town, "几点来")
    says(town, "几点到啊")
    assert len([said for said in town.heard(to="老单") if "澄屿模塑问" in said]) == 1


def test_a_question_after_an_addition_reaches_him_too(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(5)
    says(town, "料是ABS的，模温60度")
    says(town, "几点来")
    assert "澄屿模塑问：几点来" in town.heard(to="老单")[-1]


def test_who_comes_and_the_number_are_not_his_to_answer(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接，下午3点到", EXPERTS)
    told = len(town.heard(to="老单"))
    assert "单国良" in says(town, "谁来")
    assert "【1001】" in says(town, "单号多少")
    assert len(town.heard(to="老单")) == told


def test_the_number_of_what_is_over_is_told(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    says(town, "修好了")
    assert "【1001】双色模牙刷柄熔接线发黑，换了料也没用：已结单" in says(town, "单号多少")


def test_who_has_asked_for_nothing_is_not_answered(town: Town) -> None:
    assert says(town, "好了没") == ""
    assert says(town, "单号多少") == ""


def test_who_has_just_asked_where_he_is_reads_that_he_is_there(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(600)
    town.says("澄屿小葛", "师傅到了没有啊", MEIYU)
    town.later(12)
    town.says("老单", "到了，在查", EXPERTS)
    assert town.heard(room=MEIYU)[-1] == "【1001】单国良：到了，在查。"
