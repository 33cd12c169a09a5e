"""What is amiss is heard though few words tell it: molten metal that runs out, a tool that broke before a
delivery."""

import pytest

from tests.conftest import MEIYU, SALON, Town


@pytest.mark.parametrize(
    "text",
    [
        "压铸机料筒漏铝水，吓人",
        "升液管漏铝水，吓人",
        "熔炉漏铝液",
        "保温炉渗铝水了",
        "铁水包漏了，铁水流一地",
    ],
)
@pytest.mark.parametrize("room", [MEIYU, SALON])
def test_molten_metal_that_runs_out_is_asked_for_at_once(town: Town, text: str, room: str) -> None:
    town.answered("澄屿小葛", text, room, wait=30)
    assert (town.ticket().urgency, town.ticket().category) == ("critical", "casting")
    assert town.asked()


@pytest.mark.parametrize(
    "text",
    [
        "硬质合金刀头崩了，明天要交货",
        "合金刀片崩刃了，明天交货",
        "钻头全断了，客户明天来提货",
        "刀头崩了，明天出货",
    ],
)
@pytest.mark.parametrize("room", [MEIYU, SALON])
def test_a_broken_tool_and_the_day_to_be_met_are_a_request(town: Town, text: str, room: str) -> None:
    town.answered("澄屿小葛", text, room, wait=30)
    assert town.ticket().category == "machining"
    assert town.ticket().deadline is not None


@pytest.mark.parametrize("text", ["心态崩了，明天要交货", "去年我们厂漏过铝水，吓人", "股票崩了，明天要交货"])
def test_what_is_no_trouble_here_is_not(town: Town, text: str) -> None:
    town.answered("澄屿小葛", text, MEIYU, wait=30)
    assert town.asked() == []
