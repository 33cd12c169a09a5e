"""An expert asks about a ticket before he takes it: its record answers him, else the firm is asked."""

import pytest

from tests.conftest import EXPERTS, MEIYU, SALON, Town

OF_RECORD = [
    "1001在哪个镇",
    "在哪",
    "哪个厂的",
    "1001急不急",
    "急吗",
    "1001 什么时候要",
    "几点要",
    "1001什么毛病",
    "企业电话多少",
    "1001联系人是谁",
    "1001 远不远",
    "1001 谁接了",
    "1001有人接了吗",
    "1001什么时候报的",
]


@pytest.mark.parametrize("text", OF_RECORD)
def test_what_is_on_record_is_read_before_the_claim_and_no_number(town: Town, text: str) -> None:
    town.request()
    before = len(town.said)
    town.says("老单", text, EXPERTS)
    (told,) = town.said[before:]
    assert told.room == EXPERTS
    assert told.text.startswith("@老单 【1001】双色模牙刷柄熔接线发黑")
    assert "梅屿 · 一般" in told.text
    assert "接了才有联系方式" in told.text
    assert not [each for each in town.said if "13900010001" in each.text]


@pytest.mark.parametrize("text", ["1001是什么机型的", "多大的机器", "什么料", "1001什么料"])
def test_what_only_the_firm_knows_is_put_to_it(town: Town, text: str) -> None:
    town.request()
    before = len(town.said)
    town.says("老单", text, EXPERTS)
    firm, asker = town.said[before:]
    asks = text.removeprefix("1001").removeprefix("是")
    assert firm.room == MEIYU
    assert firm.text == (f"@澄屿小葛 【1001】单国良师傅接单前想问：“{asks}”。请在这里回一下，我转给师傅们。")
    assert asker.text == "@老单 【1001】单子上没写，问过企业了，一回就告诉你。"


@pytest.mark.parametrize("said", ["PBT", "海天的，PBT料"])
def test_its_answer_goes_to_the_ticket_and_to_who_asked(town: Town, said: str) -> None:
    town.request()
    town.says("老单", "1001什么料", EXPERTS)
    town.says("澄屿小葛", said, MEIYU)
    town.later(12)
    assert town.heard(room=EXPERTS)[-1] == f"@老单 【1001】企业回：“{said}”。能接请回“1001 接”。"
    assert town.ticket().body.endswith(said)
    town.says("老陈注塑", "什么料", EXPERTS)
    assert town.heard(room=EXPERTS)[-1] == (
        f"@老陈注塑 【1001】企业说的：“{said.split('，')[-1]}”。能接请回“1001 接”。"
    )


def test_an_answer_in_words_that_name_no_fact_reaches_him_too(town: Town) -> None:
    town.request()
    town.says("老单", "多大的机器", EXPERTS)
    town.says("澄屿小葛", "两百八十吨", MEIYU)
    town.later(12)
    assert "企业回：“两百八十吨”" in town.heard(room=EXPERTS)[-1]
    assert "两百八十吨" in town.ticket().body


def test_each_reads_the_answer_to_his_own_question(town: Town) -> None:
    town.request()
    town.says("老单", "1001什么料", EXPERTS)
    town.says("珊珊", "1001 什么机型", EXPERTS)
    town.says("澄屿小葛", "PBT", MEIYU)
    town.later(12)
    assert town.heard(room=EXPERTS)[-1].startswith("@老单 【1001】企业回")
    town.says("澄屿小葛", "海天的", MEIYU)
    town.later(12)
    assert town.heard(room=EXPERTS)[-1].startswith("@珊珊 【1001】企业回")


def test_the_firm_is_asked_the_same_once(town: Town) -> None:
    town.request()
    town.says("老单", "1001什么料", EXPERTS)
    asked = town.heard(room=MEIYU)
    town.says("珊珊", "1001是什么材料", EXPERTS)
    town.says("老单", "1001什么料", EXPERTS)
    assert town.heard(room=MEIYU) == asked
    assert town.heard(room=EXPERTS)[-1] == "@珊珊 【1001】已经问过企业了，还没回，一回就告诉你。"


