"""The model client: one structured call to an OpenAI-compatible endpoint, how it ended and what it cost.

`openai` is loaded with the first client: it takes half a second, and a bot without a model needs none.
"""

import asyncio
import json
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from bot.settings import Settings
from prompts.instructions import instructions, instructions_with_schema
from prompts.schemas import RequestReading
from storage.terms import Outcome

log = logging.getLogger("salon.model")
_LONGEST_ANSWER = 500  # tokens; a form takes about 120


@dataclass(frozen=True, kw_only=True, slots=True)
class Usage:
    """What a call used up. `tokens_cached` are part of `tokens_in`; `micro_yuan` is a millionth of a yuan."""

    tokens_in: int = 0
    tokens_cached: int = 0
    tokens_out: int = 0
    micro_yuan: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Called:
    """A call that has ended. `reading` only where the outcome is ok."""

    outcome: Outcome
    ms: int
    usage: Usage
    reading: RequestReading | None = None


class ModelClient:
    """Asks the endpoint of the settings. A failure is an outcome, never an exception."""

    def __init__(self, settings: Settings) -> None:
        from openai import AsyncOpenAI

        self.name = settings.model
        self.seconds = settings.model_seconds
        self._settings = settings
        self._client = AsyncOpenAI(
            api_key=settings.openai_api_key,
            base_url=settings.openai_base_url or None,
            timeout=settings.model_seconds,
            max_retries=0,
        )

    async def read(self, question: str) -> Called:
        """The model's reading of a question, within the time limit."""
        from openai import OpenAIError

        begun = time.monotonic()
        usage, reading = Usage(), None
        try:
            async with asyncio.timeout(self.seconds):
                body = await self._ask(question)
            usage = usage_of(body.text, self._settings)
            reading = self._reading(body.parse().choices[0].message)
            outcome = Outcome.OK
        except (OpenAIError, TimeoutError, ValueError, *NO_COMPLETION) as error:
            outcome = outcome_of(error)
            log.warning("action=model_failed outcome=%s the rules' answer stands: %s", outcome, _why(error))
        ms = round((time.monotonic() - begun) * 1000)
        return Called(outcome=outcome, ms=ms, usage=usage, reading=reading)

    async def close(self) -> None:
        """Give back the connections."""
        await self._client.close()

    async def _ask(self, question: str) -> Any:
        from openai import omit

        style = self._settings.model_format
        formats: dict[str, Any] = {"schema": RequestReading, "json": {"type": "json_object"}, "text": omit}
        system = instructions() if style == "schema" else instructions_with_schema()
        return await self._client.chat.completions.with_raw_response.parse(
            model=self.name,
            temperature=0,
            max_tokens=_LONGEST_ANSWER,
            response_format=formats[style],
            messages=[{"role": "system", "content": system}, {"role": "user", "content": question}],
            extra_body=self._settings.model_body or None,
        )

    def _reading(self, message: Any) -> RequestReading:
        if self._settings.model_format == "schema":
            if not isinstance(message.parsed, RequestReading):
                raise ValueError("the answer holds no form")
            return message.parsed
        content = (message.content or "").strip()
        # Endpoints that know no format like to wrap JSON in a fence.
        return RequestReading.model_validate_json(content[content.find("{") : content.rfind("}") + 1])


def usage_of(text: str, prices: Settings) -> Usage:
    """What a body says was used, whether or not its answer is of any use."""
    try:
        given = json.loads(text)["usage"]
    except (ValueError, KeyError, TypeError):
        return Usage()
    if not isinstance(given, Mapping):
        return Usage()
    details = given.get("prompt_tokens_details")
    # DeepSeek's name for it, then OpenAI's.
    cached = given.get("prompt_cache_hit_tokens")
    if cached is None and isinstance(details, Mapping):
        cached = details.get("cached_tokens")
    tokens_in, tokens_out = _count(given.get("prompt_tokens")), _count(given.get("completion_tokens"))
    tokens_cached = min(_count(cached), tokens_in)
    return Usage(
        tokens_in=tokens_in,
        tokens_cached=tokens_cached,
        tokens_out=tokens_out,
        micro_yuan=round(
            (tokens_in - tokens_cached) * prices.model_price_in
            + tokens_cached * (prices.model_price_cached or prices.model_price_in)
            + tokens_out * prices.model_price_out
        ),
    )


# What openai's parser raises over a body that is no completion at all.
NO_COMPLETION = (AttributeError, TypeError, IndexError, KeyError)


def _count(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value < 1_000_000_000 else 0


def _why(error: BaseException) -> str:
    """One line without the answer itself, which may hold what people wrote."""
    from openai import APIStatusError

    status = f" {error.status_code}" if isinstance(error, APIStatusError) else ""
    return type(error).__name__ + status


def outcome_of(error: BaseException) -> Outcome:
    """What kind of failure an exception of the client means."""
    import openai

    if isinstance(error, TimeoutError | openai.APITimeoutError):
        return Outcome.TIMEOUT
    if isinstance(error, openai.APIStatusError):
        if error.status_code == 429:
            return Outcome.LIMITED
        return Outcome.SERVER if error.status_code >= 500 else Outcome.REFUSED
    if isinstance(error, openai.APIConnectionError) and not isinstance(error, ValidationError):
        return Outcome.CONNECTION
    return Outcome.BAD_ANSWER
