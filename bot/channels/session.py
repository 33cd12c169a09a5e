"""One connection to a gateway, from its first event to its end: what is heard and what is done about it."""

import asyncio
import contextlib
import logging
import uuid
from collections.abc import AsyncIterator, Coroutine
from datetime import timedelta
from typing import Any

from grpclib.exceptions import GRPCError, StreamTerminatedError
from wechaty_grpc.wechaty.puppet import EventResponse, EventType

from bot.channels.connection import Connection, NoAnswer
from bot.channels.contacts import Contacts
from bot.channels.events import EVENT_WORDS, BadEvent, Payload, payload_of
from bot.channels.intake import READ_TRIES, Intake
from bot.channels.members import ROOM_EVENTS, Members
from bot.channels.states import BROKEN, Standing, State, terminal_picture
from handlers.desk import Desk
from handlers.faults import park_event
from handlers.rooms.gaps import back_again
from handlers.rooms.members import Told
from storage import accounts, arrivals

log = logging.getLogger("salon.wechat")

_PROBE_EVERY = 10.0
_GRACE = 2.0  # seconds after a login, or a send that was not answered, in which late echoes may still come
_MEET_WITHIN = 60.0  # seconds after a new login for which sending waits until the groups are met
_LOGIN_WITHIN = 5.0  # a gateway tells of a login of before right when it is connected to
# What a puppet says of its QR code; source: wechaty-puppet's ScanStatus.
_LOST_AGAIN = timedelta(hours=1)  # a login within this asks once more for what could not be read
_SCAN_WORDS = {3: "已扫码，请在手机上点确认", 4: "手机上已确认，正在登录"}


