"""Whether a coordinator says that an expert has left for good, or takes him off the roster."""

import re

from handlers.understanding.known import Known
from handlers.understanding.leaves import asks
from handlers.understanding.names import find_known, find_strict
from handlers.understanding.problems import machine_of

# 把翁小龙删了, 翁小龙离职了: who has left for good, or is to be asked no more.
_LEFT = re.compile(
    r"离职|辞职|(?<![快要没未])退休(?:了|不干)(?![，,又]?[又]?返聘)|退休不(?:再)?(?:做|来|接)了?|不做了(?=[，,]?退休)|不干了|跳槽|退出(?:了|帮帮团|名册|名单|队伍|专家|$)|退团|除名|调走|调离|调[去到往](?!\d)|过世|去世|停用|(?:以后|再也?)不(?:再)?做了"
)
_OFF = r"(?:给)?(?:删(?:掉|了|除|去)?|[去拿踢清划撤除移]掉|去除|移[出除走]|踢出|剔除|除名|下架|拉黑|停用)"
_BOOK = r"(?:名册|名单|名录|花名册|专家库|师傅库|库)(?:里|中|上|内)*"
_MAYBE = re.compile(r"要是|如果|差点|万一|的话|别再?[让叫]|多久")
TAKE_OFF = re.compile(r"(?:请|麻烦|帮我)?(?:把|删除?|移除)(?![那这上])(?=.{2,14}$)")
# 张三丰停用, 停用张三丰: a name and nothing else.
_SOLE = (
    rf"@?{{name}}(?:师傅|老师)?(?:已经|要|刚刚?|也|账号|今天|[，,\s])*(?:{_LEFT.pattern}|{_OFF})(?:了|吧|啦)*|"
    rf"{_OFF}(?:了|掉)?@?{{name}}(?:师傅|老师)?"
)
_CHANGES_MORE = re.compile(
    r"电话|手机|号码|工种|片区|昵称|备注|案例|最多|同时|上限|[那这]单|单子|名字里|重复"
)

# "退休了，以后别派他": who has retired may still come, who is never to be asked does not.
_NEVER_MORE = re.compile(r"(?:以后|今后|往后|再也|永远)都?(?:别|不要|不用|不)再?(?:派|找|叫|请|@)")
# 我不干了，退群了，大家再见: said by himself, clause by clause.
_QUITS = re.compile(
    r"(?:那)?(?:我|本人)?(?:就|要|先|也|真的?|决定|申请|正式|从(?:今天|现在)起|[，,]){0,3}"
    r"(?:退(?:出)?(?:本|这个?)?(?:群|团)|退出(?:帮帮团|队伍|专家(?:群|队伍|库)?|名册))(?:了|吧|哈|啦)*"
    r"|(?:以后|今后|往后|再)?(?:都|也)?(?:别|不要|不用)再?(?:派|找|叫|@)我?(?:单)?(?:给)?我(?:接单|单)?了?"
    r"|(?:请|麻烦)?把我(?:从)?(?:名册|名单|群)?(?:里|上)?(?:删|踢|移|划|去|除名)(?:了|掉|出去|去|除)*(?:吧)?"
    r"|(?:我)?(?:以后|今后|再也)(?:都|也)?不(?:再)?(?:接单|来|干|做|当师傅|当专家)了"
)
_QUITS_FOR_GOOD = re.compile(r"以后|今后|往后|退|把我|再也")
_NO_MORE_OF_IT = re.compile(r"^(?:我)?(?:真的?|也|实在|以后)*不干了")
_CLAUSE = re.compile(r"[，,。；;！!~\s]+")


def says_he_quits(text: str) -> bool:
    """Whether an expert says that he is no more one of them ("我不干了，退群了，大家再见")."""
    bare = text.strip(" 。.！!~～")
    if _MAYBE.search(bare) or asks(bare):
        return False
    if _NO_MORE_OF_IT.fullmatch(bare) or (_NO_MORE_OF_IT.match(bare) and "再见" in bare):
        return True
    return any(_QUITS.fullmatch(each) and _QUITS_FOR_GOOD.search(each) for each in _CLAUSE.split(bare))


_GONE = rf"(?:{_LEFT.pattern}|停派|不再?派单)"
_WHO_LEFT = re.compile(
    rf"(?:谁|哪[几些个位]|几[个位]).{{0,6}}{_GONE}|{_GONE}的?(?:师傅|人)?(?:有|是)?(?:谁|哪|名单|几[个位])"
)


def asks_who_left(text: str) -> bool:
    """Whether it is asked who is not asked any more."""
    return _WHO_LEFT.search(text) is not None


def stranger_gone(text: str) -> str | None:
    """Somebody of no roster of whom a text says nothing but that he has left, or is to be taken off."""
    name, bare = find_strict(text), text.strip(" 。.！!~～")
    if name is None or "单" in text or machine_of(text) is not None:
        return None
    alone = re.fullmatch(_SOLE.format(name=re.escape(name)), bare) is not None
    return name if alone or TAKE_OFF.match(text) else None


def is_gone(text: str, person: str, known: Known) -> bool:
    """Whether this expert, and no firm, is said to have left, or is to be taken off the roster.

    What he himself took off something ("老单把毛刺去掉了") says nothing of him.
    """
    of_firm = find_known(text.replace(person, " "), known.firms)  # a firm may be called as an expert is
    if _CHANGES_MORE.search(text) or _MAYBE.search(text) or asks(text) or of_firm:
        return False
    name = rf"@?{re.escape(person)}(?:师傅|老师)?"
    taken_off = (
        rf"[把将]{name}[^，,。]{{0,10}}?{_OFF}|(?:{_OFF}){name}|{name}[^，,。]{{0,6}}{_BOOK}[^，,。]{{0,4}}?{_OFF}|"
        rf"{_BOOK}[^，,。]{{0,4}}?{_OFF}[^，,。]{{0,2}}{name}"
    )
    left = _LEFT.search(text) is not None and re.search(rf"{name}[^，,。]{{0,8}}(?:{_LEFT.pattern})", text)
    for_good = _NEVER_MORE.search(text) is not None and (_LEFT.search(text) or "退休" in text)
    left = left or (for_good and re.search(rf"^(?:通知[，,：:\s]*)?{name}", text.strip()))
    return bool(left) or re.search(taken_off, text) is not None
