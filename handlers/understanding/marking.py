"""Names, trades and days of a coordinator's question found, with marks in their places.

What is in the roster is found as it is written; of each kind that it does not know, what is recognised.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from handlers.understanding.known import DISTRICTS, Known
from handlers.understanding.linear import words
from handlers.understanding.mentions import Mention, Named, mentions
from handlers.understanding.names import SURNAMES, find_known
from handlers.understanding.periods import without_periods
from handlers.understanding.trades import named_trades

MARKS = {Named.PERSON: "\ue001", Named.FIRM: "\ue002", Named.DISTRICT: "\ue003"}
TRADE_MARK = "\ue004"
_BOT = re.compile(r"@?(?:派单|小)助手[\s\u2005，,]*")
_TITLES = ("师傅", "老师", "教授", "专家")


@dataclass(frozen=True, kw_only=True, slots=True)
class Marked:
    """A question with marks for the days, names and trades that were found in it."""

    text: str
    person: str | None
    firm: str | None
    district: str | None
    trade: str | None
    people: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()


def mark(text: str, known: Known) -> Marked:
    """Find the names and trades of a question and put marks in their places."""
    plain = without_periods(_BOT.sub("", text).strip())
    found = _named(plain, known)
    names = {kind: [each.name for each in _joined(plain, found, kind)] for kind in Named}
    for each in sorted(found, key=lambda mention: mention.start, reverse=True):
        plain = plain[: each.start] + MARKS[each.kind] + plain[each.end :]
    trades = named_trades(plain)
    codes = [
        code
        for code, start, _ in trades
        if _AND.fullmatch(plain, trades[0][2], start) or start == trades[0][1]
    ]
    for _, start, end in reversed(trades):
        plain = plain[:start] + TRADE_MARK + plain[end:]
    for sign in (*MARKS.values(), TRADE_MARK):
        plain = re.sub(rf"{sign}{_AND.pattern}(?={sign})", "", plain)
    return Marked(
        text=plain,
        person=next(iter(names[Named.PERSON]), None),
        firm=next(iter(names[Named.FIRM]), None),
        district=next(iter(names[Named.DISTRICT]), None),
        trade=trades[0][0] if trades else None,
        people=tuple(names[Named.PERSON]),
        districts=tuple(names[Named.DISTRICT]),
        trades=tuple(dict.fromkeys(codes)),
    )


_AND = re.compile(r"(?:师傅|片区|那边|镇|类|的)?\s*(?:[、，,和跟与及/ ]|还有|以及)?\s*")


def _joined(text: str, found: list[Mention], kind: Named) -> list[Mention]:
    """The first name of a kind and those that stand with it: 双桥、梅屿和沙塘."""
    own = sorted((each for each in found if each.kind is kind), key=lambda each: each.start)
    joined = own[:1]
    for each in own[1:]:
        if each.start > joined[-1].end and _AND.fullmatch(text, joined[-1].end, each.start):
            joined.append(each)
    return joined


def _named(text: str, known: Known) -> list[Mention]:
    """Names of the roster where they stand; of each kind that the roster does not know, those recognised."""
    certain = [
        Mention(
            kind=Named.DISTRICT if kind is Named.PERSON and _is_place(text, name) else kind,
            name=name,
            start=text.index(name),
            end=text.index(name) + len(name),
        )
        for kind, names in _roster(known)
        for name in _known_together(text, names)
    ]
    if (pointed := _AT.search(text)) is not None:
        start, end = pointed.span(1)
        certain.append(Mention(kind=Named.PERSON, name=pointed[1], start=start, end=end))
    certain = [
        one for one in certain if not any(other is not one and _inside(one, other) for other in certain)
    ]
    kinds = {each.kind for each in certain}
    trades = named_trades(text)
    guessed = [
        each
        for each in mentions(text, "question")
        if each.kind not in kinds
        and not _names_nobody(each)
        and not _is_a_word(each)
        and not (each.kind is Named.FIRM and any(start < each.start < end for _, start, end in trades))
        and not any(_meet(each, other) for other in certain)
        and not (each.kind is not Named.FIRM and _in_a_word(text, each))
    ]
    return certain + [_rightly(each, text) for each in guessed]


_AT = re.compile(r"@(?![了过师专])([^\s@\u2005，,。的]{2,20})")  # the bot's own name is gone
# Words that begin or hold what looks like a surname.
_WORDS_OF_NO_NAME = re.compile(
    r"[响反供相适对]应|应急|发改|季报|月报|往年|统计|查查|国庆|老单子|老案例|劳模|"
    rf"[{SURNAMES}]?(?:主席|书记|局长|县长|镇长|部长|科长|主任)|老大难|[春夏秋冬]天|麻烦|帮忙|全部|所有|平均|应该|安排|成功|管理"
)


def _is_a_word(mention: Mention) -> bool:
    """Whether what was taken for a firm's bare brand is an ordinary word (重开的单, 跳闸的单)."""
    return mention.kind is Named.FIRM and len(mention.name) == _BRAND and mention.name in words()


_BRAND = 2  # characters


