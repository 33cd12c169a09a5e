"""The trades (工种) and their Chinese names, from trades.csv."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def trade_names() -> Mapping[str, str]:
    """Chinese name by trade code, in the file's order."""
    return MappingProxyType({row["code"]: row["name"] for row in _rows()})


@cache
def near_trades() -> Mapping[str, frozenset[str]]:
    """By trade code the trades whose people often can mend its troubles too."""
    return MappingProxyType({row["code"]: frozenset(row["near"].split()) for row in _rows()})


def _rows() -> list[dict[str, str]]:
    lines = (files("prompts") / "trades.csv").read_text("utf-8-sig").splitlines()
    return list(csv.DictReader(lines))
