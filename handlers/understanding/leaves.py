"""When an expert can be asked: away (until when) or back, as he or a coordinator writes it."""

import re
from datetime import datetime, timedelta

from handlers.understanding.absences import find_absence
from handlers.understanding.days import HOLIDAYS
from handlers.understanding.times import ZONE
from handlers.understanding.values import Leave

_BACK = re.compile(
    r"假(?:期)?(?:就|先)?(?:取消|作废|不休|不请)|不(?:请假|休假|休息)了|回来(?:了|上班|干活)|^.{0,6}(?<![\d一二三四五六七八九十日天号末月初])回来$|(?:恢复|开始|正常|来|已经)上班|上班了|可以派|恢复|能上门|又能|销假|复工|出差结束|随时|(?<!没)有(?:活|单|要|什么)[^，,。\s]{0,6}(?:喊|叫|找)我|可以接|手术做好"
)
# 老单请假到周五, @阿毛 今天不在
_WHOSE = re.compile(
    r"@?([^\s，,。@]{2,6}?)(?:师傅)?\s?(?:[今明后]天|[这本下]周|这几天|最近|已经|也|又|要){0,2}\s?"
    r"(?:请|休|回来|不在|住院|出差|出国|手术)"
)
_AWAY = re.compile(
    r"假|休|出差|停|暂|别派|不要派|(?:别|不要|不用)(?:再|老|总)?(?:找|叫|喊)我(?![^，,。\s了哈啊吧哦呀啦呢])|不派|少派|别@|不接|不(?:想|愿意?|肯|打算)(?:再)?接|只接|只能|只做|最多|没空|有空|外地|外面|住院|手术|培训|开会|集训|忙|带孙|带孩|家里|不在|出国|国外|回老家|老家|[年节]后|[年节]前|"
    r"不上门|不要上门|上门的|打我电话|叫我|吵我|喊我|疗养|支教|备考|搬家|装修|护理|陪护|养病|身体|腰|腿|眼|手(?!机|上|里|头|续)|农忙|课|下线|以后|全天|整天|蹲点|这周|本周|这个?礼拜|下周|这个月|到月底|月底|开学|随时|一天一单|一次派|"
    r"(?:[天日号]|(?:周|星期|礼拜)[一二三四五六日天])(?:才|就|再)?(?:能)?回来(?!了)|"
    r"有事|不来(?!了)|走[，, ].{0,12}回"
)
# 老单回来了, 单师傅下周起休息: what a coordinator tells of somebody whom he names first.
_TOLD = re.compile(
    r"(?:师傅|老师)?[，,\s]?(?:说|今[天早]|昨[天晚]|明[天早]|后天|[这本下]?个?(?:周|礼拜|星期)[一二三四五六日天末]?|这[几两]天|月底|国庆|春节|过年|元旦|"
    r"五一|中秋|端午|清明|期间|假期|已经|也|要|又|人|刚|从|开始|起|[这本下]个?月[初中底]?|(?:明年)?[一二三四五六七八九十\d]{1,2}月份?|家里|身体|厂里|有事|不舒服|病了|[，,\s]){0,7}"
    r"(?:(?:的)?(?:请?假|假期|休假)(?:就|先)?(?:取消|作废|销|不休|不请)|放.{0,4}假|[产病婚丧事年]假|陪产假|探亲假|坐月子|请(?:了|个|几天|[一两三四五半\d]{1,2}[天周])*假|休(?:假|息)|不在(?!群|这|线|那)|不来|不(?:想|愿意?|肯|打算)?(?:再)?接单|没法接单|出差|出国|住院|手术|停派|停一?下|"
    r"回来|销假|复工|上班(?=了|$|[，,。 ])|开工|(?:可以|能)(?:再|继续|正常)?(?:派|接)单?|恢复)"
)
_FREE = re.compile(r"(?<![没沒未会])有(?:空(?![气调位缺])|时间(?![去来]))")
# Free only then, or somebody else: no plain word of being free. A ticket may still wait for whoever is.
_NOT_PLAINLY = re.compile(
    r"才|只|没|不(?![忙管论])|别|过了|等|请假|休假|出差|住院|忙(?!完|好)|除了|每周|谁有|让|派给|[几点]点?以?后(?!天)"
)
# Nothing besides: 有空, 我下午有空, 这礼拜都有空的.
_ONLY_FREE = re.compile(
    r"(?:我|俺|阿拉)?(?:这边|这里|现在|刚好|正好|倒|是|一直|随时|[今明后]天|[这本下]个?(?:周|礼拜|星期|月)[一二三四五六日天末]?|这[几两三]天|周末|"
    r"上午|中午|下午|晚上|全天|都|也|又|还|，|,|\s)*(?<![没沒未])有(?:空|时间)(?:的|了|啊|呀|哉|哈|在|啦|哦|呢)*"
)
_BUSY = re.compile(r"(?<!农)忙(?!完|好|过)")
_PLAIN_LEAVE = re.compile(
    r"假|休|停|暂|派|@|接|单|找|叫|喊|排|出差|出国|外地|外面|国外|住院|手术|不在|老家|没空|状态|最多|不来|培训|农"
)
_QUESTION = re.compile(r"几单|几[号点]|哪天|有没有|是不是|几天了|多久|多少|哪些|什么|怎么|吗[？?]?$|[？?]$")


