"""Who is who and which group is which at one account, as its gateway tells now."""

import logging
import time

from bot.channels.asking import Shared
from bot.channels.connection import Connection, NoAnswer
from handlers.rooms.identity import Names
from storage.inbox import storable

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
        return Names(
            in_group=storable(in_group),
            own=storable(own.name),
            remark=storable(own.alias),
            friend=bool(own.friend),
        )

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
