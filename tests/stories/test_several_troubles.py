"""A firm with several troubles: each gets its ticket, and what only goes on telling of one opens none."""

import pytest

from storage import tickets
from storage.terms import Status
from storage.tickets import Ticket
from tests.conftest import EXPERTS, MEIYU, Town

FIRM = "澄屿小葛"
COLLEAGUE = "A澄屿生产部"
NEIGHBOUR = "应总监"


def _says(town: Town, text: str, who: str = FIRM, after: float = 13) -> None:
    town.says(who, text, MEIYU)
    town.later(after)


def _all(town: Town) -> list[Ticket]:
    with town.engine.database.unit() as uow:
        return tickets.with_status(uow, tuple(Status))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("钻头老是崩刃", "另外喷漆房静电也大"),
        ("压铸件气孔多", "对了行车遥控失灵了"),
        ("回流焊虚焊太多", "还有个事，叉车液压举不起来"),
        ("激光焊焊缝发黑", "还有车间配电柜老跳闸"),
        ("线束压接拉力不够", "吸塑机真空也抽不上了"),
        ("渗碳件硬度不均", "还有个问题 磨床磨出来有振纹"),
        ("移印掉墨", "空压机也漏油了"),
        ("注塑件缩水", "另外电脑也连不上网"),
    ],
)
@pytest.mark.parametrize("pause", [4, 40])
def test_a_second_trouble_in_the_next_message_gets_a_ticket(
    town: Town, first: str, second: str, pause: float
) -> None:
    _says(town, first, after=pause)
    _says(town, second)
    one, two = _all(town)
    assert first in one.body
    assert second[-4:] not in one.title
    assert second[-4:] in two.title


@pytest.mark.parametrize(
    ("first", "sequel"),
    [
        ("行车坏了", "模具吊不下来"),
        ("空压机坏了", "气动夹具都夹不住"),
        ("机器人零点丢了", "焊缝都焊偏了"),
        ("丝杆有间隙", "孔距超差"),
        ("冲床离合器打滑", "模具都撞坏了"),
        ("除尘风机不转", "车间粉尘超标"),
        ("灯珠死灯", "驱动电源发烫"),
        ("喷油嘴针阀老是断，求师傅", "今年已经断了三十多根，损失有两三万"),
        ("压铸件气孔多，求指点", "背面也有气孔"),
        ("电镀件起泡，谁懂", "挂具边上的也起泡"),
        ("配电柜跳闸，求电工", "一开三号风机就跳"),
        ("机器人码垛位置偏，求助", "每次都往左偏两公分"),
        ("数控车床车出来锥度大，求师傅", "靠卡盘那头大了三丝"),
        ("热流道有一腔不出料 求助", "热流道通了，是针阀卡死，小何师傅牛"),
        ("注塑件飞边大，求师傅", "就这个位置"),
    ],
)
def test_what_comes_of_it_and_how_bad_it_is_joins_the_ticket(town: Town, first: str, sequel: str) -> None:
    _says(town, first, after=60)
    _says(town, sequel)
    (ticket,) = _all(town)
    assert first in ticket.body


@pytest.mark.parametrize("sequel", ["边上也有飞边", "这个月报废了四百多个，亏了两万"])
def test_who_has_it_reads_the_sequel(town: Town, sequel: str) -> None:
    _says(town, "注塑件合模线飞边大，谁来看看", after=30)
    town.says("老陈注塑", "1001 接", EXPERTS)
    town.later(300)
    _says(town, sequel)
    assert len(_all(town)) == 1
    assert sequel in town.heard(to="老陈注塑")[-1]


def test_a_fault_and_a_wish_for_training_are_a_ticket_each(town: Town) -> None:
    _says(town, "冲床离合器打滑，另外想给新来的电工搞个培训，明天就要交货")
    fault, wish = _all(town)
    assert (fault.kind, fault.title) == ("problem", "冲床离合器打滑")
    assert (wish.kind, wish.pickup_due, wish.deadline) == ("training", None, None)
    assert "【1001】" in town.heard(room=MEIYU)[0]
    assert "【1002】" in town.heard(room=MEIYU)[1]


