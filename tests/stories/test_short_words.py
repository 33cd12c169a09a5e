"""Short words of an expert mean what they can mean of what he was asked and what he has in hand."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town

WHO = "老单"
ASKED_WHETHER_HIS = "是你在办吗？是就回“接”"
ASKED_WHETHER_TAKES = "你接吗？接就回“接”"
ASKED_WHETHER_BACK = "是要退单吗？要退回“退单”"


def says(town: Town, word: str, room: str | None = EXPERTS) -> list[str]:
    """What the bot says after it in the experts' group."""
    before = len(town.heard(room=EXPERTS))
    town.says(WHO, word, room)
    town.later(12)
    return town.heard(room=EXPERTS)[before:]


@pytest.fixture
def asked(town: Town) -> Town:
    """1001 was offered to him and others a moment ago."""
    town.request()
    return town


@pytest.fixture
def holder(town: Town) -> Town:
    """He has had 1001 for ten minutes."""
    town.request()
    town.says(WHO, "1001 接", EXPERTS)
    town.later(600)
    return town


WORDS = (
    "妥了",
    "我去了",
    "到了",
    "好了",
    "来了",
    "行",
    "不行",
    "没空",
    "在路上",
    "等配件",
    "收工",
    "人不在",
    "手滑",
    "地址",
)


@pytest.mark.parametrize("word", WORDS)
def test_of_one_who_was_asked_nothing_and_has_nothing_they_do_nothing(town: Town, word: str) -> None:
    assert says(town, word) == []
    assert town.said == []


@pytest.mark.parametrize(
    ("word", "status", "heard"),
    [
        ("我去", "claimed", ""),
        ("行", "claimed", ""),
        ("认领", "claimed", ""),
        ("马上到", "claimed", ""),
        ("我去了", "open", ASKED_WHETHER_HIS),
        ("到了", "open", ASKED_WHETHER_HIS),
        ("在路上", "open", ASKED_WHETHER_HIS),
        ("妥了", "open", ASKED_WHETHER_HIS),
        ("好了", "open", ASKED_WHETHER_HIS),
        ("约好了", "open", ASKED_WHETHER_HIS),
        ("等配件", "open", ASKED_WHETHER_HIS),
        ("地址", "open", ASKED_WHETHER_TAKES),
        ("定位发我", "open", ASKED_WHETHER_TAKES),
        ("知道了", "open", ASKED_WHETHER_TAKES),
        ("哈哈", "open", ""),
    ],
)
def test_of_one_who_was_asked(asked: Town, word: str, status: str, heard: str) -> None:
    said = says(asked, word)
    assert asked.ticket().status == status
    if heard:
        assert len(said) == 1
        assert heard in said[0]


@pytest.mark.parametrize(
    "word", ["不行", "没空", "算了", "没工夫", "我先过", "干不了", "吃不消", "人不在", "退了"]
)
def test_of_one_who_was_asked_a_no_is_a_no(asked: Town, word: str) -> None:
    said = says(asked, word)
    assert "declined" in asked.changes()
    assert not any("先不派单" in each for each in said), "and nobody's leave"


def test_who_has_gone_without_a_word_takes_it_with_a_yes(asked: Town) -> None:
    says(asked, "到了")
    assert says(asked, "到了") == [], "he is asked once"
    says(asked, "是的")
    assert asked.ticket().status == "claimed"


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("我去了", "in_progress"),
        ("到了", "in_progress"),
        ("在路上", "in_progress"),
        ("等配件", "in_progress"),
        ("还没好", "in_progress"),
        ("老板不在", "in_progress"),
        ("人不在", "in_progress"),
        ("妥了", "resolved"),
        ("好了", "resolved"),
        ("搞定", "resolved"),
        ("结了", "resolved"),
        ("行", "claimed"),
        ("知道了", "claimed"),
        ("地址", "claimed"),
        ("退了", "open"),
        ("没空", "open"),
        ("干不了", "open"),
    ],
)
def test_of_one_who_has_a_ticket(holder: Town, word: str, status: str) -> None:
    says(holder, word)
    assert holder.ticket().status == status


@pytest.mark.parametrize("word", ["不行", "还是不行", "算了"])
def test_what_may_speak_of_the_machine_gives_nothing_back_before_he_says_so(holder: Town, word: str) -> None:
    (said,) = says(holder, word)
    assert ASKED_WHETHER_BACK in said
    assert holder.ticket().status == "claimed"
    says(holder, "退单")
    assert holder.ticket().status == "open"


@pytest.mark.parametrize("word", ["手滑", "点错了", "接错了", "手快了按错了"])
def test_a_slip_right_after_the_claim_gives_it_back(asked: Town, word: str) -> None:
    says(asked, "接")
    says(asked, word)
    assert asked.ticket().status == "open"


def test_amid_other_talk_nobody_is_asked(asked: Town) -> None:
    asked.says("立峰", "大家快递都到了吗？", EXPERTS)
    assert says(asked, "到了") == []


@pytest.mark.parametrize(
    ("word", "statuses"), [("没空", ("claimed", "open")), ("好了", ("resolved", "open"))]
)
def test_of_one_who_has_one_and_is_asked_about_another(
    holder: Town, word: str, statuses: tuple[str, str]
) -> None:
    holder.says("程程", "求助 双色模包胶起皮 换了料也没用", MEIYU)
    holder.later(12)
    assert any("1002" in each.text and WHO in each.mentions for each in holder.said)
    says(holder, word)
    assert (holder.ticket().status, holder.ticket(1002).status) == statuses
