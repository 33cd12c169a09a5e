"""What a coordinator has the bot do besides its tickets' steps: pass on words, remind, make two tickets one.

Rules: each needs its verb beside a ticket's number, a firm or the name of a person. All patterns are bounded.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from handlers.understanding.names import CALLED

_LONGEST = 120
_ASKS = re.compile(r"能不能|可不可以|要不要|行不行|怎么|是不是|(?:吗|了没有?|没有)\W*$|[?？]")
_NOTES = re.compile(r"备注|注明|记(?:一?下|录|一笔|上)|登记|标注|留言")
_NO = re.compile(r"(?<!\d)(1\d{3})(?!\d)")
_MERGES = r"(?:合并|并单|合单|合成一|合在一|并成一|并在一|并起来|合起来|(?:并|归并|合|归)(?:到|进|入))"
_NOT_MERGED = re.compile(rf"(?:不要|不用|不能|别|没有?|先不|不)(?:给|把|去|急着)?{_MERGES}|{_MERGES}不了")
_INTO = re.compile(r"(?:并|合|归)(?:到|进|入)(?:了)?\s*[【#]?(1\d{3})(?!\d)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Merge:
    """`into` None: not said; fewer than two numbers, or a question: he is told how it is written."""

    nos: tuple[int, ...]
    into: int | None
    asks: bool


def find_merge(text: str) -> Merge | None:
    """Whether tickets are to be made one ("1002并到1001", "1001 1002是同一个事，合并")."""
    if len(text) > _LONGEST or not re.search(_MERGES, text) or _NOT_MERGED.search(text):
        return None
    nos = tuple(dict.fromkeys(int(each) for each in _NO.findall(text)))
    into = _INTO.search(text)
    pointed = re.search(r"[这那两几][个张条]?单(?!位|子价)", text) and "合并" in text
    if not (len(nos) > 1 or (nos and into is None and "合并" in text) or pointed):
        return None
    return Merge(nos=nos, into=int(into.group(1)) if into else None, asks=_ASKS.search(text) is not None)


# 1005催一下, 再催催; "企业在催" tells who urges.
_URGED = re.compile(r"(?:帮忙?|再|去|给我)?催(?:一催|一下|一声|一遍|促|催|下|$)(?!了|过)")


def asks_to_urge(text: str) -> bool:
    """Whether who has a ticket, or was asked, is to be reminded of it."""
    urged = len(text) <= 30 and _URGED.search(text.rstrip("。！!吧啊 ")) is not None
    return urged and not _ASKS.search(text) and not re.search(r"企业|客户|厂里|老板|升|急|不[要用]|别", text)


# 把没人接的都催一下, 没接的单子挨个催一遍
_ALL_WAITING = re.compile(
    r"(?:没人接|没接|没有人接|没着落|没人要|没人管|超时|待接)(?:单)?的?[^，,。]{0,4}(?:都|全|挨个|一个个|统统)|(?:都|全部?|所有|挨个|统统)[^，,。]{0,6}催"
)


def asks_to_urge_all(text: str) -> bool:
    """Whether experts are to be asked once more about whatever nobody has taken."""
    return asks_to_urge(text) and _ALL_WAITING.search(text) is not None


_URGES_ONLY = re.compile(r"(?:帮忙?|麻烦|再|去|给我)*催(?:一催|一下|一声|一遍|催|下)(?:他们?|师傅们?|看)?")


def only_urges(text: str) -> bool:
    """Whether nothing but that is said ("再催一下")."""
    return _URGES_ONLY.fullmatch(text.strip("。！!吧啊 ")) is not None


_FIRM = r"(?:企业|厂里|客户|对方|他们|求助的?人|联系人|人家)(?:那边|的人|方面)?"
_TO_FIRM = re.compile(
    rf"(?:(?:给|跟|和|向){_FIRM}(?:再|先)?(?:回个?话|回一?[声下]|[说讲]一?[声下]|带个?[话信]|回复(?:一?下)?|说|讲)|"
    rf"(?:回复|告诉|转告|通知|告知|答复)(?:一?[下声])?{_FIRM}(?:一?[下声])?)(?!过|了)[，,：:\s]*(?:就?[说讲])?[，,：:\s“\"]*"
)
# Who has the ticket names a person of its firm as well, and may say less: 跟胡总说一声…, 让企业先把水关了.
_BY_HOLDER = re.compile(
    rf"(?:转告|告诉|通知|跟|和|给|让|叫)(?:{_FIRM}|[一-龥]{{1,2}}(?:总|经理|厂长|老板|主任)(?:那边)?)"
    r"(?:(?:说|讲)(?:一?[声下])?|回个话)?[，,：:\s]*(?:就?说)?"
)
_ASKED_BACK = re.compile(r"(?:了没有?|了吗|吗|么|没有?)[?？]*$|[?？]$|电话|地址|什么时候|几点")


# 改成吊挂，让他们试两炉; 温度再降10度试试: what the firm is to do, said to nobody else.
_BIDS_LAST = re.compile(
    rf"\S.{{2,50}}[，,。\s](?:先|再|就)?(?:让|叫|请|麻烦){_FIRM}(?:先|再|自己|把)?(?:试|换|改|调|看|量|查|准备|关|停|打|测|加|拆|装|清)[^，,。?？]{{0,12}}[。！!]*"
)
_BIDS_TRY = re.compile(
    r"(?!.*[你我?？吗])[^，,。]{2,20}[，,]?(?:再)?(?:试试|试一下|试一试|试试看|看看效果)(?:吧|先)?[。！!]*"
)


def bids_try(text: str) -> bool:
    """Whether he says what is to be tried."""
    return bool(_BIDS_LAST.fullmatch(text) or _BIDS_TRY.fullmatch(text))


def words_to_firm(text: str) -> str | None:
    """What the firm of a ticket is to be told; "" where he does not say it, None where it is no order."""
    found = _TO_FIRM.search(text) if len(text) <= 2 * _LONGEST else None
    if found is None or not _HEAD.fullmatch(text[: found.start()]) or _ASKS.search(text[: found.end()]):
        return None
    words = text[found.end() :].strip(' ”"。')
    if re.match(_ORDER, words) or (not words and text.rstrip().endswith(("吗", "?", "？"))):
        return None
    return words


# 先别动，等我来; 要收材料费，跟他们说一下
_BIDS_FIRM = re.compile(
    r"(?:先|都|暂时|千万|你们?)*(?:别|不要|不能|勿)(?:再|急着)*(?:动|开机|拆|送电|通电|合闸|生产|用|加油|碰|停机|关机|开)(?:它|了|机器?)?[，,\s]+(?:等|我)[^，,。]{0,4}(?:来|到|去|看)[^，,。]{0,4}"
)
_TOLD_LAST = re.compile(
    rf"(?P<words>\S.{{2,60}}?)[，,。\s]+(?:请|麻烦|帮我|帮忙|你|去)*(?:跟|和|给|向|告诉|转告|通知)(?:一下)?(?:{_FIRM}|老板)(?:说|讲)?(?:一?[下声])?(?:吧|哈)?"
)

_SETTLED = re.compile(r"(?:都|已经)*(?:约|说|谈|讲|联系|沟通|商量)(?:好|妥|定|过)了?[。！!]*")  # 跟厂里约好了

_AGREED = re.compile(r"(?:好|妥|定|过)了?[，,。\s]+")  # 跟厂里说好了，明天去: it knows


def words_of_holder(text: str) -> str | None:
    """The same of who has the ticket ("跟胡总说一声我要带个徒弟过去"): None where it is no news for it."""
    if _BIDS_FIRM.fullmatch(text):
        return text
    last = _TOLD_LAST.fullmatch(text)
    if last is not None and not _ASKED_BACK.search(last["words"]):
        return last["words"]
    found = _BY_HOLDER.search(text) if len(text) <= _LONGEST else None
    if found is None or not _HEAD.fullmatch(text[: found.start()]):
        return None
    words = text[found.end() :]
    told = len(words) > 1 and not _ASKED_BACK.search(words)
    told = told and not (_SETTLED.fullmatch(words) or _AGREED.match(words))
    return words if told else None


# Before it stands at most which ticket: "1001派给老韩，跟企业说一声" orders, and tells the firm itself.
_HEAD = re.compile(r"[\W\d号单这那个的]*(?:请|麻烦|帮我|帮忙|帮|你|先|再|去|也|给我){0,3}[\W\d号单]*")
_ORDER = r"(?:先|就|把[^，,。]{0,6})?(?:派给?|换|改派|关[了掉]|取消|结单|加急|升)"
_TO_HIM = re.compile(r"(?P<verb>提醒|转告|告诉|通知|催)(?:一?[下声催])?\s*@?")
_STRICT = ("告诉", "通知")
_NO_ERRAND = re.compile(r"不用|取消|不去|别去|派|请假|休息|改派|换")


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What somebody is to be told; `words` "": only to remind him. `plain`: no order can be meant."""

    name: str
    words: str
    plain: bool


