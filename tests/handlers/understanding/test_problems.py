"""How many problems a message tells of, and which need different trades."""

import pytest

from handlers.understanding.problems import count, separate


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("PP壳子缩水怎么调", 1),
        ("求助：1、双色模熔接线发黑；2、三号空压机压力上不去", 2),
        ("求助，PP件缩水，还有一个，飞边很大", 2),
        ("两个问题：毛刺大，孔偏", 2),
        ("公差±0.05，1.2毫米厚，折弯老是偏", 1),
        ("想问两个，第一扫码枪老掉线，第二报工数据对不上", 2),
        ("铸件上锈快，隔夜就黄，再一个是水性漆刮成片掉", 2),
        ("车间交换机灯狂闪；还有办公室电话打不出去", 2),
        ("第一次开机就报警，第二天又好了", 1),
        ("另外还有一个问题，烤箱排风也没了", 1),
        ("还有一件，三坐标的测头老是报碰撞", 1),
        ("煤气阀关了味道还有，人都撤出来了", 1),
    ],
)
def test_problems_are_counted(text: str, problems: int) -> None:
    assert count(text) == problems


def test_two_trades_make_two_parts_with_what_was_said_for_both() -> None:
    first, second = separate("各位师傅求助：1、双色模熔接线发黑；2、三号空压机压力上不去，哪位懂")
    assert "熔接线" in first.text
    assert "空压机" not in first.text
    assert "空压机" in second.text
    assert "求助" in first.text
    assert (first.problems, second.problems) == (1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "PP件缩水，还有另一副模飞边很大，怎么调",
        "新模T1问题：①第3腔缺胶②顶白③滑块漏水④水口拉丝",
        "注塑机漏油，另外想问问大家中午吃什么",
        "冲床连杆异响。另外我电话13912345678",
    ],
)
def test_one_expert_who_can_see_to_it_all_is_enough(text: str) -> None:
    (whole,) = separate(text)
    assert whole.text == text


def test_three_problems_of_two_trades_keep_their_count() -> None:
    parts = separate("求助：1、注塑件缩水；2、空压机压力上不去；3、注塑件飞边很大")
    assert sorted(part.problems for part in parts) == [1, 2]


def test_a_flood_is_left_whole() -> None:
    text = "1、注塑件缩水；2、空压机漏气；" * 2000
    assert [part.text for part in separate(text)] == [text]
