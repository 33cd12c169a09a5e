"""Words that resemble the end of a ticket and end nothing.

Small talk ("孩子感冒好了"), work that may wait ("不急，周五前弄好就可以了"), what is better but not well
("不裂了但是起皱了"), what is to be watched for a while ("不漏了，先观察两天"), and what was looked into on
somebody's advice ("量过了，差两度").
"""

import re
from dataclasses import replace

from handlers.desk import Desk, Turn
from handlers.experts.enquiring import awaits_a_yes
from handlers.experts.first_questions import asked_of_late
from handlers.experts.holding import me
from handlers.picking import pick_own
from handlers.understanding.cues import weigh
from handlers.understanding.no_end import (
    asks_if_done,
    goes_on_using,
    holds_so_far,
    is_not_yet,
    leaves_some,
    only_arranges,
    spares_other,
    spares_talk,
    tells_mended,
)
from handlers.understanding.orders import says_end
from handlers.understanding.parts import Verdict, sayings
from handlers.understanding.pleasantries import only_polite
from handlers.understanding.problems import machines_of, says_wrong
from handlers.understanding.urgency import is_patient
from handlers.understanding.values import Intent, Query, Role, Understanding
from storage import tickets
from storage.terms import HELD, LIVE, Status

_ENDINGS = (Intent.CONFIRM, Intent.RATE, Intent.CANCEL, Intent.RESOLVE)
_SHORT = 60  # characters; longer texts tell stories
_CLAUSE = re.compile(r"[，,。；;！!？?\n\s]+")
# "弄好就行" is a condition, not news; "修好了就好" is.
_CONDITION = re.compile(
    r"(?:弄|修|搞|调|处理|解决|做)(?:好|完|定)(?:就|也|都)(?:行|可以|好|成|ok|没(?:问题|事))了?|"
    r"好了(?:以后|之后)?(?:再|就)?(?:[跟和给]|告诉|通知|叫|喊|打|说)(?:我|一声|电话|一下)|"
    r"(?:弄|修|搞|调|处理)好了?(?:以后|之后)?再(?!见|也|没|不)",
    re.IGNORECASE,
)
_LOOKED_INTO = re.compile(
    r"^(?:刚才?|我们?|已经|都|也|又|早|今天|昨天|师傅说的|[，,\s])*"
    r"(?:检查|[量测查看试问换调洗擦清拆校])(?:过|了)(?:了|一下|一遍)?(?!.*(?:[好行]了|正常|可以|没事|没问题|解决|搞定|[Oo][Kk]|合格|管用|有用|谢|不\S{1,2}了))"
)
# A part that was seen to in vain: "地线也接好了", "滤芯也换好了".
_TRIED = re.compile(r"也(?:都|已经|刚)?(?:接|换|紧|调|清|装|拧|洗|查|加|校|擦|对|焊|绑)好了?[。！!啊呀的]*$")
_BUT = re.compile(r"(?:但是?|可是?(?!以)|不过|只是|就是|(?=算不算|又|却|反而|反倒))")
_GOOD = r"(?:快|好|稳|准|省|便宜|耐心|专业|认真|仔细|干净)"
# "漏是不漏了，压力上不去" says "but" by its first words alone.
_CONCEDES = re.compile(
    r"^\W*([\u4e00-\u9fa5]{1,2})是((?:不|没)?\1[^，,。]{0,4})[，,\s]+(?:但是?|可是|不过|只是|就是)?"
)
_WORSE = re.compile(
    r"(?:[修弄搞换调装洗拆动]|来)(?:完|好|了|过)+(?:以后|之后|后|一下)?[^，,。]{0,4}(?:更|反而|反倒)(?!好|快|稳|省|顺|准)"
)
_PRAISE = re.compile(rf"又{_GOOD}[^，,。]{{0,2}}又{_GOOD}")  # it has come back no more than that
# What has been found out or put right is told so, too ("不过是皮带断了，换了一根").
_EXPLAINS = re.compile(r"^(?:不过|就)?是|原来|因为|原因|之前|本来|当时|换了|换过|换上|客户|师傅|老师|帮")
_AMISS = re.compile(
    r"(?<![不没])(?:慢|响|吵|烫|热|抖|晃|差|松|黄|黑|糊|臭|歪|斜|漏)了|"
    r"(?:很|太|有点|有些|还是|还|偏|比较|更|特别|发)(?:是)?(?:慢|响|吵|烫|热|抖|晃|高|低|大|小|差|松|紧|漏|卡|堵|裂|皱|毛|歪|黄|黑|白)|"
    r"^(?:慢|响|吵|烫|抖|晃)|比(?:以前|原来|之前|从前|刚才)(?:还|更|要)*(?:慢|响|吵|烫|抖|差|松|大|低|高)|变(?:薄|厚|形|色|慢|软|脆|硬|黄|黑)|噪[音声]|声音大|差(?:了|一|些)?点|"
    r"(?:温度?|压力|电流|转速|噪[音声])[^，,。]{0,2}(?:高|低|大|小|快|慢|不稳)|"
    r"^算不算|(?:多|出现|变成?|起|有)(?:了|点|出)?[^，,。]{0,3}(?:皱|毛刺|飞边|气泡|裂|印|痕|声音|味道|异响|锈)"
)

