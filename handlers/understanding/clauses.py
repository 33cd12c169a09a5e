"""The clauses of a short message: what people write between commas, or between spaces.

The one home of that rule for what an expert says before and after he takes a ticket.
"""

import re
from functools import cache

_STOPS = r"[，,。；;！!~～、\s]+"


def clauses(text: str, further: str = "") -> list[str]:
    """The clauses; `further` is a pattern of where else one ends in texts of this kind."""
    return [each for each in _ends(further).split(text) if each]


@cache
def _ends(further: str) -> re.Pattern[str]:
    return re.compile(f"{_STOPS}|{further}" if further else _STOPS)
