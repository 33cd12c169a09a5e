"""What tells of fire, gas and people hurt, and what only speaks of such things."""

from datetime import datetime

import pytest

from handlers.desk import ZONE
from handlers.understanding.dangers import Danger, find_danger
from handlers.understanding.enterprise import understand_enterprise
from handlers.understanding.values import Intent, Urgency

AT = datetime(2026, 11, 24, 10, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("我们磨床着火了！！！", Danger.FIRE),
        ("配电柜起火了 快来人", Danger.FIRE),
        ("之前好好的 突然着火了", Danger.FIRE),
        ("车间爆炸了", Danger.FIRE),
        ("镀膜车间有人触电了 快来人", Danger.HURT),
        ("求助 有人被机器夹住了", Danger.HURT),
        ("液压机压到手了", Danger.HURT),
        ("工人的手被冲床压住了", Danger.HURT),
        ("一个工人被皮带卷进去了", Danger.HURT),
        ("有人晕倒了 在喷漆房", Danger.HURT),
        ("车间着火了 有人受伤", Danger.HURT),
        ("车间冒烟了，配电柜烧了", Danger.FIRE),
        ("配电柜冒烟", Danger.FIRE),
        ("仓库那边冒黑烟", Danger.FIRE),
        ("变压器炸了，全厂停电", Danger.FIRE),
        ("压铸机喷铝了，有人烫伤！", Danger.HURT),
        ("铝水溅出来烫伤了一个工人", Danger.HURT),
        ("有人从梯子上摔下来了", Danger.HURT),
        ("炉子漏气，闻到煤气味，员工头晕", Danger.GAS),
        ("车间煤气泄漏了", Danger.GAS),
        ("氨气泄漏 怎么办", Danger.GAS),
    ],
)
def test_danger_is_a_critical_request(text: str, danger: Danger) -> None:
    found = understand_enterprise(text, at=AT)
    assert find_danger(text) is danger
    assert found.intent is Intent.REQUEST
    assert found.request is not None
    assert found.request.urgency is Urgency.CRITICAL


@pytest.mark.parametrize(
    "text",
    [
        "去年着火那次多亏了大家",
        "明天下午消防演练 请知悉",
        "防止触电要装漏保",
        "找不到着火点",
        "生意火爆",
        "转发：某厂车间着火了 3人受伤",
        "听说隔壁县有家厂着火了",
        "分享一个案例 工人被冲床压到手了",
        "小心触电",
        "会不会着火啊",
        "差点着火",
        "没有着火 只是冒烟味",
        "锅炉烟囱冒黑烟被环保投诉",
        "焊的时候冒烟大怎么办",
        "配电柜昨天烧了",
        "电烙铁不冒烟",
        "煤气报警器坏了 老是误报泄漏",
        "服务器中毒了",
        "机械手夹到料掉了",
        "模具拉伤 表面压伤",
        "工件被夹伤 有压痕",
        "我气得肺都要着火了",
        "昨天着火了 已经扑灭",
        "氮气漏气",
        "电火花机不放电",
        "插秧机打不着火 后天要下田了",
        "冲出来的件老是压伤",
        "师傅看看磨削烧伤怎么回事",
        "车间里热死人了 吓死人了",
        "禁止明火作业",
        "端子机切断脚了",
        "抓手被料卡住了",
    ],
)
def test_talk_of_danger_is_none(text: str) -> None:
    assert find_danger(text) is None


@pytest.mark.parametrize("text", ["行车按钮失灵，吊着东西下不来", "模具吊着放不下来了，求助"])
def test_what_hangs_and_cannot_be_let_down_is_critical(text: str) -> None:
    found = understand_enterprise(text, at=AT)
    assert found.request is not None
    assert found.request.urgency is Urgency.CRITICAL
