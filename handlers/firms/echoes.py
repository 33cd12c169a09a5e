"""Another firm has the trouble just asked for ("我们也一样，同求"): a ticket of its own, linked to the first.

Its words name nothing: what is wrong, and for which trade, is what the first ticket tells.
"""

from dataclasses import replace

from handlers.desk import Desk, Turn
from handlers.picking import named, owns, with_ticket
from handlers.understanding.cues import weigh
from handlers.understanding.enterprise import read_fields
from handlers.understanding.names import without_bot
from handlers.understanding.trades import technical_weight
from handlers.understanding.values import Intent, Kind
from storage import people, talks, tickets
from storage.terms import HELD, Status
from storage.tickets import Ticket

_SHORT = 30  # characters; who writes more tells what is wrong at his place
_PLAIN = 2  # of the cues: words that say by themselves that he has it too; "+1" needs the request just before
_HEARD = 6  # messages before it that are looked at
_SHOP_TALK = 3.0  # workshop words that open a ticket without the first one's
_STANDS = (Status.OPEN, *HELD, Status.RESOLVED)


def as_echo(desk: Desk, turn: Turn) -> Turn | None:
    """The turn as a request in the words of the ticket that it echoes; as an addition where that is his own
    house's; None where it echoes none."""
    text = without_bot(turn.text)
    if turn.room is None or not 0 < len(text) <= _SHORT or turn.understanding.ticket is not None:
        return None
    cues = weigh("echoes", text)
    if not cues["same"] or cues["not"] or _tells_his_own(turn, text):
        return None
    first = _echoed(desk, turn, plain=cues["same"] >= _PLAIN)
    if first is None or first.requester == turn.person.nickname:
        return None
    if owns(turn, first):
        adds = replace(turn.understanding, intent=Intent.FOLLOWUP, query=None, request=None)
        return with_ticket(replace(turn, understanding=adds), first)
    own = read_fields(text, turn.first.at)
    fields = replace(
        own, kind=Kind(first.kind), category=first.category, problems=first.problems, title=first.title
    )
    asks = replace(turn.understanding, intent=Intent.REQUEST, request=fields, query=None, sure=True)
    return replace(turn, text=f"{text}（{first.title}）", understanding=asks, echoes=first.no)


def _tells_his_own(turn: Turn, text: str) -> bool:
    return turn.understanding.intent is Intent.REQUEST and technical_weight(text) >= _SHOP_TALK


def _echoed(desk: Desk, turn: Turn, *, plain: bool) -> Ticket | None:
    """The ticket quoted, else the one last talked of here; bare words must follow what its house or who has
    it has written."""
    quoted = named(desk, turn)
    if quoted is not None:
        return quoted if quoted.status in _STANDS and quoted.room == turn.room_name else None
    since = turn.first.at - desk.policy.followup
    asked = {
        each.id: each
        for each in tickets.with_status(desk.uow, _STANDS)
        if each.room == turn.room_name and each.asked_at >= since
    }
    said = talks.before(desk.uow, turn.first, since=since, limit=_HEARD) if asked else []
    others = [each for each in reversed(said) if each.sender != turn.person.nickname]
    if not plain:
        last = asked.get(others[0].ticket_id or 0) if others else None
        return last if last is not None and others[0].sender in _concerned(desk, last) else None
    talked = (asked[each.ticket_id] for each in others if each.ticket_id in asked)
    return next(talked, max(asked.values(), key=lambda each: each.asked_at, default=None))


def _concerned(desk: Desk, ticket: Ticket) -> set[str]:
    holder = people.expert(desk.uow, ticket.expert_id) if ticket.expert_id else None
    return {ticket.requester} | ({holder.wechat_name} if holder else set())
