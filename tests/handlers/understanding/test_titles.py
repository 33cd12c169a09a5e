"""A ticket is named by its problem, not by who tells it; a wish for training is one."""

from datetime import datetime

import pytest

from handlers.desk import ZONE
from handlers.understanding.enterprise import read_fields, understand_enterprise
from handlers.understanding.introductions import without_introduction
from handlers.understanding.kinds import find_kind
from handlers.understanding.titles import find_title
from handlers.understanding.values import Intent

AT = datetime(2026, 11, 23, 9, tzinfo=ZONE)
_FIRM = (
    "各位领导、各位师傅大家好，我们是浙江澄屿模塑科技有限公司，成立于2005年，主要做汽车模具和双色注塑，有40台注塑机，"
    "现在碰到一个问题：牙刷柄的熔接线发黑，换了料也没用，希望有师傅帮忙看看"
)
_SPRINGS = (
    "帮帮团的老师们辛苦了！我们厂是做弹簧的，用的是65Mn，一直外协热处理，这个月开始自己淬火，"
    "结果弹簧片变形超差，平面度0.5以上，校也校不过来，请教怎么控制"
)
_THANKS = (
    "各位老师好，首先感谢工会搭建的这个平台，上次空压机的事情多亏了蒲工，这次又来麻烦大家了。"
    "我们新上的喷涂线喷出来的件附着力差，百格测试掉一大片，磷化液也换了新的，还是不行"
)


@pytest.mark.parametrize(
    ("text", "named"), [(_FIRM, "熔接线发黑"), (_SPRINGS, "变形超差"), (_THANKS, "附着力差")]
)
def test_a_long_letter_is_a_request_named_by_its_problem(text: str, named: str) -> None:
    found = understand_enterprise(text, at=AT)
    assert found.intent is Intent.REQUEST
    assert found.request is not None
    assert named in found.request.title
    assert len(found.request.title) <= 24


