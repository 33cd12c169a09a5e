"""One WeChat account behind one Wechaty gateway: connecting, listening, and who is who there."""

import asyncio
import hashlib
import io
import json
import logging
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import segno
from grpclib.const import Status
from grpclib.exceptions import GRPCError, ProtocolError, StreamTerminatedError
from wechaty_grpc.wechaty.puppet import EventResponse, EventType, MessagePayloadResponse

from bot.channels import wechat_text
from bot.channels.arrivals import Heard, moment, record
from bot.channels.gateway import CALL_SECONDS, Address, FileTooLarge, Gateway, NoFile
from bot.worker import Worker
from handlers.desk import Desk
from handlers.gaps import back_again
from handlers.identity import Names, group_name, recognise
from handlers.people import rooms_of
from storage import messages, people, wechat
from storage.database import Unavailable
from storage.terms import RoomKind
from storage.wechat import Arrival

T = TypeVar("T")
log = logging.getLogger("salon.wechat")

_BATCH = 200  # messages written into the inbox in one commit
_AT_ONCE = 32  # calls to a gateway at the same time
_NAMES_FOR = 600.0  # seconds for which a name is taken as known; some puppets report no change
_PROBE_EVERY = 10.0
_WAKE_EVERY = 0.5
_PROBE_SECONDS = 5.0
_GRACE = 2.0  # seconds after a login in which late echoes may still come
_TRIES = 3
_FILE_AGAIN = (0.0, 2.0, 10.0)
BROKEN = (OSError, StreamTerminatedError, ProtocolError, TimeoutError, ssl.SSLError)


class State(StrEnum):
    """How an account fares."""

    CONNECTING = "connecting"
    SCAN = "waiting_for_scan"
    LOGGED_IN = "logged_in"
    LOGGED_OUT = "logged_out"
    LOST = "lost"
    TAKEN = "taken"
    REFUSED = "refused"


