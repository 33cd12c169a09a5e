"""After the bot was away: what was written meanwhile is lost to it, and it says so where that matters."""

from datetime import datetime, timedelta

from handlers.desk import ZONE, Desk
from handlers.offers.dispatch import rooms_told
from handlers.telling import tell_room
from prompts.texts import say
from storage import accounts, people, talks, tickets, wechat
from storage.terms import LIVE, Status

# Shorter gaps are not worth a word; a group where nobody wrote for so long before has missed nothing.
SHORTEST = timedelta(seconds=30)
_BUSY = timedelta(minutes=30)


def back_again(desk: Desk, account: str) -> bool:
    """The account listens again. Says so in its busy groups and those of live tickets, once for each gap."""
    known = accounts.get(desk.uow, account)
    since = known.alive_at if known else None
    accounts.put_alive(desk.uow, account, desk.now)
    if since is None or desk.now - since < SHORTEST:
        return False
    wanted = set(talks.busy_rooms(desk.uow, desk.channel, since - _BUSY))
    for ticket in tickets.with_status(desk.uow, LIVE):
        wanted |= {ticket.room} if ticket.room is not None else set()
        # Where it is on offer somebody may have claimed it meanwhile.
        wanted |= set(rooms_told(desk, ticket)) if ticket.status == Status.OPEN else set()
    for name in sorted(wanted & {room.name for room in people.all_rooms(desk.uow)}):
        if any(each.account == account for each in wechat.groups_called(desk.uow, name)):
            tell_room(desk, name, say("was_away", since=_clock(since, desk.now), until=_clock(desk.now)))
    return True


def _clock(moment: datetime, today: datetime | None = None) -> str:
    local = moment.astimezone(ZONE)
    other_day = today is not None and local.date() != today.astimezone(ZONE).date()
    return f"{local.month}月{local.day}日{local:%H:%M}" if other_day else f"{local:%H:%M}"
