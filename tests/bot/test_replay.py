"""`salon replay`: a chat log in, the contract's events out, byte for byte the same every time."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from bot.cli import salon
from bot.commands.errors import BadInput
from bot.commands.replay import read_chat
from storage.terms import Change, Status
from tests.conftest import ROSTER

REQUEST = json.dumps(
    {
        "at": "2026-03-02T09:00:00+08:00",
        "id": "a",
        "room": "梅屿企业服务群",
        "from": "澄屿小葛",
        "text": "求助 双色模熔接线发黑",
    }
)
CHATS = sorted((Path(__file__).parents[1] / "data" / "chats").glob("*.jsonl"))


def _replay(chat: Path, *options: str) -> list[str]:
    result = CliRunner().invoke(salon, ["replay", str(chat), "--setup", str(ROSTER), *options])
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


@pytest.mark.parametrize("chat", CHATS, ids=lambda chat: chat.stem)
def test_a_chat_replays_the_same_twice_and_keeps_the_contract(chat: Path) -> None:
    events = _replay(chat)
    assert events == _replay(chat)
    assert events, "nothing happened in this chat"
    moments = []
    for number, line in enumerate(events):
        event = json.loads(line)
        moments.append(event["at"])
        if event["event"] == "ticket":
            assert Status(event["status"])
            assert Change(event["change"])
            assert event["no"] >= 1001
        else:
            assert (event["room"] is None) != (event["to"] is None), (number, event)
            assert len(event["text"].splitlines()) <= 12
    assert moments == sorted(moments)


def test_what_the_enterprises_group_reads(tmp_path: Path) -> None:
    chat = next(chat for chat in CHATS if chat.stem == "one-day")
    said = [json.loads(line) for line in _replay(chat)]
    texts = [event["text"] for event in said if event["event"] == "say" and event["room"] == "梅屿企业服务群"]
    assert any(text.startswith("【1001】") for text in texts)
    assert any("接了" in text for text in texts)


def test_rows_of_the_roster_that_are_left_out_are_named_beside_the_events(tmp_path: Path) -> None:
    book = load_workbook(ROSTER)
    book["师傅"]["D2"] = "wizardry"
    broken, chat = tmp_path / "broken.xlsx", tmp_path / "chat.jsonl"
    book.save(broken)
    chat.write_text(REQUEST, "utf-8")
    imported = CliRunner().invoke(salon, ["import", str(broken), "--dry-run"])
    told = CliRunner().invoke(salon, ["replay", str(chat), "--setup", str(broken)])
    assert told.exit_code == 0
    assert told.stderr == imported.stderr
    assert "师傅第2行" in told.stderr
    assert all(json.loads(line)["event"] for line in told.stdout.splitlines())
    chat.write_text("no json", "utf-8")
    refused = CliRunner().invoke(salon, ["replay", str(chat), "--setup", str(broken)])
    assert "师傅第2行" not in refused.stderr, "what is refused whole says why in one line"


def test_a_repeated_id_is_handled_once(tmp_path: Path) -> None:
    once, twice = tmp_path / "once.jsonl", tmp_path / "twice.jsonl"
    tick = '{"at":"2026-03-02T09:10:00+08:00","tick":true}'
    once.write_text(f"{REQUEST}\n{tick}\n", "utf-8")
    twice.write_text(f"{REQUEST}\n{REQUEST}\n{tick}\n", "utf-8")
    assert _replay(once) == _replay(twice)


def test_until_moves_the_clock_on(tmp_path: Path) -> None:
    chat = tmp_path / "chat.jsonl"
    chat.write_text(f"{REQUEST}\n", "utf-8")
    changes = [
        json.loads(line).get("change") for line in _replay(chat, "--until", "2026-03-02T09:06:00+08:00")
    ]
    assert "breached" in changes
    assert "breached" not in [json.loads(line).get("change") for line in _replay(chat)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{not json", "不是 JSON"),
        ("[1]", "JSON 对象"),
        ('{"at":"gestern","id":"1","room":null,"from":"x","text":""}', "Invalid isoformat"),
        ('{"at":"2026-03-02T09:00:00+08:00","id":"1","room":null,"text":""}', "from"),
        ('{"at":"2026-03-02T09:00:00+08:00","id":"1","room":null,"from":"x","type":"dance"}', "type 不认识"),
        ('{"at":"2026-03-01T09:00:00+08:00","tick":true}', "早于上一行"),
    ],
)
def test_a_broken_line_is_named_and_nothing_is_written(tmp_path: Path, line: str, reason: str) -> None:
    chat, out = tmp_path / "chat.jsonl", tmp_path / "out.jsonl"
    chat.write_text(f'{{"at":"2026-03-02T08:00:00+08:00","tick":true}}\n{line}\n', "utf-8")
    with pytest.raises(BadInput, match=reason) as error:
        read_chat(chat)
    assert f"{chat}:2" in str(error.value)
    assert "\n" not in str(error.value)
    result = CliRunner().invoke(salon, ["replay", str(chat), "--setup", str(ROSTER), "--out", str(out)])
    assert result.exit_code != 0
    assert not out.exists()
