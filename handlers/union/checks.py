"""Where model and rules disagree whether it is a request: the ticket is opened, a coordinator has a word."""

import re
from dataclasses import replace
from datetime import timedelta

from handlers import wording
from handlers.desk import Desk, Turn
from handlers.ledger import note
from handlers.people import coordinators_for
from handlers.picking import numbered
from handlers.telling import answer, tell_coordinators
from handlers.understanding.names import without_bot
from handlers.understanding.pleasantries import without_pleasantries
from handlers.understanding.values import Dispute, Intent, Understanding
from handlers.union import coordinators
from handlers.union.doubted import asked_lately
from handlers.union.settling import yes_or_no
from prompts.texts import say
from storage import checks, outbox, tickets
from storage.checks import Check
from storage.terms import LIVE, Change, Purpose
from storage.tickets import Ticket

_FRESH = timedelta(hours=24)  # a bare word answers no older question; with the ticket's number it does
_NUMBERED = re.compile(r"【?#?(\d{1,6})】?\s*(?:号单|号|单)?[\s，,：:]*(?=\D)")
_COUNTS = re.compile(r"(不?)(?:算|是)(?:求助|的)?")


def ask_whether(desk: Desk, ticket: Ticket, dispute: Dispute) -> None:
    """Ask the coordinators for one word; the ticket takes its course meanwhile."""
    checks.ask(desk.uow, ticket_id=ticket.id, rules=dispute.rules, model=dispute.model, at=desk.now)
    tell_coordinators(
        desk,
        say(
            "is_it_a_request",
            no=ticket.no,
            who=ticket.requester,
            room=ticket.room or "私聊",
            words=wording.short(wording.masked(without_pleasantries(ticket.body)), 80) or "（图片或文件）",
        ),
        ticket=ticket,
        mentions=coordinators_for(desk.uow, ticket.district),
        purpose=Purpose.ANSWER,
    )


def judged(desk: Desk, turn: Turn) -> bool:
    """Take a coordinator's 是 or 不是 as the answer to such a question; False: it is none."""
    words = without_bot(turn.text)
    begins = _NUMBERED.match(words)
    yes = _verdict(words[begins.end() :] if begins else words)
    if yes is None:
        return False
    check = _meant(desk, turn, int(begins.group(1)) if begins else None)
    if isinstance(check, Check):
        _settle(desk, turn, check, is_request=yes)
    return check is not None


def _verdict(words: str) -> bool | None:
    counts = _COUNTS.fullmatch(words.rstrip("。！!了啊呀吧"))
    return not counts.group(1) if counts else yes_or_no(words)


def _meant(desk: Desk, turn: Turn, no: int | None) -> Check | bool | None:
    """The question that is answered; True where several wait and the bot asks back, None where none does."""
    if no is not None:
        ticket = numbered(desk, no)
        return checks.of_ticket(desk.uow, ticket.id) if ticket else None
    quoted = [each.quote for each in turn.messages if each.quote]
    if quoted:
        own = outbox.sent_as(desk.uow, quoted[0])
        return checks.of_ticket(desk.uow, own.ticket_id) if own and own.ticket_id else None
    waiting = checks.open_since(desk.uow, desk.now - _FRESH)
    if not waiting:
        return None
    who = asked_lately(desk)
    if len(waiting) == 1 and who is None:
        return waiting[0]
    answer(
        desk,
        turn,
        say(
            "which_check",
            nos="、".join(str(each.no) for each in waiting),
            no=waiting[-1].no,
            who=f"认人的那条（“{who}”）请引用着回。" if who else "",
        ),
    )
    return True


def _settle(desk: Desk, turn: Turn, check: Check, *, is_request: bool) -> None:
    ticket = tickets.get(desk.uow, check.ticket_id)
    by = turn.person.nickname
    if not checks.answer(desk.uow, check.id, is_request=is_request, by=by, at=desk.now):
        answer(desk, turn, say("check_known", no=ticket.no), ticket=ticket)
        return
    if is_request or ticket.status not in LIVE:
        note(desk, ticket, Change.NOTED, actor=by, detail=turn.text, message_ids=turn.message_ids)
        answer(desk, turn, say("check_noted", no=ticket.no, verdict="算" if is_request else "不算"))
        return
    order = Understanding(intent=Intent.CANCEL, ticket=ticket.no)
    coordinators.cancel(desk, replace(turn, understanding=order))
