"""Money in yuan, as written."""

import re

from handlers.understanding.numbers import chinese_number
from handlers.understanding.phones import without_phones

MOST = 2_000_000_000  # yuan; more is a slip of the pen, and more than the database's column holds
_CHINESE = "零一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟"
_NUMBER = (
    rf"(?:\d{{1,3}}(?:[,，]\d{{3}})+(?:\.\d{{1,6}})?(?!\d)|\d{{1,12}}(?:\.\d{{1,6}})?(?!\d)|[{_CHINESE}]+)"
)
# 六万五 and 9万6 leave the last unit out.
_TAIL = r"(?:(?P<tail>[1-9一二两三四五六七八九])(?![\d.一二三四五六七八九十百千万个家台套批次天年件只]))?"
_AMOUNT = re.compile(
    rf"(?<![\d.a-zA-Z{_CHINESE}])(?P<sign>[￥¥])?(?P<number>{_NUMBER})\s?(?P<more>来|多|几|把)?"
    rf"(?P<unit>百万|千万|[万萬]|亿|[wW](?![a-zA-Z])|[kK千仟](?![a-zA-Z瓦克])|百)?{_TAIL}(?P<more2>多|来)?\s*"
    rf"(?P<yuan>元|块钱?|[圆圓]|人民币|RMB|rmb)?"
)
_FOREIGN = re.compile(r"美[元金刀]|欧元|日元|美刀|USD|usd|\$|€|欧(?!规|洲|标)|港币")
_STAKE = re.compile(r"单|罚|扣|赔|货|合同|订|损失|退|违约|尾款|款|奖|补贴|框架|索|出口")
_PENALTY = re.compile(r"(?:罚|扣|赔|损失|货款|违约|合同|订单|没了).{0,6}$")
# What it costs, or is had for: not at stake, unless a word of the stake stands by it.
_COST = re.compile(
    r"一吨|每吨|一天|工资|月薪|报价|单价|一片|一个月|机器|买|换料|涨|补贴|课酬|模次|吨贵|[电气水运工证测理务]费|费用|学费|只$|成本|花了|差了|卖"
)
_COUNTED = re.compile(
    r"\s*[多来]?(?:件|只|套|模(?!具)|次|片|个|把|条|台|吨|公里|转|组|对|双|根|米|盏|支|PCS|pcs|股|伏|欧|人|亩|斤|张|盒|步|冲|块(?!钱)|箱|包|瓶|粒|颗|户|度|瓦|克|毫|平|里|字|料|伙|倍|一?分之|像素|小时|天|年)"
)
# A life asked for or reached ("寿命要求二十万"): times, whatever is left out.
_TIMES = re.compile(r"(?:寿命|[日月年]产|产[量能]|要求|要做到|达到|能打|能冲|打了|冲了)[^\d，,。]{0,4}$")
_UNITS = {
    "": 1, "百": 100, "千": 1000, "仟": 1000, "k": 1000, "K": 1000, "万": 10_000, "萬": 10_000, "w": 10_000,
    "W": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000,
}  # fmt: skip
_LARGE = 10_000
_WATT = ("w", "W")  # 65W is mostly no money
_LEAST = 100  # yuan of a penalty written without a unit
_SAVED = re.compile(
    rf"(?P<how>省|保住|挽回|救[回了下]|少损失|少赔|抢回|追回|节约|少亏|少花|节省|多赚|避免)[^\d零一二两三四五六七八九十]{{0,8}}(?P<number>{_NUMBER})(?:来|多|几)?\s*(?:(?P<unit>万|[wW]|千|百)(?:(?!.[分星]){_TAIL})?)?"
)


def _value(number: str, unit: str | None, tail: str | None = None) -> int | None:
    if number[0].isdigit():
        value = float(re.sub("[,，]", "", number))
    elif (whole := chinese_number(f"{number}万" if unit else number)) is not None:
        value = whole / _LARGE if unit else whole  # read before a unit: 两三(万) is two
    else:
        return None
    last = (chinese_number(tail) or 0) * _UNITS[unit or ""] // 10 if tail else 0
    yuan = round(value * _UNITS[unit or ""]) + last
    return yuan if 0 < yuan <= MOST else None


def find_money(text: str) -> int | None:
    """The money at stake in yuan (orders, penalties, refunds), None where none is named.

    The first sum with a word of the stake near it, else the first sum of tens of thousands. Costs of tools
    or machines do not count, foreign money is None (labelling guide, decision 4).
    """
    text = without_phones(text)
    plain = None
    for found in _AMOUNT.finditer(text):
        before, after = text[max(0, found.start() - 14) : found.start()], text[found.end() : found.end() + 12]
        if not _is_money(found, before, after):
            continue
        yuan = _value(found["number"], found["unit"], found["tail"])
        if yuan is None:
            continue
        if _STAKE.search(before) or _STAKE.search(after):
            return yuan
        if found["unit"] not in _WATT:
            plain = plain or yuan
    return plain


def _is_money(found: re.Match[str], before: str, after: str) -> bool:
    """Whether a number is a sum of yuan that may be at stake."""
    if (_COUNTED.match(after) and not found["yuan"]) or found.group() == "一块":
        return False
    if _FOREIGN.match(after) or _FOREIGN.search(before[-4:]):
        return False
    if _TIMES.search(before) and not (found["yuan"] or found["sign"] or _STAKE.search(before[-4:])):
        return False
    large = _UNITS[found["unit"] or ""] >= _LARGE
    if not large and not found["sign"]:
        penalty = _PENALTY.search(before)
        if not penalty or not (found["yuan"] or (_value(found["number"], found["unit"]) or 0) >= _LEAST):
            return False
    beside = before[-5:] + re.split("[，,。；]", after[:6])[0]
    return not (_COST.search(before[-5:] + after[:4]) and not _STAKE.search(beside))


_LEAST_SAVED = 100  # a bare number from which on it is yuan: "省了2000"


def find_saved(text: str) -> int | None:
    """What the help saved, in yuan ("省了3万多" → 30000, "省了一万八" → 18000).

    An order that was kept counts where nothing else was saved ("保住了20万的单子，省了大概3万" → 30000).
    """
    text = without_phones(text)
    sums = [(found["how"] in _KEPT, yuan) for found in _SAVED.finditer(text) if (yuan := _saved(text, found))]
    return min(sums, key=lambda each: each[0])[1] if sums else None


_KEPT = ("保住", "挽回", "救回", "救了", "救下", "抢回", "追回", "避免")


def _saved(text: str, found: re.Match[str]) -> int | None:
    value = _value(found["number"], found["unit"], found["tail"])
    following = text[found.end() : found.end() + 2]
    bare = found["unit"] is None and not re.search("[百千]", found["number"])  # 八千 is money, 3 is none
    alone = (value or 0) >= _LEAST_SAVED and re.match(r"\s*(?:$|[，,。！!；;、吧啊呢哦左上的])", following)
    if bare and not alone and not re.match(r"\s*(?:元|块)", following):
        return None
    return value
