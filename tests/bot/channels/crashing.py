"""The bot, killed as by kill -9 when it comes to a named step for the first time."""

import asyncio
import os
import signal
from typing import Any

from bot import engine
from bot.channels import intake
from bot.channels.gateway import Gateway
from bot.channels.intake import Intake
from bot.channels.wechaty import WechatyChannel
from bot.engine import Engine

# What the bot is doing when it is killed, in the order in which a message goes through it.
STEPS = (
    "announced and nothing read",
    "read and not recorded",
    "recorded and not answered",
    "answered and not committed",
    "committed and nothing sent",
    "leased and not sent",
    "on the wire's edge",
    "sent and not marked",
    "marked",
)
# The same for a file on its way from the enterprise to the claimer.
FILE_STEPS = (
    "file asked for and not there",
    "file there and not on record",
    "file with the gateway and not sent",
    "file sent and not marked",
)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def crash_at(step: str) -> None:
    """Arrange for the end of the program that this is called in."""
    if step == "announced and nothing read":
        _before(Intake, "_take_in")
    elif step == "read and not recorded":
        _before(intake, "record")
    elif step == "recorded and not answered":
        _before(engine, "handle")
    elif step == "answered and not committed":
        _after(engine, "handle")
    elif step == "committed and nothing sent":
        _after(Engine, "run_due")
    elif step == "leased and not sent":
        _before(WechatyChannel, "send")
    elif step == "on the wire's edge":
        _after_async(WechatyChannel, "_put_wire", seconds=0)
    elif step == "sent and not marked":
        # Long enough for the gateway's echo to come in.
        _after_async(WechatyChannel, "send", seconds=1.5)
    elif step == "marked":
        _after(Engine, "sent")
    elif step == "file asked for and not there":
        _before(Gateway, "read_file")
    elif step == "file there and not on record":
        _after_async(Gateway, "read_file", seconds=0)
    elif step == "file with the gateway and not sent":
        _after_async(Gateway, "file_box", seconds=0)
    elif step == "file sent and not marked":
        _after_async(WechatyChannel, "_send_file", seconds=1.5)
    else:
        raise ValueError(step)


def _before(owner: Any, name: str) -> None:
    setattr(owner, name, lambda *_args, **_more: _die())


def _after(owner: Any, name: str) -> None:
    original = getattr(owner, name)

    def patched(*args: Any, **more: Any) -> Any:
        result = original(*args, **more)
        if result is not False:
            _die()
        return result

    setattr(owner, name, patched)


def _after_async(owner: Any, name: str, *, seconds: float) -> None:
    original = getattr(owner, name)

    async def patched(*args: Any, **more: Any) -> Any:
        await original(*args, **more)
        await asyncio.sleep(seconds)
        _die()

    setattr(owner, name, patched)
