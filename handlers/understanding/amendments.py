"""What a coordinator puts right on a ticket: its title, its haste, its day, its trade, whom to ring.

Rules over what stands beside the number. They order nothing else: whoever also gives the ticket away or ends
it ("1001 不急，派给老韩") is heard as before. All patterns are bounded.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from handlers.understanding.money import find_saved
from handlers.understanding.phones import PHONE
from handlers.understanding.trades import named_trades
from handlers.understanding.values import Urgency

_LONGEST = 80
_NO = re.compile(
    r"^(?:请|麻烦|帮我|把|将|\W){0,4}(?:(?<!\d)\d{2,6}(?!\d)\W{0,2}(?:号单|号|这单|那单|单)?[和与跟\W]{0,3}){1,4}(?:都|的(?!话))?"
)
_ORDERS = re.compile(
    r"派|换人|关[了掉单闭]|结[单了掉案]|取消(?!加急|特急)|撤(?!销?加急)|转给|交给|[让叫请催]"
)
_ASKS = re.compile(
    r"[?？]|吗|么$|能不能|可不可以|要不要|是不是|[不没]急呢|什么|哪[天个里些]|怎么|谁|多少|几[天号点]|没有?$"
)
_NOTES = re.compile(r"备注|注明|记(?:一?下|录|一笔|一句|上|着)|登记|标注|附注|留言|写上")


# 省的钱不对，应该是3万: of what an ended ticket was worth to its firm.
_WORTH = re.compile(
    r"(?:省|节约|节省|挽回|保住)[^，,。？?]{0,10}[，,]?[^，,。？?]{0,4}?"
    r"(?:不对|错|不是|应该|应为|改|更正|[多少][写算报记]了)"
    r"|(?:不对|错了?|应该|改[成为]|更正)[^。？?]{0,6}?(?:省|节约|节省|挽回)"
)
_RIGHT = re.compile(r"应该?[是为]|改[成为到]|更正[为成]|其实是?|实际(?:上)?是?|才|是|省了?|为")
_ASKS_WORTH = re.compile(r"[?？]|吗|对不对|是不是|怎么|谁|哪")


def puts_worth_right(text: str) -> bool:
    """Whether a text says that what was saved stands wrongly on a ticket."""
    short = len(text) <= _LONGEST
    return short and _WORTH.search(text) is not None and not _ASKS_WORTH.search(text)


def worth_meant(text: str) -> int | None:
    """The sum that is right, in yuan: the last one named behind "应该是" and the like; None where none is."""
    sums = [find_saved(f"省了{each.strip()}") for each in _RIGHT.split(text)[1:]]
    return next((each for each in reversed(sums) if each is not None), None)


class About(StrEnum):
    """What of the ticket is put right."""

    TITLE = "title"
    URGENCY = "urgency"
    DAY = "day"
    TRADE = "trade"
    CONTACT = "contact"


@dataclass(frozen=True, kw_only=True, slots=True)
class Amendment:
    """`value`: the new title, urgency or trade's code, the words of a day; None where it is not said."""

    about: About
    value: str | None = None


