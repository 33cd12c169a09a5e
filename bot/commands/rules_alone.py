"""What the rules alone would make of a message: for comparison with what the trained models add.

The program itself never asks: the intent is the cue list with the most weight, the trade the one with most of
its words, a coordinator's question is none but a ticket's number and days, a name the one written with an @.
"""

from dataclasses import replace
from datetime import datetime

from handlers.understanding.cues import weigh
from handlers.understanding.enterprise import read_fields
from handlers.understanding.names import find_mention
from handlers.understanding.periods import find_period
from handlers.understanding.trades import scores, technical_weight
from handlers.understanding.values import Intent, Query, Role, Understanding

_ENOUGH = {Role.ENTERPRISE: 2.4, Role.EXPERT: 2.0, Role.COORDINATOR: 1.5}  # less says nothing: chatter
_REQUEST = 3.2


def by_rules_alone(text: str, role: Role, at: datetime, understood: Understanding) -> Understanding:
    """The same message without any trained model. `understood`: what is made of it with them."""
    intent = _intent(text, role, understood)
    request = read_fields(text, at) if intent is Intent.REQUEST else None
    if request is not None:
        words = scores(text)
        request = replace(request, category=max(words, key=words.__getitem__, default="other"))
    changed = replace(understood, intent=intent, request=request)
    if role is not Role.COORDINATOR:
        return changed
    query = None
    if intent in (Intent.QUERY, Intent.EXPORT):
        about = "ticket" if understood.ticket is not None else "list"
        output = "excel" if intent is Intent.EXPORT else None
        query = Query(about=about, no=understood.ticket, period=find_period(text, at), output=output)
    return replace(changed, query=query, target=find_mention(text))


def _intent(text: str, role: Role, understood: Understanding) -> Intent:
    weights = {name: weight for name, weight in weigh(role, text).items() if name in set(Intent)}
    best = max(weights, key=weights.__getitem__)
    found = Intent(best) if weights[best] >= _ENOUGH[role] else Intent.CHAT
    if role is Role.ENTERPRISE and _asking(text) >= max(_REQUEST, weights[best]):
        return Intent.REQUEST
    if role is Role.COORDINATOR and found is Intent.CHAT and understood.ticket is not None:
        return Intent.QUERY
    return found


def _asking(text: str) -> float:
    """How much a text asks for help: words of asking, of faults and of a workshop, less those of chatter."""
    cues, craft = weigh(Role.ENTERPRISE, text), technical_weight(text)
    if not craft and not cues["training"]:
        return 0.0
    asks = min(cues["ask"], 8.0) * 0.6 + min(cues["fault"], 4.0) * 0.8 + min(craft, 8.0) * 0.7
    return asks + min(cues["training"], 3.5) - cues["chatter"]