def _in_a_word(text: str, mention: Mention) -> bool:
    """Whether what was taken for a person is (part of) an ordinary word."""
    return any(
        found.start() < mention.end and mention.start < found.end()
        for found in _WORDS_OF_NO_NAME.finditer(text)
    )


# 云岭茶厂: behind a place's name the firm's own goes on.
_GOES_ON = re.compile(
    r"(?!.{0,2}[的片那这企镇乡各])[\u4e00-\u9fa5]{1,3}?(?:厂|业|公司|合作社|集团)(?![务余绩主])"
)
# 看下山珍食品: a word of asking slipped in.
_ASKING = re.compile(
    r"(?:再|帮忙?|请|给我|想)?(?:看看|看下|查查|查下|看一?[看下眼]|查一?[查下]|翻翻|调出?|把|给)(?=.{2})"
)


def _rightly(mention: Mention, text: str) -> Mention:
    """The name as it is: a firm's without a word of asking, one that begins with a place whole.

    Nobody without a title has a name of four characters: it is a firm's.
    """
    if mention.kind is Named.DISTRICT and (rest := _GOES_ON.match(text, mention.end)) is not None:
        name = text[mention.start : rest.end()]
        return Mention(kind=Named.FIRM, name=name, start=mention.start, end=rest.end())
    if mention.kind is Named.FIRM and (asks := _ASKING.match(mention.name)) is not None:
        start = mention.start + asks.end()
        return replace(mention, name=mention.name[asks.end() :], start=start)
    long = mention.kind is Named.PERSON and len(mention.name) >= _FIRM_LENGTH
    plain = re.fullmatch(r"[\u4e00-\u9fa5]+", mention.name) and not _TITLED.search(mention.name)
    return replace(mention, kind=Named.FIRM) if long and plain else mention


_FIRM_LENGTH = 4
_TITLED = re.compile(
    r"师傅|老师|教授|大师|大姐|工程师|总工|教练|(?<!精)工$|哥|姐|总|老|小|阿|欧阳|申屠|诸葛|上官|司徒|皇甫|夏侯|闻人"
)


def _known_together(text: str, names: Collection[str]) -> list[str]:
    """The longest known name of a text, and the known ones that stand beside it, joined by 和 or a comma."""
    first = find_known(text, names)
    if first is None:
        return []
    rest, found = text.replace(first, " " * len(first), 1), [first]
    while (other := find_known(rest, names)) is not None:
        rest = rest.replace(other, " " * len(other), 1)
        start, end = sorted((text.index(first), text.index(other)))
        first_end = start + len(first if text.index(first) == start else other)
        if _LINKED.fullmatch(text, first_end, end):
            found.append(other)
    return found


_LINKED = re.compile(r"[^。；;！!？?]{0,4}?(?:[、，,和跟与及/ ]|还有|以及)[^。；;！!？?]{0,12}?")
_THERE = ("那边", "这边", "那里", "那块", "片区", "镇", "县", "市", "乡", "街道")


def _is_place(text: str, name: str) -> bool:
    """Whether a given name stands for a place ("永康那边")."""
    return len(name) == 2 and text[text.index(name) + len(name) :].startswith(_THERE)


_TIME_WORD = re.compile(
    r"(?:[上下这本那]一?[次周回]|[上下这本]个?(?:月|星期|礼拜)|[今明后昨前]天|最近|目前|现在|刚才|[上下中][午旬]|早上|晚上|夜里|半夜|"
    r"[小大][暑寒雪]|立[春夏秋冬]|[春秋]分|[夏冬]至|处暑|白露|霜降|清明|谷雨|芒种|双(?:十|1)[一二12]?)$"
)


_ANY_FIRM = re.compile(r"(?:那|这)?[几各哪每][家个]|所有|全部")


def _names_nobody(mention: Mention) -> bool:
    """Whether what was taken for a name is a bare title, or no more than trades: 老师, 农机食品."""
    if _TIME_WORD.match(mention.name) or _ANY_FIRM.match(mention.name):
        return True
    if mention.kind is not Named.FIRM:
        return mention.name in _TITLES
    bare = mention.name
    for _, start, end in reversed(named_trades(mention.name)):
        bare = bare[:start] + bare[end:]
    return not bare or _NO_BRAND.fullmatch(bare) is not None


# 类似模具, 近来注塑: a trade behind an ordinary word is no firm.
_NO_BRAND = re.compile(
    r"类似|之前|近来|找找|查查|看看|有个|那个|哪个|这些|那些|各种|所有|有关|关于|以前|以往|最近|上面|统计|一下|帮忙|食品|五金|远程|线上|线下|外县|本县|培训|急单|特急|加急|重复|超时|会诊|求助|派单|退单|的.*|.{1,3}的"
)


def _roster(known: Known) -> tuple[tuple[Named, Collection[str]], ...]:
    return (
        (Named.FIRM, known.firms),
        (Named.PERSON, known.people),
        (Named.DISTRICT, known.districts | DISTRICTS),
    )


def _meet(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _inside(one: Mention, other: Mention) -> bool:
    return other.start <= one.start and one.end <= other.end and len(other.name) > len(one.name)
