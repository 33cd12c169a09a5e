"""What the command line says when it cannot go on: one Chinese line, where click's own is English."""

import re
from pathlib import Path

import click

from bot.space import FULL


class BadInput(Exception):
    """Bad arguments or bad input: one line that names the file, the line and the mend; exit code 2."""


def write_out(path: Path, made: str | bytes) -> None:
    """Write what a command makes into a file that was asked for. Raises BadInput; OSError for a full disk."""
    try:
        path.write_bytes(made if isinstance(made, bytes) else made.encode())
    except OSError as error:
        if error.errno in FULL:
            raise
        raise BadInput(f"{path} 写不进去（{error.strerror}）；看文件夹在不在、能不能写") from error


class GaveWay(Exception):
    """The program stops because another one has taken over: one line, exit code 1, worth a restart."""


def sentence_of(error: click.ClickException) -> str:
    """What is wrong with a command line, in one line; our own words are passed on as they are."""
    said = " ".join(_sentence(error).split())
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"{said}（用法：{context.command_path} --help）" if context is not None else said


def _sentence(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            return f"没有选项 {error.option_name}{_perhaps(error.possibilities)}"
        case click.NoSuchCommand():
            return f"没有命令 {error.command_name}{_perhaps(error.possibilities)}"
        case click.BadOptionUsage():
            flag = "does not take" in error.message
            return f"选项 {error.option_name} {'后面不带值' if flag else '后面要写上值'}"
        case click.MissingParameter():
            return f"没有写{_named(error.param)}{_help_of(error.param)}"
        case click.BadParameter() if error.param is not None:
            return f"{_named(error.param)} 不对：{_wanted(error.param.type, error.message)}"
    if type(error) is click.UsageError and error.message.isascii():  # those that click has no class for
        extra = re.search(r"\((.*)\)", error.message, re.S)
        return f"多写了 {extra[1]}" if extra is not None else "没有写要做什么"
    return error.message


def _perhaps(names: list[str] | None) -> str:
    return f"，是不是 {' 或 '.join(names)}" if names else ""


def _named(param: click.Parameter | None) -> str:
    if isinstance(param, click.Option):
        return f"选项 {max(param.opts, key=len)}"
    return f"参数 {param.human_readable_name}" if param is not None else "参数"


def _help_of(param: click.Parameter | None) -> str:
    told = getattr(param, "help", None)
    return f"（{told}）" if told else ""


def _wanted(kind: click.ParamType[object], message: str) -> str:
    """What a value of this type has to be; callbacks of ours say it themselves."""
    quoted = re.search(r"'(.*)'|\"(.*)\"", message, re.S)
    given = (quoted[1] or quoted[2] or "") if quoted is not None else ""
    match kind:
        case click.Path():
            return _of_path(given, kind)
        case click.Choice():
            return f"只能是 {'、'.join(str(each) for each in kind.choices)}"
        case click.IntRange():
            return f"要是 {kind.min} 到 {kind.max} 的整数"
    if kind is click.INT:
        return f"{given} 不是整数"
    return message


def _of_path(given: str, kind: click.Path) -> str:
    path = Path(given)
    if path.is_dir() and not kind.dir_okay:
        return f"{given} 是文件夹，要写文件"
    if path.is_file() and not kind.file_okay:
        return f"{given} 是文件，要写文件夹"
    return f"{given} 读写不了，看看权限" if path.exists() else f"没有文件 {given}"
