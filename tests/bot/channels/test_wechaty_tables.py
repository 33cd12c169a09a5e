"""The coordinators' table through a real gateway."""

import signal

import pytest
from openpyxl import load_workbook

from tests.bot.channels.conftest import GatewayProcess, WechatBot, wait_for
from tests.bot.channels.crashing import FILE_STEPS
from tests.bot.channels.talking import REQUEST, ping_of
from tests.conftest import MEIYU, UNION

ORDER = "本月的单子导出Excel"
WHO = "总工会屠佳怡"


def tables(gateway: GatewayProcess) -> list[str]:
    """Names of the files that the coordinators' group got."""
    return [each["file"] for each in gateway.said_in(UNION) if "file" in each]


@pytest.mark.parametrize("step", [None, *FILE_STEPS[2:]])
def test_the_coordinators_group_gets_the_table_once_even_by_a_bot_that_is_killed(
    gateway: GatewayProcess, bot: WechatBot, step: str | None
) -> None:
    bot.start(step=step)
    bot.wait_ready()
    gateway.says("澄屿小葛", REQUEST, MEIYU)
    ping_of(gateway, bot)
    gateway.says(WHO, ORDER, UNION)
    if step is not None:
        assert bot.process is not None
        assert bot.process.wait(timeout=120) == -signal.SIGKILL
        bot.start()
    wait_for(lambda: tables(gateway), bot.log())
    wait_for(lambda: not bot.rows("select 1 from outbox where state in ('pending', 'sending')"), "all sent")
    (name,) = tables(gateway)
    assert name.startswith("派工单_")
    (kept,) = (bot.folder / "files").iterdir()
    assert load_workbook(kept)["派工单"]["A2"].value == 1001
    assert [each for each in gateway.said_in(UNION) if "表格做好了" in each.get("text", "")]


def test_an_account_that_cannot_send_files_says_so_at_once(gateway: GatewayProcess, bot: WechatBot) -> None:
    bot.start()
    bot.wait_ready()
    gateway.do("set", noFiles=True)
    gateway.says("澄屿小葛", REQUEST, MEIYU)
    ping_of(gateway, bot)
    gateway.says(WHO, ORDER, UNION)
    said = wait_for(
        lambda: [each["text"] for each in gateway.said_in(UNION) if "没发出去" in each.get("text", "")],
        bot.log(),
    )
    assert "salon export" in said[0]
    assert bot.rows("select attempts from outbox where attachment is not null") == [(1,)]
