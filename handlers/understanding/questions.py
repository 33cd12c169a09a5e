"""What a coordinator's question is about: the slots of the command contract's `query`.

Days, names and trades are found first and stand as marks in the text; three small linear models then read
the words between them: what is asked for, which figure, tickets in which state.
"""

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib.resources import files

from handlers.understanding.known import DISTRICTS, Known
from handlers.understanding.linear import ngrams, normal, shares
from handlers.understanding.mentions import Mention, Named, mentions
from handlers.understanding.names import SURNAMES, find_known
from handlers.understanding.numbers import chinese_number
from handlers.understanding.periods import MARK, find_compared, find_period, without_periods
from handlers.understanding.trades import find_category, named_trades, technical_weight
from handlers.understanding.values import Query

_MARKS = {Named.PERSON: "\ue001", Named.FIRM: "\ue002", Named.DISTRICT: "\ue003"}
_TRADE = "\ue004"
NONE = "none"  # the models' label for a slot that the question does not set
_BOT = re.compile(r"@?(?:派单|小)助手[\s\u2005，,]*")
_CASES = re.compile(
    r"案[例列]|例子|先例|(?:处理|维修|修理)经验|经验.{0,4}(?:参考|借鉴|吗|没)|类似的?.{0,4}(?:碰到|遇到|处理|解决|修|弄)过|类似.{0,10}(?:问题|毛病|情况|单|经验)|"
    r"(?:以前|过去|往年|之前|老早|历史上).{0,14}怎么(?:解决|弄|处理|修)|"
    r"(?:碰到|遇到|碰着|解决|处理|修)过.{2,}的|(?:处理|做|修|弄|碰到|遇到)过类似|"
    r"(?:以前|过去|往年|之前|老早|历史上).{0,14}(?:咋|怎么)弄|"
    r"(?:以前|过去|往年|之前).{0,6}有(?:没有)?人?.{0,4}(?:碰到|遇到|解决|处理|修|弄)过(?!的)|"
    r"(?:老早|历史上|(?:以前|过去|往年|之前).{0,14}有没有).{0,14}(?:碰到|遇到|解决|处理|弄)过(?!的)"
)
_TITLES = ("师傅", "老师", "教授", "专家")
_ONE = re.compile(r"[那这](?:一?个)?单(?!子|位)")
_AMONG = re.compile(rf"{MARK}|最[快慢早晚多少久高低]")  # 上周五那单, 最慢那单: not the one just spoken of
_WORDS = tomllib.loads((files("prompts") / "lexicon" / "questions.toml").read_text("utf-8"))
_CUES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (f"{slot}:{name}", re.compile(pattern))
    for slot in ("about", "metric", "status")
    for name, pattern in _WORDS[slot]
)
_SAID: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    slot: tuple((value, re.compile(pattern)) for value, pattern in _WORDS[f"says_{slot}"])
    for slot in ("about", "metric", "status")
}
_COUNTED, _BY, _NOT_COUNTED, _TOPICS, _ELSEWHERE, _TRAITS, _EDGES = (
    {name: re.compile(pattern) for name, pattern in _WORDS[section].items()}
    for section in ("counts", "by", "counts_not", "topic", "elsewhere", "traits", "edge")
)
_PHONE = re.compile(
    r"(?:电话|手机|号码|联系方式|微信号)(?:号码?|号)?(?:是|有)?(?:多少|几号|没有|吗|给我|(?:私)?发(?:给)?我?|查|报|呢)?(?:一下)?[?？。！!\s]*$|怎么联系"
)
_NO_PHONE = re.compile(r"[换改打错通留记接约访催]|更新|停机|新号|沟通|登记|备注|补|更正|找不到")
_NAMED_BY_TRADE = re.compile(_WORDS["craftsmen"]["counted"])


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


def find_query(text: str, at: datetime, ticket: int | None, known: Known, *, export: bool) -> Query:
    """The slots of a question, or of an export order; `at` is the message's own time."""
    if ticket is not None:
        about = "cases" if _CASES.search(text) else "ticket"
        return Query(about=about, no=ticket, output="excel" if export else None)
    marked = mark(text, known)
    found = features(marked, export=export)
    about = _about(marked, found)
    period = find_period(text, at)
    due = period is not None and _DUE.search(text) is not None
    metric = _slot("metric", marked, found) if about not in ("ticket", "cases", "list") else None
    status = _slot("status", marked, found) if about != "cases" else None
    if status and metric not in (None, "count"):  # a figure of what was done is of all tickets
        metric, status = (metric, None) if _said("metric", marked) else (None, status)
    return Query(
        about=about,
        status=tuple(status.split("+")) if status else None,
        period=None if due else period,
        person=marked.person,
        enterprise=marked.firm,
        category=marked.trade or (_told_trade(text) if about == "cases" else None),
        district=marked.district,
        people=_several(marked.people),
        districts=_several(marked.districts),
        categories=_several(marked.trades),
        traits=tuple(name for name, pattern in _TRAITS.items() if pattern.search(text)),
        due=period if due else None,
        older_than=_older_than(text),
        edge=next((name for name, pattern in _EDGES.items() if pattern.search(text)), None),
        contact=marked.firm is not None and "联系人" in text,
        skill=_skill(text, marked) if about not in ("ticket", "cases") else None,
        against=find_compared(text, at, period),
        metric=metric,
        output=_output(text, export=export),
        counts=_counts(text, marked) if about not in ("ticket", "cases") else None,
        by=next((name for name, pattern in _BY.items() if pattern.search(text)), None),
        topic=None if about in ("ticket", "cases") else _topic(text, marked),
        half=_is_half(marked),
    )


