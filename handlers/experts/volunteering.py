"""An expert would take a ticket whose firm wishes for another than its holder: a coordinator has a word.

What he offers stands in the ticket's history until somebody decides; the ticket stays with its holder.
"""

from datetime import datetime

from handlers.concerned import tell_responsible
from handlers.desk import Desk, Turn
from handlers.experts.holding import me
from handlers.ledger import note
from handlers.offers.dispatch import HANDS_ON, rooms_told
from handlers.telling import answer
from handlers.understanding.replacing import wants_another, wants_him_after_all
from prompts.texts import say
from storage import people, records, tickets
from storage.people import Expert, Room
from storage.records import Entry
from storage.terms import HELD, Change
from storage.tickets import Ticket

_WOULD = "愿意接手"  # as which his offer stands in the history
_STAYS = "不换人"  # and a coordinator's no
_SETTLES = (Change.CLAIMED, Change.ASSIGNED, Change.TRANSFERRED, Change.RELEASED)


def volunteers(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """Whether he takes a ticket that its holder may lose: the coordinators hear so, and he that they do."""
    expert = me(turn)
    wished = _since_the_wish(desk, ticket)
    if ticket.status not in HELD or ticket.expert_id in (None, expert.id) or not wished:
        return False
    holder = people.expert(desk.uow, ticket.expert_id or 0)
    own = _holder_wishes(wished[0])
    if expert.id not in [each.id for each in willing(desk, ticket)]:
        ids = turn.message_ids
        ticket = note(desk, ticket, Change.NOTED, actor=expert.name, detail=_WOULD, message_ids=ids)
        told = "volunteer_told_of_holder" if own else "volunteer_told"
        tell_responsible(desk, ticket, told, expert=expert.name, holder=holder.name)
    noted = "volunteer_noted_of_holder" if own else "volunteer_noted"
    answer(desk, turn, say(noted, no=ticket.no, holder=holder.name), ticket=ticket)
    return True


def willing(desk: Desk, ticket: Ticket, since: datetime | None = None) -> list[Expert]:
    """Those who would take it from its holder (and have said so since then), while nothing is decided."""
    said = (each for each in _since_the_wish(desk, ticket) if since is None or each.at >= since)
    names = dict.fromkeys(each.actor for each in said if each.detail == _WOULD)
    known = {each.name: each for each in people.all_experts(desk.uow)} if names else {}
    return [known[name] for name in names if name in known]


def wished_anew(desk: Desk, room: Room) -> Ticket | None:
    """The one ticket asked for or put on offer in this group that its holder may lose."""
    held = tickets.with_status(desk.uow, HELD)
    found = [
        each
        for each in held
        if (each.room == room.name or room.name in rooms_told(desk, each)) and _since_the_wish(desk, each)
    ]
    return found[0] if len(found) == 1 else None


def keep_holder(desk: Desk, turn: Turn, ticket: Ticket) -> None:
    """A coordinator leaves it with its holder."""
    ids = turn.message_ids
    note(desk, ticket, Change.NOTED, actor=turn.person.nickname, detail=_STAYS, message_ids=ids)


def _since_the_wish(desk: Desk, ticket: Ticket) -> list[Entry]:
    """What was noted since its firm wished for another, or its holder to hand it on and the colleague has
    said no; [] where nobody has, or that is settled."""
    found: list[Entry] = []
    for entry in reversed(records.of_ticket(desk.uow, ticket.id)):
        words = entry.detail or ""
        if entry.change in _SETTLES or words == _STAYS:
            return []
        found.insert(0, entry)
        if _holder_wishes(entry):
            said_no = any(each.change == Change.DECLINED for each in found)
            return found if said_no and ticket.expert_id is not None else []
        if entry.change in (Change.NOTED, Change.REOPENED) and _is_of_the_house(desk, ticket, entry.actor):
            if wants_him_after_all(words):
                return []
            if wants_another(words):
                return found
    return []


def _holder_wishes(entry: Entry) -> bool:
    return entry.change == Change.NOTED and (entry.detail or "").startswith(HANDS_ON)


def _is_of_the_house(desk: Desk, ticket: Ticket, nickname: str | None) -> bool:
    firm = people.enterprise_of_contact(desk.uow, nickname or "")
    return nickname == ticket.requester or (firm is not None and firm.id == ticket.enterprise_id)
