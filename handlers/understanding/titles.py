"""What a text is about: its title, and a long text without its greetings and introductions."""

import re
from collections.abc import Callable

from handlers.understanding.asking_after import thing_asked_after
from handlers.understanding.calling import wants_anybody
from handlers.understanding.cues import weigh
from handlers.understanding.lines import SENSES, lines_in
from handlers.understanding.phones import without_contacts
from handlers.understanding.problems import says_wrong
from handlers.understanding.subjects import amiss, subjects, without_joint
from handlers.understanding.trades import technical_weight

_LONG = 40  # characters from which on a text may begin with who writes it
_SAID = 1.5  # of the cues of a fault or a plea: from which on a clause says more than who writes
_HAPPENS = 0.6  # what a word of the senses says is wrong; cues of a fault count more
_FAILS = 0.8  # and so does a way of saying that it fails ("压力上不去")
_SENTENCES = re.compile(r"(?<=[\n。！!？?；;])|(?<=[^\d][,，])|(?<=\s)")


# "你好，我是砺川的，…": who writes, at the head of a text of any length.
_WHO_WRITES = re.compile(
    r"^(?:(?:各位|师傅|老师|大家|[你您])*们?[你您]?好[，,。！!\s]*)?(?:我们?|咱们?|这里|这边)是[\u4e00-\u9fa5A-Za-z0-9]{2,14}?"
    r"(?:的[小老]?[\u4e00-\u9fa5]{0,3}|公司|厂|集团)[，,。；;！!\s]+(?=\S{4})"
)
# "各位师傅，我刚进群，…", "朋友拉我进来的，…": that he is new here, at the same place.
_NEW_HERE = re.compile(
    r"^(?:(?:各位|师傅|老师|大家|领导|[你您])*们?好?[，,。！!\s]*)?(?:(?:我们?|本人)?是?(?:今天|刚刚?|新|才)+(?:进群|入群|加群|进来|加进来|加入|来|人)(?:报到|报道)?"
    r"|[^，,。\s]{0,6}拉我(?:们)?进(?:群|来))(?:的|了)?[，,。；;！!\s]+(?=\S{4})"
)
# "早上好，各位老师", before he says what it is about.
_GOOD_DAY = re.compile(
    r"^(?:(?:各位|大家|师傅|老师|领导|群友|朋友|专家|家人)们?)*(?:早上|上午|中午|下午|晚上|早|[你您]们?|大家|各位)(?:好|安)呀?啊?"
    r"(?:[，,\s]*(?:各位|大家)?(?:师傅|老师|领导|群友|朋友|专家|家人)们?)?[，,。！!~～\s]+(?=\S{6})"
)


def without_introduction(text: str) -> str:
    """A text without a greeting and who writes at its head, a long one without clauses that greet, thank
    or tell of the firm; as it is where nothing else is left.
    """
    bare = _GOOD_DAY.sub("", _WHO_WRITES.sub("", _NEW_HERE.sub("", text)))
    if len(text) < _LONG:
        return bare
    clauses = _SENTENCES.split(bare)
    kept = [each for each in clauses if not _introduces(each)]
    return "".join(kept).strip() or text


def _introduces(clause: str) -> bool:
    weights = weigh("enterprise", clause)
    return weights["introduction"] > 0 and weights["fault"] < _SAID and weights["ask"] < _SAID


_GREETING = re.compile(
    r"^(?:(?:工会的?(?:同志|领导|老师|人)们?|(?:我|我们)?(?:这边|这里)?是[\u4e00-\u9fa5]{2,4}(?=啊)|[啊呀](?=我)|对了|(?:派单)?小?助手|(?:师傅)?(?:麻烦)?(?:帮忙?|帮我)?看一?下|看看|各位|大家|师傅们?|老师们?|大佬们?|打扰(?:大家|一下)?了?|你好|您好|早上好|下午好|晚上好|请问|问下|求助|救命|急{1,3}(?:死(?:个?人|我们?)?|疯|坏)?了?(?![停刹救回冷])|在吗|哈喽|好(?![几多好些像久长大了端])|(?:麻烦|帮忙?|请)?(?:给我们|帮我们)?安排(?:一下|下)?(?!个|一[个位]|师傅|老师|人|几))[，,。.!！~：:\s]*)+"
)


