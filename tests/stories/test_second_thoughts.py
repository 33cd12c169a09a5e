"""Corrections, recalled words, words written anew: the ticket says what its requester means."""

from tests.conftest import EXPERTS, MEIYU, Town


def test_a_correction_mends_text_title_and_fields(town: Town) -> None:
    town.request("求助 PP壳子缩水 3号机 怎么调")
    town.says("澄屿小葛", "不是PP是ABS", MEIYU)
    town.later(15)
    town.says("澄屿小葛", "写错了 是5号机", MEIYU)
    town.later(15)
    ticket = town.ticket()
    assert (ticket.title, ticket.body) == ("ABS壳子缩水，5号机", "求助 ABS壳子缩水 5号机 怎么调")
    assert len(town.heard(room=MEIYU)) == 1
    town.later(90)
    assert "ABS壳子缩水，5号机" in [each.text for each in town.said if each.purpose == "offer"][-1]


def test_the_claimer_is_told_what_was_corrected(town: Town) -> None:
    town.request("求助 PP壳子缩水 3号机 怎么调")
    town.says("涛哥", "1001 接", EXPERTS)
    town.says("A澄屿生产部", "不是PP是ABS", MEIYU)
    town.later(15)
    assert town.heard(to="涛哥")[-1] == "【1001】澄屿模塑更正：不是PP是ABS"
    assert "ABS" in town.ticket().body


def test_a_corrected_deadline_is_the_deadline(town: Town) -> None:
    town.request("求助 PP壳子缩水 周五要交样")
    town.says("澄屿小葛", "不是周五是周三", MEIYU)
    town.later(15)
    assert town.ticket().deadline == "2026-11-25"


def test_a_corrected_machine_may_need_another_trade(town: Town) -> None:
    town.request("求助 3号空压机报警停机")
    before = town.ticket().category
    asked = len(town.asked())
    town.says("澄屿小葛", "写错了，不是空压机是加工中心主轴", MEIYU)
    town.later(15)
    assert town.ticket().category != before
    assert len(town.asked()) > asked


def test_recalled_and_written_anew_it_is_the_same_ticket(town: Town) -> None:
    message = town.says("澄屿小葛", "求助 双色模熔接线发黑", MEIYU)
    town.later(12)
    town.says("澄屿小葛", "", MEIYU, type="recall", quote=message)
    town.later(20)
    town.says("澄屿小葛", "求助 双色模熔接线发黄", MEIYU)
    town.later(12)
    ticket = town.ticket()
    assert (ticket.status, ticket.body) == ("open", "求助 双色模熔接线发黄")
    assert all("取消" not in each.text for each in town.said)
    town.later(300)
    assert all("取消" not in each.text for each in town.said)


def test_recalled_for_good_the_groups_are_told_a_little_later(town: Town) -> None:
    message = town.says("澄屿小葛", "求助 双色模熔接线发黑", MEIYU)
    town.later(12)
    town.says("澄屿小葛", "", MEIYU, type="recall", quote=message)
    assert town.ticket().status == "cancelled"
    assert len(town.heard(room=MEIYU)) == 1
    town.later(180)
    assert "已取消" in town.heard(room=MEIYU)[-1]
    assert "已取消" in town.heard(room=EXPERTS)[-1]


def test_who_has_it_keeps_it_when_the_words_are_written_anew(town: Town) -> None:
    message = town.says("澄屿小葛", "求助 双色模熔接线发黑", MEIYU)
    town.later(12)
    town.says("涛哥", "1001 接", EXPERTS)
    town.says("澄屿小葛", "", MEIYU, type="recall", quote=message)
    town.says("澄屿小葛", "求助 双色模熔接线发黄", MEIYU)
    town.later(12)
    assert town.ticket().status == "in_progress"
    assert "发黄" in town.heard(to="涛哥")[-1]
    assert all("不用去" not in said for said in town.heard(to="涛哥"))
    assert "何碧涛" in town.heard(room=MEIYU)[-1]


def test_one_of_two_messages_recalled_leaves_the_other(town: Town) -> None:
    town.says("澄屿小葛", "求助 双色模熔接线发黑", MEIYU)
    wrong = town.says("澄屿小葛", "明天要交样", MEIYU)
    town.later(12)
    assert town.ticket().deadline == "2026-11-24"
    town.says("涛哥", "1001 接", EXPERTS)
    town.says("澄屿小葛", "", MEIYU, type="recall", quote=wrong)
    ticket = town.ticket()
    assert (ticket.status, ticket.deadline, ticket.urgency) == ("claimed", None, "normal")
    assert "以这个为准：求助 双色模熔接线发黑" in town.heard(to="涛哥")[-1]


def test_a_recalled_picture_is_not_handed_on(town: Town) -> None:
    town.says("澄屿小葛", "求助 双色模熔接线发黑", MEIYU)
    picture = town.says("澄屿小葛", "", MEIYU, type="image", attachment="wrong.jpg")
    town.later(12)
    town.says("澄屿小葛", "", MEIYU, type="recall", quote=picture)
    town.says("涛哥", "1001 接", EXPERTS)
    assert all(each.attachment is None for each in town.said)


def test_nobody_recalls_anothers_words(town: Town) -> None:
    message = town.says("澄屿小葛", "求助 双色模熔接线发黑", MEIYU)
    town.later(12)
    town.says("拾墨车间大刘", "", MEIYU, type="recall", quote=message)
    assert town.ticket().status == "open"
