"""Several problems in one message: how many, and the words of each."""

import re
from dataclasses import dataclass

from handlers.understanding.cues import weigh
from handlers.understanding.numbers import chinese_number
from handlers.understanding.trades import find_category, technical_weight, trade_shares

_MARK = (
    r"[①②③④⑤⑥]|(?:^|[\s，,;；。:：])[1-6][、.．)）](?!\d)|第[一二三四五]，"
    r"|(?:^|[\s，,;；。:：])第[一二三四五](?![次天台批道级副条只件遍回步班名期季周月年号轮排层年代产日工])"
    r"|(?:^|[\s，,;；。:：])(?:其?[一二三四][是来]|(?:还有|再|另|另外)?一个是|还有个是)(?=[^，,;；。\s]{2})"
)
_MARKS = re.compile(_MARK)
_SAID = re.compile(
    r"([两二三四2-4])(?:个|桩|件|样|条|项)(?:头疼的?|不同的?|烦心|烦人的?|麻烦|关于.{1,4}的?)?(?:问题|事|毛病|整改项)"
)
_SECOND = re.compile(
    r"(?<!味道)(?<!一点)(?:还有[，,个一])|(?<!跟)(?<!和)另外(?!送料|[一两二三]?[路相])|对了.{0,12}也|顺便(?:再)?问|[;；]\s*还有|再(?:就|一个)是|再问一?个"
)
# Said first, it joins the message to what was told before ("另外还有一个问题，烤箱排风也没了").
_JOINED = re.compile(r"^(?:除了这个|另外|还有|再|还?想|问|[，,\s])+")
# Where one problem ends and the next begins; an enumeration or a new sentence with a word of joining.
_BREAK = re.compile(
    r"[\n。；;！!？?]+|(?=还有(?:一个|个|就是|[，,一]))|(?=另外(?!送料|一副|一台))|(?=顺便(?:再)?问)"
)
_WRONG = re.compile(
    r"[上下出进合打关开]不[去来了上下开住拢]|不[准稳良]|老[跳断漏响报卡掉停堵]|太[大小高低慢]|[响抖晃烫漏摆]得|怎么[办调]"
    r"|翘曲|翘起|弯曲|熔接线|缺料|缺胶|飞料|断料|卡料|串色|色差|露底|流挂|偏心|塌边|鼓包"
)
# A machine that a clause names as its own; what any machine has or is ("电机", "机床") names none.
_MACHINE = re.compile(
    r"(?![和跟与及是有在的把])[\u4e00-\u9fa5]{1,3}?(?:机(?![器床械组油架壳台加会构动])|床|炉(?!衬)|泵(?!头))"
    r"|加工中心|线切割|行车|叉车|电梯|锅炉|机器人|机械手|流水线|配电柜|CNC|cnc"
)
_NO_MACHINE = re.compile(
    r"(?:[电主单司手待停开关整有这那台新老旧本对样随趁飞时危契动]|发动|柴油)机$|[机模起]床$"
)
_THING = re.compile(
    r"(?:\d{1,3}|[A-Za-z]\d{0,2}|[一二三四五六七八九十])\s?(?:号|#|＃)[\u4e00-\u9fa5]{0,3}?(?:机(?!型)|床|炉|泵|线|模|行车|叉车|电梯)|"
    + _MACHINE.pattern
)
# "行车和空压机都坏了": what is said of several holds for each.
_JOINERS = re.compile(r"(?:和|跟|与|及|以及|、|还有|同|连同)+(?:那|这|一)?[台个]?")
_OF_EACH = re.compile(r"(?:两台?|几台?)?(?:都|全|同时|也都)")
# Where a clause may begin that tells of another machine; what follows from the trouble before is no other.
_CLAUSE = re.compile(r"[，,\s]+|(?=同时|而且|并且|还有|另外)")
_JOINS = re.compile(r"同时|还有|另外")
_FOLLOWS = re.compile(r"就|导致|害得?|所以|造成|带着|连着")
_LONGEST = 2000
_CLEAR = 0.4  # a trade less likely than this is not enough to call a second expert for


def count(text: str) -> int:
    """The number of distinct technical problems in a message, at least one."""
    marks = _MARKS.findall(text)
    if len(marks) >= 2:
        return len(marks)
    said = _SAID.search(text)
    if said:
        return chinese_number(said.group(1)) or 2
    return 2 if _SECOND.search(_JOINED.sub("", text)) or len(_by_machine(text)) > 1 else 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """The words for one trade's expert, and how many problems they tell of."""

    text: str
    problems: int


