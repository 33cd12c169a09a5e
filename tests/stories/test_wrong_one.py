"""An expert has taken one ticket and meant another: the one goes back, the other is his."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town
from tests.stories.test_taking import two_open


def took_1002(town: Town) -> None:
    two_open(town)
    town.says("老单", "1002我接", EXPERTS)
    town.later(60)


MISTAKEN = [
    "接错了，我要接1001",
    "看错了，我接的是1001",
    "不好意思看错了，是1001我接",
    "点错了应该是1001",
    "我说的是1001，打错了",
    "手滑，1001",
    "1002接错了，退掉，我接1001",
    "不对，我接1001，1002给别人",
    "1002不是我的，1001才是",
    "接错了，我要接熔接线那个",
]


@pytest.mark.parametrize("words", MISTAKEN)
def test_the_wrong_one_goes_back_and_the_right_one_is_his(town: Town, words: str) -> None:
    took_1002(town)
    town.says("老单", words, EXPERTS)
    assert (town.ticket(1001).status, town.ticket(1002).status) == ("claimed", "open")
    assert town.heard(room=MEIYU)[-2:] == [
        "【1002】单国良来不了了，正在另请3位师傅，5分钟内给你回话。",
        "【1001】单国良接了（双色模、包胶模设计与试模，牙刷柄、…）。\n会马上联系你，有新情况直接在群里写。",
    ]
    assert town.heard(to="老单")[-2].startswith("【1001】归你了")


@pytest.mark.parametrize("words", ["看错了，我接的是1001", "1002错了，换成1001"])
def test_what_another_has_meanwhile_he_is_told(town: Town, words: str) -> None:
    took_1002(town)
    town.says("涛哥", "1001我接", EXPERTS)
    town.says("老单", words, EXPERTS)
    assert (town.ticket(1001).status, town.ticket(1002).status) == ("claimed", "open")
    assert town.heard(room=EXPERTS)[-1] == "@老单 【1001】已经由何碧涛接了。想一起去就回“1001 加我一个”。"


@pytest.mark.parametrize(
    "words",
    [
        "1001 我看错了，没事",
        "看错了，1001不是我这行",
        "接错电话了",
        "企业说接错线了，1001那台",
        "接错了，1010",
    ],
)
def test_what_sounds_alike_keeps_what_he_has(town: Town, words: str) -> None:
    took_1002(town)
    town.says("老单", words, EXPERTS)
    assert (town.ticket(1001).status, town.ticket(1002).status) == ("open", "claimed")


def test_one_he_has_had_for_long_is_not_what_he_has_just_taken(town: Town) -> None:
    took_1002(town)
    town.later(7200)
    town.says("老单", "看错了，我接的是1001", EXPERTS)
    assert town.ticket(1002).status == "claimed"
