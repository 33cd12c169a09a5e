"""The words that go to a model: a system prompt that never changes, then what is asked about."""

import json
from functools import cache
from importlib.resources import files

from prompts.schemas import RequestReading
from prompts.trades import trade_names


@cache
def instructions() -> str:
    """The system prompt. It is the same for every call, so that an endpoint keeps it in its prefix cache."""
    trades = "\n".join(f"  {code} {name}" for code, name in trade_names().items())
    return _file("read.md").replace("{trades}", trades)


@cache
def instructions_with_schema() -> str:
    """The same for endpoints that take no schema beside the prompt."""
    schema = json.dumps(RequestReading.model_json_schema(), ensure_ascii=False)
    return f"{instructions()}\n只回一个 JSON 对象，不要别的字，照这个 JSON Schema：\n{schema}\n"


def picture_instructions() -> str:
    """What a model that sees is asked to do with a picture."""
    return _file("picture.md")


def question(*, at: str, tickets: str, before: str, said: str) -> str:
    """What changes from call to call, the slowest first: open tickets, the talk before, the message."""
    return _file("question.md").format(at=at, tickets=tickets, before=before, said=said)


@cache
def _file(name: str) -> str:
    return (files("prompts") / name).read_text("utf-8")
