"""Who was promised a time reads it when the expert names another, and may ask him why."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town


def _says(town: Town, text: str) -> list[str]:
    return town.answered("澄屿小葛", text)


@pytest.fixture
def promised(town: Town) -> Town:
    town.request("求助 3号注塑机漏油，油缸那边")
    town.says("老丁液压", "1001 接，下午两点到", EXPERTS)
    town.later(300)
    return town


@pytest.mark.parametrize(
    ("room", "text", "told"),
    [
        (EXPERTS, "改明早", "改明早"),
        (None, "1001改明早8点", "改明早8点"),
        (EXPERTS, "下午来不了了，明早去", "下午来不了了，明早去"),
        (EXPERTS, "推到后天吧", "推到后天吧"),
        (EXPERTS, "晚一点，五点", "晚一点，五点"),
    ],
)
def test_another_time_is_told_beside_the_first(
    promised: Town, room: str | None, text: str, told: str
) -> None:
    promised.says("老丁液压", text, room)
    assert promised.heard(room=MEIYU)[-1] == (
        f"【1001】丁长水改了时间：{told}（原来说“下午两点到”）。等不了就回“换人”。"
    )


def test_who_was_there_only_comes_again(promised: Town) -> None:
    promised.says("老丁液压", "到了", EXPERTS)
    promised.says("老丁液压", "明天再来换密封圈", EXPERTS)
    assert promised.heard(room=MEIYU)[-1] == "【1001】丁长水：明天再来换密封圈。"


@pytest.mark.parametrize("text", ["怎么换了时间", "怎么又改时间了", "不是说好两点的吗", "为什么要改到明天啊"])
def test_the_firms_why_is_a_question_to_him(promised: Town, text: str) -> None:
    promised.says("老丁液压", "改明早", EXPERTS)
    said = _says(promised, text)
    assert len(said) == 1
    assert "丁长水9:00接了，9:05说“改明早”，你问的已转过去" in said[0]
    assert promised.heard(to="老丁液压")[-1] == f"【1001】澄屿模塑问：{text}\n请打个电话回他一声。"
    assert promised.ticket().deadline is None
    assert "reopened" not in promised.changes()


@pytest.mark.parametrize("text", ["得明天了", "可能要后天", "今天去不成了，明天一早", "时间改一下，周五上午"])
def test_in_whatever_words_he_names_another_time_he_keeps_it(promised: Town, text: str) -> None:
    promised.says("老丁液压", text, EXPERTS)
    said = promised.heard(room=MEIYU)[-1]
    assert said.startswith(f"【1001】丁长水改了时间：{text}（")
    assert promised.ticket().expert_id is not None
    assert f"丁长水9:00接了，9:05说“{text}”，你问的已转过去" in _says(promised, "到底哪天来")[0]
