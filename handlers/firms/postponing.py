"""An enterprise, or a coordinator, puts a ticket off ("先别来", "下周再说"): nothing ends.

Who has the ticket keeps it and reads that he is not to come yet. Where nobody has it, nobody is asked until
the day that was named, or its enterprise says that he may come.
"""

import re
from dataclasses import replace
from datetime import datetime

from handlers import wording
from handlers.cases import without_number
from handlers.concerned import experts_asked, hand_over, pass_on, tell_requester
from handlers.desk import Desk, Turn
from handlers.firms.waiting import tried_for
from handlers.ledger import note_words
from handlers.offers.dispatch import rooms_told, target_minutes
from handlers.offers.starting import held_until, is_put_off, pickup_due, start
from handlers.picking import named, owns, pick_own, with_ticket
from handlers.places import item_meant, without_place
from handlers.telling import answer, tell_room
from handlers.understanding.amendments import calms
from handlers.understanding.cues import weigh
from handlers.understanding.names import without_bot
from handlers.understanding.parts import parts
from handlers.understanding.putting_off import days_on, find_until
from handlers.understanding.values import Intent, Kind, Urgency
from prompts.texts import say
from storage import people, tickets, timers
from storage.people import Expert
from storage.terms import HELD, Change, Status
from storage.tickets import Ticket

_SHORT = 40  # characters; longer texts tell stories
_RESEMBLES = (Intent.CHAT, Intent.FOLLOWUP, Intent.CANCEL, Intent.REOPEN)


def as_postponed(desk: Desk, turn: Turn) -> Turn:
    """The turn as a putting off where it says so of a ticket of its writer's house."""
    text, found = without_bot(turn.text), turn.understanding
    if found.intent not in _RESEMBLES or found.query is not None or len(text) > _SHORT or turn.attachments:
        return turn
    cues = weigh("endings", text)
    moved = _visit_moved(desk, turn) if cues["visit_moved"] else None
    if moved is not None:
        return with_ticket(replace(turn, understanding=replace(found, intent=Intent.POSTPONE)), moved)
    rested = _day_named(desk, turn) if cues["day_named"] else None
    if rested is not None:
        return with_ticket(replace(turn, understanding=replace(found, intent=Intent.POSTPONE)), rested)
    if not cues["postponed"] or (cues["postponed_not"] and found.intent is not Intent.CANCEL):
        return turn
    ticket = pick_own(desk, turn, (Status.OPEN, *HELD), ask=False)
    if ticket is None or not owns(turn, ticket):
        return turn
    return with_ticket(replace(turn, understanding=replace(found, intent=Intent.POSTPONE)), ticket)


def _visit_moved(desk: Desk, turn: Turn) -> Ticket | None:
    """The ticket in an expert's hands, with no day to meet, for which another day to come is named."""
    ticket = pick_own(desk, turn, HELD, ask=False)
    return ticket if ticket is not None and owns(turn, ticket) and ticket.deadline is None else None


def _day_named(desk: Desk, turn: Turn) -> Ticket | None:
    """The ticket that was put off, for which a day is named now."""
    ticket = pick_own(desk, turn, (Status.OPEN,), ask=False)
    if ticket is None or not owns(turn, ticket) or not is_put_off(desk, ticket):
        return None
    return ticket if find_until(turn.text, turn.first.at) is not None else None


def postpone(desk: Desk, turn: Turn) -> Ticket | None:
    """Put the ticket off: its holder hears so, or nobody is asked for a while."""
    ticket = pick_own(desk, turn, (Status.OPEN, *HELD))
    if ticket is None:
        return None
    if (item := _item_of(desk, turn, ticket)) is not None:
        return _a_part(desk, turn, ticket, item)
    if ticket.status == Status.OPEN:
        return _put_off(desk, turn, ticket)
    told = note_words(desk, turn, ticket, Change.FOLLOWUP)
    named = find_until(turn.text, turn.first.at) is not None
    pass_on(desk, turn, told, "postponed_expert", "postponed_day" if named else "postponed_requester")
    return told


def _item_of(desk: Desk, turn: Turn, ticket: Ticket) -> str | None:
    """The trouble of his list that alone is put off ("第二个不急，下周再说"), where others of it share the
    ticket."""
    item = item_meant(desk, turn, [ticket])
    whole = item is None or len(parts(ticket.body)) < 2
    return None if whole or item is None else item[1]


def _a_part(desk: Desk, turn: Turn, ticket: Ticket, item: str) -> Ticket:
    """Whoever comes reads which of the troubles may wait; the others go on."""
    words = f"“{item}”{without_place(wording.clean(turn.text))}"
    told = note_words(desk, turn, ticket, Change.FOLLOWUP, body=f"{ticket.body}\n{words}")
    hand_over(desk, replace(turn, text=words), told, "followup_expert", now="")
    tell_requester(desk, told, "part_may_wait", part=wording.short(item, 20))
    return told