def words_to_expert(text: str, known: Collection[str]) -> Told | None:
    """Whom of the experts to tell what ("提醒宋师傅打电话", "1001转告葛林松带量具")."""
    found = _TO_HIM.search(text) if len(text) <= _LONGEST else None
    if found is None or _ASKS.search(text) or _NOTES.search(text) or _NO_ERRAND.search(text):
        return None
    if not _HEAD.fullmatch(text[: found.start()]):
        return None
    rest = text[found.end() :]
    called = re.match(CALLED, rest)
    name = max((each for each in known if len(each) >= 2 and rest.startswith(each)), key=len, default=None)
    name = name or (called.group() if called else None)
    if name is None:
        return None
    words = re.sub(
        r"^(?:师傅|老师|工)?(?:一?[下声])?[，,：:\s]*(?:就?[说讲]|[叫让请]他)?[，,：:\s“\"]*",
        "",
        rest[len(name) :],
    )
    words = words.strip(' ，,。！!”"')
    return Told(name=name, words=words, plain=found["verb"] not in _STRICT)


_FOR = re.compile(r"(?:转告|告诉|告知|通知|回复)(?:一?[下声])?\s*@?(?!大家|所有|全体|各位|我)")


def words_for_somebody(text: str) -> str | None:
    """Who is to be told something and what, one after the other, where he names no ticket; else None."""
    found = _FOR.search(text) if len(text) <= _LONGEST else None
    if (
        found is None
        or _ASKS.search(text)
        or _NOTES.search(text)
        or not _HEAD.fullmatch(text[: found.start()])
    ):
        return None
    return text[found.end() :]


