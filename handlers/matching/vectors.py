"""Which texts want a sentence vector, and the vectors on record. An encoder itself is the bot's."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from handlers.matching.index import Floats
from handlers.matching.kinship import niche_texts
from storage import people, tickets, vectors
from storage.database import UnitOfWork
from storage.terms import LIVE

QUESTION, PASSAGE = "question", "passage"  # encoders for retrieval read the two differently
_LONGEST = 300  # characters; the rest of a long text says little new and takes seconds


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text as an encoder is to read it, as a question or as a passage."""

    role: str
    text: str

    @property
    def key(self) -> str:
        """What it is called on record."""
        return hashlib.sha256(f"{self.role}\n{self.read}".encode()).hexdigest()

    @property
    def read(self) -> str:
        """The part of the text that is read."""
        return self.text[:_LONGEST]


def missing_questions(uow: UnitOfWork, encoder: str) -> list[Wanted]:
    """Live tickets whose words have no vector of this encoder."""
    bodies = [each.body for each in tickets.with_status(uow, LIVE)]
    return without_vector(uow, encoder, [Wanted(QUESTION, body) for body in bodies])


def missing(uow: UnitOfWork, encoder: str) -> list[Wanted]:
    """What the roster and the niches say that has no vector of this encoder."""
    experts, cases = people.all_experts(uow), people.all_cases(uow)
    return without_vector(
        uow, encoder, passages((*(each.speciality for each in experts), *(each.told for each in cases)))
    )


def passages(texts: Iterable[str]) -> list[Wanted]:
    """These texts and every niche's words, as passages."""
    return [Wanted(PASSAGE, text) for text in (*niche_texts(), *texts)]


def without_vector(uow: UnitOfWork, encoder: str, wanted: Iterable[Wanted]) -> list[Wanted]:
    """Those of these texts that have no vector of this encoder; each once, none that is empty."""
    by_key = {each.key: each for each in wanted if each.text.strip()}
    there = vectors.known_keys(uow, encoder, by_key)
    return [each for key, each in by_key.items() if key not in there]


def keep(uow: UnitOfWork, encoder: str, found: Mapping[Wanted, Floats]) -> None:
    """Put vectors on record, each made of length one; the roster's are used from the next ask on."""
    vectors.put(uow, encoder, {each.key: _packed(vector) for each, vector in found.items()})
    if any(each.role == PASSAGE for each in found):
        vectors.touch(uow)


def of_question(uow: UnitOfWork, encoder: str | None, text: str) -> Floats | None:
    """The vector of a problem's words, None where there is none (yet)."""
    if encoder is None:
        return None
    key = Wanted(QUESTION, text).key
    value = vectors.known(uow, encoder, [key]).get(key)
    return None if value is None else _unpacked(value)


def of_passages(uow: UnitOfWork, encoder: str | None, texts: Iterable[str]) -> dict[str, Floats]:
    """The vectors on record of these texts, by text."""
    if encoder is None:
        return {}
    keys = {text: Wanted(PASSAGE, text).key for text in texts}
    found = vectors.known(uow, encoder, set(keys.values()))
    usual = Counter(len(value) for value in found.values()).most_common(1)
    # An endpoint may change what it serves under a name: vectors of another length cannot be compared.
    alike = {key: _unpacked(value) for key, value in found.items() if len(value) == usual[0][0]}
    return {text: alike[key] for text, key in keys.items() if key in alike}


def _packed(vector: Floats) -> bytes:
    length = float(np.linalg.norm(vector))
    return (vector / np.float32(length or 1.0)).astype("<f4").tobytes()


def _unpacked(value: bytes) -> Floats:
    return np.frombuffer(value, dtype="<f4")
