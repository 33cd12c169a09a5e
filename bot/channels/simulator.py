"""The web simulator as a channel: every group and person in one page, straight from the record."""

import asyncio
import uuid
from datetime import datetime, timedelta
from typing import Any

from bot.channels.base import Incoming, Outgoing
from bot.web.backend import BadCommand
from bot.worker import NoRecords, Worker
from handlers import wording
from handlers.desk import ZONE
from handlers.ledger import names_of_workers
from handlers.rooms.reach import room_of
from storage import inbox, offers, outbox, people, tickets
from storage.database import Unavailable, UnitOfWork
from storage.inbox import Received
from storage.outbox import Owed
from storage.people import Room
from storage.terms import RoomKind, Status
from storage.tickets import Ticket

_KINDS = {
    RoomKind.ENTERPRISE: "企业群",
    RoomKind.EXPERT: "专家群",
    RoomKind.SALON: "沙龙群",
    RoomKind.COORDINATOR: "协调群",
    RoomKind.UNKNOWN: "未登记",
}
_TYPES = ("text", "image", "voice", "file")
_SHOWN = 600


class SimulatorChannel:
    """Sends by doing nothing more: the page reads the outbox itself."""

    name = "simulator"

    async def send(self, message: Outgoing) -> str:
        """An id of its own for every message."""
        return f"b-{uuid.uuid4().hex[:12]}"

    def may_send(self, account: str) -> bool:
        """The simulator is always there."""
        return True