def test_what_the_request_told_is_not_asked_again(town: Town) -> None:
    town.request("求助 海天280吨注塑机射胶不动，料是ABS，今天要交货")
    asked = town.heard(room=MEIYU)
    town.says("老单", "1001多大的机器", EXPERTS)
    assert town.heard(room=EXPERTS)[-1].startswith("@老单 【1001】企业说的：“求助 海天280吨注塑机射胶不动")
    assert town.heard(room=MEIYU) == asked


def test_asked_in_private_he_is_told_in_private(town: Town) -> None:
    town.request()
    town.says("老单", "1001什么料")
    assert town.heard(to="老单")[-1] == "【1001】单子上没写，问过企业了，一回就告诉你。"
    town.says("澄屿小葛", "PBT", MEIYU)
    town.later(12)
    assert town.heard(to="老单")[-1] == "【1001】企业回：“PBT”。能接请回“1001 接”。"


def test_after_the_claim_the_others_read_who_has_it(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    asked = town.heard(room=MEIYU)
    town.says("珊珊", "1001什么料", EXPERTS)
    assert "单国良" in town.heard(room=EXPERTS)[-1]
    assert town.heard(room=MEIYU) == asked


def test_who_asked_first_and_takes_it_reads_the_answer_as_its_holder(town: Town) -> None:
    town.request()
    town.says("老单", "1001什么料", EXPERTS)
    town.says("老单", "1001 接", EXPERTS)
    town.says("澄屿小葛", "PBT", MEIYU)
    town.later(12)
    assert "PBT" in town.heard(to="老单")[-1]


@pytest.mark.parametrize("text", ["什么料", "在哪", "急吗"])
def test_amid_the_talk_of_others_a_bare_question_is_theirs(town: Town, text: str) -> None:
    town.request()
    town.says("老王车工", "我那台车床坏了", EXPERTS)
    before = len(town.said)
    town.says("老单", text, EXPERTS)
    assert len(town.said) == before


def test_where_the_firm_reads_him_itself_it_is_not_asked_once_more(town: Town) -> None:
    town.says("澄屿小葛", "求助 双色模牙刷柄熔接线发黑 换了料也没用", SALON)
    town.later(12)
    before = len(town.said)
    town.says("老单", "1001什么料", SALON)
    assert len(town.said) == before


def test_what_he_asks_while_he_takes_it_is_put_to_the_firm(town: Town) -> None:
    town.request()
    town.says("老单", "1001我接，多大吨位", EXPERTS)
    assert town.ticket().status == "claimed"
    assert (
        town.heard(room=MEIYU)[-1] == "@澄屿小葛 【1001】单国良师傅：“多大吨位”。请在这里回一下，我转给他。"
    )
    town.says("澄屿小葛", "两百八十吨", MEIYU)
    town.later(12)
    assert "两百八十吨" in town.heard(to="老单")[-1]


def test_an_answer_to_another_question_leaves_his_open(town: Town) -> None:
    town.request()
    town.says("老单", "1001什么料", EXPERTS)
    town.says("珊珊", "1001模芯多粗", EXPERTS)
    town.says("澄屿小葛", "80的", MEIYU)
    town.later(12)
    assert town.heard(room=EXPERTS)[-1].startswith("@珊珊 【1001】企业回")
    town.says("澄屿小葛", "PBT", MEIYU)
    town.later(12)
    assert town.heard(room=EXPERTS)[-1].startswith("@老单 【1001】企业回")


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("有行车吗", "有行车吗"),
        ("有没有配件", "有没有配件"),
        ("1001问一下企业有没有行车", "有没有行车"),
        ("这单多大的机器", "多大的机器"),
    ],
)
def test_what_is_there_he_may_ask_in_private(town: Town, text: str, asks: str) -> None:
    town.request()
    town.says("老单", text)
    assert f"单国良师傅接单前想问：“{asks}”" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("text", ["有行车吗", "有人去了", "有空吗", "有单吗"])
def test_in_a_group_what_may_be_asked_of_anybody_is_not_put_to_the_firm(town: Town, text: str) -> None:
    town.request()
    told = town.heard(room=MEIYU)
    town.says("老单", text, EXPERTS)
    assert town.heard(room=MEIYU) == told


