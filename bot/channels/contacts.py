"""Who is who and which group is which at one account, as its gateway tells now."""

import asyncio
import logging
import time
from collections.abc import Sequence

from bot.channels.asking import Shared
from bot.channels.connection import Connection, NoAnswer
from handlers.desk import Desk
from handlers.identity import Names, ask_next, group_name, recognise
from handlers.people import rooms_of
from storage import people
from storage.messages import storable
from storage.terms import RoomKind

log = logging.getLogger("salon.wechat")

_NAMES_FOR = 600.0  # seconds for which a name is taken as known; some puppets report no change


class Contacts:
    """Names of people and groups, asked for once in a while; lives as long as its connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._names: dict[tuple[str, str], tuple[float, Names]] = {}
        self._topics: dict[str, tuple[float, str]] = {}
        self._ask_anew()

    async def topic(self, room_id: str) -> str:
        """A group's name, "" where the gateway does not tell."""
        known = self._topics.get(room_id)
        if known is None or time.monotonic() - known[0] > _NAMES_FOR:
            try:
                found = await self._asking_topics.of(room_id, lambda: self._asked_topic(room_id))
            except NoAnswer as error:
                account = self._connection.account
                log.warning("action=no_topic account=%s room=%s reason=%s", account, room_id, error)
                return known[1] if known else ""
            known = self._topics[room_id] = (time.monotonic(), found)
        return known[1]

    async def _asked_topic(self, room_id: str) -> str:
        calls = self._connection.gateway.calls
        return storable((await self._connection.ask(calls.room_payload, id=room_id)).topic)

    async def names_of(self, contact_id: str, room_id: str | None) -> Names:
        """What a contact is called, nothing where the gateway does not tell: no message waits for a name."""
        key = (room_id or "", contact_id)
        known = self._names.get(key)
        if known is None or time.monotonic() - known[0] > _NAMES_FOR:
            try:
                found = await self._asking_names.of(key, lambda: self._asked_names(contact_id, room_id))
            except NoAnswer as error:
                account = self._connection.account
                log.warning("action=no_name account=%s id=%s reason=%s", account, contact_id, error)
                return known[1] if known else Names()
            known = self._names[key] = (time.monotonic(), found)
        return known[1]

    async def _asked_names(self, contact_id: str, room_id: str | None) -> Names:
        ask, calls = self._connection.ask, self._connection.gateway.calls
        own, in_group = await ask(calls.contact_payload, id=contact_id), ""
        if room_id is not None:
            member = await ask(calls.room_member_payload, id=room_id, member_id=contact_id)
            in_group = member.room_alias
        return Names(in_group=storable(in_group), own=storable(own.name), remark=storable(own.alias))

    async def shown(self, contact_id: str, room_id: str) -> str | None:
        """The name that a group shows for a contact, None where the gateway does not tell."""
        names = await self.names_of(contact_id, room_id)
        return names.in_group or names.own or None

    def called(self, room_id: str, name: str) -> str | None:
        """The id of the one member who is called so in a group; None for nobody or several."""
        found = {
            contact_id
            for (room, contact_id), (_at, names) in self._names.items()
            if room == room_id and name in (names.in_group or names.own, names.own)
        }
        return found.pop() if len(found) == 1 else None

    def forget(self, id_: str) -> None:
        """Ask anew next time: this contact or group has changed."""
        self._ask_anew()
        self._topics.pop(id_, None)
        for key in [key for key in self._names if id_ in key]:
            del self._names[key]

    def forget_all(self) -> None:
        """Somebody logged in: every name may be another's."""
        self._ask_anew()
        self._topics.clear()
        self._names.clear()

    def _ask_anew(self) -> None:
        # In a flood hundreds of messages want the same name at once. Whoever comes after a change must not
        # be given the answer to a question of before.
        self._asking_names, self._asking_topics = Shared[Names](), Shared[str]()

    async def meet_groups(self) -> None:
        """Take in every group and its members."""
        connection = self._connection
        try:
            ids = (await connection.ask(connection.gateway.calls.room_list)).ids
        except NoAnswer as error:
            log.warning("action=meet account=%s reason=%s", connection.account, error)
            return
        topics = {room_id: await self.topic(room_id) for room_id in ids}
        own = await connection.write(
            lambda desk: {each.name for each in rooms_of(desk.uow, RoomKind.COORDINATOR)}
        )
        # The coordinators' own group first: outside it their names alone prove nothing.
        for room_id in sorted(ids, key=lambda each: topics[each] not in own):
            await self.meet_group(room_id, None)
        await connection.write(ask_next)

    async def meet_group(self, room_id: str, joined: Sequence[str] | None) -> None:
        """Take in a group's name and, for a group of the roster, its members (None: all of them)."""
        connection = self._connection
        topic = await self.topic(room_id)

        def put_group(desk: Desk) -> str | None:
            name = group_name(desk, connection.account, room_id, topic)
            return name if name is not None and people.room_called(desk.uow, name) is not None else None

        room = await connection.write(put_group)
        if room is None:
            return
        try:
            if joined is None:
                asked = connection.gateway.calls.room_member_list
                joined = (await connection.ask(asked, id=room_id)).member_ids
        except NoAnswer as error:
            log.warning("action=meet account=%s room=%s reason=%s", connection.account, room_id, error)
            return
        others = [each for each in joined if each != connection.own_id]
        names = await asyncio.gather(*(self.names_of(each, room_id) for each in others))

        def put_members(desk: Desk) -> None:
            for contact_id, each in zip(others, names, strict=True):
                if each.all:
                    recognise(desk, connection.account, contact_id, each, room)

        await connection.write(put_members)
        connection.wake()