def test_three_machines_in_one_line_are_three_tickets(town: Town) -> None:
    _says(town, "车床主轴响，空压机不打气，电焊机也不起弧了")
    assert [each.title for each in _all(town)] == ["车床主轴响", "空压机不打气", "电焊机也不起弧了"]


def test_what_was_asked_before_is_stirred_and_the_rest_opened(town: Town) -> None:
    _says(town, "求助 冲床离合器打滑", after=600)
    _says(town, "冲床离合器还是打滑，另外空压机也漏气了，求师傅")
    one, two = _all(town)
    assert "merged" in town.changes(1001)
    assert (one.title, two.title) == ("冲床离合器打滑", "空压机也漏气了")


@pytest.mark.parametrize(
    ("asked", "guess"),
    [
        ("注塑件有黑点，怎么处理，求指点", "你这个是烧焦吧"),
        ("注塑件有气纹 求助", "排气不好"),
        ("喷涂桔皮严重，谁懂", "油漆太稠"),
        ("车床车出来椭圆，谁懂", "卡盘没夹紧"),
        ("压铸件缩孔，求师傅", "模温低了"),
        ("电机发烫，求师傅", "轴承缺油"),
        ("回流焊锡珠多，谁懂", "锡膏受潮了"),
        ("移印掉墨，求助", "你们油墨是不是过期了"),
        ("热处理后变形大，求指点", "应该是淬火方向不对"),
    ],
)
def test_a_neighbours_guess_is_no_request(town: Town, asked: str, guess: str) -> None:
    _says(town, asked, after=45)
    heard = len(town.said)
    _says(town, guess, NEIGHBOUR)
    assert len(_all(town)) == 1
    assert len(town.said) == heard


@pytest.mark.parametrize(
    ("asked", "own"),
    [
        ("注塑件有黑点，怎么处理，求指点", "我们也有黑点"),
        ("冲压件拉裂，求师傅", "冲床离合器打滑"),
        ("喷涂桔皮严重，谁懂", "我们流水线停了，链条断了"),
        ("焊缝气孔多，求指点", "焊机坏了，求师傅"),
        ("车床车出来椭圆，谁懂", "磨床磨出来有振纹"),
        ("电机发烫，求师傅", "空压机漏气"),
    ],
)
def test_a_neighbours_own_trouble_is_one(town: Town, asked: str, own: str) -> None:
    _says(town, asked, after=45)
    _says(town, own, NEIGHBOUR)
    assert town.ticket(1002).requester == NEIGHBOUR


def test_a_colleagues_guess_goes_with_the_ticket(town: Town) -> None:
    _says(town, "注塑件有气纹 求助", after=45)
    _says(town, "排气不好", COLLEAGUE)
    (ticket,) = _all(town)
    assert "排气不好" in ticket.body


@pytest.mark.parametrize(
    ("words", "stands", "title"),
    [
        ("好了，5分。另外行车遥控也失灵了", "closed", "行车遥控也失灵了"),
        ("冲床好了，但是空压机又漏气了", "closed", "空压机又漏气了"),
        ("冲床还没好，还有焊机也不起弧了", "claimed", "焊机也不起弧了"),
        ("不用来了，自己弄好了，不过电镀槽温控坏了，求师傅", "cancelled", "电镀槽温控坏了"),
        ("海天160吨的，另外注塑机射嘴漏料", "claimed", "注塑机射嘴漏料"),
        ("怎么样了，另外我们冷水机也不制冷", "claimed", "冷水机也不制冷"),
        ("师傅来的时候顺便看看叉车，也漏油", "claimed", "叉车，也漏油"),
        ("修好了谢谢，还有就是包装机封口不牢", "closed", "包装机封口不牢"),
    ],
)
def test_word_of_one_ticket_and_a_new_trouble_are_both_heard(
    town: Town, words: str, stands: str, title: str
) -> None:
    _says(town, "冲床离合器打滑，求师傅", after=30)
    town.says("根宝", "1001 接", EXPERTS)
    town.later(600)
    _says(town, words)
    one, two = _all(town)
    assert (one.status, two.title) == (stands, title)
    assert town.messages(1002) == ["m3"]