_SAY_TO = re.compile(
    r"(?:跟|和|给|向)\s*@?(?!大家|所有|全体|各位|我|你)(?P<name>[^，,。；;：:\s]{2,10}?)(?:那边|的人)?"
    r"(?:[说讲回带](?:一?[声下]|句话?|个[话信]))(?!过|了)[，,：:\s]*(?P<words>\S.*)"
)


def words_said_to(text: str) -> tuple[str, str] | None:
    """Who is to be told and what, in plain words ("跟小芳姐说一下，阿毛等会过去"); else None."""
    found = _SAY_TO.search(text) if len(text) <= _LONGEST else None
    if found is None or _NOTES.search(text) or not _HEAD.fullmatch(text[: found.start()]):
        return None
    if text.rstrip().endswith(("吗", "?", "？")):
        return None
    return found["name"], found["words"].strip(' ”"。')


# 1032戴工下周一才到，麻烦跟晓敏讲一声: what is to be told stands before to whom.
_SAID_LAST = re.compile(
    r"(?P<words>\S.{1,60}?)[，,。；;\s]+(?:请|麻烦|帮我|帮忙|你|去|再|也){0,3}(?:跟|和|给|向|同|告诉|转告|通知)\s*@?"
    r"(?P<name>(?!大家|所有|全体|各位|我|你|师傅)[^，,。；;：:\s]{2,10}?)(?:那边|的人)?(?:[说讲带回](?:一?[声下]|个?[话信]))(?:吧|哈|啊|哦)?[。！!]*"
)
_ORDERS_TOO = re.compile(r"派(?!了)|换|改派|让|叫|请|[关结]单|[关结][了掉]|取消|升|加急|催|备注|退单")


def words_told_last(text: str) -> tuple[str, str] | None:
    """Who is to be told and what, where the words come first; None where they order something, too."""
    found = _SAID_LAST.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None or _ORDERS_TOO.search(found["words"]) or _ASKS.search(text):
        return None
    return found["name"], found["words"].strip(' ，,。”"')


