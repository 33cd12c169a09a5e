"""No text keeps a pattern busy: a word written over and over must not let the bot stand still for everybody.

A pattern that can read the same words in two ways, within a repetition, tries all combinations of them: "急"
forty times took hours. What follows the words here fits nothing, so that every way is tried.
"""

import importlib
import pkgutil
import re
import signal
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import bot
import handlers
from handlers.wording import clean
from tests.conftest import EXPERTS, MEIYU, UNION, Town

_LEXICON = Path(__file__).parents[2] / "prompts" / "lexicon"
_SECONDS = 10.0  # for all words of a pattern; they take a few thousandths
_PATIENT = 60.0  # for a story, which may read the models first; what hangs takes hours
_LENGTH = 60
_NOTHING = "☒"
_WORDS = re.compile(r"(?<=[|(:>])([\u4e00-\u9fa5A-Za-z]{1,4})(?=[|)?+*])|[\u4e00-\u9fa5]")


@contextmanager
def within(seconds: float, what: str) -> Iterator[None]:
    """Fails where the body takes longer: a pattern that hangs has no other end."""

    def late(*_: object) -> None:
        pytest.fail(f"still busy after {seconds} s: {what}")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _of_code() -> Iterator[tuple[str, re.Pattern[str]]]:
    for package in (bot, handlers):
        for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for name, value in vars(importlib.import_module(each.name)).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    yield f"{each.name}.{name}", value


def _of_lexicon() -> Iterator[tuple[str, re.Pattern[str]]]:
    for path in sorted(_LEXICON.glob("*.toml")):
        for place, text in _texts(tomllib.loads(path.read_text("utf-8"))):
            if "*" in text or "+" in text:
                yield f"{path.name}{place}", re.compile(text)


def _texts(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _texts(each, f"{place} {name}")
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _texts(each, f"{place}[{number}]")


def test_no_word_over_and_over_keeps_a_pattern_busy() -> None:
    patterns = {**dict(_of_code()), **dict(_of_lexicon())}
    assert len(patterns) > 1000
    for name, pattern in patterns.items():
        words = sorted({each.group() for each in _WORDS.finditer(pattern.pattern)} | {"，", " ", "1", "OK"})
        with within(_SECONDS, name):
            for word in words:
                text = (word * _LENGTH)[:_LENGTH] + _NOTHING
                pattern.search(text)
                pattern.fullmatch(text)


@pytest.mark.parametrize(
    "text", ["急" * 40 + "停", "嗯" * 40 + "吗", "哈" * 40 + "唉", "看看" * 20 + "停", "这边" * 20 + "停"]
)
def test_who_leans_on_a_key_is_read_like_anybody(town: Town, text: str) -> None:
    town.request()
    for who, room in (("澄屿小葛", MEIYU), ("老单", EXPERTS), ("总工会屠佳怡", UNION)):
        with within(_PATIENT, f"{who}: {text}"):
            town.says(who, text, room)
            town.later(12)
    assert town.unanswered() == 0


@pytest.mark.parametrize("word", ["急", "，", "1", "我们", "1001 ", "机器坏了", "老板说"])
def test_the_longest_text_of_one_word_keeps_nobody_waiting(town: Town, word: str) -> None:
    town.request()
    for who, room in (("澄屿小葛", MEIYU), ("老单", EXPERTS), ("总工会屠佳怡", UNION)):
        with within(_PATIENT, f"{who}: {word}"):
            town.says(who, (word * 10_000)[:10_000] + "停", room)
            town.later(12)
    assert town.unanswered() == 0


@pytest.mark.parametrize(("text", "kept"), [("急" * 99, "急" * 20), ("订单1" + "0" * 12, "订单1" + "0" * 12)])
def test_what_repeats_itself_beyond_any_number_is_cut(text: str, kept: str) -> None:
    assert clean(text) == kept
