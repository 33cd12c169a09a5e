"""Reads pictures and voice messages before they are understood: beside the transactions, within a time limit.

Without an extra or a setting for it a file is passed on as it is.
"""

import asyncio
import base64
import logging
import sys
import tempfile
import time
import wave
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from functools import partial
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bot.clock import Clock
from bot.engine import Engine
from bot.model import NO_COMPLETION, Usage, outcome_of, usage_of
from bot.reader import Database, limits_of
from bot.settings import Settings
from handlers.desk import Desk
from handlers.model.media import PICTURE, READ_WITHIN, VOICE, put_text, to_read
from handlers.model.model_use import MICRO, begin, finish
from prompts.instructions import picture_instructions
from storage.database import Unavailable
from storage.inbox import Received
from storage.terms import Outcome

if TYPE_CHECKING:
    from openai import AsyncOpenAI

log = logging.getLogger("salon.media")
_LARGEST = 4_000_000  # bytes of a picture that goes to a model
_PICTURES = {".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".webp": "webp", ".gif": "gif"}
_SOUNDS = frozenset({".mp3", ".wav", ".m4a", ".amr", ".ogg"})
_SILK = b"#!SILK"

T = TypeVar("T")
Ask = Callable[[], Awaitable[tuple[str, Usage]]]


class Unreadable(Exception):
    """The file could not be read or decoded."""


def readable(settings: Settings) -> frozenset[str]:
    """The types of messages that these settings can read."""
    kinds = set()
    if _sees(settings) or _ocr(settings):
        kinds.add(PICTURE)
    if settings.voice_model and (settings.voice_api_key or settings.openai_api_key):
        kinds.add(VOICE)
    return frozenset(kinds)


def _sees(settings: Settings) -> bool:
    return bool(settings.vision_model and settings.openai_api_key)


def _ocr(settings: Settings) -> bool:
    return settings.ocr and find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


class MediaReader:
    """Finds what is unread, reads it one at a time, and puts the words on record."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._files = settings.data_dir / "files"
        self._kinds = readable(settings)
        self._turn = asyncio.Semaphore(1)
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._eyes = _client(settings, settings.openai_api_key, settings.openai_base_url)
        self._ears = _client(
            settings,
            settings.voice_api_key or settings.openai_api_key,
            settings.voice_base_url or settings.openai_base_url,
        )

    async def look(self, engine: Engine, clock: Clock, database: Database, wake: Callable[[], None]) -> None:
        """Start reading what has come and lies beside the database."""
        waiting = await database(
            lambda: engine.write(lambda desk: to_read(desk, within=READ_WITHIN), clock.now())
        )
        for message in waiting:
            path = self._files / Path(message.attachment or "").name
            if message.type in self._kinds and message.id not in self._tasks and path.is_file():
                task = asyncio.create_task(self._read(message, path, engine, clock, database))
                self._tasks[message.id] = task
                task.add_done_callback(partial(self._done, message.id, wake))

    async def _read(
        self, message: Received, path: Path, engine: Engine, clock: Clock, database: Database
    ) -> None:
        async with self._turn:
            book = _Book(self._settings, message.id, engine, clock, database)
            reading = self._picture(path, book) if message.type == PICTURE else self._voice(path, book)
            try:
                text = await reading
            except (Unreadable, OSError) as error:
                log.warning("action=unread file=%s it is passed on as it is: %s", path.name, error)
                text = ""
        await database(lambda: engine.write(lambda desk: put_text(desk, message, text), clock.now()))

    async def _picture(self, path: Path, book: "_Book") -> str:
        kind = _PICTURES.get(path.suffix.lower())
        picture = await asyncio.to_thread(path.read_bytes) if _sees(self._settings) and kind else b""
        if 0 < len(picture) <= _LARGEST:
            url = f"data:image/{kind};base64,{base64.b64encode(picture).decode()}"
            seen = await book.ask("picture", self._settings.vision_model, lambda: self._see(url))
            if seen is not None:
                return seen
        if not _ocr(self._settings):
            raise Unreadable("no model has read it, and there is no OCR")
        return " ".join((await self._child("picture", path)).decode("utf-8").split("\n"))

    async def _see(self, url: str) -> tuple[str, Usage]:
        raw = await self._eyes.chat.completions.with_raw_response.create(
            model=self._settings.vision_model,
            temperature=0,
            max_tokens=500,
            messages=[
                {"role": "system", "content": picture_instructions()},
                {"role": "user", "content": [{"type": "image_url", "image_url": {"url": url}}]},
            ],
            extra_body=self._settings.model_body or None,
        )
        answer = raw.parse().choices[0].message.content or ""
        return answer.strip(), usage_of(raw.text, self._settings)

    async def _voice(self, path: Path, book: "_Book") -> str:
        sound = await asyncio.to_thread(path.read_bytes)
        silk = _SILK in sound[:16]
        if silk and find_spec("pilk") is None:
            raise Unreadable("SILK needs the extra “voice”")
        if not silk and path.suffix.lower() not in _SOUNDS:
            raise Unreadable("an unknown kind of sound")
        if silk:
            sound = await self._child("voice", path)
        name = "voice.wav" if silk else f"voice{path.suffix.lower()}"
        heard = await book.ask("voice", self._settings.voice_model, lambda: self._hear(name, sound))
        if heard is None:
            raise Unreadable("the endpoint has not written it down")
        return heard

    async def _hear(self, name: str, sound: bytes) -> tuple[str, Usage]:
        answer = await self._ears.audio.transcriptions.create(
            model=self._settings.voice_model, file=(name, sound), language="zh"
        )
        price = self._settings.voice_price_per_minute
        return answer.text.strip(), Usage(micro_yuan=round(_minutes(sound) * price * MICRO))

    async def _child(self, what: str, path: Path) -> bytes:
        """What the child process makes of a file; it is killed when its time is over."""
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "out"
            child = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot.media_child", what, str(path), str(out),
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
            )  # fmt: skip
            try:
                async with asyncio.timeout(self._settings.media_seconds):
                    code = await child.wait()
            except TimeoutError as error:
                raise Unreadable("it took too long") from error
            finally:
                if child.returncode is None:
                    child.kill()
                    await child.wait()
            if code != 0 or not out.exists():
                raise Unreadable(f"exit code {code}")
            return out.read_bytes()

    def _done(self, key: int, wake: Callable[[], None], task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if isinstance(error, Unavailable):
            self._tasks.pop(key, None)  # read again when the database is back
        elif error is not None:
            log.error("action=media_reader_failed the file is passed on as it is", exc_info=error)
        wake()

    async def close(self) -> None:
        """End with the program."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        await self._eyes.close()
        await self._ears.close()


def _client(settings: Settings, key: str, url: str) -> "AsyncOpenAI":
    from openai import AsyncOpenAI

    # Without a key it is never called; openai wants one all the same.
    return AsyncOpenAI(
        api_key=key or "none", base_url=url or None, timeout=settings.media_seconds, max_retries=0
    )


class _Book:
    """Makes one message's calls, each on record, within breaker, budget and time limit."""

    def __init__(
        self, settings: Settings, message_id: int, engine: Engine, clock: Clock, database: Database
    ) -> None:
        self._settings, self._message_id = settings, message_id
        self._engine, self._clock, self._database = engine, clock, database

    async def ask(self, purpose: str, model: str, call: Ask) -> str | None:
        """The answer's text; None where the call may not be made or failed."""
        from openai import OpenAIError

        limits = limits_of(self._settings)

        def start(desk: Desk) -> int | None:
            return begin(desk, limits, purpose=purpose, model=model, inbox_id=self._message_id)

        call_id = await self._write(start)
        if call_id is None:
            return None
        begun, text, usage = time.monotonic(), None, Usage()
        try:
            async with asyncio.timeout(self._settings.media_seconds):
                text, usage = await call()
            outcome = Outcome.OK
        except (OpenAIError, TimeoutError, ValueError, *NO_COMPLETION) as error:
            outcome = outcome_of(error)
            log.warning("action=model_failed purpose=%s outcome=%s", purpose, outcome)
        values = {"outcome": outcome, "ms": round((time.monotonic() - begun) * 1000), **asdict(usage)}
        await self._write(lambda desk: finish(desk, limits, call_id, **values))
        return text

    async def _write(self, work: Callable[[Desk], T]) -> T:
        return await self._database(lambda: self._engine.write(work, self._clock.now()))


def _minutes(sound: bytes) -> float:
    try:
        with wave.open(BytesIO(sound)) as opened:
            return float(opened.getnframes() / opened.getframerate() / 60)
    except (wave.Error, EOFError):
        return 0.0


def media_reader(settings: Settings) -> MediaReader | None:
    """A reader where there is anything to read with, else None."""
    return MediaReader(settings) if readable(settings) else None
