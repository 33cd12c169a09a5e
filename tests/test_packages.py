"""What is installed elsewhere is what stands here: the packages are named one by one."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_every_package_is_named() -> None:
    named = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]
    here = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for room in ("bot", "handlers", "storage", "prompts")
        for path in (ROOT / room).rglob("*.py")
    }
    assert set(named) == here
