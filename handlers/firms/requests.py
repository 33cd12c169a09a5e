"""An enterprise asks for help: a ticket is opened, experts are asked, the group is answered."""

import re
from dataclasses import replace
from datetime import timedelta

from handlers import wording
from handlers.desk import Desk, Turn
from handlers.ending.endings import reopen
from handlers.firms.alarming import tell_of_danger
from handlers.firms.amending import as_columns
from handlers.firms.by_name import ask_by_name, wished_by_name
from handlers.firms.followups import followup
from handlers.firms.joined import recalled_lately
from handlers.firms.photos import asked
from handlers.firms.recalls import rewrite
from handlers.firms.receipts import pass_training_on, receipt
from handlers.firms.refusing import spare_refused
from handlers.firms.repeats import repeated, similar_to, stir
from handlers.firms.requesters import ask_whose, district_of, enterprise_of
from handlers.ledger import note
from handlers.offers.consults import wanted_at_first
from handlers.offers.starting import held_until, pickup_due, start
from handlers.picking import named, owns
from handlers.showing import show_requester
from handlers.understanding.dangers import find_danger
from handlers.understanding.enterprise import read_fields
from handlers.understanding.separating import Part, enumerated, separate
from handlers.understanding.values import Kind, RequestFields, Urgency, most_urgent
from handlers.union.checks import ask_whether
from storage import attachments, inbox, talks, tickets
from storage.terms import Change, Status
from storage.tickets import Ticket

_FILES_BEFORE = timedelta(minutes=5)
_ALL_IN_HASTE = re.compile(r"都(?:是|挺|很|蛮|比较|非常|特别|有点)?(?:着)?急")


def request(desk: Desk, turn: Turn) -> Ticket | None:
    """Open a ticket (or one for each trade), ask experts and answer; a repeat only stirs the old one."""
    fields = turn.understanding.request or RequestFields()
    spoken_of = named(desk, turn)
    if turn.understanding.ticket is not None and spoken_of is not None and owns(turn, spoken_of):
        # Who writes his own ticket's number asks for no new one.
        return reopen(desk, turn) if spoken_of.status in _ENDED else followup(desk, turn)
    taken_back = recalled_lately(desk, turn) if fields.kind is Kind.PROBLEM else None
    if taken_back is not None and taken_back.kind == Kind.PROBLEM:
        return rewrite(desk, turn, taken_back, fields)
    return _see_to(desk, turn, _parts(desk, turn, fields))


_ENDED = (Status.RESOLVED, Status.CLOSED)


def _parts(desk: Desk, turn: Turn, whole: RequestFields) -> list[Turn]:
    """What needs different trades, and what is wished for besides, each as if it had been said alone.

    Of numbered troubles those that are on record already are apart from the others.
    """
    told, left = _numbered_before(desk, turn, whole)
    parts = separate(left)
    if len(parts) == 1 and not told:
        return [turn]
    return [*told, *(_alone(turn, part, _fields_of(turn, whole, part)) for part in parts)]


def _numbered_before(desk: Desk, turn: Turn, whole: RequestFields) -> tuple[list[Turn], str]:
    """The numbered troubles that live tickets of his house tell of, and the text without them."""
    pieces = [Part(text=each, problems=1) for each in enumerated(turn.text)]
    each_alone = [_alone(turn, part, _fields_of(turn, whole, part)) for part in pieces]
    told = [each for each in each_alone if repeated(desk, each) is not None]
    if not told or len(told) == len(pieces):
        return [], turn.text
    left = [each.text for each in each_alone if each not in told]
    return told, "\n".join(f"{number}、{text}" for number, text in enumerate(left, 1)) if left[1:] else left[
        0
    ]


def _alone(turn: Turn, part: Part, fields: RequestFields) -> Turn:
    return replace(turn, text=part.text, understanding=replace(turn.understanding, request=fields))


