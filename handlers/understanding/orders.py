"""Whether a text that sounds like an order really gives it, or forbids it ("不要取消") or asks ("能取消吗").

The one home of that rule, for coordinators, enterprises and experts alike. A text is looked at clause by
clause: one clause that says the act plainly ("别派老丁，派给老韩") makes it an order, whatever else is said.
All patterns are bounded, so the time grows with the text's length and no faster.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from handlers.understanding.conditions import waits, without_waiting
from handlers.understanding.values import Intent, Role, Understanding


class Held(StrEnum):
    """Why an act is not to be done."""

    FORBIDDEN = "forbidden"
    ASKED = "asked"
    UNSAID = "unsaid"  # only for a case that may come, or without any word of it


_LONGEST = 2000
_BRIEF = 60  # characters of an order that says nothing else
_CLAUSE = re.compile(r"[，,。！!；;、：:\s]+|(?<=[?？])(?![?？])")
# A clause of nothing but these asks about the one before it ("派给老丁，行吗").
_TAG = re.compile(
    r"^(?:(?:好|行|可以|对|是)?(?:吗|么|吧)?[?？]+|(?:好|行|可以|对|是)?(?:吗|么)|行不行|好不好|可不可以)[?？]*$"
)
# What may stand between a "don't" and the act: 先不要把这单派给老丁, 别再取消.
_BETWEEN = r"(?:再|先|就|都|急着|马上|现在|给我|帮我|(?:给|把)[^，,。\s派]{1,6}){0,2}"
_DO_NOT = (
    r"(?:(?<![要得])不(?:要|用|必|该|应该|需要|准|许|能|可以|想)?|(?<![级特类区分个性])别(?!的|人|处|家)|甭|勿|"
    r"(?:没有?|不是)(?:说|讲|让|叫|喊)?过?(?:要|让|叫)?)"
)
_ASKS_BEFORE = (
    r"能不能|可不可以|要不要|是不是|该不该|用不用|需不需要|好不好|会不会|谁(?!都|也)|"
    r"什么时候|几时|有没有|(?=退不退|转不转)"
)
_WHY = r"(?:为什么|为啥|为何|干嘛|怎么|咋)(?:就|会|又|还|被|给|要){0,2}"
_ASKS_AT_END = re.compile(r"(?:吗|么|了没有?|没有|[^要用]不|好伐|是吧|对吧|[?？])[?？\s]*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Act:
    """`words` say the act; `plain` say it as well, but with a negation of their own ("不要了" withdraws)."""

    words: str
    plain: str = "(?!)"


_END_OF_IT = _Act(
    words=r"取消|撤(?:销|单|掉|了|回)?|销(?:掉|单)|作废|关(?:闭|掉|单|了|吧|$|(?=[吗么]))|结(?:单|掉|案|了|$)|办结|归档|"
    r"(?:弄|修|搞|调|处理|解决)好|搞定|解决|好了|派(?=给|[两二三四几]|[那这]么多)",
    plain=r"(?:不|甭|别)(?:用|要|必|需要|想)?(?:再|麻烦)?(?:了|来|去|人|管|弄|修|搞|留|办|跟|等|做|师傅|"
    r"派(?!给|[两二三四几]|[那这]么多)|(?=$))|修不好|弄不好|算了|没事",
)
_GIVE = _Act(
    words=r"(?:指|改|重新|转|加|直接)?派给?|安排给?|(?:交|转|留|指|归|改)给|指定|换(?!了|过)|(?<![不别])(?:让|叫|喊|请|给)(?!不|别|勿|先不|先别|我)",
)
_ACTS = {
    Intent.CANCEL: _END_OF_IT,
    Intent.CLOSE: _END_OF_IT,
    Intent.ASSIGN: _GIVE,
    Intent.ESCALATE: _Act(words=r"升|加急|特急|上报|往上报|提级|扩大|抬"),
    Intent.NOTE: _Act(words=r"备注|注明|记(?:一?下|录|一笔|一句)?|留言|登记|标注|附注|写上"),
    Intent.TRANSFER: _Act(words=r"转(?:给|单|交)?|交给|让给"),
    Intent.RELEASE: _Act(
        words=r"退(?:单|回|掉|了)?|放弃|还回", plain=r"(?:弄|去|做|办|搞|来|修)不了|不会|没办法"
    ),
    Intent.RESOLVE: _Act(words=r"(?:弄|修|搞|调|处理|解决)好|搞定|解决|好了|完工|恢复"),
    Intent.CONFIRM: _Act(words=r"(?:弄|修|搞|调|处理|解决)好|搞定|解决|好了|恢复"),
}
_ENDINGS = (Intent.CANCEL, Intent.CLOSE)
_NOT_BEFORE = (*_ENDINGS, Intent.ASSIGN, Intent.ESCALATE)
_LEAVE = _Act(words=r"请(?:了|过|个|几天|半天)?假|休假|休息|停派|停掉|暂停")
_MORE = _Act(words=r"派|请|叫|喊|安排|加|会诊|来")
# Let somebody, but not go: 让老丁别去.
_LET_NOT = re.compile(
    r"(?:让|叫|请|给|通知|告诉)[^，,。\s]{1,6}?(?:先?别|不要|不用|不必)(?:再)?(?:去|来|接|管|弄|上门|出门|跑)"
)
# 派给老单 算了不派了: the last clause takes back what the ones before it say.
_TAKES_BACK = r"^(?:还是|算了|等等|先|那|哦|啊)*(?:不|先不|先别|别|不要|不用)(?:{words})了?吧?$"


# Of the labelled orders of coordinators to cancel (split=train) every one has such a word.
_ENDS = re.compile(
    r"取消|撤|销|作废|不用|不麻烦|不需要|不要|不必|无需|不派|停派|算了|不算|当没|免了|删|退|清(?:掉|理)|拿掉|去掉|关|"
    r"重复|误[报发]|好了|解决|没事|不来|别(?:再)?(?:来|去|派|找|安排)|不[修弄搞做办改](?:了|$|(?=[，,。]))|自己|找到|cancel",
    re.IGNORECASE,
)
# What a coordinator says for a case that may come ("老丁没空的话给老韩") is no order yet.
_IF = re.compile(r"如果|要是|万一|的话")
# "能不能找隔壁县的" is a wish that a person has to think over.
_WISH = re.compile(rf"{_ASKS_BEFORE}|可以(?:吗|不)|行不行|[吗?？]\s*$")


# Of the labelled orders to close and to raise (split=train) every one has such a word.
_CLOSES = re.compile(
    r"关|结|销|闭环|归档|完|close|解决|好|搞定|没事|不用|取消|撤|不[要需来修弄]|算了|作废|停|删|清",
    re.IGNORECASE,
)
_RAISES = re.compile(
    r"升|急|报|扩大|全员|所有|优先|催|领导|书记|市|盯|紧|拉高|抬|提|通知|重点|火|马上|尽快|快|立即|立刻|赶|[多再][派叫请问找喊]"
)
# That there is no haste has a word of haste in it, too.
_CALM = re.compile(r"[不没](?:有|用|要|必|是|算)?(?:那么|这么|很|太|特别)?(?:着急|紧急|加急|急)|急不急")


# 刚才那条不算: his own words are taken back, and no ticket with them.
_OWN_WORDS = re.compile(
    r"(?:刚才?|刚刚|上面|前面)?(?:我)?(?:那|这|说的?|发的?|写的?)?(?:[那这]?[条句]|说的?|发的?|写的?)(?:话)?(?:都)?(?:不算|作废|不作数|收回|撤回)|当我没说"
)


def says_end(text: str) -> bool:
    """Whether a text has a word of ending a ticket; one that only resembles such a text ends nothing."""
    return _ENDS.search(text) is not None


# "1002 取消", "取消1001、1002": a number and the order, and nothing else.
_NUMBERS = r"(?:[#＃【]?1\d{3,5}(?!\d)】?(?:号单|号|单)?(?:和|跟|、|，|,|\s)*)+"
_WITHDRAW = r"(?:取消|撤销|撤单|撤掉|作废|不要|不用来?|不用派)"
_ORDER_ALONE = re.compile(
    rf"(?:请|麻烦|帮我|把|\s)*(?:{_NUMBERS}(?:都|全部|先|请|帮我)*{_WITHDRAW}|{_WITHDRAW}(?:单子?|掉|一下)?[\s：:]*{_NUMBERS})(?:掉|了|吧|谢谢|[。！!~，,\s])*"
)


def is_order_alone(text: str) -> bool:
    """Whether a text cancels tickets by their numbers and says nothing else: no more words are waited for."""
    return len(text) <= _BRIEF and _ORDER_ALONE.fullmatch(text) is not None


def held_back(text: str, found: Understanding, role: Role) -> Held | None:
    """Whether the act that a text is understood as is forbidden or asked about in it, not ordered."""
    act = _act_of(found, role)
    if act is None:
        return None
    unsaid = not says_end(text) or (found.ticket is None and _OWN_WORDS.search(text) is not None)
    if role is Role.COORDINATOR and found.intent is Intent.CANCEL and unsaid:
        return Held.UNSAID
    said_so = {Intent.CLOSE: _CLOSES, Intent.ESCALATE: _RAISES}.get(found.intent)
    haste = _CALM.sub("", text) if found.intent is Intent.ESCALATE else text
    if role is Role.COORDINATOR and said_so is not None and not said_so.search(haste):
        return Held.UNSAID
    if role is Role.COORDINATOR and found.intent in (*_ENDINGS, Intent.ASSIGN) and _IF.search(text):
        return Held.UNSAID
    if role is Role.COORDINATOR and found.intent in _NOT_BEFORE and waits(text):
        left = [_how(each, act) for each in _clauses(without_waiting(text)[:_LONGEST])]
        if True not in left:
            return Held.UNSAID
    clauses = _clauses(text[:_LONGEST])
    if found.intent is Intent.NOTE:
        # What is to be noted may forbid and ask whatever it likes.
        clauses = [each for each in clauses if re.search(act.words, each)][:1]
    firm = role is Role.ENTERPRISE
    said = [how for each in clauses if (how := _how(each, act, of_firm=firm)) is not None]
    if _taken_back(clauses, act):
        return Held.FORBIDDEN
    if found.intent is Intent.ESCALATE and not said and _WISH.search(text):
        return Held.ASKED
    held = [each for each in said if isinstance(each, Held)]
    return held[0] if held and len(held) == len(said) else None


def without_forbidden(text: str, intent: Intent) -> str:
    """The text without the clauses that forbid the act: "别派老丁，派给老韩" names 老韩 alone."""
    act = _ACTS[intent]
    clauses = _clauses(text[:_LONGEST])
    left = [each for each in clauses if _how(each, act) is not Held.FORBIDDEN]
    return " ".join(left) if len(left) < len(clauses) and any(_how(each, act) for each in left) else text


def _act_of(found: Understanding, role: Role) -> _Act | None:
    if found.intent in (Intent.ROSTER, Intent.AVAILABILITY):
        return _LEAVE if found.leave is not None and found.leave.away else None
    if found.several is not None and role is Role.COORDINATOR and found.intent is not Intent.NOTE:
        return _MORE
    return _ACTS.get(found.intent)


def _clauses(text: str) -> list[str]:
    """The text's clauses; a mere "行吗" belongs to the clause before it."""
    clauses: list[str] = []
    for each in _CLAUSE.split(text):
        if clauses and _TAG.match(each):
            clauses[-1] += each
        elif each:
            clauses.append(each)
    return clauses


def _how(clause: str, act: _Act, *, of_firm: bool = False) -> Held | bool | None:
    """How a clause says the act: True plainly, None not at all. A firm that lets him not come ends it."""
    said = rf"(?:{act.words}|{act.plain})"
    if not re.search(said, clause):
        return None
    asked = rf"(?:{_ASKS_BEFORE})[^，,。]{{0,12}}?{said}|{_WHY}{said}|没有?(?:{act.words})[^，,。]{{0,4}}吧$"
    if re.search(asked, clause) or _ASKS_AT_END.search(clause):
        return Held.ASKED
    forbidden = rf"{_DO_NOT}{_BETWEEN}(?:{act.words})"
    left = re.sub(forbidden, "", clause if of_firm else _LET_NOT.sub("", clause))
    plain = re.search(act.words, left) or re.search(act.plain, left)
    return True if plain else Held.FORBIDDEN


def _taken_back(clauses: list[str], act: _Act) -> bool:
    if act is not _GIVE or len(clauses) < 2:
        return False
    last = clauses[-1] if clauses[-2] not in ("算了", "等等") else "算了" + clauses[-1]
    return re.match(_TAKES_BACK.format(words=act.words), last) is not None
