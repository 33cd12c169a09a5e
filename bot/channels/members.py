"""Who sits in which group of one account: what its gateway tells of it, and the lists it gives."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Sequence
from functools import partial

from grpclib.exceptions import GRPCError
from wechaty_grpc.wechaty.puppet import EventType

from bot.channels.arrivals import moment
from bot.channels.connection import Connection, NoAnswer
from bot.channels.contacts import Contacts
from bot.channels.events import Payload
from bot.channels.states import BROKEN
from handlers.desk import Desk
from handlers.people import rooms_of
from handlers.rooms.groups import group_name, suppose_groups
from handlers.rooms.identity import Names, recognise
from handlers.rooms.members import Place, Told, compare, happened, not_listed
from handlers.union.doubted import ask_next
from storage import accounts, members, people, wechat
from storage.terms import Happening, RoomKind

log = logging.getLogger("salon.wechat")

_COUNT_EVERY = 3600.0  # seconds between counts; some puppets tell of no leave, or of no new name
_LOADING = 45.0  # seconds for which a gateway may still be loading its groups after a login
_SETTLE = 1.0  # seconds in which changes that a gateway tells one by one are gathered
_MOST_MS = 10**15
_DIRTY = (2, 3, 4)  # a contact, a group, a group's members; source: wechaty-grpc's PayloadType
ROOM_EVENTS = {
    EventType.EVENT_TYPE_ROOM_JOIN: (Happening.JOIN, "inviteeIdList", "inviterId"),
    EventType.EVENT_TYPE_ROOM_LEAVE: (Happening.LEAVE, "removeeIdList", "removerId"),
    EventType.EVENT_TYPE_ROOM_TOPIC: (Happening.TOPIC, "", "changerId"),
}


class Members:
    """Keeps the record of groups and their members true; lives as long as its connection.

    `told`: what the gateway told and is not on record yet, oldest first.
    """

    def __init__(self, connection: Connection, contacts: Contacts, told: list[Told]) -> None:
        self._connection = connection
        self._contacts = contacts
        self._told = told
        self._changed: set[str] = set()
        self._now = asyncio.Event()
        self._now.set()  # what the connection before was told and had no time for
        # One thing at a time: a list that was asked for before a leave must not bring him back after it.
        self._turn = asyncio.Lock()
        self._count_at = time.monotonic() + _COUNT_EVERY
        self._all: frozenset[str] | None = None  # the groups of the last count
        self._unlisted: dict[str, float] = {}  # groups on record that the gateway does not list, since when

    def hear(self, kind: EventType, payload: Payload) -> None:
        """A group's event. Raises BadEvent where it makes no sense."""
        happening, people_in, by = ROOM_EVENTS[kind]
        given = payload.get(people_in, ()) if people_in else ()
        told = Told(
            kind=happening,
            room_id=payload.id("roomId"),
            at=moment(_number(payload.get("timestamp")), self._connection.now()),
            people=tuple(each for each in given if each),
            by=str(payload.get(by) or ""),
            topic=str(payload["newTopic"]) if happening is Happening.TOPIC else "",
        )
        self._told.append(told)
        self._now.set()

    def changed(self, id_: str, kind: object) -> None:
        """A contact or a group is not what it was: names and lists are to be read anew."""
        self._contacts.forget(id_)
        if kind in _DIRTY:
            self._changed.add(id_)
            self._now.set()

    def count_soon(self, seconds: float = 0.0) -> None:
        """Count again then: the gateway may have groups now that it did not list before."""
        self._count_at = min(self._count_at, time.monotonic() + seconds)
        self._now.set()

    async def wait(self) -> None:
        """Until there is something to do."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._now.wait(), max(self._count_at - time.monotonic(), 0.0))
        self._now.clear()
        if self._connection.own_id is None:
            self._count_at = time.monotonic() + _COUNT_EVERY

    async def work(self) -> None:
        """Put on record what was told, in order; read anew what changed; count once in a while."""
        if self._connection.own_id is None:
            return
        while self._told:
            async with self._turn:
                await self._obey(self._told[0])
        if self._changed:
            await asyncio.sleep(_SETTLE)
            await self._read_anew()
        if time.monotonic() >= self._count_at:
            await self.meet_groups()

    async def _obey(self, told: Told) -> None:
        """Put one event on record and look at those it is about; one that breaks this harms no other."""
        account = self._connection.account
        try:
            place = await self._put(told)
        except (GRPCError, *BROKEN):
            raise
        except Exception:
            del self._told[0]
            self._now.set()
            raise
        del self._told[0]
        line = "action=%s account=%s room=%s people=%s by=%s topic=%s"
        log.info(line, told.kind, account, told.room_id, ",".join(told.people), told.by, told.topic)
        self._connection.wake()
        if place is not None:
            await self._look_at(place, told)

    async def _put(self, told: Told) -> Place | None:
        connection, own_id = self._connection, self._connection.own_id or ""
        for each in (told.room_id, *told.people):
            self._contacts.forget(each)
        topic = await self._contacts.topic(told.room_id)
        return await connection.write(lambda desk: happened(desk, connection.account, own_id, told, topic))

    async def _look_at(self, place: Place, told: Told) -> None:
        if told.kind is not Happening.TOPIC:
            came = told.kind is Happening.JOIN
            # The bot is new in it, or nobody says who it was: the whole list is looked at.
            whole = not told.people or (came and place.own_id in told.people)
            if whole or came:
                await self._meet(told.room_id, None if whole else told.people)
            if came and place.own_id in told.people:
                self.count_soon()  # which group of the roster a new one may be is seen beside all others
        await self._name(place, (*told.people, told.by))

    async def _name(self, place: Place, ids: Sequence[str]) -> None:
        """Events are on record at once; what the people in them are called may have to be asked."""
        wanted = list(dict.fromkeys(each for each in ids if each and each != place.own_id))
        found = await asyncio.gather(*(self._contacts.names_of(each, None) for each in wanted))

        def put(desk: Desk) -> None:
            names = {each: known.all[0] for each, known in zip(wanted, found, strict=True) if known.all}
            for each in names:
                contact = wechat.contact(desk.uow, place.account, each)
                names[each] = (contact.known_as or contact.name) if contact else names[each]
            members.name_people(desk.uow, place.account, names)

        await self._connection.write(put)

    async def _read_anew(self) -> None:
        """Groups and contacts that changed: lists are compared, and who was not known may be now."""
        changed, self._changed = self._changed, set()
        account = self._connection.account

        def affected(desk: Desk) -> tuple[list[str], list[tuple[str, str]]]:
            groups = [each.room_id for each in wechat.groups_of(desk.uow, account) if each.room_id in changed]
            return groups, members.groups_with(desk.uow, account, changed)

        groups, strangers = await self._connection.write(affected)
        for room_id in groups:
            async with self._turn:
                await self._meet(room_id, None)
        for room_id, contact_id in strangers:
            if room_id not in groups:
                async with self._turn:
                    await self._meet(room_id, (contact_id,))

    async def meet_groups(self) -> bool:
        """Take in every group and its members; groups that are listed no longer were left.

        False where the gateway does not say, or another login came meanwhile.
        """
        self._count_at = time.monotonic() + _COUNT_EVERY
        self._now.set()  # what waited for the login
        connection, own_id = self._connection, self._connection.own_id
        try:
            ids = [str(each) for each in (await connection.ask(connection.gateway.calls.room_list)).ids]
        except NoAnswer as error:
            log.warning("action=meet account=%s reason=%s", connection.account, error)
            self.count_soon(_LOADING)
            return False
        if frozenset(ids) != self._all:  # puppets list more and more groups while they load
            self._all = frozenset(ids)
            self.count_soon(_LOADING)
        topics = {room_id: await self._contacts.topic(room_id) for room_id in ids}
        own, known = await connection.write(
            lambda desk: (
                {each.name for each in rooms_of(desk.uow, RoomKind.COORDINATOR)},
                {each.room_id: each.name for each in wechat.groups_of(desk.uow, connection.account)},
            )
        )
        # The coordinators' own group first: outside it their names alone prove nothing. Ids on record before
        # new ones: a new group of a known name is another one.
        for room_id in sorted(
            ids, key=lambda each: (known.get(each, topics[each]) not in own, each not in known)
        ):
            async with self._turn:
                if connection.own_id != own_id:
                    return False
                await self._meet(room_id, None)
        if ids and own_id is not None:
            await self._miss_groups(ids, own_id)

        def put_met(desk: Desk) -> None:
            accounts.put_met(desk.uow, connection.account, desk.now)
            suppose_groups(desk, connection.account)
            ask_next(desk)

        await connection.write(put_met)
        return True

    async def _miss_groups(self, ids: Sequence[str], own_id: str) -> None:
        """Groups of the record that are listed no longer; a gateway may still be loading, so look twice."""
        account, write = self._connection.account, self._connection.write
        groups = await write(lambda desk: wechat.groups_of(desk.uow, account))
        unlisted = [each for each in groups if each.room_id not in ids]
        now = time.monotonic()
        self._unlisted = {each.room_id: self._unlisted.get(each.room_id, now) for each in unlisted}
        for group in unlisted:
            if own_id in await self._listed(group.room_id):
                continue
            if now - self._unlisted[group.room_id] < _LOADING:
                self.count_soon(_LOADING)
            elif await write(partial(not_listed, group=group, account=account, own_id=own_id)):
                log.warning("action=left account=%s room=%s", account, group.room_id)
                self._connection.wake()

    async def _listed(self, room_id: str) -> list[str]:
        """Who sits in a group as the gateway has it, nobody where it does not tell."""
        connection = self._connection
        try:
            found = await connection.ask(connection.gateway.calls.room_member_list, id=room_id)
        except NoAnswer as error:
            log.warning("action=meet account=%s room=%s reason=%s", connection.account, room_id, error)
            return []
        return [str(each) for each in found.member_ids]

    async def _meet(self, room_id: str, joined: Sequence[str] | None) -> None:
        """Take in a group's name and, for a group of the roster, its members (None: all of them)."""
        connection, own_id = self._connection, self._connection.own_id
        account = connection.account
        topic = await self._contacts.topic(room_id)

        def put_group(desk: Desk) -> str | None:
            name = group_name(desk, account, room_id, topic)
            return name if name is not None and people.room_called(desk.uow, name) is not None else None

        room = await connection.write(put_group)
        if room is None or own_id is None:
            return
        place = Place(account=account, own_id=own_id, room_id=room_id, room=room)
        listed = joined if joined is not None else await self._listed(room_id)
        others = [each for each in listed if each != own_id]
        names = await asyncio.gather(*(self._contacts.names_of(each, room_id) for each in others))

        def put_members(desk: Desk) -> None:
            if connection.own_id != own_id:
                return  # another login came meanwhile: these ids may be void
            _recognise_all(desk, place, others, names)
            if joined is None:
                compare(desk, place, listed)

        await connection.write(put_members)
        connection.wake()


def _recognise_all(desk: Desk, place: Place, ids: Sequence[str], names: Sequence[Names]) -> None:
    for contact_id, each in zip(ids, names, strict=True):
        if each.all:
            recognise(desk, place.account, contact_id, each, place.room)


def _number(value: object) -> int:
    """A gateway's number of milliseconds, 0 for anything that is none."""
    return int(value) if isinstance(value, int | float) and abs(value) < _MOST_MS else 0
