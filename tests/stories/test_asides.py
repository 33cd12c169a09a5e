"""What a firm wants that is no trouble: each gets one short true answer."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

FIRM, PHONE = "澄屿小葛", "13800010004"


def _says(town: Town, text: str, who: str = FIRM, room: str | None = MEIYU) -> list[str]:
    """What the bot answered there."""
    return town.answered(who, text, room, wait=12)


def _claimed(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(600)


@pytest.mark.parametrize(
    ("text", "answer", "passed"),
    [
        ("我要投诉", "知道了，已转给工会协调员谷文静，会答复你。", "要投诉：“我要投诉”"),
        ("你们这个群有什么用，报了两次都没人来", "知道了，已转给工会协调员谷文静，会答复你。", "要投诉："),
        ("我要投诉！", "知道了，已转给工会协调员谷文静，会答复你。", "要投诉：“我要投诉！”"),
        ("你们这什么服务，投诉", "知道了，已转给工会协调员谷文静，会答复你。", "要投诉："),
        ("师傅态度太差了", "知道了，已转给工会协调员谷文静，会答复你。", "要投诉："),
        ("转人工", "好的，已请工会协调员谷文静来答你。", "要找人说话：“转人工”"),
        ("找真人", "好的，已请工会协调员谷文静来答你。", "要找人说话："),
        ("工会电话多少", "好的，已请工会协调员谷文静来答你。", "要找人说话："),
        ("你们收费吗", "收不收费由工会协调员谷文静答你，已转过去。", "问收不收费："),
        ("上门要钱吗", "收不收费由工会协调员谷文静答你，已转过去。", "问收不收费："),
    ],
)
def test_what_a_person_has_to_answer_goes_to_the_coordinator(
    town: Town, text: str, answer: str, passed: str
) -> None:
    assert _says(town, text) == [f"@{FIRM} {answer}"]
    told = town.heard(room=UNION)[-1]
    assert told.startswith("@文静同学")
    assert f"澄屿模塑的{FIRM}在“{MEIYU}”{passed}" in told
    assert _says(town, text) == [], "said again at once it is answered already"


def test_a_complaint_about_a_ticket_is_on_its_record(town: Town) -> None:
    _claimed(town)
    _says(town, "我要投诉，来了就走了")
    assert "noted" in town.changes()
    assert "【1001】" in town.heard(room=UNION)[-1]
    assert not any("投诉" in each for each in town.heard(to="老单")), "not for him to read"


def test_an_experts_complaint_in_a_group_is_passed_on_too(town: Town) -> None:
    town.says("老单", "我要投诉那家企业", EXPERTS)
    assert "老单" in town.heard(room=UNION)[-1] or "单国良" in town.heard(room=UNION)[-1]
    assert "我要投诉那家企业" in town.heard(room=UNION)[-1]


@pytest.mark.parametrize(
    "text",
    [
        "客户又退货了，投诉。",
        "客户投诉产品有毛刺，模具飞边修不好 求师傅",
        "招人工",
        "这副模具多少钱",
        "人工费又涨了",
    ],
)
def test_other_peoples_complaints_and_prices_are_none(town: Town, text: str) -> None:
    assert not any("协调员" in each for each in _says(town, text) if "投诉" in each or "收费" in each)
    assert town.heard(room=UNION) == []


def test_who_asks_the_cost_of_help_he_needs_gets_both(town: Town) -> None:
    receipt, cost = _says(town, "冲床坏了，你们收费吗")
    assert receipt.startswith("【1001】冲床坏了\n")
    assert "收不收费由工会协调员" in cost


def test_the_experts_phone_goes_to_his_firm_in_private_only(town: Town) -> None:
    _claimed(town)
    (said,) = _says(town, "师傅电话发我")
    assert "电话不在群里发，已私信给你" in said
    assert town.heard(to=FIRM) == [f"【1001】单国良师傅 {PHONE}"]
    _says(town, "1001 师傅电话多少", who="晓敏")
    assert town.heard(to="晓敏") == []
    assert not any(PHONE in each.text for each in town.said if each.room is not None)


def test_the_experts_phone_is_not_sent_to_who_could_not_reach_him(town: Town) -> None:
    _claimed(town)
    (said,) = _says(town, "师傅电话打不通")
    assert "已请师傅打给你" in said
    assert town.heard(to=FIRM) == []


def test_who_asks_for_a_phone_and_has_no_ticket_is_told_so(town: Town) -> None:
    (said,) = _says(town, "师傅电话发我")
    assert "眼下没有在办的单" in said


def test_sent_to_the_wrong_group(town: Town) -> None:
    assert _says(town, "发错群了") == [f"@{FIRM} 没事，我没有记成求助。"]
    town.request()
    (said,) = _says(town, "不好意思发错群了")
    assert "回“1001 取消”" in said
    assert town.ticket().status == "open", "a group is easily mistaken, a fault is not"
    _says(town, "1001 取消")
    assert town.ticket().status == "cancelled"


def test_whether_such_work_is_done(town: Town) -> None:
    (said,) = _says(town, "你们修不修冲床")
    assert said == f"@{FIRM} 能，冲压与钣金有7位师傅。写一句什么毛病，我来请。"
    (said,) = _says(town, "你们能修吗")
    assert "先写一句什么机器、什么毛病" in said
    assert town.asked() == []


def test_whether_such_work_is_done_by_who_has_it_to_do(town: Town) -> None:
    (receipt,) = _says(town, "模温机漏水你们修不修")
    assert receipt.startswith("【1001】模温机漏水\n")


def test_better_and_not_yet_well_reaches_the_expert(town: Town) -> None:
    _claimed(town)
    town.says("老单", "修好了，加了排气槽", EXPERTS)
    _says(town, "还有一点，不过能用了")
    assert town.ticket().status == "resolved"
    assert "还有一点，不过能用了" in town.heard(to="老单")[-1]


def test_better_without_a_ticket_is_chatter(town: Town) -> None:
    assert _says(town, "今天天气好多了") == []


def test_a_wish_for_another_expert_is_recalled_once(town: Town) -> None:
    _claimed(town)
    _says(town, "换个师傅吧")
    wished = len(town.heard(room=UNION))
    town.later(29 * 60)
    assert len(town.heard(room=UNION)) == wished
    town.later(60)
    (reminder,) = town.heard(room=UNION)[wished:]
    assert reminder.startswith("@文静同学\n【1001】澄屿模塑想换一位师傅，30分钟了还没定")
    town.later(24 * 3600)
    assert len(town.heard(room=UNION)) == wished + 1


@pytest.mark.parametrize(
    ("who", "text", "room"),
    [
        ("文静同学", "1001 换人", UNION),
        ("文静同学", "1001 派给葛林松", UNION),
        ("文静同学", "1001 备注：和老单说好了，他下午再去", UNION),
        (FIRM, "算了不用换了", MEIYU),
        ("老单", "1001 退单", EXPERTS),
        ("老单", "修好了，加了排气槽", EXPERTS),
    ],
)
def test_a_wish_that_was_seen_to_is_not_recalled(town: Town, who: str, text: str, room: str) -> None:
    _claimed(town)
    _says(town, "换个师傅吧")
    town.says(who, text, room)
    town.later(3600)
    assert not any("还没定" in each for each in town.heard(room=UNION))
