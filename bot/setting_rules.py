"""What a setting may be: how its value is read, from the environment or from TOML, and what is allowed."""

import json
import math
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from handlers.by_hand import plain, shown


class Wrong(ValueError):
    """A value that is not allowed; the text says more than the rule does where there is one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """`read` makes the setting of what was written, or raises ValueError; `allowed` says what may be.

    `display`: how much of a wrong value may be printed.
    """

    allowed: str
    read: Callable[[Any], Any]
    display: Callable[[Any], str] = shown


def _hidden(_value: Any) -> str:
    return ""


def number(least: float, most: float, *, above: bool = False) -> Rule:
    """From `least` (`above`: more than that) to `most`."""

    def read(value: Any) -> float:
        given = float(_plain(value))
        if not math.isfinite(given) or not least <= given <= most or (above and given == least):
            raise Wrong
        return given

    begin = f"大于 {plain(least)}、不超过" if above else f" {plain(least)} 到"
    return Rule(allowed=f"要是{begin} {plain(most)} 的数", read=read)


def whole(least: int, most: int) -> Rule:
    """A whole number."""

    def read(value: Any) -> int:
        given = int(_plain(value))
        if isinstance(value, float) or not least <= given <= most:
            raise Wrong
        return given

    return Rule(allowed=f"要是 {least} 到 {most} 的整数", read=read)


def _plain(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Wrong
    return value


_TRUE, _FALSE = frozenset({"1", "true", "yes", "on", "是"}), frozenset({"0", "false", "no", "off", "否"})


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if _text(value).lower() not in _TRUE | _FALSE:
        raise Wrong
    return _text(value).lower() in _TRUE


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Wrong
    return value


def one_of(words: Sequence[str]) -> Rule:
    """One of these words."""

    def read(value: Any) -> str:
        if value not in words:
            raise Wrong
        return _text(value)

    return Rule(allowed=f"只能是 {'、'.join(words)}", read=read)


def _name(value: Any) -> str:
    if not _text(value).strip() or not value.isprintable() or "@" in value:
        raise Wrong
    return _text(value).strip()


def _folder(value: Any) -> Path:
    if not _text(value).strip():
        raise Wrong
    return Path(value).expanduser()


def is_address(text: str) -> bool:
    """Whether it is host:port."""
    host, _, port = text.rpartition(":")
    bare = host if host.startswith("[") else host.replace(":", " ")
    return not set("/ @") & set(bare) and port.isascii() and port.isdigit() and 0 < int(port) < 65536


def _address(value: Any) -> str:
    if not is_address(_text(value)):
        raise Wrong
    return _text(value)


def _site(value: Any) -> str:
    if value == "":
        return ""
    parts = urlsplit(_text(value))
    if parts.scheme not in ("http", "https") or not parts.hostname or " " in value or not parts.port != 0:
        raise Wrong
    return _text(value)


def _key(value: Any) -> str:
    if not _is_key(_text(value).strip()):
        raise Wrong
    return _text(value).strip()


def _is_key(text: str) -> bool:
    return text.isascii() and text.isprintable() and " " not in text


_SCHEMES = ("sqlite", "postgresql+psycopg")


def _database(value: Any) -> str:
    if value == "":
        return ""
    scheme, colon, rest = _text(value).partition("://")
    if not colon or scheme not in _SCHEMES:
        raise Wrong
    if scheme != "sqlite":
        server = rest.partition("/")[0]
        if server.count("@") > 1 or "@" in rest.partition("/")[2].partition("?")[0]:
            raise Wrong("用户名和密码里的 @ 写成 %40，/ 写成 %2F")
        port = server.rpartition("@")[2].rpartition("]")[2].partition(":")[2]
        if port and not (port.isascii() and port.isdigit()):
            raise Wrong("主机后面的端口要是数字，例如 127.0.0.1:5432")
        if not rest.partition("/")[2].partition("?")[0]:
            raise Wrong("末尾要写库名，例如 …@127.0.0.1/salon")
    return _text(value)


def _scheme(value: Any) -> str:
    """Of a database's URL only what cannot hold a password."""
    scheme, colon, _ = str(value).partition("://")
    return f"{scheme}://…" if colon and scheme.isprintable() else ""


def _object(value: Any) -> str:
    if value and not isinstance(json.loads(_text(value)), dict):
        raise Wrong
    return _text(value)


def _gateways(value: Any) -> str:
    endpoints = parts(_text(value))
    if any(not each.rpartition(":")[0] or not is_address(each) for each in endpoints):
        raise Wrong
    if len(set(endpoints)) < len(endpoints):
        raise Wrong("同一个网关只写一次")
    return _text(value)


def _tokens(value: Any) -> str:
    if not all(map(_is_key, parts(_text(value)))):
        raise Wrong
    return _text(value)


def _certificates(value: Any) -> str:
    for each in parts(_text(value)):
        if each in ("off", "insecure", "system"):
            continue
        if not Path(each).is_file():
            raise Wrong
        try:
            ssl.create_default_context(cafile=each)
        except OSError as error:  # what ssl raises is one
            raise Wrong(f"{each} 里没有能用的 CA 证书（要 PEM 格式）") from error
    return _text(value)


def parts(text: str) -> list[str]:
    """What is written with commas between."""
    return [part.strip() for part in text.split(",") if part.strip()]


TEXT = Rule(allowed="要是一段文字，放在引号里", read=_text)
FLAG = Rule(allowed="只能是 true 或 false（环境变量里也可写 1、0、是、否）", read=_flag)
NAME = Rule(allowed="要是一个名字，不能空着，里面没有 @", read=_name)
FOLDER = Rule(allowed="要是一个文件夹，放在引号里", read=_folder)
ADDRESS = Rule(allowed="要写成 主机:端口，端口是 1 到 65535，例如 127.0.0.1:8765", read=_address)
SITE = Rule(allowed="要是 http:// 或 https:// 开头的网址", read=_site)
KEY = Rule(allowed="只能是英文字母、数字和符号，中间没有空格", read=_key, display=_hidden)
DATABASE = Rule(
    allowed="要写成 postgresql+psycopg://用户:密码@主机/库，或 sqlite:////文件夹/salon.db；别的数据库不行",
    read=_database,
    display=_scheme,
)
JSON_OBJECT = Rule(allowed="要是一个 JSON 对象，例如 '{\"enable_thinking\": false}'", read=_object)
GATEWAYS = Rule(allowed="要写成 主机:端口，几个用逗号隔开，例如 127.0.0.1:8788", read=_gateways)
TOKENS = Rule(
    allowed="只能是英文字母、数字和符号，中间没有空格，几个用逗号隔开", read=_tokens, display=_hidden
)
CERTIFICATES = Rule(allowed="只能是 off、insecure、system 或一个 CA 文件的路径", read=_certificates)
