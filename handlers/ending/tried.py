"""What a firm says in few words of work that its expert has called mended: "能用", "不太行", "还在试"."""

import re
from dataclasses import replace

from handlers.desk import Desk, Turn
from handlers.picking import pick_own
from handlers.understanding.cues import weigh
from handlers.understanding.names import without_bot
from handlers.understanding.no_end import goes_on_using, leaves_some
from handlers.understanding.orders import says_end
from handlers.understanding.parts import Verdict, sayings
from handlers.understanding.ratings import find_score
from handlers.understanding.values import Intent, Query, Role
from storage.terms import LIVE, Status

_SHORT = 30  # characters; who writes more tells of something
_ENDS = re.compile(r"[。！!~～\s]+$")
_CLAUSE = re.compile(r"[，,。；;！!~\s]+")
_WHO = (
    r"(?:我们?)?(?:的)?(?:车间|厂里|班组|生产)?(?:厂长|[夜白早晚中]班|老板娘?|[班组课科]长|主任|经理|主管|车间里?|工人|操作工|领导|机修|质检|"
    r"[\u4e00-\u9fa5](?:总|工)|他们|那边|小[\u4e00-\u9fa5]|老[\u4e00-\u9fa5])们?(?:们|刚才?|也|都)*"
    r"(?:说|讲|反映|觉得|反馈)(?:是|现在|已经|都)*"
)
_TESTED = r"(?:我们?|刚才?|都|已经)*(?:试|用|开|跑)(?:了|过|过了|了一下|了下|下来)"
_VERY = r"(?:还|挺|很|蛮|都|也|现在|确实|真的?|非常|相当|是|已经)*"
_LAST = r"(?:了|的|啊|呀|哈|啦|哦|呢)*"
_GOOD = re.compile(
    rf"(?:{_WHO}|{_TESTED})?{_VERY}(?:能用|可以用|能开|能跑|不错|好用|满意|没(?:什么)?(?:问题|毛病)|正常|正常运[转行])(?:得很)?{_LAST}"
    rf"|{_VERY}一[点滴丝](?:都|也|儿)?(?:不|没)(?:漏|渗|响|抖|卡|晃|滴){_LAST}"
    rf"|(?:{_WHO}|{_TESTED}){_VERY}(?:可以|行|好|成|ok|没事){_LAST}|{_VERY}(?:可以|行|好)了|(?:挺|很|蛮|非常|相当)好{_LAST}",
    re.IGNORECASE,
)
_BETTER = re.compile(r"比(?:以前|原来|之前|从前)(?:还|更)?(?:要)?(?:好|快|稳|准)(?:用|使|多)*了?")
# Said with it: what need not be bought now, or a mere yes.
_SPARED = re.compile(r"(?:省得|不用|免得)[^，,。]{1,6}新的?了?|新的要[^，,。]{1,6}|可以|行|好的?|不错")
_BAD = re.compile(
    rf"(?:{_WHO}|{_TESTED})?(?:好像|感觉|怎么|仍然|总|都|也|还|就|很|非常|是)*"
    rf"(?:有(?:点|些|个|小|一点)*(?:问题|毛病)|不(?:太|大|怎么|是很|是太|够|是)?(?:行|对劲?|理想|好用|正常|稳定?|满意)|不能用|用不了|没法用|一点用(?:都|也)?没有|治标不治本|(?:怕是|估计|可能)?还(?:要|会)坏){_LAST}"
)
_STILL_SO = re.compile(r"还(?:是)?(?:有|会)[^，,。?？试事人问别]{1,6}$")  # 试了十模，有两模还有泡
# 现在启动不了了, 修错机器了, 把别的地方弄坏了
_FAILS = re.compile(
    r"(?:^|[，,\s])(?:现在|刚才|今天|这下|结果|反而|机器|设备|又|都|也|直接|根本)*(?:启动|开机|动|转|合模|开模|升温|加热|起压|用|开|运行)不(?:了|起来|动|上去)了?$"
    r"|不是[^，,。]{1,6}[，,\s]*(?:他|师傅)(?:修|弄|换|看)的(?:却|倒)?是|(?:修|弄|换|搞)错(?:了)?(?:机器|设备|地方|东西|台)|(?:修|弄|搞|拆|调|碰)坏了?$|就[坏漏响停卡]了?$"
    r"|^(?!.*[不没])(?:现在|刚才?|今天|这会儿?|一?开机)[^，,。]{0,6}(?:报警|报错|停机|卡|跳闸|抖|响|漏)"
    rf"|^{_WHO}(?:还|又|有点|有些|还有点|还是|还在)*(?:漏|渗|响|抖|卡|跳|报警|晃)(?:了|油|水|气)*$"
)
_TESTS = re.compile(r"(?:还|正)?在(?:测)?试(?!.*(?:不行|没用))|再试(?:试|几)")
_ASKS = re.compile(
    r"(?:什么时候|啥时候|几点|几时|谁|哪位)[^，,。]{0,4}(?:修|弄|搞|调|处理|解决)好的[?？啊呀呢。\s]*$"
)
_LATER = re.compile(
    r"^[^，,。我你]{1,6}(?:了|过|完|后)(?:以后|之后)?再(?:说|看|定)(?:吧)?$|^(?:那|就|以后|到时候?|回头|改天|过几天|下次|看看|先)*再说(?:吧|了|哈)?$"
)
_BUT = re.compile(r"^(?:不过|但是?|就是)")
_PRELUDE = re.compile(r"^(?:确认|谢谢|多谢|感谢|辛苦|师傅|老师|嗯|好的|你们?|了|哈)+$")
_MARKS = re.compile(r"^(?:给|打)?(?:个)?(?:满分|[\d.]{1,4}分|[一二三四五十]分|好评)$")