_ASK_OF = re.compile(
    r"[\W\d号单]*(?:帮我|麻烦|请|你|去|再){0,3}问(?:问|一?[下声]|一问)\s*@?(?P<rest>[^\s，,].+)"
)


def words_asked_of(text: str) -> str | None:
    """Who is to be asked and what, one after the other ("帮我问下应总监满意不"); else None."""
    found = _ASK_OF.match(text) if len(text) <= _LONGEST else None
    return found["rest"].strip("。！! ") if found is not None else None


# 费工明天能不能早点 8点: what somebody at work is asked to do.
_PUT_TO = re.compile(
    r"[\W\d号单]*@?(?P<name>[^，,。：:\s]{2,6}?)(?:师傅|老师)?[，,：:\s]*(?P<words>(?:[今明后]天|[上下]午|晚上|早上|你)*"
    r"(?:能不能|可不可以|能否|方便不方便|方不方便|可以|麻烦|请)(?!派|接|换).*(?:早|晚|提前|先|改|来|到|去|带|快|打(?:个)?电话|回(?:个)?(?:话|电)|发).*)"
)


# 麻工几点去？让她带上顶针
_PUT_AND = re.compile(
    r"[\W\d号单]*@?(?P<name>[^，,。：:\s]{2,6}?)(?:师傅|老师)?[，,：:\s]*(?P<asks>(?:大概)?(?:几点|什么时候|啥时候)(?:能|可以)?(?:去|到|来|过去|出发)(?:啊|呢)?)"
    r"[?？，,。\s]+(?:让|叫|请)[他她](?P<bids>\S.*)"
)


def words_put_to(text: str, known: Collection[str]) -> tuple[str, str] | None:
    """Whom who is at work a coordinator asks to do something, and what; the caller looks whether he is."""
    if len(text) > 40:
        return None
    both = _PUT_AND.fullmatch(text)
    if both is not None and both["name"] in known:
        return both["name"], f"{both['asks']}？请{both['bids']}"
    found = _PUT_TO.fullmatch(text)
    return (found["name"], found["words"]) if found is not None and found["name"] in known else None


# 薛工明天去，跟企业确认下
_CONFIRM_WITH = re.compile(
    rf"(?P<words>\S.{{2,40}}?)[，,。\s]+(?:请|麻烦|帮我|帮忙|你|去)*(?:跟|和|找|向|与)(?:{_FIRM}|老板)(?:再)?(?:确认|核实|核对|敲定)(?:一?下|一声|清楚)?[吧哈。！!]*"
)


def words_to_confirm(text: str) -> str | None:
    """What the firm is asked to confirm; None where it is no such order."""
    found = _CONFIRM_WITH.fullmatch(text) if len(text) <= _LONGEST else None
    return found["words"] if found is not None else None


_BOTH = re.compile(r"(?:师傅|老师|工)?\s*(?:[和跟与、，,+]|还有|加上?)\s*")
_TOGETHER = re.compile(r"一起|一同|一块儿?|一道|两[个位]人?都?|都去|俩")


_GIVEN_TO = re.compile(r"(?:派给?|换成?|改成|安排|指派给?|让|叫|请)\s*$")
_NOTHING_MORE = re.compile(r"(?:师傅|老师|工)?(?:都|去|来|看|接|一下|吧|了|\W)*$")


def both_named(text: str, known: Collection[str]) -> tuple[str, str] | None:
    """Two experts who are to go together ("葛林松和庄福根一起去", "换成葛林松和庄福根")."""
    if len(text) > _LONGEST or _ASKS.search(text) or re.search(r"别|不[要用必]", text):
        return None
    for first in sorted((each for each in known if len(each) >= 2 and each in text), key=len, reverse=True):
        start = text.index(first)
        between = _BOTH.match(text, start + len(first))
        rest = text[between.end() :] if between else ""
        beside = [each for each in known if len(each) >= 2 and rest.startswith(each) and each not in first]
        if not beside:
            continue
        second = max(beside, key=len)
        given = _GIVEN_TO.search(text[:start]) and _NOTHING_MORE.fullmatch(rest[len(second) :])
        if given or _TOGETHER.search(text):
            return first, second
    return None
