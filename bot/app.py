"""The composition root: everything is put together here, nothing at import."""

import asyncio
import dataclasses
import logging
from datetime import timedelta
from pathlib import Path

from bot.commands.errors import BadInput
from bot.engine import Engine
from bot.settings import Settings
from handlers.policy import Policy, read_policy
from storage.database import Database
from storage.migrate import upgrade


def open_database(settings: Settings) -> Database:
    """The database of these settings, brought to the newest schema."""
    if settings.url.startswith("sqlite:///"):
        Path(settings.url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    database = Database(settings.url)
    upgrade(database)
    return database


def policy_of(settings: Settings) -> Policy:
    """The dispatch policy with what the settings say about bursts."""
    policy = read_policy(Path(settings.policy) if settings.policy else None)
    return dataclasses.replace(policy, quiet=timedelta(seconds=settings.burst_quiet_seconds))


def run(settings: Settings, channel: str) -> None:
    """Run the bot until SIGTERM or Ctrl-C."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    if channel == "wechaty":
        raise BadInput("微信通道还没有接入这个版本; 请先用 salon run --channel simulator")
    from bot.live import serve_simulator

    database = open_database(settings)
    engine = Engine(
        database=database, policy=policy_of(settings), channel=channel, bot_name=settings.bot_name
    )
    try:
        asyncio.run(serve_simulator(engine, settings))
    finally:
        database.close()
