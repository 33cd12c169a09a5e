"""Coordinators who pass a request on, and experts who ask for their own factory."""

import pytest

from tests.conftest import EXPERTS, MEIYU, SALON, UNION, Town

SECOND = "工匠帮帮团专家二群（机电综合）"
ASKS_WHOSE = "【1001】是哪家企业的？回个企业名就行；名册里没有的，写上联系人和电话，只给接单的师傅看。"


def _boiler(town: Town) -> str:
    """A coordinator passes a request on; returns who is asked first."""
    town.says("总工会屠佳怡", "求助 双桥有家企业锅炉漏水", UNION)
    return town.asked()[0]


def test_a_coordinator_posts_for_an_enterprise_and_is_asked_which(town: Town) -> None:
    _boiler(town)
    ticket = town.ticket()
    assert (ticket.title, ticket.district, ticket.enterprise_id) == ("锅炉漏水", "双桥", None)
    assert town.heard(room=UNION)[-1] == f"@总工会屠佳怡 {ASKS_WHOSE}"
    offer = next(each.text for each in town.said if each.purpose == "offer")
    assert "屠佳怡代报的企业 · 双桥" in offer


def test_the_enterprise_named_later_reaches_ticket_and_claimer(town: Town) -> None:
    winner = _boiler(town)
    town.says(winner, "接", SECOND)
    assert "13700010001" in " ".join(town.heard(to=winner))
    town.says("总工会屠佳怡", "是蔚桐的", UNION)
    assert town.heard(room=UNION)[-1] == "@总工会屠佳怡 【1001】记下了：蔚桐（双桥）。"
    assert "胡志鑫（协调员屠佳怡代报） 13900010003" in town.heard(to=winner)[-1]
    town.says("蔚桐胡", "1001怎么样了", "双桥企业服务群")
    town.later(12)
    assert "接了，会联系你" in town.heard(room="双桥企业服务群")[-1]


def test_an_unlisted_enterprises_phone_is_for_the_claimer_alone(town: Town) -> None:
    winner = _boiler(town)
    town.says("总工会屠佳怡", "宏达锅炉配件厂，联系人老李 13812345678", UNION)
    assert "宏达锅炉配件厂" in town.heard(room=UNION)[-1]
    town.says(winner, "接", SECOND)
    assert "13812345678" in " ".join(town.heard(to=winner))
    assert not any("13812345678" in each.text for each in town.said if each.room is not None)


def test_the_answer_names_the_firm_and_no_hole_where_the_number_was(town: Town) -> None:
    _boiler(town)
    town.says("总工会屠佳怡", "老李五金，电话13812345678", UNION)
    assert town.heard(room=UNION)[-1] == "@总工会屠佳怡 【1001】记下了：老李五金，电话也记下了。"


def test_a_coordinators_question_in_between_is_a_question(town: Town) -> None:
    _boiler(town)
    town.says("总工会屠佳怡", "蔚桐这个月几单", UNION)
    assert "蔚桐：0单" in town.heard(room=UNION)[-1]
    assert town.ticket().enterprise_id is None
    town.says("总工会屠佳怡", "怎么样了", UNION)
    assert town.heard(room=UNION)[-1].startswith("@总工会屠佳怡 【1001】锅炉漏水：正在找师傅")


def test_what_a_coordinator_asked_for_he_confirms_and_rates(town: Town) -> None:
    winner = _boiler(town)
    town.says(winner, "接", SECOND)
    town.says(winner, "修好了，换了阀门", SECOND)
    town.says("总工会屠佳怡", "好了，5分", UNION)
    assert (town.ticket().status, town.ticket().rating) == ("closed", 5)


@pytest.mark.parametrize(
    "text", ["蔚桐塑模的冲床离合器坏了，帮忙找个师傅", "蔚桐厂长打电话来说冲床离合器坏了，能不能派人去看看"]
)
def test_a_firm_named_in_private_needs_no_question(town: Town, text: str) -> None:
    town.says("立峰", text)
    assert town.ticket().enterprise_id is not None
    assert not any("哪家企业" in said for said in town.heard(to="立峰"))


@pytest.mark.parametrize("text", ["双桥有几家企业漏水", "蔚桐的冲床坏了那单怎么样了", "还有几单没人接"])
def test_questions_open_nothing(town: Town, text: str) -> None:
    town.says("立峰", text, UNION)
    town.request()
    assert town.ticket().requester == "澄屿小葛"


