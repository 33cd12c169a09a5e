"""The number of his ticket alone, and in a second message what is with it, are one thing that he says."""

from tests.conftest import EXPERTS, MEIYU, Town


def _both_his(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(3600)
    town.request("空压机漏油，求师傅看看")
    town.says("老单", "1002 接", EXPERTS)
    town.later(3600)


def test_the_number_and_then_done_ends_that_ticket(town: Town) -> None:
    _both_his(town)
    assert town.answered("老单", "1001", EXPERTS, wait=5) == []
    town.says("老单", "完", EXPERTS)
    assert (town.ticket(1001).status, town.ticket(1002).status) == ("resolved", "claimed")
    assert "单国良说弄好了" in town.heard(room=MEIYU)[-1]


def test_what_he_writes_much_later_is_no_part_of_it(town: Town) -> None:
    _both_his(town)
    town.says("老单", "1001", EXPERTS)
    town.later(600)
    town.says("老单", "完", EXPERTS)
    assert town.ticket(1001).status == "claimed"
