"""What a coordinator's question is about: the slots of the command contract's `query`.

Days, names and trades are found first and stand as marks in the text; three small linear models then read
the words between them: what is asked for, which figure, tickets in which state.
"""

import re
import tomllib
from datetime import datetime, timedelta
from importlib.resources import files

from handlers.understanding.known import Known
from handlers.understanding.linear import ngrams, normal, shares
from handlers.understanding.marking import MARKS, TRADE_MARK, Marked, mark
from handlers.understanding.numbers import chinese_number
from handlers.understanding.periods import MARK, find_compared, find_period, without_periods
from handlers.understanding.trades import find_category, technical_weight
from handlers.understanding.values import Query

NONE = "none"  # the models' label for a slot that the question does not set
_CASES = re.compile(
    r"案[例列]|例子|先例|(?:处理|维修|修理)经验|经验.{0,4}(?:参考|借鉴|吗|没)|类似的?.{0,4}(?:碰到|遇到|处理|解决|修|弄)过|类似.{0,10}(?:问题|毛病|情况|单|经验)|"
    r"(?:以前|过去|往年|之前|老早|历史上).{0,14}怎么(?:解决|弄|处理|修)|"
    r"(?:碰到|遇到|碰着|解决|处理|修)过.{2,}的|(?:处理|做|修|弄|碰到|遇到)过类似|"
    r"(?:以前|过去|往年|之前|老早|历史上).{0,14}(?:咋|怎么)弄|"
    r"(?:以前|过去|往年|之前).{0,6}有(?:没有)?人?.{0,4}(?:碰到|遇到|解决|处理|修|弄)过(?!的)|"
    r"(?:以前|过去|往年|之前|原来)(?:有)?谁.{0,3}(?:修|弄|处理|解决|碰到|搞)过|"
    r"(?:老早|历史上|(?:以前|过去|往年|之前).{0,14}有没有).{0,14}(?:碰到|遇到|解决|处理|弄)过(?!的)"
)
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
    r"(?:电话|手机|号码|联系方式|微信号)(?:号码?|号)?(?:是|有)?(?:多少|几号|没有|吗|给我|(?:私)?发(?:给)?我?|查|报|呢)?(?:一?下)?[?？。！!\s]*$|怎么联系"
)
_NO_PHONE = re.compile(r"[换改打错通留记接约访催]|更新|停机|新号|沟通|登记|备注|补|更正|找不到")
_WHO_TOOK = re.compile(r"(?:谁|哪位)[^，,。？?]{0,4}?接(?:了|的|单)*|接(?=[^，,。]{0,10}(?:师傅|专家|老师))")
# "1001谁接的？电话给我", "接澄屿那单的师傅电话": of who took it
_NAMED_BY_TRADE = re.compile(_WORDS["craftsmen"]["counted"])


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
    if _BOTH.search(text):
        status = None  # how many came and how many were solved: the figures tell both
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
        traits=_traits(text),
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


def _traits(text: str) -> tuple[str, ...]:
    """What else the tickets have in common; the evening of a named day is that one night."""
    found = tuple(name for name, pattern in _TRAITS.items() if pattern.search(text))
    return (
        tuple(each for each in found if each not in ("evening", "night")) if "that_night" in found else found
    )


# "那双桥呢", "没人接的呢": what is asked for is not said.
_SIGNS = rf"[{''.join((*MARKS.values(), TRADE_MARK, MARK))}]"
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