# What asks for help and says nothing of the problem has no place in its title.
_PLEA = re.compile(
    r"你们(?:那个|那边|这边|这里)?$|(?:让|叫|要)我来?(?:问|找|报)|(?:都|也|还|那就?|快|一起|一并)?(?:派(?:个|位|几个)?(?:师傅|人|老师)|有(?:老师|师傅|专家|高手)|哪位|哪个|谁|过来(?:看|修|弄|帮)|来(?:看看|看一下|修|帮)|有没有|求|请|帮|麻烦|怎么|咋|能不能|能否|可以|急(?![停刹救回冷])|想请|派|来个|有懂|有会|懂(?:行)?的(?:师傅|老师|人|朋友|大[哥师佬])|问(?:有|谁|你|大家)|在线等|师傅|老师|各位|什么原因|啥原因|忽略|无视|把所有|把全部|.{1,4}在不在|.{0,4}在吗)"
)


def _telling(clause: str) -> float:
    """How much a clause says about the problem: workshop words, and that something is wrong."""
    plea = 4.5 if _PLEA.match(clause) or "师傅" in clause else 0.0
    weights = weigh("enterprise", clause)
    plea += 3.0 if weights["introduction"] and weights["fault"] < _SAID else 0.0
    plea += 3.0 if _ASIDE.search(clause) and not technical_weight(clause) else 0.0
    plea += 3.0 if _NOT_IT.search(clause) or _WHOSE.search(clause) else 0.0
    plea += 4.0 if _SUPPOSED.search(clause) else 0.0
    plea += 4.0 if _SHOWS.search(clause) else 0.0
    plea += 5.0 if _is_tried(clause) else 0.0
    plea += 3.0 if _GIVEN.match(clause) and not _fault(clause) else 0.0
    plea += 4.0 if _VISIT.fullmatch(clause) else 0.0
    plea += 4.0 if _is_past(clause) else 0.0
    plea += 4.0 if _is_stake(clause) else 0.0
    return min(technical_weight(clause), 5.0) + _wrong(clause) - plea


def _wrong(clause: str) -> float:
    """How much a clause says is wrong, at most 3: by the cues, else by what the lexicon knows to happen."""
    fault = _fault(clause)
    said = _HAPPENS * bool(lines_in(SENSES, clause)) + _FAILS * bool(says_wrong(clause))
    return min(fault, 3.0) if fault else said


def _is_tried(clause: str) -> bool:
    """Whether a clause tells what was done in vain, or what is in order, and of no new trouble."""
    return bool(_TRIED.search(clause) or (_DONE.search(clause) and not _fault(_DONE.sub(" ", clause))))


def _is_stake(clause: str) -> bool:
    """Whether a clause tells what it costs the firm or by when it is due, and nothing of the trouble."""
    return bool(_STAKE.search(clause)) and not _fault(_STAKE.sub(" ", clause))


def _is_past(clause: str) -> bool:
    """Whether a clause tells what has been with the machine or the people, and nothing of the trouble."""
    return bool(_PAST.search(clause)) and not _fault(_PAST.sub(" ", clause))


def _fault(clause: str) -> float:
    cues = weigh("enterprise", clause)
    return cues["fault"] + cues["mishap"]