# "再不来我找外面的人修了" calls for haste and takes nothing back.
_THREATENS = re.compile(
    r"再(?:不|没(?:有)?人?)(?:来|派|处理|管|接|有人|安排|弄|回)|不来[，,\s]*我们?(?:就|可|只好)?(?:去)?(?:找|请|叫)|(?:没人|不)来(?:的话|我们?就)"
)


def not_over(desk: Desk, turn: Turn) -> Turn:
    """The turn as what it is, where it only sounds like an end of the writer's ticket."""
    found = turn.understanding
    if found.intent is Intent.REOPEN and _is_praised(turn):
        return replace(turn, understanding=replace(found, intent=Intent.CONFIRM))
    if turn.role is Role.EXPERT and found.intent is Intent.PROGRESS and _tells_of_home(turn.text):
        return replace(turn, understanding=Understanding(intent=Intent.CHAT))
    if turn.role is Role.ENTERPRISE and (meant := _short_of_mended(desk, turn)) is not None:
        return replace(turn, understanding=replace(found, intent=meant, query=None, saved_yuan=None))
    if found.intent not in _ENDINGS or found.rating is not None or len(turn.text) > _SHORT:
        return turn
    if _is_small_talk(desk, turn):
        return replace(turn, understanding=Understanding(intent=Intent.CHAT))
    if turn.role is not Role.ENTERPRISE:
        return turn
    if found.intent is Intent.CANCEL and _THREATENS.search(turn.text):
        return replace(turn, understanding=Understanding(intent=Intent.FOLLOWUP, query=Query(about="ticket")))
    if found.intent is not Intent.CANCEL and _only_praises(desk, turn):
        return replace(turn, understanding=Understanding(intent=Intent.CHAT))
    if _answers_the_expert(desk, turn):
        return replace(turn, understanding=replace(found, intent=Intent.FOLLOWUP, query=None))
    if (elsewhere := _of_something_else(desk, turn)) is not None:
        return replace(turn, understanding=elsewhere)
    glad = found.intent is Intent.CONFIRM and only_polite(turn.text)  # "太好了谢谢陈师傅"
    if glad and not _called_mended(desk, turn):
        return replace(turn, understanding=Understanding(intent=Intent.CHAT))
    if found.intent is Intent.CONFIRM and _LOOKED_INTO.match(turn.text) and not _called_mended(desk, turn):
        return replace(turn, understanding=replace(found, intent=Intent.FOLLOWUP))
    watched = weigh("asides", turn.text)["watched"]
    if watched or (_may_wait(turn.text) and not weigh("endings", turn.text)["postponed"]):
        return replace(turn, understanding=replace(found, intent=Intent.FOLLOWUP, query=None))
    if found.intent is Intent.CONFIRM and _TRIED.search(turn.text):
        return replace(turn, understanding=replace(found, intent=Intent.FOLLOWUP, query=None))
    if found.intent is not Intent.CANCEL and _has_new_sign(turn.text):
        return replace(turn, understanding=replace(found, intent=Intent.REOPEN, saved_yuan=None))
    return turn


