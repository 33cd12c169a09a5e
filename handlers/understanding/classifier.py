"""Which intent a message has: a linear model over its n-grams, its words and the lexicons' cues."""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

from handlers.understanding.colleagues import find_colleague
from handlers.understanding.cues import weigh
from handlers.understanding.linear import ngrams, normal, shares, word_runs
from handlers.understanding.spellings import put_right
from handlers.understanding.tellings import BARE, pairs, telling_features
from handlers.understanding.trades import technical_weight
from handlers.understanding.values import Intent, Role

_SHOP_TALK = 0.5  # of the feature `technical`
_LENGTHS = (4, 8, 14, 22, 40, 80)
# Groups hold more chatter than the training sentences do. The factors were chosen at the best request F1
# by leaving out one author of the labelled messages after the other; experts chat more as well,
# and of the coordinators' training sentences more are questions than of what they write.
_PRIORS = {
    Role.ENTERPRISE: {Intent.REQUEST: 0.36},
    Role.EXPERT: {Intent.CHAT: 1.2},
    Role.COORDINATOR: {Intent.QUERY: 0.8},
}
# A ticket's number or the bot's name in front says nothing of the intent but that there is one.
_NUMBER = re.compile(
    r"^(?:no\.?|№|[#＃(（]|第|单子?)?\s*(?:\d{2,5}|[零一二三四五六七八九十幺〇两百]{2,6})[)）]?\s*"
    r"(?:号(?:工|派)?单子?|号|那[单个条张]|这[单张])?(?![个点分天小公度年月日米块万斤吨台多兆安丝.%回到])"
    r"[\s,，:：]*",
    re.IGNORECASE,
)
_BOT = re.compile(r"@?派单助手[\s\u2005，,]*")
_CLAUSE = re.compile(r"[\s，,。！!；;、]+")
SURE = 0.35  # a smaller lead over the next intent is a doubt, for which a model may be asked


@lru_cache(maxsize=64)  # of one request the intent, the kind and the mode are asked
def features(text: str, role: Role) -> Mapping[str, float]:
    """Named features of one message of somebody in this role."""
    told = put_right(text) if role is Role.ENTERPRISE else text
    told = _told(text) if role is Role.EXPERT else told
    plain = normal(told)
    found = {**ngrams(f"^{plain}$"), **word_runs(plain)}
    if role is Role.EXPERT:
        found |= _ends(plain)
        if told != text:
            found["addressed"] = 0.3
    weights = weigh(role, told)
    if "mishap" in weights:  # to the model a fault is a fault
        weights["fault"] += weights.pop("mishap")
    cues = {name: weight for name, weight in weights.items() if weight}
    found |= {f"cue:{name}": min(weight, 8.0) / 12 for name, weight in cues.items()}
    if role is Role.EXPERT and find_colleague(told):
        found["named"] = 0.3
    technical = min(technical_weight(told), 8.0) / 6
    if technical:
        found["technical"] = technical
    if role is Role.ENTERPRISE:
        telling = telling_features(plain, faulty="fault" in cues)
        marks = {"technical": technical >= _SHOP_TALK, "telling": not telling.keys().isdisjoint(BARE)}
        found |= telling | pairs([*cues, *(name for name, there in marks.items() if there)])
    found[f"length:{sum(len(plain) > limit for limit in _LENGTHS)}"] = 0.3
    found["always"] = 0.3
    return found


def _told(text: str) -> str:
    """The text without the bot's name and a ticket's number in front, unless nothing else is said."""
    bare = _BOT.sub("", text).strip()
    return _NUMBER.sub("", bare).strip() or bare


def _ends(plain: str) -> dict[str, float]:
    """What the first and the last clause say: of several the last often decides, or the first."""
    clauses = [each for each in _CLAUSE.split(plain) if each] or [""]
    return {
        f"{place}:{name}": value / 2
        for place, clause in (("first", clauses[0]), ("last", clauses[-1]))
        for name, value in {**ngrams(f"^{clause}$"), **word_runs(clause)}.items()
    }


def likely(text: str, role: Role, *, without: Collection[Intent] = ()) -> dict[Intent, float]:
    """How likely each intent (not those of `without`) is, the likeliest first; an empty text is chat."""
    if not text.strip():
        return {Intent.CHAT: 1.0}
    weighed = {
        Intent(label): share * prior(role, Intent(label))
        for label, share in shares(role, features(text, role)).items()
        if label not in without
    }
    total = sum(weighed.values())
    return {
        label: share / total
        for label, share in sorted(weighed.items(), key=lambda each: each[1], reverse=True)
    }


def prior(role: Role, intent: Intent) -> float:
    """How much likelier an intent is in the groups than among the training sentences."""
    return _PRIORS.get(role, {}).get(intent, 1.0)


def choose(text: str, role: Role, *, without: Collection[Intent] = ()) -> tuple[Intent, float]:
    """The likeliest intent and its lead over the next."""
    (best, most), *others = likely(text, role, without=without).items()
    return best, most - others[0][1] if others else 1.0
