"""Understanding what an expert writes. A classifier for the intent, rules for the rest."""

import re
from datetime import datetime

from handlers.understanding.choices import asks_only_why
from handlers.understanding.classifier import SURE, choose
from handlers.understanding.colleagues import find_colleague, find_spoken_to
from handlers.understanding.cues import weigh
from handlers.understanding.days import HOLIDAYS
from handlers.understanding.known import NOTHING, Known
from handlers.understanding.later import offers_later, takes_it
from handlers.understanding.leaves import find_days_off, find_leave, only_busy, says_free
from handlers.understanding.names import find_known, find_mention, without_bot
from handlers.understanding.numbers import find_ticket_no
from handlers.understanding.periods import MARK, find_period, without_periods
from handlers.understanding.sending import find_mate, goes_after_all, sends, sends_not
from handlers.understanding.several import NO_MORE, find_company
from handlers.understanding.trades import technical_weight
from handlers.understanding.values import About, Intent, Leave, Query, Role, Understanding, Wish
from handlers.understanding.wishes import find_wish

_BARE_NO = re.compile(r"^[#＃]?\s*(\d{1,5})\s*[!！。.]?$")
_LEADING_NO = re.compile(
    r"^[#＃]?\s*(\d{1,5})(?=\s|我|等(?!级)|转|号(?:单|工单|派单|我|接|[\s，,。]|$)|done|还|接|退|进度|没|不|搞|好|，|,|协|算)(?!\s*[个点分天小])|我把(\d{1,5})(?=还|退)"
)
_OWN_TICKETS = re.compile(
    r"^我?(?:的|手[上里头]|名下|现在|还有|这边)*(?:还?有)?(?:几|哪些|多少|什么)个?(?:单|活)|^我的单"
)

_ANY_TICKETS = re.compile(r"^(?:现在|今天|还)*有(?:什么|哪些|啥)(?:单|活)")  # that wait for somebody
# What he has done so far: 我这个月接了几单, 我评分多少, 我给企业省了多少钱.
_OWN_WORK = re.compile(
    rf"^(?:我|帮我(?:查|看)(?:下|一下)?(?:我)?)?(?:的|{MARK}|一共|总共|到现在|到目前|已经|共|，|,|的单子)*(?:"
    r"(?P<count>(?:接|办|干|修|做|完成|处理|跑|解决)(?:了|过|好了?|完了?|掉了?)(?:几|多少)(?:个|单|家|趟)?|(?:接单|单)[数量]|(?:几|多少)单)|"
    r"(?P<rating>(?:的)?(?:评分|评价|打分|口碑|满意度)(?:是|有)?(?:多少|几分|怎么样|咋样|如何)?|(?:几|多少)分)|"
    r"(?P<value>(?:给|帮|替)?(?:企业|厂里)?(?:省|节约|挽回)(?:了|下)?多少钱?))"
    r"(?:了|啊|呀|呢|来着)*[?？。！!]*$"
)


def _own_figure(text: str, at: datetime) -> Query | None:
    """What of his own work an expert asks for, in which days."""
    found = _OWN_WORK.match(without_periods(text))
    if found is None or (found["count"] is None and "我" not in text):
        return None
    metric = next(name for name, said in found.groupdict().items() if said)
    return Query(about="person", metric=metric, period=find_period(text, at))


# Of himself, and of no machine: his back, his child.
_WELL_AGAIN = re.compile(
    r"^(?:我(?:的)?)?(?:腰|腿|脚|手|眼睛?|牙|胃|身体|病|感冒|伤|老婆|孩子|老娘|老妈|我妈|我爸)(?:都|已经|全)?(?:好|恢复)(?:了|多了)"
)
_BARE_LEAVE = re.compile(
    r"(?:我)?(?:先|暂时)?(?:别|不要|不用)(?:再)?(?:给我)?派(?:我|单|活)?了?|请(?:个)?(?:[一两三四五六七\d]+[天周])假?|(?:我)?不干了"
    rf"|(?:等|过完?了?)*(?:{'|'.join(HOLIDAYS)}|年|节)(?:节|长假|假期)*(?:过|以|之)?后?再(?:给我|跟我)?(?:派|接|找|叫|喊)(?:单|活|我)*(?:吧|了)?"
)
_BARE_RETURN = re.compile(
    r"(?:我)?(?:又|现在)?(?:能|可以)(?:再|继续)?(?:派|接)(?:单|活|我)?了|(?:我)?不请(?:假)?了"
)


