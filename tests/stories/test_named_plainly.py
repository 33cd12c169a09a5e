"""A ticket is named by the trouble alone, no sheet holds polite words, and a wished day is no haste."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("彩盒套印不准，急死了", "彩盒套印不准"),
        ("彩盒套印不准，老板急得跳脚", "彩盒套印不准"),
        ("急停按钮失灵，按了不停", "急停按钮失灵，按了不停"),
        ("好几台机器漏油，派个师傅", "好几台机器漏油"),
        ("竹筷子发霉，不用上门，求助", "竹筷子发霉"),
        ("求助 竹筷子发霉，电话里说说就行", "竹筷子发霉"),
        ("注塑机漏油，师傅方便的时候来看下", "注塑机漏油"),
        ("麻烦安排一下，车间WIFI老断，求助", "车间WIFI老断"),
        ("车间说2号冲床有异响，让我来问问有没有师傅", "2号冲床有异响"),
        ("想请老师来讲讲5S", "5S培训"),
        ("想请老师给我们新员工讲讲5S", "5S培训（新员工）"),
        ("想办个叉车安全培训，30个人", "叉车安全培训，30个人"),
        ("能不能介绍个会修罗茨泵的", "修罗茨泵"),
        ("有没有修吹瓶机的师傅", "修吹瓶机"),
        ("增氧机开着的，还有一台坏了", "增氧机一台坏了"),
        ("六台注塑机只好关掉，工人先叫回宿舍了，循环水泵里像炒豆子", "循环水泵里像炒豆子"),
    ],
)
def test_a_title_names_the_trouble_or_the_lesson(town: Town, text: str, title: str) -> None:
    town.request(text)
    assert town.ticket().title == title
    assert f"【1001】{title}" in town.heard(room=MEIYU)[0]


def test_polite_words_are_in_no_sheet(town: Town) -> None:
    town.says("澄屿小葛", "早上好，3号注塑机漏油", MEIYU)
    town.later(5)
    town.says("澄屿小葛", "油缸那边，地上一大摊", MEIYU)
    town.later(20)
    town.says("澄屿小葛", "可以的，麻烦了", MEIYU)
    town.later(20)
    town.says("老丁液压", "1001 接", EXPERTS)
    sheet = town.heard(to="老丁液压")[0]
    assert "3号注塑机漏油；油缸那边，地上一大摊\n" in sheet
    assert "早上好" not in sheet
    assert "麻烦了" not in sheet


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("求助 3号注塑机漏油，明天能来最好", "normal"),
        ("求助 3号注塑机漏油，希望明天上午能过来", "normal"),
        ("模具有点拉伤，今天能来的话最好", "normal"),
        ("模具有点拉伤，明天方便的话过来一趟", "normal"),
        ("求助 3号注塑机漏油，明天最好修好", "critical"),
        ("求助 3号注塑机漏油，明天交货，最好今天来", "critical"),
        ("求助 3号注塑机漏油，明天必须来人", "critical"),
    ],
)
def test_a_day_that_would_suit_is_no_haste(town: Town, text: str, urgency: str) -> None:
    town.request(text)
    assert town.ticket().urgency == urgency
    assert (town.ticket().deadline is None) == (urgency == "normal")
