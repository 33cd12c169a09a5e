"""Of several tickets of a firm its words belong to the one of which it has just been asked."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town


def _two_at_work(town: Town) -> None:
    town.request("冲床滑块停不住，踩下去会连冲")
    town.says("阿毛冲压", "1001我接", EXPERTS)
    town.later(120)
    town.says("澄屿小葛", "行车遥控器失灵", MEIYU)
    town.later(30)
    town.says("海生", "1002我接", EXPERTS)
    town.later(600)


@pytest.mark.parametrize("words", ["还是不行啊，又滑了一次", "还是不行", "没好，老样子"])
def test_what_is_not_mended_is_what_was_just_called_so(town: Town, words: str) -> None:
    _two_at_work(town)
    town.says("阿毛冲压", "1001 修好了", EXPERTS)
    town.later(60)
    town.says("澄屿小葛", words, MEIYU)
    town.later(30)
    assert town.ticket(1001).status == "in_progress"
    assert words in town.heard(to="阿毛冲压")[-1]
    assert not any(words in each for each in town.heard(to="海生"))


@pytest.mark.parametrize("words", ["还是不行啊，又滑了一次", "好了"])
def test_of_two_it_is_the_last(town: Town, words: str) -> None:
    _two_at_work(town)
    town.says("海生", "1002 修好了", EXPERTS)
    town.later(3600)
    town.says("阿毛冲压", "1001 修好了", EXPERTS)
    town.later(60)
    town.says("澄屿小葛", words, MEIYU)
    town.later(30)
    assert town.ticket(1001).status != "resolved"
    assert town.ticket(1002).status == "resolved"


def test_named_by_its_trouble_it_is_the_other(town: Town) -> None:
    _two_at_work(town)
    town.says("阿毛冲压", "1001 修好了", EXPERTS)
    town.later(60)
    town.says("澄屿小葛", "遥控器还是不行", MEIYU)
    town.later(30)
    assert town.ticket(1001).status == "resolved"


@pytest.mark.parametrize("answer", ["气动的", "西门子的", "用了八年了"])
def test_the_answer_to_who_has_one_goes_to_him(town: Town, answer: str) -> None:
    _two_at_work(town)
    town.says("阿毛冲压", "1001 什么系统的？", EXPERTS)
    town.later(30)
    town.says("澄屿小葛", answer, MEIYU)
    town.later(30)
    assert answer in town.heard(to="阿毛冲压")[-1]
    assert not any(answer in each for each in town.heard(to="海生"))


def test_the_answer_to_who_may_take_one_goes_to_him(town: Town) -> None:
    town.request("冲床滑块停不住，踩下去会连冲")
    town.says("澄屿小葛", "行车遥控器失灵", MEIYU)
    town.later(30)
    town.says("根宝", "1001 什么型号的", EXPERTS)
    town.later(30)
    town.says("澄屿小葛", "扬力的", MEIYU)
    town.later(30)
    assert "扬力的" in town.ticket(1001).body
    assert "扬力的" not in town.ticket(1002).body


@pytest.mark.parametrize("second", ["遥控器电池刚换的", "电池也换过了"])
def test_a_second_word_is_no_answer_any_more(town: Town, second: str) -> None:
    _two_at_work(town)
    town.says("阿毛冲压", "1001 什么系统的？", EXPERTS)
    town.later(30)
    town.says("澄屿小葛", "气动的", MEIYU)
    town.later(30)
    town.says("澄屿小葛", second, MEIYU)
    town.later(30)
    assert second not in town.ticket(1001).body


def test_another_trouble_is_no_answer(town: Town) -> None:
    _two_at_work(town)
    town.says("阿毛冲压", "1001 什么系统的？", EXPERTS)
    town.later(30)
    town.says("澄屿小葛", "还有，空压机也漏油了", MEIYU)
    town.later(30)
    assert "空压机" in town.ticket(1003).title
