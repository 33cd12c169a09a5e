"""Whole chats with what must come of them: tickets, their messages, and how little the bot says."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.cli import salon
from tests.conftest import ROSTER

CHATS = Path(__file__).parents[1] / "data" / "chats"
EXPECTED = sorted(CHATS.glob("*.expect.json"))


@pytest.fixture(scope="module", params=EXPECTED, ids=lambda path: path.name.removesuffix(".expect.json"))
def played(request: pytest.FixtureRequest) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What is expected of a chat, and the events of its replay."""
    chat = CHATS / request.param.name.replace(".expect.json", ".jsonl")
    result = CliRunner().invoke(salon, ["replay", str(chat), "--setup", str(ROSTER)])
    assert result.exit_code == 0, result.output
    events = [json.loads(line) for line in result.stdout.splitlines()]
    return json.loads(request.param.read_text("utf-8")), events


def test_these_tickets_and_no_others(played: tuple[dict[str, Any], list[dict[str, Any]]]) -> None:
    expected, events = played
    last = {event["no"]: event for event in events if event["event"] == "ticket"}
    assert sorted(last) == [each["no"] for each in expected["tickets"]]
    for each in expected["tickets"]:
        ticket = last[each["no"]]
        assert each["title"] in ticket["title"]
        for name in each.keys() - {"title"}:
            assert ticket[name] == each[name], (each["no"], name)


def test_the_group_hears_little_and_chatterers_nothing(
    played: tuple[dict[str, Any], list[dict[str, Any]]],
) -> None:
    expected, events = played
    said = [event for event in events if event["event"] == "say" and event["room"] == expected["room"]]
    assert len(said) <= expected["says_at_most"]
    spoken_to = {name for event in said for name in event["mentions"]}
    assert not spoken_to & set(expected["silent_about"])


def test_no_phone_number_in_any_group(played: tuple[dict[str, Any], list[dict[str, Any]]]) -> None:
    _, events = played
    for event in events:
        if event["event"] == "say" and event["room"] is not None:
            assert "139000" not in event["text"]
            assert "138000" not in event["text"]
