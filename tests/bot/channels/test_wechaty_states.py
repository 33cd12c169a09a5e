"""The bot and its gateway: connecting, losing and finding each other, logins, and what is shown of them."""

import signal
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import trustme
from prometheus_client.parser import text_string_to_metric_families

from handlers.desk import ZONE
from tests.bot.channels.conftest import (
    ROOMS,
    GatewayProcess,
    WechatBot,
    coordinators_of_the_roster,
    wait_for,
)
from tests.bot.channels.talking import REQUEST, arrived, ping_of
from tests.bot.programs import free_port
from tests.conftest import EXPERTS, MEIYU, UNION


def inbox(bot: WechatBot) -> list[tuple[str, str, str]]:
    return bot.rows("select sender, text, type from inbox order by id")


def test_a_gateway_that_is_killed_and_started_again_is_found_again(
    gateway: GatewayProcess, bot: WechatBot
) -> None:
    bot.start()
    bot.wait_ready()
    gateway.kill()
    wait_for(lambda: bot.state() == "lost", bot.log())
    assert "和网关断开了，正在重连（网关断开了，像是停了或在重启）" in bot.log()
    gateway.start()
    gateway.populate()
    wait_for(lambda: bot.state() == "logged_in", bot.log())
    gateway.says("澄屿小葛", REQUEST, MEIYU)
    ping_of(gateway, bot)


def test_after_a_gap_it_says_once_from_when_to_when_it_was_away(
    gateway: GatewayProcess, bot: WechatBot
) -> None:
    bot.start()
    bot.wait_ready()
    gateway.says("澄屿小葛", REQUEST, MEIYU)
    wait_for(lambda: gateway.said_in(MEIYU), bot.log())
    bot.stop(signal.SIGKILL)
    # The clock is moved, not waited for: it was last surely listening five minutes ago.
    before = datetime.now(UTC) - timedelta(minutes=5)
    with sqlite3.connect(bot.folder / "salon.db") as records:
        records.execute("update accounts set alive_at = ?", (f"{before:%Y-%m-%d %H:%M:%S.%f}",))
    records.close()

    def notices() -> list[dict[str, Any]]:
        return [each for each in gateway.said() if "我不在线" in str(each["text"])]

    bot.start()
    wait_for(
        lambda: {each["conversation"] for each in notices()} >= {ROOMS[MEIYU], ROOMS[EXPERTS]}, bot.log()
    )
    assert str(notices()[0]["text"]).startswith(f"{before.astimezone(ZONE):%H:%M}–")
    said = len(notices())
    gateway.do("logout")
    wait_for(lambda: bot.state() == "logged_out", bot.log())
    gateway.do("login", id="bot")
    wait_for(lambda: bot.state() == "logged_in", bot.log())
    gateway.says("澄屿小葛", "好的", MEIYU, id="later")
    arrived(bot, "later")
    assert len(notices()) == said == 2  # the salon and the coordinators had nothing to lose


def test_messages_announced_before_the_gateway_went_are_read_when_it_is_back(
    gateway: GatewayProcess, bot: WechatBot
) -> None:
    bot.start(step="announced and nothing read")
    bot.wait_ready()
    for number in range(3):
        gateway.says("澄屿小葛", f"第{number}句", MEIYU)
    assert bot.process is not None
    bot.process.wait(timeout=60)
    bot.start()
    wait_for(lambda: inbox(bot), bot.log())
    assert inbox(bot)[0][1] == "第0句"


def test_a_frozen_gateway_is_noticed_and_left(gateway: GatewayProcess, bot: WechatBot) -> None:
    bot.start()
    bot.wait_ready()
    assert gateway.process is not None
    gateway.process.send_signal(signal.SIGSTOP)
    wait_for(lambda: bot.state() == "lost", bot.log())
    assert "网关没有回应，像是卡住了" in bot.log()
    gateway.process.send_signal(signal.SIGCONT)
    wait_for(lambda: bot.state() == "logged_in", bot.log())


def test_a_gateway_that_is_down_is_waited_for(gateway: GatewayProcess, bot: WechatBot) -> None:
    gateway.kill()
    bot.start()
    wait_for(lambda: bot.state() == "lost", bot.log())
    assert "连不上网关，那个端口上没有程序；看网关开着没有，地址、端口对不对" in bot.log()
    gateway.start()
    gateway.populate()
    bot.wait_ready()


