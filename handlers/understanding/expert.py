"""Understanding what an expert writes. A classifier for the intent, rules for the rest."""

import re
from datetime import datetime

from handlers.understanding.classifier import SURE, choose
from handlers.understanding.colleagues import find_colleague
from handlers.understanding.cues import weigh
from handlers.understanding.known import NOTHING, Known
from handlers.understanding.leaves import find_leave
from handlers.understanding.names import find_known, find_mention, without_bot
from handlers.understanding.numbers import find_ticket_no
from handlers.understanding.several import find_company
from handlers.understanding.trades import technical_weight
from handlers.understanding.values import Intent, Query, Role, Understanding

_BARE_NO = re.compile(r"^[#＃]?\s*(\d{1,5})\s*[!！。.]?$")
_LEADING_NO = re.compile(
    r"^[#＃]?\s*(\d{1,5})(?=\s|我|号(?:单|工单|派单|我|接|[\s，,。]|$)|done|还|接|退|进度|没|不|搞|好|，|,|协|算)(?!\s*[个点分天小])|我把(\d{1,5})(?=还|退)"
)
_OWN_TICKETS = re.compile(
    r"^我?(?:的|手[上里头]|名下|现在|还有|这边)*(?:还?有)?(?:几|哪些|多少|什么)个?(?:单|活)|^我的单"
)


def understand_expert(text: str, *, at: datetime, known: Known = NOTHING) -> Understanding:
    """One message from an expert. `at` is the message's own time, aware; `known` the roster's names."""
    bare = without_bot(text)
    ticket = _ticket(bare)
    if _BARE_NO.match(bare):
        one = not ticket or ticket <= 9  # a hand that is raised ("1") or some other number, and no ticket
        claims = not one or ticket == 1
        return Understanding(intent=Intent.CLAIM if claims else Intent.CHAT, ticket=None if one else ticket)
    target = find_mention(bare) or find_known(bare, known.people) or find_colleague(bare)
    several = find_company(bare, name=target)
    # Handing on to nobody named is no transfer.
    intent, lead = choose(bare, Role.EXPERT, without=() if target else (Intent.TRANSFER,))
    if _OWN_TICKETS.search(bare):
        return Understanding(intent=Intent.CHAT, query=Query(about="person", metric="load"))
    wants_name = intent in (Intent.TRANSFER, Intent.JOIN) or several is not None
    return Understanding(
        intent=intent,
        ticket=ticket,
        target=target if wants_name else None,
        leave=find_leave(bare, at) if intent is Intent.AVAILABILITY else None,
        several=several,
        everything=bool(weigh("expert", bare)["everything"]),
        technical=technical_weight(bare) >= 3,
        sure=lead >= SURE,
    )


def _ticket(text: str) -> int | None:
    leading = _LEADING_NO.search(text)
    if leading:
        return int(leading.group(1) or leading.group(2))
    bare = _BARE_NO.match(text)
    return int(bare.group(1)) if bare else find_ticket_no(text)
