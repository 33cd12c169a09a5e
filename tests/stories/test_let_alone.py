"""群里说“这两天别找我”也是请假 (handlers/understanding/expert.py)."""

import pytest

from tests.conftest import EXPERTS, Town


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("老婆生了，这两天别找我哈", "到11月25日不派单"),
        ("这两天不要找我了哈 在医院陪老婆", "到11月25日不派单"),
        ("这周别叫我了，家里装修", "到11月29日不派单"),
        ("最近别找我", "先不派单"),
    ],
)
@pytest.mark.parametrize("room", [EXPERTS, None])
def test_who_is_not_to_be_asked_is_away(town: Town, text: str, until: str, room: str | None) -> None:
    (told,) = town.answered("夏天的风", text, room)
    assert f"夏永兵：记下了，{until}" in told


@pytest.mark.parametrize(
    "text", ["这两天别找我打牌", "@根宝 这两天别找我", "老婆生了哈哈，请大家吃糖", "别找我了"]
)
def test_talk_among_people_is_no_leave(town: Town, text: str) -> None:
    mentions = ["根宝"] if "@" in text else []
    town.says("夏天的风", text, EXPERTS, mentions=mentions)
    town.later(15)
    assert not any("记下了" in each for each in town.heard(room=EXPERTS))