def test_a_wrong_token_says_so_and_is_not_tried_again(gateway: GatewayProcess, bot: WechatBot) -> None:
    bot.token = "wrong_token"
    bot.start()
    wait_for(lambda: bot.state() == "refused", bot.log())
    assert bot.process is not None
    assert bot.process.wait(timeout=10) == 2
    assert "网关不认这个 token" in bot.log()
    assert bot.token not in bot.log()


def test_a_second_listener_waits_until_the_first_is_gone(
    gateway: GatewayProcess, bot: WechatBot, tmp_path: Path
) -> None:
    bot.start()
    bot.wait_ready()
    folder = tmp_path / "second"
    folder.mkdir()
    second = WechatBot(folder=folder, gateway=gateway)
    second.prepare()
    second.start()
    try:
        wait_for(lambda: second.state() == "taken", second.log())
        assert "已有另一个程序在听" in second.log()
        bot.stop()
        wait_for(lambda: second.state() == "logged_in", second.log())
    finally:
        second.stop()


def test_a_second_bot_on_the_same_records_stands_by_and_leaves_the_gateway_alone(
    gateway: GatewayProcess, bot: WechatBot
) -> None:
    bot.start()
    bot.wait_ready()
    second = WechatBot(folder=bot.folder, gateway=gateway)
    second.start()
    try:
        wait_for(lambda: "action=wait_for_turn" in bot.log(), bot.log())
        assert bot.state() == "logged_in"
        bot.stop()
        wait_for(lambda: bot.log().count("state=logged_in") == 2, bot.log())
        assert "state=taken" not in bot.log()
    finally:
        second.stop()


def _asks_to_scan(gateway: GatewayProcess, bot: WechatBot) -> None:
    """Nobody is logged in, and the gateway shows a code."""
    gateway.kill()
    gateway.start()
    gateway.populate(login=False)
    bot.start()
    wait_for(lambda: bot.state() == "connecting", bot.log())
    gateway.do("scan", qrcode="https://login.weixin.qq.com/l/abc")
    wait_for(lambda: bot.state() == "waiting_for_scan", bot.log())


def test_scan_login_and_logout_are_shown(gateway: GatewayProcess, bot: WechatBot) -> None:
    _asks_to_scan(gateway, bot)
    assert "▄" in bot.log()
    gateway.do("login", id="bot")
    wait_for(lambda: bot.state() == "logged_in", bot.log())
    gateway.do("logout")
    wait_for(lambda: bot.state() == "logged_out", bot.log())
    assert bot.process is not None
    assert bot.process.poll() is None


def test_a_system_certificate_is_checked(gateway_installed: None, bot: WechatBot) -> None:
    bot.gateway.kill()
    bot.gateway.tls, bot.gateway.port = "tls", free_port()
    bot.gateway.start()
    bot.gateway.populate()
    bot.tls = "system"
    bot.start()
    wait_for(lambda: bot.state() == "lost", bot.log())
    assert "网关的证书不被信任" in bot.log()


def test_a_certificate_of_ones_own_ca_is_trusted(
    gateway_installed: None, bot: WechatBot, tmp_path: Path
) -> None:
    authority = trustme.CA()
    certificate = authority.issue_cert("127.0.0.1")
    file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(file))
    gateway = bot.gateway
    gateway.kill()
    gateway.tls, gateway.port = "tls", free_port()
    gateway.environment = {
        "WECHATY_PUPPET_SERVICE_TLS_SERVER_CERT": b"".join(
            each.bytes() for each in certificate.cert_chain_pems
        ).decode(),
        "WECHATY_PUPPET_SERVICE_TLS_SERVER_KEY": certificate.private_key_pem.bytes().decode(),
    }
    gateway.start()
    gateway.populate()
    bot.tls = str(file)
    bot.start()
    bot.wait_ready()
    found = arrived(bot, gateway.says("澄屿小葛", "有人吗", MEIYU))
    assert found[1] == "有人吗"


def test_a_gateway_that_wants_tls_and_is_spoken_to_without_is_named(
    gateway_installed: None, bot: WechatBot
) -> None:
    bot.gateway.kill()
    bot.gateway.tls, bot.gateway.port = "tls", free_port()
    bot.gateway.start()
    bot.start()
    wait_for(lambda: bot.state() == "lost", bot.log())
    assert "多半是 TLS 设置和网关不一致" in bot.log()
    assert "多半是 TLS 设置和网关不一致" in bot.command("doctor").stdout