@pytest.mark.parametrize(
    "words",
    [
        "师傅说是摩擦片坏了，另外皮带也要换",
        "师傅到了，另外门卫那边登记一下",
        "另外我们地址换了，在工业园三期",
        "对了，气压表显示4公斤",
        "还有，飞轮那边也有点响",
        "同时滑块也下不去",
        "好了，不过声音还有点大",
        "另外联系人改成小王",
    ],
)
def test_what_is_joined_on_of_the_same_opens_nothing(town: Town, words: str) -> None:
    _says(town, "冲床离合器打滑，求师傅", after=30)
    town.says("根宝", "1001 接", EXPERTS)
    town.later(600)
    _says(town, words)
    assert len(_all(town)) == 1


@pytest.mark.parametrize(
    ("first", "more", "title"),
    [
        ("空压机漏油", "冷干机也不制冷", "空压机漏油，冷干机也不制冷"),
        ("电泳漆膜针孔多", "磷化膜也挂不上", "电泳漆膜针孔多，磷化膜也挂不上"),
        ("水泵密封漏水", "联轴器也磨损了", "水泵密封漏水，联轴器也磨损了"),
        ("回流焊立碑", "AOI误判也多", "回流焊立碑，AOI误判也多"),
        ("草莓白粉病，求老师", "大棚卷膜电机也不动", "草莓白粉病，大棚卷膜电机也不动"),
        ("彩盒套印不准", "覆膜起泡", "彩盒套印不准，覆膜起泡"),
    ],
)
def test_a_second_trouble_for_the_same_expert_is_in_the_title(
    town: Town, first: str, more: str, title: str
) -> None:
    _says(town, first, after=60)
    _says(town, more)
    (ticket,) = _all(town)
    assert (ticket.title, ticket.problems) == (title, 2)


@pytest.mark.parametrize("words", ["裁床也不走了", "包缝机也不转了", "烫台也坏了", "绣花机也不出线了"])
def test_another_machine_that_does_not_go_either_ends_nothing(town: Town, words: str) -> None:
    _says(town, "缝纫机跳针", after=120)
    _says(town, words)
    assert town.ticket().status == "open"
    assert words[:3] in (town.ticket().body + "".join(each.title for each in _all(town)))


@pytest.mark.parametrize(
    "words",
    [
        "铝件阳极氧化后发花，前处理换过药水，客户下周三来验",
        "QFN底下空洞超过三成，炉温曲线重新测过，钢网也换了",
        "40Cr的轴调质后弯了一毫米多，校直又裂",
        "色母打出来每批都偏黄，烘料温度没变过",
        "线束压接高度老是飘，刀模用了半年没换过",
        "测量间三坐标两天测的同一个件差四丝，空调一直开着",
        "对虾塘早上浮头，增氧机全开了也没用",
        "服务器半夜重启，MES的报工全丢了",
    ],
)
@pytest.mark.parametrize("later", [60, 900])
def test_a_whole_trouble_of_another_trade_is_no_sequel(town: Town, words: str, later: float) -> None:
    _says(town, "冲床离合器打滑，求师傅", after=later)
    _says(town, words)
    assert len(_all(town)) == 2


@pytest.mark.parametrize(
    "words",
    [
        "机器是扬力的，160吨，气压有5.5公斤，用了八年了",
        "开机半个小时以后才打滑，冷机的时候是好的，周末还好好的",
        "上个月换过一次摩擦片，是隔壁厂的老师傅换的，好了三个星期",
        "一天要停七八次，这个月少做了两万件，老板都发火了",
    ],
)
def test_a_long_sequel_is_one(town: Town, words: str) -> None:
    _says(town, "冲床离合器打滑，求师傅", after=60)
    _says(town, words)
    (ticket,) = _all(town)
    assert words in ticket.body


