"""`salon replay`: the whole bot over a chat log, in virtual time, from an empty database."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.channels.base import Incoming
from bot.commands.errors import BadInput
from bot.commands.prepare import fault_lines, import_workbook
from bot.engine import Engine
from handlers.desk import ZONE
from handlers.policy import Policy
from storage import outbox, records
from storage.database import Database
from storage.migrate import upgrade

_TYPES = ("text", "image", "voice", "file", "recall")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of a chat log; `incoming` None only moves the clock."""

    at: datetime
    incoming: Incoming | None


def read_chat(path: Path) -> list[Line]:
    """Every line of a chat log, checked before anything is run. Raises BadInput naming file and line."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: 读不了这个文件 ({error})") from error
    lines: list[Line] = []
    for number, raw in enumerate(text.split("\n"), start=1):
        if not raw.strip():
            continue
        try:
            line = _line(json.loads(raw), len(lines))
        except (ValueError, KeyError, TypeError) as error:
            raise BadInput(f"{path}:{number}: {_reason(error)}; 请改正这一行") from error
        if lines and line.at < lines[-1].at:
            raise BadInput(f"{path}:{number}: 时间早于上一行; 请按 at 从早到晚排列")
        lines.append(line)
    return lines


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"不是 JSON ({error.msg})"
    return f"缺少 {error}" if isinstance(error, KeyError) else str(error)


def _line(data: Any, position: int) -> Line:
    if not isinstance(data, dict):
        raise TypeError("一行要是一个 JSON 对象")
    at = parse_moment(data["at"])
    if data.get("tick"):
        return Line(at=at, incoming=None)
    kind = _text(data, "type", "text")
    if kind not in _TYPES:
        raise ValueError(f"type 不认识 {kind!r}, 只能是 {'、'.join(_TYPES)}")
    room = data["room"]
    if room is not None and not isinstance(room, str):
        raise TypeError("room 要是群名或 null")
    text, message_id = _text(data, "text", ""), str(data["id"])
    attachment = _attachment(data, kind, text, message_id)
    return Line(
        at=at,
        incoming=Incoming(
            message_id=message_id,
            room=room,
            sender=_text(data, "from"),
            at=at,
            type=kind,
            text="" if attachment and attachment == text else text,
            attachment=attachment,
            mentions=tuple(str(name) for name in data.get("mentions") or ()),
            quote=None if data.get("quote") is None else str(data["quote"]),
        ),
    )


def _attachment(data: dict[str, Any], kind: str, text: str, message_id: str) -> str | None:
    if kind in ("text", "recall"):
        return None
    given = data.get("attachment")
    if isinstance(given, str) and given:
        return given
    if kind == "file" and text:
        return text
    return f"{message_id}.{ {'image': 'jpg', 'voice': 'silk', 'file': 'bin'}[kind] }".replace(" ", "")


def _text(data: dict[str, Any], name: str, default: str | None = None) -> str:
    value = data[name] if default is None else data.get(name)
    if value is None and default is not None:
        return default
    if not isinstance(value, str):
        raise TypeError(f"{name} 要是文字")
    return value


def parse_moment(text: object) -> datetime:
    """An ISO 8601 time; without offset it is local (Asia/Shanghai). Raises ValueError."""
    if not isinstance(text, str):
        raise TypeError("at 要是 ISO 8601 时间")
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=ZONE) if moment.tzinfo is None else moment


class Replay:
    """Runs an engine through a chat log and yields the contract's events."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._seen = 0
        self._said = 0

    def run(self, lines: list[Line], until: datetime | None) -> Iterator[dict[str, Any]]:
        """Every event, in order, with its own virtual time."""
        for line in lines:
            if until is not None and line.at > until:
                break
            yield from self._advance(line.at, inclusive=False)
            if line.incoming is not None:
                self._engine.receive(line.incoming, line.at)
                yield from self._work(line.at)
        end = until or (lines[-1].at if lines else None)
        if end is not None:
            yield from self._advance(end, inclusive=True)

    def _advance(self, to: datetime, *, inclusive: bool) -> Iterator[dict[str, Any]]:
        """Fire what is due before `to`; what is due at that very moment waits for the line's message."""
        while (due := self._engine.next_due()) is not None and (due < to or (inclusive and due == to)):
            yield from self._work(due)

    def _work(self, now: datetime) -> Iterator[dict[str, Any]]:
        while self._engine.run_due(now):
            yield from self._changes()
            yield from self._sends(now)
        yield from self._sends(now)

    def _changes(self) -> Iterator[dict[str, Any]]:
        with self._engine.database.unit() as uow:
            entries = records.after(uow, self._seen)
        for entry in entries:
            self._seen = entry.id
            yield {"at": _iso(entry.at), "event": "ticket", **entry.snapshot}

    def _sends(self, now: datetime) -> Iterator[dict[str, Any]]:
        while (owed := self._engine.take_owed(now)) is not None:
            self._said += 1
            self._engine.sent(owed, now, f"b{self._said}")
            with self._engine.database.unit() as uow:
                no = outbox.ticket_no(uow, owed)
            yield {
                "at": _iso(now),
                "event": "say",
                "id": f"b{self._said}",
                "room": owed.room,
                "to": owed.to,
                "mentions": list(owed.mentions),
                "text": owed.text,
                "ticket": no,
                "attachment": owed.attachment,
            }


def _iso(moment: datetime) -> str:
    return moment.astimezone(ZONE).isoformat()


def replay(
    chat: Path,
    setup: Path,
    policy: Policy,
    until: datetime | None,
    bot_name: str,
    *,
    faulty: Callable[[Iterable[str]], None],
) -> Iterator[str]:
    """The events as JSON lines. All input is read and checked before the first one.

    `faulty` is told each row of the workbook that is left out, and why.
    """
    lines = read_chat(chat)
    database = Database("sqlite://")
    upgrade(database)
    faulty(fault_lines(setup, import_workbook(database, setup, strict=False).faults))
    engine = Engine(database=database, policy=policy, channel="replay", bot_name=bot_name)
    try:
        for event in Replay(engine).run(lines, until):
            yield json.dumps(event, ensure_ascii=False)
    finally:
        database.close()
