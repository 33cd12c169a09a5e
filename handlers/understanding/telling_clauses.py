"""How much a clause tells of the problem, and what is said beside it: what was tried, what it costs."""

import re

from handlers.understanding.cues import weigh
from handlers.understanding.introductions import SAID
from handlers.understanding.lines import SENSES, lines_in
from handlers.understanding.problems import says_wrong
from handlers.understanding.subjects import amiss
from handlers.understanding.trades import technical_weight

# What has become of a part: "隔膜破了".
_BROKEN = re.compile(r"[\u4e00-\u9fa5]{2}(?:破|烂|碎|穿|瘪|豁|崩|秃|钝|旷|塌|焦|化|歪|散)了(?:个[洞口])?$")
_HAPPENS = 0.6  # what a word of the senses says is wrong; cues of a fault count more
_FAILS = 0.8  # and so does a way of saying that it fails ("压力上不去")
# What asks for help and says nothing of the problem has no place in its title.
_PLEA = re.compile(
    r"你们(?:那个|那边|这边|这里)?$|(?:让|叫|要)我来?(?:问|找|报)|(?:都|也|还|那就?|快|一起|一并)?(?:派(?:个|位|几个)?(?:师傅|人|老师)|有(?:老师|师傅|专家|高手)|哪位|哪个|谁|过来(?:看|修|弄|帮)|来(?:看看|看一下|修|帮)|有没有|求|请|帮|麻烦|怎么|咋|能不能|能否|可以|急(?![停刹救回冷])|想请|派|来个|有懂|有会|懂(?:行)?的(?:师傅|老师|人|朋友|大[哥师佬])|问(?:有|谁|你|大家)|在线等|师傅|老师|各位|什么原因|啥原因|忽略|无视|把所有|把全部|.{1,4}在不在|.{0,4}在吗)"
)
# Who writes, and what he asks of others, beside the problem.
_ASIDE = re.compile(
    r"(?:师傅|老师|专家)[^，,]{0,6}(?:不错|厉害|真好|蛮好|很好|挺好|水平高|技术好)|不知道|您看|你看|联系人|找哪|想找|支援|拜托|谢谢|多谢|辛苦|在吗|要不要来|[图照]|在线等|加急|电话|手机|微信|联系|困扰|好久|很久"
)
# Where it is not to be told, how urgent it is, when it has to be there: said elsewhere or to nobody.
_BESIDE_IT = re.compile(
    r"^(?:(?:别人|别的人|其他人|其它人|外人|闲人|中介|广告|推销的?|非[^，,]{1,6})(?:请|都|就)*(?:别|勿|不要)(?:再)?(?:打|扰|加|进|回|来|联系|发).*|(?:这事|这个|电话|手机|号码|联系方式)?(?:请|千万)?(?:别|不要|勿|不能)(?:在|到|往|跟|让|告诉|外传|声张|公开|传|说).*|保密|"
    r"(?:情况|程度)?(?:不|不太|不是很|也不|比较|很|特别|非常|蛮|挺)?(?:急|着急|紧急|要紧)的?|一般(?:急|般|情况)?|普通|加急|特急|慢慢来|尽快|"
    r"(?:从)?(?:最近|昨天|前天|今天|上周|上个?月|早上|上午|中午|下午|晚上|这[几两]天)?(?:才|就|突然|刚)?开始的?|"
    r"(?:要|得|必须|等着|急着)?(?:交货|交样|发货|出货|赶货)|我(?:姓|叫).{1,6}|(?:钱|费用|价钱|价格|工钱|路费|饭)[^，,]{0,6}(?:好(?:说|商量)|我们[出付管]|照付|不是问题)"
    r"|(?:真|快|要|都|老板|我们?|大家|领导|人|也)*(?:急|愁|烦|气|累|头疼|头大)(?:死|疯|坏|得[^，,]{1,4})(?:个?人|我们?)?)[了呢吧啊]*$"
)
# When and how somebody is to come, or that nobody need: "明天能来最好", "不用上门", "师傅方便的时候来看下".
_VISIT = re.compile(
    r"(?>今[天晚]|明[天早晚]|后天|这[两几]天|这周|下周|周末|(?:周|礼拜|星期)[一二三四五六日天]|上午|中午|下午|晚上|早上|现在|马上|有空|有时间|抽空|方便|什么时候|的?话|的?时候|也(?:行|可以)|也|你们?"
    r"|最好(?:是)?|希望|尽量|尽早|尽快|早点|快点|早些|要求|如果|要是|麻烦|请|想|需要|顺便|顺带|能不能|可不可以|能够?|可以|不用|不要|不必|无需|别|派|安排|叫|让|个|一个|位|一位|几个|师傅|老师|专家|人|帮忙?|我们|厂里|现场"
    r"|(?:过|到厂里?|到现场|上)?来|上门|到厂里?|跑一趟|一趟|一下|[看瞧修弄]{1,2}(?:一下|下|一看)?|指导|指点|电话(?:里)?|微信(?:上)?|视频|线上|网上|远程|说说?|讲讲|聊聊?|沟通|教一?下?|就(?:好|行|可以)|更好|最好|为好|为佳|了|吗|么|不|吧|呢|啊|嘛|，)+[?？]?"
)
# What has not changed, and what is in order, is not the problem.
_NOT_IT = re.compile(
    r"^也?不(?:知道|晓得|清楚|确定)(?:是|怎么|什么)|(?:没|没有|未|不曾)(?:变|动|换|改)过?|都?(?:是)?正常的?$|(?:也|都)(?:亮|转着|够|对的?|没变|好的|有的)$"
    r"|是好的$|没问题$"
)
# What was tried in vain is not the problem either: "清料筒也没用".
_TRIED = re.compile(
    r"测[^，,]{0,6}(?:是|都)?合格的?$|(?:(?:也|都|还是|还|照样|仍然?|依旧)(?:没用|没有用|没效果|不管用|不顶用|不起作用|白搭|一样)"
    r"|(?:[两三四几]|\d+)(?:遍|次|个|家|种|把|回|趟|支|块|桶|批|条|样).{0,8}(?:还是?|照样|依旧|仍然?|也|都)(?:有|这样|那样|老样子|不行)?"
    r"|(?:换|调|加|改|洗|擦|清|试|降|升|查|拆|修)[^，,]{0,10}(?:还是?|照样|依旧|仍然?|也)(?:有|这样|那样|老样子|不行|不好)?)(?:了|啊|的)?$"
)
# What may be the cause, and what might be done, is asked after the problem is told.
_SUPPOSED = re.compile(
    r"^(?:是不是|会不会|是否|难道|应该是|可能是|怀疑|估计|我猜)|^是[^，,]*还是|^是(?!因为)[^，,]*[吗么?？]$|(?:行不行|对不对|好不好|可不可以|要不要|可以吗|行吗|对吗)$"
)
# "断口照片我发群里了"
_SHOWS = re.compile(
    r"(?:照片|图片?|视频|截图)[^，,]{0,4}(?:发|传|贴|放)[^，,]{0,4}(?:了|上|里)|(?:见|看)(?:下|上)?图"
)
# What it is made of and how the machine is set is told beside the problem.
_GIVEN = re.compile(
    r"^(?:材料|原料|料|材质|模温|料温|水温|油温|温度|压力|转速|机型|型号|牌号|吨位|板厚|壁厚|厚度|规格)(?:是|用的?是?|为|设的?|在)?[^，,坏高低漏大小不乱没老忽跳抖上掉升降]{1,12}$"
)
# What somebody has done about it, or has checked.
_DONE = re.compile(
    r"^[^，,]{0,8}?(?:都|也|已经|全|早就?|刚)?(?:开着|(?<![脱裂拉崩散松张断撕爆打])开了|换[了过]|[换查洗清擦调试加改拆量测紧校对装修](?:新的)?过|校了|装了|打过表|换新的了?|全开|擦了|洗了|清了|调了|试了|加了|查了|量了|测了|拆了|紧了)"
    r"[^，,]{0,12}$"
)
# What has been with the machine and the people before it: "冲床用了十年了", "找人修过两次", "老板很生气".
_PAST = re.compile(
    r"(?:用|开|跑|买|做)了(?:快|有|将近|差不多)?[\d一二两三四五六七八九十几半多]+(?:来|多)?年|(?:找|请|叫)[^，,]{0,4}(?:修|看|弄|调)(?:过|了)|花了[^，,]{0,6}(?:钱|万|块)"
    r"|(?:老板|领导|厂长|经理)(?:说|也|都|很|就|天天|一直|让)*[^，,]{0,4}(?:生气|发火|发脾气|骂|重视|高兴|不满意|着急)|(?:气死|愁死|急死|头疼|烦死)"
    r"|(?:从来|以前|平时|之前|一直|原来)(?:一直|都|是|也)*(?:没(?:有)?出过|好好的|很好用|没问题|挺好|自己修|正常)|不修好[^，,]{0,4}换掉"
    r"|^(?:机器|设备|是)*(?:\d{4}年|去年|前年|今年|上个?月)[^，,]{0,6}(?:买|进|装|上)(?:的|了)|^都?是?老(?:机器|设备)了?$|^有[\d一二两三四五六七八九十几]+(?:来|几|多)?台"
    r"|退休|辞职|售后|质保|产量(?:也)?(?:上去|大|翻)|新(?:进|买|添|上)了|保养(?:也)?(?:没|过)"
)
# What it costs the firm, who complains, and by when it is due: on record as money and deadline.
_STAKE = re.compile(
    r"(?:客户|客人|主机厂|整机厂|车厂|甲方|买家|老外|buyer|超市|经销商|东家)[^，,]{0,8}?(?:退[货款回掉了]|要?退|扣|罚|赔|索赔|拒收?|投诉|骂|催|等着|不要了|发火|要说法|来[验看收审])(?:了|的|货|我们)*"
    r"|(?:要|被|得|得要|说要)?(?:扣|罚|赔|索赔|退|违约)[^，,]{0,8}?[\d一二两三四五六七八九十几]+[万千百wW块][^，,]{0,4}|扣款|罚款|索赔|违约金|退货|退款|拒收|退单"
    r"|(?:早上|上午|中午|下午|晚上)?[\d一二两三四五六七八九十]+点(?:半|钟)?(?:之?前|以前|就|得|必须)*要?(?:交|发|出|装)[货样柜船车][^，,]{0,4}$"
    r"|(?:[\d.]+|[一二两三四五六七八九十几百]+)多?来?万(?:块钱?|元)?(?:的)?(?:单子?|货|订单|合同|款|年框|尾款|押金)?|一批[\d一二两三四五六七八九十几.]+[万千][^，,]{0,4}"
    r"|(?:今天|明天|后天|[今明]晚|前|号|[两三四五六七八九十\d]天|周[一二三四五六日天]|礼拜.|月底|月初|节前)(?:一早|早上|上午|中午|下午|晚上)?(?:就|必须|一定|得|急着)*(?:要|得|就|来|交|发)[^，,]{0,14}?(?:交|发|出|做完|装柜|验|补|货|样|审|看)[^，,]{0,6}"
    r"|(?:今天|明天|后天|月底|周.)(?:交|发|出|装)[货样柜船模]?$"
    r"|(?:卡|压|扣)在(?:这|那|我们?)(?:里|边|儿|一步|道工序)?|[^，,]{0,6}(?:还有|[就只还仅]剩|不到)(?:不到)?[两三四五六七八九十\d半]+个?(?:天|周|星期|礼拜|月)了?$"
)
# "一晚上断了二十次": how often, of what is told before.
_HOW_OFTEN = re.compile(
    r"^(?:就|都|已经)*(?:[一半每两]|\d+)个?(?:天|晚上?|小时|钟头|班|周|礼拜|星期|月)[^，,]{0,6}?[一二两三四五六七八九十几\d]+[来多]?(?:次|回|遍)"
)
_WHOSE_THING = re.compile(r".{2,8}的$")
_TWICE = re.compile(r"一(.)一\1的$")  # "一顿一顿的": so it goes
_WHOSE = re.compile(  # "屿芯电子的，…", "你好我是做电瓶车配件的"
    r"^(?:(?:这里|这边|我们?|我这[边里])?是?[^，,]{2,8}|(?:喂|[你您]好|各位|大家)*(?:我们?|这里|这边)是[^，,]{2,14})的$"
)


