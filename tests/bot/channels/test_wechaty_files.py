"""Files that come and go through a real gateway."""

import signal
import sqlite3
from pathlib import Path

import pytest

from tests.bot.channels.conftest import (
    GatewayProcess,
    WechatBot,
    wait_for,
)
from tests.bot.channels.crashing import FILE_STEPS
from tests.bot.channels.talking import REQUEST, arrived, name_of, ping_of, stored_file
from tests.conftest import EXPERTS, MEIYU


def files_for(gateway: GatewayProcess, who: str) -> list[dict[str, object]]:
    """Files that the bot sent somebody."""
    return [each for each in gateway.said_to(who) if "file" in each]


@pytest.mark.parametrize("step", FILE_STEPS)
def test_killed_while_a_file_is_on_its_way_the_claimer_gets_it_once(
    gateway: GatewayProcess, bot: WechatBot, step: str, tmp_path: Path
) -> None:
    path = tmp_path / "图纸.pdf"
    path.write_bytes(bytes(range(256)) * 200)
    bot.start(step=step)
    bot.wait_ready()
    gateway.says("澄屿小葛", "", MEIYU, type=1, file=str(path), name=path.name)
    assert bot.process is not None
    if step in FILE_STEPS[:2]:  # it dies before anybody asks for help
        assert bot.process.wait(timeout=120) == -signal.SIGKILL
        bot.start()
        wait_for(lambda: bot.log().count("state=logged_in") == 2, "listening again")
    gateway.says("澄屿小葛", REQUEST, MEIYU)
    claimer = name_of(gateway, ping_of(gateway, bot)["mentions"][0])  # type: ignore[index]
    gateway.says(claimer, "我来", EXPERTS)
    if step in FILE_STEPS[2:]:
        assert bot.process.wait(timeout=120) == -signal.SIGKILL
        bot.start()
    wait_for(lambda: files_for(gateway, claimer), bot.log())
    wait_for(lambda: not bot.rows("select 1 from outbox where state in ('pending', 'sending')"), "all sent")
    assert [(each["file"], each["size"]) for each in files_for(gateway, claimer)] == [("图纸.pdf", 51_200)]


def test_a_file_that_cannot_be_had_at_once_is_its_own_trouble(
    gateway: GatewayProcess, bot: WechatBot, tmp_path: Path
) -> None:
    path = tmp_path / "small.jpg"
    path.write_bytes(b"\xff\xd8" + bytes(5_000))
    bot.start()
    bot.wait_ready()
    gateway.do("set", fileFail=2)
    found = arrived(bot, gateway.says("澄屿小葛", "", MEIYU, type=6, file=str(path), name=path.name))
    after = arrived(bot, gateway.says("澄屿小葛", "照片收到没", MEIYU))
    assert after[1] == "照片收到没"
    assert found[4] is not None
    assert stored_file(bot, found[4]) == path.read_bytes()
    assert "action=file_again" in bot.log()
    assert "state=lost" not in bot.log()


def test_a_file_by_an_address_inside_the_own_net_is_not_followed(
    gateway: GatewayProcess, bot: WechatBot
) -> None:
    bot.start()
    bot.wait_ready()
    address = f"http://127.0.0.1:{bot.port}/metrics"
    found = arrived(bot, gateway.says("澄屿小葛", "", MEIYU, type=1, url=address, name="a.pdf"))
    reason = wait_for(
        lambda: bot.rows("select file_error from inbox where attachment = ? and file_error != ''", found[4]),
        bot.log(),
    )
    assert reason == [("文件的网址不在公网上",)]
    assert list((bot.folder / "files").iterdir()) == []


def test_files_of_any_size_are_handed_to_the_claimer(
    gateway: GatewayProcess, bot: WechatBot, tmp_path: Path
) -> None:
    bot.start()
    bot.wait_ready()
    for name, size in (("alarm.jpg", 30_000), ("drawing.pdf", 5_000_000)):
        path = tmp_path / name
        path.write_bytes(b"x" * size)
        kind = 6 if name.endswith("jpg") else 1
        gateway.says("澄屿小葛", "", MEIYU, type=kind, file=str(path), name=name)
    gateway.says("澄屿小葛", REQUEST, MEIYU)
    ping = ping_of(gateway, bot)
    claimer = name_of(gateway, ping["mentions"][0])  # type: ignore[index]
    gateway.says(claimer, "我来", EXPERTS)
    wait_for(lambda: len(files_for(gateway, claimer)) == 2, bot.log())
    assert {(each["file"], each["size"]) for each in files_for(gateway, claimer)} == {
        ("alarm.jpg", 30_000),
        ("drawing.pdf", 5_000_000),
    }


def test_a_file_over_the_limit_is_named_and_not_kept(
    gateway: GatewayProcess, bot: WechatBot, tmp_path: Path
) -> None:
    bot.more["SALON_FILE_LIMIT_MB"] = "1"
    path = tmp_path / "huge.pdf"
    path.write_bytes(bytes(2_000_000))
    bot.start()
    bot.wait_ready()
    gateway.says("澄屿小葛", "", MEIYU, type=1, file=str(path), name="huge.pdf")
    wait_for(lambda: "action=file_lost" in bot.log(), bot.log())
    assert list((bot.folder / "files").iterdir()) == []
    gateway.says("澄屿小葛", REQUEST, MEIYU)
    ping = ping_of(gateway, bot)
    claimer = name_of(gateway, ping["mentions"][0])  # type: ignore[index]
    gateway.says(claimer, "我来", EXPERTS)
    wait_for(
        lambda: [
            each for each in gateway.said_to(claimer) if "[文件] huge.pdf（没取到" in each.get("text", "")
        ],
        bot.log(),
    )


def test_a_file_not_fetched_before_a_crash_is_fetched_after_it(
    gateway: GatewayProcess, bot: WechatBot, tmp_path: Path
) -> None:
    path = tmp_path / "drawing.pdf"
    path.write_bytes(bytes(range(256)) * 1000)
    bot.start(step="recorded and not answered")
    bot.wait_ready()
    message = gateway.says("澄屿小葛", "", MEIYU, type=1, file=str(path), name="drawing.pdf")
    name = arrived(bot, message)[4]
    assert name is not None
    assert bot.process is not None
    bot.process.wait(timeout=60)
    (bot.folder / "files" / name).unlink(missing_ok=True)
    with sqlite3.connect(bot.folder / "salon.db") as connection:
        connection.execute("update inbox set sha256 = null")
    bot.start()
    assert stored_file(bot, name) == path.read_bytes()
