"""The parts of a ticket that tells of several troubles, and what a message says of some of them.

"行车和空压机都坏了" tells of two things; "空压机不用了" ends one of them, "行车好了，空压机还没" says of each
how it stands. A text's parts are what its writer counts up, else its machines, else its defects.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from handlers.understanding.names import without_bot
from handlers.understanding.problems import machines_of, said_of_several, says_wrong
from handlers.understanding.separating import enumerated
from handlers.understanding.trades import technical_weight


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One trouble: what it is called, its words, and whether it is another thing than its neighbours."""

    name: str
    words: str
    apart: bool


class Verdict(StrEnum):
    """How a part stands."""

    DONE = "done"  # 空压机好了
    UNWANTED = "unwanted"  # 空压机不用了
    STILL = "still"  # 空压机还没


@dataclass(frozen=True, kw_only=True, slots=True)
class Saying:
    """What a clause says: of what (empty: of all), how that stands, and the clause."""

    subject: str
    verdict: Verdict
    clause: str


_LONGEST = 600
_SUBJECT = 12  # characters of what a clause may be about
_STOPS = re.compile(r"[，,。；;！!？?\n\s]+")
# Where "行车好了空压机还没好" goes on to another thing.
_RUNS_ON = re.compile(r"(?<=[好用要修弄]了)(?=[^，,。；;！!？?\s了吧啊呀呢哈的嘛噢哦]{2,8}?(?:还|没|也|不))")
_LEAD = r"^(?:不过|但是?|就是|只有|只是|其中|那|这|对了|师傅|老师|现在|今天|刚才?|另外|还有|的话)*"
_SAYS = (
    (
        Verdict.STILL,
        re.compile(
            _LEAD + r"(?P<s>[^，,]{0,12}?)(?:还是?|依旧|仍旧?|都|也|一直|就|却|倒|可|根本|照样)*"
            r"(?:没(?!有?了)(?:有)?(?:修|弄|搞|调|处理|解决|看|动|来得及)?(?:好|完|过)?|不行|不好|老样子|没动静|要(?:修|弄|看|办|来|搞|师傅)|"
            r"得(?:修|弄|看|办|来)|(?<=还)要|在(?:漏|渗|滴|冒|响|报|跳|抖|晃|卡|掉|坏)|坏着|有问题|是坏的)(?:呢|啊|的|呀|了|吧|哦|一下|看看)*$"
        ),
    ),
    (
        Verdict.UNWANTED,
        re.compile(
            _LEAD + r"(?:先|就|可以|已经)*(?:不用|不要|不必|不需要|别|取消)(?:再)?(?:麻烦)?(?:来|去|派人)?"
            r"(?:修|看|弄|管|搞|处理)?"
            r"(?P<s>[^，,了来去修看弄管派]{2,8}?)(?:那[台个单])?(?:了|吧)*$"
        ),
    ),
    (
        Verdict.UNWANTED,
        re.compile(
            _LEAD + r"(?P<s>[^，,]{0,12}?)(?:就|可以|先|都|也|已经|暂时|我们|咱们)*(?:"
            r"(?:不用|不要|不需要|不必|不)(?:再)?(?:麻烦)?(?:师傅|人|派人|你们)?(?:来|去)?(?:修|看|弄|管|搞|处理|派|跑)?了|取消(?:了|掉|吧)?|"
            r"不用(?:修|看|弄|管|来|去|派)|自己(?:已经)?(?:修|弄|搞|解决|处理)(?:好|完|定)?了?|算了)(?:吧|啊|哈)*$"
        ),
    ),
    (
        Verdict.DONE,
        re.compile(
            _LEAD + r"(?P<s>[^，,]{0,12}?)(?:已经|都|也|现在|就|是|算|倒是?|又|总算|终于|基本)*"
            r"(?<![不没])(?:(?:修|弄|搞|调|处理|解决|换|整)(?:好|完|定)|好|搞定|解决|正常|没问题|没事|行|可以|OK|ok)(?:用)?(?:了|啦|哉|的了)(?:呀|啊|哈|的|谢谢|[1-5五四三]分)*$"
        ),
    ),
    (
        Verdict.DONE,
        re.compile(
            _LEAD + r"(?P<s>[^，,]{0,12}?)(?:已经|都|也|现在|就|基本|总算|终于)*(?:不|没|没有)(?:再)?"
            r"(?P<trouble>漏[油水气电]?|异?响|抖动?|跳闸?|卡料?|报警|高|烫|发烫|发热|裂|开裂|断|掉|堵|打?滑|缩水?|冒烟|滴|晃|跑?偏|粘模?|发[黑白黄霉]|"
            r"振动?|震动?|闪|乱码?|起泡|变形|超差|缺料|停机|拉伤|飞边|死机)(?:了|啦)(?:呀|啊|哈|谢谢)*$"
        ),
    ),
)
# What a clause may be about without naming a part.
_ALL = re.compile(
    r"^(?:大?都|全部?|两[个台样]?|几[个台]|第?[一二三四][个单]|机器|设备|机台|机子|问题|毛病|故障|师傅|老师|我们?|我这(?!边|[个单台里])|这边|那边|这里|这[个单台]|那[个单台]|单子?|"
    r"已经?|现在|应该|感觉|基本|暂时|真|终于|总算|算|是|就|也|今天|刚才?|谢谢|[嗯哦好行对]|企业|厂里|工会|派单|\d{4}|[号的了吧啊呀])*$"
)
_AFTER = re.compile(r"(?:那边|那[台个]|这[台个]|的(?:事|问题|毛病)?|的话|已经|也|都|就|倒|是)+$")


