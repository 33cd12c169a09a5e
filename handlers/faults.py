"""When answering fails: nothing is lost, people are told, and the work goes on with the next thing."""

from datetime import timedelta

from handlers import wording
from handlers.bursts import Burst
from handlers.desk import Desk
from handlers.people import coordinators_for
from handlers.telling import tell_coordinators
from prompts.texts import say
from storage import messages, tickets, timers
from storage.terms import Purpose
from storage.timers import Timer

# A due moment whose work failed is tried again after these; then it is given up, on record.
_AGAIN_AFTER = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))


def park_burst(desk: Desk, burst: Burst, error: str) -> None:
    """Messages that the bot could not answer stay on record with the error; the coordinators read them."""
    messages.mark_failed(desk.uow, [each.id for each in burst.messages], desk.now, error)
    where = burst.room.name if burst.room else "私聊"
    said = wording.short(wording.masked(burst.text), 60) or "（图片或文件）"
    tell_coordinators(
        desk,
        say("burst_failed", who=burst.person.nickname, room=where, said=said),
        mentions=coordinators_for(desk.uow, burst.room.district if burst.room else None),
        purpose=Purpose.REPORT,
    )


def park_timer(desk: Desk, timer: Timer, error: str) -> None:
    """A due moment that failed comes again later; the coordinators are told the first time."""
    failed = timer.payload.get("failed", 0)
    due = desk.now + _AGAIN_AFTER[failed] if failed < len(_AGAIN_AFTER) else None
    timers.postpone(desk.uow, timer, due, {**timer.payload, "failed": failed + 1, "error": error})
    if failed == 0 and timer.ticket_id is not None:
        ticket = tickets.get(desk.uow, timer.ticket_id)
        tell_coordinators(
            desk,
            say("timer_failed", no=ticket.no, title=ticket.title),
            mentions=coordinators_for(desk.uow, ticket.district),
            purpose=Purpose.REPORT,
        )
