"""What stands still because something else has failed: no title names it where that is told."""

import re

from handlers.understanding.lines import THINGS, lines, lines_in
from handlers.understanding.problems import machines_of
from handlers.understanding.subjects import amiss, subjects
from handlers.understanding.trades import technical_weight

_SOME = r"[两二三四五六七八九十几\d百多]+(?:来|多|几)?[台条个组间套道只]"
_MANY = rf"(?:{_SOME}|所有|其他|别的|后面|前面|下游|上游|全厂|整个?车间|车间)"
_HELD_UP = re.compile(
    # "只好全关掉", "被迫熄火"
    r"(?:只好|只能|被迫|不得不|没办法只|跟着|连带着?|也就|逼得)[^，,]{0,8}?(?:停|关|熄|歇|放假|闲|等|拉闸|断电|减产)"
    # "三条线全停", "后面工位全堵着", "十台织机全停着"
    rf"|{_MANY}[^，,]{{0,8}}?(?:全都?|都|一起|也|跟着)[^，,]{{0,4}}?(?:停|关[了掉着]|趴着|闲着?|等着|歇着|堵着|晾着|没[气水电汽活])"
    r"|[停闲等趴歇晾]着(?:呢|了|等|没|不动)*$|(?:开|动|干|做)不(?:了|成)[工活]|(?:不敢|没法|没办法)(?:开[工机]|干活|生产|做)|停产|停工"
    r"|(?:流水线|产线|生产线|整条线|全厂|车间)[^，,机]{0,3}(?:整个|全部?|都|一下子|就|也)?停(?:了|下来)"
    r"|(?:后面|前面|后道|前道|下游|上游|其他|别的)的?[^，,机]{0,4}[推走动过进出做]不"
)
_PEOPLE = re.compile(
    r"(?:工人|工友|员工|操作工|师傅们|大家|大伙|司机|[\d两二三四五六七八九十几百]+(?:来|多|几)?(?:个|号)?人|人(?=都|全|先|也|在))[^，,]{0,8}?"
    r"(?:回家|回宿舍|回去|放假|[歇坐站等闲]|干瞪眼|没事|没活|下班|散了|走了|休息)|没(?:事|活)(?:可)?[干做]"
)
_GOODS = re.compile(
    r"(?:货|订单|产品|活儿?|料|单子)[^，,不]{0,4}(?:发不出|出不去|出不了|交不了|压下来|压着|压了|堆|耽误|赶不)|(?:发|交|出)不(?:了|出)货|堆(?:着|满|成山|一地)"
)

# "废水排不掉", "料送不过来": what does not move on, where something on its way has failed.
_HELD_BACK = re.compile(
    r"[\u4e00-\u9fa5](?:[排放倒送运装卸流搬拉走]|进|出)不(?:掉|走|了|过[来去]|出[来去]?|进[来去]?|下[来去]?)"
)


def is_held_back(clause: str) -> bool:
    """Whether a clause tells of what does not move on, and of no machine."""
    return _HELD_BACK.search(clause) is not None and not machines_of(clause)


def is_consequence(clause: str) -> bool:
    """Whether a clause tells of what stands still or who has nothing to do, not of what has failed."""
    return _HELD_UP.search(clause) is not None or touches_people(clause)


def touches_people(clause: str) -> bool:
    """Whether a clause tells what it means for the people or the goods."""
    return _PEOPLE.search(clause) is not None or _GOODS.search(clause) is not None


def names_a_thing(clause: str) -> bool:
    return bool(subjects(clause)) or thing_named(clause) is not None


def tells_the_fault(clause: str) -> bool:
    """Whether a clause could be what the standstill comes of: it says something of a thing."""
    told = amiss(clause) or technical_weight(clause) >= 1
    return not is_consequence(clause) and names_a_thing(clause) and told


def thing_named(clause: str) -> str | None:
    """The longest word for a thing in a clause."""
    known = (word for number in lines_in(THINGS, clause) for word in lines(THINGS)[number])
    return max((each for each in known if len(each) > 1 and each in clause), key=len, default=None)
