"""One ticket as a coordinator reads it."""

from handlers import wording
from handlers.cases import fix_of
from handlers.desk import Desk
from handlers.experts.assigning import awaited
from handlers.experts.coming import last_word
from handlers.experts.departed import undecided
from handlers.facts import facts
from handlers.firms.trainings import wishes_of
from handlers.ledger import workers
from handlers.offers.starting import held_until
from handlers.understanding.values import Kind
from prompts.texts import say
from storage import offers, people, records
from storage.terms import HELD, Answer, Change, Status
from storage.tickets import Ticket

_NAMED = 20  # of those who were asked


def describe(desk: Desk, ticket: Ticket) -> str:
    """One ticket in five lines."""
    wishes = wishes_of(ticket)
    wished = say("training_wished", words=wishes) if wishes else ""
    return say(
        "one_ticket",
        no=ticket.no,
        title=ticket.title,
        status=wording.STATUS[Status(ticket.status)],
        trade=wording.trade(ticket.category),
        people=_who(desk, ticket),
        times=_times(desk, ticket),
        last="；".join(filter(None, [wished, _last_said(desk, ticket)])),
        **facts(desk, ticket),
    )


def _who(desk: Desk, ticket: Ticket) -> str:
    """Who is at work on it, or was; else how far asking has come."""
    if ticket.answered:
        adviser = people.expert(desk.uow, ticket.adviser_id).name if ticket.adviser_id else ""
        return f"{adviser or '照老案例'}线上答复"
    who = workers(desk, ticket)
    if who and undecided(desk, ticket) is not None:
        return f"在{who[0]}手上，人已经不派单了，还没定谁来"
    if who and awaited(desk, ticket):
        return f"派给{who[0]}，还没回话"
    if who:
        return f"{'、'.join(who)}{_did(ticket) if _is_over(ticket) else '在办' + last_word(desk, ticket)}"
    until = held_until(desk, ticket)
    if until is not None:
        return f"{wording.soon(until, desk.now)}再请师傅"
    asked = [each for each in offers.of_ticket(desk.uow, ticket.id) if each.cycle == ticket.cycle]
    if ticket.kind == Kind.TRAINING and not asked:
        return "还没安排老师"
    return f"已请{len(asked)}位师傅，还没人接"


def _is_over(ticket: Ticket) -> bool:
    return ticket.status not in (Status.OPEN, *HELD)


def _times(desk: Desk, ticket: Ticket) -> str:
    asked_at = f"{wording.clock(ticket.asked_at)} {ticket.requester}"
    if ticket.first_claimed_at:
        return f"{asked_at}提出，{wording.minutes(ticket.first_claimed_at - ticket.asked_at)}接单"
    if ticket.closed_at:
        length = wording.minutes(ticket.closed_at - ticket.asked_at)
        return f"{asked_at}提出，{length}{'答复' if ticket.answered else '结束'}"
    return f"{asked_at}提出，已等{wording.minutes(desk.now - ticket.asked_at)}"


_TOLD = (Change.PROGRESS, Change.RESOLVED, Change.NOTED, Change.RATED, Change.CONFIRMED)


def _last_said(desk: Desk, ticket: Ticket) -> str:
    """What came of it; while it runs the last that was told, unless the line of who is at work tells that."""
    if ticket.status == Status.CLOSED and (ticket.rating or ticket.saved_yuan):
        outcome = "评价" + wording.outcome(ticket.rating, ticket.saved_yuan).lstrip("，")
        return "；".join(filter(None, [outcome, _mended_by(ticket)]))
    if ticket.status == Status.CANCELLED:
        return who_cancelled(desk, ticket)
    told = [each for each in records.of_ticket(desk.uow, ticket.id) if each.change in _TOLD]
    if not told or not told[-1].detail:
        return ""
    if told[-1].change == Change.PROGRESS and last_word(desk, ticket) and not _is_over(ticket):
        return ""
    said = wording.short(wording.masked(told[-1].detail), 40)
    return f"{wording.clock(told[-1].at)} {told[-1].actor or ''}：{said}"


def _mended_by(ticket: Ticket) -> str:
    fix = fix_of(ticket.solution)
    return say("mended_by", fix=wording.short(wording.masked(fix), 60)) if fix else ""


def _did(ticket: Ticket) -> str:
    if ticket.status != Status.CANCELLED:
        return "办的"
    return "接过" if ticket.first_claimed_at else "派过，没回话"


def who_cancelled(desk: Desk, ticket: Ticket) -> str:
    """Who cancelled a ticket, when, and in what words; "" where nobody did."""
    ended = [each for each in records.of_ticket(desk.uow, ticket.id) if each.change == Change.CANCELLED]
    if not ended or ticket.status != Status.CANCELLED:
        return ""
    words = wording.short(wording.masked(ended[-1].detail or ""), 40)
    who = people.coordinator_called(desk.uow, ended[-1].actor or "")
    by = f"工会{who.name}" if who is not None else ended[-1].actor or ""
    return say("who_cancelled", at=wording.clock(ended[-1].at), by=by, words=f"：“{words}”" if words else "")


_ANSWERED = {
    Answer.CLAIMED: "接了",
    Answer.WAITING: "没回话",
    Answer.DECLINED: "没空",
    Answer.WITHDRAWN: "没等到回话",
}


def whom_asked(desk: Desk, ticket: Ticket) -> str:
    """Who was asked to take it, and what each of them answered."""
    made = [each for each in offers.of_ticket(desk.uow, ticket.id) if each.cycle == ticket.cycle]
    if not made:
        return say("asked_nobody", no=ticket.no)
    made.sort(key=lambda each: [*_ANSWERED].index(Answer(each.answer)))
    told = [
        f"{people.expert(desk.uow, each.expert_id).name}（{_ANSWERED[Answer(each.answer)]}）" for each in made
    ]
    return say("asked_whom", no=ticket.no, count=len(told), names=wording.first_names(told, _NAMED))