def _put_off(desk: Desk, turn: Turn, ticket: Ticket) -> Ticket:
    """Who takes it later reads with the trouble until when it was put off."""
    words = wording.clean(turn.text)
    told = note_words(desk, turn, ticket, Change.FOLLOWUP, body=f"{ticket.body}\n{words}")
    if told.kind == Kind.PROBLEM:
        day = find_until(words, turn.first.at)
        until = day or days_on(desk.now, desk.policy.put_off)
        told = _rested(desk, told, until)
        name = "postponed_open" if day else "postponed_when"
        tell_requester(desk, told, name, until=wording.soon(until, desk.now))
    return told


def _rested(desk: Desk, ticket: Ticket, until: datetime) -> Ticket:
    """Nobody is asked until then; who has been asked already reads it where he was."""
    told, _ = asked_from(desk, ticket, until)
    text = say("postponed_room", no=told.no, until=wording.soon(until, desk.now))
    for room in rooms_told(desk, told):
        tell_room(desk, room, text, ticket=told)
    return told


def by_union(desk: Desk, turn: Turn) -> Ticket | None:
    """A coordinator puts off a ticket ("1001 不急，下次再说"); its enterprise hears so, and who has it."""
    ticket = named(desk, turn)
    if ticket is None:
        return None
    if ticket.status in HELD:
        return _told_holder(desk, turn, note_words(desk, turn, ticket, Change.NOTED))
    calm = {"urgency": Urgency.NORMAL.value} if calms(turn.text) else {}
    told = note_words(desk, turn, ticket, Change.NOTED, **calm)
    if told.kind != Kind.PROBLEM:
        answer(desk, turn, say("done_room", no=told.no, what="已备注"), ticket=told)
        return told
    until = find_until(turn.text, turn.first.at) or days_on(desk.now, desk.policy.put_off)
    told = _rested(desk, told, until)
    soon = wording.soon(until, desk.now)
    tell_requester(desk, told, "postponed_by_union", until=soon)
    answer(desk, turn, say("done_room", no=told.no, what=f"先不请师傅，{soon}再请"), ticket=told)
    return told


_OTHERS = re.compile(r"^(?:[、，,和跟与\s]*1\d{3}(?!\d))+[，,\s]*")  # numbers said in the same breath


def _told_holder(desk: Desk, turn: Turn, ticket: Ticket) -> Ticket:
    """Who has it and its enterprise read what the coordinator says of when; he reads that they do."""
    words = wording.short(wording.masked(_OTHERS.sub("", without_number(without_bot(turn.text)))), _SHORT)
    name = people.expert(desk.uow, ticket.expert_id or 0).name
    hand_over(desk, replace(turn, text=words), ticket, "note_expert")
    tell_requester(desk, ticket, "union_says_when", words=words, expert=name)
    answer(desk, turn, say("done_room", no=ticket.no, what=f"已转告{name}和企业"), ticket=ticket)
    return ticket


def begun_by_union(desk: Desk, turn: Turn) -> Ticket | None:
    """A coordinator has experts asked now for what was put off; who has it already may come now."""
    ticket = named(desk, turn)
    if ticket is None:
        return None
    if ticket.status in HELD:
        return _told_holder(desk, turn, note_words(desk, turn, ticket, Change.NOTED))
    if held_until(desk, ticket) is None:
        text = say("asked_already", no=ticket.no, tried=tried_for(desk, ticket))
        answer(desk, turn, text, ticket=ticket)
        return ticket
    fresh = taken_up(desk, turn, ticket)
    answer(desk, turn, say("done_room", no=fresh.no, what="现在就请师傅"), ticket=fresh)
    return fresh


def taken_up(desk: Desk, turn: Turn, ticket: Ticket) -> Ticket:
    """He may come now after all: experts are asked."""
    fresh, asked = asked_from(desk, note_words(desk, turn, ticket, Change.FOLLOWUP), desk.now)
    minutes = target_minutes(desk, fresh.urgency)
    tell_requester(desk, fresh, "taken_up", asked=experts_asked(asked), minutes=minutes)
    return fresh


def asked_from(desk: Desk, ticket: Ticket, moment: datetime) -> tuple[Ticket, list[Expert]]:
    """The ticket, with the pickup clock starting then, and who was asked at once."""
    timers.cancel_of_ticket(desk.uow, ticket.id)
    tickets.amend(desk.uow, ticket.id, pickup_due=pickup_due(desk, ticket.urgency, moment))
    fresh = tickets.get(desk.uow, ticket.id)
    return fresh, start(desk, fresh, again=True, put_off=moment > desk.now)