def test_the_doctor_says_how_gateway_and_account_fare(gateway: GatewayProcess, bot: WechatBot) -> None:
    bot.start()
    bot.wait_ready()
    told = bot.command("doctor").stdout
    assert f"[好] 微信网关 {gateway.endpoint}" in told
    assert f"[好] 微信账号 {gateway.endpoint}：已登录" in told
    assert bot.state() == "logged_in"  # asking took nothing away from the running bot
    right, bot.token = bot.token, "wrong_token"
    refused = bot.command("doctor")
    assert "不认这个 token" in refused.stdout
    assert "wrong_token" not in refused.stdout
    bot.token = right
    gateway.kill()
    assert "连不上" in bot.command("doctor").stdout


def test_the_status_page_shows_the_account_and_the_code_to_scan(
    gateway: GatewayProcess, bot: WechatBot
) -> None:
    _asks_to_scan(gateway, bot)
    page = httpx.get(f"http://127.0.0.1:{bot.port}/").text
    assert "等人用手机扫码登录" in page
    assert "<svg" in page
    assert httpx.get(f"http://127.0.0.1:{bot.port}/health").status_code == 503
    gateway.do("login", id="bot")
    wait_for(lambda: bot.state() == "logged_in", bot.log())
    assert "<svg" not in httpx.get(f"http://127.0.0.1:{bot.port}/").text
    assert httpx.get(f"http://127.0.0.1:{bot.port}/health").status_code == 200


def metrics(bot: WechatBot) -> dict[str, float]:
    """What /metrics says, read as Prometheus reads it."""
    answer = httpx.get(f"http://127.0.0.1:{bot.port}/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    return {
        each.name + (f"/{each.labels['state']}" if "state" in each.labels else ""): each.value
        for family in text_string_to_metric_families(answer.text)
        for each in family.samples
    }


def gateway_version(bot: WechatBot) -> str:
    """What /metrics says of the gateway's version, "" where it does not."""
    answer = httpx.get(f"http://127.0.0.1:{bot.port}/metrics")
    told = [
        each.labels
        for family in text_string_to_metric_families(answer.text)
        for each in family.samples
        if each.name == "salon_gateway_info"
    ]
    (labels,) = told
    assert labels["account"] == bot.gateway.endpoint
    return str(labels["version"])


def test_the_figures_of_the_bot_can_be_watched(gateway: GatewayProcess, bot: WechatBot) -> None:
    bot.more["SALON_BURST_QUIET_SECONDS"] = "60"
    bot.start()
    bot.wait_ready()
    found = metrics(bot)
    assert found["salon_account_state/logged_in"] == 1
    assert found["salon_account_state/lost"] == 0
    version = gateway_version(bot)
    assert version
    assert f"version={version}" in bot.log()
    assert f"版本 {version}" in bot.command("doctor").stdout
    gateway.says(coordinators_of_the_roster()[0], "这周有几单", UNION)
    wait_for(lambda: metrics(bot)["salon_messages_sent_total"] == 1, bot.log())
    gateway.says("澄屿小葛", "模具好像不太对", MEIYU)
    found = wait_for(lambda: waiting(metrics(bot)), bot.log())
    assert found["salon_messages_received_total"] == 2
    assert found["salon_inbox_unhandled"] == 1
    assert found["salon_messages_failed_total"] == 0
    assert found["salon_outbox_pending"] == 0
    gateway.kill()
    wait_for(lambda: metrics(bot)["salon_account_state/lost"] == 1, bot.log())


def waiting(found: dict[str, float]) -> dict[str, float]:
    """The figures, nothing until a message has waited for a moment."""
    return found if found["salon_inbox_oldest_unhandled_seconds"] > 0.2 else {}


def test_a_login_told_of_twice_is_one_login(gateway: GatewayProcess, bot: WechatBot) -> None:
    bot.start()
    bot.wait_ready()
    wait_for(lambda: bot.rows("select 1 from accounts where met_at is not null"), bot.log())
    before = bot.rows("select login_at, met_at from accounts")
    gateway.do("event", name="login", payload={"contactId": "bot"})
    gateway.do("contact", id="wx-new", name="路人甲")
    gateway.says("wx-new", "大家好", MEIYU)  # told of after it: once it is on record the login was heard
    wait_for(lambda: bot.rows("select 1 from wechat_people where contact_id = 'wx-new'"), bot.log())
    assert bot.rows("select login_at, met_at from accounts") == before
