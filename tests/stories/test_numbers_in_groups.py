"""No phone number, WeChat or QQ id is said in a group, however it is written, be it somebody's name."""

import re

import pytest

from handlers.wording import masked, title
from tests.conftest import EXPERTS, MEIYU, SALON, Town


@pytest.mark.parametrize(
    ("words", "secret"),
    [
        ("求助 油缸漏油 手机１３８１２３４５６７８", "１３８"),
        ("求助 注塑机打不满料 联系人小王138 1234 5678", "1234"),
        ("求助 机械手掉料 加V：xiaojing888 或者QQ 12345678", "xiaojing888|12345678"),
        ("求助 空压机漏气 微信 abc12345 帮忙看看", "abc12345"),
        ("求助 空压机漏气 vx:abc123", "abc123"),
        ("求助，我的电话是13812340000，微信 abc12345，帮忙看看PVD炉漏气", "1381|abc12345"),
        ("求助 空压机漏气 微信号是ＡＢＣ１２３４５", "ＡＢＣ|１２３４５"),
        ("求助 空压机漏气 我微信czx13800010013", "czx|138"),
    ],
)
def test_a_request_is_passed_on_without_its_numbers(town: Town, words: str, secret: str) -> None:
    town.request(words)
    in_groups = "\n".join(each.text for each in town.said if each.room)
    assert "【1001】" in in_groups
    assert re.search(secret, in_groups) is None
    town.says(town.asked()[0], "1001 接", EXPERTS)
    private = "\n".join(town.heard(to=town.asked()[0]))
    assert re.search(secret, private)


def test_a_name_that_is_a_number_is_not_said_to_others(town: Town) -> None:
    town.says("小王13812345678", "求助 磨床有振纹 停机了", MEIYU)
    town.later(400)
    others = [each for each in town.said if each.room and each.room != MEIYU]
    assert any("小王（电话）" in each.text for each in others)
    assert not any("13812345678" in each.text for each in others)


def test_whom_the_bot_answers_is_still_called_by_his_name(town: Town) -> None:
    town.says("小王13812345678", "求助 磨床有振纹", SALON)
    town.later(12)
    town.says("小王13812345678", "怎么样了", SALON)
    town.later(12)
    answers = [each.text for each in town.said if each.mentions == ("小王13812345678",)]
    assert answers
    assert all(each.startswith("@小王13812345678 【1001】") for each in answers)


@pytest.mark.parametrize(
    "words",
    ["V带打滑", "VX1060加工中心报警", "微信群里说过", "QQ上发的图", "电压AC220V：偏低", "加V型块定位"],
)
def test_workshop_words_are_no_contact(words: str) -> None:
    assert masked(words) == words
    assert title(words) == words
