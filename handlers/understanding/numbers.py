"""Numbers as people write them: Chinese numerals and ticket numbers."""

import re
from functools import lru_cache

import cn2an

from handlers.understanding.phones import without_phones

_NUMERALS = frozenset("零〇一壹幺二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿")
_ABOUT = re.compile("([一二两三四五六七八])[二两三四五六七八九](?=[十百千万亿])")  # 七八千: the lower
_LONGEST = 12  # characters; what is longer counts nothing

_NOT_NUMBER = r"(?!\d|[.:：/月日点度%％年周天个件片台套模米毫丝元块万千吨岁楼栋层])"
_TICKET = (
    re.compile(r"【(\d{1,6})】"),
    re.compile(r"(?:#|＃|[nN][oO]\.?\s*|单号|工单)\s*(\d{1,6})(?!\d)"),
    re.compile(
        r"(?<![\d.月到至区路街弄巷村园幢层])(\d{1,6})\s*(?:号单|号工单|号派单|单(?!价|位|个|子|片|面|边|件|独))"
    ),
)
# Said of a ticket as much as of a day, a machine, a temperature or a type.
_BARE = (
    re.compile(
        r"(?<![\d.月到至区路街弄巷村园幢层])(\d{1,6})\s*号(?!机|冲|注塑|压铸|加工|车床|铣|磨|钻|折弯|空压|模|炉|床|焊|设备|产|那天|当天|线|库|厂|楼|门|钢|位|车|会议|到|前|之前|复|晚|早|上午|下午|要|装|的船|的船期|来|左右|以前|以后|之后|以来|开始|起)"
    ),
    re.compile(
        r"(?:^|[\s，,。]|那个|查|看下|关于)(\d{2,5})(?=这[个单]|那[个单]|的单|取消|撤|关[了掉]|好了|解决|搞定|确认|怎么样|什么|进度|呢|还没|不用|补充|\s+[1-5]\s?分)"
    ),
    re.compile(
        r"(?<![\d.A-Za-z])(?<!(?:升|速|温|压)到)(?<!转速|温度|型号|压力)(1[0-9]{3})(?!\d|铝|钢|[.:：/年月度%吨℃个件套模米毫丝元块万千米]|转(?![给单到交派]))"
    ),
)
# "1006和1007", "1002、1003、1004号单", "1007 1008"; tickets are counted from 1001.
_ONE = r"【?1\d{3}(?!\d)】?(?:号?单|号)?"
_MEASURED = r"\d+\s?[.:：/月日点度%％年周天个件片台套模米毫丝元块万千吨岁楼栋层转]"
_AND = rf"(?:\s?(?:[和跟与及、]|[，,]?还有)\s?|(?<=】)(?=【)|[ \t]+(?!{_MEASURED}))"
_LISTED = re.compile(rf"(?<![\d.]){_ONE}(?:{_AND}{_ONE}){{1,20}}")
# A comma may begin something else ("关闭 1001，1002 还要等配件"), so it joins only what stands at the head or
# the end of all that is said, or before a word for all of them.
_COMMAS = rf"(?<![\d.]){_ONE}(?:(?:\s?[，,]\s?|{_AND}){_ONE}){{1,20}}"
_LISTED_BY_COMMAS = (
    re.compile(rf"^(?:@\S+\s)?\W*(?P<list>{_COMMAS})"),
    re.compile(rf"(?P<list>{_COMMAS})(?=\W*$|\W*(?:都|全|一起|一并|这?[两二三四五几][个张]?单))"),
)
_SPELT = re.compile(
    r"(?<![近前这那共有来了接过几零〇一二两三四五六七八九幺百十])(?:([零〇一二两三四五六七八九幺]{2,4}|[一二三四五六七八九]?[千百十][零一二三四五六七八九百十]{0,6})(?:号(?:那[个张]?|这[个张]?)?单|号工单|单(?!价|位|个)))|([零〇一二两三四五六七八九幺]{3,4})(?![零〇一二两三四五六七八九十幺个月天])号?|((?:[一二]千|一千零?)[零一二三四五六七八九百十]{1,6})号(?!机|线|楼)"
)


@lru_cache(maxsize=4096)
def chinese_number(text: str) -> int | None:
    """一百二十 → 120, 一百二 → 120, 一零四七 → 1047, 百 → 100, 七八千 → 7000; None where it is none."""
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= _LONGEST else None
    if not 0 < len(text) <= _LONGEST or text == "万一" or any(char not in _NUMERALS for char in text):
        return None
    lower = _ABOUT.sub(r"\1", text)
    try:
        return int(cn2an.cn2an(f"一{lower}" if lower[0] in "百千万亿" else lower, "smart"))
    except (KeyError, ValueError):  # KeyError: its slip over a figure too many ("零十零")
        return None