def test_what_introduces_is_left_out_and_nothing_else() -> None:
    assert "成立于2005年" not in without_introduction(_FIRM)
    assert "熔接线发黑" in without_introduction(_FIRM)
    only = "我们是浙江澄屿模塑科技有限公司，成立于2005年，主要做汽车模具和双色注塑，拥有四十台注塑机"
    assert without_introduction(only) == only
    assert find_title("") == ""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("想请个老师来教我们员工锂电池安全", "training"),
        ("想给车间的人办个叉车证", "training"),
        ("请专家来厂里讲讲压铸模具怎么保养", "training"),
        ("冲床离合器坏了 谁来教教怎么修", "problem"),
        ("求助 PP壳子缩水 怎么调", "problem"),
        ("", "problem"),
    ],
)
def test_kinds_of_requests(text: str, kind: str) -> None:
    assert find_kind(text) == kind


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("@派单助手 冲床离合器打滑，求助", "冲床离合器打滑"),
        ("师傅在吗 我们有台加工中心主轴异响", "加工中心主轴异响"),
        ("牙刷柄双色包胶脱开了，一掰就掉", "牙刷柄双色包胶脱开了，一掰就掉"),
        ("我是砺川的，我们的行车坏了", "行车坏了"),
        ("3号机热流道不加热，早上八点要交货", "3号机热流道不加热"),
        (
            "喂你好我是做电瓶车配件的我们那个后轴车出来老是有锥度两头差三四丝怎么弄",
            "后轴车出来老是有锥度两头差三四丝",
        ),
        ("师傅们，我们的产品表面有麻点，图发了\n材料是ABS，模温60", "产品表面有麻点，材料是ABS"),
        ("有没有懂激光焊的师傅", "激光焊"),
        ("谁懂真空冻干，草莓干塌下去了", "真空冻干，草莓干塌下去了"),
        ("高强螺栓装上去第二天断了7根，断口照片我发群里了", "高强螺栓装上去第二天断了7根"),
        ("渔网织出来网眼大小不一 老机器", "渔网织出来网眼大小不一，老机器"),
        ("那个那个我们这边那个空压机压力上不去", "空压机压力上不去"),
        ("师傅们好，我是澄屿的小葛，我们那台注塑机开机就报警E12，谁能帮忙看看", "注塑机开机就报警E12"),
        ("老板让我问一下，氩弧焊焊304有气孔是什么原因", "氩弧焊焊304有气孔"),
        ("我们厂里的行车遥控器失灵了，联系人老李139 1234 5678", "行车遥控器失灵了"),
        ("小助手小助手，我们的叉车刹车不灵", "叉车刹车不灵"),
        ("派单助手你好，我这里CNC换刀卡住了，不知道怎么弄", "CNC换刀卡住了"),
        ("屿芯电子的，贴片机抛料率高", "贴片机抛料率高"),
        ("喷涂流挂严重，喷枪换了两把，师傅您看要不要来一趟", "喷涂流挂严重，喷枪换了两把"),
        ("语音：喂那个师傅啊我这边那个牙刷柄的那个模具啊它那个合模线有毛刺", "牙刷柄的模具合模线有毛刺"),
        ("小唐刚打电话来说他们的粉末喷涂掉粉，问有没有师傅能看", "粉末喷涂掉粉"),
        ("早！麻烦安排个师傅到我们厂里看看燃气锅炉点不着火", "燃气锅炉点不着火"),
        ("另外一个问题是行车开不动了", "行车开不动了"),
        ("两个事：车床主轴异响", "车床主轴异响"),
        ("CNC 414报警 谁来看看", "CNC 414报警"),
        ("5号机 漏油", "5号机，漏油"),
    ],
)
def test_a_title_holds_no_scraps(text: str, title: str) -> None:
    assert find_title(text) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("我厂里配电柜跳闸", "配电柜跳闸"),
        ("帮屿途报一下 厂里配电柜跳闸，一般", "配电柜跳闸"),
        ("配电柜老跳闸 电话别在群里说", "配电柜老跳闸"),
        ("配电柜跳闸别在群里说", "配电柜跳闸"),
        ("仪表台翘曲一般", "仪表台翘曲"),
        ("仪表台翘曲，不急，一般", "仪表台翘曲"),
        ("数控车床主轴异响，别外传", "数控车床主轴异响"),
        ("冲床离合器打滑 今天要交货", "冲床离合器打滑"),
        ("电镀件附着力一般", "电镀件附着力一般"),
        ("白色ABS外壳有黑点，反复出现，清料筒也没用", "白色ABS外壳有黑点，反复出现"),
        ("彩盒套印偏位，昨天开始，换人也没用", "彩盒套印偏位，换人也没用"),
    ],
)
def test_what_is_beside_the_problem_is_no_part_of_the_title(text: str, title: str) -> None:
    assert find_title(text) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "虾塘这两天开始浮头，增氧机都开着，水也换了三分之一，早上还是死了几十斤",
            "虾塘这两天开始浮头，还是死了",
        ),
        ("压铸件合模处飞边，合模面擦了三遍还是有，模具是新的", "压铸件合模处飞边"),
        ("手柄包胶一撕就掉，换了两个牌子TPE都一样", "手柄包胶一撕就掉"),
        ("水壶盖密封圈装上去漏水，硅胶换了三家都一样", "水壶盖密封圈装上去漏水"),
        ("猪场湿帘开着温度还是降不下来，风机全开，水帘也冲洗过", "猪场湿帘开着温度还是降不下来"),
        ("今年新买的揉茶机，揉出来的茶条断碎多，压力调轻了也一样", "揉出来的茶条断碎多"),
        ("线束端子拉力老是不够，端子换了两个批次，压接高度也调了", "线束端子拉力老是不够"),
        ("型腔拉白，顶针抛光过三次还是有", "型腔拉白"),
        ("PLC程序下载不进去，USB线换了，驱动也装了，提示通讯超时", "PLC程序下载不进去"),
        ("平缝机缝箱包跳针 换了针和梭子 厚的地方才跳", "平缝机缝箱包跳针"),
        ("磨床磨出来有烧伤，砂轮修过了，切削液也换新的了", "磨床磨出来有烧伤"),
        ("茶叶炒出来有股烟味 灶换过了", "茶叶炒出来有股烟味"),
        ("鱼塘一片全浮头 增氧机开着也不行", "鱼塘一片全浮头"),
    ],
)
def test_a_title_begins_with_the_fault_not_with_what_was_tried_in_vain(text: str, title: str) -> None:
    assert find_title(text).startswith(title)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("附着力不过，客户扣款两三万，怎么办", "附着力不过"),
        ("这批铝灯罩喷粉起橘皮，客户说要扣三万", "这批铝灯罩喷粉起橘皮"),
        ("密封圈装上去漏水，客户要退一万两千只", "密封圈装上去漏水"),
        ("揉出来的茶条断碎多，茶商说要退货", "揉出来的茶条断碎多"),
        ("客户退货说电镀层发黄", "电镀层发黄"),
        ("客户投诉充电头发烫，退回来一百来个", "充电头发烫"),
        ("级进模跳屑，明天交货", "级进模跳屑"),
        ("五一前要把19万的行星减速箱装完发走，装上去一边温度比另一边高20度", "装上去一边温度比另一边高20度"),
        ("明天中午要发货，包装封口不牢", "包装封口不牢"),
        ("环保罚款单来了，活性炭箱碘值不够", "活性炭箱碘值不够"),
        ("DLC涂层掉，一批四万八", "DLC涂层掉"),
        ("弹簧断了，客人要我们赔九万", "弹簧断了"),
        ("液压机主缸爬行，他要我们赔误工两万", "液压机主缸爬行"),
    ],
)
def test_what_it_costs_the_firm_is_not_told_to_the_experts(text: str, title: str) -> None:
    assert find_title(text) == title


