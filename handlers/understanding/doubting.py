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
    r"|不靠谱|靠谱(?:一?点|些|吗|的)|(?:牢靠|可靠|稳当|厉害|强|好)(?:一?点|些)的(?:师傅|人|$|[，,。！!])"
    rf"|(?:怎么|咋)(?:又|还|也|会)*是{_HE}|(?:又|也)是{_HE}(?:师傅)?[啊呀吗?？]"
)
_CLAUSE = re.compile(r"[，,。！!；;\s]+|(?<=[?？])")
_ABILITY_ONLY = re.compile(
    r"(?:会不会|能不能(?:行|做|修|弄|搞|胜任|拿下)|懂不懂|行不行|靠不靠谱|对不对口|有没有(?:经验|水平|本事)|搞不搞得定|吃不吃得消)[^，,。！!]{0,10}$"
    rf"|{_ABILITY}[^，,。！!？?]{{0,8}}?(?:[吗么嘛]|[?？])[?？]*$"
)
# "1002 阿毛可以吗": for himself to say.
_WHETHER_HE_COMES = re.compile(r"(?:(?:可以|行)[吗么嘛]|行不行|可以不|可不可以)[?？]*$")
# "1001老单今天能不能早点到", "靠谱的，叫他快点": of his coming, or praise.
_WHEN_HE_COMES = re.compile(
    r"(?:能|可以|会)[^，,。]{0,6}?(?:到|来|去|过来|赶到|出发|早点|快点|今天|明天|联系|打电话|回)"
)
_PRAISE = re.compile(r"靠谱的(?=[，,。！!])|(?:挺|很|蛮|真)靠谱")
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
    if _OF_FIRM.search(text) or _PRAISE.search(text) or (_WHEN_HE_COMES.search(text) and "换" not in text):
        return False
    for name in sorted((each for each in known if len(each) >= 2 and each in text), key=len, reverse=True):
        text = text.replace(name, "\ue001")
    return _DOUBTS.search(text) is not None


def asks_ability(text: str) -> bool:
    """Whether all that is said of who is named is a question what he can do ("1001老单懂不懂双色模")."""
    bare = text.rstrip("啊呀呢 。！!")
    if _WHETHER_HE_COMES.search(bare) or _WHEN_HE_COMES.search(bare):
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
