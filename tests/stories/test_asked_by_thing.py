"""A firm asks after a ticket by its thing, its place in a list or its expert; nothing it told of is lost."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

LEAK, AIR = "求助 3号注塑机漏油，油缸那边", "空压机不打气了，麻烦派个师傅"


def _says(town: Town, text: str) -> list[str]:
    """What his group hears in answer."""
    return town.answered("澄屿小葛", text)


@pytest.mark.parametrize(
    ("text", "no"),
    [
        ("空压机呢？", 1002),
        ("那漏油的呢", 1001),
        ("注塑机的师傅呢", 1001),
        ("油缸那边怎么说", 1001),
        ("空压机谁来看", 1002),
        ("3号机呢", 1001),
        ("1002呢", 1002),
        ("蒲工呢", 1002),
        ("另一个呢", 1001),
    ],
)
def test_each_of_two_by_its_thing(town: Town, text: str, no: int) -> None:
    town.request(LEAK)
    _says(town, AIR)
    said = _says(town, text)
    assert len(said) == 1
    assert f"【{no}】" in said[0]
    assert "正在找师傅" in said[0]


def test_by_the_place_in_his_list(town: Town) -> None:
    _says(town, "我想问三个：① 电动葫芦刹车打滑 ② 配电柜老跳闸 ③ 食堂的热水器不出热水")
    assert "【1001】" in _says(town, "第二个呢")[0]  # two troubles of one trade share a ticket
    assert "【1002】" in _says(town, "第三个有人接吗")[0]
    assert "【1002】食堂的热水器不出热水" in _says(town, "热水器呢？")[0]


def test_who_has_it_reads_the_question(town: Town) -> None:
    town.request(LEAK)
    town.says("老丁液压", "1001 接", EXPERTS)
    town.later(300)
    said = _says(town, "油缸呢")
    assert "丁长水9:00接了" in said[0]
    assert town.heard(to="老丁液压")[-1].startswith("【1001】澄屿模塑问：油缸呢")


def test_the_end_is_told_too(town: Town) -> None:
    town.request(LEAK)
    town.says("老丁液压", "1001 接", EXPERTS)
    town.says("老丁液压", "1001 修好了", EXPERTS)
    assert "说弄好了" in _says(town, "注塑机呢")[0]
    _says(town, "好了")
    assert "已结单" in _says(town, "注塑机呢")[0]


def test_what_was_told_and_not_put_down_is_asked_for(town: Town) -> None:
    _says(town, "我们公司那个洗碗机洗不干净")
    assert town.heard(room=MEIYU) == []
    _says(town, AIR)
    said = _says(town, "洗碗机呢")
    assert "【1002】洗碗机洗不干净" in said[0]


@pytest.mark.parametrize("text", ["行车呢？", "5号机呢"])
def test_of_what_was_never_told_he_is_asked(town: Town, text: str) -> None:
    town.request(LEAK)
    assert "还没有单子。说一下出了什么毛病" in _says(town, text)[0]


@pytest.mark.parametrize("text", ["图纸呢", "午饭呢", "小王呢", "发票呢", "老板来了吗"])
def test_talk_among_people_is_left_alone(town: Town, text: str) -> None:
    town.request(LEAK)
    assert _says(town, text) == []


@pytest.mark.parametrize("text", ["空压机呢", "热水器呢？"])
def test_without_a_ticket_nothing_is_said(town: Town, text: str) -> None:
    assert _says(town, text) == []


@pytest.mark.parametrize("text", ["老丁呢", "那原来那个师傅呢"])
def test_who_is_off_is_said_to_be(town: Town, text: str) -> None:
    town.request(LEAK)
    town.says("老丁液压", "1001 接", EXPERTS)
    town.says("总工会屠佳怡", "1001 派给海生", UNION)
    assert "【1001】丁长水不来了，换了顾海生。" in _says(town, text)[0]
    assert not any("问：" in each for each in town.heard(to="海生"))
