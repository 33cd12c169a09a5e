"""Bare words of one who was asked about several tickets answer who has just asked him by name."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town


def handed(town: Town) -> None:
    """老单 has 1001 and wants 涛哥 to take it over, who has been asked about 1002 half a minute ago."""
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("澄屿小葛", "另外，热流道不加热", MEIYU)
    town.later(30)
    town.says("老单", "1001 这个让涛哥去吧", EXPERTS)
    town.later(20)


@pytest.mark.parametrize("text", ["好的我去", "接", "马上来", "我来", "好的"])
def test_a_yes_is_to_the_colleague_who_has_just_handed_it_on(town: Town, text: str) -> None:
    handed(town)
    town.says("涛哥", text, EXPERTS)
    assert "何碧涛接手了" in town.heard(to="老单")[-1]
    assert town.ticket(1002).status == "open"


def test_words_that_name_the_other_are_of_that(town: Town) -> None:
    handed(town)
    town.says("涛哥", "热流道我来", EXPERTS)
    assert town.ticket(1002).status == "claimed"
    assert "何碧涛接手了" not in town.heard(to="老单")[-1]


def test_who_tells_of_the_work_he_was_asked_to_take_over_has_taken_it(town: Town) -> None:
    handed(town)
    town.says("涛哥", "1001 到了，遥控器接收板坏了，配件要周一到", EXPERTS)
    assert town.ticket().status == "in_progress"
    assert "何碧涛接手了" in town.heard(to="老单")[-1]
    assert town.heard(room=MEIYU)[-1] == "【1001】何碧涛：遥控器接收板坏了，配件要周一到。"


def test_who_has_mended_what_he_was_asked_to_take_over_has_taken_it(town: Town) -> None:
    handed(town)
    town.says("涛哥", "1001 修好了，换了接收板", EXPERTS)
    assert town.ticket().status == "resolved"
    assert "何碧涛说弄好了：换了接收板" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("text", ["没空", "不好意思，走不开", "去不了"])
def test_a_bare_no_is_to_the_colleague_and_leaves_the_other_offer(town: Town, text: str) -> None:
    handed(town)
    town.says("涛哥", text, EXPERTS)
    assert "何碧涛接不了，还是你的单" in town.heard(to="老单")[-1]
    town.says("总工会屠佳怡", "1002 请了谁", UNION)
    assert "何碧涛（没回话）" in town.heard(room=UNION)[-1]


def test_who_is_away_says_no_to_all(town: Town) -> None:
    handed(town)
    town.says("涛哥", "没空，在外地", EXPERTS)
    town.says("总工会屠佳怡", "1002 请了谁", UNION)
    assert "何碧涛（没空）" in town.heard(room=UNION)[-1]


@pytest.mark.parametrize("text", ["接", "马上来"])
def test_of_two_offers_a_while_apart_the_newest_is_meant(town: Town, text: str) -> None:
    town.request()
    town.later(168)
    assert "涛哥" in town.asked()
    town.says("澄屿小葛", "另外，热流道不加热", MEIYU)
    town.later(40)
    town.says("涛哥", text, EXPERTS)
    assert town.ticket(1002).status == "claimed"
    assert town.ticket(1001).status == "open"


def test_who_has_said_no_is_not_asked_when_a_colleague_names_him(town: Town) -> None:
    town.request()
    town.says("涛哥", "1001 没空，在外地", EXPERTS)
    town.later(15)
    town.says("老单", "双色我不太懂，让涛哥去吧", EXPERTS)
    assert "@老单 【1001】何碧涛说过没空，没再问，另外请人了。" in town.heard(room=EXPERTS)
    assert "涛哥" not in town.asked()
    assert town.asked()[-1] not in ("老单", "老陈注塑", "珊珊")
    town.says("总工会屠佳怡", "1001 请了谁", UNION)
    assert "单国良（没空）" in town.heard(room=UNION)[-1]


def test_who_was_asked_and_has_said_no_stays_counted_so(town: Town) -> None:
    town.request()
    town.says("珊珊", "1001 没空，在外地", EXPERTS)
    town.later(15)
    town.says("老单", "双色我不太懂，让珊珊去吧", EXPERTS)
    town.says("总工会屠佳怡", "1001 请了谁", UNION)
    told = town.heard(room=UNION)[-1]
    assert "蒋珊珊（没空）" in told
    assert "单国良（没空）" in told


def test_nor_is_he_asked_to_take_over_what_he_has_refused(town: Town) -> None:
    town.request()
    town.says("珊珊", "1001 没空", EXPERTS)
    town.says("老单", "1001 接", EXPERTS)
    town.says("老单", "1001 让珊珊去吧", EXPERTS)
    assert (
        town.heard(room=EXPERTS)[-1]
        == "@老单 【1001】蒋珊珊说过没空，没再问，还是你的单。去不了就回“1001 退单”。"
    )