def tried(desk: Desk, turn: Turn) -> Turn:
    """The turn as what it says of a ticket that was called mended; as it was where it says something else."""
    found, text = turn.understanding, _ENDS.sub("", without_bot(turn.text))
    if turn.role is not Role.ENTERPRISE or len(text) > _SHORT or turn.attachments:
        return turn
    meant = _meant(text)
    if meant is None or meant is found.intent or found.intent is Intent.REPLACE:
        return turn
    if meant is Intent.FOLLOWUP and found.intent is Intent.REQUEST:
        return turn
    if pick_own(desk, turn, (Status.RESOLVED,), ask=False) is None and not _said_late(desk, turn, meant):
        return turn
    score = find_score(text) if meant is Intent.CONFIRM else None
    if found.rating is not None and meant is not Intent.CONFIRM:
        return turn
    asks = Query(about="ticket") if _ASKS.search(text) else None
    rating = score.rating if score else None
    changed = replace(found, intent=meant, request=None, query=asks, rating=rating)
    return replace(turn, understanding=changed)


_OF_WORK = re.compile(r"确认|机器|设备|模具|修|用")


def _said_late(desk: Desk, turn: Turn, meant: Intent) -> bool:
    """Whether it says that all is well of a ticket that is closed, and he has no other."""
    if meant is not Intent.CONFIRM or turn.understanding.intent is not Intent.CHAT:
        return False
    late = _OF_WORK.search(turn.text) is not None and pick_own(desk, turn, LIVE, ask=False) is None
    return late and pick_own(desk, turn, (Status.CLOSED,), ask=False) is not None


def _meant(text: str) -> Intent | None:
    clauses = [each for each in _CLAUSE.split(text) if each and not _PRELUDE.match(each)]
    told = [each for each in clauses if not _MARKS.match(each)]
    bare = [_BUT.sub("", each) for each in told]
    fine = [bool(_GOOD.fullmatch(each) or _BETTER.fullmatch(each)) for each in bare]
    if any(fine) and all(good or _SPARED.fullmatch(each) for good, each in zip(fine, told, strict=True)):
        return Intent.CONFIRM
    if told and (all(map(_BAD.fullmatch, told)) or _displeased(text)):
        return Intent.REOPEN
    if weigh("endings", text)["comes_again"] or (leaves_some(text) and not any(fine)) or _FAILS.search(text):
        return Intent.REOPEN
    still = any(each.verdict is Verdict.STILL for each in sayings(text))
    if _STILL_SO.search(text) and not says_end(text):
        return Intent.REOPEN
    waits = _TESTS.search(text) or _ASKS.search(text) or any(map(_LATER.match, told)) or goes_on_using(text)
    return Intent.FOLLOWUP if waits and not still and not says_end(text) else None


def _displeased(text: str) -> bool:
    """ "修得不好", where nothing in it is said to be in order."""
    done = any(each.verdict is Verdict.DONE for each in sayings(text))
    return bool(weigh("asides", text)["dissatisfied"]) and not done
