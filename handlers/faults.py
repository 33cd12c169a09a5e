"""When answering fails: nothing is lost, people are told, and the work goes on with the next thing."""

from datetime import timedelta

from handlers import wording
from handlers.bursts import Burst
from handlers.desk import Desk
from handlers.people import coordinators_for
from handlers.telling import tell_coordinators, tell_person, tell_room
from prompts.texts import say
from storage import arrivals, inbox, made_files, outbox, tickets, timers
from storage.outbox import Owed
from storage.terms import Purpose
from storage.timers import Timer

# A due moment whose work failed is tried again after these; then it is given up, on record.
_AGAIN_AFTER = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))

# The same fault of a gateway's events is told once in so long: it may come with every one of them.
_TOLD_AGAIN_AFTER = timedelta(hours=1)
_SPACE_AGAIN_AFTER = timedelta(days=1)


def park_burst(desk: Desk, burst: Burst, error: str) -> None:
    """Messages that the bot could not answer stay on record with the error; the coordinators read them."""
    inbox.mark_failed(desk.uow, [each.id for each in burst.messages], desk.now, error)
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


def park_owed(desk: Desk, owed: Owed, error: str) -> None:
    """A message that broke what makes it ready for sending is set aside with the error; people read of it."""
    outbox.set_aside(desk.uow, owed.id, inbox.storable(error))
    _tell_once(desk, say("owed_failed", whom=owed.room or owed.to or ""), _TOLD_AGAIN_AFTER)


def undelivered(desk: Desk, owed: Owed) -> None:
    """A message was given up: whoever waits for the table that it carried is told so, there."""
    if owed.attachment is None or not made_files.is_made(desk.uow, owed.attachment):
        return
    text = say("file_not_sent", name=wording.file_name(owed.attachment))
    if owed.room is not None:
        tell_room(desk, owed.room, text)
    elif owed.to is not None:
        tell_person(desk, owed.to, text)


def park_event(desk: Desk, account: str, what: str, key: str, error: str) -> None:
    """What a gateway told and the bot could not follow stays on record with the error; people read of it."""
    arrivals.put_broken_event(desk.uow, account, f"{what} {key}", inbox.storable(error), desk.now)
    _tell_of_event(desk, what)


def park_arrival(desk: Desk, account: str, arrival_id: int, error: str) -> None:
    """A message that the record cannot take is set aside with the reason; people read of it."""
    arrivals.failed(desk.uow, arrival_id, inbox.storable(error)[:500], final=True)
    _tell_of_event(desk, "记一条消息")


def tell_of_space(desk: Desk, limit: str) -> None:
    """There is less room left on the disk than there should be."""
    _tell_once(desk, say("disk_low", limit=limit), _SPACE_AGAIN_AFTER)


def tell_of_backup(desk: Desk, trouble: str) -> None:
    """How the backups fare, "" for well: coordinators hear of a trouble once, daily while it lasts, and once
    that it is over.
    """
    last = outbox.last_told(desk.uow, (Purpose.BACKUP_FAILED, Purpose.BACKUP_MADE))
    failing = last is not None and last[0] is Purpose.BACKUP_FAILED
    if trouble and (last is None or not failing or last[1] <= desk.now - _SPACE_AGAIN_AFTER):
        text, purpose = say("backup_failed", trouble=trouble), Purpose.BACKUP_FAILED
    elif failing and not trouble:
        text, purpose = say("backup_made"), Purpose.BACKUP_MADE
    else:
        return
    tell_coordinators(desk, text, mentions=coordinators_for(desk.uow, None), purpose=purpose)


def _tell_of_event(desk: Desk, what: str) -> None:
    _tell_once(desk, say("event_failed", what=what), _TOLD_AGAIN_AFTER)


def _tell_once(desk: Desk, text: str, again_after: timedelta) -> None:
    if not outbox.owed_lately(desk.uow, text, desk.now - again_after):
        tell_coordinators(desk, text, mentions=coordinators_for(desk.uow, None), purpose=Purpose.REPORT)
