"""Which of several tickets in his hands an expert speaks of, who writes no number.

The one at which he points first ("建光那个下午两点"), else the one whose firm has just asked him something.
"""

import re
from dataclasses import replace

from handlers.desk import Desk, Turn
from handlers.experts.coming import news
from handlers.experts.for_the_firm import answers_barely, firm_asks
from handlers.experts.holding import me
from handlers.experts.spoken_to import to_the_bot
from handlers.picking import named, with_ticket
from handlers.pointing import meant_among
from handlers.reading import understand
from handlers.understanding.names import without_bot
from handlers.understanding.values import Intent
from storage import tickets

LEADING_POINTER = re.compile(
    r"^[^，,。；;！!？?\s]{0,12}?(?:[那这](?:一)?(?:个|单|张|条|台|家|边)(?:单子|单)?|第[一二三四](?:个|单))[，,。\s]*"
)
_LONGEST = 30  # characters
_OF_WORK = (Intent.PROGRESS, Intent.RESOLVE)


def as_of_one(desk: Desk, turn: Turn) -> Turn:
    """The turn as of that ticket; as it is where he has one alone, or it may be of any."""
    words = without_bot(turn.text).strip()
    mine = tickets.held_by(desk.uow, me(turn).id)
    pointed = turn.understanding.ticket is not None or named(desk, turn) is not None
    if len(mine) < 2 or pointed or turn.attachments or not 0 < len(words) <= _LONGEST:
        return turn
    head = LEADING_POINTER.match(words)
    rest = words[head.end() :] if head is not None else ""
    if head is not None and rest and news(rest, cues=_TELLING):
        meant = meant_among(desk, replace(turn, text=head.group()), mine)
        if len(meant) == 1:
            found = understand(rest, turn.role, turn.first.at)
            return with_ticket(replace(turn, text=rest, understanding=found), meant[0])
    told = turn.understanding.intent in _OF_WORK or news(words, cues=_TELLING) or answers_barely(words)
    if not told or not to_the_bot(desk, turn) or meant_among(desk, turn, mine):
        return turn
    asking = [each for each in mine if firm_asks(desk, turn, each)]
    return with_ticket(turn, asking[0]) if len(asking) == 1 else turn


_TELLING = ("news", "when", "coming")