class Simulator:
    """What the web page asks of the running bot."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[None]] = set()
        self._worker: Worker | None = None

    def attach(self, worker: Worker) -> None:
        """Say which worker does the work."""
        self._worker = worker

    @property
    def _running(self) -> Worker:
        if self._worker is None:
            raise RuntimeError("no worker attached")
        return self._worker

    @property
    def trouble(self) -> str:
        """A sentence while the records cannot be reached, "" while they can."""
        return self._running.trouble

    def changed(self) -> None:
        """Tell every open page that there is something new."""
        for queue in self._listeners:
            if queue.empty():
                queue.put_nowait(None)

    def subscribe(self) -> asyncio.Queue[None]:
        """A queue that gets None whenever something changed."""
        queue: asyncio.Queue[None] = asyncio.Queue()
        self._listeners.add(queue)
        return queue

    def unsubscribe(self, queue: asyncio.Queue[None]) -> None:
        """The page is gone."""
        self._listeners.discard(queue)

    async def snapshot(self) -> dict[str, object]:
        """Everything the page shows."""
        worker = self._running
        due = await worker.shown(worker.engine.next_due)

        def read() -> dict[str, object]:
            with worker.engine.database.unit() as uow:
                return _everything(uow, worker.engine.bot_name)

        shown = await worker.shown(read)
        return {"now": _iso(worker.clock.now()), "next_event": _iso(due) if due else None, **shown}

    async def send(self, command: dict[str, object]) -> None:
        """Somebody writes."""
        kind = command.get("type") or "text"
        if kind not in _TYPES:
            raise BadCommand("这种消息发不了")
        room, quote = command.get("room"), command.get("quote")
        attachment = command.get("attachment")
        mentions = command.get("mentions") or []
        if not isinstance(mentions, list):
            raise BadCommand("@ 的名单不对")
        await self._running.receive(
            Incoming(
                message_id=f"s-{uuid.uuid4().hex[:12]}",
                room=str(room) if room is not None else None,
                sender=_nickname(command),
                text=str(command.get("text") or ""),
                type=str(kind),
                at=self._running.clock.now(),
                mentions=tuple(str(name) for name in mentions),
                quote=str(quote) if quote is not None else None,
                attachment=str(attachment) if attachment else None,
            )
        )

    async def recall(self, command: dict[str, object]) -> None:
        """Somebody takes a message of his own back."""
        worker, sender, message_id = self._running, _nickname(command), str(command.get("id"))

        def find() -> Received | None:
            with worker.engine.database.unit() as uow:
                return inbox.received_as(uow, worker.engine.channel, message_id)

        message = await worker.shown(find)
        if message is None or message.sender != sender:
            raise BadCommand("只能撤回自己发的消息")
        await worker.receive(
            Incoming(
                message_id=f"r-{uuid.uuid4().hex[:12]}",
                room=message.room,
                sender=sender,
                text="",
                type="recall",
                at=worker.clock.now(),
                quote=message_id,
            )
        )

    async def advance(self, seconds: float | None) -> None:
        """Move the clock on (None: to the next event)."""
        worker = self._running
        if seconds is not None and not 0 < seconds <= 86_400:
            raise BadCommand("时间一次最多拨一天")
        to = None if seconds is None else worker.clock.now() + timedelta(seconds=seconds)
        try:
            await worker.advance(to)
        except Unavailable as error:
            raise NoRecords(worker.trouble) from error


def _nickname(command: dict[str, object]) -> str:
    name = command.get("from")
    if not isinstance(name, str) or not name.strip():
        raise BadCommand("先选一下你是谁")
    return name


def _iso(moment: datetime) -> str:
    return moment.astimezone(ZONE).isoformat()


def _everything(uow: UnitOfWork, bot_name: str) -> dict[str, object]:
    rooms = people.all_rooms(uow)
    members = _members(uow, rooms)
    said = [_received(each) for each in inbox.last_received(uow, _SHOWN) if each.type != "recall"]
    said += [_sent(each, bot_name) for each in outbox.last_sent(uow, _SHOWN)]
    return {
        "bot": bot_name,
        "rooms": [
            {"name": room.name, "kind": _KINDS[RoomKind(room.kind)], "members": members[room.name]}
            for room in rooms
        ],
        "people": _people(uow),
        "messages": sorted(said, key=lambda each: str(each["at"])),
        "tickets": [_ticket(uow, each) for each in tickets.with_status(uow, tuple(Status))[-100:]],
    }


def _members(uow: UnitOfWork, rooms: list[Room]) -> dict[str, list[str]]:
    """The roster does not say who sits where; the simulator seats everybody where he belongs."""
    members: dict[str, list[str]] = {room.name: [] for room in rooms}
    firms = {each.id: each for each in people.all_enterprises(uow)}
    expert_rooms = [room for room in rooms if room.kind == RoomKind.EXPERT]
    salons = [room.name for room in rooms if room.kind == RoomKind.SALON]
    for nickname, firm_id in people.all_contacts(uow):
        own = [r for r in rooms if r.kind == RoomKind.ENTERPRISE and firms[firm_id].district in r.name]
        for name in [room.name for room in own[:1]] + salons:
            members[name].append(nickname)
    for expert in people.all_experts(uow):
        own_room = room_of(expert_rooms, expert)
        for name in ([own_room] if own_room else []) + salons:
            members[name].append(expert.wechat_name)
    for each in people.all_coordinators(uow):
        for room in rooms:
            members[room.name].append(each.wechat_name)
    return members


def _people(uow: UnitOfWork) -> list[dict[str, str]]:
    firms = {each.id: each for each in people.all_enterprises(uow)}
    found = [
        {
            "nickname": nickname,
            "name": firms[firm_id].contact_name,
            "role": "企业",
            "detail": firms[firm_id].short_name,
        }
        for nickname, firm_id in people.all_contacts(uow)
    ]
    found += [
        {
            "nickname": each.wechat_name,
            "name": each.name,
            "role": "师傅",
            "detail": "、".join(wording.trade(code) for code in each.trades),
        }
        for each in people.all_experts(uow)
    ]
    found += [
        {
            "nickname": each.wechat_name,
            "name": each.name,
            "role": "协调员",
            "detail": "、".join(each.districts) or "全县",
        }
        for each in people.all_coordinators(uow)
    ]
    return [*found, {"nickname": "路过的陌生人", "name": "", "role": "外人", "detail": "名册里没有"}]


def _received(message: Received) -> dict[str, Any]:
    return {
        "id": message.message_id,
        "room": message.room,
        "from": message.sender,
        "to": None,
        "text": message.text,
        "type": message.type,
        "mentions": list(message.mentions),
        "quote": message.quote,
        "at": _iso(message.at),
        "recalled": message.recalled_at is not None,
        "attachment": message.attachment,
    }


def _sent(owed: Owed, bot_name: str) -> dict[str, Any]:
    return {
        "id": owed.message_id,
        "room": owed.room,
        "from": bot_name,
        "to": owed.to,
        "text": owed.text,
        "type": "text",
        "mentions": list(owed.mentions),
        "quote": None,
        "at": _iso(owed.sent_at or owed.created_at),
        "recalled": False,
        "attachment": owed.attachment,
    }


def _ticket(uow: UnitOfWork, ticket: Ticket) -> dict[str, Any]:
    firm = (
        people.enterprise(uow, ticket.enterprise_id).short_name if ticket.enterprise_id else ticket.requester
    )
    asked = [each for each in offers.of_ticket(uow, ticket.id) if each.cycle == ticket.cycle]
    return {
        "no": ticket.no,
        "status": ticket.status,
        "title": ticket.title,
        "enterprise": firm,
        "urgency": ticket.urgency,
        "category": wording.trade(ticket.category),
        "pickup_due": _iso(ticket.pickup_due) if ticket.pickup_due else None,
        "claimed_by": names_of_workers(uow, ticket),
        "asked": len(asked),
    }
