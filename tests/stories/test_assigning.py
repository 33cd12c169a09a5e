"""A coordinator assigns a ticket: the firm hears to whom, and only when he answers that he comes."""

import pytest

from tests.conftest import EXPERTS, MEIYU, SALON, UNION, Town

HIM = "葛师傅修模"


def assigned(town: Town) -> None:
    town.request()
    town.says("文静同学", "1001 派给葛林松", UNION)


def test_nobody_is_told_that_he_took_it_before_he_answers(town: Town) -> None:
    assigned(town)
    said = [each.text for each in town.said if "葛林松" in each.text]
    assert not any("葛林松接了" in each for each in said)
    assert town.heard(room=MEIYU)[-1].startswith("【1001】工会派给葛林松了")
    assert town.heard(room=EXPERTS)[-1] == "【1001】工会派给葛林松了，其他师傅不用管了。"
    town.says("老单", "接", EXPERTS)
    assert town.heard(room=EXPERTS)[-1].startswith("@老单 【1001】工会派给葛林松了，在等回话。")
    town.says("澄屿小葛", "怎么样了", MEIYU)
    town.later(12)
    assert town.heard(room=MEIYU)[-1].endswith("工会派给葛林松了，一有回话就告诉你。")


@pytest.mark.parametrize("words", ["收到", "接", "好的", "1001 接", "马上过去", "在路上了", "没问题", "1"])
@pytest.mark.parametrize("room", [EXPERTS, None])
def test_his_answer_reaches_the_firm_and_the_coordinator(town: Town, words: str, room: str | None) -> None:
    assigned(town)
    town.later(60)
    town.says(HIM, words, room)
    assert "【1001】葛林松答应了，会马上联系你。" in town.heard(room=MEIYU)
    assert town.heard(room=UNION)[-1] == "【1001】葛林松答应了。"
    assert "assigned" not in town.live_timers()
    town.later(1200)
    assert not any("还没说" in each.text or "还没回话" in each.text for each in town.said)


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("行 晚上八点后", "晚上八点后"),
        ("好的 下午两点", "下午两点"),
        ("好，明早八点去", "明早八点去"),
        ("没问题，8点后", "8点后"),
        ("没问题8点后", "8点后"),
        ("好的，8点后", "8点后"),
        ("可以，要晚上八点以后才能来", "要晚上八点以后才能来"),
    ],
)
def test_the_time_he_names_with_his_yes_reaches_the_firm(town: Town, words: str, when: str) -> None:
    assigned(town)
    town.says(HIM, words)
    assert f"【1001】葛林松答应了，说“{when}”。" in town.heard(room=MEIYU)
    town.later(3600)
    town.says("澄屿小葛", "师傅到哪了", MEIYU)
    town.later(12)
    assert f"9:00说“{when}”" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("words", ["我在义乌呢，下周才回", "我请假到周五", "这周在外地出差"])
def test_who_is_away_hears_that_it_is_no_longer_his(town: Town, words: str) -> None:
    assigned(town)
    town.says(HIM, words)
    assert town.ticket().status == "open"
    assert town.heard(to=HIM)[-1].endswith("派给你的1001退掉了，另请师傅。")


def test_who_goes_away_later_keeps_it(town: Town) -> None:
    assigned(town)
    town.says(HIM, "下个月3号到10号请假")
    assert town.ticket().status == "claimed"
    assert not any("退掉了" in each for each in town.heard(to=HIM))


def test_who_does_not_answer_is_asked_again_and_then_the_coordinator_is_told(town: Town) -> None:
    assigned(town)
    town.later(290)
    assert not any("还没回话" in each for each in town.heard(to=HIM))
    town.later(20)
    assert "工会派给你的这单还没回话" in town.heard(to=HIM)[-1]
    town.later(300)
    assert town.heard(room=UNION)[-1].startswith("【1001】派给葛林松10分钟了，还没说去不去")
    assert [each.mentions for each in town.said if each.room == UNION][-1] == ("文静同学",)
    town.says("文静同学", "1001 派给何碧涛", UNION)
    town.says("涛哥", "收到")
    before = len(town.said)
    town.later(1800)
    assert len(town.said) == before


def test_the_pickup_is_his_answer(town: Town) -> None:
    assigned(town)
    town.later(480)
    assert town.ticket().first_claimed_at is None
    town.says(HIM, "接")
    town.says("文静同学", "今天平均多久接单", UNION)
    assert "平均8分12秒接单" in town.heard(room=UNION)[-1]
    assert "按时接单0/1" in town.heard(room=UNION)[-1]


def test_work_without_a_word_before_counts_as_his_answer(town: Town) -> None:
    assigned(town)
    town.says(HIM, "修好了，换了摩擦片")
    assert town.ticket().status == "resolved"
    assert town.ticket().first_claimed_at is not None
    assert "assigned" not in town.live_timers()


@pytest.mark.parametrize("words", ["不行 我这周排满了", "这周在外地出差", "我请假到周五"])
def test_nor_does_he_keep_it_who_is_away_whatever_else_he_is_asked(town: Town, words: str) -> None:
    assigned(town)
    town.later(30)
    town.says("应总监", "求助 注塑模修模 型芯断了", SALON)
    town.later(12)
    assert HIM in town.asked()
    town.says(HIM, words, EXPERTS)
    assert town.ticket().status == "open"
    assert "葛林松来不了" in town.heard(room=UNION)[-1]


@pytest.mark.parametrize("words", ["没空", "去不了 在外地", "1001 没空", "1001 退单"])
def test_his_no_puts_it_on_offer_again(town: Town, words: str) -> None:
    assigned(town)
    town.says(HIM, words)
    assert town.ticket().status == "open"
    assert "葛林松来不了" in town.heard(room=UNION)[-1]
    assert "assigned" not in town.live_timers()


def test_who_handed_it_on_is_not_waited_for(town: Town) -> None:
    assigned(town)
    town.says(HIM, "1001 让何碧涛去")
    town.says("涛哥", "行")
    assert town.changes()[-1] == "transferred"
    assert town.ticket().first_claimed_at is not None
    assert "assigned" not in town.live_timers()


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("1001葛师傅去不了，换福根", "庄福根"),
        ("葛师傅车坏了，1001换庄福根", "庄福根"),
        ("1001从葛林松改到车敏儿", "车敏儿"),
        ("1001葛林松换成车敏儿", "车敏儿"),
        ("1001别让葛师傅去了，换庄福根去", "庄福根"),
        ("1001别换庄福根", "葛林松"),
        ("1001要不要换庄福根", "葛林松"),
    ],
)
def test_who_is_named_after_the_change_gets_it(town: Town, text: str, to: str) -> None:
    assigned(town)
    town.says(HIM, "接")
    town.says("文静同学", text, UNION)
    assert town.changes().count("assigned") == (1 if to == "葛林松" else 2)
    holder = town.ticket().expert_id
    assert [each.name for each in town.experts() if each.id == holder] == [to]
