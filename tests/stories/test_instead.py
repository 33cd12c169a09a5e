"""A "no" that names a colleague: to what is to be handed over to him, or to what nobody has yet."""

import pytest

from tests.conftest import EXPERTS, Town


def handed(town: Town) -> None:
    town.request()
    town.says("葛师傅修模", "1001 接", EXPERTS)
    town.says("葛师傅修模", "1001 让老单去吧，我走不开", EXPERTS)
    town.later(30)


@pytest.mark.parametrize(
    "text",
    ["我不行，让福根老头去", "1001 没空，叫庄福根去吧", "走不开，你们找福根老头", "我也去不了，庄师傅可以去"],
)
def test_whom_he_names_is_asked_in_his_place(town: Town, text: str) -> None:
    handed(town)
    town.says("老单", text, EXPERTS)
    assert town.heard(room=EXPERTS)[-1].startswith("@福根老头\n【1001】葛林松想请你接手")
    passed = "【1001】单国良接不了，推荐庄福根，已去问庄福根，答应之前还是你的单。"
    assert town.heard(to="葛师傅修模")[-1] == passed
    town.says("福根老头", "好的", EXPERTS)
    town.later(12)
    assert town.ticket().expert_id == next(each.id for each in town.experts() if each.name == "庄福根")


@pytest.mark.parametrize("text", ["我不行，让别人去", "没空，还是葛师傅修模去吧", "我不行，换个人"])
def test_where_nobody_else_is_named_his_no_is_told(town: Town, text: str) -> None:
    handed(town)
    before = town.heard(room=EXPERTS)
    town.says("老单", text, EXPERTS)
    assert town.heard(to="葛师傅修模")[-1].startswith("【1001】单国良接不了，还是你的单。")
    assert town.heard(room=EXPERTS) == before


def test_who_says_no_to_an_open_ticket_and_names_another_has_that_one_asked(town: Town) -> None:
    town.request()
    first = town.asked()[0]
    town.says(first, "走不开，你们找福根老头", EXPERTS)
    assert town.asked()[-1] == "福根老头"
    assert "declined" in town.changes()
