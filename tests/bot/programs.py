"""Starting `salon` in a process of its own: as its user does, or forked from one that has it loaded.

Half of what a start takes is the loading of modules, and a hundred tests start a bot, some a dozen times.
What is forked has run nothing yet; from there on it is the same program. That it starts by itself is shown
where `fresh` is asked for.
"""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Protocol

SALON = Path(sys.executable).with_name("salon")
_FORKS = get_context("forkserver")
_FORKS.set_forkserver_preload(["bot.app", "bot.live"])


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Program(Protocol):
    """A process that a test has started."""

    @property
    def pid(self) -> int:
        """Its number."""
        ...

    def send_signal(self, sig: int, /) -> None:
        """Send it a signal, as long as it runs."""
        ...

    def kill(self) -> None:
        """End it as by kill -9."""
        ...

    def poll(self) -> int | None:
        """How it has ended, below zero by a signal; None while it runs."""
        ...

    def wait(self, timeout: float | None = None) -> int:
        """The same once it has ended. Raises subprocess.TimeoutExpired."""
        ...


class _Forked:
    def __init__(self, process: BaseProcess) -> None:
        self._process = process
        assert process.pid is not None
        self.pid = process.pid

    def send_signal(self, sig: int, /) -> None:
        if self.poll() is None:
            os.kill(self.pid, sig)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if (code := self.poll()) is None:
            raise subprocess.TimeoutExpired("salon", timeout or 0)
        return code


def start_salon(
    words: Sequence[str],
    environment: Mapping[str, str],
    folder: Path,
    log: Path,
    *,
    before: Callable[[], None] | None = None,
    fresh: bool = False,
) -> Program:
    """`salon` with these words in this folder; what it says goes to the end of `log`.

    `before`: what a test changes in the program before it runs; `fresh` loads it anew.
    """
    log.touch()
    if fresh:
        with log.open("ab") as end:
            return subprocess.Popen([SALON, *words], env=environment, cwd=folder, stdout=end, stderr=end)
    process = _FORKS.Process(target=_salon, args=(list(words), dict(environment), folder, log, before))
    process.start()
    return _Forked(process)


def _salon(
    words: list[str], environment: dict[str, str], folder: Path, log: Path, before: Callable[[], None] | None
) -> None:
    with log.open("ab") as end:
        for stream in (1, 2):
            os.dup2(end.fileno(), stream)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv = ["salon", *words]
    from bot.cli import main

    if before is not None:
        before()
    main()
