"""A nod answers the question whether it is mended, and nothing else."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town

FIRM = "澄屿小葛"


def _says(town: Town, words: str) -> list[str]:
    before = len(town.heard(room=MEIYU))
    town.says(FIRM, words, MEIYU)
    town.later(20)
    return town.heard(room=MEIYU)[before:]


def _mended(town: Town) -> None:
    town.request("3号注塑机漏油")
    town.says("老陈注塑", "1001 接", EXPERTS)
    town.later(20)
    town.says("老陈注塑", "1001 修好了，换了密封圈", EXPERTS)
    town.later(20)


@pytest.mark.parametrize("words", ["行", "好", "好的", "可以"])
def test_a_nod_to_the_question_whether_it_is_mended_says_so(town: Town, words: str) -> None:
    _mended(town)
    _says(town, words)
    assert town.ticket().status == "closed"


def test_a_nod_to_something_else_ends_nothing(town: Town) -> None:
    _mended(town)
    _says(town, "师傅电话多少")
    _says(town, "好的")
    assert town.ticket().status == "resolved"
