"""Whether a house tells of the same problem again."""

import pytest

from handlers.matching.sameness import ALIKE, likeness, named_apart, same_problem


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("求助 双色模熔接线发黑 换了料也没用", "各位师傅，我们双色模的熔接线还是发黑，有没有懂的来看看"),
        ("空压机压力上不去，怎么办", "各位，空压机压力老是上不去 换了滤芯也没用，求指点"),
        ("压铸件气孔多，X光过不了", "压铸件气孔多 探伤过不了，请师傅看看"),
        ("线切割老断丝", "求助 线切割一直断丝，换了钼丝也断"),
        ("PLC和触摸屏通讯不上", "西门子PLC跟触摸屏通讯断了，谁会"),
        ("折弯机角度不准，谁会调", "早上发的折弯机角度不准，还没人来"),
        ("铝合金阳极氧化发花", "铝合金件阳极氧化还是发花，求师傅看看"),
        ("茶叶烘干机温度上不去", "烘干机温度还是上不去，茶叶等着烘"),
    ],
)
def test_the_same_in_other_words(earlier: str, later: str) -> None:
    assert same_problem(earlier, later)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("求助 3号加工中心主轴异响", "求助 5号加工中心主轴异响"),
        ("三号加工中心主轴异响", "五号加工中心主轴异响 求助"),
        ("伺服报警AL.16", "伺服报警AL.32 求助"),
        ("双色模熔接线发黑 求助", "另一副双色模的熔接线也发黑 求助"),
        ("PP壳子缩水怎么调", "PP壳子飞边很大，怎么调"),
        ("加工中心主轴异响", "加工中心换刀卡住，刀库报警"),
        ("双色模熔接线发黑，请师傅看看", "双色模飞边，请师傅看看"),
        ("求助，PP件缩水，怎么调，换了料也没用", "求助，PA件开裂，怎么调，换了料也没用"),
        ("折弯机角度不准", "折弯机漏油 求助"),
        ("铝合金阳极氧化发花", "铝合金压铸件气孔多"),
        ("注塑机合不上模", "注塑机射不出料"),
        ("求师傅来看看", "求师傅来看看 冲床异响"),
    ],
)
def test_another_problem_of_the_same_house(earlier: str, later: str) -> None:
    assert not same_problem(earlier, later)


def test_other_houses_machines_have_numbers_of_their_own() -> None:
    here, there = "我们3号加工中心主轴异响", "5号加工中心主轴异响，谁能来看"
    assert named_apart(here, there)
    assert likeness(here, there) >= ALIKE


def test_nothing_is_like_nothing() -> None:
    assert likeness("", "") == 0
    assert likeness("😀", "求助 主轴异响") == 0