STATE_WORDS = {
    State.CONNECTING: "正在连接网关",
    State.SCAN: "等人用手机扫码登录",
    State.LOGGED_IN: "已登录，在听群",
    State.LOGGED_OUT: "微信已退出登录，等重新扫码",
    State.LOST: "网关连不上或没有回应，正在重连",
    State.TAKEN: "网关上已有另一个程序在听，停掉它就会接上",
    State.REFUSED: "网关不认这个 token，改好 SALON_WECHATY_TOKEN 再启动",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """What the settings say about this channel. `file_limit` in bytes; waits in seconds."""

    files: Path
    file_limit: int = 50_000_000
    accept_invitations: bool = False
    first_wait: float = 1.0
    longest_wait: float = 30.0


class TokenRefused(Exception):
    """The gateway does not know this token; trying again would not help."""


class Line:
    """One WeChat account behind one gateway: connects, listens, keeps names, and says how it fares."""

    def __init__(self, address: Address, options: Options) -> None:
        self.name = address.endpoint
        self.state = State.CONNECTING
        self.detail = ""
        self.qr_code: str | None = None
        self.gateway: Gateway | None = None
        self._address = address
        self._options = options
        self._worker: Worker | None = None
        self._own_id: str | None = None
        self._heard: list[str] = []
        self._record_now = asyncio.Event()
        self._resolve_now = asyncio.Event()
        self._drop = asyncio.Event()
        self._names: dict[tuple[str, str], tuple[float, Names]] = {}
        self._topics: dict[str, tuple[float, str]] = {}
        self._limit = asyncio.Semaphore(_AT_ONCE)
        self._jobs: asyncio.TaskGroup | None = None
        self._woken = 0.0
        self.unfetchable: set[str] = set()

    def attach(self, worker: Worker) -> None:
        """Say which worker takes what is heard."""
        self._worker = worker

    @property
    def _running(self) -> Worker:
        if self._worker is None:
            raise RuntimeError("no worker attached")
        return self._worker

    async def _write(self, work: Callable[[Desk], T]) -> T:
        worker = self._running
        return await worker.database(lambda: worker.engine.write(work, worker.clock.now()))

    async def _become(self, state: State, detail: str = "") -> None:
        if (state, detail) != (self.state, self.detail) or state is State.CONNECTING:
            self.state, self.detail = state, detail
            level = logging.INFO if state in (State.CONNECTING, State.LOGGED_IN) else logging.WARNING
            log.log(
                level, "action=state account=%s state=%s %s %s", self.name, state, STATE_WORDS[state], detail
            )
        await self._write(lambda desk: wechat.put_state(desk.uow, self.name, state, detail, desk.now))

    async def keep(self) -> None:
        """Stay connected until cancelled; ends by itself only where the token is refused."""
        wait = self._options.first_wait
        while True:
            begun = time.monotonic()
            try:
                await self._become(State.CONNECTING)
                await self._connected()
            except TokenRefused as error:
                await self._become(State.REFUSED, str(error))
                return
            except GRPCError as error:
                taken = error.status is Status.ALREADY_EXISTS
                await self._become(State.TAKEN if taken else State.LOST, error.message or error.status.name)
            except BROKEN as error:
                await self._become(State.LOST, str(error) or type(error).__name__)
            except Unavailable as error:
                # What was announced meanwhile stays in memory and goes on record with the next connection.
                log.error("action=wait_for_database account=%s reason=%s", self.name, error)
            if time.monotonic() - begun > self._options.longest_wait:
                wait = self._options.first_wait
            await asyncio.sleep(wait)
            wait = min(wait * 2, self._options.longest_wait)

    def drop(self) -> None:
        """Hang up and connect anew: the gateway does not answer."""
        self._drop.set()

    async def _connected(self) -> None:
        gateway = Gateway(self._address)
        self._drop.clear()
        try:
            await self._timed(gateway.calls.version())
            stream = gateway.events.event()
            first = await self._timed(anext(stream))
            await self._timed(gateway.calls.start())
            self.gateway = gateway
            await self._listen(stream, first)
        except GRPCError as error:
            if error.status is Status.UNAUTHENTICATED:
                raise TokenRefused("token 不对") from error
            raise
        finally:
            self.gateway, self.qr_code = None, None
            gateway.close()

    async def _timed(self, call: Awaitable[T]) -> T:
        async with asyncio.timeout(CALL_SECONDS):
            return await call

    async def _listen(self, stream: AsyncIterator[EventResponse], first: EventResponse) -> None:
        try:
            async with asyncio.TaskGroup() as jobs:
                self._jobs = jobs
                jobs.create_task(self._record())
                jobs.create_task(self._resolve())
                jobs.create_task(self._probe())
                jobs.create_task(self._until_dropped())
                await self._obey(first)
                async for event in stream:
                    await self._obey(event)
                raise StreamTerminatedError("网关关了消息流")
        except BaseExceptionGroup as group:
            raise group.exceptions[0] from group
        finally:
            self._jobs = None

    async def _until_dropped(self) -> None:
        await self._drop.wait()
        raise TimeoutError("网关没有回应")

    async def _probe(self) -> None:
        """A frozen gateway keeps its connection open; only a call with a time limit finds it out."""
        while True:
            await asyncio.sleep(_PROBE_EVERY)
            async with asyncio.timeout(_PROBE_SECONDS):
                await self._open.calls.version()
            if self.state is State.LOGGED_IN:
                await self._write(lambda desk: wechat.put_alive(desk.uow, self.name, desk.now))

    @property
    def _open(self) -> Gateway:
        if self.gateway is None:
            raise StreamTerminatedError("没有连着网关")
        return self.gateway

    async def _obey(self, event: EventResponse) -> None:
        """Do what an event asks for; one that makes no sense or cannot be followed harms no other."""
        try:
            await self._follow(event.type, json.loads(event.payload or "{}"))
        except (GRPCError, KeyError, TypeError, ValueError) as error:
            log.warning("action=event_failed account=%s %s: %r", self.name, event.payload[:200], error)

    async def _follow(self, kind: EventType, payload: dict[str, Any]) -> None:
        if kind == EventType.EVENT_TYPE_MESSAGE:
            self._heard.append(str(payload["messageId"]))
            self._record_now.set()
        elif kind == EventType.EVENT_TYPE_LOGIN:
            await self._logged_in(str(payload["contactId"]))
        elif kind == EventType.EVENT_TYPE_LOGOUT:
            self._own_id = None
            await self._become(State.LOGGED_OUT, str(payload.get("data") or ""))
        elif kind == EventType.EVENT_TYPE_SCAN and payload.get("qrcode"):
            await self._scan(str(payload["qrcode"]))
        elif kind == EventType.EVENT_TYPE_DIRTY:
            self._forget(str(payload.get("payloadId") or ""))
        elif kind == EventType.EVENT_TYPE_ROOM_TOPIC:
            self._topics.pop(str(payload["roomId"]), None)
            self._spawn(self._meet_room(str(payload["roomId"]), ()))
        elif kind == EventType.EVENT_TYPE_ROOM_JOIN:
            room, joined = str(payload["roomId"]), [str(each) for each in payload["inviteeIdList"]]
            own = self._own_id in joined
            self._spawn(self._meet_room(room, None if own else joined))
        elif kind == EventType.EVENT_TYPE_ROOM_LEAVE:
            log.info("action=left account=%s room=%s", self.name, payload.get("roomId"))
            for each in payload.get("removeeIdList", ()):
                self._forget(str(each))
        elif kind == EventType.EVENT_TYPE_ROOM_INVITE:
            await self._invited(str(payload["roomInvitationId"]))
        elif kind == EventType.EVENT_TYPE_ERROR:
            log.warning("action=gateway_error account=%s %s", self.name, str(payload)[:300])

    def _spawn(self, job: Any) -> None:
        if self._jobs is None:
            job.close()
        else:
            self._jobs.create_task(job)

    def _forget(self, id_: str) -> None:
        self._topics.pop(id_, None)
        for key in [key for key in self._names if id_ in key]:
            del self._names[key]

    async def _scan(self, qr_code: str) -> None:
        self.qr_code = qr_code
        await self._become(State.SCAN)
        log.warning(
            "action=scan account=%s 请用手机微信扫码登录：\n%s",
            self.name,
            terminal_picture(qr_code),
        )

    async def _invited(self, invitation: str) -> None:
        if not self._options.accept_invitations:
            log.warning("action=invited account=%s 有人邀请进群，设置没开自动接受，请在手机上点", self.name)
            return
        await self._timed(self._open.calls.room_invitation_accept(id=invitation))
        log.info("action=invited account=%s accepted", self.name)

    async def _logged_in(self, contact_id: str) -> None:
        self.qr_code = None
        self._own_id = contact_id
        self._names.clear()
        # The gateway tells of a login of before right when it is connected to: no id has changed then.
        reconnected = self.state is State.CONNECTING

        def put(desk: Desk) -> None:
            known = wechat.account(desk.uow, self.name)
            again = known is not None and known.contact_id == contact_id and reconnected
            if not again:
                wechat.put_login(desk.uow, self.name, contact_id, desk.now)
            back_again(desk, self.name)

        await self._become(State.LOGGED_IN)
        await self._write(put)
        self._spawn(self._settle())
        self._spawn(self._meet_rooms())

    async def _settle(self) -> None:
        """After a login: what was announced before is read, groups are met, late echoes awaited."""
        self._resolve_now.set()
        await asyncio.sleep(_GRACE)
        while await self._write(lambda desk: wechat.announced(desk.uow, self.name, 1)):
            self._resolve_now.set()
            await asyncio.sleep(0.1)
        await self._running.settled()
        since = self._running.clock.now() - timedelta(days=1)
        for each in await self._write(lambda desk: messages.unfetched(desk.uow, self.name, since)):
            if each.attachment:
                self._spawn(self._fetch(each.message_id, each.attachment))

    async def _meet_rooms(self) -> None:
        try:
            known = (await self._timed(self._open.calls.room_list())).ids
        except GRPCError as error:
            log.warning("action=meet account=%s reason=%s", self.name, error.message)
            return
        topics = {room_id: await self._topic(room_id) for room_id in known}
        own = await self._write(lambda desk: {each.name for each in rooms_of(desk.uow, RoomKind.COORDINATOR)})
        # The coordinators' own group first: outside it their names alone prove nothing.
        for room_id in sorted(known, key=lambda each: topics[each] not in own):
            await self._meet_room(room_id, None)

    async def _meet_room(self, room_id: str, joined: Sequence[str] | None) -> None:
        """Take in a group's name and, for a group of the roster, its members (None: all of them)."""
        topic = await self._topic(room_id)

        def put_group(desk: Desk) -> str | None:
            name = group_name(desk, self.name, room_id, topic)
            return name if name is not None and people.room_called(desk.uow, name) is not None else None

        room = await self._write(put_group)
        if room is None:
            return
        try:
            if joined is None:
                joined = (await self._timed(self._open.calls.room_member_list(id=room_id))).member_ids
        except GRPCError as error:
            log.warning("action=meet account=%s room=%s reason=%s", self.name, room_id, error.message)
            return
        others = [each for each in joined if each != self._own_id]
        names = await asyncio.gather(*(self._names_of(each, room_id) for each in others))

        def put_members(desk: Desk) -> None:
            for contact_id, each in zip(others, names, strict=True):
                if each.all:
                    recognise(desk, self.name, contact_id, each, room)

        await self._write(put_members)
        self._running.wake()

    async def _topic(self, room_id: str) -> str:
        """A group's name, "" where the gateway does not tell."""
        known = self._topics.get(room_id)
        if known is None or time.monotonic() - known[0] > _NAMES_FOR:
            try:
                async with self._limit:
                    found = await self._timed(self._open.calls.room_payload(id=room_id))
            except GRPCError as error:
                log.warning("action=no_topic account=%s room=%s reason=%s", self.name, room_id, error.message)
                return known[1] if known else ""
            known = self._topics[room_id] = (time.monotonic(), found.topic)
        return known[1]

    async def _names_of(self, contact_id: str, room_id: str | None) -> Names:
        """What a contact is called, nothing where the gateway does not tell: no message waits for a name."""
        key = (room_id or "", contact_id)
        known = self._names.get(key)
        if known is None or time.monotonic() - known[0] > _NAMES_FOR:
            calls, in_group = self._open.calls, ""
            try:
                async with self._limit:
                    own = await self._timed(calls.contact_payload(id=contact_id))
                    if room_id is not None:
                        member = await self._timed(
                            calls.room_member_payload(id=room_id, member_id=contact_id)
                        )
                        in_group = member.room_alias
            except GRPCError as error:
                log.warning("action=no_name account=%s id=%s reason=%s", self.name, contact_id, error.message)
                return known[1] if known else Names()
            found = Names(in_group=in_group, own=own.name, remark=own.alias)
            known = self._names[key] = (time.monotonic(), found)
        return known[1]

    async def _record(self) -> None:
        """Announced messages go on record before anything else happens, many in one commit."""
        while True:
            await self._record_now.wait()
            self._record_now.clear()
            while self._heard:
                await self._announce(self._heard[:_BATCH])
                self._resolve_now.set()

    async def _announce(self, ids: list[str]) -> None:
        await self._write(lambda desk: wechat.announce(desk.uow, self.name, ids, desk.now))
        del self._heard[: len(ids)]

    async def _resolve(self) -> None:
        """What is announced is read from the gateway and put into the inbox, in order."""
        while True:
            await self._resolve_now.wait()
            self._resolve_now.clear()
            if self._own_id is None:
                continue
            while batch := await self._write(lambda desk: wechat.announced(desk.uow, self.name, _BATCH)):
                await self._take_in(batch)

    async def _take_in(self, batch: list[Arrival]) -> None:
        found = await asyncio.gather(*(self._read(each) for each in batch))
        good: list[Heard] = []
        for arrival, each in zip(batch, found, strict=True):
            if isinstance(each, GRPCError):
                # Order matters more than speed: those behind it wait until it is read or given up.
                await self._unreadable(arrival, each)
                break
            good.append(each)
        if good:
            await self._write(lambda desk: record(desk, self.name, good))
            for each in good:
                if each.attachment and not each.own:
                    self._spawn(self._fetch(each.message_id, each.attachment))
            # In a flood the inbox comes first; what is due is looked at a few times a second.
            if len(batch) < _BATCH or time.monotonic() - self._woken > _WAKE_EVERY:
                self._woken = time.monotonic()
                self._running.wake()

    async def _unreadable(self, arrival: Arrival, error: GRPCError) -> None:
        final = arrival.tries + 1 >= _TRIES
        reason = error.message or error.status.name
        if final:
            log.error("action=lost account=%s message=%s reason=%s", self.name, arrival.message_id, reason)
        await self._write(lambda desk: wechat.arrival_failed(desk.uow, arrival.id, reason, final=final))
        await asyncio.sleep(0.2)

    async def _read(self, arrival: Arrival) -> Heard | GRPCError:
        try:
            async with self._limit:
                payload = await self._timed(self._open.calls.message_payload(id=arrival.message_id))
            return await self._heard_of(arrival, payload)
        except GRPCError as error:
            return error

    async def _heard_of(self, arrival: Arrival, payload: MessagePayloadResponse) -> Heard:
        own = payload.from_id == self._own_id
        room_id = payload.room_id or None
        other = payload.to_id if own and room_id is None else payload.from_id
        kind = int(payload.type)
        file = wechat_text.FILE_TYPES.get(kind)
        recalled = payload.text.strip() if kind == wechat_text.RECALLED else None
        text = payload.text if kind == wechat_text.TEXT else ""
        if _type(kind) == "other":
            word = wechat_text.OTHER_WORDS.get(kind, wechat_text.OTHER_WORDS[wechat_text.UNKNOWN])
            text = f"[{word}] {await self._told(kind, payload)}".strip()
        attachment = None
        if file is not None:
            name = wechat_text.file_name(file, payload.filename, payload.id)
            attachment = name if own else f"{_short_hash(self.name, payload.id)}-{name}"
        own_names: tuple[str, ...] = ()
        if room_id is not None and self._own_id is not None and "@" in text and not payload.mention_ids:
            own_names = (await self._names_of(self._own_id, room_id)).all
        return Heard(
            arrival=arrival.id,
            message_id=arrival.message_id,
            own=own,
            contact_id=other,
            names=await self._names_of(other, room_id),
            room_id=room_id,
            topic=await self._topic(room_id) if room_id else "",
            text=text,
            type="recall"
            if recalled is not None
            else file or ("text" if kind == wechat_text.TEXT else "other"),
            at=moment(payload.timestamp, self._running.clock.now()),
            mention_ids=tuple(payload.mention_ids),
            attachment=attachment,
            recalled=recalled,
            own_names=own_names,
        )

    async def _told(self, kind: int, payload: MessagePayloadResponse) -> str:
        """The words of a link, a mini-program or a location; what cannot be had is left out."""
        calls = self._open.calls
        try:
            if kind == wechat_text.URL:
                link = await self._timed(calls.message_url(id=payload.id))
                return _from_json(link.url_link, "title", "url") or payload.text[:200]
            if kind == wechat_text.MINI_PROGRAM:
                program = await self._timed(calls.message_mini_program(id=payload.id))
                return _from_json(program.mini_program, "title", "description") or payload.text[:200]
            if kind == wechat_text.LOCATION:
                return await self._timed(self._open.location(payload.id)) or payload.text[:200]
            if kind == wechat_text.CONTACT:
                card = await self._timed(calls.message_contact(id=payload.id))
                if card.id:
                    return (await self._names_of(card.id, None)).own
        except GRPCError as error:
            log.info("action=unread message=%s reason=%s", payload.id, error.message)
        return "" if payload.text.lstrip().startswith("<") else payload.text[:200]

    async def _fetch(self, message_id: str, attachment: str) -> None:
        """Bring a message's file beside the database; it was recorded before."""
        into = self._options.files / attachment
        reason, sha256 = "", ""
        for wait in _FILE_AGAIN:
            await asyncio.sleep(wait)
            try:
                async with self._limit:
                    sha256 = await self._open.read_file(message_id, into, self._options.file_limit)
            except (GRPCError, KeyError, ValueError) as error:
                reason = str(error)
                continue
            except (FileTooLarge, NoFile) as error:
                reason = str(error)
                break
            break
        if sha256:
            await self._write(lambda desk: messages.fetched(desk.uow, attachment, sha256))
            return
        self.unfetchable.add(attachment)
        log.error("action=file_lost message=%s file=%s reason=%s", message_id, attachment, reason)

    async def shown(self, contact_id: str, room_id: str) -> str:
        """The name that a group shows for a contact."""
        names = await self._names_of(contact_id, room_id)
        return names.all[0] if names.all else contact_id


def _type(kind: int) -> str:
    """The inbox's word for a message type."""
    words = {wechat_text.TEXT: "text", wechat_text.RECALLED: "recall", **wechat_text.FILE_TYPES}
    return words.get(kind, "other")


def _short_hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _from_json(text: str, *names: str) -> str:
    try:
        given = json.loads(text or "{}")
    except ValueError:
        return ""
    return " ".join(str(given[name]) for name in names if given.get(name)) if isinstance(given, dict) else ""


def terminal_picture(qr_code: str) -> str:
    """A QR code in half blocks, for a terminal."""
    out = io.StringIO()
    segno.make(qr_code, micro=False).terminal(out, compact=True, border=2)
    return out.getvalue()