@pytest.mark.parametrize(
    ("text", "asks", "answer"),
    [
        ("1001 这个远程看图行不行？行的话我接", "这个远程看图行不行", "行的"),
        ("有没有振动频谱？有的话我接，没有要等后天", "有没有振动频谱", "没有频谱"),
        ("后天行不行，行我就接", "后天行不行", "可以的"),
        ("能不能等到明天上午，能等的话归我", "能不能等到明天上午", "能等"),
        ("有行车吗 有就我来", "有行车吗", "有"),
        ("@派单助手 有没有模具图，有图我就接", "有没有模具图", "有的，我发你"),
    ],
)
def test_who_takes_it_if_the_answer_suits_him_has_not_taken_it(
    town: Town, text: str, asks: str, answer: str
) -> None:
    town.request()
    before = len(town.said)
    town.says("老单", text, EXPERTS)
    firm, asker = town.said[before:]
    assert firm.text == f"@澄屿小葛 【1001】单国良师傅接单前想问：“{asks}”。请在这里回一下，我转给师傅们。"
    assert asker.text == "@老单 【1001】问过企业了，一回就告诉你，先没算你接。"
    assert town.ticket().status == "open"
    town.says("澄屿小葛", answer, MEIYU)
    town.later(12)
    assert town.ticket().status == "open"
    assert town.heard(room=EXPERTS)[-1] == f"@老单 【1001】企业回：“{answer}”。能接请回“1001 接”。"
    town.says("老单", "那我接", EXPERTS)
    assert town.ticket().status == "claimed"


def test_of_a_ticket_that_another_has_the_condition_is_not_put_to_the_firm(town: Town) -> None:
    town.request()
    town.says("老陈注塑", "1001 接", EXPERTS)
    told = town.heard(room=MEIYU)
    town.says("老单", "1001 后天行不行，行我就接", EXPERTS)
    assert "陈立新" in town.heard(room=EXPERTS)[-1]
    assert town.heard(room=MEIYU) == told


def test_where_the_firm_reads_the_condition_itself_nobody_is_told_that_he_took_it(town: Town) -> None:
    town.says("澄屿小葛", "求助 双色模牙刷柄熔接线发黑 换了料也没用", SALON)
    town.later(12)
    before = len(town.said)
    town.says("老单", "1001 后天行不行，行我就接", SALON)
    assert len(town.said) == before
    assert town.ticket().status == "open"


@pytest.mark.parametrize("text", ["有没有别人去，没有我去", "我接，后天行不行"])
def test_no_question_for_the_firm_hinders_a_claim(town: Town, text: str) -> None:
    town.request()
    town.says("老单", f"1001 {text}", EXPERTS)
    assert town.ticket().status == "claimed"


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("1001是气动离合器还是转键的？", "气动离合器还是转键的"),
        ("1001 什么系统的？是FANUC还是三菱", "什么系统的？是FANUC还是三菱"),
        ("1001 用的是几号锌？", "用的是几号锌"),
        ("熔接线是打满前就有还是保压后才有？", "熔接线是打满前就有还是保压后才有"),
        ("1001 机床是哪年买的", "机床是哪年买的"),
    ],
)
def test_which_of_two_it_is_and_what_number_the_firm_is_asked_too(town: Town, text: str, asks: str) -> None:
    town.request()
    town.says("老单", text, EXPERTS)
    assert f"单国良师傅接单前想问：“{asks}”" in town.heard(room=MEIYU)[-1]
    town.says("澄屿小葛", "这个我问下车间，好像是前者", MEIYU)
    town.later(12)
    assert town.heard(room=EXPERTS)[-1].startswith("@老单 【1001】企业回：“这个我问下车间")


@pytest.mark.parametrize("text", ["今天去还是明天去", "吃面还是吃饭", "1001 好了吗", "喝白的还是红的"])
def test_what_is_not_of_the_trouble_is_not_put_to_the_firm(town: Town, text: str) -> None:
    town.request()
    told = town.heard(room=MEIYU)
    town.says("老单", text, EXPERTS)
    assert town.heard(room=MEIYU) == told


