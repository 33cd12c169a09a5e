"""Running live: worker, web pages and channel in one event loop, ended cleanly by SIGTERM."""

import asyncio
import contextlib
import errno
import signal
import socket
from collections.abc import Coroutine
from datetime import UTC, datetime
from functools import partial
from typing import Any

import click
import uvicorn
from starlette.applications import Starlette

from bot.backups import backups, trouble
from bot.channels.connection import Options
from bot.channels.gateway import Address
from bot.channels.simulator import Simulator, SimulatorChannel
from bot.channels.states import State, sentence
from bot.channels.wechaty import WechatyChannel
from bot.clock import Clock
from bot.commands.errors import BadInput
from bot.embedder import Embedder
from bot.engine import Engine
from bot.media import media_reader
from bot.reader import model_reader
from bot.settings import Settings
from bot.space import Space
from bot.web.metrics import metrics_route
from bot.web.server import build_web
from bot.web.status import build_status
from bot.worker import Worker
from handlers.faults import tell_of_backup, tell_of_space
from storage import figures

_LOOK_EVERY = 60.0  # seconds between two looks at disks and backups
_NO_ADDRESS = {
    errno.EADDRINUSE: "已经有程序占着，多半是另一个 salon：停掉它",
    errno.EADDRNOTAVAIL: "这台机器没有这个地址：用 127.0.0.1",
    errno.EACCES: "没有权限：用 1024 以上的端口",
}


async def serve_simulator(engine: Engine, settings: Settings, embedder: Embedder | None) -> None:
    """The bot with the web simulator as its channel, until SIGTERM or Ctrl-C."""
    listening = _listen(settings)
    files = settings.data_dir / "files"
    simulator = Simulator()
    worker = Worker(
        engine,
        SimulatorChannel(),
        _moved_on(engine),
        reader=model_reader(settings, engine.policy.quiet),
        media=media_reader(settings),
        embedder=embedder,
        changed=simulator.changed,
        files=files,
    )
    simulator.attach(worker)
    host, port = settings.host_port
    words = f"派单助手上班了，打开 http://{host}:{port}/ 试试（Ctrl-C 结束）"
    space = Space(settings)
    web = build_web(simulator, files, metrics_route(worker, space))
    await _until_stopped(
        listening, web, [worker.run(), _watch(space, worker), _watch_backups(settings, worker)], words
    )


def _moved_on(engine: Engine) -> Clock:
    """A clock that goes on where the simulator had moved it: what is on record never lies ahead of it."""
    with engine.database.unit() as uow:
        return Clock(figures.last_moment(uow))


async def serve_wechaty(engine: Engine, settings: Settings, embedder: Embedder | None) -> None:
    """The bot in real WeChat groups, with a page that shows how its accounts fare."""
    listening = _listen(settings)
    files = settings.data_dir / "files"
    addresses = [
        Address(endpoint=endpoint, token=token, tls=tls) for endpoint, token, tls in settings.wechaty_accounts
    ]
    options = Options(
        files=files,
        file_limit=settings.file_limit_mb * 1_000_000,
        accept_invitations=settings.wechaty_accept_invitations,
    )
    channel = WechatyChannel(addresses, options)
    worker = Worker(
        engine,
        channel,
        Clock(),
        reader=model_reader(settings, engine.policy.quiet),
        media=media_reader(settings),
        embedder=embedder,
        files=files,
    )
    channel.attach(worker)
    host, port = settings.host_port
    page = f"http://{host}:{port}/"
    words = f"派单助手上班了，在听 {settings.wechaty_endpoint}；状态和二维码在 {page}（Ctrl-C 结束）"
    space = Space(settings)
    web = build_status(channel, worker, space)
    await _until_stopped(
        listening,
        web,
        [worker.run(), _watch(space, worker), _watch_backups(settings, worker), channel.keep()],
        words,
    )
    refused = [line.name for line in channel.lines if line.standing.state is State.REFUSED]
    if len(refused) == len(channel.lines):
        raise BadInput(f"{'、'.join(refused)}：{sentence(State.REFUSED)}")


async def _watch(space: Space, worker: Worker) -> None:
    """Look at the disks now and then; the coordinators are told when one gets full."""
    while True:
        if space.look():
            await worker.write(lambda desk: tell_of_space(desk, space.limit))
            worker.wake()
        await asyncio.sleep(_LOOK_EVERY)


async def _watch_backups(settings: Settings, worker: Worker) -> None:
    """Look now and then how the backups fare; the coordinators are told when none is made, and are again."""
    failing = True  # for all that is known: a failure may have been told before the start
    while True:
        # Backups go by the machine's clock, which a simulator's may be ahead of.
        known = backups(settings)
        what = trouble(known, datetime.now(UTC))
        if known is not None and (what or failing):
            await worker.write(partial(tell_of_backup, trouble=what))
            worker.wake()
            failing = bool(what)
        await asyncio.sleep(_LOOK_EVERY)


def _listen(settings: Settings) -> socket.socket:
    """The web pages' address, taken before anything else is begun. Raises BadInput."""
    host, port = settings.host_port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host.strip("[]"), port), family=family)
    except OSError as error:
        why = _NO_ADDRESS.get(error.errno or 0, error.strerror)
        raise BadInput(f"网页的地址 {host}:{port} 用不了（{why}），或改 SALON_HTTP") from error


async def _until_stopped(
    listening: socket.socket, web: Starlette, work: list[Coroutine[Any, Any, None]], words: str
) -> None:
    server = uvicorn.Server(
        uvicorn.Config(
            web,
            log_level="warning",
            ws="websockets-sansio",
            timeout_graceful_shutdown=3,
        )
    )
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    working = [asyncio.create_task(each) for each in work]
    serving = asyncio.create_task(server._serve(sockets=[listening]))
    stopping = asyncio.create_task(stop.wait())
    while not server.started and not serving.done():  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.02)
    if server.started:
        click.echo(words)
    await asyncio.wait({*working, serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    stopping.cancel()
    # The worker ends last: what the channel still writes goes through its database thread.
    for each in reversed(working):
        each.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await each
    await serving
