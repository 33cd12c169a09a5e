"""The live program with the simulator, started as its user starts it."""

import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bot.programs import SALON, Program, free_port, start_salon


@dataclass
class Running:
    """A bot in its own process, on its own data folder."""

    folder: Path
    port: int
    database: str = ""
    process: Program | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **{
                name: value
                for name, value in os.environ.items()
                if not name.startswith(("SALON_", "OPENAI_"))
            },
            "SALON_DATA_DIR": str(self.folder),
            "SALON_HTTP": f"127.0.0.1:{self.port}",
            "SALON_DATABASE_URL": self.database,
        }

    def command(self, *words: str) -> None:
        subprocess.run(
            [SALON, *words], env=self.environment, check=True, capture_output=True, cwd=self.folder
        )

    @property
    def log(self) -> str:
        """What it has said on stderr since the folder was made."""
        return (self.folder / f"{self.port}.log").read_text("utf-8")

    def begin(self, *, fresh: bool = False) -> None:
        """Start the process without waiting for its page."""
        words, log = ["run", "--channel", "simulator"], self.folder / f"{self.port}.log"
        self.process = start_salon(words, self.environment, self.folder, log, fresh=fresh)

    def start(self, *, fresh: bool = False) -> None:
        self.begin(fresh=fresh)
        self.until(self.answers)

    def answers(self) -> bool:
        """Whether its page is there."""
        try:
            with urllib.request.urlopen(f"{self.address}/health", timeout=1):
                return True
        except (urllib.error.URLError, OSError):
            return False

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait for something to come true; RuntimeError with the log where it does not."""
        for _ in range(1200):
            if holds():
                return
            time.sleep(0.05)
        raise RuntimeError(self.log)

    def stop(self, number: int = signal.SIGTERM) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(timeout=10)


@pytest.fixture
def running(tmp_path: Path, with_roster: Path) -> Iterator[Running]:
    """A started bot with the sample roster; ended by SIGTERM within ten seconds."""
    shutil.copytree(with_roster, tmp_path, dirs_exist_ok=True)
    bot = Running(folder=tmp_path, port=free_port())
    bot.start()
    yield bot
    if bot.process is not None and bot.process.poll() is None:
        bot.stop()
