"""What nobody took in time: coordinators are told, reminded a few times, then read of it once a day."""

from datetime import datetime, timedelta

from handlers import wording
from handlers.desk import ZONE, Desk
from handlers.facts import facts
from handlers.hours import after
from handlers.ledger import note
from handlers.offers.dispatch import set_timer, tried, waited
from handlers.people import coordinators_for
from handlers.telling import at, tell_coordinators
from prompts.texts import say
from storage import tickets, timers
from storage.people import Coordinator
from storage.terms import Change, Purpose, Status, TimerKind
from storage.tickets import Ticket

_LINES = 8  # of a summary; a message fits a phone


def breached(desk: Desk, ticket: Ticket) -> None:
    """The target is missed: on record, and the 协调群 is told."""
    ticket = note(desk, ticket, Change.BREACHED, actor=None, breached_at=ticket.breached_at or desk.now)
    _tell(desk, ticket, "breached", "")
    _go_on(desk, ticket, done=0)


def remind(desk: Desk, ticket: Ticket, nth: int) -> None:
    """It is still open: the 协调群 is reminded; the last time it hears that only the summary goes on."""
    last = nth >= desk.policy.overdue.most
    _tell(desk, ticket, "still_open", say("no_more", time=_at(desk)) if last else "")
    _go_on(desk, ticket, done=nth)


def _tell(desk: Desk, ticket: Ticket, text: str, more: str) -> None:
    responsible = coordinators_for(desk.uow, ticket.district)
    filled = say(
        text,
        no=ticket.no,
        title=ticket.title,
        mentions=at([each.wechat_name for each in responsible]),
        **waited(desk, ticket),
        tried=tried(desk, ticket),
        more=more,
        **facts(desk, ticket),
    )
    tell_coordinators(desk, filled, ticket=ticket, mentions=responsible, purpose=Purpose.NUDGE)


def _go_on(desk: Desk, ticket: Ticket, *, done: int) -> None:
    """The next reminder, or the day's summary where so many have been given."""
    due = next_reminder(desk, ticket, done)
    if due is None:
        _summary_to_come(desk)
    else:
        set_timer(desk, ticket, TimerKind.REPEAT, due, nth=done + 1)


def next_reminder(desk: Desk, ticket: Ticket, done: int) -> datetime | None:
    """When coordinators are reminded after so many reminders; None where they have had enough."""
    how = desk.policy.overdue
    if done >= how.most:
        return None
    due = desk.now + desk.escalation(ticket.urgency).repeat * how.growth**done
    return after(desk.policy.hours, due, how.quiet) if ticket.urgency in how.spares else due


def _summary_to_come(desk: Desk) -> None:
    if timers.waits(desk.uow, TimerKind.SUMMARY):
        return
    local = desk.now.astimezone(ZONE)
    due = datetime.combine(local.date(), desk.policy.overdue.summary, tzinfo=ZONE)
    due += timedelta(days=1) if due <= desk.now else timedelta()
    timers.set_timer(desk.uow, TimerKind.SUMMARY, due, now=desk.now)


def summarise(desk: Desk) -> None:
    """Everything overdue in one message, oldest first; again tomorrow while there is any."""
    late = [each for each in tickets.with_status(desk.uow, (Status.OPEN,)) if each.breached_at is not None]
    if not late:
        return
    people: dict[str, Coordinator] = {}
    for ticket in late:
        people |= {each.wechat_name: each for each in coordinators_for(desk.uow, ticket.district)}
    lines = [
        say(
            "overdue_line",
            no=each.no,
            title=wording.short(each.title, 14),
            enterprise=facts(desk, each)["enterprise"],
            waited=wording.minutes(desk.now - each.asked_at),
        )
        for each in late[:_LINES]
    ]
    text = say(
        "overdue_summary",
        mentions=at(list(people)),
        count=len(late),
        lines="\n".join(lines) + ("\n…" if len(late) > _LINES else ""),
    )
    tell_coordinators(desk, text, mentions=list(people.values()), purpose=Purpose.REPORT)
    _summary_to_come(desk)


def _at(desk: Desk) -> str:
    moment = desk.policy.overdue.summary
    return f"{moment.hour}:{moment:%M}"
