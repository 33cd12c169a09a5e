"""A firm tells of a trouble and does not want who mended it before: somebody else is asked.

Its words about him never reach him, nor whoever comes; the coordinators read them. Where he still has the
ticket, they change the person as for 换人.
"""

import re
from dataclasses import replace

from handlers import wording
from handlers.concerned import tell_requester, tell_responsible
from handlers.desk import Desk, Turn
from handlers.firms.by_name import last_of_house, meant_by
from handlers.firms.repeats import repeated
from handlers.offers.unwanted import refuse
from handlers.picking import with_ticket
from handlers.understanding.enterprise import read_fields
from handlers.understanding.names import without_bot
from handlers.understanding.refusing import called_in, refusal
from handlers.understanding.values import Intent, Understanding
from storage import people
from storage.people import Expert
from storage.terms import HELD, Status
from storage.tickets import Ticket

_NONE = (Intent.CONFIRM, Intent.RATE, Intent.POSTPONE)


_POINTS = re.compile(r"上次|上回|原来|之前|昨天|[那这]")  # "上次那个师傅" is no name


def as_refusing(desk: Desk, turn: Turn) -> Turn | None:
    """The turn as a request without what is said of him; where he has the ticket, as the wish for another."""
    found = refusal(without_bot(turn.text))
    if found is None or turn.understanding.ticket is not None or turn.understanding.intent in _NONE:
        return None
    called, experts = called_in(found.words), people.all_experts(desk.uow)
    if called and not any(_POINTS.match(each) or meant_by(experts, each) for each in called):
        return None  # "别让电工去弄": one of its own
    fields = read_fields(found.trouble, turn.first.at)
    wanted = Understanding(intent=Intent.REQUEST, request=fields, technical=True, sure=True)
    meant = replace(turn, text=found.trouble, refuses=found.words, understanding=wanted)
    before = repeated(desk, meant)
    if before is None or before.expert_id is None or before.status not in (*HELD, Status.RESOLVED):
        return meant
    return with_ticket(replace(turn, understanding=Understanding(intent=Intent.REPLACE)), before)


def spare_refused(desk: Desk, turn: Turn, ticket: Ticket) -> None:
    """Whom the request refuses is not asked; the coordinators read what was said of him."""
    if turn.refuses is None:
        return
    them = _refused(desk, turn, ticket)
    for each in them:
        refuse(desk, ticket, each, by=turn.person.nickname)
    words = wording.short(wording.masked(turn.refuses), 60)
    names = "、".join(each.name for each in them)
    name = "unwanted_told" if them else "unwanted_unknown_told"
    tell_responsible(desk, ticket, name, expert=names, words=words)
    if them:
        tell_requester(desk, ticket, "unwanted_requester")  # no name: he may read it in this group


def _refused(desk: Desk, turn: Turn, ticket: Ticket) -> list[Expert]:
    """Who is meant: whom it names, of several who has been there, or all; else who was there last."""
    experts = people.all_experts(desk.uow)
    last = last_of_house(desk, ticket)
    before = last.expert_id if last is not None else None
    called = called_in(turn.refuses or "")
    for name in called:
        found = meant_by(experts, name)
        if 0 < len(found) <= _MAY_BE_MEANT:
            return [each for each in found if each.id == before] or found
    return [people.expert(desk.uow, before)] if before is not None and not called else []


_MAY_BE_MEANT = 3  # of those who are called so
