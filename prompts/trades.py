"""The trades (工种) and their Chinese names, from trades.csv."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def trade_names() -> Mapping[str, str]:
    """Chinese name by trade code, in the file's order."""
    lines = (files("prompts") / "trades.csv").read_text("utf-8-sig").splitlines()
    return MappingProxyType({row["code"]: row["name"] for row in csv.DictReader(lines)})
