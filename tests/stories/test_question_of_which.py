"""An expert asked to take two tickets asks a question: he is asked of which, unless it can only be of one."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town

HIM, ANOTHER = "老丁液压", "芦工"
FIRST, SECOND = "澄屿小葛", "晓敏"


@pytest.fixture
def two(town: Town) -> Town:
    """Two firms with like faults, and the same experts asked to take both."""
    for who, trouble in (
        (FIRST, "求助 注塑机锁模压力上不去，油泵噪声大"),
        (SECOND, "求助 注塑机锁模无力，开模有异响"),
    ):
        town.says(who, trouble, MEIYU)
        town.later(60)
    assert town.asked().count(HIM) == town.asked().count(ANOTHER) == 2
    return town


def put_to(town: Town) -> list[str]:
    """Whom the bot has put an expert's question to."""
    return [
        each.text.split()[0] for each in town.said if each.room == MEIYU and "师傅接单前想问" in each.text
    ]


@pytest.mark.parametrize("question", ["什么牌子的机器？", "多大吨位的？", "哪年的机器"])
@pytest.mark.parametrize(
    ("answer", "firm"), [("1001", FIRST), ("1002", SECOND), ("屿途的", SECOND), ("第二个", FIRST)]
)
def test_he_is_asked_which_and_then_its_firm_is_asked(
    two: Town, question: str, answer: str, firm: str
) -> None:
    (which,) = two.answered(HIM, question, EXPERTS)
    assert "哪一单" in which
    assert "【1001】注塑机锁模压力上不去" in which
    assert "【1002】注塑机锁模无力" in which
    assert put_to(two) == []
    two.answered(HIM, answer, EXPERTS)
    assert put_to(two) == [f"@{firm}"]
    assert two.ticket(1001).status == two.ticket(1002).status == "open", "a question takes nothing"


def test_what_names_the_thing_of_one_is_of_that(two: Town) -> None:
    two.answered(HIM, "油泵什么牌子的？", EXPERTS)
    assert put_to(two) == [f"@{FIRST}"]


def test_what_follows_a_question_of_one_is_of_that_one(two: Town) -> None:
    two.answered(HIM, "1001 什么牌子的机器？", EXPERTS)
    two.answered(ANOTHER, "多大吨位的？", EXPERTS)
    assert put_to(two) == [f"@{FIRST}", f"@{FIRST}"]


def test_he_may_take_one_instead_of_answering(two: Town) -> None:
    two.answered(HIM, "什么牌子的机器？", EXPERTS)
    two.answered(HIM, "1001 接", EXPERTS)
    assert two.ticket(1001).status == "claimed"
    assert put_to(two) == []


def test_amid_other_talk_nobody_is_asked(two: Town) -> None:
    two.says(ANOTHER, "我刚买了台新车", EXPERTS)
    assert two.answered(HIM, "什么牌子的？", EXPERTS) == []
    assert put_to(two) == []
