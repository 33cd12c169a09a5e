"""Vectors for the evaluations, kept in a file of their own so that each text is computed once."""

import asyncio
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.commands.errors import BadInput
from bot.encoders import Encoder, EncoderFailed, encode_all, encoder_of
from bot.settings import Settings
from handlers.matching.index import Floats
from handlers.matching.kinship import niche_texts
from handlers.matching.vectors import (
    QUESTION,
    Wanted,
    keep,
    of_passages,
    of_question,
    passages,
    without_vector,
)
from handlers.model.masking import Mask
from storage.database import Database
from storage.migrate import upgrade

_AT_ONCE = 64


@dataclass(frozen=True, kw_only=True, slots=True)
class Vectors:
    """Vectors by text, of the roster's texts and of the problems."""

    passages: Mapping[str, Floats] = field(default_factory=dict)
    questions: Mapping[str, Floats] = field(default_factory=dict)


class Encoding:
    """An encoder with the file in which its vectors stay."""

    def __init__(self, encoder: Encoder, file: Path, mask: Mask) -> None:
        self._encoder = encoder
        self._file = file
        self._mask = mask

    def vectors(self, told: Sequence[str], asked: Sequence[str]) -> Vectors:
        """The vectors of the roster's texts (and the niches') and of the problems. Raises BadInput."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        database = Database(f"sqlite:///{self._file.resolve()}")
        upgrade(database)
        try:
            asyncio.run(self._fill(database, [*passages(told), *(Wanted(QUESTION, text) for text in asked)]))
            name = self._encoder.name
            with database.unit() as uow:
                questions = {text: of_question(uow, name, text) for text in asked}
                return Vectors(
                    passages=of_passages(uow, name, (*niche_texts(), *told)),
                    questions={text: vector for text, vector in questions.items() if vector is not None},
                )
        except EncoderFailed as error:
            raise BadInput(f"算不出向量 ({error}); 可以加 --vectors off") from error
        finally:
            database.close()

    async def _fill(self, database: Database, wanted: Iterable[Wanted]) -> None:
        with database.unit() as uow:
            fresh = without_vector(uow, self._encoder.name, wanted)
        try:
            for start in range(0, len(fresh), _AT_ONCE):
                _progress(start, len(fresh))
                part = await encode_all(self._encoder, fresh[start : start + _AT_ONCE], self._mask)
                with database.unit() as uow:
                    keep(uow, self._encoder.name, part)
                    uow.commit()
        finally:
            _progress(None, len(fresh))
            await self._encoder.close()


def _progress(done: int | None, whole: int) -> None:
    if sys.stderr.isatty() and whole:
        sys.stderr.write(f"\r向量 {done}/{whole}" if done is not None else "\r\x1b[K")
        sys.stderr.flush()


def encoding_of(settings: Settings, kind: str | None) -> Encoding | None:
    """What the settings, or an option, say of vectors; None for words alone. Raises BadSettings."""
    encoder = encoder_of(settings, kind)
    if encoder is None:
        return None
    mask = Mask(open=settings.model_names or not encoder.remote)
    return Encoding(encoder, settings.data_dir / "evaluated-vectors.db", mask)