def _see_to(desk: Desk, turn: Turn, parts: list[Turn]) -> Ticket | None:
    """Stir what has been asked for before, open the rest, then ask experts and answer for each."""
    told_before, new = [], []
    for part in parts:
        before = repeated(desk, part)
        known = before is not None and find_danger(before.body) is find_danger(part.text)
        told_before += [(part, before)] if before is not None and known else []
        new += [] if known else [part]
    stirred = [stir(desk, part, before, beside=bool(new)) for part, before in told_before]
    opened: list[Ticket] = []
    for part in new:
        fields = part.understanding.request or RequestFields()
        wanted = wanted_at_first(turn.understanding.several) if part is turn else 1
        opened.append(_open(desk, part, fields, wanted, opened))
    if not opened:
        return stirred[0]
    _ask_whether(desk, turn, opened[0])
    for ticket in opened:
        spare_refused(desk, turn, ticket)
        _begin(desk, ticket)
    ask_whose(desk, turn, opened[0])
    return opened[0]


def _begin(desk: Desk, ticket: Ticket) -> None:
    """Have it seen to, and tell the requester so."""
    if ticket.kind == Kind.TRAINING:
        pass_training_on(desk, ticket, wished_by_name(desk, ticket.body))
        return
    asked = start(desk, ticket)
    receipt(desk, ticket, asked if held_until(desk, ticket) else ask_by_name(desk, ticket, asked))
    tell_of_danger(desk, ticket)
    show_requester(desk, ticket)


def _ask_whether(desk: Desk, turn: Turn, ticket: Ticket) -> None:
    if turn.understanding.dispute is not None:
        ask_whether(desk, ticket, turn.understanding.dispute)


def _fields_of(turn: Turn, whole: RequestFields, part: Part) -> RequestFields:
    """What one of several problems says; a deadline said once holds for all."""
    own = read_fields(part.text, turn.first.at)
    if _ALL_IN_HASTE.search(turn.text):
        own = replace(own, urgency=most_urgent(own.urgency, whole.urgency))
    if part.kind is Kind.TRAINING:
        return replace(own, kind=part.kind, problems=1, urgency=Urgency.NORMAL, deadline=None)
    return replace(
        own,
        problems=part.problems,
        deadline=own.deadline or whole.deadline,
        urgency=own.urgency if own.deadline or not whole.deadline else whole.urgency,
        mode=own.mode if own.mode != "either" else whole.mode,
    )


def put_on_record(desk: Desk, turn: Turn, fields: RequestFields) -> Ticket:
    """Open a ticket for which nobody is asked: somebody has it in hand already."""
    return _open(desk, turn, fields, 1, [])


def _open(desk: Desk, turn: Turn, fields: RequestFields, wanted: int, siblings: list[Ticket]) -> Ticket:
    enterprise = enterprise_of(desk, turn)
    district, region = (enterprise.district, enterprise.region) if enterprise else district_of(desk, turn)
    asked_at = min(message.at for message in turn.messages)
    due = pickup_due(desk, fields.urgency, asked_at) if fields.kind is Kind.PROBLEM else None
    echoed = tickets.by_no(desk.uow, turn.echoes) if turn.echoes is not None else None
    like = echoed or similar_to(desk, turn.text, [each.id for each in siblings])
    ticket = tickets.create(
        desk.uow,
        **as_columns(fields),
        kind=fields.kind,
        body=turn.text,
        title=wording.title(fields.title or turn.text),
        enterprise_id=enterprise.id if enterprise else None,
        requester=turn.person.nickname,
        room=turn.room_name,
        district=district,
        region=region,
        opened_at=desk.now,
        asked_at=asked_at,
        pickup_due=due,
        similar_id=like.id if like else None,
        wanted=wanted,  # problems of several trades are tickets of their own
    )
    # A message that belongs to two tickets is the first one's own and shared by the other.
    tied = any(inbox.get(desk.uow, each).ticket_id is not None for each in turn.message_ids)
    own = talks.share if tied else inbox.tie
    own(desk.uow, [*_files_before(desk, turn), *turn.message_ids], ticket.id)
    detail = f"与{like.no}相近" if like else None
    return note(desk, ticket, Change.OPENED, actor=turn.person.nickname, detail=detail)


def _files_before(desk: Desk, turn: Turn) -> list[int]:
    """Pictures and files that the writer sent just before he wrote what they are about."""
    before = desk.policy.followup if asked(desk, turn.first, desk.policy.followup) else _FILES_BEFORE
    since = turn.first.at - before
    loose = attachments.loose_files(desk.uow, turn.person.nickname, turn.room_name, since)
    return [each.id for each in loose if each.id not in turn.message_ids]
