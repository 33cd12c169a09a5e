"""A coordinator says that an expert has left, or is to be asked no more: what becomes of his tickets."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

HIS = "老陈注塑"  # 陈立新


def leaves(town: Town, words: str = "陈立新离职了") -> str:
    town.later(5)
    town.says("立峰", words, UNION)
    told = town.heard(room=UNION)[-1]
    town.later(5)
    return told


@pytest.fixture
def assigned(town: Town) -> Town:
    """1001 was given to him, and he is silent."""
    town.request()
    town.says("立峰", "1001 派给陈立新", UNION)
    town.later(5)
    return town


@pytest.fixture
def taken(town: Town) -> Town:
    """He has taken 1001."""
    town.request()
    town.says(HIS, "1001 接", EXPERTS)
    return town


@pytest.mark.parametrize(
    "words", ["陈立新离职了", "把陈立新停用", "停用陈立新", "陈立新停用", "把陈立新删了"]
)
def test_what_he_was_given_and_did_not_answer_others_are_asked_for(assigned: Town, words: str) -> None:
    before = len(assigned.asked())
    told = leaves(assigned, words)
    assert "陈立新：以后不派单了" in told
    assert "没回话的1001，已另请别人" in told
    assert assigned.ticket().status == "open"
    assert assigned.asked()[before:]
    assert HIS not in assigned.asked()[before:]
    assert "工会另请师傅来" in assigned.heard(room=MEIYU)[-1]


def test_nobody_calls_him_any_more(assigned: Town) -> None:
    leaves(assigned)
    before = len(assigned.heard(to=HIS))
    assigned.later(90_000)
    assert assigned.heard(to=HIS)[before:] == []
    assert HIS not in assigned.asked()[assigned.asked().index(HIS) + 1 :]
    assert not any("派给陈立新" in each for each in assigned.heard(room=UNION)[3:])


def test_what_he_was_only_asked_somebody_else_is_asked(town: Town) -> None:
    town.request()
    before = len(town.asked())
    assert "没回话的1001，已另请别人" in leaves(town)
    assert len(town.asked()) == before + 1


def test_who_wanted_him_to_take_over_hears_so(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("老单", "1001 转给陈立新", EXPERTS)
    leaves(town)
    assert "陈立新接不了，还是你的单" in town.heard(to="老单")[-1]
    town.says("老单", "1001 转给陈立新", EXPERTS)
    assert "陈立新已经不派单了，请换一位" in town.heard(room=EXPERTS)[-1]


def test_what_he_has_taken_is_put_to_the_coordinator(taken: Town) -> None:
    told = leaves(taken)
    assert "接了的1001" in told
    assert "“1001 换人”" in told
    assert taken.ticket().status == "claimed"


def test_a_firm_is_not_sent_to_who_has_left(taken: Town) -> None:
    leaves(taken)
    private, words = len(taken.heard(to=HIS)), len(taken.heard(room=UNION))
    for text in ("师傅电话多少", "师傅怎么还不来电话", "料是ABS，机器是海天的"):
        taken.says("澄屿小葛", text, MEIYU)
        taken.later(15)
    assert taken.heard(to=HIS)[private:] == []
    assert taken.heard(to="澄屿小葛") == []
    assert "工会正在定谁来" in taken.heard(room=MEIYU)[-1]
    asked = [each for each in taken.heard(room=UNION)[words:] if "在问：师傅电话多少" in each]
    assert len(asked) == 1
    assert not any("怎么还不来" in each for each in taken.heard(room=UNION)[words:])


def test_coordinators_are_reminded_and_at_last_others_are_asked(taken: Town) -> None:
    leaves(taken)
    words = len(taken.heard(room=UNION))
    taken.later(4 * 3600)
    told = [each for each in taken.heard(room=UNION)[words:] if "陈立新" in each]
    assert ["还没定谁来" in each for each in told[:2]] == [True, True]
    assert "我另请别人了" in told[2]
    assert "released" in taken.changes()


@pytest.mark.parametrize("words", ["1001 还由陈立新办", "1001 派给陈立新"])
def test_a_coordinator_may_leave_it_with_him(taken: Town, words: str) -> None:
    leaves(taken)
    taken.says("立峰", words, UNION)
    assert "还由陈立新办" in taken.heard(room=UNION)[-1]
    taken.later(4 * 3600)
    assert taken.ticket().expert_id is not None
    taken.says("澄屿小葛", "师傅电话多少", MEIYU)
    taken.later(15)
    assert "陈立新师傅" in taken.heard(to="澄屿小葛")[-1]


def test_another_gets_it(taken: Town) -> None:
    leaves(taken)
    taken.says("立峰", "1001 换人", UNION)
    assert taken.ticket().status == "open"


def test_urging_calls_the_coordinator_back(taken: Town) -> None:
    leaves(taken)
    before = len(taken.heard(to=HIS))
    taken.says("立峰", "1001 催一下", UNION)
    assert "我没有催" in taken.heard(room=UNION)[-1]
    assert taken.heard(to=HIS)[before:] == []


@pytest.fixture
def gone(town: Town) -> Town:
    """He has left, and 1001 waits for somebody."""
    leaves(town)
    town.request()
    town.says("立峰", "1001 派给陈立新", UNION)
    return town


def test_he_is_given_nothing_without_a_second_word(gone: Town) -> None:
    assert "陈立新已经停派了" in gone.heard(room=UNION)[-1]
    assert gone.ticket().status == "open"
    assert gone.heard(to=HIS) == []


@pytest.mark.parametrize("words", ["派", "是", "派吧", "陈立新", "还是派"])
def test_a_yes_gives_it_to_him(gone: Town, words: str) -> None:
    gone.says("立峰", words, UNION)
    assert "已派给陈立新" in gone.heard(room=UNION)[-1]
    assert "请假" not in gone.heard(room=UNION)[-1]
    gone.says(HIS, "1001 接", EXPERTS)
    assert "陈立新答应了" in gone.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("words", ["不派", "不派了", "算了", "不用"])
def test_a_no_leaves_the_ticket_as_it_is(gone: Town, words: str) -> None:
    gone.says("立峰", words, UNION)
    assert gone.heard(room=UNION)[-1] == "@立峰 好的，没有动。"
    assert gone.ticket().status == "open"


def test_another_name_is_another_order(gone: Town) -> None:
    gone.says("立峰", "1001 派给老单", UNION)
    assert "已派给单国良" in gone.heard(room=UNION)[-1]


def test_he_can_neither_claim_nor_bring_himself_back(gone: Town) -> None:
    gone.says(HIS, "1001 接", EXPERTS)
    assert gone.ticket().status == "open"
    assert "你的派单已经停了" in gone.heard(room=EXPERTS)[-1]
    gone.says(HIS, "我回来了，可以派单了")
    assert "你的派单已经停了" in gone.heard(to=HIS)[-1]
    gone.says("立峰", "陈立新 恢复派单", UNION)
    assert "又可以派单了" in gone.heard(room=UNION)[-1]
    gone.says(HIS, "1001 接", EXPERTS)
    assert gone.ticket().status == "claimed"


def test_of_two_of_a_name_the_other_is_meant(gone: Town) -> None:
    gone.says("立峰", "1001 派给老陈", UNION)
    assert "已派给陈国栋" in gone.heard(room=UNION)[-1]


def test_he_is_not_on_leave(gone: Town) -> None:
    gone.says("立峰", "谁在请假", UNION)
    assert gone.heard(room=UNION)[-1].endswith("没有师傅请假\n不再派单的1位：陈立新")
    gone.says("立峰", "陈立新手上几单", UNION)
    assert "不再派单了" in gone.heard(room=UNION)[-1]
    gone.says("立峰", "今天谁有空", UNION)
    assert "请假0位" in gone.heard(room=UNION)[-1]


@pytest.mark.parametrize("words", ["国柱停用", "国柱离职了", "停用国柱", "梁国柱账号停用"])
def test_he_may_be_called_by_his_given_name(town: Town, words: str) -> None:
    assert "梁国柱：以后不派单了" in leaves(town, words)


@pytest.mark.parametrize(
    "words", ["张三丰停用", "停用张三丰", "张三丰离职了", "把张三丰停用", "张三丰师傅不干了"]
)
def test_a_name_of_no_roster_is_said_to_be_in_none(town: Town, words: str) -> None:
    assert "名册里没找到“张三丰" in leaves(town, words)


@pytest.mark.parametrize("words", ["高温炉停用了", "空压机停用了", "这个群停用了", "陈立新停用了吗"])
def test_what_is_no_person_or_a_question_takes_nobody_off(town: Town, words: str) -> None:
    town.says("立峰", words, UNION)
    assert not any("以后不派单了" in each or "没找到" in each for each in town.heard(room=UNION))
    assert not any(each.away for each in town.experts())


def test_a_firm_that_asks_after_a_silent_expert_is_answered(assigned: Town) -> None:
    before = len(assigned.heard(room=UNION))
    for text in ("师傅怎么还不来电话", "怎么还没联系我们"):
        assigned.says("澄屿小葛", text, MEIYU)
        assigned.later(15)
        assert "工会派给陈立新了，一有回话就告诉你" in assigned.heard(room=MEIYU)[-1]
    told = [each for each in assigned.heard(room=UNION)[before:] if "在问：" in each]
    assert len(told) == 1
    assert "师傅怎么还不来电话" in told[0]
    assert "派给陈立新，还没回话" in told[0]


@pytest.mark.parametrize("words", ["谁离职了", "谁停派了", "哪些师傅停用了", "离职的有哪些"])
def test_who_has_left_can_be_asked(town: Town, words: str) -> None:
    town.says("立峰", words, UNION)
    assert "没有停派的师傅" in town.heard(room=UNION)[-1]
    leaves(town)
    town.says("立峰", words, UNION)
    assert "不再派单的1位：陈立新" in town.heard(room=UNION)[-1]


def test_a_ticket_tells_that_who_has_it_has_left(taken: Town) -> None:
    leaves(taken)
    taken.says("立峰", "1001什么情况", UNION)
    assert "在陈立新手上，人已经不派单了，还没定谁来" in taken.heard(room=UNION)[-1]


def test_of_a_leave_that_begins_others_are_asked_what_he_was_asked(town: Town) -> None:
    town.request()
    before = len(town.asked())
    told = leaves(town, "陈立新请假到周五")
    assert "到11月27日不派单" in told
    assert "没回话的1001，已另请别人" in told
    assert len(town.asked()) == before + 1


def test_of_a_leave_that_begins_he_keeps_what_he_has(assigned: Town) -> None:
    told = leaves(assigned, "陈立新请假到周五")
    assert "手上的1001没有动；要换人回“1001 换人”" in told
    assert assigned.ticket().status == "claimed"


def test_a_leave_to_come_changes_nothing_yet(town: Town) -> None:
    town.request()
    before = len(town.asked())
    assert leaves(town, "陈立新下周一到周三请假").endswith("在那以前照常派。")
    assert len(town.asked()) == before


def test_whoever_is_named_goes_and_nobody_else(town: Town) -> None:
    everybody = town.experts()
    for gone, each in enumerate(everybody, start=1):
        leaves(town, f"{each.name}离职了")
        left = {one.name for one in town.experts() if one.left_at is not None}
        assert left == {one.name for one in everybody[:gone]}, each.name


def test_two_named_go_together(town: Town) -> None:
    leaves(town, "娄阿毛和毛爱珍离职了")
    assert {one.name for one in town.experts() if one.left_at is not None} == {"娄阿毛", "毛爱珍"}


@pytest.mark.parametrize("name", ["阿毛", "阿毛冲压"])
def test_a_given_name_or_a_nickname_is_his_alone(town: Town, name: str) -> None:
    leaves(town, f"{name}请假到周五")
    assert {one.name for one in town.experts() if one.leaves} == {"娄阿毛"}