_MAY_STAND = (Intent.CONFIRM, Intent.CHAT, Intent.FOLLOWUP, Intent.REOPEN, Intent.CANCEL)


def _short_of_mended(desk: Desk, turn: Turn) -> Intent | None:
    """What words mean that call a ticket of his well for now, or mended but for something; else None."""
    text, found = turn.text, turn.understanding
    if found.intent not in _MAY_STAND or found.rating is not None or len(text) > _SHORT or turn.attachments:
        return None
    if leaves_some(text) and (tells_mended(text) or found.intent is Intent.CONFIRM):
        return Intent.REOPEN
    if not holds_so_far(text):
        if found.intent is not Intent.CONFIRM or not _tells_of_a_fault(text) or _of_another(desk, turn):
            return None
        return Intent.REOPEN if _called_mended(desk, turn) else Intent.FOLLOWUP
    ticket = pick_own(desk, turn, LIVE, prefer=Status.RESOLVED, ask=False)
    if ticket is None:
        return None
    if ticket.status == Status.RESOLVED and is_not_yet(text):
        return Intent.FOLLOWUP
    watched = weigh("asides", text)["watched"] and ticket.status != Status.OPEN  # who has it reads it
    return None if watched else Intent.CONFIRM


_PUT_RIGHT = re.compile(r"^试|[焊接装补换配粘铆][^，,。]{0,4}了")
_SLOW = re.compile(r"(?<![不没])(?:慢|没力|变?[烫热响抖]|无力)了?$|^新问题")


def _tells_of_a_fault(text: str) -> bool:
    """Whether what resembles a confirmation tells of something wrong alone ("对了，压力也不稳"), and asks for
    nobody ("行车吊不起来了 求师傅")."""
    cues = weigh(Role.ENTERPRISE, text)
    if cues["confirm"] or cues["ask"] >= 3 or any(map(tells_mended, _CLAUSE.split(text))):
        return False
    told = [each for each in _CLAUSE.split(text) if not (_EXPLAINS.search(each) or _PUT_RIGHT.search(each))]
    return any(says_wrong(each) or _SLOW.search(each) for each in told)


def _of_another(desk: Desk, turn: Turn) -> bool:
    """Whether a machine is named of which no ticket of his tells."""
    told = _told(desk, turn)
    return any(not any(each[-2:] in body for body in told) for each in machines_of(turn.text))


def _of_something_else(desk: Desk, turn: Turn) -> Understanding | None:
    """What words mean that call arranged, needless or cancelled something beside the ticket."""
    found, text = turn.understanding, turn.text
    added = replace(found, intent=Intent.FOLLOWUP, query=None, saved_yuan=None)
    mended = _called_mended(desk, turn)
    if spares_talk(text):
        return Understanding(intent=Intent.CHAT)
    if found.intent is Intent.CANCEL:
        if only_arranges(text):
            return added
        if not (spares_other(text) or goes_on_using(text)):
            return None
        return replace(found, intent=Intent.CONFIRM) if tells_mended(text) else added
    if is_not_yet(text) or (only_arranges(text) and not (mended and "通过" in text)):
        return added
    return replace(added, query=Query(about="ticket")) if asks_if_done(text) and not mended else None


