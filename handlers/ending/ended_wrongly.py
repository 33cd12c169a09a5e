"""A coordinator has ended the wrong ticket: it is opened again, and the one he meant is ended instead."""

import re

from handlers.desk import Desk, Turn
from handlers.ending.restoring import ended_by_him, open_anew
from handlers.picking import with_ticket
from handlers.understanding.names import without_bot
from handlers.understanding.values import Role
from handlers.union.coordinators import cancel, close
from storage import tickets
from storage.terms import LIVE, Status

_LONGEST = 40
_MISTAKEN = re.compile(
    r"(?:搞|弄|说|写|打|看|发|点|取消|撤|关|结|结单|单号|号码)(?:单号?|号)?错了?|不是\W*1\d{3}|手滑|口误"
)
_NO = re.compile(r"(?<!\d)1\d{3}(?!\d)")
_NOT_THAT = re.compile(r"不(?:是|该)\W*1\d{3}(?!\d)")
_OTHER_ORDER = re.compile(r"派给|换|改派|升|加急|备注|转告")


def ended_wrongly(desk: Desk, turn: Turn) -> bool:
    """Whether he says so of the one he has just ended and names one that runs ("搞错了，是1001取消")."""
    text = without_bot(turn.text)
    if turn.role is not Role.COORDINATOR or len(text) > _LONGEST:
        return False
    if not _MISTAKEN.search(text) or _OTHER_ORDER.search(text) or text.rstrip().endswith(("?", "？", "吗")):
        return False
    wrong = ended_by_him(desk, turn)
    nos = {int(no) for no in _NO.findall(_NOT_THAT.sub("", text))}
    meant = [found for no in nos if (found := tickets.by_no(desk.uow, no)) is not None]
    right = [each for each in meant if each.status in LIVE and wrong is not None and each.id != wrong.id]
    if wrong is None or len(right) != 1 or wrong.status not in (Status.CANCELLED, Status.CLOSED):
        return False
    end = cancel if wrong.status == Status.CANCELLED else close
    open_anew(desk, turn, wrong)
    end(desk, with_ticket(turn, right[0]))
    return True