# "师傅到底来不来了", "还修不修了" ask, and end nothing.
_OR_NOT = re.compile(r"([来去修弄搞看要用派办管好])[不没]\1")


def sayings(text: str) -> list[Saying]:
    """What a message says of how things stand, clause by clause; [] where a clause says something else."""
    found: list[Saying] = []
    for clause in filter(None, _STOPS.split(_RUNS_ON.sub("，", without_bot(text)[:_LONGEST]))):
        if _OR_NOT.search(clause):
            continue
        said = next(((verdict, each) for verdict, pattern in _SAYS if (each := pattern.match(clause))), None)
        if said is not None:
            subject = _AFTER.sub("", said[1]["s"])
            trouble = said[1].groupdict().get("trouble", "")  # "不打滑了" names it by what it did
            subject = (trouble if len(trouble) > 1 else "") if _ALL.match(subject) else subject
            found.append(Saying(subject=subject, verdict=said[0], clause=clause))
    return found


_POLITE = re.compile(
    r"^(?:谢谢|多谢|感谢|辛苦|麻烦|师傅|老师|你们?|大家|好的|嗯|啊|哈|哦|了|那|就|先|\d分|[1-5五四三]分)*$"
)


def says_only(text: str) -> bool:
    """Whether a message says nothing but how things stand."""
    clauses = [each for each in _STOPS.split(_RUNS_ON.sub("，", without_bot(text)[:_LONGEST])) if each]
    return bool(clauses) and all(sayings(each) or _POLITE.match(each) for each in clauses)


def parts(text: str) -> list[Part]:
    """The troubles that a text tells of; lines that say how they stand tell of none."""
    text = "\n".join(line for line in text.split("\n") if not any(map(_ends, _STOPS.split(line))))
    counted = enumerated(text)
    if len(counted) > 1:
        return [Part(name=_name(each), words=each, apart=True) for each in counted]
    clauses = [each for each in _STOPS.split(text[:_LONGEST]) if each]
    things = _by_thing(clauses)
    if len(things) > 1:
        return [Part(name=name, words=words, apart=True) for name, words in things.items()]
    defects = [
        each
        for each in clauses
        if (says_wrong(each) or _AMISS.search(each))
        and technical_weight(each) >= 1
        and not _TRIED.search(each)
    ]
    return [Part(name=_name(each), words=each, apart=False) for each in defects]


# Said beside another trouble: "油温也高".
_AMISS = re.compile(r"(?:也|还|偏|有点|比较|很|老|总)(?:是)?[高低大小慢快响烫]")
_TRIED = re.compile(r"换(?:了|过)|[试调查](?:了|过)|没用|不管用|也不行|都不行|还是(?:不行|一样|这样|那样)")


def _ends(clause: str) -> bool:
    return any(each.verdict is not Verdict.STILL for each in sayings(clause))


def _by_thing(clauses: Sequence[str]) -> dict[str, str]:
    """The words about each machine; what names none belongs to the one before."""
    found: dict[str, str] = {}
    last = ""
    for clause in clauses:
        several = said_of_several(clause)
        told = several or dict.fromkeys(machines_of(clause)[:1] or [last], clause)
        for name, words in told.items():
            known = next((each for each in found if _same(each, name)), name)
            if known in found:
                found[known] += f"，{words}"
            elif known and (several or says_wrong(clause)):
                found[known] = words
            last = known if known in found else last
    return found


def _same(one: str, other: str) -> bool:
    """Whether two names mean one machine: "3号空压机" is the 空压机, and not the 5号空压机."""
    return one in other or other in one


def _name(words: str) -> str:
    named = machines_of(words)
    return named[0] if len(named) == 1 and len(words) > _SUBJECT else words.strip()[:_SUBJECT]


def meant(subject: str, among: Sequence[Part]) -> list[int]:
    """The places of the parts that a clause about `subject` can mean: those that share most with it."""
    several = [each for each in _AND.split(subject) if each]
    if len(several) > 1:
        return sorted({place for each in several for place in meant(each, among)})
    shared = [_shared(subject, each.words + each.name) for each in among]
    most = max(shared, default=0)
    return [place for place, each in enumerate(shared) if each == most] if most else []


# What somebody who takes a part says besides: "1001 接，行车我去弄".
_TAKING = re.compile(
    r"[\d\W]+|我(?:们)?|[来去接弄修看搞办会行懂熟的那这吧了呢啊能先]|可以|师傅|马上|负责|处理|解决|下午|上午|明天|今天|现在|坏了|问题|毛病|单"
)


def taken(text: str, among: Sequence[Part]) -> list[int]:
    """The places of the parts that somebody names who takes them; none where he could mean each."""
    named = [each for each in _TAKING.sub(" ", without_bot(text)).split() if len(each) > 1]
    found = {
        place
        for place, part in enumerate(among)
        if any(_shared(each, part.words + part.name) >= _PAIR for each in named)
    }
    return sorted(found) if len(found) < len(among) else []


def _shared(subject: str, words: str) -> int:
    """How many pairs of signs both have; a single sign counts where they share no pair."""
    pairs = {subject[i : i + 2] for i in range(len(subject) - 1)}
    common = sum(each in words for each in pairs)
    return _PAIR * common if common else sum(each in words for each in set(subject) - _COMMON)


_PAIR = 100  # a shared pair of signs outweighs any number of single ones
_AND = re.compile(r"[和跟与、及]")
_COMMON = frozenset("的了机不上下大小个台号那这边有是在和")
