"""Whether what sounds like the end of a ticket speaks of something else: what was arranged, bought or sent
for the repair ("饭订好了"), or what need not be brought, signed or said ("师傅不用带工具").

Looked at clause by clause: one clause that ends the ticket ("钱转好了，机器也修好了") is an end. The words
stand in prompts/lexicon/no_end.toml.
"""

import re

from handlers.understanding.cues import weigh
from handlers.understanding.orders import says_end
from handlers.understanding.parts import Verdict, sayings

_CLAUSE = re.compile(r"[，,。；;！!？?~\n\s]+")
_AGREES = re.compile(
    r"^(?:好|行|可以|没问题|没事|嗯+|成|中|ok|那)(?:的|吧|啊|呀|嘞)?(?:没问题)?$", re.IGNORECASE
)
# "先不修主轴，先看导轨" changes the order of the work.
_FIRST = re.compile(
    r"先(?:不|别)(?:用|要|急着)?[修换看拆动弄调搞装查][^，,。了]{1,8}[，,\s]+(?:先|而是|就|改)[修换看拆动弄调搞装查测量检]"
)
# "试了一下，没漏" is one saying.
_TRIED_AND = re.compile(r"(试(?:了|过|机|用)?(?:一?下|一会儿?|几[模次下])?)[，,\s]+(?=没|正常|一切)")
_BESIDE = ("needless", "spares_talk", "waits", "cancels_other", "found_out")


def only_arranges(text: str) -> bool:
    """Whether all that a text calls done was arranged, bought, sent or agreed."""
    clauses = _clauses(text)
    arranged = [each for each in clauses if _says(each, "arranged", "invites")]
    left = [each for each in clauses if each not in arranged and not _AGREES.match(each)]
    return bool(arranged) and not any(_tells_done(each) for each in left)


def asks_if_done(text: str) -> bool:
    """ "没事了吧": before anybody has called it mended this asks."""
    return _says(text, "asks_if_done")


def spares_talk(text: str) -> bool:
    """Whether all that a text gives up is talking or thanks ("算了不说了", "不用谢")."""
    clauses = [each for each in _clauses(text) if not _says(each, "gives_up")]
    left = [each for each in clauses if not _says(each, "spares_talk")]
    return len(left) < len(clauses) and not any(map(_tells_done, left)) and not any(map(_withdraws, left))


def spares_other(text: str) -> bool:
    """Whether what a text calls needless or cancelled is neither the expert's coming nor the repair."""
    if _FIRST.search(text):
        return not says_end(_FIRST.sub("", text))
    clauses = _clauses(text)
    other = [is_beside(each) for each in clauses]
    left = [
        each
        for place, each in enumerate(clauses)
        if not other[place] and not (_says(each, "gives_up") and any(other[place + 1 : place + 2]))
    ]
    return any(other) and not any(_withdraws(each) and not tells_mended(each) for each in left)


def tells_mended(text: str) -> bool:
    """Whether a clause says outright that it is well ("可以了，不用担心")."""
    return any(each.verdict is Verdict.DONE for each in sayings(text))


def tells_visitor(text: str) -> bool:
    """Whether a text tells who comes what is ready for him and what he need not do."""
    spares = _says(text, "needless") or _FIRST.search(text) is not None
    return only_arranges(text) or (spares and spares_other(text)) or meets_visitor(text)


def meets_visitor(text: str) -> bool:
    """Whether somebody is on his way to fetch who waits at the door ("我让小李下来接")."""
    return _says(text, "meets")


def is_not_yet(text: str) -> bool:
    """Whether it is to be mended, or is in part ("好了我再告诉你", "大部分好了，还剩一点毛边")."""
    return _says(text, "not_yet")


def leaves_some(text: str) -> bool:
    """Whether some of it is mended and some is not ("大部分好了，还剩一点毛边", "平面度还差一丝")."""
    return _says(text, "half_done", "less")


def holds_so_far(text: str) -> bool:
    """Whether all that is said is that it is well for now ("今天没漏", "试机正常"), not that it is mended."""
    clauses = _clauses(_TRIED_AND.sub(r"\1", text))
    left = [each for each in clauses if not _says(each, "so_far")]
    return len(left) < len(clauses) and not any(tells_mended(each) or says_end(each) for each in left)


def goes_on_using(text: str) -> bool:
    """ "先用着": how it turns out is told later."""
    clauses = _clauses(text)
    return any(_says(each, "goes_on_using") for each in clauses) and not any(map(says_end, clauses))


def says_how(text: str) -> bool:
    """Whether a text forbids a way of mending ("不要换油缸", "不用换泵，换个密封就行") and ends nothing."""
    clauses = _clauses(text)
    left = [each for each in clauses if not _says(each, "method")]
    return len(left) < len(clauses) and not any(_tells_done(each) or _withdraws(each) for each in left)


def says_what_stands_still(text: str) -> bool:
    """Whether nothing is said but that there is no current or water ("停电了")."""
    return _says(text, "stoppage")


def is_beside(clause: str) -> bool:
    """Whether a clause calls needless or cancelled what is neither the expert's coming nor the repair."""
    return _says(clause, *_BESIDE)


def _says(clause: str, *lists: str) -> bool:
    cues = weigh("no_end", clause)
    return any(cues[each] for each in lists)


def _withdraws(clause: str) -> bool:
    return says_end(clause) or bool(weigh("enterprise", clause)["cancel"])


def _tells_done(clause: str) -> bool:
    return tells_mended(clause) or says_end(clause) or bool(weigh("enterprise", clause)["confirm"])


def _clauses(text: str) -> list[str]:
    return [each for each in _CLAUSE.split(text) if each]


_MERELY_THANKS = re.compile(
    r"(?:好的?|好[嘞滴吧]|太[好棒]了|行|可以|嗯+|ok|OK|收到|知道了?|明白了?)[\s，,。！!~]*"
    r"(?:(?:谢谢|多谢|感谢|谢了|辛苦|麻烦)[了您你啊啦哦哈]*(?:师傅|老师|老师傅|大家|您|你|[\u4e00-\u9fa5]师傅)?[\s，,。！!~]*)+"
)


def says_merely_thanks(text: str) -> bool:
    """Whether nothing is said but yes and thanks ("好 谢谢"; "好了 谢谢" says that it is mended)."""
    return _MERELY_THANKS.fullmatch(text.strip()) is not None