def test_a_guess_at_the_cause_names_no_ticket() -> None:
    text = "月底全部发完，肉脯切出来厚薄不匀，机器滚轮间隙调过了，是腌的时候冻得不够硬吗"
    assert "冻得不够硬" not in find_title(text)


_LEADS_UP = (
    "各位师傅好，我们厂上个月新进了一批设备，老板很重视，专门请人来调试过，调试的时候一切都正常，后来生产了两个礼拜，"
    "产量也上去了，大家都挺高兴，昨天晚上夜班的时候工人说声音有点不对，今天早上一开机就不行了，求助，离合器打滑"
)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"{_LEADS_UP}，别人别打，我电话13812345678", "离合器打滑"),
        (
            "冲床用了十年了，之前找人修过两次都没修好，花了不少钱，老板很生气，说再修不好就换掉，求助，离合器打滑",
            "离合器打滑",
        ),
        ("模具顶针断了，急，中介别打", "模具顶针断了"),
        ("挤出机电机烧了，都请师傅来看看", "挤出机电机烧了"),
        (
            "我们车间那台25吨冲床的离合器从上个礼拜开始就一直打滑而且越来越厉害今天完全不能用了求师傅来看",
            "25吨冲床的离合器从上个礼拜开始就一直打滑",
        ),
        (
            "三号线的输送带电机轴承座上面那个温度传感器显示一直跳来跳去从昨天晚上就这样了没人会看",
            "输送带电机轴承座上面温度传感器显示跳来跳去",
        ),
        (
            "数控车床加工出来的轴外圆有锥度大概三丝左右两头不一样大客户要求是一丝以内",
            "数控车床加工出来的轴外圆有锥度",
        ),
    ],
)
def test_a_title_tells_what_is_asked_and_ends_where_a_word_ends(text: str, title: str) -> None:
    assert find_title(text) == title