_TITLE = re.compile(r"标题|题目|名称|单名")
_AMENDS = re.compile(r"改|换|错|不对|应该?[是为叫]|更正|[:：]|写成|是")
_QUOTED = re.compile(r"[“\"「『‘'《]([^”\"」』’'》]{2,40})[”\"」』’'》]")
_NEW = re.compile(
    r"(?:(?:不对|错了?)[，,\s]*是|改[成为叫作]|换成|写成|更正为|应该?[是为叫]|标题[:：是为]|题目[:：是为])[：:，,\s]*(.{2,40})$"
)
_CONTACT = re.compile(r"联系人|联系电话|联系方式|电话|手机|号码")
_CHANGED = re.compile(r"改|换|更新|变|现在是|新的?|打这个|打[:：]?(?=1)|找|加|是|为|[:：]")
_NEW_CONTACT = (
    r"(?:把|企业)?.{0,4}(?:改|换|更新)(?:一?下|个)?(?:联系|电话|手机)|"
    r"(?:企业)?(?:联系人|联系电话|联系方式)(?:要)?(?:改|换)"
)
_END = r"(?:级|的|了|吧|啊|就行|就好|即可|处理|优先级|一点|点|些|单|类|\W)*"
_SO = (
    r"(?:(?:这|那)(?:单|个)|单子|其实|可以|先|现在|也|并|是|说|"
    r"紧急程度|优先级|级别|等级|又|给我|帮我|麻烦){0,3}"
)
_CALM = (
    rf"{_SO}(?:不|没|没有|没那么|不是)(?:用|要|必|是)?(?:那么|这么|很|太|特别)?(?:着急|紧急|加急|急)|"
    rf"{_SO}(?:取消|撤销|去掉|撤掉)(?:加急|特急)|{_SO}慢慢来"
)
_LEVEL = r"普通|一般|正常|不急|不紧急|平级|低|急(?!件)"
_SET = (
    rf"{_SO}(?:改|降|调|设|变|定|按|算)(?:低)?(?:[成为到回作])?(?:{_LEVEL})|"
    rf"{_SO}(?:普通|一般)|{_SO}(?:降级|降低|降一级|降下来|调低)"
)
_CALMLY = re.compile(rf"(?:{_CALM}|{_SET}){_END}")
_URGENT = re.compile(rf"{_SO}(?:改|降|调|设|变|定|按|算)(?:低)?(?:[成为到回作])?急(?!件){_END}")
_DAY = re.compile(
    r"改期|延期|推迟|延后|推后|顺延|宽限|放宽|提前|[改挪延推]到|(?:期限|交期|货期|截止|日期)[^，,。]{0,4}(?:改|换|是|到|为|错)"
)
_REPLANNED = re.compile(r"改期[到至为成]?")
# 工种改成电气, 是电气问题不是机械的
_TRADE = re.compile(
    rf"{_SO}(?:工种|类别|分类|类型|行当|专业)?(?:应该|要)?"
    r"(?:(?:改|换|调|归)(?:[成为到])?|(?<=是)(?=[^，,。]{2,8}(?:问题|毛病|的活|方面)))"
    r"(?P<trade>[^，,。\s]{2,8}?)(?:的?(?:问题|毛病|活|方面))?(?:[，,]?不是[^，,。]{1,8})?"
    rf"{_END}"
)


def is_note(text: str) -> bool:
    """Whether it is to be written down as it is said ("1001 备注：不急")."""
    return _NOTES.search(text) is not None


def number_before(text: str) -> int | None:
    """The number of four digits that a text begins with: a ticket's, whatever else it may look like."""
    found = re.match(r"(?:请|麻烦|帮我|把|将|\W){0,4}(1\d{3})(?!\d)", text)
    return int(found.group(1)) if found else None


def calms(text: str) -> bool:
    """Whether a text says, among other things, that there is no haste ("不急，下次再说")."""
    clauses = re.split(r"[，,。；;！!\s]+", _NO.sub("", text[:_LONGEST]).strip())
    return any(each and _CALMLY.fullmatch(each) is not None for each in clauses)


def find_amendment(text: str) -> Amendment | None:
    """What a text that names a ticket puts right on it; None where it asks, or orders something else."""
    body = _NO.sub("", text[: _LONGEST + 1]).strip()
    if len(text) > _LONGEST:
        return None
    if _TITLE.search(body) and _AMENDS.search(body) and not _ASKS.search(body):
        return Amendment(about=About.TITLE, value=_new_title(body))
    phone = PHONE.search(body) is not None
    if (_CONTACT.search(body) or phone) and _CHANGED.search(body) and _is_contact(body, phone=phone):
        return Amendment(about=About.CONTACT, value=body if phone else None)
    if _ORDERS.search(body) or _ASKS.search(body):
        return None
    clauses = [each for each in re.split(r"[，,。；;！!\s]+", body) if each]
    if clauses and all(_CALMLY.fullmatch(each) for each in clauses):
        urgent = any(_URGENT.fullmatch(each) for each in clauses)
        return Amendment(about=About.URGENCY, value=Urgency.URGENT if urgent else Urgency.NORMAL)
    if _DAY.search(body):
        return Amendment(about=About.DAY, value=_REPLANNED.sub("改到", body))
    trade = _trade(body)
    return Amendment(about=About.TRADE, value=trade) if trade is not None else None


def _new_title(body: str) -> str | None:
    found = _QUOTED.search(body) or _NEW.search(body)
    return found.group(1).strip(' ，,。！!”"') if found else None


def _is_contact(body: str, *, phone: bool) -> bool:
    """Whether it is a contact that changes: with its number, or said to be wanted changed."""
    if re.search(r"派给|备注|转告|告诉|通知", body) or (_ASKS.search(body) and not phone):
        return False
    return phone or re.match(_NEW_CONTACT, body) is not None


def _trade(body: str) -> str | None:
    found = _TRADE.fullmatch(body)
    named = named_trades(found["trade"]) if found else []
    whole = found is not None and len(named) == 1 and named[0][1:] == (0, len(found["trade"]))
    return named[0][0] if whole else None
