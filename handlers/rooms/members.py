"""What happens to a WeChat group: somebody joins or leaves, it is renamed, the bot itself is taken out.

Each goes on record once, whatever the gateway repeats: who already is what an event says he became is no
news. What a gateway did not tell is found out by comparing a group's list with the record.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers import wording
from handlers.desk import Desk, Person
from handlers.experts.leaving import drop_offers
from handlers.people import coordinators_for, person
from handlers.rooms.groups import enter_group, group_name
from handlers.rooms.reach import gets_through, places
from handlers.telling import tell_coordinators
from prompts.texts import say
from storage import accounts, members, people, tickets, wechat
from storage.members import Member, RoomEvent
from storage.people import Expert, Room
from storage.terms import LIVE, Happening, RoomKind
from storage.wechat import Group

# What was found out by counting and is told so much later is the same thing.
_SAME = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What a gateway tells of a group. `people`: contact ids of those who came or went; `by`: who did it."""

    kind: Happening
    room_id: str
    at: datetime
    people: tuple[str, ...] = ()
    by: str = ""
    topic: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A group of an account as it is on record: `room` is its 群名, `own_id` the account's contact id."""

    account: str
    own_id: str
    room_id: str
    room: str


def happened(desk: Desk, account: str, own_id: str, told: Told, topic: str) -> Place | None:
    """Put on record what a gateway tells, and do what follows; None where another account listens there.

    `topic` is what the group is called now, "" where the gateway does not say.
    """
    known = wechat.group(desk.uow, account, told.room_id)
    if known is None and not topic:
        room: str | None = told.room_id  # nobody knows this group
    elif told.kind is Happening.JOIN and own_id in told.people:
        room = enter_group(desk, account, told.room_id, topic)
    else:
        # A rename is put on record below, with who did it.
        named = known is not None and known.name != told.room_id
        room = group_name(desk, account, told.room_id, "" if named else topic)
    if room is None:
        return None
    place = Place(account=account, own_id=own_id, room_id=told.room_id, room=room)
    if told.kind is Happening.TOPIC:
        _renamed(desk, place, known, told)
        return place
    there = told.kind is Happening.JOIN
    on_record = members.of_group(desk.uow, account, told.room_id)
    moved = [
        each
        for each in dict.fromkeys(told.people)
        if _moved(desk, place, on_record.get(each), each, there=there, at=told.at, by=told.by)
    ]
    if not there:
        _miss(desk, place, moved)
    return place


def compare(desk: Desk, place: Place, present: Collection[str]) -> None:
    """Compare a group's list with the record: who is new, who has left, is the bot itself still in it.

    The first list is only put on record. An empty one says nothing; one in which nobody is left after a
    login speaks of new ids.
    """
    if not present:
        return
    known = wechat.group(desk.uow, place.account, place.room_id)
    if place.own_id in present:
        enter_group(desk, place.account, place.room_id, "")
    elif known is None or known.left_at is not None:
        return
    on_record = members.of_group(desk.uow, place.account, place.room_id)
    others = {each for each, member in on_record.items() if member.there} - {place.own_id}
    if others and not others & set(present) and _new_login(desk, place, on_record):
        wechat.forget_members(desk.uow, place.account, place.room_id)
        on_record = {}
    if not on_record:
        members.put_all(desk.uow, place.account, place.room_id, sorted(present), desk.now)
        return
    for each in present:
        _moved(desk, place, on_record.get(each), each, there=True, at=desk.now)
    gone = [each for each, member in on_record.items() if member.there and each not in present]
    moved = [each for each in gone if _moved(desk, place, on_record[each], each, there=False, at=desk.now)]
    _miss(desk, place, moved)


def _new_login(desk: Desk, place: Place, on_record: dict[str, Member]) -> bool:
    state = accounts.get(desk.uow, place.account)
    since = max(each.since for each in on_record.values())
    return state is not None and state.login_at is not None and since < state.login_at


def not_listed(desk: Desk, account: str, own_id: str, group: Group) -> bool:
    """The gateway lists a group of this login no longer and tells nothing of it: the bot is out of it."""
    state = accounts.get(desk.uow, account)
    if state is None or (state.login_at is not None and group.seen_at < state.login_at):
        return False  # its id may be one of the login before
    place = Place(account=account, own_id=own_id, room_id=group.room_id, room=group.name)
    member = members.of_group(desk.uow, account, group.room_id).get(own_id)
    if not _moved(desk, place, member, own_id, there=False, at=desk.now):
        return False
    _miss(desk, place, [own_id])
    return True


def heard_from(desk: Desk, account: str, said: Sequence[tuple[str, str, datetime]]) -> None:
    """Who writes in a group sits in it, whatever was told before: group's id, contact's id, moment."""
    gone = members.gone_among(desk.uow, account, {contact_id for _room_id, contact_id, _at in said})
    for room_id, contact_id, at in said if gone else ():
        member = gone.pop((room_id, contact_id), None)
        if member is None or member.left_at is None or at <= member.left_at:
            continue
        group = wechat.group(desk.uow, account, room_id)
        if group is not None:
            place = Place(account=account, own_id="", room_id=room_id, room=group.name)
            _moved(desk, place, member, contact_id, there=True, at=at)


