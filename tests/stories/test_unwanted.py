"""What a firm says against an expert is for the coordinators: he never reads it, and is not asked again."""

import pytest

from tests.conftest import EXPERTS, MEIYU, SALON, UNION, Town

FIRM = "澄屿小葛"


def seen(town: Town, nick: str) -> str:
    """All that somebody reads of the bot, in private and where he is @-ed."""
    return "\n".join(each.text for each in town.said if each.to == nick or nick in each.mentions)


def mended_by(town: Town, nick: str, trouble: str) -> None:
    town.request(trouble)
    town.says(nick, "1001 接", EXPERTS)
    town.says(nick, "修好了", EXPERTS)
    town.later(20)
    town.answered(FIRM, "好了 谢谢")
    assert town.ticket().status == "closed"


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize(
    ("text", "nick", "name", "title"),
    [
        ("冲床离合器又打滑了，根宝师傅上回修的，这回换个人", "根宝", "奚根宝", "冲床离合器又打滑了"),
        ("冲床离合器又打滑了，根宝修过一回没修好，别叫他了", "根宝", "奚根宝", "冲床离合器又打滑了"),
        ("冲床离合器打滑，不要根宝师傅来，上次没弄好", "根宝", "奚根宝", "冲床离合器打滑"),
        ("冲床离合器又打滑了，这回别叫根宝", "根宝", "奚根宝", "冲床离合器又打滑了"),
        ("冲床离合器又打滑了，这次别派根宝了", "根宝", "奚根宝", "冲床离合器又打滑了"),
    ],
)
def test_others_are_asked_and_the_union_reads_the_words(
    town: Town, text: str, nick: str, name: str, title: str, before: bool
) -> None:
    if before:
        mended_by(town, nick, "冲床离合器打滑")
    start, heard = len(town.said), len(town.heard(room=MEIYU))
    town.answered(FIRM, text, wait=600)
    no = 1002 if before else 1001
    assert town.ticket(no).title == title
    said = town.said[start:]
    assert all(nick not in each.mentions and each.to != nick for each in said)
    assert [each for each in said if each.purpose == "offer"]
    words = text.split("，", 1)[1]
    assert any(each.room == UNION and f"这单不要{name}" in each.text and words in each.text for each in said)
    assert f"【{no}】知道了，这单不请他，也告诉了工会协调员。" in town.heard(room=MEIYU)
    assert not any(name in each for each in town.heard(room=MEIYU)[heard:])
    town.says("文静同学", f"{no} 派给{name}", UNION)
    assert town.ticket(no).expert_id is not None  # a coordinator may none the less


def test_he_can_neither_take_it_nor_join(town: Town) -> None:
    town.answered(FIRM, "冲床离合器打滑，不要根宝师傅来，上次没弄好", wait=600)
    town.says("根宝", "1001 接", EXPERTS)
    town.later(20)
    assert town.ticket().expert_id is None
    assert town.heard(to="根宝")[-1] == "【1001】这单已另请师傅，你不用管了。"
    town.says("路遥知马力", "1001 接", EXPERTS)
    town.later(20)
    town.says("根宝", "1001 加我一个", EXPERTS)
    town.later(20)
    assert "joined" not in town.changes()
    assert not any("根宝" in each or "奚根宝" in each for each in town.heard(room=MEIYU))


@pytest.fixture
def refused(town: Town) -> Town:
    """老丁液压 is not wanted for 1002; it was said in the salon, where he sits."""
    mended_by(town, "老丁液压", "空压机漏气，压力上不去")
    start = len(town.said)
    town.answered(FIRM, "空压机又漏气了，老丁修过没修好，别叫他了", SALON)
    told = [each.text for each in town.said[start:] if each.room == SALON]
    assert "【1002】知道了，这单不请他，也告诉了工会协调员。" in told
    assert not any("丁长水" in each for each in told)
    return town


NOT_HE = "【1002】这单已另请师傅，你不用管了。"
NAME_ANOTHER = "【1002】这单另有安排，没去问丁长水，请另叫一位。"


def kept_out(town: Town, nick: str, text: str, room: str | None = EXPERTS) -> list[tuple[str | None, str]]:
    """What the bot says to these words, to whom in private or in which group."""
    start = len(town.said)
    town.says(nick, text, room)
    town.later(20)
    return [(each.room or each.to, each.text) for each in town.said[start:]]


@pytest.mark.parametrize("room", [EXPERTS, SALON, None])
def test_who_is_refused_cannot_take_it_and_hears_in_private_of_another(
    refused: Town, room: str | None
) -> None:
    assert kept_out(refused, "老丁液压", "1002接", room) == [("老丁液压", NOT_HE)]
    assert refused.ticket(1002).expert_id is None


def test_nor_by_saying_that_it_is_mended(refused: Town) -> None:
    assert kept_out(refused, "老丁液压", "1002修好了") == [("老丁液压", NOT_HE)]


@pytest.mark.parametrize("text", ["1002 加我一个", "1002 我也去", "1002 接"])
def test_nor_comes_he_along_with_who_has_it(refused: Town, text: str) -> None:
    refused.says("蒲工", "1002接", EXPERTS)
    assert kept_out(refused, "老丁液压", text) == [("老丁液压", NOT_HE)]


