"""What a firm writes to the bot alone is answered; who is new in a firm's group is heard like its people."""

from datetime import timedelta

import pytest

from tests.conftest import EXPERTS, MEIYU, Town

CONTACT = "国泰民安🙏"  # of 笔笙, in 沙塘
ASKS = "要请师傅吗？要就回“要”，再说一下什么机器、什么毛病，我马上请。别的事请找工会毛晓君。"


def writes(town: Town, text: str, who: str = CONTACT) -> list[str]:
    """What the bot answers him in private."""
    before = len(town.heard(to=who))
    town.says(who, text)
    town.later(12)
    return town.heard(to=who)[before:]


@pytest.mark.parametrize("who", [CONTACT, "墨禾-娄"])
@pytest.mark.parametrize(
    "text",
    ["我厂里笔杆有银丝，帮我找个师傅", "在吗？笔杆有银丝，求助", "书写线老停，帮我找个师傅", "笔杆有银丝"],
)
def test_a_request_opens_a_ticket_whatever_its_words(town: Town, who: str, text: str) -> None:
    (told,) = writes(town, text, who)
    assert told.startswith("【1001】")
    assert town.ticket().requester == who


def test_what_may_be_one_is_asked_about_and_opened_on_a_yes(town: Town) -> None:
    assert writes(town, "我们的书写线不流畅") == [ASKS]
    town.later(100)
    first, *_ = writes(town, "要的")
    assert first.startswith("【1001】书写线不流畅\n")
    assert len(town.messages()) == 2


def test_what_he_tells_then_belongs_to_it(town: Town) -> None:
    assert writes(town, "我们的书写线不流畅") == [ASKS]
    (told,) = writes(town, "是换了墨水以后的事")
    assert told.startswith("【1001】书写线不流畅")
    assert "换了墨水" in town.ticket().body


def test_who_wants_nobody_is_left_alone(town: Town) -> None:
    assert writes(town, "我们的书写线不流畅") == [ASKS]
    assert writes(town, "不用了，谢谢") == ["好的，不请。要师傅的时候直接写。"]
    assert writes(town, "好的") == []
    assert town.unanswered() == 0


@pytest.mark.parametrize("text", ["谢谢", "好的", "[微笑]", "吃饭了没", "辛苦了"])
def test_plain_chatter_is_left_alone(town: Town, text: str) -> None:
    assert writes(town, text) == []


def test_what_goes_to_a_ticket_is_said_to(town: Town) -> None:
    writes(town, "笔杆有银丝，求助")
    assert writes(town, "料是ABS，昨天开始的") == ["【1001】记下了，谁接单都看得到。"]
    town.later(200)
    town.says("老单", "1001 接", EXPERTS)
    town.later(200)
    assert writes(town, "2号机也有一点") == ["【1001】已转给单国良。"]


def test_who_tells_nothing_is_asked_again(town: Town) -> None:
    assert writes(town, "我们的书写线不流畅") == [ASKS]
    assert writes(town, "你能不能帮我看看昨天那个") == [ASKS]
    assert writes(town, "要")[0].startswith("【1001】")


def test_what_ends_a_ticket_of_a_group_is_said_to_in_private_too(town: Town) -> None:
    town.request("求助 注塑件缩水严重")
    assert writes(town, "取消1001", "澄屿小葛") == ["【1001】已取消，群里也说了。"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("你们好，我是新开的小厂，注塑件缩水严重怎么办", "注塑件缩水严重"),
        ("各位师傅，我刚进群，厂里空压机漏油，谁能帮忙", "空压机漏油"),
        ("我朋友拉我进群的，我们做五金的，冲床老打滑，求助", "冲床老打滑"),
    ],
)
def test_who_is_new_in_a_group_is_heard(town: Town, text: str, title: str) -> None:
    town.says("刚进群的小李", text, MEIYU)
    town.later(12)
    assert town.ticket().title == title
    receipt, whose = town.heard(room=MEIYU)
    assert receipt.startswith(f"【1001】{title}\n")
    assert "是哪家企业的？" in whose


def test_a_cry_starts_the_clock(town: Town) -> None:
    asked = town.now
    town.says("澄屿小葛", "求助", MEIYU)
    town.later(60)
    town.says("澄屿小葛", "注塑件缩水严重", MEIYU)
    town.later(12)
    assert town.ticket().pickup_due == asked + timedelta(minutes=5)