def _of_himself(text: str, at: datetime) -> Leave | None:
    """A leave or a return in few words ("能派了", "请三天", "腰好了")."""
    bare = text.strip(" 。！!~～")
    if _WELL_AGAIN.match(bare) or _BARE_RETURN.fullmatch(bare) or says_free(bare):
        return Leave(away=False)
    return find_leave(f"{bare}，请假", at) if _BARE_LEAVE.fullmatch(bare) else None


# 小姨子结婚，周六请假: whatever the cause, a clause asks for leave.
_LEAVE_CLAUSE = re.compile(
    r"(?:我|就|要|得|想|先|也|只好|需要|再|都|[今明后]天|[上下中]午|晚上|[这本下]?个?(?:周|礼拜|星期)[一二三四五六日天末]?|这[几两三]天|从|起|开始|"
    r"\d{1,2}[号日]|到)*请(?:了|个|几天|[一两三四五半\d]{1,2}[天周])*假(?:了|[一两三四五六七十半\d]{1,2}(?:天|周|个?月|个?礼拜|个?星期)|到.{1,5}|几天)?"
)
# 离合器算我的: he names what he takes.
_TAKES_THAT = re.compile(
    r"[^，,。；;\s我谁]{1,8}?(?:的|[那这](?:一)?(?:个|单|张|条|台|家))*(?:[归给]我|算我的|交给我|我(?:来|接|去|拿|要))(?:了|吧|啦|弄|修)*[。！!]*"
)


# Whoever takes it, or has: "接了的师傅小心点", "接这单的注意安全".
_WHO_TAKES = re.compile(
    r"接(?:了|下|过|到|手)?(?:这|那|此)?(?:个|张)?(?:单子?|活儿?)?的(?:那[位个])?"
    r"(?:师傅|老师|同志|兄弟|朋友|人|大哥|专家|师兄|注意|小心|当心|记得|带|留意|千万|先|要)(?!.*我(?:来|接|去))"
)


def _asks_for_leave(text: str) -> bool:
    said = _STOP.split(text.strip(" 。！!~～"))
    return _lets_nobody_ask(text) or any(_LEAVE_CLAUSE.fullmatch(each) for each in said)


def _lets_nobody_ask(text: str) -> bool:
    """Whether he is not to be asked in days that he names; not said to somebody whom he @s."""
    return "@" not in text and any(
        _LET_ALONE.fullmatch(each) for each in _STOP.split(text.strip(" 。！!~～"))
    )


# 老婆生了，这两天别找我哈
_LET_ALONE = re.compile(
    r"(?:我|就|先|请|麻烦|大家|你们)*(?:[今明后]天|[这本下]个?(?:周|礼拜|星期|月)|这[几两三]天|最近|这阵子?|这段时间)"
    r"(?:我|就|先|请|麻烦|大家|你们|都|也|真的)*(?:别|不要|不用)(?:再|老|总)?(?:找|叫|喊|派|@)我(?:了|哈|啊|吧|哦|呀|啦|呢)*"
)


