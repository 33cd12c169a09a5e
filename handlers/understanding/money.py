"""Money in yuan, as written."""

import re

from handlers.understanding.numbers import chinese_number
from handlers.understanding.phones import without_phones

MOST = 2_000_000_000  # yuan; more is a slip of the pen, and more than the database's column holds
_NUMBER = r"(?:\d{1,12}(?:\.\d{1,6})?(?!\d)|[零一二两三四五六七八九十百千]+)"
_AMOUNT = re.compile(
    rf"(?<![\d.a-zA-Z])(?P<number>{_NUMBER})(?P<more>来|多|几)?(?P<unit>百万|千万|亿|万|[wWkK](?![a-zA-Z])|千|百)?(?P<more2>多|来)?\s*(?P<yuan>元|块钱?|人民币|RMB|rmb)?"
)
_FOREIGN = re.compile(r"美[元金刀]|欧元|日元|美刀|USD|usd|\$|€|欧(?!规|洲|标)|港币")
_STAKE = re.compile(r"单|罚|扣|赔|货|合同|订|损失|退|值|违约|项目|模|出口|柜")
_COST = re.compile(
    r"一吨|每吨|一天|工资|月薪|报价|单价|一片|一个月|机器|买|换料|涨|补贴|课酬|模次|吨贵|学费|只$"
)
_UNITS = {
    "万": 10_000,
    "w": 10_000,
    "W": 10_000,
    "千": 1000,
    "k": 1000,
    "K": 1000,
    "百": 100,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
}
_SAVED = re.compile(
    rf"(?:省|保住|挽回|节约|少亏|少花|节省|多赚|避免)[^\d零一二两三四五六七八九十]{{0,8}}({_NUMBER})(?:来|多|几)?\s*(万|[wW]|千|百)?"
)


def _value(number: str, unit: str | None) -> int | None:
    value = float(number) if number[0].isdigit() else chinese_number(number)
    yuan = 0 if value is None else round(value * _UNITS.get(unit or "", 1))
    return yuan if 0 < yuan <= MOST else None


def find_money(text: str) -> int | None:
    """The money at stake in yuan (orders, penalties, refunds), None where none is named.

    Costs of tools or machines do not count, foreign money is None (labelling guide, decision 4).
    """
    text = without_phones(text)
    for found in _AMOUNT.finditer(text):
        unit, yuan = found["unit"], found["yuan"]
        if not (unit in ("万", "百万", "千万", "亿", "w", "W") or yuan):
            continue
        start, end = found.start(), found.end()
        before, after = text[max(0, start - 14) : start], text[end : end + 12]
        if re.match(
            r"\s*(?:件|只|套|模|次|片|个|把|条|台|吨|公里|转|组|对|双|根|米|盏|支|PCS|pcs|股|伏|欧|人|亩|斤|张)",
            after,
        ):
            continue
        if _FOREIGN.match(after) or _FOREIGN.search(before[-4:]):
            continue
        if unit in (None, "千", "百", "k", "K") and not re.search(
            r"罚|扣|赔|损失|货款|违约|合同|订单", before[-8:]
        ):
            continue
        if _COST.search(before[-5:] + after[:4]) and not _STAKE.search(before[-5:] + after[:6]):
            continue
        if _STAKE.search(before) or _STAKE.search(after):
            return _value(found["number"], unit)
    return None


def find_saved(text: str) -> int | None:
    """What the help saved, in yuan ("省了3万多" → 30000)."""
    text = without_phones(text)
    found = _SAVED.search(text)
    if found is None:
        return None
    value = _value(found.group(1), found.group(2))
    following = text[found.end() : found.end() + 2]
    bare = found.group(2) is None and not re.search("[百千]", found.group(1))  # 八千 is money, 3 is none
    if bare and not re.match(r"\s*(?:元|块)", following):
        return None
    return value