def test_an_expert_asks_for_his_own_factory(town: Town) -> None:
    town.says("老韩", "我们厂的冲床离合器坏了，谁能来看看", SALON)
    assert "钧樾" in next(each.text for each in town.said if each.purpose == "offer")
    assert "老韩" not in town.asked()
    town.says("老韩", "机器是200吨的", SALON)
    assert "200吨" in town.ticket().body
    winner = town.asked()[0]
    town.says(winner, "接", EXPERTS)
    assert "韩铁成（微信：老韩） 13800010030" in " ".join(town.heard(to=winner))
    town.says("老韩", "怎么样了", SALON)
    assert "接了，会联系你" in town.heard(room=SALON)[-1]
    town.says(winner, "1001 修好了 调了间隙", EXPERTS)
    town.says("老韩", "好了，5分", SALON)
    assert (town.ticket().status, town.ticket().rating) == ("closed", 5)


def test_an_expert_of_no_firm_is_asked_whose_it_is(town: Town) -> None:
    town.says("福根老头", "求助 水泵坏了 抽不上水", SALON)
    assert town.heard(room=SALON)[-1] == f"@福根老头 {ASKS_WHOSE}"


@pytest.mark.parametrize(
    "text",
    [
        "我们厂以前也碰到过冲床离合器坏，换摩擦片就好了",
        "求助 这个阀怎么拆",
        "冲床离合器先查一下气压",
        "老单，你那个单怎么样了",
    ],
)
def test_talk_among_experts_opens_nothing(town: Town, text: str) -> None:
    town.request()
    town.says("老韩", text, EXPERTS)
    town.says("澄屿小葛", "求助 激光切2mm不锈钢挂渣严重", MEIYU)
    town.later(12)
    assert town.ticket(1002).requester == "澄屿小葛"


@pytest.mark.parametrize("room", [UNION, None, MEIYU])
@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("帮屿途报一下，仪表台翘曲", "仪表台翘曲"),
        ("屿途仪表台翘曲，帮忙报一下", "仪表台翘曲"),
        ("替屿途报个修，注塑机不动了", "注塑机不动了"),
    ],
)
def test_a_short_report_for_a_firm_is_a_request(town: Town, room: str | None, text: str, title: str) -> None:
    town.says("总工会屠佳怡", text, room)
    town.later(30)
    assert (town.ticket().title, town.ticket().district) == (title, "梅屿")
    assert any("【1001】" in each for each in town.heard(room=MEIYU)), "the firm reads of it"


@pytest.mark.parametrize("text", ["屿途冲床坏了", "屿途仪表台翘曲"])
def test_a_coordinators_bare_telling_is_a_request(town: Town, text: str) -> None:
    town.says("总工会屠佳怡", text)
    assert town.ticket().title == text.removeprefix("屿途")


@pytest.mark.parametrize(
    "text",
    [
        "屿途冲床坏了修好了没",
        "屿途上次冲床坏了修了三天",
        "帮我报一下屿途这个月几单",
        "屿途的冲床坏了那单谁接的",
    ],
)
def test_what_asks_or_is_over_is_no_report(town: Town, text: str) -> None:
    town.says("总工会屠佳怡", text, UNION)
    assert town.asked() == []


@pytest.mark.parametrize("text", ["帮屿途报一下，仪表台翘曲", "屿途仪表台翘曲帮报一下"])
def test_an_expert_reports_for_a_firm(town: Town, text: str) -> None:
    town.says("老单", text)
    assert town.ticket().title == "仪表台翘曲"
    assert town.heard(room=MEIYU)[-1].startswith("@晓敏 单国良师傅替你们报了一单")
    winner = town.asked()[0]
    town.says(winner, "1001 接", EXPERTS)
    contact = " ".join(town.heard(to=winner))
    assert "戴晓敏（单国良师傅代报） 13900010016" in contact
    assert "13800010004" not in contact, "the firm is to be rung, not he"


def test_what_a_coordinator_and_the_firm_both_tell_is_one_ticket(town: Town) -> None:
    town.says("总工会屠佳怡", "帮屿途报一下，仪表台翘曲", UNION)
    town.later(60)
    town.says("晓敏", "求助 仪表台翘曲", MEIYU)
    town.later(12)
    town.says("老单", "帮屿途报一下，仪表台翘曲")
    assert town.changes().count("merged") == 2


def test_a_stranger_who_has_said_whose_he_is_is_asked_for_a_number_alone(town: Town) -> None:
    town.says("路人甲", "你好，我是东塘永固五金的，我们的攻丝机老是断丝锥，怎么办", MEIYU)
    town.later(12)
    assert "【1001】东塘永固五金不在名册里，写一下联系人和电话" in town.heard(room=MEIYU)[-1]
    town.says("路人甲", "我电话13788889999", MEIYU)
    town.later(12)
    assert town.heard(room=MEIYU)[-1] == "@路人甲 【1001】记下了：电话。"
    winner = town.asked()[0]
    town.says(winner, "1001 接", EXPERTS)
    assert "13788889999" in " ".join(town.heard(to=winner))
