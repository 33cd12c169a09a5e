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