def separate(text: str) -> list[Part]:
    """The problems that need different trades; one part, the whole text, where one expert can see to all."""
    whole = [Part(text=text, problems=count(text))]
    if whole[0].problems < 2 or len(text) > _LONGEST:
        return whole
    lead, pieces = _pieces(text)
    if len(pieces) < 2:
        pieces = _by_machine(text)
    telling = [piece for piece in pieces if _tells(piece, numbered=bool(_MARKS.search(text)))]
    if len(telling) < 2 or technical_weight(lead) > 0:  # a list of what is wrong with one thing
        return whole
    trade = find_category(telling[0])
    by_trade: dict[str, list[str]] = {}
    for piece in pieces:
        trade = find_category(piece) if piece in telling else trade
        by_trade.setdefault(trade, []).append(piece)
    if len(by_trade) < 2 or "other" in by_trade:
        return whole
    return [
        Part(
            text="\n".join(filter(None, (lead, *group))),
            problems=max(1, sum(piece in telling for piece in group)),
        )
        for group in by_trade.values()
    ]


def _pieces(text: str) -> tuple[str, list[str]]:
    """What stands before the first of several enumerated problems, and the pieces."""
    marks = list(_MARKS.finditer(text))
    if len(marks) >= 2:
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        pieces = [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
        return text[: marks[0].start()].strip(), [piece.strip(" ，,;；。:：\n") for piece in pieces]
    pieces = [piece.strip(" ，,\n") for piece in _BREAK.split(text)]
    return "", [piece for piece in pieces if piece]


def _by_machine(text: str) -> list[str]:
    """A text cut where it goes on to another machine; whole, unless each piece tells of trouble for a trade
    of its own ("车床主轴异响，注塑机料筒温度也上不去").
    """
    pieces: list[list[str]] = []
    machine = None
    clauses = [part for clause in _CLAUSE.split(text[:_LONGEST]) for part in _each_of(clause)]
    for clause in filter(None, clauses):
        own = None if _FOLLOWS.search(clause) else machine_of(clause)
        if not pieces or (own not in (None, machine) and (machine is not None or _JOINS.match(clause))):
            pieces.append([])
        pieces[-1].append(clause)
        machine = own or machine
    found = ["，".join(each) for each in pieces]
    trades = {find_category(each) for each in found}
    apart = len(found) == len(trades) and all(_tells(each, numbered=False) for each in found)
    return found if apart else [text]


def _each_of(clause: str) -> list[str]:
    """A clause that says the same of two machines, once for each: "行车和空压机都坏了"."""
    said = said_of_several(clause)
    return list(said.values()) if _OF_EACH.search(clause) and said else [clause]


def said_of_several(clause: str) -> dict[str, str]:
    """What a clause says of each of the machines that it joins by "和"; {} where it joins none."""
    spans = [each.span() for each in _THING.finditer(clause) if not _NO_MACHINE.search(each.group())]
    run = spans[:1]
    for span in spans[1:]:
        if _JOINERS.fullmatch(clause[run[-1][1] : span[0]]):
            run.append(span)
    if len(run) < 2:
        return {}
    rest = _OF_EACH.sub("", clause[run[-1][1] :], count=1)
    return {clause[start:end]: clause[start:end] + rest for start, end in run}


def machines_of(clause: str) -> list[str]:
    """The machines that a clause names, with their numbers ("3号机")."""
    found = (each.group() for each in _THING.finditer(clause))
    return list(dict.fromkeys(each for each in found if not _NO_MACHINE.search(each)))


def enumerated(text: str) -> list[str]:
    """The pieces of a text whose writer counts its problems up; [] where he does not."""
    pieces = _pieces(text)[1] if len(_MARKS.findall(text)) >= 2 else []
    return [each for each in pieces if each]


def machine_of(clause: str) -> str | None:
    """The first machine that a clause names."""
    found = (each.group() for each in _MACHINE.finditer(clause))
    return next((each for each in found if not _NO_MACHINE.search(each)), None)


def says_wrong(text: str) -> bool:
    """Whether a text says that something is not as it should be."""
    return weigh("enterprise", text)["fault"] >= 1.5 or bool(_WRONG.search(text))


def _tells(part: str, *, numbered: bool) -> bool:
    """Whether a piece tells of a problem by itself: workshop words, something wrong, and a trade for it.

    Of what its writer numbered nobody asks whether something is wrong.
    """
    wrong = numbered or says_wrong(part)
    return technical_weight(part) >= 3 and wrong and max(trade_shares(part).values()) >= _CLEAR