@pytest.mark.parametrize(
    "words", ["扳手今年已经断了三十多把，周五要交货", "扳手又断了五把", "断的扳手都是同一炉的"]
)
def test_of_several_tickets_the_sequel_goes_to_the_one_it_speaks_of(town: Town, words: str) -> None:
    _says(town, "扳手淬火硬度不够，还有电镀起泡", after=120)
    _says(town, "另外想给工人搞个叉车培训", after=120)
    _says(town, words)
    assert len(_all(town)) == 3
    assert words in town.ticket(1001).body
    assert town.ticket(1003).deadline is None


NUMBERED = "1.硫化后起泡 2.合模线开裂 3.挤出机电机也烧了 都请师傅来看看"


@pytest.mark.parametrize(
    "text",
    [
        NUMBERED,
        "1、硫化后起泡；2、合模线开裂；3、挤出机电机也烧了。都请师傅来看看",
        NUMBERED.replace(" ", "\n"),
    ],
)
def test_numbered_troubles_of_three_trades_are_three_tickets(town: Town, text: str) -> None:
    _says(town, text)
    assert [(each.title, each.category) for each in _all(town)] == [
        ("硫化后起泡", "injection"),
        ("合模线开裂", "mould"),
        ("挤出机电机也烧了", "electrical"),
    ]


def test_what_is_wrong_with_one_machine_stays_together(town: Town) -> None:
    _says(town, "1.冲床离合器打滑 2.空压机漏油 3.冲床光电保护不灵")
    one, two = _all(town)
    assert "光电保护" in one.body
    assert two.title == "空压机漏油"


@pytest.mark.parametrize("after", [13, 1800])
def test_a_numbered_trouble_that_has_a_ticket_is_said_to_be_in_it(town: Town, after: float) -> None:
    _says(town, "挤出机电机烧了，请师傅来看看", after=after)
    _says(town, NUMBERED)
    assert [each.title for each in _all(town)] == ["挤出机电机烧了", "硫化后起泡", "合模线开裂"]
    told = [each for each in town.heard(room=MEIYU) if "已在【1001】里" in each]
    assert len(told) == 1
    assert told[0].startswith("@澄屿小葛 “挤出机电机也烧了”已在【1001】里，不另开单：正在找师傅")


def test_one_of_two_for_the_same_trade_is_not_lost_with_it(town: Town) -> None:
    _says(town, "挤出机电机烧了，请师傅来看看")
    _says(town, "1.配电柜跳闸 2.挤出机电机烧了")
    assert "配电柜跳闸" in town.ticket(1002).title
    assert "已在【1001】里" in "".join(town.heard(room=MEIYU))


@pytest.mark.parametrize(
    "text",
    [
        "我们有三个问题要请教\n1，注塑件缩水\n2，空压机打不上压\n3，电箱跳闸",
        "一、注塑件缩水；二、空压机打不上压；三、电箱跳闸",
        "（1）注塑件缩水（2）空压机打不上压（3）电箱跳闸",
        "注塑件缩水，空压机打不上压，电箱跳闸，一起派师傅来",
    ],
)
def test_however_they_are_numbered(town: Town, text: str) -> None:
    _says(town, text)
    assert [each.title for each in _all(town)] == ["注塑件缩水", "空压机打不上压", "电箱跳闸"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("硫化后起泡", "挤出机电机烧了"),
        ("1.硫化后起泡 2.合模线开裂", "3.挤出机电机烧了"),
        ("合模线开裂", "空压机冒烟"),
        ("硫化后起泡", "行车控制柜短路"),
    ],
)
def test_another_machine_told_just_after_is_another_ticket(town: Town, first: str, second: str) -> None:
    _says(town, first, after=20)
    _says(town, second)
    assert _all(town)[-1].title == second.removeprefix("3.")
    assert second[-4:] not in _all(town)[0].body
