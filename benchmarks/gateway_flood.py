"""How fast 3,000 messages come in through a real gateway: a bare loop over the stubs against the bot.

    .venv/bin/python -m benchmarks.gateway_flood [COUNT]

The bare loop receives the announcements and asks for each message's content, one after the other, and does
nothing with it: the gateway announces only ids, so whoever wants the words must ask. "announcements only"
is the loop without asking. The bot puts every message into its SQLite inbox, in order.
"""

import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path

from wechaty_grpc.wechaty.puppet import EventType

from bot.channels.gateway import Address, Gateway
from tests.bot.channels.conftest import ROOMS, TOKEN, GatewayProcess, WechatBot, free_port, wait_for
from tests.conftest import SALON


def fresh_gateway() -> GatewayProcess:
    gateway = GatewayProcess(port=free_port())
    gateway.start()
    gateway.populate()
    return gateway


def flood(gateway: GatewayProcess, count: int) -> None:
    gateway.do("flood", **{"from": gateway.people["澄屿小葛"], "room": ROOMS[SALON], "count": count})


async def bare_loop(gateway: GatewayProcess, count: int, *, ask: bool) -> float:
    connection = Gateway(Address(endpoint=gateway.endpoint, token=TOKEN))
    stream = connection.events.event()
    await anext(stream)
    await connection.calls.start()
    begun = time.perf_counter()
    await asyncio.to_thread(flood, gateway, count)
    seen = 0
    async for event in stream:
        if event.type == EventType.EVENT_TYPE_MESSAGE:
            if ask:
                await connection.calls.message_payload(id=json.loads(event.payload)["messageId"])
            seen += 1
        if seen == count:
            break
    taken = time.perf_counter() - begun
    connection.close()
    return count / taken


def bot(gateway: GatewayProcess, count: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        running = WechatBot(folder=Path(folder), gateway=gateway)
        running.prepare()
        running.start()
        running.wait_ready()
        begun = time.perf_counter()
        flood(gateway, count)
        wait_for(lambda: running.rows("select count(*) from inbox")[0][0] >= count, "all stored", 120)
        taken = time.perf_counter() - begun
        texts = [row[0] for row in running.rows("select text from inbox order by id")]
        running.stop(9)
    if texts != [f"第{number}条" for number in range(count)]:
        raise SystemExit("messages are missing or out of order")
    return count / taken


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    for name, measure in (
        ("announcements only", lambda each: asyncio.run(bare_loop(each, count, ask=False))),
        ("bare loop", lambda each: asyncio.run(bare_loop(each, count, ask=True))),
        ("the bot", lambda each: bot(each, count)),
    ):
        gateway = fresh_gateway()
        print(f"{name}: {measure(gateway):.0f} messages a second")  # noqa: T201
        gateway.kill()


if __name__ == "__main__":
    main()
