"""The stand-in endpoint, and settings that point to it."""

from collections.abc import Iterator

import pytest

from bot.settings import Settings
from tests.bot.stand_in import StandIn, listening


@pytest.fixture
def told() -> Iterator[StandIn]:
    """An OpenAI-compatible endpoint that does as it is told."""
    with listening() as stand_in:
        yield stand_in


@pytest.fixture
def settings(told: StandIn) -> Settings:
    """Settings with a model at the stand-in, half a second to answer, and prices."""
    return Settings(
        model="m",
        openai_api_key="sk-test",
        openai_base_url=told.url,
        model_seconds=0.5,
        model_price_in=2.0,
        model_price_cached=0.5,
        model_price_out=8.0,
    )
