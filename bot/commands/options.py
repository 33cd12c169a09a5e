"""What the commands have in common."""

from collections.abc import Iterable
from pathlib import Path

import click

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, path_type=Path)


def to_stderr(lines: Iterable[str]) -> None:
    """Say what is beside the result."""
    for line in lines:
        click.echo(line, err=True)
