"""How urgent a telling is: what endangers people or stands still, what puts an order at risk, and neither."""

from datetime import date, datetime

import pytest

from handlers.desk import ZONE
from handlers.understanding.dangers import Danger, find_danger
from handlers.understanding.enterprise import read_fields
from handlers.understanding.values import Urgency

_AT = datetime(2026, 11, 27, 9, tzinfo=ZONE)


def _urgency(text: str) -> Urgency:
    return read_fields(text, _AT).urgency


@pytest.mark.parametrize(
    "text",
    [
        "行车吊到一半往下溜",
        "电动葫芦放重的刹不住",
        "货梯半夜自己掉了半层",
        "叉车刹车踩到底没反应",
        "冲床没踩脚踏自己下来一次",
        "折弯机上模没按就往下掉",
        "钢丝绳断股了还在吊",
        "锅炉压力一直往上窜",
        "储气罐安全阀一直喷",
        "一摸机壳就发麻",
        "三台磨床外壳都带电",
        "配电箱滋滋响",
        "喷漆房里三个女工恶心想吐",
        "烘房里的味道熏得人睁不开眼",
        "锁模的滑块有一次没停住，操作工吓得不敢开了",
        "行车电机冒烟了",
        "注塑机控制柜冒白烟",
        "机床漏电把人电了一下",
    ],
)
def test_what_endangers_people_is_critical(text: str) -> None:
    assert _urgency(text) is Urgency.CRITICAL


@pytest.mark.parametrize(
    "text",
    [
        "8号机打出来全是黑点，停在那里没办法生产",
        "镀槽全浑了，镀线停掉了",
        "三条线全停了",
        "扫码出库系统崩了，货车排到大门口",
        "油压机突然没压力，夜班8个人干坐着",
        "PLC全红灯，人都站着等",
        "整条线等着机械手回原点",
        "整个车间没电了",
        "冲床主电机一启动就跳，车间就靠这一台，现在歇着",
        "锡炉温度掉到180，线上一个都焊不了",
        "冲头断在凹模里，冲床一上午没动",
        "螺杆光转不吃料，机子早上七点趴到现在",
        "鲈鱼浮头，看这个架势撑不过今晚",
    ],
)
def test_what_stands_still_is_critical(text: str) -> None:
    assert _urgency(text) is Urgency.CRITICAL


@pytest.mark.parametrize(
    "text",
    [
        "80万的单子卡在这里，双色件脱开",
        "三十万的货压在镀锌这道工序",
        "试模就剩三天了，滑块还卡着",
        "离装柜没几天了，喷漆还在流挂",
        "交期眼看就要到，铸件还是砂眼",
        "客户拒收一整柜，封边开胶",
        "主机厂要我们赔误工，齿轮断了",
        "双色件脱开，再做不好这单就转给别家",
        "尾款九万压着不放，说节拍差1.5秒",
        "亚马逊给我们下架了，说侵权",
        "弹簧断了七根，客户要我们给说法",
        "比例阀给电流没反应，拖一天扣千分之五",
        "同轴度判不合格，压着我们第一批货款不给",
        "脱螺纹齿条磨秃，再交不出合格的就取消",
        "双色模压扁花纹，说再拖就给别人做",
        "座椅滑轨异响，主机厂说关不掉就停供",
        "尼龙件打螺丝就裂，不给个方案就停用我们",
    ],
)
def test_an_order_at_risk_is_urgent(text: str) -> None:
    assert _urgency(text) is Urgency.URGENT


@pytest.mark.parametrize(
    "text",
    [
        "草坪灯亮两个钟头就没电了",
        "剃须刀充满用十分钟就没电",
        "遥控器用半个月就没电了",
        "燃气灶点火针打不着火",
        "热水器点不着火",
        "打火机打不着火",
        "燃气灶火焰发红",
        "煤气灶旋钮掉漆",
        "电磁阀不动作",
        "客户家里那台机器冬天开不了机",
        "控制图连续上升七个点，要不要停机",
        "行车走到半路自己停，停了又走",
    ],
)
def test_a_product_that_fails_endangers_nobody(text: str) -> None:
    assert _urgency(text) is Urgency.NORMAL


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("镀槽冒刺鼻的气，两个工人头晕", Danger.GAS),
        ("喷漆房里三个女工恶心想吐，味道很大", Danger.GAS),
        ("冷库那边氨味大，员工喘不过气", Danger.GAS),
        ("稀释剂桶倒了，有两个女工恶心", Danger.GAS),
        ("烘房太闷，有两个工人头晕", Danger.HURT),
        ("开会开得我头晕", None),
        ("看这么多数据看得头晕", None),
        ("去年有工人头晕，后来装了排风", None),
    ],
)
def test_people_who_feel_sick_are_in_danger(text: str, danger: Danger | None) -> None:
    assert find_danger(text) is danger


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("试模就剩三天了", date(2026, 11, 30)),
        ("仅剩两天", date(2026, 11, 29)),
        ("还有不到一周就要装船", date(2026, 12, 4)),
        ("料只剩三天的量了", None),
        ("用了不到三天就坏", None),
    ],
)
def test_the_days_left_are_counted(text: str, day: date | None) -> None:
    assert read_fields(text, _AT).deadline == day
