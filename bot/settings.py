"""Settings from a TOML file and the environment; the environment wins. docs/settings.md lists them."""

import json
import math
import os
import ssl
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
    move_to: str = field(default="", repr=False)
    channel: str = "simulator"
    http: str = "127.0.0.1:8765"
    policy: str = ""
    bot_name: str = "派单助手"
    burst_quiet_seconds: float = 12.0
    model: str = ""
    model_seconds: float = 8.0
    model_format: str = "schema"
    model_extra: str = ""
    model_names: bool = False
    model_yuan_per_day: float = 0.0
    model_tokens_per_day: int = 2_000_000
    model_price_in: float = 0.0
    model_price_cached: float = 0.0
    model_price_out: float = 0.0
    ocr: bool = True
    vision_model: str = ""
    voice_model: str = ""
    voice_base_url: str = ""
    voice_api_key: str = field(default="", repr=False)
    voice_price_per_minute: float = 0.0
    media_seconds: float = 10.0
    vectors: str = "auto"
    embedding_model: str = ""
    embedding_base_url: str = ""
    embedding_api_key: str = field(default="", repr=False)
    embedding_seconds: float = 5.0
    openai_api_key: str = field(default="", repr=False)
    openai_base_url: str = ""
    wechaty_endpoint: str = ""
    wechaty_token: str = field(default="", repr=False)
    wechaty_tls: str = "off"
    wechaty_accept_invitations: bool = False
    file_limit_mb: int = 50
    free_mb: int = 1000
    send_per_minute: int = 20
    send_gap_seconds: float = 1.0
    send_jitter_seconds: float = 0.6

    @property
    def url(self) -> str:
        """The database's SQLAlchemy URL: as set, else a SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'salon.db'}"

    @property
    def model_body(self) -> dict[str, Any]:
        """What `model_extra` adds to the body of every model call."""
        body = json.loads(self.model_extra) if self.model_extra else {}
        if not isinstance(body, dict):
            raise ValueError(self.model_extra)
        return body

    @property
    def embedding_key(self) -> str:
        """The key for embeddings: their own, else the model's."""
        return self.embedding_api_key or self.openai_api_key

    @property
    def host_port(self) -> tuple[str, int]:
        """Where the web pages listen."""
        host, _, port = self.http.rpartition(":")
        return host or "127.0.0.1", int(port)

    @property
    def wechaty_accounts(self) -> tuple[tuple[str, str, str], ...]:
        """Endpoint, token and TLS of every gateway; several are written with commas, in the same order."""
        endpoints, tokens, tls = (
            [part.strip() for part in given.split(",") if part.strip()]
            for given in (self.wechaty_endpoint, self.wechaty_token, self.wechaty_tls)
        )
        tls = tls if len(tls) == len(endpoints) else tls[:1] * len(endpoints)
        return tuple(zip(endpoints, tokens, tls, strict=True))


_OPENAI = {"openai_api_key": "OPENAI_API_KEY", "openai_base_url": "OPENAI_BASE_URL"}
_TRUE, _FALSE = frozenset({"1", "true", "yes", "on", "是"}), frozenset({"0", "false", "no", "off", "否"})
_FORMATS = ("schema", "json", "text")
_VECTORS = ("auto", "local", "endpoint", "off")
_CHANNELS = ("simulator", "wechaty")


