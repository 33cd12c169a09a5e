"""What is installed elsewhere is what stands here, and the map of the handlers names what is there."""

import re
import tomllib
from pathlib import Path

import handlers

ROOT = Path(__file__).parent.parent


def test_every_package_is_named() -> None:
    named = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]
    here = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for room in ("bot", "handlers", "storage", "prompts")
        for path in (ROOT / room).rglob("*.py")
    }
    assert set(named) == here


def test_the_map_of_the_handlers_names_what_is_there() -> None:
    told = handlers.__doc__ or ""
    packages = {path.parent.name for path in (ROOT / "handlers").glob("*/__init__.py")}
    assert packages <= set(re.findall(r"\b(\w+)/", told))
    here = {path.name for path in (ROOT / "handlers").rglob("*.py")}
    assert {Path(each).name for each in re.findall(r"[\w/]+\.py", told)} <= here | {"engine.py"}
    for each in re.findall(r"\b(\w+/\w+\.py)", told):
        assert (ROOT / "handlers" / each).exists() or (ROOT / each).exists(), each