@pytest.mark.parametrize("text", ["1002转给老丁液压", "1002叫上老丁液压一起去"])
def test_nor_is_he_asked_for_a_colleague(refused: Town, text: str) -> None:
    refused.says("蒲工", "1002接", EXPERTS)
    assert kept_out(refused, "蒲工", text) == [("蒲工", NAME_ANOTHER)]
    assert "老丁液压" not in refused.asked()[-1:]


def test_nor_for_who_was_asked_and_recommends_him(refused: Town) -> None:
    told = kept_out(refused, "蒲工", "1002我没空，让老丁液压去")
    assert ("蒲工", NAME_ANOTHER) in told
    assert not any("老丁液压" in each for _, each in told)


@pytest.mark.parametrize("taken", [True, False])
def test_a_coordinator_may_send_him_none_the_less(refused: Town, taken: bool) -> None:
    if taken:
        refused.says("蒲工", "1002接", EXPERTS)
    refused.says("文静同学", "1002 派给老丁液压", UNION)
    told = kept_out(refused, "老丁液压", "1002 接", None)
    assert ("老丁液压", "【1002】好的，请先打个电话，联系方式在私信里。") in told


def test_whom_a_coordinator_has_asked_may_take_it(refused: Town) -> None:
    refused.says("文静同学", "1002 问问老丁液压去不去", UNION)
    refused.says("老丁液压", "1002 接", EXPERTS)
    assert "丁长水接了" in refused.heard(room=SALON)[-1]


def test_of_several_who_are_called_so_none_is_asked(town: Town) -> None:
    town.answered(FIRM, "注塑机锁模又不行了，上次老陈师傅弄的没弄好，换一位师傅吧", wait=600)
    assert not {"老陈注塑", "老陈机修"} & set(town.asked())
    assert town.ticket().title == "注塑机锁模又不行了"
    assert any("这单不要陈立新、陈国栋" in each for each in town.heard(room=UNION))


def test_who_wants_nobody_to_come_refuses_nobody(town: Town) -> None:
    town.answered(FIRM, "模具水路漏水，不用叫师傅来，电话讲讲就行")
    assert town.asked()
    assert town.heard(room=UNION) == []


def test_whom_he_does_not_name_the_union_may_know(town: Town) -> None:
    town.answered(FIRM, "行车又溜钩了 不要上次那个师傅了")
    assert town.asked()
    assert any("不要原来那位师傅，我没认出是谁" in each for each in town.heard(room=UNION))


@pytest.mark.parametrize("text", ["别再派老单来我们厂了", "你们派来的老单师傅不懂行，下次别叫他"])
def test_a_wish_for_later_is_for_the_union(town: Town, text: str) -> None:
    town.answered(FIRM, text)
    assert f"“{text}”" in town.heard(room=UNION)[-1]
    assert "已告诉工会协调员" in town.heard(room=MEIYU)[-1]


@pytest.fixture
def held(town: Town) -> Town:
    town.request("数控铣床报警 SV0401，X轴不动")
    town.says("老单", "1001 接", EXPERTS)
    town.later(7200)
    return town


@pytest.mark.parametrize(
    "text",
    ["别叫他了，上次也没修好", "这回换个人吧", "数控铣床还是报警，别让老单来了", "不要老单师傅来了，换个人"],
)
def test_of_who_has_the_ticket_the_union_decides(held: Town, text: str) -> None:
    before = seen(held, "老单")
    held.answered(FIRM, text)
    assert seen(held, "老单") == before
    assert f"企业说：“{text}”" in held.heard(room=UNION)[-1]
    assert "已告诉工会协调员" in held.heard(room=MEIYU)[-1]
    held.says("文静同学", "1001 换人", UNION)
    assert held.ticket().expert_id is None


def test_that_he_has_not_rung_the_union_hears_the_second_time(held: Town) -> None:
    union = len(held.heard(room=UNION))
    held.answered(FIRM, "老单没联系我啊")
    assert "在等你，请马上打个电话联系" in held.heard(to="老单")[-1]
    assert held.heard(room=MEIYU)[-1] == "【1001】已请单国良马上联系你。要换人回“换人”。"
    assert len(held.heard(room=UNION)) == union
    for text in ("他没联系我啊", "到现在还没给我打电话"):
        held.later(1800)
        held.answered(FIRM, text)
        assert f"对单国良有话说：“{text}”" in held.heard(room=UNION)[-1]
        assert "已告诉工会协调员" in held.heard(room=MEIYU)[-1]
        assert text not in seen(held, "老单")


@pytest.mark.parametrize(
    "text",
    [
        "老单师傅人呢，说好的没来，太不靠谱了",
        "老单来过了…光看了下就走了，什么人啊",
        "说好的上午人没来，说话不算话",
        "来了看了一眼就走了",
        "都两个小时了人也不来电话也不打",
    ],
)
def test_a_complaint_reaches_the_union_and_not_him(held: Town, text: str) -> None:
    held.answered(FIRM, text)
    assert text not in seen(held, "老单")
    assert "在等你" in held.heard(to="老单")[-1]
    assert f"“{text}”" in held.heard(room=UNION)[-1]
    assert "已告诉工会协调员" in held.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("text", ["师傅联系我了，谢谢", "客户没联系我们，先等等", "师傅几点来"])
def test_other_words_about_him_are_no_complaint(held: Town, text: str) -> None:
    union = len(held.heard(room=UNION))
    held.answered(FIRM, text)
    assert len(held.heard(room=UNION)) == union
