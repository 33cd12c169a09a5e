"""A firm asks who its expert is: it hears his unit and trade from the roster, and no number in the group."""

import pytest

from tests.conftest import EXPERTS, Town


def _says(town: Town, text: str) -> list[str]:
    """What his group hears in answer."""
    return town.answered("澄屿小葛", text)


@pytest.fixture
def held(town: Town) -> Town:
    town.request("求助 3号注塑机漏油，油缸那边")
    town.says("老丁液压", "1001 接", EXPERTS)
    town.later(300)
    return town


@pytest.mark.parametrize(
    "text",
    [
        "请问丁师傅是哪个单位的",
        "这位师傅是哪里的",
        "老丁液压是干什么的",
        "接单的师傅是哪个厂的啊",
        "丁长水是谁",
    ],
)
def test_who_has_the_ticket(held: Town, text: str) -> None:
    told = held.heard(to="老丁液压")
    said = _says(held, text)
    assert len(said) == 1
    assert "【1001】丁长水：长水液压维修，梅屿，液压与气动。" in said[0]
    assert "要电话就回“师傅电话多少”" in said[0]
    assert not any(each.phone in said[0] for each in held.experts())
    assert held.heard(to="老丁液压") == told


def test_who_was_only_asked(town: Town) -> None:
    town.request("求助 3号注塑机漏油，油缸那边")
    said = _says(town, "请问海生是哪个单位的")
    assert "【1001】顾海生：长水液压维修" in said[0]
    assert "电话" not in said[0]
    assert town.ticket().body == "求助 3号注塑机漏油，油缸那边"


def test_what_it_asks_besides_goes_to_him(held: Town) -> None:
    said = _says(held, "师傅是哪个厂的，懂不懂海天的机器")
    assert "长水液压维修" in said[0]
    assert "你问的已转给丁长水" in said[1]
    assert "懂不懂海天的机器" in held.heard(to="老丁液压")[-1]


def test_after_the_work_too(held: Town) -> None:
    held.says("老丁液压", "1001 修好了", EXPERTS)
    assert "长水液压维修" in _says(held, "来修的师傅是哪个单位的")[0]


@pytest.mark.parametrize("text", ["老单是谁", "王总是哪个单位的", "敬老师是做什么的"])
def test_of_people_with_whom_it_has_nothing_to_do_no_unit_is_told(town: Town, text: str) -> None:
    town.request("求助 3号注塑机漏油，油缸那边")
    assert not any("：" in each and "，梅屿，" in each for each in _says(town, text))