# "那双桥呢", "没人接的呢": what is asked for is not said.
_SIGNS = rf"[{''.join((*_MARKS.values(), _TRADE, MARK))}]"
_HALF = re.compile(
    rf"(?:那么?|还有|再|换成)?(?!.*(?:谁|哪|几|多|什么|怎么|最|率))(?:{_SIGNS}|[^，,。]{{2,5}}的)(?:的|类|方面|那边|这边|单|单子)*呢(?:\s*也?(?:说|看|讲)[说看讲])?[?？。！!~\s]*"
)


def _is_half(marked: Marked) -> bool:
    return _HALF.fullmatch(marked.text.strip()) is not None


_DUE = re.compile(r"到期(?!间)|(?<![到至])截止(?=的|那天|$)|交期|(?:要|该)交货|交货期")
_OLDER = re.compile(
    r"(?:超过|过了|拖了|压了|等了|挂了)?(?P<n>\d{1,3}|[一二两三四五六七八九十]|半)(?:个)?(?P<unit>天|小时|钟头|礼拜|星期|周)(?:以上)?"
    r"(?:了|都|还|也)*(?:没|未)(?!有单)"
)


def _older_than(text: str) -> timedelta | None:
    """How old the tickets asked for are at least ("三天没修好的", "超过2小时没人接")."""
    found = _OLDER.search(text)
    if found is None:
        return None
    many = 0.5 if found["n"] == "半" else float(chinese_number(found["n"]) or 0)
    return timedelta(hours=many * {"天": 24, "小时": 1, "钟头": 1}.get(found["unit"], 168))


def _several(named: tuple[str, ...]) -> tuple[str, ...]:
    return named if len(named) > 1 else ()


_SKILL = re.compile(
    r"(?:(?<![例开大协学社])会|懂得?|擅长|精通|拿手|能)(?:不会)?(?:做|修|搞|弄|调|看|干)?(?P<x>[^，,。；;！!？?\s的]{2,10}?)的?(?:师傅|专家|老师|工匠|技师|人(?!接|要|去))"
    r"|(?:谁|哪[位个些]|有没有(?:人|师傅|谁)?)(?:能)?(?:会|懂得?|擅长|精通)(?:做|修|搞|弄|调|看|干)?(?P<y>[^，,。；;！!？?\s的呢吗啊]{2,10})"
    r"|(?:师傅|专家)(?:里头?|里面|当中|中)?.{0,3}?(?:会|懂|擅长)(?:做|修|搞|弄|调|看|干)?(?P<z>[^，,。；;！!？?\s的呢吗啊有几]{2,10})"
)


def _skill(text: str, marked: Marked) -> str | None:
    """What the experts asked for should be good at, as the question words it."""
    found = _SKILL.search(without_periods(text))
    return next(filter(None, found.groups()), None) if found and not marked.person else None


def _topic(text: str, marked: Marked) -> str | None:
    named = marked.person or marked.firm or marked.trade
    if not named and _ELSEWHERE["words"].search(text) and not _ELSEWHERE["ours"].search(text):
        return "elsewhere"
    return next((name for name, pattern in _TOPICS.items() if pattern.search(text)), None)


def asks_phone(text: str) -> bool:
    """Whether a text asks for somebody's phone number, and does not speak of one."""
    return len(text) <= 40 and bool(_PHONE.search(text)) and not _NO_PHONE.search(text)


def _counts(text: str, marked: Marked) -> str | None:
    """Whether the question counts the roster's people or firms; what they did is counted in tickets."""
    if marked.person or marked.firm or MARK in marked.text or _NOT_COUNTED["work"].search(marked.text):
        return None
    # Who is named by his trade alone ("焊工有几个") has become a mark.
    by_trade = marked.trade is not None and _NAMED_BY_TRADE.search(text)
    return next(
        (name for name, pattern in _COUNTED.items() if pattern.search(marked.text)),
        "experts" if by_trade else None,
    )


def names_only_a_trade(words: str) -> bool:
    """Whether a question's words name a trade and nothing else."""
    found = named_trades(words)
    return len(found) == 1 and re.sub("(?:类|方面)$", "", words.strip()) == words[found[0][1] : found[0][2]]


