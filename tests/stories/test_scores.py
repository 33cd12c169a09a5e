"""Scores as people give them: one to five, halves too; what is on no such scale is asked for again."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town


def _repaired(town: Town) -> None:
    town.request()
    town.says(town.asked()[0], "接", EXPERTS)
    town.says("老单", "修好了，加了排气槽", EXPERTS)


@pytest.mark.parametrize(
    ("words", "rating"),
    [("好了，4.5分", 5), ("好了 四点五分", 5), ("好了，给4星", 4), ("好了，3分吧", 3), ("好了，打10分", 5)],
)
def test_a_score_is_recorded(town: Town, words: str, rating: int) -> None:
    _repaired(town)
    town.says("澄屿小葛", words, MEIYU)
    town.later(12)
    assert (town.ticket().status, town.ticket().rating) == ("closed", rating)
    assert f"{rating}分" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("words", ["好了，8分", "好了，0分"])
def test_a_score_off_the_scale_is_asked_for_again(town: Town, words: str) -> None:
    _repaired(town)
    town.says("澄屿小葛", words, MEIYU)
    town.later(12)
    assert (town.ticket().status, town.ticket().rating) == ("closed", None)
    assert town.heard(room=MEIYU)[-1] == "【1001】结单了。打分是1到5分，麻烦再打一次。"
    town.says("澄屿小葛", "9分", MEIYU)
    town.later(12)
    assert town.heard(room=MEIYU)[-1] == "@澄屿小葛 【1001】打分是1到5分，麻烦再打一次。"
    town.says("澄屿小葛", "4", MEIYU)
    town.later(12)
    assert town.ticket().rating == 4


def test_thanks_very_much_is_no_score(town: Town) -> None:
    _repaired(town)
    town.says("澄屿小葛", "好了，十分感谢", MEIYU)
    town.later(12)
    assert (town.ticket().status, town.ticket().rating) == ("closed", None)


def test_a_bare_number_of_somebody_who_was_not_asked_is_none(town: Town) -> None:
    _repaired(town)
    town.says("应总监", "5", MEIYU)
    town.later(12)
    assert town.ticket().status == "resolved"


def test_full_marks_of_another_scale_count_as_five_and_are_said_to(town: Town) -> None:
    _repaired(town)
    town.says("澄屿小葛", "好了，10分", MEIYU)
    town.later(12)
    assert town.ticket().rating == 5
    assert town.heard(room=MEIYU)[-1] == "【1001】结单了，5分（10分按满分5分记）。"


def test_so_are_they_after_the_end(town: Town) -> None:
    _repaired(town)
    town.says("澄屿小葛", "好了", MEIYU)
    town.later(12)
    town.says("澄屿小葛", "打100分", MEIYU)
    town.later(12)
    assert town.ticket().rating == 5
    assert "100分按满分5分记" in town.heard(room=MEIYU)[-1]


def test_a_score_put_right_is_said_to_be(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("老单", "1001 修好了", EXPERTS)
    town.says("澄屿小葛", "好了，5分", MEIYU)
    town.later(12)
    town.says("澄屿小葛", "刚才打错了，是4分", MEIYU)
    town.later(12)
    assert town.heard(room=MEIYU)[-1] == "@澄屿小葛 【1001】改好了：4分。"
    assert town.ticket().rating == 4


def _closed(town: Town) -> None:
    _repaired(town)
    town.says("澄屿小葛", "好了", MEIYU)
    town.later(12)


@pytest.mark.parametrize("words", ["-5分", "负5分", "-5"])
def test_less_than_nothing_is_no_score(town: Town, words: str) -> None:
    _closed(town)
    town.says("澄屿小葛", words, MEIYU)
    town.later(12)
    assert town.ticket().rating is None
    assert town.heard(room=MEIYU)[-1] == "@澄屿小葛 【1001】打分是1到5分，麻烦再打一次。"


@pytest.mark.parametrize(
    ("words", "rating"), [("五星，没花多少钱", 5), ("4分，下次还找他", 4), ("满意-4分", 4)]
)
def test_a_score_is_heard_beside_other_words(town: Town, words: str, rating: int) -> None:
    _closed(town)
    town.says("澄屿小葛", words, MEIYU)
    town.later(12)
    assert town.ticket().rating == rating


@pytest.mark.parametrize(
    "words",
    [
        "昨天打了4分，改5分行不，师傅今天又来了一趟",
        "昨天的4分改成5分",
        "不是4分，是5分",
        "上次4分打低了，应该给5星",
    ],
)
def test_of_two_scores_in_a_sentence_the_one_that_it_is_changed_to_holds(town: Town, words: str) -> None:
    _closed(town)
    town.answered("澄屿小葛", "4分")
    town.later(24 * 3600)
    assert town.answered("澄屿小葛", words) == ["@澄屿小葛 【1001】改好了：5分。"]
    assert town.ticket().rating == 5
    assert town.heard(to="老单")[-1] == "【1001】澄屿模塑评价：5分。"


def test_a_score_said_again_is_told_to_nobody(town: Town) -> None:
    _closed(town)
    town.answered("澄屿小葛", "5分")
    told = town.heard(to="老单")
    assert town.answered("澄屿小葛", "五星") == []
    assert town.heard(to="老单") == told