# 来了多少单，解决了多少
_BOTH = re.compile(
    r"(?:来|有|收到?|接到?|报|点)了?(?:多少|几)[个张单起条件]{0,2}[^，,。；]{0,6}[，,。；\s]+[^，,。；]{0,4}"
    r"(?:解决|办好|办完|办结|修好|完成|结)(?:了|掉)?(?:多少|几)"
    r"|(?:多少|几)[个张单起条件]{1,2}[，,。；\s]+还(?:有|剩)(?:多少|几)[个张单起条件]{0,2}(?:没|未)"
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
    r"|(?:谁|哪[位个些]|有没有(?:人|师傅|谁)?)(?:能)?(?:会|懂得?|擅长|精通|能(?=[做修搞弄调]))(?:做|修|搞|弄|调|看|干)?(?P<y>[^，,。；;！!？?\s的呢吗啊]{2,10})"
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
    found = next((name for name, pattern in _TOPICS.items() if pattern.search(text)), None)
    months = MARK in marked.text and not _DAY.search(text)
    return "idle" if found is None and (marked.district or months) and _TOOK_NONE.search(text) else found


# 梅屿那边谁没接, 这个月谁没接: which experts took none; of today it is asked what waits.
_TOOK_NONE = re.compile(
    r"(?:谁|(?:哪[些几]?[位个]?|有哪些|什么)师傅)(?:还|都|也|是)*(?:没|未)(?:有)?接(?:单|的|呢|吗)*[?？。]*$"
)
_DAY = re.compile(r"今天|今日|昨天|[今昨]晚|刚才?|早上|上午|下午")
_PLAINLY_EXPERTS = re.compile(r"师傅|专家|接过|一[单个张次]")


def asks_who_took_none(text: str) -> bool:
    """Whether it is asked which experts have taken no ticket."""
    return len(text) <= _LONGEST_LATE and (
        _TOPICS["idle"].search(text) is not None and _WHOEVER.search(text) is not None
    )


_WHOEVER = re.compile(r"谁|师傅|专家|哪[位个些几]")


def may_mean_tickets(text: str) -> bool:
    """Whether words that ask who took none ("梅屿那边谁没接") may ask for the tickets that nobody took."""
    return _PLAINLY_EXPERTS.search(text) is None


def asks_who_waits(text: str) -> bool:
    """Whether it is asked who still waits for an expert ("谁还在等", "还有谁在等师傅")."""
    about, waits = _SAID["about"][0]
    return about == "list" and waits.search(without_periods(text)) is not None


_LATE = re.compile(r"(?:超时|逾期|超期|(?:按时|及时|准时)接)(?:单|了|过|的|吗|没|$|[?？])")
_LONGEST_LATE = 30


def asks_late(text: str) -> bool:
    """Whether it is asked of a ticket whether it was taken in time."""
    return len(text) <= _LONGEST_LATE and _LATE.search(text) is not None


def asks_phone(text: str) -> bool:
    """Whether a text asks for somebody's phone number, and does not speak of one."""
    speaks_of = _NO_PHONE.search(_WHO_TOOK.sub("", text))
    return len(text) <= 40 and bool(_PHONE.search(text)) and not speaks_of


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
    return _said_of(slot, marked.text)


def _said_of(slot: str, text: str) -> str | None:
    return next((value for value, pattern in _SAID[slot] if pattern.search(text)), None)


_CLAUSES = re.compile(r"[，,。；;、？?\s]+|和|以及|还有")
_TOOK_MOST = re.compile(
    r"(?:谁|哪[个位](?:师傅)?)[^，,。]{0,4}(?:接|派|跑)[^，,。]{0,4}最多|接[^，,。]{0,4}最多的?是?(?:谁|哪[个位])"
)
_HOW_MANY = re.compile(r"(?:几|多少)[个张]?单")


def asks_who_took_most(text: str) -> bool:
    """Whether a clause of a question asks who took most."""
    return any(_TOOK_MOST.search(each) for each in _CLAUSES.split(text))


def asks_figures_too(text: str) -> bool:
    """Whether a clause asks who took most, and another for a figure: how many, how soon, what was saved."""
    others = [each for each in _CLAUSES.split(normal(without_periods(text))) if not re.search("谁|哪", each)]
    figure = any(_HOW_MANY.search(each) or _said_of("metric", each) not in (None, NONE) for each in others)
    return figure and asks_who_took_most(text)


_WHO_DID = re.compile(
    r"(?:谁|哪[些几]?[位个]?(?:师傅|人)?|什么人|师傅)[^，,。最没]{0,4}?(?:办|接|去|修|弄|处理|干|跑|做|搞|上门)[^，,。最没]{0,3}$"
)
_SO_MANY = re.compile(r"(?:几|多少)[个张]?(?:单|求助)(?!.*最)")


def asks_how_many_and_who(text: str) -> bool:
    """Whether a clause asks how many tickets there were, and another who had them ("今天几单 谁办的")."""
    each = _CLAUSES.split(text.strip())
    return any(map(_SO_MANY.search, each)) and any(map(_WHO_DID.search, each))


def metrics_named(text: str) -> frozenset[str]:
    """Every figure that the clauses of a question name plainly."""
    clauses = _CLAUSES.split(normal(without_periods(text)))
    return frozenset(filter(None, (_said_of("metric", each) for each in clauses))) - {NONE}


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
        r"表格|(?:统计|明细|汇总|清单)表|excel|[做拉列出弄打导成发][个张份成]?表(?!现|扬|面|情|态|示|演)|报表发|xlsx?|(?:单|数|分|总)表(?=给|发|$)",
        text,
        re.IGNORECASE,
    ):
        return "excel"
    return None