@pytest.mark.parametrize(
    ("text", "room", "asks"),
    [
        ("1001 企业的机床是哪年买的？", None, "企业的机床是哪年买的"),
        ("对不起，企业报警号多少？", None, "企业报警号多少"),
        ("要准备个千斤顶，厂里有吗？", EXPERTS, "要准备个千斤顶，厂里有吗"),
        ("熔接线是换料前就有还是换料后才有", EXPERTS, "熔接线是换料前就有还是换料后才有"),
    ],
)
def test_who_has_it_asks_so_too(town: Town, text: str, room: str | None, asks: str) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("老单", text, room)
    assert town.heard(room=MEIYU)[-1] == f"@澄屿小葛 【1001】单国良师傅：“{asks}”。请在这里回一下，我转过去。"
    town.says("澄屿小葛", "有的", MEIYU)
    town.later(12)
    assert town.heard(to="老单")[-1] == "【1001】澄屿模塑补充：有的"


def two_asked_of(town: Town) -> str:
    """Two firms' tickets of which the same expert was asked; his nickname."""
    town.says("驰砺设备科老计", "求助 模具滑块拉伤了", MEIYU)
    town.later(12)
    town.says("应总监", "求助 大型注塑模顶针断了", MEIYU)
    town.later(12)
    assert town.asked().count("葛师傅修模") == 2
    return "葛师傅修模"


@pytest.mark.parametrize("answered", [True, False])
def test_he_takes_what_he_has_asked_about(town: Town, answered: bool) -> None:
    who = two_asked_of(town)
    town.says(who, "1001 要不要带设备？", EXPERTS)
    if answered:
        town.says("驰砺设备科老计", "要的", MEIYU)
        town.later(12)
        assert town.heard(room=EXPERTS)[-1] == f"@{who} 【1001】企业回：“要的”。能接请回“1001 接”。"
    town.says(who, "那我接", EXPERTS)
    assert town.ticket(1001).status == "claimed"
    if answered:
        assert "要不要带设备：要的" in town.heard(to=who)[0]


def test_a_condition_is_of_what_he_was_asked_last_and_of_nothing_that_is_put_off(town: Town) -> None:
    who = two_asked_of(town)
    town.says("驰砺设备科老计", "1001 先不急，下周再来", MEIYU)
    town.later(12)
    town.says(who, "后天行不行，行我就接", EXPERTS)
    assert town.heard(room=MEIYU)[-1].startswith("@应总监 【1002】葛林松师傅接单前想问：“后天行不行”")
    town.says("应总监", "可以的", MEIYU)
    town.later(12)
    town.says(who, "接", EXPERTS)
    assert town.ticket(1002).status == "claimed"


def test_whether_somebody_has_gone_is_answered_by_the_claim_or_by_who_has_it(town: Town) -> None:
    town.request()
    town.says("老单", "1001 有人去了吗，没人我去", EXPERTS)
    assert town.ticket().status == "claimed"
    town.says("涛哥", "1001 有人去了吗，没人我去", EXPERTS)
    assert town.heard(room=EXPERTS)[-1].startswith("@涛哥 【1001】已经由单国良接了")


@pytest.mark.parametrize(
    ("asks", "says"),
    [("后天行不行，行我就接", "可以的"), ("什么机器？多大的件，行我就接", "120吨的海天，件30克")],
)
def test_what_the_firm_answers_in_the_salon_asks_him_whether_he_takes_it(
    town: Town, asks: str, says: str
) -> None:
    town.says("澄屿小葛", "求助 双色模牙刷柄熔接线发黑 换了料也没用", SALON)
    town.later(12)
    before = len(town.said)
    town.says("老单", asks, SALON)
    assert len(town.said) == before
    town.says("澄屿小葛", says, SALON)
    town.later(12)
    assert town.heard(room=SALON)[-1] == f"@老单 【1001】企业回：“{says}”。能接请回“1001 接”。"
    town.says("老单", "接", SALON)
    assert town.ticket().status == "claimed"
