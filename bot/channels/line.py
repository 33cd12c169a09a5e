"""One WeChat account behind one Wechaty gateway: staying connected, whatever happens to the gateway."""

import asyncio
import time

from grpclib.exceptions import GRPCError

from bot.channels.connection import Connection, Options
from bot.channels.gateway import CALL_SECONDS, Address, Gateway
from bot.channels.session import Session
from bot.channels.states import BROKEN, Standing, State, reason, state_of
from bot.worker import Worker


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

    @property
    def may_send(self) -> bool:
        """Whether messages can go out now."""
        return self.session is not None and self.session.may_send

    async def keep(self, worker: Worker) -> None:
        """Stay connected until cancelled; ends by itself only where the token is refused."""
        wait = self._options.first_wait
        await self.standing.become(worker, State.CONNECTING)
        while True:
            begun = time.monotonic()
            try:
                await self._connected(worker)
            except (GRPCError, *BROKEN) as error:
                state, answered = state_of(error), self.session is not None
                self.session = None
                detail = reason(error, answered=answered) if state is State.LOST else ""
                await self.standing.become(worker, state, detail)
                if state is State.REFUSED:
                    return
            if time.monotonic() - begun > self._options.longest_wait:
                wait = self._options.first_wait
            await asyncio.sleep(wait)
            wait = min(wait * 2, self._options.longest_wait)

    async def _connected(self, worker: Worker) -> None:
        gateway = Gateway(self._address)
        try:
            async with asyncio.timeout(CALL_SECONDS):
                version = await gateway.calls.version()
                self.standing.speaks(version.version)
                stream, first = await gateway.listen()
                await gateway.calls.start()
            connection = Connection(self.name, gateway, worker, self._options, self._others)
            self.session = Session(connection, self.standing, self._heard)
            await self.standing.become(worker, State.CONNECTING)
            await self.session.listen(stream, first)
        finally:
            gateway.close()