class Session:
    """Listens on one connection. `heard`: announcements that are not on record yet, oldest first; `told`:
    what happened to groups, likewise.

    `may_send`: not right after a new login, when the ids on record may be those of the one before.
    `met`: everybody in the groups has been asked for, so whoever has no id now cannot be @-ed.
    """

    def __init__(
        self, connection: Connection, standing: Standing, heard: list[str], told: list[Told]
    ) -> None:
        self.connection = connection
        self.contacts = Contacts(connection)
        self.may_send = self.met = False
        self._members = Members(connection, self.contacts, told)
        self._intake = Intake(connection, self.contacts, heard, self._spawn)
        self._standing = standing
        self._events: asyncio.Queue[EventResponse] = asyncio.Queue()
        self._jobs: asyncio.TaskGroup | None = None
        # Until the gateway tells of a logout or a code to scan, its login is the one of before.
        self._login_of_before = True

    async def listen(self, stream: AsyncIterator[EventResponse], first: EventResponse) -> None:
        """Until the connection breaks."""
        try:
            async with asyncio.TaskGroup() as jobs:
                self._jobs = jobs
                for job in (
                    self._intake.keep_recording(),
                    self._intake.keep_resolving(),
                    self._probe(),
                    self._miss_login(),
                    self._obey_all(),
                    self._stay_on_record(),
                    self._keep_members(),
                ):
                    jobs.create_task(job)
                try:
                    await self._hear_all(stream, first)
                finally:
                    self._intake.fetcher.over = True
        except BaseExceptionGroup as group:
            raise group.exceptions[0] from group
        finally:
            self._jobs = None

    async def _hear_all(self, stream: AsyncIterator[EventResponse], first: EventResponse) -> None:
        self._hear(first)
        async for event in stream:
            self._hear(event)
            await self._intake.room()
        raise StreamTerminatedError("the event stream ended")

    def doubt_sent(self) -> None:
        """Nobody knows whether a message went out: look whether the gateway lives, then wait for the echo."""

        async def settle() -> None:
            await self.connection.probe()
            await self._settle()

        self._spawn(settle())

    def _become(self, state: State, detail: str = "", qr_code: str | None = None) -> None:
        self._standing.become(self.connection.worker, state, detail, qr_code)

    async def _probe(self) -> None:
        """A gateway that is frozen is noticed, and what a database that was away left in nobody's hand."""
        outages = self.connection.worker.outages
        while True:
            await asyncio.sleep(_PROBE_EVERY)
            await self.connection.probe()
            if outages != self.connection.worker.outages and self.connection.own_id is not None:
                outages = self.connection.worker.outages
                self._spawn(self._settle())

    async def _stay_on_record(self) -> None:
        account, standing = self.connection.account, self._standing

        def put(desk: Desk) -> bool:
            known = accounts.get(desk.uow, account)
            if known is not None and known.state != standing.state:  # a second bot wrote how it fares itself
                accounts.put_state(desk.uow, account, standing.state, standing.detail, desk.now)
            accounts.put_alive(desk.uow, account, desk.now)
            return known is not None and known.met_at is None

        while True:
            await asyncio.sleep(_PROBE_EVERY)
            to_be_met = standing.state is State.LOGGED_IN and await self.connection.write(put)
            if to_be_met and self.met:
                self._members.count_soon()  # a coordinator said which group a new one is

    async def _miss_login(self) -> None:
        await asyncio.sleep(_LOGIN_WITHIN)
        if self._standing.state is State.CONNECTING:
            self._become(State.SCAN, "网关还没给二维码；一分钟还没有就重启网关")

    def _hear(self, event: EventResponse) -> None:
        """Nothing here waits: an event that is not taken at once may be lost with the gateway."""
        if event.type != EventType.EVENT_TYPE_MESSAGE:
            self._events.put_nowait(event)
            return
        try:
            self._intake.hear(payload_of(event).id("messageId"))
        except BadEvent as error:
            self._no_sense(event, error)

    async def _keep_members(self) -> None:
        while True:
            await self._members.wait()
            await self._guarded(self._members.work())

    def _no_sense(self, event: EventResponse, error: Exception) -> None:
        account = self.connection.account
        log.warning("action=event_failed account=%s %s: %s", account, event.payload[:200], error)

    async def _obey_all(self) -> None:
        """Do what events ask for, one after the other."""
        while True:
            await self._obey(await self._events.get())

    async def _obey(self, event: EventResponse) -> None:
        """One that makes no sense or cannot be followed harms no other; nor does a fault of ours."""
        try:
            await self._follow(event.type, payload_of(event))
        except (NoAnswer, BadEvent) as error:
            self._no_sense(event, error)
        except (GRPCError, *BROKEN):
            raise
        except Exception as error:
            log.exception("action=event_broke account=%s %s", self.connection.account, event.payload[:200])
            await self._park(EVENT_WORDS.get(event.type, str(event.type)), error)

    async def _park(self, what: str, error: Exception) -> None:
        account, key = self.connection.account, uuid.uuid4().hex
        await self.connection.write(lambda desk: park_event(desk, account, what, key, repr(error)))
        self.connection.wake()

    async def _follow(self, kind: EventType, payload: Payload) -> None:
        account = self.connection.account
        if kind == EventType.EVENT_TYPE_LOGIN:
            await self._logged_in(payload.id("contactId"))
        elif kind == EventType.EVENT_TYPE_LOGOUT:
            self.connection.own_id, self._login_of_before, self.may_send = None, False, False
            self._become(State.LOGGED_OUT, str(payload.get("data") or ""))
        elif kind == EventType.EVENT_TYPE_SCAN:
            await self._scan(str(payload.get("qrcode") or ""), payload.get("status"))
        elif kind == EventType.EVENT_TYPE_DIRTY:
            self._members.changed(str(payload.get("payloadId") or ""), payload.get("payloadType"))
        elif kind == EventType.EVENT_TYPE_READY:
            self._members.count_soon()
        elif kind in ROOM_EVENTS:
            self._members.hear(kind, payload)
        elif kind == EventType.EVENT_TYPE_ROOM_INVITE:
            await self._invited(str(payload["roomInvitationId"]))
        elif kind == EventType.EVENT_TYPE_ERROR:
            log.warning("action=gateway_error account=%s %s", account, str(payload)[:300])

    def _spawn(self, job: Coroutine[Any, Any, None]) -> None:
        guarded = self._guarded(job)
        if self._jobs is not None:
            with contextlib.suppress(RuntimeError):  # the connection has just broken and takes up nothing new
                self._jobs.create_task(guarded)
                return
        guarded.close()
        job.close()

    async def _guarded(self, job: Coroutine[Any, Any, None]) -> None:
        """A fault of ours in one thing that goes on beside the others harms no other."""
        try:
            await job
        except NoAnswer as error:
            log.warning("action=no_answer account=%s reason=%s", self.connection.account, error)
        except (GRPCError, *BROKEN):
            raise
        except Exception as error:
            log.exception("action=job_broke account=%s", self.connection.account)
            await self._park("认人认群", error)

    async def _scan(self, qr_code: str, status: object) -> None:
        self._login_of_before = False
        account, detail = (
            self.connection.account,
            _SCAN_WORDS.get(status, "") if isinstance(status, int) else "",
        )
        code = qr_code if qr_code and not detail else None
        if code is not None and code != self._standing.qr_code:
            log.warning("action=scan account=%s 请用手机微信扫码登录：\n%s", account, terminal_picture(code))
        self._become(State.SCAN, detail, code)

    async def _invited(self, invitation: str) -> None:
        account = self.connection.account
        if not self.connection.options.accept_invitations:
            log.warning("action=invited account=%s 有人邀请进群，设置没开自动接受，请在手机上点", account)
            return
        await self.connection.ask(self.connection.gateway.calls.room_invitation_accept, id=invitation)
        log.info("action=invited account=%s accepted", account)

    async def _logged_in(self, contact_id: str) -> None:
        account = self.connection.account
        if contact_id == self.connection.own_id and self._standing.state is State.LOGGED_IN:
            return  # told twice
        self.connection.own_id, self.met = contact_id, False
        self.contacts.forget_all()

        def put(desk: Desk) -> str | None:
            known = accounts.get(desk.uow, account)
            before = known.contact_id if known is not None else None
            if known is None:  # how it fares is not on record yet, and there would be nobody to log in
                accounts.put_state(desk.uow, account, self._standing.state, self._standing.detail, desk.now)
            if before != contact_id or not self._login_of_before:
                accounts.put_login(desk.uow, account, contact_id, desk.now)
            arrivals.try_lost_again(desk.uow, account, desk.now - _LOST_AGAIN, READ_TRIES)
            back_again(desk, account)
            return before

        before = await self.connection.write(put)
        self.may_send = before == contact_id and self._login_of_before
        self._login_of_before = False
        changed = before not in (None, contact_id)
        self._become(State.LOGGED_IN, "换了登录编号，群和人按名字重新认" if changed else "")
        for job in (self._settle_login(), self._meet_groups(), self._open_later()):
            self._spawn(job)

    async def _settle_login(self) -> None:
        await self._settle()
        await self._intake.fetcher.fetch_missing()

    async def _meet_groups(self) -> None:
        if await self._members.meet_groups():
            self._open()

    async def _open_later(self) -> None:
        await asyncio.sleep(_MEET_WITHIN)
        self._open()

    def _open(self) -> None:
        self.may_send = self.met = self.connection.own_id is not None
        self.connection.wake()

    async def _settle(self) -> None:
        """Late echoes are awaited and what was announced is read; what is in flight then is owed again."""
        begun = self.connection.now()
        self._intake.resolve_now()
        await asyncio.sleep(_GRACE)
        while await self._intake.unread():
            if self.connection.own_id is None:
                return
            self._intake.resolve_now()
            await asyncio.sleep(0.1)
        await self.connection.settled(begun)
