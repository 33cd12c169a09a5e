"""Who does not know yet where help is asked for is answered: a factory of no roster, a firm among experts, an
expert who wonders whom to ring."""

import pytest

from tests.conftest import EXPERTS, MEIYU, SALON, UNION, Town

STRANGER = "陌路人"


def test_a_new_factory_that_asks_where_and_tells_what_is_wrong_is_served(town: Town) -> None:
    town.answered(STRANGER, "请问企业要请师傅去哪个群啊，我们是新开的厂，注塑机老是报警", SALON)
    assert town.ticket().title == "注塑机老是报警"
    assert "是哪家企业的" in town.heard(room=SALON)[-1]
    town.answered(STRANGER, "我们叫新禾塑业，在双桥", SALON)
    assert "新禾塑业不在名册里，写一下联系人和电话" in town.heard(room=SALON)[-1]
    assert town.ticket().district == "双桥"
    town.answered(STRANGER, "联系人小周 13812345678", SALON)
    assert "记下了" in town.heard(room=SALON)[-1]


def test_a_request_with_the_houses_name_in_it_is_opened(town: Town) -> None:
    town.answered(STRANGER, "我们新禾塑业，刚搬来，冲床坏了哪里找师傅", SALON)
    assert town.ticket().title == "冲床坏了"
    assert "新禾塑业不在名册里" in town.heard(room=SALON)[-1]


@pytest.mark.parametrize(
    "text",
    [
        "请问企业怎么请师傅啊",
        "你们好，我们厂是新来的，想请师傅修注塑机，怎么弄",
        "求助去哪个群",
        "哪里可以请师傅",
    ],
)
@pytest.mark.parametrize("who", [STRANGER, "澄屿小葛"])
def test_who_asks_how_help_is_asked_for_is_told_and_no_ticket_opened(town: Town, who: str, text: str) -> None:
    town.answered(who, text, SALON)
    assert "就在这里写：什么机器、出了什么毛病" in town.heard(room=SALON)[-1]
    assert town.asked() == []


@pytest.mark.parametrize("text", ["我们叫新禾塑业，在双桥", "大家好，我们是新禾塑业的", "新厂报到，新禾塑业"])
def test_a_new_factory_that_says_who_it_is_is_answered_and_the_union_hears_of_it(
    town: Town, text: str
) -> None:
    town.answered(STRANGER, text, SALON)
    assert "新禾塑业，知道了" in town.heard(room=SALON)[-1]
    assert f"新来的企业“新禾塑业”（陌路人，在“{SALON}”）" in town.heard(room=UNION)[-1]
    before = len(town.said)
    town.answered(STRANGER, text, SALON)
    assert len(town.said) == before


def test_what_is_wrong_is_heard_beside_who_he_is(town: Town) -> None:
    town.answered(STRANGER, "我们是双桥永泰五金，新来的，机床报警怎么请师傅", SALON)
    assert town.asked()
    assert town.ticket().district == "双桥"


@pytest.mark.parametrize("text", ["我们叫小王来看一下", "我们是双桥的", "我们永康五金城今天开业，欢迎光临"])
def test_other_words_of_a_stranger_name_no_factory(town: Town, text: str) -> None:
    town.answered(STRANGER, text, SALON)
    assert town.said == []


def test_somebody_on_the_roster_is_no_newcomer(town: Town) -> None:
    town.answered("澄屿小葛", "我们是澄屿模塑的", SALON)
    assert town.heard(room=SALON) == []


@pytest.mark.parametrize("text", ["注塑机加热圈烧了，谁能来换", "我们厂冲床离合器打滑，师傅们谁有空"])
def test_what_a_firm_asks_among_experts_is_opened_in_its_own_group(town: Town, text: str) -> None:
    town.answered("澄屿小葛", text, EXPERTS)
    assert town.ticket().room == MEIYU
    assert town.asked()
    assert "【1001】" in town.heard(room=MEIYU)[-1]
    assert f"@澄屿小葛 【1001】开单了，进展在“{MEIYU}”里说；以后求助写在那里就行。" in town.heard(
        room=EXPERTS
    )
    town.says("老单", "1001 接", EXPERTS)
    assert "单国良接了" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("text", ["谢谢各位师傅", "师傅们辛苦了", "师傅们明天有个培训，在澄屿"])
def test_other_talk_of_a_firm_among_experts_wants_no_answer(town: Town, text: str) -> None:
    town.answered("澄屿小葛", text, EXPERTS)
    assert town.said == []


@pytest.mark.parametrize("asked", ["我电话打给谁", "我该打哪个电话", "那我联系谁呢", "电话打给哪位"])
def test_who_has_a_ticket_reads_whom_to_ring(town: Town, asked: str) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(20)
    before = len(town.heard(to="老单"))
    town.answered("老单", asked, room=None)
    assert "13900010001" in town.heard(to="老单")[before]


def test_who_has_none_reads_that_he_has_none(town: Town) -> None:
    town.answered("老单", "我电话打给谁", room=None)
    assert "手上0单" in town.heard(to="老单")[-1]
