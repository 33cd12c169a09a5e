"""How fast messages come in through a real gateway: bare loops over the stubs against the bot.

    .venv/bin/python -m benchmarks.gateway_flood [COUNT] [ROUNDS]

The bare loop receives the announcements and asks for each message's content, one after the other, and does
nothing with it: the gateway announces only ids, so whoever wants the words must ask. "announcements only"
is the loop without asking, "bare loop, 32 at once" asks as the bot does. The bot, with its settings as they
ship, puts every message into its SQLite inbox, in order.

A rate depends on what else the machine does, so the loops take turns and each round is a comparison of its
own. The processor time is the listener's own: the gateway, a process of its own, spends as much again.
"""

import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wechaty_grpc.wechaty.puppet import EventType

from bot.channels.gateway import Address, Gateway
from tests.bot.channels.conftest import ROOMS, TOKEN, GatewayProcess, WechatBot, free_port, wait_for
from tests.conftest import SALON

AT_ONCE = 32


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """Messages a second, and milliseconds of processor time a message."""

    rate: float
    busy: float


def fresh_gateway() -> GatewayProcess:
    gateway = GatewayProcess(port=free_port())
    gateway.start()
    gateway.populate()
    return gateway


def flood(gateway: GatewayProcess, count: int) -> None:
    gateway.do("flood", **{"from": gateway.people["澄屿小葛"], "room": ROOMS[SALON], "count": count})


async def bare_loop(gateway: GatewayProcess, count: int, *, at_once: int) -> Measured:
    """Listen with the stubs alone; `at_once` messages are asked for at the same time, 0: none ever."""
    connection = Gateway(Address(endpoint=gateway.endpoint, token=TOKEN))
    stream = connection.events.event()
    await anext(stream)
    await connection.calls.start()
    begun, busy = time.perf_counter(), time.process_time()
    await asyncio.to_thread(flood, gateway, count)
    seen, waiting = 0, []
    async for event in stream:
        if event.type == EventType.EVENT_TYPE_MESSAGE:
            seen += 1
            if at_once:
                waiting.append(connection.calls.message_payload(id=json.loads(event.payload)["messageId"]))
        if waiting and (len(waiting) == at_once or seen == count):
            await asyncio.gather(*waiting)
            waiting.clear()
        if seen == count:
            break
    taken, busy = time.perf_counter() - begun, time.process_time() - busy
    connection.close()
    return Measured(rate=count / taken, busy=1000 * busy / count)


def bot(gateway: GatewayProcess, count: int) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        # The tests let people finish within half a second; this is the default.
        running = WechatBot(folder=Path(folder), gateway=gateway, more={"SALON_BURST_QUIET_SECONDS": "12"})
        running.prepare()
        running.start()
        running.wait_ready()
        begun, busy = time.perf_counter(), processor_time(running)
        flood(gateway, count)
        wait_for(lambda: running.rows("select count(*) from inbox")[0][0] >= count, "all stored", 120)
        taken, busy = time.perf_counter() - begun, processor_time(running) - busy
        texts = [row[0] for row in running.rows("select text from inbox order by id")]
        running.stop(9)
    if texts != [f"第{number}条" for number in range(count)]:
        raise SystemExit("messages are missing or out of order")
    return Measured(rate=count / taken, busy=1000 * busy / count)


def processor_time(running: WechatBot) -> float:
    """Seconds of processor time that a bot's process has spent."""
    assert running.process is not None
    words = Path(f"/proc/{running.process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    listeners: dict[str, Callable[[GatewayProcess], Measured]] = {
        "announcements only": lambda each: asyncio.run(bare_loop(each, count, at_once=0)),
        "bare loop": lambda each: asyncio.run(bare_loop(each, count, at_once=1)),
        f"bare loop, {AT_ONCE} at once": lambda each: asyncio.run(bare_loop(each, count, at_once=AT_ONCE)),
        "the bot": lambda each: bot(each, count),
    }
    found: dict[str, list[Measured]] = {name: [] for name in listeners}
    for _ in range(rounds):
        for name, measure in listeners.items():
            gateway = fresh_gateway()
            found[name].append(measure(gateway))
            gateway.kill()
        shares = [f"{name} {each[-1].rate:.0f}" for name, each in found.items()]
        print(f"messages a second: {', '.join(shares)} (load {os.getloadavg()[0]:.1f})", flush=True)  # noqa: T201
    for name, each in found.items():
        rate, busy = statistics.median(m.rate for m in each), statistics.median(m.busy for m in each)
        print(f"{name}: {rate:.0f} messages a second, {busy:.2f} ms of processor time each")  # noqa: T201
    for name in list(listeners)[1:3]:
        shares = [own.rate / bare.rate for own, bare in zip(found["the bot"], found[name], strict=True)]
        each = ", ".join(f"{share:.0%}" for share in sorted(shares))
        print(f"the bot to the {name}: {statistics.median(shares):.0%} (rounds: {each})")  # noqa: T201


if __name__ == "__main__":
    main()
