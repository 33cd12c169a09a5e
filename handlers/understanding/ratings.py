"""The score that a requester gives: one to five, halves rounded up; a full score on another scale is five."""

import re
from dataclasses import dataclass

from handlers.understanding.numbers import chinese_number

_BEST = 5
_FULL = (10, 100)  # 10分 and 100分 are said for full marks
_DIGITS = r"\d{1,3}(?:[.．]\d)?|十|[零一二两三四五六七八九]"
# Not the minutes, centimetres and companies that begin alike, nor a time or a size before it.
_SCORE = re.compile(
    rf"(?<![\d.．:：/每差])({_DIGITS})(点五|点5)?\s*(?:分(?!钟|之|米|型|析|厂|公司|店|贝|钱|批|别|之)|(?:颗|个)?星)(半)?"
)
_VERY = re.compile(r"(?<![打给评])十分(?=[\u4e00-\u9fa5])")  # 十分感谢 is no score
_FULL_MARKS = re.compile(r"满分|(?:打|给)(?:他|她|师傅)?(?:打)?(?:个)?十分(?!感|满意|钟|之)")
_BARE = re.compile(rf"^({_DIGITS})(点五|点5)?(半)?[!！。.~～\s]*$")
# Below nothing, or off a score: on no scale. A dash behind a word only joins ("满意-5分").
_BELOW = re.compile(
    rf"(?:^|(?<=[\s，,。；;：:打给评是]))[-－−—]+\s?(?:{_DIGITS})(?:\s*(?:分(?!钟)|(?:颗|个)?星)|[!！。.~～\s]*$)"
    rf"|(?:负|倒?扣|减)了?\s?(?:{_DIGITS})\s*(?:分(?!钟)|(?:颗|个)?星)"
)
# What puts a score right: the one behind it holds ("打了4分，改5分行不", "不是4分，是5分").
_ANEW = re.compile(
    rf"(?:改|换成|换到|重新?打|重评|应该|其实|(?:(?<=[，,。；;！!\s])|^)(?:而|就|我)?(?:是|给))[成为到打给作是个回他]*"
    rf"(?=\s?(?:{_DIGITS})(?:点五|点5)?\s?(?:分(?!钟|管)|(?:颗|个)?星))"
)
# A score and, behind a stop, what else is said ("五星，没花多少钱").
_PRAISE_FIRST = re.compile(r"^(?:可以|好的?|行|嗯+|不错|谢谢|满意|还行|还可以|挺好)[的了]?[，,。；;！!\s]+")
_FIRST = re.compile(r"([^，,。；;！!\s]{2,5})[，,。；;！!\s]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """`rating` None: a number was said that is on no scale of one to five.

    `full` is the number that was said for full marks of another scale.
    """

    rating: int | None
    full: int | None = None


def find_score(text: str) -> Score | None:
    """The score in a text, None where there is none."""
    anew = [each.end() for each in _ANEW.finditer(text)]
    if anew and _SCORE.search(text[: anew[-1]]):
        text = text[anew[-1] :]
    if _FULL_MARKS.search(text):
        return Score(rating=_BEST)
    bare = _BELOW.sub(" ", text)
    found = _SCORE.search(_VERY.sub("", bare))
    if found is None:
        return Score(rating=None) if bare != text else None
    return _score(found)


def bare_score(text: str) -> Score | None:
    """The score where a text is nothing but a number: believed only of somebody who was asked for one."""
    if _BELOW.fullmatch(text.strip()):
        return Score(rating=None)
    found = _BARE.match(text.strip())
    return _score(found) if found else find_score(text) if len(text) <= 6 else None


def score_first(text: str) -> Score | None:
    """The score with which a text begins that goes on with something else ("五星，没花多少钱")."""
    first = _FIRST.match(_PRAISE_FIRST.sub("", text.strip()))
    return bare_score(first[1]) if first else None


def _score(found: re.Match[str]) -> Score:
    word, *halves = found.groups()
    if re.match(r"\d", word):
        value = float(word.replace("．", "."))
    else:
        value = float({"零": 0, "两": 2}.get(word) or chinese_number(word) or 0)
    value += 0.5 * any(halves)
    if value in _FULL:
        return Score(rating=_BEST, full=int(value))
    return Score(rating=int(value + 0.5) if 1 <= value <= _BEST else None)
