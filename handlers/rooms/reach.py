"""Where people can be reached: the groups they sit in, private talks that get through.

The roster does not say who sits in which group; WeChat does. Of whom it is not known, the roster's hints
are believed. Who left a group is not @-ed there: he is written to in private where that gets through.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from handlers.desk import Desk
from handlers.people import firm_of, offer_rooms, person, rooms_not_lost
from prompts.texts import say
from prompts.trades import trade_names
from storage import members, outbox, people, talks, wechat
from storage.database import UnitOfWork
from storage.outbox import Owed
from storage.people import Enterprise, Expert, Room
from storage.terms import Purpose, RoomKind
from storage.tickets import Ticket

OUT_OF_REACH = "不在专家群里，私信也到不了"
_OUT = "机器人不在这个群里了"


def room_of(rooms: Sequence[Room], expert: Expert) -> str | None:
    """The expert's group by the roster's hints: by district and region, else by the trades that a group's
    name hints at.

    一群（模塑冲铸） names its trades.
    """
    if not rooms:
        return None
    trade = trade_names().get(expert.trades[0], "") if expert.trades else ""

    def fit(room: Room) -> tuple[bool, bool, int]:
        hint = room.name.partition("（")[2] or room.name
        overlap = len(set(hint) & set(trade))
        return (
            room.district == expert.district,
            room.region == expert.region,
            overlap * 2 + ("综合" in hint),
        )

    return max(rooms, key=fit).name


def places(desk: Desk, experts: Collection[Expert]) -> dict[int, str | None]:
    """The group in which each expert (by id) is asked, None: in private. Who can't be reached is left out."""
    rooms = _rooms_of(desk, experts)
    return {each.id: room_of(rooms[each.id], each) for each in experts if each.id in rooms}


def reached(desk: Desk, experts: Collection[Expert], rooms: list[Room] | None = None) -> set[int]:
    """Those of these experts (ids) who can be asked at all; `rooms` as for `afar`."""
    return set(_rooms_of(desk, experts, rooms))


def _rooms_of(
    desk: Desk, experts: Collection[Expert], rooms: list[Room] | None = None
) -> dict[int, list[Room]]:
    """The groups in which each expert (by id) may be asked, none of them: in private.

    Whom WeChat has shown is asked where he sits, or in private where that gets through. Of the others, and of
    groups whose list was never seen, the roster's hints are believed.
    """
    rooms = offer_rooms(desk.uow) if rooms is None else rooms
    if not wechat.in_use(desk.uow):
        return {each.id: rooms for each in experts}
    nicknames, names = [each.wechat_name for each in experts], [room.name for room in rooms]
    seats = members.seats(desk.uow, nicknames, names)
    met = wechat.recognised(desk.uow, nicknames)
    seen = members.listed(desk.uow, names)
    shut_out = not rooms and _has_offer_rooms(desk)
    found: dict[int, list[Room]] = {}
    others: dict[int, str] = {}
    for each in experts:
        nickname = each.wechat_name
        open_ = [room for room in rooms if seats.get((nickname, room.name))]
        if not open_:
            open_ = [room for room in rooms if nickname not in met or room.name not in seen]
        if open_ or not (rooms or shut_out):
            found[each.id] = open_
        else:
            others[each.id] = nickname
    through = getting_through(desk, others.values())
    return found | {expert_id: [] for expert_id, nickname in others.items() if nickname in through}


def _has_offer_rooms(desk: Desk) -> bool:
    return any(room.kind in (RoomKind.EXPERT, RoomKind.SALON) for room in people.all_rooms(desk.uow))


def gets_through(desk: Desk, nickname: str) -> bool:
    """Whether a private message reaches this person."""
    return nickname in getting_through(desk, [nickname])


def reads_private(desk: Desk, nickname: str) -> bool:
    """The same; of people whom no WeChat account has met yet (a simulation) it is believed."""
    return not wechat.in_use(desk.uow) or gets_through(desk, nickname)


