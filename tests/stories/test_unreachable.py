"""An expert cannot reach the firm: it is called in its group, a coordinator hears, he gets a number."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town


@pytest.mark.parametrize(
    "words", ["客户电话打不通", "电话没人接", "联系不上人，在厂门口", "号码是空号", "到门口了，没人接电话"]
)
def test_everybody_who_can_help_is_told(town: Town, words: str) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("老单", words)
    assert (
        town.heard(room=MEIYU)[-1]
        == "@澄屿小葛 【1001】单国良打电话没联系上，方便的话回个话，或留意一下来电。"
    )
    assert (
        town.heard(room=UNION)[-1].partition("\n")[2].startswith(f"【1001】单国良联系不上澄屿模塑：“{words}”")
    )
    assert "急的话找协调员" in town.heard(to="老单")[-1]
    assert town.ticket().status == "claimed"


def test_said_again_it_is_not_told_again(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("老单", "电话没人接")
    before = len(town.said)
    town.says("老单", "电话还是没人接")
    assert len(town.said) == before


def test_the_number_stays_out_of_groups(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("老单", "1001 电话打不通", EXPERTS)
    assert not [each.text for each in town.said if each.room and "1370001" in each.text]
    assert "1370001" in town.heard(to="老单")[-1]


def test_who_has_no_ticket_tells_nobody(town: Town) -> None:
    town.says("老单", "电话打不通")
    assert town.heard(room=UNION) == []
