"""The model client: asked while a burst is still quiet, so that its failure never delays a request."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from importlib.resources import files

from openai import AsyncOpenAI, OpenAIError
from pydantic import ValidationError

from bot.settings import Settings
from handlers.bursts import Burst
from handlers.desk import ZONE
from handlers.reading import understand
from handlers.understanding.merge import merged
from handlers.understanding.values import Intent, Role, Understanding
from handlers.wording import masked
from prompts.schemas import RequestReading
from prompts.trades import trade_names

log = logging.getLogger("salon.model")
# A longer text is cut before it goes to the model: what matters is said by then, and tokens cost.
_LONGEST = 2000


class ModelClient:
    """One structured call a burst, to any OpenAI-compatible endpoint."""

    def __init__(self, settings: Settings) -> None:
        self._model = settings.model
        self._seconds = settings.model_seconds
        self._client = AsyncOpenAI(
            api_key=settings.openai_api_key,
            base_url=settings.openai_base_url or None,
            timeout=self._seconds,
            max_retries=0,
        )

    async def read(self, text: str, at: datetime) -> RequestReading | None:
        """The model's reading, None where it failed or took too long (logged, never raised)."""
        trades = "\n".join(f"  {code} {name}" for code, name in trade_names().items())
        prompt = (files("prompts") / "read.md").read_text("utf-8")
        system = prompt.replace("{trades}", trades).replace("{at}", at.astimezone(ZONE).isoformat())
        try:
            async with asyncio.timeout(self._seconds):
                answer = await self._client.chat.completions.parse(
                    model=self._model,
                    temperature=0,
                    response_format=RequestReading,
                    messages=[
                        {"role": "system", "content": system},
                        {"role": "user", "content": masked(text)[:_LONGEST]},
                    ],
                )
        except (OpenAIError, ValidationError, TimeoutError, ValueError, AttributeError, TypeError) as error:
            # The last two: openai's parser meets a body that is no completion at all.
            log.warning("action=model_failed the rules' answer stands: %s", type(error).__name__)
            return None
        return answer.choices[0].message.parsed if answer.choices else None


class ModelReader:
    """Asks ahead about likely requests and what leaves the rules unsure; hands over what came in time."""

    def __init__(self, client: ModelClient, *, seconds: float, quiet: timedelta) -> None:
        self._client = client
        self._head_start = max(timedelta(), quiet - timedelta(seconds=seconds))
        self._tasks: dict[int, asyncio.Task[Understanding]] = {}

    def look_ahead(self, bursts: Sequence[Burst], now: datetime) -> None:
        """Start asking about bursts that have been quiet long enough; forget those answered for."""
        current = {burst.messages[-1].id for burst in bursts}
        for key in set(self._tasks) - current:
            self._tasks.pop(key).cancel()
        for burst in bursts:
            last = burst.messages[-1]
            if burst.role is not Role.ENTERPRISE or last.id in self._tasks or not burst.text.strip():
                continue
            rules = understand(burst.text, Role.ENTERPRISE, burst.messages[0].at)
            wanted = rules.intent is Intent.REQUEST or not rules.sure
            if wanted and now - last.received_at >= self._head_start:
                self._tasks[last.id] = asyncio.create_task(self._read(burst, rules))

    async def _read(self, burst: Burst, rules: Understanding) -> Understanding:
        at = burst.messages[0].at.astimezone(ZONE)
        reading = await self._client.read(burst.text, at)
        if reading is None:
            return rules
        return merged(rules, at=at, trades=trade_names().keys(), **reading.model_dump())

    def found(self) -> dict[int, Understanding]:
        """What has come so far, by the id of a burst's last message."""
        return {
            key: task.result()
            for key, task in self._tasks.items()
            if task.done() and not task.cancelled() and task.exception() is None
        }


def model_reader(settings: Settings) -> ModelReader | None:
    """A reader where a model is configured, else None: the rules answer alone."""
    if not settings.openai_api_key or not settings.model:
        return None
    quiet = timedelta(seconds=settings.burst_quiet_seconds)
    return ModelReader(ModelClient(settings), seconds=settings.model_seconds, quiet=quiet)


def read_once(settings: Settings, text: str, at: datetime, rules: Understanding) -> Understanding:
    """Ask the model about one text, outside the running program (for evaluation)."""
    reading = asyncio.run(ModelClient(settings).read(text, at))
    if reading is None:
        return rules
    return merged(rules, at=at.astimezone(ZONE), trades=trade_names().keys(), **reading.model_dump())