def getting_through(desk: Desk, nicknames: Collection[str]) -> set[str]:
    """Those of these people whom a private message reaches: friends, and with whom the bot has talked so.

    Not where the last one failed and he has not written since.
    """
    friends = wechat.friendly(desk.uow, nicknames)
    told, heard = talks.last_told(desk.uow, friends), talks.last_heard(desk.uow, friends)

    def reaches(nickname: str) -> bool:
        last, wrote = told.get(nickname), heard.get(nickname)
        if last is not None and (wrote is None or wrote < last.created_at):
            return last.state == "sent"
        return wrote is not None or friends[nickname]

    return {each for each in friends if reaches(each)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Seat:
    """An enterprise's group, and its people there."""

    room: str
    nicknames: tuple[str, ...]


def seat_of_firm(desk: Desk, firm: Enterprise) -> Seat | None:
    """The 企业群 in which an enterprise is spoken to: where its people sit, else by the roster's hints (the
    group that bears its name, or that of its district); None where it has none.
    """
    own = [nickname for nickname, id_ in people.all_contacts(desk.uow) if id_ == firm.id]
    rooms = rooms_not_lost(desk.uow, RoomKind.ENTERPRISE)
    names = [each.name for each in rooms]
    seats, seen = members.seats(desk.uow, own, names), members.listed(desk.uow, names)
    there = {each: tuple(nick for nick in own if seats.get((nick, each))) for each in names}
    sat = [each for each in rooms if there[each.name]]

    def fit(room: Room) -> tuple[bool, bool]:
        return firm.short_name in room.name, bool(firm.district) and room.district == firm.district

    best = max(sat or [each for each in rooms if each.name not in seen], key=fit, default=None)
    if best is None or not (sat or any(fit(best))):
        return None
    gone = {nick for nick in own if seats.get((nick, best.name)) is False}
    return Seat(room=best.name, nicknames=there[best.name] or tuple(nick for nick in own if nick not in gone))


def reporter(desk: Desk, ticket: Ticket) -> str | None:
    """Who has reported a ticket for the house it is of, as that house reads it; None: that house itself."""
    asker = person(desk.uow, ticket.requester)
    if asker.coordinator is not None:
        return say("union_person", name=asker.coordinator.name)
    if ticket.enterprise_id is None or asker.enterprise is not None or asker.expert is None:
        return None
    works_in = firm_of(desk.uow, asker.expert)
    own = works_in is not None and works_in.id == ticket.enterprise_id
    return None if own else say("expert_person", name=asker.expert.name)


def on_behalf(desk: Desk, ticket: Ticket) -> Seat | None:
    """Where the enterprise itself hears of a ticket that somebody else has asked for elsewhere."""
    if ticket.enterprise_id is None or reporter(desk, ticket) is None:
        return None
    seat = seat_of_firm(desk, people.enterprise(desk.uow, ticket.enterprise_id))
    return seat if seat is not None and seat.room != ticket.room else None


def talks_of(desk: Desk, ticket: Ticket, room: str | None) -> bool:
    """Whether a group (None: the requester's private talk) is one in which people speak of this ticket."""
    if ticket.room == room:
        return True
    seat = on_behalf(desk, ticket)
    return seat is not None and seat.room == room


def has_left(desk: Desk, nickname: str, room: str) -> bool:
    """Whether this person is known to have left this group."""
    return members.seats(desk.uow, [nickname], [room]).get((nickname, room)) is False


def departed(uow: UnitOfWork) -> list[str]:
    """Names of experts and coordinators who left the groups in which the bot speaks to them."""
    asked_in = [room.name for room in offer_rooms(uow)]
    told_in = [room.name for room in rooms_not_lost(uow, RoomKind.COORDINATOR)]
    everybody = [(each.name, each.wechat_name, asked_in) for each in people.all_experts(uow)]
    everybody += [(each.name, each.wechat_name, told_in) for each in people.all_coordinators(uow)]
    found = []
    for name, nickname, rooms in everybody:
        seats = members.seats(uow, [nickname], rooms).values()
        if seats and not any(seats):
            found.append(name)
    return found


def readdressed(desk: Desk, owed: Owed) -> Owed | None:
    """A message as it can be delivered now; None where it is set aside.

    Who has left the group is @-ed there no more and gets it in private where that gets through. A group that
    the bot is out of gets nothing.
    """
    if owed.room is None:
        return owed
    lost = owed.room in wechat.groups_lost(desk.uow)
    if not (lost or owed.mentions):
        return owed
    seats = members.seats(desk.uow, owed.mentions, [owed.room])
    missing = [each for each in owed.mentions if lost or seats.get((each, owed.room)) is False]
    for nickname in missing:
        if gets_through(desk, nickname):
            outbox.copy_to(desk.uow, owed, nickname, _without(owed.text, owed.mentions))
    if lost:
        outbox.set_aside(desk.uow, owed.id, _OUT)
        return None
    if not missing:
        return owed
    left = tuple(each for each in owed.mentions if each not in missing)
    if not left and owed.purpose == Purpose.OFFER:  # nobody whom it asks is there to read it
        outbox.mark_dropped(desk.uow, owed.id)
        return None
    text = _without(owed.text, missing)
    outbox.readdress(desk.uow, owed.id, text, left)
    return replace(owed, text=text, mentions=left)


def _without(text: str, nicknames: Collection[str]) -> str:
    """A text without its @-mentions of these people."""
    for each in nicknames:
        text = re.sub(rf"@{re.escape(each)}(?:[ \u2005]|(?=\n)|$)", "", text)
    return text.strip()
