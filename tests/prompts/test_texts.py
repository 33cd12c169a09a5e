"""The bot's wordings: short on a phone, each used, each rendered whole."""

import re
import string
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from prompts.texts import say

TEXTS = tomllib.loads((files("prompts") / "texts.toml").read_text("utf-8"))
_SOURCE = "\n".join(
    path.read_text("utf-8")
    for room in ("handlers", "bot")
    for path in (Path(__file__).parents[2] / room).rglob("*.py")
)


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_short_says_when_and_renders(name: str) -> None:
    entry = TEXTS[name]
    assert entry["when"]
    fields = {field for _, field, _, _ in string.Formatter().parse(entry["text"]) if field}
    rendered = say(name, **dict.fromkeys(fields, "字"))
    assert "{" not in rendered
    private = "私信" in entry["when"]  # a private message holds the whole problem
    assert len(rendered.splitlines()) <= (6 if private else 5)


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_is_used(name: str) -> None:
    built = "|".join(f'f"{{[a-z_]+}}{re.escape(name[at:])}"' for at in range(len(name)) if name[at] == "_")
    assert re.search(rf'"{name}"' + (f"|{built}" if built else ""), _SOURCE), f"nobody says {name}"


def test_no_text_for_a_group_asks_for_a_phone_number() -> None:
    for name, entry in TEXTS.items():
        if "{phone}" in entry["text"]:
            assert "私信" in entry["when"], name
