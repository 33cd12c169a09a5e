"""Which clauses of a text could name its problem, each cut to what it says of that."""

import re

from handlers.understanding.asking_after import thing_asked_after
from handlers.understanding.calling import wants_anybody
from handlers.understanding.cues import weigh
from handlers.understanding.subjects import without_joint
from handlers.understanding.telling_clauses import wrong
from handlers.understanding.trades import technical_weight

MOST = 24  # characters of a title
EDGES = " ，,。.!！？?~～、;；-—'\""
_GREETING = re.compile(
    r"^(?:(?>工会的?(?:同志|领导|老师|人)们?|(?:我|我们)?(?:这边|这里)?是[\u4e00-\u9fa5]{2,4}(?=啊)|[啊呀](?=我)|对了|(?:派单)?小?助手|(?:师傅)?(?:麻烦)?(?:帮忙?|帮我)?看一?下|看看|各位|大家|师傅们?|老师们?|大佬们?|打扰(?:大家|一下)?了?|你好|您好|早上好|下午好|晚上好|请问|问下|求助|救命|急{1,3}(?:死(?:个?人|我们?)?|疯|坏)?了?(?![停刹救回冷])|在吗|哈喽|好(?![几多好些像久长大了端])|(?:麻烦|帮忙?|请)?(?:给我们|帮我们)?安排(?:一下|下)?(?!个|一[个位]|师傅|老师|人|几))[，,。.!！~：:\s]*)+"
)
# The same where it hangs on the problem: "配电柜跳闸别在群里说", "翘曲一般".
_HANGS_ON = re.compile(
    r"(?:(?:这事|这个)?(?:别|不要|勿)(?:在)?群里?(?:说|讲|发|公开).*|(?<![质效强硬精度果量感力性艺])(?<!水平)(?<!性能)(?:一般|普通)(?:急)?|被[^，,]{0,8}(?:投诉|退货|退回来?|退|扣款|罚款|罚)了?)$"
)
# What leads to the problem and says nothing of it: who, when, "we have met", fillers of speech.
_LEAD_IN = re.compile(
    r"^(?:(?>(?:我们?|咱们?)?有(?:一)?批|我?这个?是(?=[\u4e00-\u9fa5]{2,4}[机床炉])|(?:客户|客人|主机厂|买家|甲方)(?:那边|那里)?(?:又|就|老|一直|今天|昨天)?(?:来)?(?:投诉说?|反映|反馈|(?:退货|退回来)?[说讲]|抱怨)(?:是|我们的?)?|最近|近期|近来|这[几两]天|这段时间|这个?月(?:开始)?|上周|上个月|今天|昨天|前天|早上|上午|中午|下午|晚上|现在|目前|刚才?|结果|但是|可是|"
    r"不过|然后|而且|同时|另外|还有|对了|发现|(?:说(?:是(?![我你他她]))?|讲|反映|反馈)(?!明|不)|[他她]们(?:家|厂里?|公司|那边)?(?:的|有)?|嗯(?:是的?)?|[啊哦呃喂诶欸哈]|我说|是这样|情况是|"
    r"(?:另外|还有)?(?:一个|个)?问题(?:是|就是)|顺便|(?:我)?(?:想|要)?(?:再)?(?:请问|问(?:一?下|一声|问))(?:你们|各位|大家)?|想请教|"
    r"(?:车间|生产部?|品质部?|质检|机修|仓库|工艺)?(?:老板|领导|厂长|主任|班长|组长|经理|主管|车间)(?:那边|里|[\u4e00-\u9fa5]工)?(?:刚才?|今天|又)?(?:让|叫|要)我(?:来)?问(?:问|一?下)?|"
    r"(?:车间|生产部?|品质部?|质检|仓库|工艺)(?:主任|班长|组长|主管|经理|那边|里|的人)?(?:刚才?|今天|又|还|来|打电话)*(?:说是?|讲|反映|反馈|报)(?!明|废|价|警)|我?也(?:有|遇到|碰到)(?:一个|个)?(?:这个)?问题|"
    r"我们(?:厂里?|公司|车间|这边|这里|单位|这(?![种样些个台副套条]))?(?:的|有)?|我(?:厂|公司|车间)里?的?(?:有)?|咱们?(?:厂里?)?(?:的|有)?|我司的?|(?:我)?这(?:边|里|儿)的?|我?[这那][台副套条](?!一|面|阶|钻|钳|灯|秤|车)|我的|"
    r"(?:厂|公司|单位)里(?:的|有)?|[那这](?:里|边)的?|给客户做的|有?一[台副套条](?!一|[^，,]{1,4}$)|(?<=们有)(?:[台套副](?!面|阶)|条(?!件))|(?:就|都|是)*因为(?=.{3})|遇到(?:个|了)?|碰到(?:个|了)?|出现了?|我?[那这]个(?!问题)|就是(?!因为|说不)|就(?=[这那]个))[，,\s]*)+(?=.{2})"
)
# Fillers within what somebody has dictated.
_FILLERS = re.compile(
    r"那个什么|还是(?:啥|什么)的?(?=[，,]|$)|反正(?:就是)?|(?<=[\u4e00-\u9fa5])它(?=[开今昨一走转动停压顶升])|(?:[那这]个){1,3}(?=[^月人])|[啊呃嗯喂哎诶]+|(?<=[\u4e00-\u9fa5])它(?=的|那|又|就|老)|师傅(?=[啊我]|$)"
)
# What follows the problem and says nothing more of it.
_TRAIL = re.compile(
    r"(?:(?:这|那|到底|究竟)?(?:是)?(?:怎么|咋|如何|什么|啥|哪里)[^，,]{0,3}(?:办|弄|搞|调|解决|处理|回事|整|破|原因|问题|情况|去除?|改|修)(?:才好|比较好|好)?|"
    r"(?:找|请|问)哪[位个].{0,3}|(?:谁|哪位)(?:能|会|懂|来).{0,6}|都?[好几两三]天了|急|哈{2,}(?!哈)|[呵嘿]{2,}(?![呵嘿])|你们管不管|求助|求教|[呢啊呀吧哦])+[?？!！~～]*$"
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
# "有没有懂ISO9001内审的老师", "哪位师傅会调机器人焊接程序": what he is to know is what it is about.
_KNOWS = re.compile(
    r"^(?:请问|求|想问下?|急)?(?:有没有|有|哪位|哪个|谁|(?P<sought>(?:还|也|再|想|要|需要|缺|求|我们|能不能|能否|可以|麻烦|请)*(?:找|请|派|来|要|需要|介绍|推荐|联系|安排)(?:个|一个|位|一位|一名)))"
    r"(?:师傅|老师|专家|大师)?(?:会|懂得?|搞过|做过|弄过|熟悉|了解)"
    r"(?P<work>(?:(?!老师|师傅|专家|大师|法师|来|给).){2,}?)(?:的(?:师傅|老师|专家|大师|大哥|朋友|人)?|这块|这方面)?(?:吗|么|没有?|伐|弗|啊|呢)?$"
)
# "有没有修吹瓶机的师傅": the same without a word for knowing it.
_DOES = re.compile(
    r"^(?:请问|求|想问下?|急)?(?:有没有|有|哪位|哪个|谁是|找|求|想找|要找|需要)(?:个|一个|位|一位|名|一名)?(?:专门|专业|会)?"
    r"(?P<work>[修做调搞弄焊装](?!过|好|完|得|的|一下)[^，,来给]{2,12}?)的(?:师傅|老师|专家|大师|大哥|朋友|人)?(?:吗|么|没有?|伐|弗|啊|呢|在)*$"
)
_WORK = 3  # characters of what somebody is to know, in words of no workshop ("写专利")
# "我们也想请他看看机床报警": for whom it is said elsewhere.
_HIM = re.compile(
    r"^(?:我们|我)?(?:也|还|再|顺便)*(?:想|要|能不能|可以|能|麻烦)?(?:再|也|顺便)*(?:请|叫|让|麻烦)(?:他|她|[那这][位个]师傅)(?:也|再|来|过来|帮我们?|帮忙?|给我们?|顺便)*"
    r"(?:看看?|看一?下|修一?下|修|弄一?下|弄|处理一?下|处理|瞧瞧?)(?=.{3})"
)


def clauses_of(text: str) -> list[str]:
    """The clauses of a text that tell something, as they were written."""
    said = [clause for clause in _CLAUSES.split(_CALLED.sub("", text)) if not wants_anybody(clause)]
    own = [each for each in said if not each.rstrip().endswith("呢") or not thing_asked_after(each)]
    return own or said


def without_greeting(clause: str) -> str:
    return _GREETING.sub("", clause)


def without_number(title: str) -> str:
    return _NUMBERING.sub("", title)


def without_lead_in(clause: str) -> str:
    return _LEAD_IN.sub("", clause)


def without_stammers(text: str) -> str:
    return _STAMMERS.sub(r"\1", text)


def bare(clause: str) -> str:
    """A clause without greetings, its number, what joins it on, who passes it on, and who knows such work."""
    clause = without_joint(clause) or clause
    told = _PASSED_ON.sub("", _GREETING.sub("", _NUMBERING.sub("", clause))).strip(EDGES)
    told = _HIM.sub("", told)
    asked = _KNOWS.match(told)
    known = asked is not None and technical_weight(asked["work"]) >= 1
    sought = asked is not None and asked["sought"] is not None and len(asked["work"]) >= _WORK
    return asked["work"] if asked is not None and (known or sought) else told


def work_sought(clause: str) -> str | None:
    """The work of whoever is sought, where a clause asks for nothing else ("有没有修吹瓶机的师傅")."""
    does = _DOES.match(clause)
    return does["work"] if does is not None and technical_weight(does["work"]) >= 1 else None


# "门板翘曲的问题去年戴工解决了": what was mended then is broken again now.
_MENDED_THEN = re.compile(
    r"(?:的?(?:问题|毛病|事情?))?(?:去年|前年|年初|上半年|上个?月|以前|之前|上次|上回)[^，,。]{0,10}?(?:解决|(?:修|弄|搞|调|治|处理)好|搞定)(?:了|的|过)*$"
)


def without_scraps(clause: str) -> str:
    """A clause without what leads to the problem and what trails after it, where enough of it is left."""
    told = _LEAD_IN.sub("", re.sub(r"(?<=[\u4e00-\u9fa5])嗯(?=[\u4e00-\u9fa5])", "", clause))
    if len(told) > MOST or _FILLERS.match(clause) or len(_FILLERS.findall(told)) > 1:
        told = _LEAD_IN.sub("", _FILLERS.sub("", told))
    told = _HANGS_ON.sub("", told).strip(EDGES) or told
    told = _MENDED_THEN.sub("", told).strip(EDGES) or told
    for bare, least in ((_TRAIL.sub("", told).strip(EDGES), 4), (told, 2)):
        if len(bare) >= least and says_what(bare) >= min(says_what(clause), 1.0):
            return bare
    return clause


def says_what(clause: str) -> float:
    return technical_weight(clause) + weigh("enterprise", clause)["fault"]


# Where somebody who dictates without a stop draws breath.
_UNBROKEN = re.compile(r"[^，,。；;：:！!？?\s]{25,}")
_BREATHS = re.compile(
    r"(?<=[^，,\s]{3})(?=就是(?:说|那个|我)|你什么时候|一会(?=[准好响动停有])|差个|你们(?:那个|那边|这边|这里|有没有|快点?|赶紧|赶快|派|叫|来)|而且|并且|从(?=[昨今前][天晚][^，,]{0,3}就这样)|求(?=师傅|助|教|哪位)|客户要|没人会|然后|大概|但是|可是|结果|后来|你看(?:能|看)|能不能|帮我们|我们(?:那个|这个)|"
    r"我们用的|用的是|转速|[换清试调查]过|有没有(?:师傅|人|办法)|怎么办|不知道|不晓得|现在)"
)
_STAMMERS = re.compile(r"([\u4e00-\u9fa5]{2,4}(?:机|床|炉|泵|模|车))[啊呃嗯那个就是]{0,4}\1")


def with_breaths(text: str) -> str:
    """A dictated text with commas where its clauses end."""
    return _UNBROKEN.sub(lambda run: _BREATHS.sub("，", run.group()), text)


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


_ENGLISH_LEAD = re.compile(r"(?:(?:we have|our|my|the|an?)\s+)+(?=[A-Za-z])", re.IGNORECASE)
_WORD_CUT = re.compile(
    r"(?<=[A-Za-z\d)])(?:\s+(?:is|are|has|have|got|makes?|the|an?|of|and|with))?\s+[A-Za-z]+$"
)


def shortened(clause: str, most: int = MOST) -> str:
    """A clause too long for a title, at its place of one: without since when, then without what it is a
    part of, at last cut where a word ends."""
    if len(clause) <= most:
        return clause
    lead = _ENGLISH_LEAD.match(clause)
    told = clause[lead.end() :] if lead is not None else _ADVERBS.sub("", clause) or clause
    first = _OF.search(told, 2)
    rest = told[first.end() :] if first is not None and len(told) <= _LITTLE_MORE else ""
    if len(told) > most and len(rest) >= _PART and wrong(rest):
        told = rest
    if len(told) <= most:
        return told
    cut = _WORD_CUT.sub("", told[:most]) if told[most - 1 : most + 1].isascii() else told[:most]
    return _LOOSE_END.sub("", cut).rstrip() or cut
