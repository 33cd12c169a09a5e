"""A word on a ticket that nobody has taken: who was asked and has mended it is believed, others are asked."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town


def test_what_it_was_is_no_end_he_is_asked_whether_it_is_he(town: Town) -> None:
    town.request()
    town.says("老单", "1001接错线了", EXPERTS)
    assert town.ticket().status == "open"
    assert town.heard(room=EXPERTS)[-1].startswith("@老单 【1001】双色模牙刷柄熔接线发黑")
    assert "是你在办吗？是就回“接”" in town.heard(room=EXPERTS)[-1]
    town.says("老单", "是", EXPERTS)
    assert town.ticket().status == "claimed"


@pytest.mark.parametrize("words", ["1001修好了", "1001 昨天给他们弄好了，换了热流道"])
def test_who_was_asked_has_done_it(town: Town, words: str) -> None:
    town.request()
    town.says("老单", words, EXPERTS)
    assert town.ticket().status == "resolved"
    assert "单国良说弄好了" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("words", ["1001修好了", "1001昨天修好了，换了热流道"])
def test_who_was_not_asked_is_asked_whether_it_was_he(town: Town, words: str) -> None:
    town.request()
    told = town.heard(room=MEIYU)
    town.says("麻工", words, EXPERTS)
    assert (town.ticket().status, town.heard(room=MEIYU)) == ("open", told)
    assert "是你去修好的吗？是就回“是”" in town.heard(room=EXPERTS)[-1]
    town.says("麻工", "是的", EXPERTS)
    assert town.ticket().status == "resolved"
    assert "麻丽君说弄好了" in town.heard(room=MEIYU)[-1]


def test_who_was_mistaken_ends_nothing(town: Town) -> None:
    town.request()
    town.says("麻工", "1001修好了", EXPERTS)
    town.says("麻工", "不是，看错了", EXPERTS)
    assert town.ticket().status == "open"
