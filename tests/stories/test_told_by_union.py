"""What a firm has told a coordinator becomes a ticket, in whatever words the coordinator passes it on."""

import pytest

from storage import people
from tests.conftest import UNION, Town

COORDINATOR = "总工会屠佳怡"


@pytest.mark.parametrize(
    ("words", "firm"),
    [
        ("双桥开发区辰屿五金来电，级进模卷料跳步，整条线停着", "辰屿五金"),
        ("萤屿照明那边说灯闪得厉害，麻烦安排个人", "萤屿"),
        ("刚接到砺川电话，电火花机打着打着就断电，想请个师傅看看", "砺川"),
        ("霁明灯业老板找我，说镀层起泡，客户要退货", "霁明"),
        ("海栎厨具的人问水槽拉深开裂怎么办，谁方便", "海栎厨具"),
        ("岚锦热处理反映炉温老是上不去", "岚锦"),
        ("泊洛卫浴刚跟我讲，龙头抛光发黑，帮忙派个师傅", "泊洛"),
        ("彩屿涂装求助：喷粉房粉末结块", "彩屿"),
        ("屿芯电子找过来了，回流焊后虚焊一大片", "屿芯"),
        ("笔笙那边笔芯漏墨，厂长急得跳脚", "笔笙"),
        ("帮忙安排个师傅去钧华电镀，整流器老跳闸", "钧华"),
        ("汀舟的吹瓶机漏气，他们自己搞不定", "汀舟"),
        ("铁杉工具车间主任托我问，扳手热处理后硬度不够，有人能去看看吗", "铁杉"),
        ("栎丰橡塑打来的，硫化机合模没力，看谁能跑一趟", "栎丰"),
        ("弦月灯饰厂在微信上跟我说冲压件毛刺大，给找位师傅", "弦月"),
    ],
)
@pytest.mark.parametrize("room", [UNION, None])
def test_a_coordinator_who_passes_a_trouble_on_opens_a_ticket(
    town: Town, words: str, firm: str, room: str | None
) -> None:
    town.says(COORDINATOR, words, room)
    with town.engine.database.unit() as uow:
        named = people.enterprise(uow, town.ticket().enterprise_id or 0)
    assert named.short_name.startswith(firm)
    assert town.asked()


@pytest.mark.parametrize(
    "words",
    [
        "青溪有个厂打电话来，注塑机合模没力",
        "有家做五金的小厂找上门，冲床离合器打滑，麻烦安排一下",
        "沙塘一家文具厂反映移印掉色，能派个师傅吗",
        "园区里有企业说行车吊不起来，帮忙找个人",
        "沙塘有个做笔的厂子来找，笔头漏油",
        "有个小老板加我微信，说他的炉子升温慢，能帮忙吗",
    ],
)
def test_so_does_one_whose_firm_is_not_named(town: Town, words: str) -> None:
    town.says(COORDINATOR, words, UNION)
    assert "哪家企业的" in town.heard(room=UNION)[-1]
    assert town.asked()


@pytest.mark.parametrize(
    "words",
    [
        "辰屿五金来电，说上次跳步修好了，谢谢师傅",
        "萤屿照明那边说灯不闪了",
        "砺川来电话问进度",
        "海栎厨具那边说明天派人来开会",
        "霁明灯业老板说要请师傅们吃饭",
        "彩屿涂装这个月报了几个起泡的",
        "钧华电镀整流器那单谁接的",
        "蔚桐那边来电说地址搬了",
        "辰屿五金来电问培训什么时候开",
        "泊洛卫浴说师傅昨天去过了，抛光发黑好多了",
        "栎丰橡塑打来的，问师傅要不要付钱",
        "岚锦热处理反映师傅态度很好",
        "汀舟的吹瓶机漏气怎么样了",
    ],
)
def test_what_is_no_trouble_or_is_over_opens_none(town: Town, words: str) -> None:
    town.says(COORDINATOR, words, UNION)
    assert town.asked() == []
