"""Settings from a TOML file and the environment; the environment wins. docs/settings.md lists them."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from bot.setting_rules import (
    ADDRESS,
    CERTIFICATES,
    DATABASE,
    FLAG,
    FOLDER,
    GATEWAYS,
    JSON_OBJECT,
    KEY,
    NAME,
    SITE,
    TEXT,
    TOKENS,
    Rule,
    Wrong,
    number,
    one_of,
    parts,
    whole,
)
from handlers.by_hand import BadFile, perhaps, read_toml

_WAITS = number(0, 300, above=True)  # seconds
_MONEY = number(0, 1_000_000)  # yuan


class BadSettings(ValueError):
    """A setting cannot be used; the text says which one and how to mend it."""


def _set(default: Any, rule: Rule, *, secret: bool = False) -> Any:
    return field(default=default, repr=not secret, metadata={"rule": rule})


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """Everything that can be set. A field's environment name is SALON_ and the name in capitals,
    but for the three that the openai library names itself."""

    data_dir: Path = _set(Path("data"), FOLDER)  # noqa: RUF009 - it makes a field
    database_url: str = _set("", DATABASE)
    move_to: str = _set("", DATABASE, secret=True)
    channel: str = _set("simulator", one_of(("simulator", "wechaty")))
    http: str = _set("127.0.0.1:8765", ADDRESS)
    policy: str = _set("", TEXT)
    bot_name: str = _set("派单助手", NAME)
    burst_quiet_seconds: float | None = _set(None, number(0, 60, above=True))  # None: as the policy says
    model: str = _set("", TEXT)
    model_seconds: float = _set(8.0, _WAITS)
    model_format: str = _set("schema", one_of(("schema", "json", "text")))
    model_extra: str = _set("", JSON_OBJECT)
    model_names: bool = _set(False, FLAG)
    model_yuan_per_day: float = _set(0.0, _MONEY)
    model_tokens_per_day: int = _set(2_000_000, whole(0, 10**12))
    model_price_in: float = _set(0.0, _MONEY)
    model_price_cached: float = _set(0.0, _MONEY)
    model_price_out: float = _set(0.0, _MONEY)
    ocr: bool = _set(True, FLAG)
    vision_model: str = _set("", TEXT)
    voice_model: str = _set("", TEXT)
    voice_base_url: str = _set("", SITE)
    voice_api_key: str = _set("", KEY, secret=True)
    voice_price_per_minute: float = _set(0.0, _MONEY)
    media_seconds: float = _set(10.0, _WAITS)
    vectors: str = _set("auto", one_of(("auto", "local", "endpoint", "off")))
    embedding_model: str = _set("", TEXT)
    embedding_base_url: str = _set("", SITE)
    embedding_api_key: str = _set("", KEY, secret=True)
    embedding_seconds: float = _set(5.0, _WAITS)
    openai_api_key: str = _set("", KEY, secret=True)
    openai_base_url: str = _set("", SITE)
    wechaty_endpoint: str = _set("", GATEWAYS)
    wechaty_token: str = _set("", TOKENS, secret=True)
    wechaty_tls: str = _set("off", CERTIFICATES)
    wechaty_accept_invitations: bool = _set(False, FLAG)
    file_limit_mb: int = _set(50, whole(1, 10_000))
    free_mb: int = _set(1000, whole(0, 10**9))
    send_per_minute: int = _set(20, whole(1, 1000))
    send_gap_seconds: float = _set(1.0, number(0, 60))
    send_jitter_seconds: float = _set(0.6, number(0, 60))

    @property
    def url(self) -> str:
        """The database's SQLAlchemy URL: as set, else a SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'salon.db'}"

    @property
    def model_body(self) -> dict[str, Any]:
        """What `model_extra` adds to the body of every model call."""
        body: dict[str, Any] = json.loads(self.model_extra) if self.model_extra else {}
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
        endpoints, tokens, tls = map(parts, (self.wechaty_endpoint, self.wechaty_token, self.wechaty_tls))
        tls = tls if len(tls) == len(endpoints) else tls[:1] * len(endpoints)
        return tuple(zip(endpoints, tokens, tls, strict=True))


_OPENAI = {"openai_api_key": "OPENAI_API_KEY", "openai_base_url": "OPENAI_BASE_URL"}
_PREFIX, _CONFIG = "SALON_", "SALON_CONFIG"


def read_settings(file: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from `file` (default: SALON_CONFIG, else salon.toml where it exists) and the environment.

    Raises BadSettings with one line that names every setting that cannot be used, and what it may be.
    """
    given = os.environ if environment is None else environment
    named = file or (Path(given[_CONFIG]) if given.get(_CONFIG) else None)
    path = named or Path("salon.toml")
    if named is not None and not path.exists():
        raise BadSettings(f"{path}：没有这个设置文件")
    try:
        values = read_toml(path) if path.exists() else {}
    except BadFile as error:
        raise BadSettings(f"{path}：{error}") from error
    faults, read = [*_unknown_in(path, values), *_unknown_variables(given)], {}
    for each in fields(Settings):
        variable = variable_of(each.name)
        where, value = f"{path} 里的 {each.name}", values.get(each.name)
        if given.get(variable):
            where, value = f"环境变量 {variable}", given[variable]
        if value is None:
            continue
        rule: Rule = each.metadata["rule"]
        try:
            read[each.name] = rule.read(value)
        except ValueError as error:
            allowed = str(error) if isinstance(error, Wrong) and str(error) else rule.allowed
            shown = rule.display(value)
            faults.append(f"{where} {f'是 {shown}' if shown else '不对'}，{allowed}")
    settings = Settings(**read)
    faults += _together(settings)
    if faults:
        raise BadSettings(f"{'；'.join(faults)}。每一项见 docs/settings.md")
    return settings


def variable_of(name: str) -> str:
    """The environment variable of a setting."""
    return _OPENAI.get(name, f"{_PREFIX}{name.upper()}")


def _unknown_in(path: Path, values: Mapping[str, Any]) -> list[str]:
    known = [each.name for each in fields(Settings)]
    return [
        f"{path} 里的 {name} 不认识{perhaps(name.lower().removeprefix(_PREFIX.lower()), known)}"
        for name in values
        if name not in known
    ]


def _unknown_variables(environment: Mapping[str, str]) -> list[str]:
    """Variables that look like a slip of ours; what is near none of them may be somebody else's."""
    known = [variable_of(each.name) for each in fields(Settings)] + [_CONFIG]
    faults = []
    for name, value in environment.items():
        if not value or name in known or not name.upper().startswith(_PREFIX):
            continue
        meant = perhaps(name.upper(), known) or perhaps(name.upper().removeprefix(_PREFIX), known)
        if meant:
            faults.append(f"环境变量 {name} 不认识{meant}")
    return faults


def _together(settings: Settings) -> list[str]:
    """What is wrong between settings that are each well."""
    endpoints, tokens, tls = (
        len(parts(given))
        for given in (settings.wechaty_endpoint, settings.wechaty_token, settings.wechaty_tls)
    )
    faults = []
    if tokens != endpoints:
        faults.append(
            f"wechaty_token 要和 wechaty_endpoint 一样多：现在是 {endpoints} 个网关, {tokens} 个 token"
        )
    if tls not in (1, endpoints):
        faults.append(f"wechaty_tls 只写一个，或和 wechaty_endpoint 一样多：现在是 {tls} 个")
    return faults