def read_settings(file: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from `file` (default: SALON_CONFIG, else salon.toml where it exists) and the environment.

    Raises BadSettings with one line for a file or value that cannot be used.
    """
    given = os.environ if environment is None else environment
    named = Path(given["SALON_CONFIG"]) if given.get("SALON_CONFIG") else None
    file = file or named
    path = file or Path("salon.toml")
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


def _as(kind: Any, value: Any) -> Any:
    if kind is bool and isinstance(value, str):
        if value.lower() not in _TRUE | _FALSE:
            raise ValueError(value)
        return value.lower() in _TRUE
    return kind(value) if callable(kind) else value


def _checked(values: Mapping[str, Any]) -> Settings:
    converted: dict[str, Any] = {}
    for each in fields(Settings):
        if each.name not in values:
            continue
        try:
            converted[each.name] = _as(each.type, values[each.name])
        except (TypeError, ValueError) as error:
            raise BadSettings(f"设置 {each.name} 不能是 {values[each.name]!r}") from error
        if isinstance(converted[each.name], float) and not math.isfinite(converted[each.name]):
            raise BadSettings(f"设置 {each.name} 不能是 {values[each.name]!r}")
    settings = Settings(**converted)
    if settings.channel not in _CHANNELS:
        raise BadSettings(f"设置 channel 只能是 {' 或 '.join(_CHANNELS)}, 不能是 {settings.channel!r}")
    if settings.vectors not in _VECTORS:
        raise BadSettings(f"设置 vectors 只能是 {'、'.join(_VECTORS)}, 不能是 {settings.vectors!r}")
    if settings.embedding_seconds <= 0:
        raise BadSettings("设置 embedding_seconds 要大于 0")
    port = settings.http.rpartition(":")[2]
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise BadSettings(f"设置 http 要写成 主机:端口, 不能是 {settings.http!r}")
    if min(settings.burst_quiet_seconds, settings.model_seconds, settings.media_seconds) <= 0:
        raise BadSettings("设置 burst_quiet_seconds、model_seconds 和 media_seconds 要大于 0")
    if settings.send_per_minute < 1 or settings.send_gap_seconds < 0 or settings.send_jitter_seconds < 0:
        raise BadSettings("设置 send_per_minute 至少是 1，send_gap_seconds 和 send_jitter_seconds 不能是负数")
    if settings.file_limit_mb < 1:
        raise BadSettings("设置 file_limit_mb 至少是 1")
    if settings.free_mb < 0:
        raise BadSettings("设置 free_mb 不能是负数，不看就写 0")
    _check_model(settings)
    _check_wechaty(settings)
    return settings


def _check_model(settings: Settings) -> None:
    if settings.model_format not in _FORMATS:
        raise BadSettings(f"设置 model_format 只能是 {'、'.join(_FORMATS)}, 不能是 {settings.model_format!r}")
    try:
        settings.model_body  # noqa: B018 - read for its errors
    except ValueError as error:
        raise BadSettings(f"设置 model_extra 要是一个 JSON 对象, 不能是 {settings.model_extra!r}") from error
    numbers = (
        "model_yuan_per_day",
        "model_tokens_per_day",
        "model_price_in",
        "model_price_cached",
        "model_price_out",
        "voice_price_per_minute",
    )
    for name in numbers:
        if not 0 <= getattr(settings, name) < 1e12:
            raise BadSettings(f"设置 {name} 不能是 {getattr(settings, name)!r}, 不限就写 0")


def _check_wechaty(settings: Settings) -> None:
    endpoints = [each.strip() for each in settings.wechaty_endpoint.split(",") if each.strip()]
    tokens = [each.strip() for each in settings.wechaty_token.split(",") if each.strip()]
    for endpoint in endpoints:
        host, _, port = endpoint.rpartition(":")
        if not host or "/" in host or not port.isdigit() or not 0 < int(port) < 65536:
            raise BadSettings(f"设置 wechaty_endpoint 要写成 主机:端口, 不能是 {endpoint!r}")
    if any(not token.isascii() or len(token.split()) > 1 or not token.isprintable() for token in tokens):
        raise BadSettings("设置 wechaty_token 只能是英文字母、数字和符号, 中间没有空格")
    if (endpoints or tokens) and len(tokens) != len(endpoints):
        raise BadSettings(
            "设置 wechaty_token 要和 wechaty_endpoint 一样多: "
            f"{len(endpoints)} 个网关, {len(tokens)} 个 token"
        )
    tls = [each.strip() for each in settings.wechaty_tls.split(",") if each.strip()]
    if len(tls) not in (1, len(endpoints)):
        raise BadSettings("设置 wechaty_tls 只写一个, 或和 wechaty_endpoint 一样多")
    for each in tls:
        if each in ("off", "insecure", "system"):
            continue
        if not Path(each).is_file():
            raise BadSettings(f"设置 wechaty_tls 只能是 off、insecure、system 或 CA 文件, 没有文件 {each!r}")
        try:
            ssl.create_default_context(cafile=each)
        except OSError as error:  # what ssl raises is one
            raise BadSettings(f"设置 wechaty_tls: {each} 里没有能用的 CA 证书 (要 PEM 格式)") from error