def test_whom_to_ask_follows_what_is_asked_for_at_the_end() -> None:
    assert read_fields(_LEADS_UP, AT).category in ("stamping", "equipment")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "谁能接一下，循环水泵里像炒豆子，六台注塑机只好全关掉，工人先叫回宿舍了",
            "循环水泵里像炒豆子，六台注塑机只好全关掉",
        ),
        ("六台注塑机都关了，循环水泵里像炒豆子", "循环水泵里像炒豆子"),
        ("工人都坐着没事干，流水线皮带断了", "流水线皮带断了"),
        ("两条包装线停着，因为喷码机不喷字", "喷码机不喷字"),
        ("三台冲床只好停下来，送料机老是送不准", "送料机老是送不准"),
        ("货出不去，装车的升降平台卡在半空", "装车的升降平台卡在半空"),
        ("炉子被迫熄火了，循环水泵不上水", "循环水泵不上水"),
        ("废水排不掉，只能停产，板框压滤机隔膜破了", "板框压滤机隔膜破了"),
        ("污泥压不干，板框压滤机隔膜破了，废水排不掉，只能停产", "板框压滤机隔膜破了"),
        ("PLC红灯闪，SF灯亮，流水线整个停了", "PLC红灯闪"),
        ("纸机毛毯跑偏，纸断头，一晚上断了二十次", "纸机毛毯跑偏"),
        ("空压机跳了，气缸全不动，二十几个人坐着等", "空压机跳了，气缸全不动"),
        ("数控车床主轴异响，今天的活全压下来了", "数控车床主轴异响"),
        ("三条线全停了，工人都回家了", "三条线全停了"),
    ],
)
def test_a_title_names_what_has_failed_not_what_stands_still_for_it(text: str, title: str) -> None:
    assert find_title(text).startswith(title) or find_title(text).endswith(title)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("增氧机开着的，还有一台坏了", "增氧机一台坏了"),
        ("风机一台好的，另一台不动了", "风机一台不动了"),
        ("水泵两台，一台坏了", "水泵两台，一台坏了"),
        ("3号炉是好的，5号不加热了", "5号炉不加热了"),
    ],
)
def test_one_of_several_is_named_by_what_they_are(text: str, title: str) -> None:
    assert find_title(text) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("有没有修吹瓶机的师傅", "修吹瓶机"),
        ("求个会修火花机的师傅", "修火花机"),
        ("家里热水器坏了 有没有修水电的师傅", "家里热水器坏了"),
    ],
)
def test_who_is_sought_is_named_by_his_work(text: str, title: str) -> None:
    assert find_title(text) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("数控车床报 SV0401 伺服报警，开不了机", "数控车床报SV0401伺服报警"),
        ("报警 E07 伺服过载，换了电机还是一样", "报警E07伺服过载，换了电机还是一样"),
        ("加工中心报警号 700012，刀库不转", "加工中心报警号700012，刀库不转"),
        ("变频器显示E-03，风机起不来", "变频器显示E-03，风机起不来"),
        ("空压机面板跳 F2，重启也没用，求师傅", "空压机面板跳F2，重启也没用"),
        ("西门子828D 报 25201 伺服故障，Z轴动不了", "西门子828D报25201伺服故障"),
        ("AGV小车报 0x2105 走一半就停，仓库全堵着", "AGV小车报0x2105，走一半就停"),
        ("立体库 PLC 报错 16#80C8，通讯断了", "立体库PLC，报错16#80C8"),
        ("台达变频器面板跳 GFF", "台达变频器面板跳GFF"),
        ("切割机 报警 107，Z 轴不下来", "切割机报警107，Z轴不下来"),
        ("电梯故障码 37 关人了", "电梯故障码37，关人了"),
        ("海德汉系统黑屏 只有一行 CRC error 1234", "海德汉系统黑屏，CRC error 1234"),
        (
            "西门子V90驱动器报F7900，电机堵转，我把驱动器参数备份导出来了，哪位老师帮忙瞅瞅",
            "西门子V90驱动器报F7900，电机堵转",
        ),
        (
            "求助，数控车报414伺服，法兰克0i，断电重开能走十来分钟又报，X轴电机插头拔插过",
            "数控车报414伺服，断电重开能走十来分钟又报",
        ),
        (
            "加工中心伺服ALM414，断电等十分钟再开还是它，机器趴窝一天了，原厂讲后天才能派人",
            "加工中心伺服ALM414，断电等十分钟再开还是它",
        ),
    ],
)
def test_a_title_holds_the_code_of_the_fault(text: str, title: str) -> None:
    assert find_title(text) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("热流道模具一出四，第二个嘴子不出料，温度显示250正常的", "热流道模具一出四，嘴子不出料"),
        ("班组长的现场管理培训，我们报120个人", "班组长的现场管理培训，报120个人"),
        ("LED驱动电源EMC传导超标3个dB 原理图可以发", "LED驱动电源EMC传导超标3个dB"),
    ],
)
def test_a_temperature_and_a_headcount_are_no_codes(text: str, title: str) -> None:
    assert find_title(text) == title


def test_a_word_in_latin_letters_stands_with_what_it_belongs_to() -> None:
    assert find_title("污水站曝气盘堵了，DO 上不去") == "污水站曝气盘堵了，DO上不去"
    assert find_title("ERP 打不出单子了") == "ERP打不出单子了"


def test_how_it_goes_is_told_beside_the_fault() -> None:
    assert find_title("喷塑线挂具掉件，链条一顿一顿的") == "喷塑线挂具掉件，链条一顿一顿的"
    assert find_title("牙刷柄缩水，材料是PP的") == "牙刷柄缩水"
