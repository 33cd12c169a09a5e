"""Running live: worker, web pages and channel in one event loop, ended cleanly by SIGTERM."""

import asyncio
import contextlib
import signal

import click
import uvicorn

from bot.channels.simulator import Simulator, SimulatorChannel
from bot.clock import Clock
from bot.engine import Engine
from bot.model import model_reader
from bot.settings import Settings
from bot.web.server import build_web
from bot.worker import Worker


async def serve_simulator(engine: Engine, settings: Settings) -> None:
    """The bot with the web simulator as its channel, until SIGTERM or Ctrl-C."""
    simulator = Simulator()
    worker = Worker(
        engine, SimulatorChannel(), Clock(), reader=model_reader(settings), changed=simulator.changed
    )
    simulator.attach(worker)
    host, port = settings.host_port
    files = settings.data_dir / "files"
    files.mkdir(parents=True, exist_ok=True)
    server = uvicorn.Server(
        uvicorn.Config(
            build_web(simulator, files),
            host=host,
            port=port,
            log_level="warning",
            ws="websockets-sansio",
            timeout_graceful_shutdown=3,
        )
    )
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    await _until_stopped(worker, server, f"http://{host}:{port}/")


async def _until_stopped(worker: Worker, server: uvicorn.Server, address: str) -> None:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    working = asyncio.create_task(worker.run())
    serving = asyncio.create_task(server._serve())
    stopping = asyncio.create_task(stop.wait())
    while not server.started and not serving.done():  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.02)
    if server.started:
        click.echo(f"派单助手上班了，打开 {address} 试试（Ctrl-C 结束）")
    await asyncio.wait({working, serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    working.cancel()
    stopping.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await working
    await serving