def mark(text: str, known: Known) -> Marked:
    """Find the names and trades of a question and put marks in their places."""
    plain = without_periods(_BOT.sub("", text).strip())
    found = _named(plain, known)
    names = {kind: [each.name for each in _joined(plain, found, kind)] for kind in Named}
    for each in sorted(found, key=lambda mention: mention.start, reverse=True):
        plain = plain[: each.start] + _MARKS[each.kind] + plain[each.end :]
    trades = named_trades(plain)
    codes = [
        code
        for code, start, _ in trades
        if _AND.fullmatch(plain, trades[0][2], start) or start == trades[0][1]
    ]
    for _, start, end in reversed(trades):
        plain = plain[:start] + _TRADE + plain[end:]
    for sign in (*_MARKS.values(), _TRADE):
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
        Mention(kind=kind, name=name, start=text.index(name), end=text.index(name) + len(name))
        for kind, names in _roster(known)
        for name in _known_together(text, names)
        if not (kind is Named.PERSON and _is_place(text, name))
    ]
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
        and not (each.kind is Named.FIRM and any(start < each.start < end for _, start, end in trades))
        and not any(_meet(each, other) for other in certain)
        and not (each.kind is not Named.FIRM and _in_a_word(text, each))
    ]
    return certain + [_rightly(each) for each in guessed]


# Words that begin or hold what looks like a surname.
_WORDS_OF_NO_NAME = re.compile(
    r"[响反供相适对]应|应急|发改|季报|月报|往年|统计|查查|国庆|老单子|老案例|劳模|"
    rf"[{SURNAMES}]?(?:主席|书记|局长|县长|镇长|部长|科长|主任)|老大难|[春夏秋冬]天|麻烦|帮忙|全部|所有|平均|应该|安排|成功|管理"
)


def _in_a_word(text: str, mention: Mention) -> bool:
    """Whether what was taken for a person is (part of) an ordinary word."""
    return any(
        found.start() < mention.end and mention.start < found.end()
        for found in _WORDS_OF_NO_NAME.finditer(text)
    )


def _rightly(mention: Mention) -> Mention:
    """Nobody without a title has a name of four characters: it is a firm's."""
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
    r"类似|之前|近来|找找|查查|看看|有个|那个|哪个|这些|那些|各种|所有|有关|关于|以前|以往|最近|上面|统计|一下|帮忙|食品|五金|的.*|.{1,3}的"
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


def features(marked: Marked, *, export: bool) -> dict[str, float]:
    """Named features of a marked question."""
    text = normal(marked.text)
    found = ngrams(f"^{text}$")
    found |= {f"cue:{name}": 0.4 for name, pattern in _CUES if pattern.search(text)}
    has = {
        "person": marked.person, "firm": marked.firm, "district": marked.district, "trade": marked.trade,
        "period": MARK in marked.text, "export": export,
    }  # fmt: skip
    found |= {f"has:{name}": 0.4 for name, value in has.items() if value}
    whose = "person" if marked.person else "firm" if marked.firm else "nobody"
    found |= {f"{whose}&{name}": 0.3 for name in [*found] if name.startswith("cue:")}
    return {**found, "always": 0.3}


def _said(slot: str, marked: Marked) -> str | None:
    return next((value for value, pattern in _SAID[slot] if pattern.search(marked.text)), None)


def _slot(slot: str, marked: Marked, found: dict[str, float]) -> str | None:
    """What plain words say of a slot, else what the model takes them for."""
    said = _said(slot, marked)
    return None if said == NONE else said or _likeliest(f"question_{slot}", found)


def _likeliest(model: str, found: dict[str, float]) -> str | None:
    likely = shares(model, found)
    best = max(likely, key=likely.__getitem__)
    return None if best == NONE else best


def _about(marked: Marked, found: dict[str, float]) -> str:
    if _CASES.search(marked.text):
        return "cases"
    one = _ONE.search(marked.text) and not _AMONG.search(marked.text)
    if one and not marked.firm and not marked.person:
        return "ticket"
    if marked.firm or marked.person:  # so the labelled questions have it, whatever else is asked
        return "enterprise" if marked.firm else "person"
    return _slot("about", marked, found) or "figures"


def _told_trade(text: str) -> str | None:
    told = _CASES.sub(" ", text)
    found = find_category(told) if technical_weight(told) >= _TOLD else "other"
    return None if found == "other" else found


_TOLD = 1.5  # workshop words without which a question for cases names no trade ("好案例有没有")


_NO_PICTURE = re.compile(r"(?:不要|不用|别|不)(?:[给发画出做配]|附)?图")


def _output(text: str, *, export: bool) -> str | None:
    if re.search(r"文字|打字|直接说|(?:不要|别[发做]?|不用)图", text) and not export:
        return "text"
    text = _NO_PICTURE.sub("", text)
    if re.search(r"(?<!地)(?<!企)(?<!宏)(?<!意)(?<!截)图(?!纸|文|书)|截图|画个|曲线", text):
        return "picture"
    if export or re.search(
        r"表格|(?:统计|明细|汇总|清单)表|excel|[做拉列出弄打导成][个张份成]?表(?!现|扬|面)|报表发|xlsx?|(?:单|数|分|总)表(?=给|发|$)",
        text,
        re.IGNORECASE,
    ):
        return "excel"
    return None
