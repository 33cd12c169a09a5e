"""How an account fares, and the sentences that tell it: one home for logs, web page and doctor."""

import asyncio
import io
import logging
import socket
import ssl
from datetime import datetime
from enum import StrEnum
from functools import partial

import segno
from grpclib.const import Status
from grpclib.exceptions import GRPCError, ProtocolError, StreamTerminatedError

from bot.worker import Worker
from handlers.desk import Desk
from storage import accounts
from storage.inbox import storable

log = logging.getLogger("salon.wechat")

# What a connection that cannot be made or held raises.
BROKEN = (OSError, StreamTerminatedError, ProtocolError, TimeoutError)


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
    State.LOST: "和网关断开了，正在重连",
    State.TAKEN: "网关上已有另一个程序在听，停掉它就会接上",
    State.REFUSED: "网关不认这个 token，改好 SALON_WECHATY_TOKEN 再启动",
}


def sentence(state: State, detail: str = "") -> str:
    """A state as people read it."""
    return f"{STATE_WORDS[state]}（{detail}）" if detail else STATE_WORDS[state]


class Standing:
    """How one account fares now; every change goes into the log and on record."""

    def __init__(self, account: str) -> None:
        self.account = account
        self.state = State.CONNECTING
        self.detail = ""
        self.qr_code: str | None = None
        self.version = ""  # of the gateway, as it said last
        self._told = False
        self._recording: asyncio.Task[None] | None = None
        self._since: datetime | None = None  # of a state that is not on record yet

    def speaks(self, version: str) -> None:
        """The gateway has answered, and says which version it is."""
        self.version = storable(version)[:40]
        log.info("action=gateway account=%s version=%s 网关答话了", self.account, self.version or "没说")

    def become(self, worker: Worker, state: State, detail: str = "", qr_code: str | None = None) -> None:
        """From now on it fares so; on record it goes once the database is there; nobody waits for that."""
        self.qr_code = qr_code
        detail = storable(detail)[:300]
        if self._told and (state, detail) == (self.state, self.detail):
            return
        self.state, self.detail, self._told = state, detail, True
        level = logging.INFO if state in (State.CONNECTING, State.LOGGED_IN) else logging.WARNING
        log.log(level, "action=state account=%s state=%s %s", self.account, state, sentence(state, detail))
        self._since = worker.clock.now()
        if self._recording is None or self._recording.done():
            self._recording = asyncio.create_task(self._record(worker))

    async def _record(self, worker: Worker) -> None:
        while (since := self._since) is not None:
            self._since = None
            state, detail = self.state, self.detail
            await worker.write(partial(_put, self.account, state, detail, since))

    async def recorded(self) -> None:
        """Wait until it is on record how it fares."""
        if self._recording is not None:
            await self._recording

    def close(self) -> None:
        """Nobody will be there any more to put anything on record."""
        if self._recording is not None:
            self._recording.cancel()


def _put(account: str, state: State, detail: str, since: datetime, desk: Desk) -> None:
    accounts.put_state(desk.uow, account, state, detail, since)


def state_of(error: Exception) -> State:
    """The state in which an error leaves an account."""
    status = error.status if isinstance(error, GRPCError) else None
    known = {Status.UNAUTHENTICATED: State.REFUSED, Status.ALREADY_EXISTS: State.TAKEN}
    return known.get(status, State.LOST) if status is not None else State.LOST


def told(error: Exception) -> str:
    """What an error says, in a line; a gateway answers with its whole stack."""
    words = error.message or error.status.name if isinstance(error, GRPCError) else str(error)
    return next(iter(words.strip().splitlines()), "")[:200] or type(error).__name__


def reason(error: Exception, *, answered: bool) -> str:
    """Why a connection failed and what mends it. `answered`: the gateway had answered on it before."""
    if isinstance(error, GRPCError):
        return f"网关回了错误 {told(error)}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"网关的证书不被信任，{error.verify_message}；自带证书设 SALON_WECHATY_TLS=insecure"
    if isinstance(error, ssl.SSLError):
        return f"TLS 谈不拢，{error.reason}；网关不加密就设 SALON_WECHATY_TLS=off"
    if isinstance(error, TimeoutError):
        return "网关没有回应，像是卡住了；一直这样就重启网关"
    if answered:
        return "网关断开了，像是停了或在重启"
    if isinstance(error, StreamTerminatedError | ProtocolError):
        return "网关没答话就挂断了，多半是 TLS 设置和网关不一致"
    return f"连不上网关，{_unreached(error)}；看网关开着没有，地址、端口对不对"


def _unreached(error: Exception) -> str:
    if isinstance(error, ConnectionRefusedError):
        return "那个端口上没有程序"
    return "这个主机名查不到" if isinstance(error, socket.gaierror) else told(error)


def terminal_picture(qr_code: str) -> str:
    """A QR code in half blocks, for a terminal."""
    out = io.StringIO()
    segno.make(qr_code, micro=False).terminal(out, compact=True, border=2)
    return out.getvalue()