def whose(text: str) -> str | None:
    """What stands where a name would, in front of a leave or a return; not every text has a name there."""
    found = _WHOSE.match(text.strip())
    return found[1] if found and not found[1].startswith(tuple(HOLIDAYS)) else None


def tells_leave(text: str, name: str) -> bool:
    """Whether a text tells of the leave or return of who is named at its beginning, and asks nothing."""
    before, _, rest = text.strip().partition(name)
    return before.strip("@ ") in _FOR and _TOLD.match(rest) is not None and not asks(text)


_BUSY_DAYS = re.compile(
    r"(?:师傅|老师)?[，,\s]?(?:说|今[天早晚]|明[天早晚]|后天|[这本下]?个?(?:周|礼拜|星期)[一二三四五六日天末]?|这[几两]天|上午|下午|中午|晚上|全天|整天|都|也|又|人|\d{1,2}[号日]|[，,\s]){1,6}"
    r"(?:没有?(?:空|时间)|走不开|抽不开身|来不了|去不了)"
)


def tells_busy(text: str, name: str) -> bool:
    """Whether a text says of who is named at its beginning on which day he has no time ("老丁明天没空")."""
    before, _, rest = text.strip().partition(name)
    return before.strip("@ ") in _FOR and _BUSY_DAYS.match(rest) is not None


def says_free(text: str) -> bool:
    """Whether words say that the writer is free and nothing else ("我下午有空")."""
    return _ONLY_FREE.fullmatch(text.strip(" 。！!~～")) is not None


def tells_free(text: str) -> bool:
    """Whether words tell, among other things, that the writer is free ("退休了，以后天天有空")."""
    return _FREE.search(text) is not None and not _NOT_PLAINLY.search(text)


def only_busy(text: str) -> bool:
    """Whether words tell of much work and of no leave ("这几天太忙了")."""
    return _BUSY.search(text) is not None and not _PLAIN_LEAVE.search(text)


