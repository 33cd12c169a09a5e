"""Who has a ticket passes on that its firm is in no haste; the firm reads so."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town


@pytest.fixture
def held(town: Town) -> Town:
    town.request("3号注塑机漏油，油缸那边一直滴，急，2小时内要修好")
    town.says("老单", "1001 接", EXPERTS)
    return town


@pytest.mark.parametrize(
    "text",
    [
        "企业说不急",
        "1001企业说不急",
        "他们不急，下周再来也行",
        "打过电话了，厂里说慢慢来",
        "葛总说没那么急",
        "企业说可以晚两天",
        "客户那边不赶",
        "跟厂里说好了，不急，明天去",
    ],
)
@pytest.mark.parametrize("room", [EXPERTS, None])
def test_it_presses_no_more_and_the_firm_reads_so(held: Town, text: str, room: str | None) -> None:
    held.says("老单", text, room)
    assert held.ticket().urgency == "normal"
    assert held.ticket().status == "claimed"
    assert held.heard(room=MEIYU)[-1] == "【1001】单国良说你们不急，改成一般了。要紧的话回一句哪天要。"
    assert "【1001】记下了，改成一般，也告诉企业了。" in held.said[-1].text
    assert "noted" in held.changes()


def test_the_firm_may_object(held: Town) -> None:
    held.says("老单", "企业说不急", EXPERTS)
    held.says("澄屿小葛", "今天就要交货的", MEIYU)
    held.later(12)
    assert held.ticket().urgency == "critical"


def test_of_a_ticket_that_never_pressed_it_is_put_down(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    told = town.heard(room=MEIYU)
    town.says("老单", "企业说不急", EXPERTS)
    assert town.heard(room=MEIYU) == told
    assert town.said[-1].text.endswith("【1001】记下了：企业不急。")


@pytest.mark.parametrize("text", ["企业说急", "企业说不急吗", "我不急", "企业说不急，取消了"])
def test_other_words_calm_nothing(held: Town, text: str) -> None:
    held.says("老单", text, EXPERTS)
    assert held.ticket().urgency == "critical"


def test_of_one_who_has_no_ticket_it_is_talk(town: Town) -> None:
    town.request("3号注塑机漏油，油缸那边一直滴，急，2小时内要修好")
    before = len(town.said)
    town.says("老单", "企业说不急", EXPERTS)
    assert len(town.said) == before
    assert town.ticket().urgency == "critical"


@pytest.mark.parametrize("text", ["厂里说那台机器是二手的", "1001他们说以前也漏过"])
def test_what_else_he_passes_on_is_put_down(held: Town, text: str) -> None:
    told = held.heard(room=MEIYU)
    held.says("老单", text, EXPERTS)
    assert held.said[-1].text == "@老单 【1001】记下了。"
    assert held.changes()[-1] == "noted"
    assert held.heard(room=MEIYU) == told
    assert held.ticket().urgency == "critical"
