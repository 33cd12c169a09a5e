"""Short bare tellings of what is wrong, as firms write them, and chatter that only sounds like it."""

from datetime import datetime

import pytest

from handlers.understanding.enterprise import understand_enterprise
from handlers.understanding.times import ZONE
from handlers.understanding.trades import find_category
from handlers.understanding.values import Intent

_AT = datetime(2026, 3, 3, 9, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("机床坏了", "equipment"),
        ("油缸爬行", "hydraulics"),
        ("液压缸抖", "hydraulics"),
        ("压铸机漏油", "hydraulics"),
        ("炉子不升温", "heat_treatment"),
        ("电磁阀卡死了", "hydraulics"),
        ("变频器老是过流", "electrical"),
        ("渗碳层太浅", "heat_treatment"),
        ("铸件全是砂眼", "casting"),
        ("灯珠发黑", "electronics"),
        ("图纸打不开了", "software"),
        ("拉深件破裂", "stamping"),
        ("跳闸了", "electrical"),
    ],
)
def test_a_thing_and_what_is_wrong_with_it_is_a_request(text: str, trade: str) -> None:
    found = understand_enterprise(text, at=_AT)
    assert found.intent is Intent.REQUEST
    assert found.request is not None
    assert found.request.category == trade


@pytest.mark.parametrize(
    "text",
    [
        "手机坏了 明天去修",
        "跟大家讲一句 油缸爬行多半是里面有气 排一下就好",
        "谁家有二手空压机要出 预算两万",
        "我们以前压铸也老粘模 后来换了脱模剂就没事了",
        "隔壁厂的炉子听说炸了",
        "304的板又涨了 一吨贵三百",
    ],
)
def test_what_only_sounds_like_trouble_is_chatter(text: str) -> None:
    assert understand_enterprise(text, at=_AT).intent is Intent.CHAT


@pytest.mark.parametrize(
    ("text", "trade"),
    [("华块拉伤", "mould"), ("汗缝裂了", "welding"), ("真动盘卡料", "automation"), ("断死锥", "machining")],
)
def test_a_trade_is_known_by_words_that_were_misheard(text: str, trade: str) -> None:
    assert find_category(text) == trade


def test_a_press_that_is_broken_is_no_matter_of_safety() -> None:
    assert find_category("冲床坏了求助") in {"equipment", "stamping"}


@pytest.mark.parametrize(
    "text",
    [
        "我们的SLM打印件warping很严重，support也加了，老外下周三来audit，急",
        "打印件翘曲很严重，支撑也加了，老外下周三来审核，急",
        "表面有scratch，客人complain",
        "我是辰栎的，我们空压机坏了",
        "你好，我是宏达灯饰厂的，镀层起皮了",
    ],
)
def test_english_words_haste_and_an_introduction_hide_no_request(text: str) -> None:
    assert understand_enterprise(text, at=_AT).intent is Intent.REQUEST


@pytest.mark.parametrize(
    "text",
    ["招注塑调机师傅，急", "求购二手空压机，急", "谁家有多余的模温机借我用用，急", "我是新来的小王"],
)
def test_who_hires_buys_or_introduces_himself_asks_for_no_help(text: str) -> None:
    assert understand_enterprise(text, at=_AT).intent is Intent.CHAT
