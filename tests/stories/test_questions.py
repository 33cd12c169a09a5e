"""What the expert will want to know is asked for once, in the receipt, and holds nothing up."""

from tests.conftest import EXPERTS, MEIYU, UNION, Town


def test_the_receipt_asks_for_what_is_missing_and_offers_do_not_wait(town: Town) -> None:
    town.request("求助 PP壳子缩水 怎么调")
    (receipt,) = town.heard(room=MEIYU)
    assert receipt.splitlines()[-1] == "方便的话补一句：多大吨位的机器，什么时候开始的，有照片也发一张。"
    assert town.asked()


def test_nothing_is_asked_where_all_is_told(town: Town) -> None:
    town.says("澄屿小葛", "", MEIYU, type="image", attachment="flaw.jpg")
    town.request("求助 PP壳子缩水 海天160吨 昨天换料后开始的 怎么调")
    (receipt,) = town.heard(room=MEIYU)
    assert "补一句" not in receipt
    assert len(receipt.splitlines()) == 3


def test_answers_reach_the_ticket_and_the_claimer_and_nothing_is_asked_again(town: Town) -> None:
    town.request("求助 PP壳子缩水 怎么调")
    winner = town.asked()[0]
    town.says(winner, "接", EXPERTS)
    for text in ("海天160吨的", "昨天换料以后开始的"):
        town.says("澄屿小葛", text, MEIYU)
        town.later(20)
    assert "海天160吨的" in town.ticket().body
    assert "昨天换料以后开始的" in town.ticket().body
    assert [said.split("补充：")[-1] for said in town.heard(to=winner)[-2:]] == [
        "海天160吨的",
        "昨天换料以后开始的",
    ]
    assert sum("补一句" in said for said in town.heard(room=MEIYU)) == 1


def test_an_answer_that_reads_like_a_request_opens_no_second_ticket(town: Town) -> None:
    town.request("求助 壳子缩水 怎么调")
    town.says("澄屿小葛", "PA66加30%玻纤，海天160吨，昨天换料后开始的", MEIYU)
    town.later(20)
    assert "PA66" in town.ticket().body
    assert town.changes()[-1] == "followup"


def test_an_answer_may_come_after_lunch(town: Town) -> None:
    town.request("求助 壳子缩水 怎么调")
    town.says("涛哥", "1001 接", EXPERTS)
    town.later(2 * 3600)
    town.says("澄屿小葛", "料是ABS，160吨的机器", MEIYU)
    town.later(20)
    assert "ABS" in town.ticket().body


def test_a_new_problem_is_no_answer(town: Town) -> None:
    town.request("求助 壳子缩水 怎么调")
    town.says("澄屿小葛", "还有一个问题，昨天开始3号空压机漏油，谁能来修", MEIYU)
    town.later(20)
    assert "空压机" in town.ticket(1002).title


def test_who_has_a_line_standing_is_asked_one_thing(town: Town) -> None:
    town.request("求助 注塑机打不出料 线停了")
    (receipt,) = town.heard(room=MEIYU)
    assert receipt.splitlines()[-1] == "方便的话补一句：什么料，有照片也发一张。"


def test_a_training_wish_is_asked_other_things(town: Town) -> None:
    town.request("想请老师来讲讲看图纸")
    (receipt,) = town.heard(room=MEIYU)
    assert receipt.splitlines()[-1] == "方便的话补一句：多少人来学，什么时间方便。"
    town.says("澄屿小葛", "12个学徒，周末都行", MEIYU)
    town.later(20)
    assert "12个学徒" in town.ticket().body
    assert len(town.heard(room=MEIYU)) == 1
    assert town.heard(room=UNION)


def test_a_reopened_ticket_asks_nothing_anew(town: Town) -> None:
    town.request("求助 壳子缩水 怎么调")
    winner = town.asked()[0]
    town.says(winner, "接", EXPERTS)
    town.says(winner, "1001 修好了", EXPERTS)
    town.says("澄屿小葛", "还没好", MEIYU)
    town.later(20)
    assert sum("补一句" in said for said in town.heard(room=MEIYU)) == 1