def telling(clause: str) -> float:
    """How much a clause says about the problem: workshop words, and that something is wrong."""
    plea = 4.5 if _PLEA.match(clause) or "师傅" in clause else 0.0
    weights = weigh("enterprise", clause)
    plea += 3.0 if weights["introduction"] and weights["fault"] < SAID else 0.0
    plea += 3.0 if is_aside(clause) and not technical_weight(clause) else 0.0
    plea += 3.0 if _NOT_IT.search(clause) or _WHOSE.search(clause) else 0.0
    plea += 4.0 if _SUPPOSED.search(clause) else 0.0
    plea += 4.0 if _SHOWS.search(clause) else 0.0
    plea += 5.0 if is_tried(clause) else 0.0
    plea += 3.0 if _GIVEN.match(clause) and not fault(clause) else 0.0
    plea += 4.0 if _VISIT.fullmatch(clause) else 0.0
    plea += 4.0 if is_past(clause) else 0.0
    plea += 4.0 if is_stake(clause) else 0.0
    return min(technical_weight(clause), 5.0) + wrong(clause) - plea


def wrong(clause: str) -> float:
    """How much a clause says is wrong, at most 3: by the cues, else by what the lexicon knows to happen."""
    cues = fault(clause)
    fails = says_wrong(clause) or _BROKEN.search(clause) is not None
    said = _HAPPENS * bool(lines_in(SENSES, clause)) + _FAILS * fails
    return min(cues, 3.0) if cues else said


