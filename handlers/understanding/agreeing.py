"""Whether a firm agrees to what the work costs, to a part or to an hour ("3800可以", "国产的没问题").

It is word for who has the ticket, and no end of it: "200没问题" resembles "没问题了".
"""

import re

from handlers.understanding.cues import weigh

_CLAUSE = re.compile(r"[，,。；;！!？?~\n\s]+")
_LONGEST = 30  # characters; who writes more tells of the work


_GREETS = re.compile(r"(?:早上|上午|中午|下午|晚上)好[呀啊]?$")  # the hour, and agrees to none


def agrees_to_terms(text: str) -> bool:
    """Whether every clause agrees, and one of them names the price, the part or the hour it agrees to."""
    clauses = [each for each in _CLAUSE.split(text) if each]
    if not clauses or len(text) > _LONGEST or _GREETS.match(clauses[0]):
        return False
    named = [_says(each, "terms") for each in clauses]
    return any(named) and all(
        term or _says(each, "assent", "do_it") for term, each in zip(named, clauses, strict=True)
    )


def names_price(text: str) -> bool:
    """Whether who has a ticket says, among nothing but what is to be bought or paid, what it costs."""
    clauses = [each for each in _CLAUSE.split(text) if each]
    beside = any(_says(each, "price_beside") for each in clauses)
    amounts = ("price", "price_bare") if beside else ("price",)
    return any(_says(each, *amounts) for each in clauses) and all(
        _says(each, *amounts, "price_beside") for each in clauses
    )


def _says(clause: str, *lists: str) -> bool:
    cues = weigh("agreeing", clause)
    return any(cues[each] for each in lists)
