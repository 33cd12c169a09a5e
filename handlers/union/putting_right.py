"""A coordinator puts right what stands on a ticket: its title, haste, day, trade, or whom to ring."""

import re
from dataclasses import replace
from typing import Any

from handlers import wording
from handlers.concerned import hand_over, tell_requester
from handlers.desk import Desk, Turn
from handlers.firms.amending import due_of
from handlers.ledger import note_words
from handlers.offers.dispatch import ask
from handlers.offers.starting import held_until, replan
from handlers.people import familiar_names
from handlers.picking import named, numbered
from handlers.telling import answer, tell_person
from handlers.understanding.amendments import (
    About,
    Amendment,
    find_amendment,
    is_note,
    number_before,
    puts_worth_right,
    worth_meant,
)
from handlers.understanding.moved import find_moved
from handlers.understanding.names import find_known, without_bot
from handlers.understanding.values import Intent, Role, Understanding
from handlers.union.coordinators import remark
from prompts.texts import say
from storage import people
from storage.terms import LIVE, Change, Status
from storage.tickets import Ticket

_HOW = {About.TITLE: "amend_title", About.DAY: "amend_day"}  # where he does not say to what
_HOUR = re.compile(r"上午|下午|中午|早上|晚上|傍晚|[\d一二两三四五六七八九十]点")  # when somebody comes
_BARE = 4  # characters: 改期, 延期一下
_MILD = (Intent.NOTE, Intent.QUERY)  # done as such where they put nothing right
_TITLE = 24  # characters of a title
_PLAIN = (Intent.TEACH, Intent.UNTEACH, Intent.WHY, Intent.EXPORT)


def put_right(desk: Desk, turn: Turn) -> bool:
    """Whether the words put something right on a live ticket, which is done now; he hears what."""
    if turn.role is not Role.COORDINATOR or turn.understanding.intent in _PLAIN:
        return False
    bare = without_bot(turn.text)
    ticket, no = named(desk, turn), number_before(bare)
    ticket = numbered(desk, no) if ticket is None and no is not None else ticket
    if ticket is not None and puts_worth_right(bare):
        _worth(desk, turn, ticket, worth_meant(bare))
        return True
    found = find_amendment(bare) if ticket is not None and ticket.status in LIVE else None
    if ticket is None or found is None:
        return False
    own = found.about is About.CONTACT and "联系人" in bare
    if found.about in (About.DAY, About.CONTACT) and not own and find_known(bare, familiar_names(desk.uow)):
        return False  # 改到车敏儿, 茅工手机换了: of an expert
    values = _values(turn, ticket, found)
    if turn.understanding.intent in _MILD and (not values or is_note(bare)):
        return False
    visit = _HOUR.search(found.value or "") is not None
    if found.about is About.DAY and not values and (visit or len(found.value or "") > _BARE):
        remark(
            desk, replace(turn, understanding=Understanding(intent=Intent.NOTE, ticket=ticket.no))
        )  # a visit is put off, or he counts from no day
        return True
    if found.about is About.CONTACT:
        _contact(desk, turn, ticket, found)
        return True
    if not values:
        answer(desk, turn, say(_HOW[found.about], no=ticket.no), ticket=ticket)
        return True
    _amend(desk, turn, ticket, values)
    return True


def _values(turn: Turn, ticket: Ticket, found: Amendment) -> dict[str, Any]:
    """The columns that change; none where he does not say to what."""
    if found.about is About.DAY:
        moved = find_moved(found.value or "", turn.first.at, due_of(ticket))
        return {} if moved is None else {"deadline": moved.isoformat()}
    if found.value is None:
        return {}
    column = "category" if found.about is About.TRADE else found.about.value
    return {column: found.value[:_TITLE] if found.about is About.TITLE else found.value}


def _worth(desk: Desk, turn: Turn, ticket: Ticket, saved: int | None) -> None:
    """What was saved stands otherwise on the ticket now; its expert, who was told the first sum, reads so."""
    if ticket.status not in (Status.CLOSED, Status.RESOLVED):
        answer(desk, turn, say("amend_worth_not_ended", no=ticket.no), ticket=ticket)
        return
    if saved is None:
        answer(desk, turn, say("amend_worth", no=ticket.no), ticket=ticket)
        return
    before = wording.yuan(ticket.saved_yuan) if ticket.saved_yuan else "没登记"
    if ticket.saved_yuan == saved:
        answer(desk, turn, say("amended_already", no=ticket.no, what=f"省了{before}"), ticket=ticket)
        return
    amended = note_words(desk, turn, ticket, Change.NOTED, saved_yuan=saved)
    what = f"省了：{before} → {wording.yuan(saved)}"
    if amended.expert_id is not None and ticket.saved_yuan:
        holder = people.expert(desk.uow, amended.expert_id).wechat_name
        tell_person(desk, holder, say("amended_holder", no=ticket.no, what=what), ticket=amended)
    answer(desk, turn, say("amended", no=ticket.no, what=what), ticket=amended)


def _amend(desk: Desk, turn: Turn, ticket: Ticket, values: dict[str, Any]) -> None:
    ((column, value),) = values.items()
    what = _told(desk, column, value)
    if getattr(ticket, column) == value:
        answer(desk, turn, say("amended_already", no=ticket.no, what=what), ticket=ticket)
        return
    amended = note_words(desk, turn, ticket, Change.NOTED, **values)
    if column == "urgency":
        amended = _replanned(desk, amended, ticket)
    if amended.expert_id is not None:
        holder = people.expert(desk.uow, amended.expert_id).wechat_name
        tell_person(desk, holder, say("amended_holder", no=ticket.no, what=what), ticket=amended)
    answer(desk, turn, say("amended", no=ticket.no, what=what), ticket=amended)
    if column == "category" and amended.status == Status.OPEN:
        # Those asked so far are of another trade.
        ask(desk, amended, desk.escalation(amended.urgency).waves[0].size, wave=0, afresh=True)


def _replanned(desk: Desk, ticket: Ticket, before: Ticket) -> Ticket:
    """The ticket with the target of its new urgency; its requester hears by when it is answered now."""
    fresh = replan(desk, ticket, before.urgency)
    if fresh.status == Status.OPEN and fresh.pickup_due and fresh.pickup_due != before.pickup_due:
        until = held_until(desk, fresh)
        tell_requester(
            desk,
            fresh,
            "due_moved",
            urgency=wording.URGENCY[fresh.urgency],
            held=say("due_moved_held", until=wording.soon(until, desk.now)) if until is not None else "",
            by=wording.soon(fresh.pickup_due, desk.now),
        )
    return fresh


def _told(desk: Desk, column: str, value: str) -> str:
    if column == "urgency":
        return f"紧急程度：{wording.URGENCY[value]}"
    if column == "category":
        return f"工种：{wording.trade(value)}"
    if column == "deadline":
        return f"期限：{wording.deadline(value, desk.now, lead='')}"
    return f"标题：{value}"


def _contact(desk: Desk, turn: Turn, ticket: Ticket, found: Amendment) -> None:
    """The number stands in the ticket, for whoever has it or takes it; the holder reads it in private."""
    if found.value is None:
        answer(desk, turn, say("amend_contact", no=ticket.no), ticket=ticket)
        return
    amended = note_words(desk, turn, ticket, Change.NOTED, body=f"{ticket.body}\n{found.value}")
    held = amended.expert_id is not None
    if held:
        hand_over(desk, replace(turn, text=found.value), amended, "note_expert")
    answer(
        desk, turn, say("amended_contact" if held else "amended_contact_open", no=ticket.no), ticket=amended
    )