# Said behind a colleague's name by one who cannot: "去不了了，老单能去不".
_CAN_HE = re.compile(
    r"(?:师傅|老师|工|哥|姐)?[，,\s]*[你您]?(?:[今明后]天|[上下]午)?(?:能不能|能|可不可以|可以|有没有空|有空|得空|方便|行不行|愿不愿意)"
    r"[^，,。]{0,4}?(?:[吗不没么]\s*[?？]?$|[?？]|[去来顶替](?:一下|一趟)?$)"
)
# "那根宝去吧，我离得远"
_HE_GOES = re.compile(r"(?:师傅|老师|工|哥|姐)?你?(?:去|来|接|上|顶)(?:一下|一趟)?吧?(?=$|[，,。！!\s])")
_STOP = re.compile(r"[，,。；;\s]+")
# Whatever else is said: 修好了但是饭都没吃上, 老陈帮我弄好的.
_DONE = re.compile(
    r"^(?:都|已经|全|总算|终于)*(?:修|弄|搞|处理)好了(?=但|就是|不过|可惜|累|[，,。！!\s]|$)(?!.*[?？吗])"
    r"|^(?:一直)?(?:修|弄|搞)到[^，,。]{1,8}?(?:才|终于|总算|刚)(?:给)?(?:修|弄|搞|处理)(?:好|完|定)了?[。！!]*$"
    r"|帮我(?:修|弄|搞|调|处理)好(?:的|了)[。！!]*$"
)
_CANNOT_GET_THERE = re.compile(
    r"(?:去|来|走|过)不(?:了|开)了?[^。]{0,6}谁(?:能|可以|来|去)?(?:替|顶|代|帮)(?:我|一下|去)|(?:去|来|过)不成了?(?:[，,。！!啊]|$)|到不了了|(?:^|[，,。！!\s])(?:今天|现在|车|路|人)?过不去了(?:[，,。！!啊\s]|$)"
)
# 双桥的单优先给我: he wishes for work, whatever days he names.
_WANTS_WORK = re.compile(r"优先(?:给|派|叫|找|喊|安排|考虑)我")
# 我在杭州看展，周四回来; 下周一开始上班，可以派我: from when on he can be asked.
_BACK_ON = re.compile(
    r"(?P<day>(?:[下这本]个?)?(?:周|星期|礼拜)[一二三四五六日天]|[明后]天|大后天|\d{1,2}[号日])(?:上午|下午|晚上)?"
    r"(?:(?P<on>开始|起|以后|才|再)[^，,。]{0,2}?(?:上班|接单?|派|能|可以|恢复|回)|(?:才)?回(?:来)?(?:[，,。！!]|$))"
)
_OF_PLEASURE = re.compile(
    r"喝酒|吃饭|聚餐|打牌|麻将|钓鱼|唱歌|喜酒|酒席"
)  # where he cannot get to is no firm
_NOT_HIMSELF = (Intent.DECLINE, Intent.RELEASE, Intent.CLAIM, Intent.PROGRESS, Intent.CHAT)
_OF_A_TICKET = (Intent.TRANSFER, Intent.CLAIM, Intent.JOIN, Intent.RELEASE)


# As old craftsmen of the county write themselves and whom they speak to.
_DIALECT = str.maketrans({"吾": "我", "侬": "你"})