def is_tried(clause: str) -> bool:
    """Whether a clause tells what was done in vain, or what is in order, and of no new trouble."""
    return bool(_TRIED.search(clause) or (_DONE.search(clause) and not fault(_DONE.sub(" ", clause))))


def is_stake(clause: str) -> bool:
    """Whether a clause tells what it costs the firm or by when it is due, and nothing of the trouble."""
    return bool(_STAKE.search(clause)) and not fault(_STAKE.sub(" ", clause))


def is_past(clause: str) -> bool:
    """Whether a clause tells what has been with the machine or the people, and nothing of the trouble."""
    return bool(_PAST.search(clause)) and not fault(_PAST.sub(" ", clause))


def fault(clause: str) -> float:
    cues = weigh("enterprise", clause)
    return cues["fault"] + cues["mishap"]


def is_plea(clause: str) -> bool:
    """Whether a clause asks for help and says nothing of the problem."""
    return _PLEA.match(clause) is not None


def is_aside(clause: str) -> bool:
    """Whether a clause thanks, asks or tells something beside the problem."""
    wrong_so = amiss(clause) or fault(clause) or _TWICE.search(clause)
    if _WHOSE_THING.match(clause) and (not wrong_so or _DONE.search(clause)):
        return True
    return _ASIDE.search(clause) is not None