def _renamed(desk: Desk, place: Place, known: Group | None, told: Told) -> None:
    before = members.last(desk.uow, place.account, place.room_id, "", Happening.TOPIC)
    if members.told_of(desk.uow, place.account, place.room_id, "", Happening.TOPIC, told.at):
        return
    if before is not None and before.topic == told.topic:
        if before.counted and abs(told.at - before.at) < _SAME:
            by = _named(desk, place, told.by)
            members.complete(desk.uow, before.id, at=told.at, by_id=told.by, by=by)
        return
    if known is not None and known.left_at is None:
        wechat.put_group(desk.uow, place.account, place.room_id, told.topic, place.room, desk.now)
    _write(desk, place, Happening.TOPIC, "", told.at, told.by, topic=told.topic)


def _moved(
    desk: Desk,
    place: Place,
    member: Member | None,
    contact_id: str,
    *,
    there: bool,
    at: datetime,
    by: str | None = None,
) -> bool:
    """Put on record that somebody came or went; False where that is no news. `by` None: it was counted."""
    kind = Happening.JOIN if there else Happening.LEAVE
    counted = by is None
    if member is not None and member.there == there:
        before = members.last(desk.uow, place.account, place.room_id, contact_id, kind)
        if not counted and before is not None and before.counted and abs(at - before.at) < _SAME:
            members.complete(desk.uow, before.id, at=at, by_id=by, by=_named(desk, place, by or ""))
        return False
    if not counted and members.told_of(desk.uow, place.account, place.room_id, contact_id, kind, at):
        return False
    members.put(desk.uow, place.account, place.room_id, contact_id, at, there=there)
    _write(desk, place, kind, contact_id, at, by or "", counted=counted)
    return True


def _write(
    desk: Desk,
    place: Place,
    kind: Happening,
    contact_id: str,
    at: datetime,
    by: str,
    *,
    topic: str = "",
    counted: bool = False,
) -> None:
    members.write(
        desk.uow,
        at=at,
        kind=kind,
        account=place.account,
        room_id=place.room_id,
        room=place.room,
        contact_id=contact_id,
        person=_named(desk, place, contact_id),
        by_id=by,
        by=_named(desk, place, by),
        topic=topic,
        counted=counted,
    )


def _named(desk: Desk, place: Place, contact_id: str) -> str:
    """What a contact is called on record, "" where he is not on it yet."""
    if contact_id and contact_id == place.own_id:
        return desk.bot_name
    found = wechat.contact(desk.uow, place.account, contact_id) if contact_id else None
    return (found.known_as or found.name) if found is not None else ""


def _miss(desk: Desk, place: Place, gone: Sequence[str]) -> None:
    """What follows from those who have left: the bot itself, an expert, a requester."""
    room = people.room_called(desk.uow, place.room)
    if place.own_id in gone:
        wechat.leave_group(desk.uow, place.account, place.room_id, desk.now)
        if room is not None:
            _tell_out(desk, room)
        return  # where the bot is out, the others are not looked after any more
    for contact_id in gone if room is not None else ():
        nickname = _named(desk, place, contact_id)
        who = person(desk.uow, nickname)
        if who.expert is not None and room is not None and room.kind in (RoomKind.EXPERT, RoomKind.SALON):
            _expert_gone(desk, room, who.expert)
        if who.enterprise is not None and room is not None:
            _requester_gone(desk, room, who)


def _tell_out(desk: Desk, room: Room) -> None:
    live = [each for each in tickets.with_status(desk.uow, LIVE) if each.room == room.name]
    undone = say("left_room_tickets", nos=wording.numbers(live)) if live else ""
    text = say("left_room", room=room.name, tickets=undone)
    tell_coordinators(desk, text, mentions=coordinators_for(desk.uow, room.district))


def _expert_gone(desk: Desk, room: Room, expert: Expert) -> None:
    """Somebody else is asked for what he was asked and can answer no more; what he holds is told of."""
    if expert.id not in places(desk, [expert]):
        drop_offers(desk, expert)
    held = tickets.held_by(desk.uow, expert.id)
    if held:
        text = say("gone_holding", name=expert.name, room=room.name, nos=wording.numbers(held), no=held[0].no)
        tell_coordinators(desk, text, mentions=coordinators_for(desk.uow, held[0].district))


def _requester_gone(desk: Desk, room: Room, who: Person) -> None:
    """Who asked for help and can be told nothing any more: a coordinator has to."""
    live = [
        each
        for each in tickets.with_status(desk.uow, LIVE)
        if each.requester == who.nickname and each.room == room.name
    ]
    if live and not gets_through(desk, who.nickname):
        text = say("gone_waiting", name=who.nickname, room=room.name, nos=wording.numbers(live))
        tell_coordinators(desk, text, mentions=coordinators_for(desk.uow, live[0].district))


_WORDS = {Happening.JOIN: "进群", Happening.LEAVE: "离群"}


def event_line(event: RoomEvent) -> str:
    """What happened, in a line without its moment: 群“…”：某某进群（派单助手邀请）."""
    by = event.by or event.by_id
    if event.kind == Happening.TOPIC:
        return f"群“{event.room}”：改名为“{event.topic}”" + (f"（{by}改的）" if by else "")
    who = event.person or event.contact_id
    if event.counted:
        how = "（对名单时发现）"
    elif not by or by in (event.person, event.contact_id):
        how = ""
    else:
        how = f"（{by}邀请）" if event.kind == Happening.JOIN else f"（{by}移出）"
    return f"群“{event.room}”：{who}{_WORDS[Happening(event.kind)]}{how}"