def _is_small_talk(desk: Desk, turn: Turn) -> bool:
    """Whether all that has ended is of home, weather or food, and no ticket of his tells of such."""
    clauses = [each for each in _CLAUSE.split(turn.text) if each]
    left = [each for each in clauses if not weigh("endings", each)["small_talk"]]
    if len(left) == len(clauses) or any(sayings(each) or says_end(each) for each in left):
        return False
    return not any(weigh("endings", each)["small_talk"] for each in _told(desk, turn))


def _tells_of_home(text: str) -> bool:
    """Whether every clause is of home, weather or food ("驾照拿到了"); what is sent may be a part."""
    clauses = [each for each in _CLAUSE.split(text) if each]
    if weigh("replies", text)["news"]:
        return False  # "吃完晚饭过来"
    return all(weigh("endings", each)["small_talk"] for each in clauses) and not _SENT.search(text)


_SENT = re.compile(r"快递|外卖")


def _told(desk: Desk, turn: Turn) -> list[str]:
    """What his tickets tell of."""
    if turn.role is Role.EXPERT:
        return [each.body for each in tickets.held_by(desk.uow, me(turn).id)]
    firm = turn.person.enterprise.id if turn.person.enterprise else None
    return [each.body for each in tickets.live_of_requester(desk.uow, turn.person.nickname, firm)]


def _is_praised(turn: Turn) -> bool:
    """ "好了，又快又好": nothing has come back."""
    done = any(each.verdict is Verdict.DONE for each in sayings(turn.text))
    return (
        turn.role is Role.ENTERPRISE
        and done
        and bool(_PRAISE.search(turn.text))
        and not _has_new_sign(turn.text)
    )


def _only_praises(desk: Desk, turn: Turn) -> bool:
    """ "师傅很好" before the expert has called it mended: of the work it says nothing."""
    praised = weigh("endings", turn.text)["praise"] and not sayings(turn.text)
    if not praised or turn.understanding.saved_yuan is not None:
        return False
    return not _called_mended(desk, turn)


_MEASURE = re.compile(
    r"\s*[\d.一二两三四五六七八九十百]+(?:毫米|mm|丝|公分|厘米|米|吨|公斤|度|伏|安|千瓦|个|台|套|年|号)",
    re.IGNORECASE,
)
_AGREES = re.compile(r"\s*(?:好|行|可以|没问题|嗯+|成|中|ok)(?!了)", re.IGNORECASE)


def _answers_the_expert(desk: Desk, turn: Turn) -> bool:
    """Whether "行" agrees to the time that an expert has proposed, or a measure answers what he has asked."""
    agrees, measures = _AGREES.match(turn.text), _MEASURE.match(turn.text)
    ticket = pick_own(desk, turn, (Status.OPEN, *HELD), ask=False) if agrees or measures else None
    asked = asked_of_late(desk, ticket) if ticket is not None else None
    return asked is not None and (measures is not None or awaits_a_yes(asked))


def _called_mended(desk: Desk, turn: Turn) -> bool:
    """Whether an expert has said that a ticket of his is mended, which he has been asked to confirm."""
    return pick_own(desk, turn, (Status.RESOLVED,), ask=False) is not None


def _may_wait(text: str) -> bool:
    """Whether a text says by when it will do, or that there is no haste, and takes nothing back."""
    if not (_CONDITION.search(text) or is_patient(text)):
        return False
    return not says_end(_CONDITION.sub("", text).replace("不要紧", ""))


def _has_new_sign(text: str) -> bool:
    """Whether after what is better a text tells of something that is not ("缩水好了，又有飞边了")."""
    if _WORSE.search(text):
        return True
    better, *rest = _BUT.split(_CONCEDES.sub(r"\2，就是", _PRAISE.sub("", text)))
    if not rest or not (sayings(better) or sayings(_CLAUSE.split(better.strip("，, "))[0])):
        return False
    clauses = [each for piece in rest for each in _CLAUSE.split(piece) if each]
    return any((says_wrong(each) or _AMISS.search(each)) and not _EXPLAINS.search(each) for each in clauses)
