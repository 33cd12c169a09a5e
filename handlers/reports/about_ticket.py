"""One ticket as a coordinator reads it."""

from handlers import wording
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
    asked = [each for each in offers.of_ticket(desk.uow, ticket.id) if each.cycle == ticket.cycle]
    who = workers(desk, ticket)
    done = ticket.status not in (Status.OPEN, *HELD)
    until = held_until(desk, ticket)
    adviser = people.expert(desk.uow, ticket.adviser_id).name if ticket.adviser_id else ""
    people_line = (
        f"{adviser or '照老案例'}线上答复"
        if ticket.answered
        else f"在{who[0]}手上，人已经不派单了，还没定谁来"
        if who and undecided(desk, ticket) is not None
        else f"派给{who[0]}，还没回话"
        if who and awaited(desk, ticket)
        else f"{'、'.join(who)}{_did(ticket) if done else '在办' + last_word(desk, ticket)}"
        if who
        else f"{wording.soon(until, desk.now)}再请师傅"
        if until is not None
        else "还没安排老师"
        if ticket.kind == Kind.TRAINING and not asked
        else f"已请{len(asked)}位师傅，还没人接"
    )
    asked_at = f"{wording.clock(ticket.asked_at)} {ticket.requester}"
    if ticket.first_claimed_at:
        waited = wording.minutes(ticket.first_claimed_at - ticket.asked_at)
        times = f"{asked_at}提出，{waited}接单"
    elif ticket.closed_at:
        length = wording.minutes(ticket.closed_at - ticket.asked_at)
        times = f"{asked_at}提出，{length}{'答复' if ticket.answered else '结束'}"
    else:
        times = f"{asked_at}提出，已等{wording.minutes(desk.now - ticket.asked_at)}"
    told = [
        each
        for each in records.of_ticket(desk.uow, ticket.id)
        if each.change in (Change.PROGRESS, Change.RESOLVED, Change.NOTED, Change.RATED, Change.CONFIRMED)
    ]
    last = ""
    if ticket.status == Status.CLOSED and (ticket.rating or ticket.saved_yuan):
        last = "评价" + wording.outcome(ticket.rating, ticket.saved_yuan).lstrip("，")
    elif ticket.status == Status.CANCELLED:
        last = who_cancelled(desk, ticket)
    elif (
        told
        and told[-1].detail
        and not (told[-1].change == Change.PROGRESS and last_word(desk, ticket) and not done)
    ):
        said = wording.short(wording.masked(told[-1].detail), 40)
        last = f"{wording.clock(told[-1].at)} {told[-1].actor or ''}：{said}"
    wishes = wishes_of(ticket)
    last = "；".join(filter(None, [say("training_wished", words=wishes) if wishes else "", last]))
    return say(
        "one_ticket",
        no=ticket.no,
        title=ticket.title,
        status=wording.STATUS[Status(ticket.status)],
        trade=wording.trade(ticket.category),
        people=people_line,
        times=times,
        last=last,
        **facts(desk, ticket),
    )


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
