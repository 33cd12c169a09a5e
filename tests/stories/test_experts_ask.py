"""An expert asks the bot, in private, as he would ask a dispatcher; among people it stays silent."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town


def asks(town: Town, text: str) -> str:
    before = len(town.heard(to="老单"))
    town.says("老单", text)
    return " / ".join(town.heard(to="老单")[before:])


QUESTIONS = [
    "地址在哪",
    "那边电话多少",
    "联系人是谁",
    "单子内容再发我一遍",
    "我手上的单是哪家的",
    "这单急不急",
]


@pytest.mark.parametrize("text", QUESTIONS)
def test_who_holds_a_ticket_reads_it_again(town: Town, text: str) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    answer = asks(town, text)
    assert answer.startswith(
        "【1001】浙江澄屿模塑科技有限公司（梅屿）\n联系人葛晓斌（微信：澄屿小葛） 13900010001\n"
    )
    assert "熔接线发黑" in answer


@pytest.mark.parametrize("text", QUESTIONS[:3])
def test_who_was_only_asked_gets_no_number(town: Town, text: str) -> None:
    town.request()
    answer = asks(town, text)
    assert "接了才有联系方式，能接请回“1001 接”" in answer
    assert "13900010001" not in answer


def test_in_a_group_nobody_answers_and_no_number_is_said(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    before = len(town.said)
    town.says("老单", "那边电话多少", EXPERTS)
    assert not [each for each in town.said[before:] if each.room is not None]


def test_what_there_is_to_take(town: Town) -> None:
    assert asks(town, "有没有注塑的单") == "眼下没有等人接的注塑与塑料成型单，有对口的我会@你。"
    town.request()
    assert asks(town, "有没有注塑的单").startswith("没人接的1单：\n【1001】双色模牙刷柄熔接线发黑")
    assert "【1001】双色模牙刷柄熔接线发黑" in asks(town, "今天没单啊")  # he was asked about it
    town.says("老单", "1001 接")
    assert town.ticket().status == "claimed"


@pytest.mark.parametrize("text", ["钱谁出", "有没有补贴", "车费报销吗", "根宝电话给我"])
def test_what_is_the_unions_is_said_to_be_so(town: Town, text: str) -> None:
    assert asks(town, text) == "这个我不管，请问片区工会协调员褚立峰。"


@pytest.mark.parametrize("text", ["我请假到几号", "我有没有请假"])
def test_a_question_about_his_leave_is_no_leave(town: Town, text: str) -> None:
    town.says("老单", "请假到周五")
    assert "请假中，到11月27日" in asks(town, text)
    town.says("老单", "我回来了")
    assert "请假" not in asks(town, text)


@pytest.mark.parametrize("text", ["我手机换了", "换个电话 13911112222", "我搬到梅屿了", "有个徒弟想加进来"])
def test_what_changes_in_the_roster_goes_to_the_coordinator(town: Town, text: str) -> None:
    assert asks(town, text) == "好的，已转给工会协调员，名册由工会改。"
    assert "名册要在电脑上的工作簿里改" in town.heard(room=UNION)[-1]
    assert not [each for each in town.said if each.room and "13911112222" in each.text]
    if "139" in text:
        assert "13911112222" in town.heard(to="立峰")[-1]
    town.request()
    assert "老单" in town.asked()


def test_half_a_day_is_that_day(town: Town) -> None:
    assert "11月25日不派单" in asks(town, "周三请假半天")


@pytest.mark.parametrize("text", ["过年不接单", "这个群怎么退"])
def test_what_tells_of_no_work_is_no_resolution(town: Town, text: str) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("老单", text)
    town.says("老单", "修好了")
    town.says("老单", text)
    assert town.ticket().solution is None
    assert town.heard(room=MEIYU)[-1].startswith("@澄屿小葛 【1001】单国良说弄好了。")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("别给我派单了", "先不派单"),
        ("请三天", "到11月26日不派单"),
        ("我下午要去医院，三点以后别派", "到11月23日不派单"),
    ],
)
def test_a_leave_in_few_words(town: Town, text: str, answer: str) -> None:
    assert answer in asks(town, text)


@pytest.mark.parametrize("text", ["能派了", "不请了", "腰好了"])
def test_a_return_in_few_words_mends_no_ticket(town: Town, text: str) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    assert "又可以派单了" in asks(town, text)
    assert town.ticket().status == "claimed"


@pytest.mark.parametrize("text", ["我要投诉", "人工", "找个协调员"])
def test_who_wants_people_gets_them(town: Town, text: str) -> None:
    assert asks(town, text) == "已请工会协调员褚立峰给你打电话。"
    assert f"单国良师傅找工会的人：“{text}”" in town.heard(room=UNION)[-1]


def test_every_weekend_is_a_wish(town: Town) -> None:
    assert "已转给工会协调员" in asks(town, "以后周末都不接")
    assert "11月28日到11月29日不派单" in asks(town, "我周末不接")


FOR_THE_FIRM = [
    "板厚多少",
    "轴承游隙多少",
    "先发个照片",
    "什么料",
    "几号车间",
    "要个铭牌照片",
    "多大吨位？",
    "有图纸吗",
    "那把包装袋上的牌号拍给我",
    "先把物性表发我",
]


@pytest.mark.parametrize("text", FOR_THE_FIRM)
@pytest.mark.parametrize("room", [EXPERTS, None])
def test_what_only_the_firm_knows_is_put_to_it_once(town: Town, text: str, room: str | None) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    before = len(town.said)
    town.says("老单", text, room)
    town.says("老单", text, room)
    asked, told = [each.text for each in town.said[before:]]
    assert asked == f"@澄屿小葛 【1001】单国良师傅：“{text.strip('？')}”。请在这里回一下，我转过去。"
    assert told.endswith("【1001】已替你问企业，回了就私信转给你。")


@pytest.mark.parametrize("answer", ["3毫米", "PBT", "1.5的", "两百八十吨"])
def test_the_firms_answer_goes_to_him(town: Town, answer: str) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(3600)
    town.says("老单", "板厚多少", EXPERTS)
    town.later(600)
    town.says("澄屿小葛", answer, MEIYU)
    town.later(12)
    assert answer in town.heard(to="老单")[-1]


def test_what_he_asks_while_he_tells_of_his_coming_is_put_to_it_and_answered(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("老单", "我明天过去，先把料的物性表发我", EXPERTS)
    assert town.heard(room=MEIYU)[-1] == "【1001】单国良：我明天过去，先把料的物性表发我。"
    town.says("澄屿小葛", "没有这个表，供应商没给", MEIYU)
    town.later(12)
    assert "供应商没给" in town.heard(to="老单")[-1]


@pytest.mark.parametrize("answer", ["好的", "收到", "谢谢", "等一下"])
def test_a_nod_is_not_handed_on(town: Town, answer: str) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("老单", "板厚多少", EXPERTS)
    told = town.heard(to="老单")
    town.says("澄屿小葛", answer, MEIYU)
    town.later(12)
    assert town.heard(to="老单") == told


@pytest.mark.parametrize(
    "text", ["多少钱", "吃什么料理", "油价多少", "单价多少", "几点了", "有照片吗我发群里", "拍个合照"]
)
def test_other_questions_are_not_put_to_the_firm(town: Town, text: str) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    told = town.heard(room=MEIYU)
    town.says("老单", text, EXPERTS)
    assert town.heard(room=MEIYU) == told


@pytest.mark.parametrize("text", FOR_THE_FIRM)
def test_a_question_to_colleagues_or_of_one_without_a_ticket_is_none_for_the_firm(
    town: Town, text: str
) -> None:
    town.request()
    town.says("大勇", text, EXPERTS)
    town.says("老单", "1001 接", EXPERTS)
    town.says("老王车工", "我那台冲床也这样", EXPERTS)
    told = town.heard(room=MEIYU)
    town.says("老单", text, EXPERTS)
    assert town.heard(room=MEIYU) == told
