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


@pytest.mark.parametrize("text", ["拉力做了只有2.1kN，要求4", "还有就是颜色也有点偏"])
def test_a_measurement_just_after_asking_is_of_the_same_trouble(town: Town, text: str) -> None:
    _says(town, "座椅支架焊点开裂，求师傅")
    town.later(50)
    _says(town, text)
    assert text in town.ticket().body
    assert town.messages() == ["m1", "m2"]


def test_another_trouble_just_after_asking_is_another_ticket(town: Town) -> None:
    _says(town, "座椅支架焊点开裂，求师傅")
    town.later(50)
    _says(town, "空压机压力上不去，求师傅")
    assert "空压机" in town.ticket(1002).title


def test_a_colleague_adds_to_what_he_points_at(town: Town) -> None:
    _says(town, "座椅支架焊点开裂，求师傅", "驰砺品质小樊")
    town.later(600)
    _says(town, "小樊说的那个我看了，电流不稳", "驰砺设备科老计")
    assert "电流不稳" in town.ticket().body


def test_of_two_tickets_the_named_experts_is_meant(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    _says(town, "求助 空压机压力上不去")
    town.later(3600)
    _says(town, "单师傅到了吗")
    assert "单师傅到了吗" in town.heard(to="老单")[-1]
    assert not any("哪一单" in each for each in town.heard(room=MEIYU))


def test_who_asks_once_more_for_the_same_machine_opens_nothing(town: Town) -> None:
    _says(town, "空压机也有问题，要不要再叫个修空压机的师傅")
    town.later(600)
    _says(town, "能不能再派个懂空压机的来")
    assert "merged" in town.changes()


def test_help_from_afar_is_wanted_not_refused(town: Town) -> None:
    _says(town, "请教一下，钛合金TC4 车削 用什么涂层的刀片好")
    town.later(600)
    _says(town, "不用来人，电话说说就行")
    assert (town.ticket().status, town.ticket().mode) == ("open", "remote")


def test_who_has_cancelled_and_thinks_again(town: Town) -> None:
    town.request()
    _says(town, "算了算了我自己找人")
    assert town.ticket().status == "cancelled"
    town.later(50)
    _says(town, "还是你们来吧")
    assert town.ticket().status == "open"


def test_what_is_added_before_anybody_has_it_is_kept_for_who_takes_it(town: Town) -> None:
    town.request("注塑机打不满料")
    said = len(town.heard(room=MEIYU))
    for words in ("是PP料的", "在2号门卫那里等"):
        town.says("澄屿小葛", words, MEIYU)
        town.later(60)
    assert len(town.heard(room=MEIYU)) == said  # the group need not hear that it is heard
    town.says("老单", "1001 接", EXPERTS)
    assert any("注塑机打不满料；是PP料的；在2号门卫那里等" in each for each in town.heard(to="老单"))
