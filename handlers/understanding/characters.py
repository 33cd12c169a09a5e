"""Traditional characters read as simplified ones, in which the lexicons and the examples are written."""

from functools import cache, lru_cache

from opencc import OpenCC

_CHINESE = range(0x3400, 0xA000)


@lru_cache(maxsize=256)  # one problem is read several times
def simplified(text: str) -> str:
    """The text to be understood; what somebody wrote stays on record as it is.

    A text without a traditional character is left alone: of phrases OpenCC has an opinion there too ("打坏").
    """
    return _converter().convert(text) if not _traditional().isdisjoint(text) else text


@cache
def _converter() -> OpenCC:
    return OpenCC("tw2s")  # of 著火 and 停著, too, which "t2s" leaves


@cache
def _traditional() -> frozenset[str]:
    """Characters that stand in no simplified text."""
    convert = OpenCC("t2s").convert
    return frozenset(sign for sign in map(chr, _CHINESE) if convert(sign) != sign)
