"""What its requester goes on telling belongs to the ticket: where, whom, since when, what was tried."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town

FIRM = "澄屿小葛"


def _says(town: Town, text: str, who: str = FIRM) -> None:
    town.says(who, text, MEIYU)
    town.later(12)


@pytest.mark.parametrize("text", ["昨天还好好的", "镜片换过了", "供应商换了两家了都一样", "就是靠窗那台"])
def test_what_he_adds_just_after_asking(town: Town, text: str) -> None:
    town.request()
    town.later(60)
    _says(town, text)
    assert text in town.ticket().body


@pytest.mark.parametrize("text", ["好的谢谢", "早上好", "哈哈哈哈", "嗯嗯"])
def test_thanks_and_greetings_are_none(town: Town, text: str) -> None:
    town.request()
    town.later(60)
    _says(town, text)
    assert text not in town.ticket().body


@pytest.mark.parametrize("text", ["到了打我电话，我在二车间", "从南门进", "下午我要去医院，找小樊就行"])
def test_how_to_find_him_reaches_who_comes(town: Town, text: str) -> None:
    town.request()
    winner = town.asked()[0]
    town.says(winner, "1001 接", EXPERTS)
    town.later(60)
    _says(town, text)
    assert text in town.heard(to=winner)[-1]


@pytest.mark.parametrize("text", ["那今天能弄好吗", "师傅怎么称呼"])
def test_a_question_about_who_has_it_is_no_question_of_what_is_done(town: Town, text: str) -> None:
    town.request()
    town.says(town.asked()[0], "1001 接", EXPERTS)
    town.later(60)
    _says(town, text)
    assert "单国良" in town.heard(room=MEIYU)[-1]


def test_a_colleague_who_points_at_what_was_told_before(town: Town) -> None:
    _says(town, "我们那台老冲床声音不对，咣当咣当的，求师傅来看看", "驰砺设备科老计")
    town.later(3600)
    _says(town, "老计说的那个冲床，昨天开始产品毛刺也变大了", "驰砺品质小樊")
    assert "毛刺也变大" in town.ticket().body
    _says(town, "求助 双色模牙刷柄熔接线发黑")
    assert "熔接线" in town.ticket(1002).title


def test_who_asks_whether_there_is_a_training_wishes_for_one(town: Town) -> None:
    _says(town, "请问工会有电工培训吗")
    assert town.ticket().kind == "training"
    _says(town, "大概二十来个人")
    assert "二十来个人" in town.ticket().body
