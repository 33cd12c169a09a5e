"""Bringing received files beside the database. A file that cannot be had is nobody's trouble but its own."""

import asyncio
import logging
from datetime import timedelta

from grpclib.exceptions import GRPCError

from bot.channels.connection import Connection
from bot.channels.gateway import FileTooLarge, NoFile
from bot.channels.states import BROKEN, told
from bot.space import FULL
from handlers.desk import Desk
from storage import attachments
from storage.inbox import Received

log = logging.getLogger("salon.wechat")

_AGAIN = (0.0, 2.0, 10.0, 60.0)
_AT_ONCE = 3
_ROOM_AGAIN = 30.0  # seconds before a file for which there was no room is tried again
_OLD = timedelta(days=1)  # WeChat itself keeps files for a few days; puppets for less


class Fetcher:
    """Fetches a few files at a time, beside the messages, which never wait for them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._limit = asyncio.Semaphore(_AT_ONCE)
        self._wanted: set[str] = set()
        self._full = False
        # The connection has ended. grpclib makes an error of its own out of the cancelling that says so.
        self.over = False

    async def fetch(self, message_id: str, attachment: str) -> None:
        """Bring one file, in several tries; how it went goes on record with its message."""
        if attachment in self._wanted:
            return
        self._wanted.add(attachment)
        try:
            found = await self._tried(message_id, attachment)
            while found is None:
                await asyncio.sleep(_ROOM_AGAIN)
                found = await self._tried(message_id, attachment)
            sha256, reason = found
        finally:
            self._wanted.discard(attachment)
        if sha256:
            await self._connection.write(lambda desk: attachments.fetched(desk.uow, attachment, sha256))
            self._connection.wake()
            return
        log.error("action=file_lost message=%s file=%s reason=%s", message_id, attachment, reason)
        await self._connection.write(lambda desk: attachments.not_fetched(desk.uow, attachment, reason))

    async def _tried(self, message_id: str, attachment: str) -> tuple[str, str] | None:
        """Its hash, or why it is given up; None where there is no room for it now."""
        options, reason = self._connection.options, ""
        for wait in _AGAIN:
            await asyncio.sleep(wait)
            try:
                async with self._limit:
                    gateway = self._connection.gateway
                    sha256 = await gateway.read_file(
                        message_id, options.files / attachment, options.file_limit
                    )
                self._full = False
                return sha256, ""
            except (FileTooLarge, NoFile) as error:
                return "", str(error)
            except (GRPCError, KeyError, ValueError, *BROKEN) as error:
                if self.over:
                    raise
                if isinstance(error, OSError) and error.errno in FULL:
                    self._no_room(attachment)
                    return None
                reason = told(error)
                log.warning("action=file_again message=%s file=%s reason=%s", message_id, attachment, reason)
        # Where the whole connection is gone the next one tries again: nothing is recorded then.
        await self._connection.probe()
        return "", reason

    def _no_room(self, attachment: str) -> None:
        if not self._full:  # once, not with every file
            log.error("action=disk_full 磁盘满了，收到的文件存不下，腾出地方会再取 file=%s", attachment)
        self._full = True

    async def fetch_missing(self) -> None:
        """Fetch what was announced before and not fetched; what is too old is given up."""
        account, since = self._connection.account, self._connection.now() - _OLD

        def missing(desk: Desk) -> list[Received]:
            return attachments.give_up_files(desk.uow, account, since, "过了一天还没取到")

        found = await self._connection.write(missing)
        await asyncio.gather(*(self.fetch(each.message_id, each.attachment or "") for each in found))