def is_how_often(clause: str) -> bool:
    """Whether a clause tells how often something happens."""
    return _HOW_OFTEN.match(clause) is not None


def adds_nothing(clause: str) -> bool:
    """Whether what follows the problem says nothing of it: a plea, a guess, a picture, the stake, a visit, or
    that it is so elsewhere ("跟老邬一样")."""
    asks = is_plea(clause) or is_aside(clause) or bool(_SUPPOSED.search(clause) or _SHOWS.search(clause))
    return asks or is_stake(clause) or any(each.fullmatch(clause) for each in (_VISIT, _AS_THERE, _FELT))


_FELT = re.compile(
    r"(?:太|真|好|很|有点|也)*(?:吓人|吓死(?:人|我)?|可怕|怕人|烦人|烦死(?:人|我)?|愁人|急人|闹心)(?:了|啊|呀|的)*"
)
_AS_THERE = re.compile(
    r"(?:都|也|就)?(?:(?:跟|和)[^，,。]{1,6}?)?(?:是)?(?:一样|同样|相同)的?(?:毛病|问题|情况|故障|现象)?(?:报废[好很]多)?"
)


def is_beside_it(clause: str) -> bool:
    """Whether a clause without its lead-in tells where it is not to be told, or how urgent it is."""
    return _BESIDE_IT.match(clause) is not None
