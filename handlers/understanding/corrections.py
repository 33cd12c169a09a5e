"""Corrections: what somebody takes back of his own words ("不是PP是ABS", "写错了 是5号机")."""

import re
from dataclasses import dataclass

from handlers.understanding.phones import PHONE, half_width
from handlers.understanding.problems import machine_of

_WORD = r"[^\s，,。；;！!？?、：:是不]{1,14}"
_SLIP = (
    r"(?:写|打|说|搞|发|弄|报|记|看|听|讲)错(?!群|人|地方|对象)(?:了)?|"
    r"更正(?:一下)?|纠正(?:一下)?|口误|笔误|手误"
)
# Each names `right` and, where it is said, `wrong`.
_PATTERNS = (
    re.compile(
        rf"(?<!是)(?<!要)不是(?P<wrong>{_WORD})[，,\s]*(?:而是|应该是|其实是|(?<!还)(?:我们?|这边|1\d{{3}})?是)(?P<right>{_WORD})"
    ),
    re.compile(rf"(?<!不)是(?P<right>{_WORD})[，,\s]*(?:而)?不是(?P<wrong>{_WORD})"),
    re.compile(rf"(?P<wrong>{_WORD})(?:{_SLIP})[，,：:\s]*(?:应该)?是(?P<right>{_WORD})"),
    re.compile(rf"(?P<wrong>{_WORD}?)改(?:成|为)(?P<right>{_WORD})"),
    re.compile(rf"(?:{_SLIP})[^是]{{0,12}}是(?P<right>{_WORD})"),
    re.compile(rf"(?:{_SLIP})[，,：:\s]*(?P<right>{_WORD})"),
)
_SLIPPED = re.compile(rf"(?:不好意思|抱歉|不对|不是|我|哦|啊|等等|等下|刚才|上面|前面|[，,\s])*(?:{_SLIP})")
_SAID_WRONG = re.compile(r"^(?:了|[，,：:\s])*(?:应该)?(?:是)?")
_TAIL = re.compile(r"(?:了|的|吧|哈|啊|哦|呀|，|,|。|！|!)+$")
# Things of one kind: a new one takes the place of the only one written before.
_KINDS = (
    PHONE,
    re.compile(r"[0-9一二三四五六七八九十]+号(?:机|线|炉|床|车|模|冲床|机床|注塑机|压铸机)?"),
    re.compile(r"\d+(?:\.\d+)?(?:吨|T|t)(?![a-zA-Z])"),
    re.compile(
        r"(?<![A-Za-z])(?:PC\s?[+/]\s?ABS|PC\s?[+/]\s?PBT|PA\s?[+/]\s?GF|PP|PE|PC|ABS|AS|PS|PA\d{0,2}|POM|PBT|PET|PVC|TPU|TPE|TPR|PMMA|HDPE|LDPE|EVA|PPS)"
        r"(?![A-Za-z0-9])",
        re.IGNORECASE,
    ),
    re.compile(r"(?<![A-Za-z0-9])(?:SUS)?(?:201|304|316L?|430)(?!\d)|45#|40Cr|Cr12|SKD11|S136|P20|718|ADC12"),
    re.compile(r"\d+(?:\.\d+)?(?:mm|毫米|丝|公分|厘米|度|℃|公斤|MPa|兆帕)", re.IGNORECASE),
    re.compile(r"(?<![A-Za-z0-9])(?:AL|ALM|ERR|E|SV|F|OC|OV)[.\- ]?\d{1,5}(?!\d)", re.IGNORECASE),
)
# "电话错了，是139…": the number is a word of its own, however it is written.
_WRONG_PHONE = re.compile(
    r"(?:电话|手机|号码?|联系方式|联系电话)[^，,。\d]{0,6}(?:错|不对|不是这个|换|改)"
    r"|(?:写|打|发|报|留)错[^，,。\d]{0,6}(?:电话|手机|号)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """`right` stands in the place of `wrong`; None where only the right word was said."""

    wrong: str | None
    right: str


def find_correction(text: str) -> Correction | None:
    """The correction a short message makes, None where it makes none."""
    if len(text) <= 80 and corrects_phone(text):
        return Correction(wrong=None, right=PHONE.findall(half_width(text))[-1])
    for pattern in _PATTERNS if len(text) <= 80 else ():
        found = pattern.search(text)
        if found is None:
            continue
        parts = found.groupdict()
        right = _TAIL.sub("", parts["right"])
        wrong = _TAIL.sub("", parts.get("wrong") or "") or None
        if right and right != wrong:
            return Correction(wrong=wrong, right=right)
    return None


def corrects_phone(text: str) -> bool:
    """Whether a text says that a phone number is another one, and which."""
    told = half_width(text)
    return _WRONG_PHONE.search(told) is not None and PHONE.search(told) is not None


def takes_back(text: str) -> bool:
    """Whether a short message begins by taking back what was written before ("写错了，…")."""
    return len(text) <= 80 and _SLIPPED.match(text) is not None


def without_slip(text: str) -> str:
    """What a text that takes something back tells instead."""
    return _SAID_WRONG.sub("", _SLIPPED.sub("", text, count=1)).strip(" ，,。：:！!")


def corrected(text: str, correction: Correction) -> str | None:
    """The text put right, None where what is wrong does not stand in it (or where it is not clear)."""
    machine = machine_of(text) if correction.wrong is None else None
    right_is_one = machine is not None and machine_of(correction.right) == correction.right
    wrong = correction.wrong or (machine if right_is_one else None)
    if wrong is not None:
        changed = _replaced(text, wrong, correction.right)
        if changed is not None:
            return changed
    for kind in _KINDS:
        new = kind.search(correction.right)
        old = {found.group() for found in kind.finditer(text)}
        if new is not None and len(old) == 1 and new.group() not in old:
            return _replaced(text, old.pop(), new.group())
    return None


def _replaced(text: str, wrong: str, right: str) -> str | None:
    """ "3号" in "3号冲床" by "2号冲床": what follows the wrong word and ends the right one is not doubled."""
    if right.endswith("号机") and re.search(rf"{re.escape(wrong)}[\u4e00-\u9fa5]{{1,3}}机", text):
        right = right[:-1]  # "3号注塑机" by "5号机"
    for cut in range(len(right) + 1):
        pattern = re.compile(_bounded(wrong + right[cut:]), re.IGNORECASE)
        if (cut == len(right) or right[cut:] not in wrong) and pattern.search(text):
            return pattern.sub(right.replace("\\", r"\\"), text)
    return None


def _bounded(word: str) -> str:
    before = r"(?<![A-Za-z0-9])" if re.match(r"[A-Za-z0-9]", word) else ""
    after = r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z0-9]$", word) else ""
    return before + re.escape(word) + after
