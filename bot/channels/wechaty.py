"""WeChat groups through Wechaty gateways: one channel over a line for each account."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from grpclib.const import Status
from grpclib.exceptions import GRPCError

from bot.channels import wechat_text
from bot.channels.base import Away, Outgoing, SendFailed, Unable, Unclear
from bot.channels.connection import Options
from bot.channels.gateway import CALL_SECONDS, FILE_SECONDS, Address, NoFile
from bot.channels.line import Line
from bot.channels.session import Session
from bot.channels.states import BROKEN, told
from bot.worker import Worker
from handlers.desk import Desk
from handlers.wording import file_name
from prompts.texts import say
from storage import attachments, outbox, wechat

# Answers after which the message may have gone out all the same.
_NOBODY_KNOWS = frozenset({Status.DEADLINE_EXCEEDED, Status.UNAVAILABLE, Status.CANCELLED})
_UNSUPPORTED = "Unsupported API"  # what Wechaty says of what a puppet cannot do at all
_FILE_PATIENCE = timedelta(minutes=10)  # for a received file that is to be passed on and is not there yet


@dataclass(frozen=True, kw_only=True, slots=True)
class _Target:
    line: Line
    conversation: str
    mention_ids: dict[str, str]


class WechatyChannel:
    """Sends through the line whose account sits in the group or knows the person."""

    name = "wechaty"

    def __init__(self, addresses: Sequence[Address], options: Options) -> None:
        names = frozenset(address.endpoint for address in addresses)
        self.lines = tuple(Line(each, options, names - {each.endpoint}) for each in addresses)
        self._options = options
        self._worker: Worker | None = None

    def attach(self, worker: Worker) -> None:
        """Say which worker takes what is heard and sends what is owed."""
        self._worker = worker

    async def keep(self) -> None:
        """Stay connected on every line until cancelled, or until every token is refused."""
        await asyncio.gather(*(line.keep(self._running) for line in self.lines))

    @property
    def _running(self) -> Worker:
        if self._worker is None:
            raise RuntimeError("no worker attached")
        return self._worker

    def may_send(self, account: str) -> bool:
        """Whether this account is logged in; for nobody's account, whether any is."""
        own = [line for line in self.lines if line.name == account] or self.lines
        return any(line.may_send for line in own)

    async def send(self, message: Outgoing) -> str:
        """Send one text or one file; what goes over the wire is on record before it goes."""
        target = await self._running.write(lambda desk: self._target(desk, message))
        session = target.line.session
        if session is None or not target.line.may_send:
            raise Away(f"{target.line.name} 没有登录")
        if not session.met and len(target.mention_ids) < len(message.mentions):
            raise Away(f"群“{message.room}”里的人还没认完，@ 不到")
        if message.attachment is not None:
            return await self._send_file(session, target.conversation, message)
        return await self._send_text(session, target, message)

    async def _send_text(self, session: Session, target: _Target, message: Outgoing) -> str:
        shown: dict[str, str] = {}
        if message.room is not None:
            for name, contact_id in target.mention_ids.items():
                try:
                    found = await session.contacts.shown(contact_id, target.conversation)
                except BROKEN as error:
                    raise SendFailed(f"网关断开了：{told(error)}") from error
                shown[name] = found or name
        mentioned = [name for name in message.mentions if name in shown]
        text = wechat_text.with_mentions(message.text, mentioned, shown.__getitem__)
        ids = [target.mention_ids[name] for name in mentioned]
        return await self._send_words(session, target.conversation, message.number, text, ids)

    async def _send_words(
        self, session: Session, conversation: str, number: int, text: str, mention_ids: list[str]
    ) -> str:
        await self._put_wire(session, number, wechat_text.plain(text))
        try:
            async with asyncio.timeout(CALL_SECONDS):
                sent = await session.connection.gateway.calls.message_send_text(
                    conversation_id=conversation, text=text, mentonal_ids=mention_ids
                )
        except (GRPCError, *BROKEN) as error:
            raise _after_sending(session, error) from error
        return str(sent.id or "")

    async def _send_file(self, session: Session, conversation: str, message: Outgoing) -> str:
        attachment = message.attachment or ""
        path, name = self._options.files / Path(attachment).name, file_name(attachment)
        if not path.is_file():
            before = self._running.clock.now() - _FILE_PATIENCE
            gone = await self._running.write(
                lambda desk: attachments.file_given_up(desk.uow, attachment, before)
            )
            if not gone:
                raise SendFailed(f"文件 {attachment} 还没取到")
            return await self._send_words(
                session, conversation, message.number, say("file_lost", name=name), []
            )
        gateway = session.connection.gateway
        try:
            box = await gateway.file_box(path, name)
        except (GRPCError, NoFile, *BROKEN) as error:  # nothing has gone to WeChat yet
            raise SendFailed(f"文件 {attachment} 没能交给网关：{told(error)}") from error
        await self._put_wire(session, message.number, f"{wechat_text.FILE_MARK}{name}")
        try:
            async with asyncio.timeout(FILE_SECONDS):
                sent = await gateway.file_calls.message_send_file(conversation_id=conversation, filebox=box)
        except (GRPCError, *BROKEN) as error:
            raise _after_sending(session, error) from error
        return str(sent.id or "")

    async def _put_wire(self, session: Session, number: int, wire: str) -> None:
        account = session.connection.account
        await self._running.write(lambda desk: outbox.put_wire(desk.uow, number, wire, account))

    def _target(self, desk: Desk, message: Outgoing) -> _Target:
        lines = {line.name: line for line in self.lines}
        if message.room is None:
            for contact in wechat.contacts_for(desk.uow, message.to or ""):
                if contact.account in lines:
                    line = lines[contact.account]
                    return _Target(line=line, conversation=contact.contact_id, mention_ids={})
            raise SendFailed(f"微信里还没见过“{message.to}”")
        for group in wechat.groups_called(desk.uow, message.room):
            if group.account in lines:
                ids = {name: _id_at(desk, group.account, name) for name in message.mentions}
                return _Target(
                    line=lines[group.account],
                    conversation=group.room_id,
                    mention_ids={name: each for name, each in ids.items() if each is not None},
                )
        raise SendFailed(f"机器人不在群“{message.room}”里")


def _id_at(desk: Desk, account: str, nickname: str) -> str | None:
    found = (each for each in wechat.contacts_for(desk.uow, nickname) if each.account == account)
    return next((each.contact_id for each in found), None)


def _after_sending(session: Session, error: Exception) -> SendFailed | Unclear:
    """What an error says of a message that was handed to the gateway: refused, or nobody knows."""
    if isinstance(error, GRPCError) and error.status not in _NOBODY_KNOWS:
        never = error.status is Status.UNIMPLEMENTED or _UNSUPPORTED in told(error)
        return Unable(told(error)) if never else SendFailed(told(error))
    session.doubt_sent()
    return Unclear(told(error))
