"""The stand-in endpoint, settings that point to it, and a data folder for whoever starts a bot."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.bot.programs import SALON
from tests.bot.stand_in import StandIn, listening
from tests.conftest import ROSTER


@pytest.fixture(scope="session")
def with_roster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample roster, to be copied."""
    folder = tmp_path_factory.mktemp("with_roster")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SALON_", "OPENAI_"))}
    for words in (["migrate"], ["import", str(ROSTER)]):
        environment = {**kept, "SALON_DATA_DIR": str(folder)}
        subprocess.run([SALON, *words], env=environment, cwd=folder, check=True, capture_output=True)
    return folder


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