# Who writes, and what he asks of others, beside the problem.
_ASIDE = re.compile(
    r"(?:师傅|老师|专家)[^，,]{0,6}(?:不错|厉害|真好|蛮好|很好|挺好|水平高|技术好)|不知道|您看|你看|联系人|找哪|想找|支援|拜托|谢谢|多谢|辛苦|在吗|要不要来|[图照]|^.{2,8}的$|在线等|加急|电话|手机|微信|联系|困扰|好久|很久"
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
    r"(?:今[天晚]|明[天早晚]|后天|这[两几]天|这周|下周|周末|(?:周|礼拜|星期)[一二三四五六日天]|上午|中午|下午|晚上|早上|现在|马上|有空|有时间|抽空|方便|什么时候|的?话|的?时候|也|你"
    r"|最好(?:是)?|希望|尽量|尽早|尽快|早点|快点|早些|要求|如果|要是|麻烦|请|想|需要|顺便|顺带|能不能|可不可以|能够?|可以|不用|不要|不必|无需|别|派|安排|叫|让|个|一个|位|一位|几个|师傅|老师|专家|人|你们|帮忙?|我们|厂里|现场"
    r"|(?:过|到厂里?|到现场|上)?来|上门|到厂里?|跑一趟|一趟|一下|[看瞧修弄]{1,2}(?:一下|下|一看)?|指导|指点|电话(?:里)?|微信(?:上)?|视频|线上|网上|远程|说说?|讲讲|聊聊?|沟通|教一?下?|就(?:好|行|可以)|也(?:行|可以)|更好|最好|为好|为佳|了|吗|么|不|吧|呢|啊|嘛|，)+[?？]?"
)
# The same where it hangs on the problem: "配电柜跳闸别在群里说", "翘曲一般".
_HANGS_ON = re.compile(
    r"(?:(?:这事|这个)?(?:别|不要|勿)(?:在)?群里?(?:说|讲|发|公开).*|(?<![质效强硬精度果量感力性艺])(?<!水平)(?<!性能)(?:一般|普通)(?:急)?|被[^，,]{0,8}(?:投诉|退货|退回来?|退|扣款|罚款|罚)了?)$"
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
    r"^[^，,]{0,8}?(?:都|也|已经|全|早就?|刚)?(?:开着|(?<![脱裂拉崩散松张断撕爆打])开了|换[了过]|[换查洗清擦调试加改拆量测紧校对装修](?:新的)?过|校了|装了|打过表|换新的了|全开|擦了|洗了|清了|调了|试了|加了|查了|量了|测了|拆了|紧了)"
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
_WHOSE = re.compile(  # "屿芯电子的，…", "你好我是做电瓶车配件的"
    r"^(?:(?:这里|这边|我们?|我这[边里])?是?[^，,]{2,8}|(?:喂|[你您]好|各位|大家)*(?:我们?|这里|这边)是[^，,]{2,14})的$"
)
_MOST = 24  # characters of a title
_ENOUGH = 14  # characters of a title to which nothing is added but another thing's trouble
# What leads to the problem and says nothing of it: who, when, "we have met", fillers of speech.
_LEAD_IN = re.compile(
    r"^(?:(?:(?:我们?|咱们?)?有(?:一)?批|我?这个?是(?=[\u4e00-\u9fa5]{2,4}[机床炉])|(?:客户|客人|主机厂|买家|甲方)(?:那边|那里)?(?:又|就|老|一直|今天|昨天)?(?:来)?(?:投诉说?|反映|反馈|(?:退货|退回来)?[说讲]|抱怨)(?:是|我们的?)?|最近|近期|近来|这[几两]天|这段时间|这个?月(?:开始)?|上周|上个月|今天|昨天|前天|早上|上午|中午|下午|晚上|现在|目前|刚才?|结果|但是|可是|"
    r"不过|然后|而且|同时|另外|还有|对了|发现|(?:说(?:是(?![我你他她]))?|讲|反映|反馈)(?!明|不)|[他她]们(?:家|厂里?|公司|那边)?(?:的|有)?|嗯(?:是的?)?|[啊哦呃喂诶欸哈]|我说|是这样|情况是|"
    r"(?:另外|还有)?(?:一个|个)?问题(?:是|就是)|顺便|(?:我)?(?:想|要)?(?:再)?(?:请问|问(?:一?下|一声|问))(?:你们|各位|大家)?|想请教|"
    r"(?:车间|生产部?|品质部?|质检|机修|仓库|工艺)?(?:老板|领导|厂长|主任|班长|组长|经理|主管|车间)(?:那边|里|[\u4e00-\u9fa5]工)?(?:刚才?|今天|又)?(?:让|叫|要)我(?:来)?问(?:问|一?下)?|"
    r"(?:车间|生产部?|品质部?|质检|仓库|工艺)(?:主任|班长|组长|主管|经理|那边|里|的人)?(?:刚才?|今天|又|还|来|打电话)*(?:说是?|讲|反映|反馈|报)(?!明|废|价|警)|我?也(?:有|遇到|碰到)(?:一个|个)?(?:这个)?问题|"
    r"我们(?:厂里?|公司|车间|这边|这里|单位|这(?![种样些个台副套条]))?(?:的|有)?|我(?:厂|公司|车间)里?的?(?:有)?|咱们?(?:厂里?)?(?:的|有)?|我司的?|(?:我)?这(?:边|里|儿)的?|我?[这那][台副套条](?!一|面|阶|钻|钳|灯|秤|车)|我的|"
    r"(?:厂|公司|单位)里(?:的|有)?|[那这](?:里|边)的?|给客户做的|有?一[台副套条](?!一)|遇到(?:个|了)?|碰到(?:个|了)?|出现了?|我?[那这]个(?!问题)|就是(?!因为|说不)|就(?=[这那]个))[，,\s]*)+(?=.{2})"
)
# Fillers within what somebody has dictated.
_FILLERS = re.compile(
    r"那个什么|还是(?:啥|什么)的?(?=[，,]|$)|反正(?:就是)?|(?<=[\u4e00-\u9fa5])它(?=[开今昨一走转动停压顶升])|(?:[那这]个){1,3}(?=[^月人])|[啊呃嗯喂哎诶]+|(?<=[\u4e00-\u9fa5])它(?=的|那|又|就|老)|师傅(?=[啊我]|$)"
)
# What follows the problem and says nothing more of it.
_TRAIL = re.compile(
    r"(?:(?:这|那|到底|究竟)?(?:是)?(?:怎么|咋|如何|什么|啥|哪里)[^，,]{0,3}(?:办|弄|搞|调|解决|处理|回事|整|破|原因|问题|情况|去除?|改|修)(?:才好|比较好|好)?|"
    r"(?:找|请|问)哪[位个].{0,3}|(?:谁|哪位)(?:能|会|懂|来).{0,6}|都?[好几两三]天了|急|哈{2,}|[呵嘿]{2,}|你们管不管|求助|求教|[呢啊呀吧哦])+[?？!！~～]*$"
)
# Who passes on what an enterprise said begins with that enterprise.
_PASSED_ON = re.compile(
    r"^(?:.{0,4}[有是]一?[家个](?:企业|厂|公司|单位|小厂|作坊)(?:刚才?|今天)?(?:打?电话|来电|反映|反馈|过来|来|说|讲|讲是)*"
    r"|[^，,\s]{1,8}?(?:刚才?|今天|早上)?(?:打来?电话|打电话|来电话?|反映|反馈)(?:来|过来)?(?:说|讲)?是?(?:他们|她们)?(?:家|厂里?|的)*"
    r"|[^，,\s]{0,4}?(?:能否|能不能|可否|可以|麻烦|想|希望)?(?:安排|派|请)(?:个|一位|位|一个|一名)?(?:师傅|老师|专家)(?:来|到)?(?:我们)?(?:厂里?|公司|现场|车间)?"
    r"(?:来|帮忙)?(?:看看?|指导|处理|修|教)?一?下?)(?=.{4})"
)
_NUMBERING = re.compile(
    r"^\s*(?:(?:我们?)?(?:有)?[两二三四几]个(?:问题|事情?|毛病|故障)(?:要|想)?(?:请教|咨询|问问?|麻烦)?(?:一?下)?(?:大家|各位|师傅们?)?[：:，,]?\s*)?(?:[1-6][、.．)），,：:](?!\d(?!\d?号))|[（(][1-6一二三四五六][）)]|[一二三四五六]、|[①②③④⑤⑥]"
    r"|第[一二三四五](?=[，,])|(?:其?[一二三四][是来]|(?:还有|再|另|另外)?一个是|还有个是)(?=.{2}))?[\s，,]*"
)
_CLAUSES = re.compile(
    r"[\n。！!？?；;]|(?<=[^\d])[,，:：]|[，,：:](?=[^\d\s])|(?<![A-Za-z])\s+|\s+(?=[^\d\sA-Za-z])|然后(?=.{2})"
)
_CALLED = re.compile(r"@[^\s@\u2005，,]{1,20}[\s\u2005]*")


def _telling_after_introduction(clause: str) -> float:
    """The same where somebody has come to his problem by and by: what is wrong counts more."""
    return _telling(clause) + 1.5 * (weigh("enterprise", clause)["fault"] > 0)


def _best(clauses: list[str], telling: Callable[[str], float], *, later: float) -> int:
    """The place of the clause that tells most; `later` is what each place behind the first costs."""
    return max(
        range(len(clauses)), key=lambda place: (telling(clauses[place]) - later * min(place, 6), -place)
    )


# "有没有懂ISO9001内审的老师", "哪位师傅会调机器人焊接程序": what he is to know is what it is about.
_KNOWS = re.compile(
    r"^(?:请问|求|想问下?|急)?(?:有没有|有|哪位|哪个|谁|(?P<sought>(?:还|也|再|想|要|需要|缺|求|我们|能不能|能否|可以|麻烦|请)*(?:找|请|派|来|要|需要|介绍|推荐|联系|安排)(?:个|一个|位|一位|一名)))"
    r"(?:师傅|老师|专家|大师)?(?:会|懂得?|搞过|做过|弄过|熟悉|了解)"
    r"(?P<work>(?:(?!老师|师傅|专家|大师|法师|来|给).){2,}?)(?:的(?:师傅|老师|专家|大师|大哥|朋友|人)?|这块|这方面)?(?:吗|么|没有?|伐|弗|啊|呢)?$"
)
_WORK = 3  # characters of what somebody is to know, in words of no workshop ("写专利")
# "我们也想请他看看机床报警": for whom it is said elsewhere.
_HIM = re.compile(
    r"^(?:我们|我)?(?:也|还|再|顺便)*(?:想|要|能不能|可以|能|麻烦)?(?:再|也|顺便)*(?:请|叫|让|麻烦)(?:他|她|[那这][位个]师傅)(?:也|再|来|过来|帮我们?|帮忙?|给我们?|顺便)*"
    r"(?:看看?|看一?下|修一?下|修|弄一?下|弄|处理一?下|处理|瞧瞧?)(?=.{3})"
)


def _bare(clause: str) -> str:
    """A clause without greetings, its number, what joins it on, who passes it on, and who knows such work."""
    clause = without_joint(clause) or clause
    told = _PASSED_ON.sub("", _GREETING.sub("", _NUMBERING.sub("", clause))).strip(_EDGES)
    told = _HIM.sub("", told)
    asked = _KNOWS.match(told)
    known = asked is not None and technical_weight(asked["work"]) >= 1
    sought = asked is not None and asked["sought"] is not None and len(asked["work"]) >= _WORK
    return asked["work"] if asked is not None and (known or sought) else told


# "想请个老师教看图纸", "想请老师给新员工讲讲5S": what is to be taught, and to whom.
_TAUGHT = re.compile(
    r"^(?:我们?|咱们?|厂里|公司)?(?:想|要|能不能|能|可以|麻烦|希望|求|[，,\s])*(?:请|派|找|安排|来|约|叫)(?:个|一个|位|一位|一下|下)?(?:老师|师傅|专家|人|(?P<by>[\u4e00-\u9fa5]{1,2}(?:老师|师傅|工)))"
    r"(?:过?来|到(?:我们)?厂里?|一下)*(?:(?:给|帮|跟|为|对)(?:我们|咱们|厂里)?(?P<whom>[^，,\s讲教培上做]{0,8}))?(?:来|再)?(?:教教?|讲讲?|培训|辅导|讲解)(?:一下|一教|一讲|我们|工人|他们|大家|员工|怎么)*(?P<work>.{2,})$"
)
# "想给新来的妹子培训一下5S"
_TAUGHT_TO = re.compile(
    r"^(?:我们?|咱们?|厂里|公司)?(?:想|要|打算|准备|希望)(?:给|帮|对|让)(?P<whom>[^，,\s]{1,8}?)(?:培训|讲讲?|教教?|上课|辅导)(?:一下|一?次|下)?(?P<work>[^，,\s]{2,})$"
)
# "想学一下UG", "想办个叉车安全培训", "请老师上一堂TPM的课": the same in other words.
_TO_LEARN = re.compile(
    r"^(?:我们?|咱们?|厂里|公司)?(?:想|要|打算|准备|希望|能不能|可以|麻烦|请|求|安排|组织|找|派)(?:想|要|打算|准备|希望|请|求|安排|组织|找|派|个|位|一|老师|师傅|专家|来|[，,\s])*"
    r"(?:学习?|培训|(?:办|做|搞|上|讲|开|组织)(?=[^，,]*(?:培训|课|班|讲座|演练)))(?:一下|下|个|一次|一场|一期|一堂|一节|几堂|几节|堂|节|次)?(?P<work>.{2,})$"
)
_IS_TAUGHT = re.compile(r"培训|[课班]$|讲座|教|学|考|演练")
_HOW = re.compile(r"怎么|如何|咋")


def _lesson(work: str, whom: str = "") -> str:
    """What is to be taught, named as a training: "5S培训（新员工）"."""
    work = work.strip(_EDGES)
    title = work if _IS_TAUGHT.search(work) else f"教{work}" if _HOW.search(work) else f"{work}培训"
    to_whom = f"（{whom}）" if whom else ""
    return title + to_whom if len(title) + len(to_whom) <= _MOST else title[:_MOST]


def training_title(text: str) -> str:
    """The title of a wish for training: what is to be taught, where it says so."""
    title = find_title(text)
    first, comma, rest = title.partition("，")
    if (taught := _TAUGHT_TO.match(first)) is not None:
        return _lesson(taught["work"], taught["whom"])
    asked = None if _IS_TAUGHT.search(first) and _TAUGHT.match(text) else _TO_LEARN.match(first)
    return f"{_lesson(asked['work'])}{comma}{rest}"[:_MOST] if asked is not None else title


_EDGES = " ，,。.!！？?~～、;；-—'\""


def _without_scraps(clause: str) -> str:
    """A clause without what leads to the problem and what trails after it, where enough of it is left."""
    told = _LEAD_IN.sub("", re.sub(r"(?<=[\u4e00-\u9fa5])嗯(?=[\u4e00-\u9fa5])", "", clause))
    if len(told) > _MOST or _FILLERS.match(clause) or len(_FILLERS.findall(told)) > 1:
        told = _LEAD_IN.sub("", _FILLERS.sub("", told))
    told = _HANGS_ON.sub("", told).strip(_EDGES) or told
    for bare, least in ((_TRAIL.sub("", told).strip(_EDGES), 4), (told, 2)):
        if len(bare) >= least and _says_what(bare) >= min(_says_what(clause), 1.0):
            return bare
    return clause


def _says_what(clause: str) -> float:
    return technical_weight(clause) + weigh("enterprise", clause)["fault"]


# Where somebody who dictates without a stop draws breath.
_UNBROKEN = re.compile(r"[^，,。；;：:！!？?\s]{25,}")
_BREATHS = re.compile(
    r"(?<=[^，,\s]{3})(?=就是(?:说|那个|我)|你什么时候|一会(?=[准好响动停有])|差个|你们(?:那个|那边|这边|这里|有没有|快点?|赶紧|赶快|派|叫|来)|而且|并且|从(?=[昨今前][天晚][^，,]{0,3}就这样)|求(?=师傅|助|教|哪位)|客户要|没人会|然后|大概|但是|可是|结果|后来|你看(?:能|看)|能不能|帮我们|我们(?:那个|这个)|"
    r"我们用的|用的是|转速|[换清试调查]过|有没有(?:师傅|人|办法)|怎么办|不知道|不晓得|现在)"
)


_STAMMERS = re.compile(r"([\u4e00-\u9fa5]{2,4}(?:机|床|炉|泵|模|车))[啊呃嗯那个就是]{0,4}\1")


def _with_breaths(text: str) -> str:
    """A dictated text with commas where its clauses end."""
    return _UNBROKEN.sub(lambda run: _BREATHS.sub("，", run.group()), text)


# "…，求助，离合器打滑": what is asked for stands behind the cry, after all that led to it.
_CRY = re.compile(r"[，,。；;！!\s](?:求助|求救|求教|请教|救命)[，,。：:；;！!\s]+(?=\S{3})")


def asked_for(text: str) -> str:
    """What stands behind the last cry of a long text; "" where there is none."""
    cries = list(_CRY.finditer(text)) if len(text) >= _LONG else []
    return text[cries[-1].end() :] if cries else ""


def _asked_last(text: str, clauses: list[str]) -> int | None:
    """The place of the first clause behind the last cry of a long text, where that tells of trouble."""
    behind = asked_for(text)
    places = [place for place, each in enumerate(clauses) if place and each in behind]
    return next((each for each in places if _telling(clauses[each]) > 1 and _wrong(clauses[each])), None)


# Since when and how often: on record with the words, and no part of a title that is too long.
_ADVERBS = re.compile(
    r"从[^，,]{1,8}?(?:开始|起)(?:就)?|(?:就|都)?(?:一直|老是|经常|总是)(?=[\u4e00-\u9fa5]{2})|(?:昨天|今天|前天|上周|最近|早上|晚上)(?:晚上|早上|下午|上午|开始)?"
)
_OF = re.compile(r"的(?!时候|话|地方|位置|情况)")
_LITTLE_MORE, _PART = 34, 6  # characters of a clause that is somewhat too long, and of its part that tells
# What a cut title must not end with.
_LOOSE_END = re.compile(
    r"(?:而且|并且|但是|一直|越来|越|就|还|都|又|也|的|在|从|很|太|要|是|不|没|把|被|和|跟|与|显示|出现|有|以及|或者?|因为|所以|一|[^，,]{0,2}[“（(][^”）)]*)+$"
)


def _shortened(clause: str) -> str:
    """A clause too long for a title, at its place of one: without since when, then without what it is a
    part of, at last cut where a word ends."""
    if len(clause) <= _MOST:
        return clause
    told = _ADVERBS.sub("", clause) or clause
    first = _OF.search(told, 2)
    rest = told[first.end() :] if first is not None and len(told) <= _LITTLE_MORE else ""
    if len(told) > _MOST and len(rest) >= _PART and _wrong(rest):
        told = rest
    return told if len(told) <= _MOST else _LOOSE_END.sub("", told[:_MOST]) or told[:_MOST]


def find_title(text: str) -> str:
    """At most 24 characters naming the problem: the clause with the most workshop talk."""
    text = _STAMMERS.sub(r"\1", without_contacts(text[:1000], "", ""))
    text = _with_breaths(text)
    told = without_introduction(text)
    said = [clause for clause in _CLAUSES.split(_CALLED.sub("", told)) if not wants_anybody(clause)]
    said = [
        clause for clause in said if not clause.rstrip().endswith("呢") or not thing_asked_after(clause)
    ] or said
    taught = (_TAUGHT.match(_GREETING.sub("", clause)) for clause in said)
    if (lesson := next(filter(None, taught), None)) is not None:
        by = f"{lesson['by']}讲" if lesson["by"] else ""
        return _lesson(lesson["work"], by or lesson["whom"] or "")
    clauses = [_bare(clause) for clause in said]
    clauses = [clause for clause in clauses if len(clause) >= 2]
    if not clauses:
        return ""
    # The first clauses tell the problem, unless somebody has first told of himself.
    best = (
        _best(clauses, _telling, later=0.7)
        if told == text
        else _best(clauses, _telling_after_introduction, later=0.35)
    )
    if _telling(clauses[best]) <= 0:  # nothing in workshop words: the first clause that is no plea
        others = (place for place, each in enumerate(clauses) if _telling(each) == 0)
        best = next(others, _best(clauses, technical_weight, later=0.7))
    asked = _asked_last(text, clauses)
    best = best if asked is None else asked
    title = _shortened(_without_scraps(clauses[best]))
    behind = clauses[best + 1 :]
    more = any(_fault(each) and not _is_tried(each) for each in behind)
    for following in behind:
        if (
            _PLEA.match(following)
            or _ASIDE.search(following)
            or _SUPPOSED.search(following)
            or _SHOWS.search(following)
            or (more and _is_tried(following))  # what else is wrong says more
            or _is_stake(following)
            or _BESIDE_IT.match(_LEAD_IN.sub("", following))
            or _VISIT.fullmatch(following)
        ):
            continue
        following = _shortened(_without_scraps(following))
        if following in title:  # said once more
            continue
        another = amiss(following) and [each for each in subjects(following) if each not in title]
        if len(title) + len(following) + 1 > _MOST and another and len(title) + len(another[0]) < _MOST - 2:
            following = f"还有{another[0]}"
        if len(title) + len(following) + 1 > _MOST or (len(title) >= _ENOUGH and not another):
            break
        title = f"{title}，{following}"
    before = _without_scraps(clauses[best - 1]) if best > 0 else ""
    names = bool(_says_what(before) or re.search(r"\d", before)) and not _ASIDE.search(before)
    names = names or (len(before) > 4 and _telling(before) > -1)
    names = (
        names
        and asked is None
        and not _is_past(before)
        and before not in title
        and (len(title) < 8 or (amiss(before) and bool(subjects(before))))
    )
    if names and not _PLEA.match(before) and len(before) + len(title) < _MOST:
        title = f"{before}，{title}"
    return _NUMBERING.sub("", title)[:_MOST]
