"""What is written in traditional characters is understood as if it were in simplified ones."""

from datetime import datetime

import pytest

from handlers.desk import ZONE
from handlers.reading import understand
from handlers.understanding.characters import simplified
from handlers.understanding.dangers import Danger, find_danger
from handlers.understanding.trades import find_category
from handlers.understanding.values import Intent, Role

_AT = datetime(2026, 11, 27, 9, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("written", "trade"),
    [
        ("電鍍件起泡，客戶退貨了", "surface"),
        ("注塑機射膠不滿，請師傅過來看看", "injection"),
        ("模具滑塊拉傷，後天要交貨", "mould"),
        ("壓鑄件全是氣孔", "casting"),
        ("沖床離合器打滑，停機了", "equipment"),
        ("變頻器老是過流", "electrical"),
        ("機器人零點丟了，產線停著", "automation"),
        ("油壓缸爬行，誰懂", "hydraulics"),
        ("氬弧焊焊縫有氣孔", "welding"),
        ("滲碳層太淺，硬度不夠", "heat_treatment"),
        ("茶葉殺青殺不透", "agri_food"),
        ("圖紙打不開了", "software"),
    ],
)
def test_a_request_reads_the_same(written: str, trade: str) -> None:
    found = understand(written, Role.ENTERPRISE, _AT)
    assert found == understand(simplified(written), Role.ENTERPRISE, _AT)
    assert found.intent is Intent.REQUEST
    assert find_category(written) == trade


@pytest.mark.parametrize(
    ("written", "intent"),
    [
        ("1023我來接", Intent.CLAIM),
        ("沒空，忙著呢", Intent.DECLINE),
        ("修好了，換了軸承", Intent.RESOLVE),
    ],
)
def test_an_expert_is_understood(written: str, intent: Intent) -> None:
    assert understand(written, Role.EXPERT, _AT).intent is intent


def test_danger_is_heard() -> None:
    assert find_danger("車間著火了，快來人") is Danger.FIRE
    assert find_danger("有人觸電了") is Danger.HURT


def test_simplified_text_is_left_alone() -> None:
    for text in ("磁钢甩出来打坏转子", "著名商标被抢注", "晚上灯管一坏一片", "SV0414报警 ABC"):
        assert simplified(text) == text
