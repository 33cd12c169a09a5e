"""Several problems in one message: how many, and the words of each."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from handlers.understanding.clauses import Clause, in_clauses
from handlers.understanding.kinds import find_kind
from handlers.understanding.lessons import is_wish, without_wish
from handlers.understanding.numbers import chinese_number
from handlers.understanding.problems import says_wrong
from handlers.understanding.subjects import (
    PLEA,
    amiss,
    another,
    follows,
    subjects,
    tells,
)
from handlers.understanding.trades import find_category, technical_weight, trade_shares
from handlers.understanding.values import Kind

_MARK = (
    r"[①②③④⑤⑥]|[（(][1-6一二三四五六][）)]|(?:^|[\s；;。！!])[一二三四五六]、|(?:^|\n)[1-6][，,：:](?!\d)|(?:^|[\s，,;；。:：！!])[1-6][、.．)）](?!\d(?!\d?号))|第[一二三四五]，"
    r"|(?:^|[\s，,;；。:：])第[一二三四五](?![次天台批道级副条只件遍回步班名期季周月年号轮排层年代产日工])"
    r"|第[一二三四五](?:个|件|样)(?:事情?|问题|毛病)?(?:就)?是(?:那个)?(?=[^，,。\s]{3})"
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
_AGAINST = re.compile(r"但是?|不过|可是?(?!以)|就是(?!说)|然后")
_LONGEST = 2000
_MANY = 3  # troubles of as many things, told one after the other, are no cause and effect
_SHORT = 18  # characters of a line that tells of one trouble; who writes more goes on with the same
_NUMBERED = 3.0  # workshop words of a piece that its writer numbers
_CLEAR = 0.4  # a trade less likely than this is not enough to call a second expert for


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """The words for one trade's expert, and how many problems they tell of; or a wish for training."""

    text: str
    problems: int
    kind: Kind = Kind.PROBLEM


def count(text: str) -> int:
    """The number of distinct technical problems in a message, at least one."""
    marks = _MARKS.findall(text)
    if len(marks) >= 2:
        return len(marks)
    said = _SAID.search(text)
    if said:
        return chinese_number(said.group(1)) or 2
    return max(2 if _SECOND.search(_JOINED.sub("", text)) else 1, len(troubles(text)))


def separate(text: str) -> list[Part]:
    """What needs different trades, and a wish for training told besides; one part, the whole text, where one
    expert can see to all."""
    if len(text) > _LONGEST:
        return [Part(text=text, problems=count(text))]
    told, wish = without_wish(text)
    wishes = [wish] if wish else []
    if listed := _numbered_wishes(told):
        wishes = [*listed, *wishes]
        told = _without_pieces(told, listed)
    return [*_by_trade(told), *(Part(text=each, problems=1, kind=Kind.TRAINING) for each in wishes)]


def _numbered_wishes(text: str) -> list[str]:
    """The pieces of a list that wish for training, where others of it tell of trouble."""
    pieces = enumerated(text)
    wishes = [
        each
        for each in pieces
        if is_wish(Clause(text=each, joined=True, apart=True))
        or (find_kind(each) is Kind.TRAINING and not (amiss(each) or says_wrong(each)))
    ]
    return wishes if wishes and any(amiss(each) for each in pieces if each not in wishes) else []


def _without_pieces(text: str, taken: Sequence[str]) -> str:
    """A list without these of its pieces, and counted anew."""
    left = [each for each in enumerated(text) if each not in taken]
    if len(left) < 2:
        return left[0]
    lead = text[: _first_mark(text)].strip()
    return lead + "\n" + "\n".join(f"{number}、{each}" for number, each in enumerate(left, 1))


def _by_trade(text: str) -> list[Part]:
    whole = [Part(text=text, problems=count(text))]
    lead, pieces = "", list(troubles(text))
    if numbered := enumerated(text):
        lead, pieces = text[: _first_mark(text)].strip(), numbered
    telling = [piece for piece in pieces if not numbered or _numbered(PLEA.sub("", piece))]
    alone = [piece for piece in pieces if numbered and piece not in telling and _stands_alone(piece, pieces)]
    if len(telling) + len(alone) < 2 or technical_weight(_ADDRESS.sub("", lead)) > 0:
        return whole  # a list of what is wrong with one thing
    trade = find_category((telling or alone)[0])
    by_trade: dict[str, list[str]] = {}
    for piece in pieces:
        if piece in alone:
            by_trade.setdefault(piece, []).append(piece)  # of no trade that any of the others is of
            continue
        trade = _trade_of(piece, by_trade, trade) if numbered or piece in telling else trade
        by_trade.setdefault(trade, []).append(piece)
    if len(by_trade) < 2 or (numbered and "other" in by_trade):
        return whole
    return [
        Part(
            text="\n".join(filter(None, (lead, *group))),
            problems=max(1, sum(piece in telling for piece in group)),
        )
        for group in by_trade.values()
    ]