def understand_expert(text: str, *, at: datetime, known: Known = NOTHING) -> Understanding:
    """One message from an expert. `at` is the message's own time, aware; `known` the roster's names."""
    bare = without_bot(text).translate(_DIALECT)
    ticket = _ticket(bare)
    if _BARE_NO.match(bare):
        one = not ticket or ticket <= 9  # a hand that is raised ("1") or some other number, and no ticket
        claims = not one or ticket == 1
        return Understanding(intent=Intent.CLAIM if claims else Intent.CHAT, ticket=None if one else ticket)
    if asks_only_why(bare, known):
        return Understanding(intent=Intent.WHY, ticket=ticket)
    target = find_mention(bare) or find_known(bare, known.people) or find_mate(bare) or find_colleague(bare)
    several = find_company(bare, name=target)
    # Handing on to nobody named is no transfer.
    intent, lead = choose(bare, Role.EXPERT, without=() if target else (Intent.TRANSFER,))
    if _OWN_TICKETS.search(bare) and not _ANY_TICKETS.match(bare):
        return Understanding(intent=Intent.CHAT, query=Query(about="person", metric="load"))
    if several == NO_MORE:
        return Understanding(intent=Intent.PROGRESS, ticket=ticket, several=several)
    if intent is Intent.JOIN and target is None and _TAKES_THAT.fullmatch(bare):
        intent = Intent.CLAIM
    if intent is Intent.DECLINE and ticket is None and _lets_nobody_ask(bare):
        intent = Intent.AVAILABILITY
    if intent in (Intent.CHAT, Intent.PROGRESS) and ticket is None and _asks_for_leave(bare):
        intent = Intent.AVAILABILITY
    if (
        intent is Intent.CLAIM
        and target
        and not bare.startswith("我")
        and _HE_GOES.match(bare.partition(target)[2])
    ):
        intent = Intent.TRANSFER
    if intent in (Intent.DECLINE, Intent.RELEASE) and target and _CAN_HE.match(bare.partition(target)[2]):
        intent = Intent.TRANSFER
    if intent in _NOT_HIMSELF and target and sends(bare, target, known=target in known.people):
        intent = Intent.TRANSFER
    if intent is Intent.TRANSFER and target and sends_not(bare, target):
        intent = Intent.CHAT
    if goes_after_all(bare):
        return Understanding(intent=Intent.CLAIM, ticket=ticket)
    if intent in (Intent.CHAT, Intent.PROGRESS) and _DONE.search(bare):
        intent = Intent.RESOLVE
    if (
        intent
        in (
            Intent.CHAT,
            Intent.PROGRESS,
            Intent.AVAILABILITY,
            Intent.JOIN,
        )
        and _CANNOT_GET_THERE.search(bare)
        and not _OF_PLEASURE.search(bare)
    ):
        intent = Intent.RELEASE
    if intent is Intent.CLAIM and _WHO_TAKES.search(bare):
        intent = Intent.CHAT
    if offers_later(bare) and (takes_it(bare) or len(_STOP.split(bare)) > 1):
        return Understanding(intent=Intent.CLAIM, ticket=ticket, sure=True)
    leave = find_leave(bare, at) if intent is Intent.AVAILABILITY else None
    if leave is not None and leave.away and (leave.since or leave.until) is None and only_busy(bare):
        leave = None  # he says no for now
    if intent is Intent.AVAILABILITY and (leave is None or not leave.away):
        leave = _until_back(bare, at) or leave
    wish = find_wish(bare, leave) if ticket is None else None
    if ticket is None and _WANTS_WORK.search(bare):
        wish = Wish(about=About.OTHER)
    if wish is not None and wish.about is not About.ROSTER and intent in _OF_A_TICKET:
        wish = None
    if wish is not None and intent is not Intent.DECLINE:
        intent, leave = Intent.AVAILABILITY, None
    if intent is Intent.DECLINE and ticket is None and wish is None:
        leave = find_days_off(bare, at)
    own = _own_figure(bare, at) if ticket is None else None
    if own is not None:
        return Understanding(intent=Intent.CHAT, query=own)
    himself = _of_himself(bare, at) if ticket is None else None
    if himself is not None:
        return Understanding(intent=Intent.AVAILABILITY, leave=himself)
    wants_name = intent in (Intent.TRANSFER, Intent.JOIN) or several is not None
    return Understanding(
        intent=intent,
        ticket=ticket,
        target=(target or (find_spoken_to(bare) if intent is Intent.JOIN else None)) if wants_name else None,
        leave=leave,
        wish=wish,
        several=several,
        everything=_of_everything(bare, intent),
        technical=technical_weight(bare) >= 3,
        sure=lead >= SURE,
    )


# Who takes one tells by "这两天排满了" when he comes; he takes several where he says so.
_TAKES_ALL = re.compile(r"都(?:接|归|给|去|来|要|弄|包|我)|全(?:接|归|包|给)|两个都")


def _of_everything(text: str, intent: Intent) -> bool:
    said = bool(weigh("expert", text)["everything"])
    return said and (intent is not Intent.CLAIM or _TAKES_ALL.search(text) is not None)


def _until_back(text: str, at: datetime) -> Leave | None:
    """The leave of who names the day on which he is back, or can be asked again."""
    found = _BACK_ON.search(text)
    if found is None:
        return None
    again = "才能派" if found["on"] else "回"
    return find_leave(f"{found['day']}{again}，请假", at)


def _ticket(text: str) -> int | None:
    leading = _LEADING_NO.search(text)
    if leading:
        return int(leading.group(1) or leading.group(2))
    bare = _BARE_NO.match(text)
    return int(bare.group(1)) if bare else find_ticket_no(text)