def find_ticket_no(text: str, *, outright: bool = False) -> int | None:
    """The ticket number as written (1031号单, #23, 【1023】, 一零四七号单), None where there is none.

    `outright`: not one that may as well be a day, a temperature or a type ("15号来抽样", "浇注温度1420").
    """
    text = without_phones(text)
    for pattern in _TICKET if outright else (*_TICKET, *_BARE):
        found = pattern.search(text)
        if found:
            return int(found.group(1))
    spelt = _SPELT.search(text)
    return chinese_number(spelt.group(1) or spelt.group(2) or spelt.group(3)) if spelt else None


def listed_ticket_nos(text: str) -> tuple[int, ...]:
    """The ticket numbers of a text's first list ("1006和1007都关了"), each once; () where there is none."""
    bare = without_phones(text)
    lists = _lists(bare)
    if not lists:
        return ()
    first, last = lists[0]
    return tuple(dict.fromkeys(int(each) for each in re.findall(r"\d{4}", bare[first:last])))


def as_one_ticket(text: str) -> str:
    """A text with one number instead of its first list: what is said of several is said as of one."""
    lists = _lists(text)
    if not lists:
        return text
    first, last = lists[0]
    return text[:first] + re.sub(r"(1\d{3}).*", r"\1", text[first:last]).lstrip("【") + text[last:]


def _lists(bare: str) -> list[tuple[int, int]]:
    """Where ticket numbers stand together, those joined by commas first."""
    by_commas = [each.span("list") for pattern in _LISTED_BY_COMMAS for each in pattern.finditer(bare)]
    return by_commas + [each.span() for each in _LISTED.finditer(bare)]


_GAP = re.compile(r"(?<=\d)\s+(?=[年月日号天周季度多万]|个|小时|分钟|点)|(?<=[年月近])\s+(?=\d{1,2}(?!\d))")
_YEARS = re.compile(r"(?<!\d)(20[123]\d)\s*(?=全年|[上下]半年|[一二三四第]|[qQ][1-4])")
_YEAR_MONTH = re.compile(r"(?<!\d)(20[123]\d)[./-](1[0-2]|0?[1-9])(?![\d./月-])")
_QUARTER = re.compile(r"(?<![A-Za-z])[qQ]([1-4])(?!\d)(?:季度)?")


def spelt_out(text: str) -> str:
    """Times as people write them in full: "5 月 20 号" without gaps, 2026.11 as 2026年11月, Q3 as 3季度."""
    text = _YEAR_MONTH.sub(r"\1年\2月", _YEARS.sub(r"\1年", _GAP.sub("", text)))
    return _QUARTER.sub(r"第\1季度", text)


# A clause that begins with a ticket's number, or with what is to be done to it: "1001好了5分，1002没好",
# "1002取消，取消1003".
_BEGINS = re.compile(
    r"(?:【|(?:^|(?<=[，,。；;！!、\s]))(?:取消|撤销|撤[掉回]?|关[闭掉]|结[单掉]|加急|催(?:一?下)?)?\s?#?)(1\d{3})(?!\d)"
    r"(?=】|号|单|[\s，,。；;！!：:]|[^\d\W]|$)"
)


def pieces_by_ticket(text: str) -> list[tuple[int, str]]:
    """A text cut before every clause that begins with another ticket's number; [] where fewer than two do.

    What stands before the first number belongs to the first piece; listed numbers ("1001、1002都好了") stay
    together.
    """
    bare = without_phones(text)
    listed = _lists(bare)
    starts: list[tuple[int, int]] = []
    for found in _BEGINS.finditer(bare):
        no, within = int(found.group(1)), any(first < found.start(1) < last for first, last in listed)
        if not within and (not starts or starts[-1][1] != no):
            starts.append((found.start(), no))
    if len({no for _, no in starts}) < 2 or len(bare) != len(text):
        return []
    ends = [place for place, _ in starts[1:]] + [len(text)]
    begins = [0, *(place for place, _ in starts[1:])]
    return [
        (no, text[begin:end].strip(" ，,；;、\n"))
        for (_, no), begin, end in zip(starts, begins, ends, strict=True)
    ]