# What stands before a list and names no thing: 各位老师，我们最近几个问题麻烦安排.
_ADDRESS = re.compile(
    r"各位|大家|老师们?|师傅们?|专家们?|工会|领导|安排|解决|处理|问题|麻烦|帮忙|最近|几个|需要|人"
)


def _stands_alone(piece: str, pieces: Sequence[str]) -> bool:
    """Whether a numbered piece of no clear trade tells of something wrong with a thing that no other piece
    names ("食堂的热水器不出热水")."""
    things = subjects(piece)
    others = [each for each in pieces if each != piece]
    return bool(things) and amiss(piece) and not any(each in other for each in things for other in others)


def _trade_of(piece: str, before: Mapping[str, Sequence[str]], last: str) -> str:
    """The trade of a piece; where its own is not clear, of what was told before of the same thing."""
    told = PLEA.sub("", piece)
    own = find_category(told)
    if _numbered(told):
        return own
    things = subjects(told)
    same = (
        trade for trade, told_of in before.items() for other in told_of if set(things) & set(subjects(other))
    )
    if (trade := next(same, None)) is not None:
        return trade
    return own if tells(told) and own != "other" else last


def enumerated(text: str) -> list[str]:
    """The pieces of a text whose writer counts its problems up; [] where he does not."""
    marks = list(_MARKS.finditer(text))
    if len(marks) < 2:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    pieces = [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
    return [each for each in (piece.strip(" ，,;；。:：\n") for piece in pieces) if each]


def _first_mark(text: str) -> int:
    found = _MARKS.search(text)
    return found.start() if found else 0


def _numbered(piece: str) -> bool:
    """Whether a numbered piece is for some trade; nobody asks of it whether something is wrong."""
    return technical_weight(piece) >= _NUMBERED and max(trade_shares(piece).values()) >= _CLEAR


@lru_cache(maxsize=256)  # one message asks several times
def troubles(text: str) -> tuple[str, ...]:
    """A text cut where it goes on to another trouble ("车床主轴异响，注塑机料筒温度也上不去"); whole, where
    what follows comes of the trouble before, or is of the same trade."""
    text = text[:_LONGEST]
    if not joins_anything(text) and len(subjects(text)) < 2:
        return (text,)
    clauses = _in_a_row(in_clauses(text))
    pieces: list[str] = []
    for clause in clauses:
        place = _place(pieces, clause)
        if place is None:
            pieces.append(clause.text)
        else:
            pieces[place] += clause.text
    return tuple(each.strip(" ，,;；。:：\n") for each in pieces)


def broken_off(text: str) -> list[tuple[str, str]]:
    """A text cut in two at each clause that is joined on ("另外…") or set against others ("但是…")."""
    clauses = in_clauses(text[:_LONGEST])
    words = [each.text for each in clauses]
    return [
        ("".join(words[:place]).strip(" ，,。\n"), "".join(words[place:]))
        for place, each in enumerate(clauses)
        if place > 0 and (each.joined or _AGAINST.match(each.text))
    ]


def joins_anything(text: str) -> bool:
    """Whether some clause is joined on by a word, or stands in a line of its own."""
    return any(clause.joined or clause.apart for clause in in_clauses(text)[1:])


def _place(pieces: Sequence[str], clause: Clause) -> int | None:
    """The piece to which a clause belongs; None where it begins another."""
    if not pieces:
        return None
    named = subjects(clause.text)
    for place, piece in enumerate(pieces[:-1]):  # back to what was told of before
        if named and all(each in piece for each in named):
            return place
    short = max(len(pieces[-1]), len(clause.text)) <= _SHORT
    begins = another(pieces[-1], clause.text, joined=clause.joined, apart=clause.apart and short)
    return None if begins else len(pieces) - 1


def _in_a_row(clauses: list[Clause]) -> list[Clause]:
    """Where as many things each have a trouble, one clause after the other, none comes of another."""
    telling = [
        each for each in clauses if len(each.text) <= _SHORT and subjects(each.text) and tells(each.text)
    ]
    things = {each for clause in telling for each in subjects(clause.text)}
    if len(telling) < _MANY or len(things) < len(telling) or any(follows(each.text) for each in telling):
        return clauses
    return [replace(each, apart=True) if each in telling else each for each in clauses]
