"""Reading and writing the JSONL files of the evaluations."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.commands.errors import BadInput, write_out


def read_lines(path: Path, *required: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Line number and object of every line. Raises BadInput for a broken line or a missing field."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: 读不了这个文件 ({error})") from error
    for number, raw in enumerate(text.split("\n"), start=1):
        if not raw.strip():
            continue
        try:
            data = json.loads(raw)
        except json.JSONDecodeError as error:
            raise BadInput(f"{path}:{number}: 不是 JSON ({error.msg}); 请改正这一行") from error
        if not isinstance(data, dict):
            raise BadInput(f"{path}:{number}: 一行要是一个 JSON 对象; 请改正这一行")
        missing = [name for name in required if not isinstance(data.get(name), str | int)]
        if missing:
            raise BadInput(f"{path}:{number}: 缺少 {'、'.join(missing)}; 请补上")
        yield number, data


def write_lines(path: Path | None, rows: Iterable[dict[str, Any]]) -> None:
    """Write the objects, a line each; nothing where there is no path."""
    if path is not None:
        write_out(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
