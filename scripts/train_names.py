"""The texts from which the model of names learns: labelled messages with made-up names in them.

Every message is told a few times, each time with other people, firms, districts and trades, so that the
model learns where names stand and what they look like, not who was named.
"""

import random
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from handlers.understanding.mentions import Named, features
from handlers.understanding.periods import without_periods
from handlers.understanding.trades import named_trades

_POOLS: dict[str, str] = tomllib.loads(
    (Path(__file__).parents[1] / "prompts" / "examples" / "names.toml").read_text("utf-8")
)
_TOLD = 5
_BRAND_ALONE = 0.25  # of firms: whoever is known is called by his brand, and nothing in it tells a firm
_KINDS = {"query": "question", "export": "question", "assign": "assign", "roster": "roster"}
_ANY_SIGN = "".join(_POOLS[pool] for pool in ("brands", "given", "surnames", "places"))
Piece = tuple[str, Named | None]


def labelled_characters(lines: list[dict[str, Any]]) -> tuple[list[dict[str, float]], list[str]]:
    """The features of every character and what it is: outside a name, its beginning, inside, its end."""
    chance = random.Random(1)
    found: list[dict[str, float]] = []
    labels: list[str] = []
    for line in lines:
        kind = _KINDS.get(line["intent"])
        if kind is None:
            continue
        pieces = list(_pieces(line))
        firms = any(named is Named.FIRM for _, named in pieces)
        for turn in range(_TOLD * (1 + firms)):  # few messages name one, and nothing is like another
            told = pieces if turn == 0 else [_changed(chance, *piece) for piece in pieces]
            text = "".join(words for words, _ in told)
            found += features(text, kind)
            labels += [label for words, named in told for label in _labels(words, named)]
    return found, labels


def _labels(words: str, named: Named | None) -> list[str]:
    if named is None or len(words) < 2:
        return ["O"] * len(words)
    return [f"B{named}", *[f"I{named}"] * (len(words) - 2), f"E{named}"]


def _pieces(line: dict[str, Any]) -> Iterable[Piece]:
    """The text without its days, cut at the names that the labels know."""
    query = line.get("query") or {}
    target = line.get("target") if line["intent"] in ("assign", "roster") else None
    slots = {
        query.get("person"): Named.PERSON,
        query.get("enterprise"): Named.FIRM,
        query.get("district"): Named.DISTRICT,
        target: Named.FIRM if target and _is_firm(target) else Named.PERSON,
    }
    names: dict[str, Named] = {name: kind for name, kind in slots.items() if name}
    text = without_periods(re.sub(r"@派单助手[\s\u2005]*", "", line["text"]).strip())
    known = [re.escape(name) for name in sorted(names, key=len, reverse=True)]
    for words in re.split(f"({'|'.join(known)})", text) if known else [text]:
        if words:
            yield words, names.get(words)


def _is_firm(name: str) -> bool:
    return bool(re.search(rf"(?:{_POOLS['firms'].replace(' ', '|')}|亿峰)$", name)) and not re.search(
        "师傅|[工]$|^老", name
    )


def _changed(chance: random.Random, words: str, named: Named | None) -> Piece:
    if named is Named.PERSON:
        return person(chance, words), named
    if named is Named.FIRM:
        return firm(chance, words), named
    if named is Named.DISTRICT:
        return district(chance), named
    for _, start, end in reversed(named_trades(words)):
        if chance.random() < 0.5:
            words = words[:start] + trade(chance) + words[end:]
    return words, None


def person(chance: random.Random, like: str = "") -> str:
    """A made-up person, mostly named in the same manner as this one."""
    surname, given = chance.choice(_POOLS["surnames"]), "".join(chance.sample(_POOLS["given"], 2))
    titled = surname + chance.choice(_POOLS["titles"].split())
    familiar = chance.choice("老老小小阿") + chance.choice([surname, given[0]])
    manners = {
        "familiar": familiar,
        "titled": titled,
        "full": surname + given[: chance.choice([1, 2, 2, 2])],
        "given": given,
        "nick": chance.choice(_POOLS["nicknames"].split()) + chance.choice(["", "", "师傅"]),
        "craft": chance.choice([familiar, titled, surname + given]) + chance.choice(_POOLS["trades"].split()),
    }
    if chance.random() < 0.3:
        return manners[chance.choice([*manners])]
    if re.search("师傅$|老师$|[工总]$|电工$|教[授练]$", like):
        return titled if len(like) < 5 else given + "师傅"
    if len(like) > 3:
        return manners[chance.choice(["craft", "nick"])]
    if re.match("[老小阿]", like):
        return familiar
    return manners["given" if len(like) == 2 and like[0] not in _POOLS["surnames"] else "full"]


def firm(chance: random.Random, like: str = "") -> str:
    """A made-up firm: a brand or a place with its trade, sometimes the brand alone."""
    signs = _POOLS["brands"] if chance.random() < 0.6 else _ANY_SIGN  # a house calls itself what it likes
    brand = "".join(chance.sample(signs, 2))
    if len(like) == 2 or chance.random() < _BRAND_ALONE:
        return brand
    if chance.random() < 0.1:
        brand = district(chance)
    return brand + chance.choice(_POOLS["firms"].split())


def district(chance: random.Random) -> str:
    """A made-up district."""
    if chance.random() < 0.2:
        return str(chance.choice(_POOLS["districts"].split()))
    middle = chance.choice(_POOLS["place_ends"]) if chance.random() < 0.15 else ""  # 石桥头
    return str(chance.choice(_POOLS["places"]) + middle + chance.choice(_POOLS["place_ends"]))


def trade(chance: random.Random) -> str:
    """A trade as people call it."""
    return str(chance.choice(_POOLS["trades"].split()[:-1]))
