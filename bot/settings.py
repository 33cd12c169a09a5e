"""Settings from a TOML file and the environment; the environment wins. docs/settings.md lists them."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any


class BadSettings(ValueError):
    """A setting cannot be used; the text says which one and how to mend it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """Everything that can be set. A field's environment name is SALON_ and the name in capitals,
    but for the three that the openai library names itself."""

    data_dir: Path = Path("data")
    database_url: str = ""
    channel: str = "simulator"
    http: str = "127.0.0.1:8765"
    policy: str = ""
    bot_name: str = "派单助手"
    burst_quiet_seconds: float = 12.0
    model: str = ""
    model_seconds: float = 8.0
    openai_api_key: str = field(default="", repr=False)
    openai_base_url: str = ""
    wechaty_endpoint: str = ""
    wechaty_token: str = field(default="", repr=False)
    wechaty_tls: str = "off"
    send_per_minute: int = 20

    @property
    def url(self) -> str:
        """The database's SQLAlchemy URL: as set, else a SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'salon.db'}"

    @property
    def host_port(self) -> tuple[str, int]:
        """Where the web pages listen."""
        host, _, port = self.http.rpartition(":")
        return host or "127.0.0.1", int(port)


_OPENAI = {"openai_api_key": "OPENAI_API_KEY", "openai_base_url": "OPENAI_BASE_URL"}
_CHANNELS = ("simulator", "wechaty")


def read_settings(file: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from `file` (default: SALON_CONFIG, else salon.toml where it exists) and the environment.

    Raises BadSettings with one line for a file or value that cannot be used.
    """
    given = os.environ if environment is None else environment
    path = file or Path(given.get("SALON_CONFIG", "salon.toml"))
    values: dict[str, Any] = {}
    if path.exists():
        try:
            values = tomllib.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise BadSettings(f"{path}: 设置文件读不了 ({error})") from error
    elif file is not None:
        raise BadSettings(f"{path}: 没有这个设置文件")
    known = {each.name: each for each in fields(Settings)}
    for name in set(values) - set(known):
        raise BadSettings(f"{path}: 不认识设置 {name}, 请看 docs/settings.md")
    for name in known:
        text = given.get(_OPENAI.get(name, f"SALON_{name.upper()}"))
        if text is not None and text != "":
            values[name] = text
    return _checked(values)


def _checked(values: Mapping[str, Any]) -> Settings:
    converted: dict[str, Any] = {}
    for each in fields(Settings):
        if each.name not in values:
            continue
        try:
            converted[each.name] = each.type(values[each.name]) if callable(each.type) else values[each.name]
        except (TypeError, ValueError) as error:
            raise BadSettings(f"设置 {each.name} 不能是 {values[each.name]!r}") from error
    settings = Settings(**converted)
    if settings.channel not in _CHANNELS:
        raise BadSettings(f"设置 channel 只能是 {' 或 '.join(_CHANNELS)}, 不能是 {settings.channel!r}")
    if not settings.http.rpartition(":")[2].isdigit():
        raise BadSettings(f"设置 http 要写成 主机:端口, 不能是 {settings.http!r}")
    if settings.burst_quiet_seconds <= 0 or settings.model_seconds <= 0:
        raise BadSettings("设置 burst_quiet_seconds 和 model_seconds 要大于 0")
    return settings
