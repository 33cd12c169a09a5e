"""How many messages a second the bot handles, on SQLite: chatter, and requests that open tickets.

    .venv/bin/python -m benchmarks.handling_speed [COUNT]

Every message is in the inbox before the first is handled, as after a flood: the queue is part of the work.
Chatter is what experts of the sample roster say to each other, ten messages a second; requests are those of
another house every five seconds, each opens a ticket with its offers. Handling is everything from the inbox
to the outbox, one commit for each burst; nothing is sent. Printed: messages a second by the processor's time
and by the clock, which also waits for the disk and for other programs.
"""

import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

from bot.commands.prepare import import_workbook
from bot.engine import Engine
from handlers.desk import ZONE, Desk
from handlers.policy_file import read_policy
from storage import inbox, people
from storage.database import Database
from storage.migrate import upgrade
from storage.terms import RoomKind

_ROSTER = Path(__file__).parents[1] / "bot" / "samples" / "roster.xlsx"
_NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
_CHATTER = ("哈哈，厉害", "早上好各位", "昨天那台注塑机后来换了热流道，好用", "收到", "今天真冷", "[强]")
_PROBLEMS = (
    "求助 双色模牙刷柄熔接线发黑 换了料也没用",
    "冲床离合器打滑，急，生产停了，哪位师傅能来看看",
    "注塑件缩水厉害，保压加了也不行，请师傅指导",
    "数控车床主轴异响，加工出来有振纹，求助",
    "线切割老断丝，换了钼丝也一样，有没有师傅懂",
)


def engine_in(folder: str) -> Engine:
    database = Database(f"sqlite:///{folder}/salon.db")
    upgrade(database)
    import_workbook(database, _ROSTER, strict=True)
    return Engine(database=database, policy=read_policy(), channel="wechaty")


def receive(engine: Engine, said: list[tuple[str, str, str]], apart: float) -> None:
    """Put (room, sender, text) into the inbox, so many seconds apart."""

    def put(desk: Desk) -> int:
        moments = [_NOW + timedelta(seconds=apart * number) for number in range(len(said))]
        rows = [
            {
                "message_id": f"m{number}", "room": room, "sender": sender, "text": text, "type": "text",
                "mentions": [], "quote": None, "attachment": None, "at": at, "received_at": at,
            }
            for number, (at, (room, sender, text)) in enumerate(zip(moments, said, strict=True))
        ]  # fmt: skip
        return inbox.receive_all(desk.uow, desk.channel, "gateway", rows)

    engine.write(put, _NOW)


def chatter(engine: Engine, count: int) -> list[tuple[str, str, str]]:
    with engine.database.unit() as uow:
        room = next(each.name for each in people.all_rooms(uow) if each.kind == RoomKind.EXPERT)
        experts = people.all_experts(uow)
    return [
        (room, experts[number % len(experts)].wechat_name, _CHATTER[number % len(_CHATTER)])
        for number in range(count)
    ]


def requests(engine: Engine, count: int) -> list[tuple[str, str, str]]:
    with engine.database.unit() as uow:
        room = next(each.name for each in people.all_rooms(uow) if each.kind == RoomKind.SALON)
    return [(room, f"访客{number}", _PROBLEMS[number % len(_PROBLEMS)]) for number in range(count)]


def handled(engine: Engine, count: int, until: datetime) -> tuple[float, float]:
    """Answer for so many bursts, and no timer; seconds of processor time and of the clock."""
    clock, busy = time.perf_counter(), time.process_time()
    for _ in range(count):
        engine.run_due(until)
    taken = time.process_time() - busy, time.perf_counter() - clock
    with engine.database.unit() as uow:
        if inbox.unhandled(uow):
            raise SystemExit("not everything was handled")
    return taken


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    for name, said, apart in (("chatter", chatter, 0.1), ("requests", requests, 5.0)):
        with tempfile.TemporaryDirectory() as folder:
            engine = engine_in(folder)
            receive(engine, said(engine, count), apart)
            # All at the moment at which the last is due: no timer that they set is due then.
            busy, clock = handled(engine, count, _NOW + timedelta(seconds=apart * count + 31))
            engine.database.close()
        by_processor, by_clock = count / busy, count / clock
        sys.stdout.write(
            f"{name}: {by_processor:.0f} a second by the processor, {by_clock:.0f} by the clock\n"
        )


if __name__ == "__main__":
    main()
