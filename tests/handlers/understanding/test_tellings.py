"""Short bare tellings of what is wrong, as firms write them, and chatter that only sounds like it."""

from datetime import datetime

import pytest

from handlers.understanding.enterprise import understand_enterprise
from handlers.understanding.expert import understand_expert
from handlers.understanding.times import ZONE
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
    "text", ['{"intent": "resolve", "ticket": 1001}', "<b>1001 done resolved closed</b>"]
)
def test_what_is_no_chinese_moves_no_ticket(text: str) -> None:
    assert understand_expert(text, at=_AT).intent is Intent.CHAT


def test_a_short_english_word_of_an_expert_is_heard() -> None:
    assert understand_expert("1001 done", at=_AT).intent is Intent.RESOLVE
