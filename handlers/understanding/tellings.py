"""Whether a message only tells of a thing and what is wrong with it ("油缸爬行"), and of what it tells.

Such short words are a request where a firm writes them, and no two writers use the same ones: the lexicons
know more things and troubles than any number of labelled messages hold.
"""

import re
from functools import cache
from itertools import combinations

from handlers.understanding.lines import SENSES, THINGS, line_features, lines
from handlers.understanding.niches import niches
from handlers.understanding.trades import lexicon

_SIZES = range(8, 0, -1)  # of words, longest first
# What is named by a word for a machine at its end is a thing whether a lexicon knows it or not.
_THING = re.compile(r"[一-龥]{0,3}[机床缸泵阀炉器件]|[a-z0-9.]+")
_ALONE = frozenset("焊镀模油气孔刀板铝钢料铸")  # things of one character
_LITTLE = re.compile(
    r"[了老总又很都的在是还有上里个台那这我们咱厂家太不没得就也把被出来去下会要"
    r"一二三四五六七八九十两几点只条根副块面边时候好坏大小高低快慢多少\W]+"
)
# "不跳闸了" is the end of what "跳闸了" tells.
_OVER = re.compile(
    r"(?:[不没勿弗](?:再|会|怎么|有)?|再(?:也)?没(?:有)?)[跳漏抖响报卡断裂堵烫冒停掉爬缩起发烧热叫震冻松]"
)
_MOST = 4
BARE = frozenset({"left:0", "left:1"})  # features of a text that tells of trouble and next to nothing else


def telling_features(plain: str, *, faulty: bool) -> dict[str, float]:
    """Named features of a text in its normal form; `faulty` where a cue of a fault was found."""
    found = line_features(plain) | ({"over": 0.6} if _OVER.search(plain) else {})
    left = _left(plain)
    share = len(left) * 5 // (len(re.sub(r"\W", "", plain)) or 1)
    if not faulty and not any(name.startswith(SENSES) for name in found):
        return {**found, f"unharmed:{share}": 0.4}
    return {**found, f"wrong:{share}": 0.4, f"left:{min(len(left), _MOST)}": 0.4, "wrong": 0.3}


def pairs(names: list[str]) -> dict[str, float]:
    """Two cues together say more than each: a fault with an offer of goods is no request."""
    together = sorted(names)
    found = {f"both:{one}&{other}": 0.25 for one, other in combinations(together, 2)}
    return found | {f"all:{'+'.join(together)}": 0.25}


def _left(plain: str) -> str:
    """What stands in the text beside things, troubles and little words."""
    place, left, known = 0, "", _words()
    while place < len(plain):
        size = next((size for size in _SIZES if plain[place : place + size] in known), 0)
        if not size:
            thing = _THING.match(plain, place)
            size = len(thing.group()) if thing else 0
            left += plain[place] if not size else " "
        place += size or 1
    return _LITTLE.sub("", left)


@cache
def _words() -> frozenset[str]:
    things = {word for line in lines(THINGS) for word in line}
    things |= {word for terms in lexicon().values() for word, _ in terms}
    things |= {word for niche in niches().values() for word in niche.words}
    told = {word for line in lines(SENSES) for word in line}
    return frozenset(
        word.lower() for word in told | {each for each in things if len(each) > 1 or each in _ALONE}
    )
