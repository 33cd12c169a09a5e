"""How many problems a message tells of, and which need different trades."""

import pytest

from handlers.understanding.separating import count, separate
from handlers.understanding.values import Kind


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


TWO = [
    ("钻头老是崩刃", "另外喷漆房静电也大"),
    ("压铸件气孔多", "对了行车遥控失灵了"),
    ("回流焊虚焊太多", "还有个事，叉车液压举不起来"),
    ("冲压件毛刺大", "顺便问下机器人抓手老掉料"),
    ("激光焊焊缝发黑", "还有车间配电柜老跳闸"),
    ("三坐标测头报警", "另外注塑件缩水严重"),
    ("线束压接拉力不够", "吸塑机真空也抽不上了"),
    ("渗碳件硬度不均", "还有个问题 磨床磨出来有振纹"),
    ("移印掉墨", "空压机也漏油了"),
    ("齿轮箱漏油", "另外ERP打不出单子"),
    ("模具飞边", "另外仓库的消防栓没水"),
    ("注塑机锁模不紧", "还有就是焊接变形大"),
    ("车床尾座锁不紧", "激光切割也切不透了"),
    ("冲床滑块不动作", "行车吊钩也放不下来"),
    ("密封条硫化不熟", "电脑也连不上网"),
    ("磨床磨削烧伤", "喷砂机也不出砂了"),
]
# What comes of a trouble, its cause, and a second sign of it.
ONE = [
    ("主轴响", "加工面有振纹"),
    ("行车坏了", "模具吊不下来"),
    ("空压机坏了", "气动夹具都夹不住"),
    ("冷水机不制冷", "注塑件都缩水了"),
    ("配电柜跳闸", "整条线都停了"),
    ("热流道温控坏了", "产品拉丝"),
    ("液压站漏油", "压铸机压射没力"),
    ("机器人零点丢了", "焊缝都焊偏了"),
    ("材料硬度太高", "钻头老崩"),
    ("冲床离合器打滑", "模具都撞坏了"),
    ("车床主轴响", "还有振纹"),
    ("除尘风机不转", "车间粉尘超标"),
    ("电镀起泡", "估计是前处理没洗干净"),
    ("整个喷涂线停了", "烘道不升温"),
    ("喷房湿度大", "漆面起雾"),
    ("炉子温度低了", "淬火硬度不够"),
    ("焊机电流不稳", "焊缝有气孔"),
    ("水泵不上水", "模具都烫了"),
    ("数控车床丝杆间隙大", "车出来尺寸不稳"),
    ("冷库压缩机不启动", "里面菜要坏了"),
]


@pytest.mark.parametrize("between", ["，", "\n", "。"])
@pytest.mark.parametrize(("first", "second"), TWO)
def test_a_second_trouble_is_a_part_of_its_own(first: str, second: str, between: str) -> None:
    parts = separate(first + between + second)
    assert parts[0].text.startswith(first[:3])
    assert len(parts) == 2
    assert second[-3:] in parts[1].text
    assert count(first + between + second) == 2


@pytest.mark.parametrize("between", ["，", "\n", " "])
@pytest.mark.parametrize(("first", "second"), ONE)
def test_one_trouble_told_in_two_clauses_is_one_part(first: str, second: str, between: str) -> None:
    (whole,) = separate(first + between + second)
    assert whole.text == first + between + second


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("车床主轴响，空压机不打气，电焊机也不起弧了", 3),
        ("注塑机料筒不升温，行车刹不住，配电柜跳闸", 2),
        ("压铸件粘模，电镀起泡，机器人丢零点，都求师傅", 3),
        ("冲床漏油，空压机不打气，激光机不出光", 3),
        ("3号机缩水，5号机飞边，8号机料筒不升温", 1),
    ],
)
def test_a_row_of_troubles_is_sorted_by_trade(text: str, parts: int) -> None:
    found = separate(text)
    assert len(found) == parts
    assert all(clause[:2] in "".join(part.text for part in found) for clause in text.split("，"))


@pytest.mark.parametrize(
    "text",
    [
        "冲床离合器打滑，另外想给新来的电工搞个培训",
        "注塑件缩水，还有想请老师来讲讲看图",
        "电镀起泡怎么办，另外我们想搞个电镀工艺培训",
        "行车遥控失灵，还有叉车证在哪里培训",
        "配电柜老跳闸，顺便想请师傅给班组上堂安全用电的课",
        "模具拉伤了求师傅，另外想派两个学徒来学抛光",
        "激光切割挂渣，同时想报个钣金培训班",
        "空压机漏油，再问下有没有焊工考证的培训",
        "厂里的空压机也漏油了，另外想请个老师教教看图纸",
        "冲床漏油，还想给工人培训一下液压知识",
    ],
)
def test_a_wish_for_training_besides_a_trouble_is_a_part_of_its_own(text: str) -> None:
    trouble, wish = separate(text)
    assert (trouble.kind, wish.kind) == (Kind.PROBLEM, Kind.TRAINING)
    assert text.startswith(trouble.text)


def test_the_wish_may_stand_first() -> None:
    trouble, wish = separate("想请老师讲讲5S，另外空压机也漏油")
    assert (trouble.kind, wish.kind) == (Kind.PROBLEM, Kind.TRAINING)
    assert wish.text == "想请老师讲讲5S"


@pytest.mark.parametrize(
    "text",
    [
        "工人不会调机，产品老是缩水，想请老师来讲讲",
        "焊缝老是有气孔，想给焊工搞个培训",
        "压铸工艺员想系统学习下压射曲线怎么看怎么调，有培训吗",
        "想请老师给学徒讲讲注塑件缩水怎么解决",
    ],
)
def test_the_reason_for_a_training_is_no_trouble_besides(text: str) -> None:
    assert len(separate(text)) == 1
