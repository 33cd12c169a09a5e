"""What a firm asks beside its ticket is never left without a word, and neither ends nor opens anything."""

import pytest

from tests.conftest import EXPERTS, Town


def _says(town: Town, text: str) -> list[str]:
    return town.answered("澄屿小葛", text)


@pytest.fixture
def asked(town: Town) -> Town:
    town.request("求助 3号注塑机漏油，油缸那边")
    return town


@pytest.fixture
def held(asked: Town) -> Town:
    asked.says("老丁液压", "1001 接", EXPERTS)
    asked.later(300)
    return asked


def _only_one(town: Town, status: str) -> bool:
    with pytest.raises(AssertionError, match="no ticket 1002"):
        town.ticket(1002)
    return town.ticket().status == status


@pytest.mark.parametrize("text", ["要准备什么", "晚上能修吗", "大概什么毛病", "机器可以开吗", "需要停机吗"])
def test_before_anybody_has_it_the_question_is_put_down(asked: Town, text: str) -> None:
    assert _says(asked, text) == ["@澄屿小葛 【1001】你问的记下了，还没师傅接，谁接单谁先答你。"]
    assert _says(asked, "要不要清场") == []  # the same was just said
    asked.says("老丁液压", "1001 接", EXPERTS)
    assert text in asked.heard(to="老丁液压")[0]


@pytest.mark.parametrize("text", ["师傅吃饭了没", "谢谢", "辛苦了", "哈哈", "什么机型不知道"])
def test_talk_gets_no_such_word(asked: Town, text: str) -> None:
    assert _says(asked, text) == []


@pytest.mark.parametrize("text", ["是不是油封坏了", "会不会是泵的问题"])
def test_his_guess_goes_to_who_has_it(held: Town, text: str) -> None:
    assert "你问的已转给丁长水" in _says(held, text)[0]
    assert held.heard(to="老丁液压")[-1].startswith(f"【1001】澄屿模塑问：{text}")
    assert _only_one(held, "claimed")


def test_after_it_was_called_mended_neither(held: Town) -> None:
    held.says("老丁液压", "1001 修好了，换了油封", EXPERTS)
    _says(held, "是不是油封坏了")
    assert _only_one(held, "resolved")
    assert "说弄好了" in _says(held, "还有多久到")[0]
    assert _only_one(held, "resolved")


@pytest.mark.parametrize("text", ["先不开了", "机器先不动了", "可以加师傅微信吗"])
def test_what_only_resembles_an_order_is_none(held: Town, text: str) -> None:
    said = _says(held, text)
    assert not any("取消" in each or "一共请" in each for each in said)
    assert _only_one(held, "claimed")


def test_well_again_by_itself_is_asked_about(held: Town) -> None:
    assert "算修好了吗" in _says(held, "好像又好了")[0]


@pytest.mark.parametrize("text", ["老板同意了", "老板不同意修", "等客户通知"])
def test_what_is_decided_reaches_who_has_it(held: Town, text: str) -> None:
    _says(held, text)
    assert held.heard(to="老丁液压")[-1] == f"【1001】澄屿模塑补充：{text}"
