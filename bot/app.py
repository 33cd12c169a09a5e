"""The composition root: everything is put together here, nothing at import."""

import asyncio
import dataclasses
import logging
from datetime import timedelta
from pathlib import Path

from bot.channels.pace import Pace
from bot.commands.errors import BadInput
from bot.embedder import embedder_of
from bot.engine import Engine
from bot.media import readable
from bot.opening import make_folder, open_alone
from bot.settings import Settings
from handlers.matching.directory import Directory
from handlers.policy import Policy
from handlers.policy_file import read_policy
from storage import people

log = logging.getLogger("salon")


def policy_of(settings: Settings) -> Policy:
    """The dispatch policy with what the settings say about bursts."""
    policy = read_policy(Path(settings.policy) if settings.policy else None)
    quiet = settings.burst_quiet_seconds
    return dataclasses.replace(
        policy,
        quiet=timedelta(seconds=quiet) if quiet is not None else policy.quiet,
        reads=readable(settings),
        reading=timedelta(seconds=settings.media_seconds),
    )


def pace_of(settings: Settings) -> Pace:
    """How fast an account may write."""
    return Pace(
        gap=timedelta(seconds=settings.send_gap_seconds),
        jitter=timedelta(seconds=settings.send_jitter_seconds),
        per_minute=settings.send_per_minute,
    )


def run(settings: Settings, channel: str) -> None:
    """Run the bot until SIGTERM or Ctrl-C."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for chatty in ("apscheduler", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    if channel == "wechaty" and not settings.wechaty_accounts:
        raise BadInput("微信通道要设置 SALON_WECHATY_ENDPOINT 和 SALON_WECHATY_TOKEN，见 docs/wechat.md")
    from bot.live import serve_simulator, serve_wechaty

    policy, embedder = policy_of(settings), embedder_of(settings)  # what is wrong there is told first
    database, right = open_alone(settings)
    make_folder(settings.data_dir / "files")
    with database.unit() as uow:
        if not people.all_experts(uow):
            log.warning("action=no_roster 名册是空的，谁也不认得：先停下，运行 salon import 名册.xlsx")
    engine = Engine(
        database=database,
        policy=policy,
        channel=channel,
        bot_name=settings.bot_name,
        pace=pace_of(settings) if channel == "wechaty" else None,
        directory=Directory(embedder.encoder.name if embedder else None),
        right=right,
    )
    serve = serve_wechaty if channel == "wechaty" else serve_simulator
    try:
        asyncio.run(serve(engine, settings, embedder))
    finally:
        right.give_back()
        database.close()
