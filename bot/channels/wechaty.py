"""WeChat groups through Wechaty gateways: one channel over a line for each account."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grpclib.const import Status
from grpclib.exceptions import GRPCError

from bot.channels import wechat_text
from bot.channels.base import Away, Outgoing, SendFailed, Unclear
from bot.channels.gateway import CALL_SECONDS, Address, Gateway
from bot.channels.line import BROKEN, Line, Options, State
from bot.worker import Worker
from handlers.desk import Desk
from storage import messages, wechat
from storage.database import UnitOfWork
from storage.wechat import Contact

# Answers after which the message may have gone out all the same.
_NOBODY_KNOWS = frozenset({Status.DEADLINE_EXCEEDED, Status.UNAVAILABLE, Status.CANCELLED})


@dataclass(frozen=True, kw_only=True, slots=True)
class _Target:
    line: Line
    conversation: str
    mention_ids: dict[str, str]


class WechatyChannel:
    """Sends through the line whose account sits in the group or knows the person."""

    name = "wechaty"

    def __init__(self, addresses: Sequence[Address], options: Options) -> None:
        self.lines = tuple(Line(address, options) for address in addresses)
        self._options = options
        self._worker: Worker | None = None

    def attach(self, worker: Worker) -> None:
        """Say which worker takes what is heard and sends what is owed."""
        self._worker = worker
        for line in self.lines:
            line.attach(worker)

    async def keep(self) -> None:
        """Stay connected on every line until cancelled."""
        await asyncio.gather(*(line.keep() for line in self.lines))

    async def send(self, message: Outgoing) -> str:
        """Send one text or one file; what goes over the wire is on record before it goes."""
        if not any(line.state is State.LOGGED_IN for line in self.lines):
            raise Away("没有登录着的微信账号")
        worker = self._worker
        if worker is None:
            raise Away("还没启动好")
        now = worker.clock.now()
        target = await worker.database(
            lambda: worker.engine.write(lambda desk: self._target(desk, message), now)
        )
        line = target.line
        if line.state is not State.LOGGED_IN or line.gateway is None:
            raise Away(f"{line.name} 没有登录")
        try:
            if message.attachment is not None:
                return await self._send_file(worker, line, target, message)
            return await self._send_text(worker, line, target, message)
        except GRPCError as error:
            if error.status in _NOBODY_KNOWS:
                line.drop()
                raise Unclear(error.message or error.status.name) from error
            raise SendFailed(error.message or error.status.name) from error
        except BROKEN as error:
            line.drop()
            raise Unclear(str(error) or type(error).__name__) from error

    async def _send_text(self, worker: Worker, line: Line, target: _Target, message: Outgoing) -> str:
        room = target.conversation if message.room is not None else ""
        shown = {name: await line.shown(each, room) for name, each in target.mention_ids.items()}
        text = wechat_text.with_mentions(
            message.text, [name for name in message.mentions if name in shown], lambda name: shown[name]
        )
        return await self._put_and_send_text(
            worker, line, message.number, target.conversation, text, list(target.mention_ids.values())
        )

    async def _put_and_send_text(
        self, worker: Worker, line: Line, number: int, conversation: str, text: str, mention_ids: list[str]
    ) -> str:
        await self._put_wire(worker, number, wechat_text.plain(text))
        gateway = _still_open(line)
        async with asyncio.timeout(CALL_SECONDS):
            sent = await gateway.calls.message_send_text(
                conversation_id=conversation, text=text, mentonal_ids=mention_ids
            )
        return str(sent.id or "")

    async def _send_file(self, worker: Worker, line: Line, target: _Target, message: Outgoing) -> str:
        attachment = message.attachment or ""
        path = self._options.files / Path(attachment).name
        name = attachment.partition("-")[2] or attachment
        if not path.is_file():
            if any(attachment in each.unfetchable for each in self.lines):
                words = f"[文件] {name}（没能取到原文件，请向发送人要）"
                return await self._put_and_send_text(
                    worker, line, message.number, target.conversation, words, []
                )
            raise SendFailed(f"文件 {attachment} 还没取到")
        gateway = _still_open(line)
        box = await gateway.file_box(path, name)
        await self._put_wire(worker, message.number, f"[文件]{name}")
        sent = await gateway.calls.message_send_file(conversation_id=target.conversation, filebox=box)
        return str(sent.id or "")

    async def _put_wire(self, worker: Worker, number: int, wire: str) -> None:
        now = worker.clock.now()
        await worker.database(
            lambda: worker.engine.write(lambda desk: messages.put_wire(desk.uow, number, wire), now)
        )

    def _target(self, desk: Desk, message: Outgoing) -> _Target:
        lines = {line.name: line for line in self.lines}
        if message.room is None:
            for contact in _contacts(desk.uow, message.to or ""):
                if contact.account in lines:
                    return _Target(
                        line=lines[contact.account], conversation=contact.contact_id, mention_ids={}
                    )
            raise SendFailed(f"微信里还没见过“{message.to}”")
        for group in wechat.groups_called(desk.uow, message.room):
            if group.account in lines:
                ids = {name: _id_at(desk.uow, group.account, name) for name in message.mentions}
                return _Target(
                    line=lines[group.account],
                    conversation=group.room_id,
                    mention_ids={name: each for name, each in ids.items() if each is not None},
                )
        raise SendFailed(f"机器人不在群“{message.room}”里")


def _contacts(uow: UnitOfWork, nickname: str) -> list[Contact]:
    return wechat.contacts_known_as(uow, nickname) or wechat.contacts_called(uow, nickname)


def _id_at(uow: UnitOfWork, account: str, nickname: str) -> str | None:
    return next((each.contact_id for each in _contacts(uow, nickname) if each.account == account), None)


def _still_open(line: Line) -> Gateway:
    if line.gateway is None:
        raise Away(f"{line.name} 断开了")
    return line.gateway
