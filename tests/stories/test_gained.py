"""What was saved, told with praise or with what came of it, tells that it is mended; a score is asked for."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town

FIRM, HIM = "澄屿小葛", "老单"
GAINED = [
    "交货赶上了，省了10万违约金，师傅挺好",
    "没耽误交货，省了10万",
    "单师傅真厉害，省了10万",
]


def held(town: Town) -> None:
    town.request()
    town.says(HIM, "1001 接", EXPERTS)
    town.later(1500)


@pytest.mark.parametrize("words", GAINED)
@pytest.mark.parametrize("before", [None, "到了，在看", "修好了"])
def test_it_closes_and_the_score_is_asked_for(town: Town, words: str, before: str | None) -> None:
    held(town)
    if before is not None:
        town.says(HIM, before, EXPERTS)
    (said,) = town.answered(FIRM, words)
    assert said == "【1001】结单了，省了10万元。给单国良打个分吧（1到5分）。"
    assert (town.ticket().status, town.ticket().saved_yuan) == ("closed", 100_000)
    town.answered(FIRM, "4分")
    assert (town.ticket().rating, town.ticket().saved_yuan) == (4, 100_000)


@pytest.mark.parametrize("words", ["好了，省了10万，5分", "交货赶上了，省了10万，给5分"])
def test_who_gives_a_score_is_asked_for_none(town: Town, words: str) -> None:
    held(town)
    (said,) = town.answered(FIRM, words)
    assert said == "【1001】结单了，5分，省了10万元。"


@pytest.mark.parametrize(
    "words",
    [
        "师傅挺好",
        "师傅说能省10万，师傅挺好",
        "上次那台师傅挺好，省了10万",
        "师傅挺好，省了10万，就是还有点黑",
    ],
)
def test_praise_alone_or_of_another_time_closes_nothing(town: Town, words: str) -> None:
    held(town)
    town.answered(FIRM, words, MEIYU)
    assert town.ticket().status == "claimed"
