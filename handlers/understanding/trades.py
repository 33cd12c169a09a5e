"""Which trade a problem needs: a weighted lexicon; what is named first counts most."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from handlers.matching.niches import known_part, trades_by_niche
from handlers.understanding.linear import ngrams, normal, shares, word_runs
from handlers.understanding.lines import first_places, line_features
from handlers.understanding.spellings import put_right

_PLACES = re.compile(r"注塑机|压铸机(?!打)|注塑车间|压铸车间|冲压车间|模具车间|机加工车间")
# A machine whose own movement fails ("注塑机开不了模") is no place: the mould only says which movement.
_FAILS_TO_MOVE = re.compile(
    r"(?:注塑机|压铸机)[^，,。；;！!？?\s]{0,6}?"
    r"(?:[开合锁调]模|[开合锁]不[了上住拢开]模?|不[开合锁]模|不动作|动作|模板|[顶射退]不[出回动了])"
)
# Without a word of the lexicon a trade less likely than this is a guess, unless a niche knows so much of it.
_GUESS, _KNOWN = 0.2, 0.5
# A trade less likely than this is looked at again by the niches that the telling is like: of things that
# everybody has ("手柄包胶一撕就掉") the words alone tell little.
# Chosen by leaving out one author of the labelled messages after the other.
_UNSURE, _ANY_NICHE = 0.6, 0.3
_STRONG, _WEAK = 3.0, 1.0


@cache
def lexicon() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """Terms with weights by trade code, from lexicon/trades.toml."""
    data = tomllib.loads((files("prompts") / "lexicon" / "trades.toml").read_text("utf-8"))
    return {
        code: tuple(
            [(term.lower(), _STRONG) for term in entry["strong"]]
            + [(term.lower(), _WEAK) for term in entry["weak"]]
        )
        for code, entry in data.items()
    }


@cache
def _terms() -> tuple[frozenset[str], int]:
    """All terms of the lexicon, and how long the longest is."""
    terms = frozenset(term for terms in lexicon().values() for term, _ in terms)
    return terms, max(map(len, terms))


@lru_cache(maxsize=64)  # one problem asks several times
def scores(text: str) -> Mapping[str, float]:
    """How much each trade's words stand in the text. A longer term weighs more, a later one less."""
    text = put_right(text[:2000]).lower()
    length = max(len(text), 20)
    places = first_places(text, *_terms())
    found: dict[str, float] = {}
    for code, terms in lexicon().items():
        total = 0.0
        for term, weight in terms:
            if (place := places.get(term)) is not None:
                total += weight * (0.6 + 0.2 * min(len(term), 5)) * (1.4 - place / length)
        if total:
            found[code] = total
    return found


# "求助 注塑机漏油": a plea belongs to no trade.
_PLEA = re.compile(
    r"^(?:(?:求助|求救|求教|请教|救命|急+|各位|师傅们?|老师们?|大家|[你您]?好)[，,：:！!\s]+)+"
)


def features(text: str) -> dict[str, float]:
    """Named features of a problem: its n-grams and words, what is named and happens in it by the lexicons,
    and each trade's part of the lexicon's words.

    A machine named as the place ("三号注塑机漏油") says less than what is wrong with it: it is left out
    where other words say what that is.
    """
    text = _PLEA.sub("", put_right(text[:2000])) or text
    bare = text if _FAILS_TO_MOVE.search(text) else _PLACES.sub(" ", text)
    words = scores(bare)
    if not words:
        bare, words = text, scores(text)
    plain = normal(bare)
    found = {**ngrams(plain), **word_runs(plain)}
    most = max(words.values(), default=1.0)
    found |= line_features(plain)
    return {**found, **{f"trade:{code}": 0.5 * score / most for code, score in words.items()}, "always": 0.3}


@lru_cache(maxsize=64)
def trade_shares(text: str) -> Mapping[str, float]:
    """How likely each trade is the one to ask, by code; together one."""
    return shares("trade", features(text))


def find_category(text: str) -> str:
    """The code of the trade to ask; "other" where nothing of a workshop is recognised."""
    return likeliest(text, trade_shares(text))


def likeliest(text: str, likely: Mapping[str, float]) -> str:
    """The code of the trade to ask, by how likely each is."""
    best = max(likely, key=likely.__getitem__)
    if likely[best] < _GUESS and not scores(text) and known_part(text) < _KNOWN:
        return "other"
    if likely[best] >= _UNSURE:
        return best
    near = trades_by_niche(text)
    return max(likely, key=lambda code: likely[code] * (near.get(code, 0.0) + _ANY_NICHE))


def technical_weight(text: str) -> float:
    """How much workshop talk is in the text, over all trades (the best one counts)."""
    return max(scores(text).values(), default=0.0)


@cache
def _named() -> tuple[re.Pattern[str], Mapping[str, str]]:
    data = tomllib.loads((files("prompts") / "lexicon" / "questions.toml").read_text("utf-8"))
    codes = {word: code for code, words in data["trade"].items() for word in words.split()}
    words = "|".join(re.escape(word) for word in sorted(codes, key=len, reverse=True))
    return re.compile(words, re.IGNORECASE), codes


# Words of trades that are often about something else: 写材料, 安全月.
_NO_TRADE = re.compile(
    r"材料(?!类|方面|这|那|的|师傅|单|问题)|安全(?:月|第一|检查|会|带)|检测报告|设备科|焊渣|质量月"
)


def named_trades(text: str) -> list[tuple[str, int, int]]:
    """The trades that a coordinator names in so many words (注塑类, 冲床折弯那几单): code, start and end."""
    pattern, codes = _named()
    return [
        (codes[found.group().lower()], found.start(), found.end())
        for found in pattern.finditer(text)
        if not _NO_TRADE.match(text, found.start())
    ]


def names_only_a_trade(words: str) -> bool:
    """Whether a question's words name a trade and nothing else."""
    found = named_trades(words)
    return len(found) == 1 and re.sub("(?:类|方面)$", "", words.strip()) == words[found[0][1] : found[0][2]]
