"""Whether a coordinator doubts that an expert is the right one ("他会磨床？", "换一个靠谱点的").

It is said among coordinators: who is spoken of never reads it. All patterns are bounded.
"""

import re
from collections.abc import Collection

from handlers.understanding.names import CALLED

_ABILITY = r"(?:会|懂得?|行|能|可以|对口|靠谱|内行|专业|拿得下|搞得定|弄得了?|做得了?|修得了?|吃得消|有经验)"
_HE = rf"(?:[他她]|师傅|老师|这人|人家|\ue001|{CALLED})"  # \ue001: a name of the roster
_DOUBTS = re.compile(
    r"(?:会不会|能不能(?:行|做|修|弄|搞|胜任|拿下)|懂不懂|行不行|靠不靠谱|对不对口|内不内行|专不专业|有没有(?:经验|水平|本事)|搞不搞得定|弄不弄得了|吃不吃得消)"
    rf"|{_HE}[^，,。！!？?]{{0,4}}?{_ABILITY}[^，,。！!？?]{{0,8}}?(?:[吗么嘛]|[?？])"
    rf"|{_HE}[^，,。！!？?]{{0,6}}?(?:不(?:太|怎么|大)?(?:行|会|懂|靠谱|专业|内行|对口|像话|负责)|没(?:什么|有)?(?:经验|水平|本事)|外行|"
    r"(?:水平|手艺|技术|态度|人品)[^，,。！!？?]{0,3}?(?:差|一般|不|烂|有限)|太(?:慢|差|懒|水)|拖拉|糊弄)"
    r"|不靠谱|靠谱(?:一?点|些|吗)|(?:换|找|有没有|[派要请叫来]一?[个位])[^，,。！!？?\ue001]{0,6}靠谱的|(?:牢靠|可靠|稳当|厉害|强|好)(?:一?点|些)的(?:师傅|人|$|[，,。！!])"
    rf"|(?:怎么|咋)(?:又|还|也|会)*是{_HE}|(?:又|也)是{_HE}(?:师傅)?[啊呀吗?？]"
)
_CLAUSE = re.compile(r"[，,。！!；;\s]+|(?<=[?？])")
_ABILITY_ONLY = re.compile(
    r"(?:会不会|能不能(?:行|做|修|弄|搞|胜任|拿下)|懂不懂|行不行|靠不靠谱|对不对口|有没有(?:经验|水平|本事)|搞不搞得定|吃不吃得消)[^，,。！!]{0,10}$"
    rf"|{_ABILITY}[^，,。！!？?]{{0,8}}?(?:[吗么嘛]|[?？])[?？]*$"
)
_AT = (
    r"(?:[今明后]天|[今明]早|[今明]晚|早上|上午|中午|下午|晚上|现在|马上"
    r"|[\d一二两三四五六七八九十]{1,3}点(?:半|钟)?)"
)
# 今天能不能早点到, 下午三点可以吗: when or whether he comes is for himself to say, and no doubt.
_OF_TIME = re.compile(
    rf"(?:能不能|可不可以|会不会|能|可以|会)(?:{_AT}|之?前|尽快|先|再|就){{0,4}}"
    r"(?:[早快](?:一?点|些)|晚(?:一?点|些)|提前|准时|按时|赶|过来|过去|上门|来(?![料得])|去(?![毛应油锈除])|到(?!位))"
    rf"|{_AT}(?:之?前)?(?:他|你)?(?:可以|行|方便|有空)(?:[吗么嘛不]|$|[?？])"
)
# "1002 阿毛可以吗": for himself to say.
_WHETHER_HE_COMES = re.compile(r"(?:(?:可以|行)[吗么嘛]|行不行|可以不|可不可以)[?？]*$")
# 给铁军吧, 还是让老葛去: a clause that gives it to who is named there.
_GIVES = re.compile(
    r"^(?:[#＃【]?\d{2,6}】?(?:号单|号|[这那]?单)?)?(?:那么?|还是|要不|不如|干脆|直接|先|就|改|重新|请|麻烦|把它|把这单|，)*"
    r"(?:派给?|转给|交给|让给|给|让|叫|请|换(?:成|上|给|到|让|由)?|改(?:成|派|派给|让|给)|安排给?)@?"
)


# What a firm asks for, or says of its own people.
_OF_FIRM = re.compile(
    r"(?:企业|厂里|厂家|他们厂?|客户)(?:说|讲|要求|反映)(?!.{0,8}(?:师傅|老师|他)(?:不|太|没|态度))"
)


def doubts_expert(text: str, known: Collection[str]) -> bool:
    """Whether a text doubts that somebody can do it, or judges him; `known` are the experts' names."""
    if _OF_FIRM.search(text):
        return False
    for name in sorted((each for each in known if len(each) >= 2 and each in text), key=len, reverse=True):
        text = text.replace(name, "\ue001")
    others = "，".join(each for each in _CLAUSE.split(text) if not _OF_TIME.search(each))
    return _DOUBTS.search(others) is not None


def asks_ability(text: str) -> bool:
    """Whether all that is said of who is named is a question what he can do ("1001老单懂不懂双色模")."""
    bare = text.rstrip("啊呀呢 。！!")
    if _WHETHER_HE_COMES.search(bare) or _OF_TIME.search(_CLAUSE.split(bare.rstrip("?？"))[-1]):
        return False
    return _ABILITY_ONLY.search(bare) is not None and given_in(text, ()) is None


def given_in(text: str, known: Collection[str]) -> str | None:
    """Whom a clause of the text gives it to ("1002也是冉工？他会磨床？给铁军吧"); None where none does."""
    for clause in _CLAUSE.split(text):
        found = _GIVES.match(clause)
        rest = clause[found.end() :] if found else ""
        called = re.match(CALLED, rest)
        name = max(
            (each for each in known if len(each) >= 2 and rest.startswith(each)), key=len, default=None
        )
        if name or called:
            return name or (called.group() if called else None)
    return None
