"""One WeChat account behind one Wechaty gateway: staying connected, whatever happens to the gateway."""

import asyncio
import logging
import time
import uuid

from grpclib.exceptions import GRPCError

from bot.channels.connection import Connection, Options
from bot.channels.gateway import CALL_SECONDS, Address, Gateway
from bot.channels.session import Session
from bot.channels.states import BROKEN, Standing, State, reason, state_of
from bot.worker import Worker
from handlers.faults import park_event
from handlers.rooms.members import Told

log = logging.getLogger("salon.wechat")


class Line:
    """One WeChat account. `session` is there while its gateway is connected."""

    def __init__(self, address: Address, options: Options, others: frozenset[str] = frozenset()) -> None:
        self.name = address.endpoint
        self.standing = Standing(self.name)
        self.session: Session | None = None
        self._address = address
        self._options = options
        self._others = others
        # Announced and not on record yet; they outlive the connection that announced them.
        self._heard: list[str] = []
        self._told: list[Told] = []

    @property
    def may_send(self) -> bool:
        """Whether messages can go out now."""
        return self.session is not None and self.session.may_send

    async def keep(self, worker: Worker) -> None:
        """Stay connected until cancelled; ends by itself only where the token is refused."""
        try:
            await self._keep(worker)
        finally:
            self.standing.close()

    async def _keep(self, worker: Worker) -> None:
        wait = self._options.first_wait
        self.standing.become(worker, State.CONNECTING)
        while True:
            begun = time.monotonic()
            try:
                await self._connected(worker)
            except (GRPCError, *BROKEN) as error:
                state, answered = state_of(error), self.session is not None
                self.session = None
                detail = reason(error, answered=answered) if state is State.LOST else ""
                self.standing.become(worker, state, detail)
                if state is State.REFUSED:
                    await self.standing.recorded()
                    return
            except Exception as error:
                log.exception("action=line_broke account=%s", self.name)
                self.session = None
                self.standing.become(worker, State.LOST, "程序自己出了错，记下了")
                await self._park(worker, repr(error))
            if time.monotonic() - begun > self._options.longest_wait:
                wait = self._options.first_wait
            await asyncio.sleep(wait)
            wait = min(wait * 2, self._options.longest_wait)

    async def _park(self, worker: Worker, error: str) -> None:
        await worker.write(lambda desk: park_event(desk, self.name, "听群", uuid.uuid4().hex, error))
        worker.wake()

    async def _connected(self, worker: Worker) -> None:
        gateway = Gateway(self._address)
        try:
            async with asyncio.timeout(CALL_SECONDS):
                version = await gateway.calls.version()
                self.standing.speaks(version.version)
                stream, first = await gateway.listen()
                await gateway.calls.start()
            connection = Connection(self.name, gateway, worker, self._options, self._others)
            self.session = Session(connection, self.standing, self._heard, self._told)
            self.standing.become(worker, State.CONNECTING)
            await self.session.listen(stream, first)
        finally:
            gateway.close()