# 我徒弟请假到下礼拜, 小芳姐出差了, 师傅脚伤了, 请假一周. A wife or a child in hospital is his own leave.
# A brother has no leave of ours: "大哥住院了，请假三天" is the writer's own, "大哥请假了" a colleague's.
_KIN = (
    r"[大二三四五小表堂亲]?(?:[哥姐叔伯嫂弟妹舅姑姨婶爷]|哥哥|姐姐|叔叔|舅舅)(?![^，,。\s住病]{0,4}(?:请|休))"
)
_ANOTHER = re.compile(
    r"(?P<who>[他她]们?|(?:我们?|咱)?(?:的|那个?|厂里|家)*(?:徒弟|师弟|师兄|师父|师傅|同事|搭档|工友|老板|小工)|"
    rf"(?!老[婆公妈爸娘人家丈毛父母]|小[孩女儿区舅姨]|阿[婆公姨妈爸]|{_KIN})"
    r"(?:[老小阿][^\s，,。\d我]{1,2}?(?:师傅|姐|哥|叔|伯|嫂)?|[^\s，,。\d我你这那]{1,3}?(?:师傅|老师|(?<![停开施赶罢])工|姐|哥|叔|伯|嫂)))"
    r"(?:他|她|人|也|又|都|已经|要|得|说|刚|这几天|最近|从|[今明后昨]天|[这本下]个?(?:周|礼拜|星期|月)[一二三四五六日天末]?)*"
    r"(?:请|休|回来|不在|住院|出差|出国|手术|脚|手|腰|腿|身体|生病|病|摔|受伤|家里)"
)
# 同事老婆生孩子，他请假一周
_HIS_LEAVE = re.compile(
    r"(?:^|[，,。；;\s])(?P<who>[他她]|(?:我们?(?:的|那|厂)?)?(?:徒弟|同事|搭档|工友)|[老小阿大][^\W\d我你]|[^\W\d我你]{2,4}师傅)"
    r"(?:人|也|又|都|要|得|想|说|就|[今明后]天|[这本下]周)*(?:请|休)(?:了|个|几天|[一两三四五半\d]{1,2}[天周])*假"
)
_OWN = re.compile(r"我(?!们?(?:的|那|厂|家)?(?:徒弟|师|同事|搭档|工友|老板))")


def of_another(text: str) -> str | None:
    """Whose leave words tell of where it is plainly not the writer's own, as he calls him; else None."""
    bare = re.sub(r"^[\s#＃【]*\d{2,6}[】\s，,：:]*(?:号单?|这单|那单)?[，,\s]*(?:的)?", "", text.strip())
    found = _ANOTHER.match(bare) or _HIS_LEAVE.search(bare)
    own = found is not None and _OWN.search(bare, found.end("who")) is not None
    return found["who"] if found is not None and not own else None


_FOR = ("", "给", "帮", "替", "让")


def asks(text: str) -> bool:
    """Whether words about a leave ask about it."""
    return _ASKED.search(text) is not None


_ASKED = re.compile(r"[?？]|吗|没有?$|几[天号时点个]了?|几单|多少|谁|哪|什么|怎么|是不是|有没有")


# "没空" for whole days; of a part of one it says nothing of the rest.
_DAYS = re.compile(
    r"今[天日儿]|这[两几]天|明[天日]|后[天日]|[这本下]个?(?:周|星期|礼拜)|[这本]个?月|全天|整天"
)
_PART = re.compile(r"早上|上午|中午|下午|晚上|今晚|明早|傍晚|[\d一二两三四五六七八九十]点")


def find_days_off(text: str, at: datetime) -> Leave | None:
    """The days for which who says that he has no time has none ("今天没空"); None where he names none."""
    if not _DAYS.search(text) or _PART.search(text):
        return None
    leave = find_leave(text, at)
    return leave if leave is not None and leave.away and (leave.since or leave.until) else None


def find_leave(text: str, at: datetime) -> Leave | None:
    """Away or back; the first and the last day of a leave where named. `at` is the message's own time.

    None where the text says neither (a question is no leave).
    """
    today = at.astimezone(ZONE).date()
    if _BACK.search(text) and not re.search(r"暂停|不能|不要派|别派", text):
        return Leave(away=False)
    if re.search(r"只能远程|只接远程|最多接|不要打我电话|今天在.{1,6}一整天", text):
        return Leave(away=False)
    if _QUESTION.search(text) or not _AWAY.search(text):
        return None
    if tells_free(text):
        return Leave(away=False)
    since, until = find_absence(text, today)
    if until is not None and until < today - timedelta(days=1):
        until = None  # "这周一前", said on Wednesday: no end that is to come
    return Leave(away=True, since=since, until=until)
