"""A firm wants another expert: who offers himself is put to a coordinator, and the score is the solver's."""

import pytest

from tests.conftest import EXPERTS, MEIYU, SALON, UNION, Town


def unwanted(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(600)
    town.says("澄屿小葛", "换个师傅吧", MEIYU)
    town.later(60)


def holder(town: Town) -> str:
    return next(each.name for each in town.experts() if each.id == town.ticket().expert_id)


@pytest.mark.parametrize("words", ["我来", "1001 我来", "1001 接"])
def test_who_offers_himself_is_put_to_the_coordinator_and_told_so(town: Town, words: str) -> None:
    unwanted(town)
    town.says("麻工", words, EXPERTS)
    assert holder(town) == "单国良"
    assert town.heard(room=UNION)[-1] == (
        "@文静同学\n【1001】麻丽君愿意接：双色模牙刷柄熔接线发黑，换了料也没用\n"
        "澄屿模塑想换一位师傅，现在还是单国良。\n换成麻丽君就回“好”，不换回“不换”。"
    )
    assert town.heard(room=EXPERTS)[-1] == (
        "@麻工 【1001】还在单国良手上，企业想换一位。你愿意接，已告诉工会协调员，定了我告诉你。"
    )


@pytest.mark.parametrize("words", ["好", "可以", "1001 好", "换", "同意", "是"])
def test_one_word_of_the_coordinator_hands_it_over(town: Town, words: str) -> None:
    unwanted(town)
    town.says("麻工", "我来", EXPERTS)
    town.says("文静同学", words, UNION)
    assert holder(town) == "麻丽君"
    assert town.heard(room=MEIYU)[-1].startswith("【1001】麻丽君接了")
    assert town.heard(to="老单")[-1] == "【1001】工会改派给麻丽君了，这单不用你管了，辛苦。"
    assert any(each.startswith("【1001】归你了") for each in town.heard(to="麻工"))
    town.later(900)
    assert not any("还没回话" in each for each in town.heard(to="麻工"))


def test_a_no_leaves_it_with_its_holder_and_all_hear_so(town: Town) -> None:
    unwanted(town)
    town.says("麻工", "我来", EXPERTS)
    town.says("文静同学", "不换", UNION)
    assert holder(town) == "单国良"
    assert town.heard(to="麻工")[-1] == "【1001】工会说还是单国良去，谢谢你。"
    assert town.heard(room=MEIYU)[-1] == "【1001】工会商量过了，还是单国良来办。"
    town.says("文静同学", "好", UNION)
    assert holder(town) == "单国良"


def test_a_yes_among_coordinators_about_something_else_hands_nothing_over(town: Town) -> None:
    unwanted(town)
    town.says("麻工", "我来", EXPERTS)
    town.says("总工会屠佳怡", "中午一起吃饭吗", UNION)
    town.says("文静同学", "好", UNION)
    assert holder(town) == "单国良"


def test_of_two_who_offer_themselves_he_names_the_one(town: Town) -> None:
    unwanted(town)
    town.says("麻工", "1001 我来", EXPERTS)
    town.says("涛哥", "1001 接", EXPERTS)
    town.says("文静同学", "好", UNION)
    assert "“1001 派给麻丽君”、“1001 派给何碧涛”" in town.heard(room=UNION)[-1]
    town.says("文静同学", "1001 派给何碧涛", UNION)
    assert holder(town) == "何碧涛"


def test_without_such_a_wish_a_later_one_is_told_who_has_it(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("麻工", "1001 我来", EXPERTS)
    assert "已经由单国良接了" in town.heard(room=EXPERTS)[-1]
    assert town.heard(room=UNION) == []


def test_after_a_coordinators_word_whoever_comes_first_has_it(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("总工会屠佳怡", "1001 换个师傅", UNION)
    town.says("麻工", "我来", EXPERTS)
    assert holder(town) == "麻丽君"


def test_a_score_for_the_former_expert_is_not_the_next_ones(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("老单", "修好了", EXPERTS)
    town.says("澄屿小葛", "好了，2分", MEIYU)
    town.later(60)
    assert town.ticket().rating == 2
    town.says("澄屿小葛", "又坏了，换个师傅", MEIYU)
    town.later(60)
    town.says("总工会屠佳怡", "1001 派给麻工", UNION)
    town.says("麻工", "接", EXPERTS)
    town.says("麻工", "修好了，换了料筒", EXPERTS)
    town.says("澄屿小葛", "好了", MEIYU)
    town.later(60)
    assert (holder(town), town.ticket().rating) == ("麻丽君", None)
    town.says("澄屿小葛", "5分", MEIYU)
    town.later(60)
    assert town.ticket().rating == 5
    assert town.heard(to="麻工")[-1] == "【1001】澄屿模塑评价：5分。"


@pytest.mark.parametrize(
    "words", ["麻工过来修好了，5分", "不是老单修的，是麻工弄好的，5分", "好了，麻丽君师傅修的，5分"]
)
def test_the_score_is_his_whom_the_firm_names(town: Town, words: str) -> None:
    unwanted(town)
    town.says("澄屿小葛", words, MEIYU)
    town.later(60)
    assert (town.ticket().status, town.ticket().rating, holder(town)) == ("closed", 5, "麻丽君")
    assert town.heard(room=MEIYU)[-1] == "【1001】结单了，5分，记在麻丽君名下。"
    assert any("5分，辛苦" in each for each in town.heard(to="麻工"))
    assert town.heard(to="老单")[-1] == "【1001】澄屿模塑说已经弄好了，不用去了。"


def test_named_after_the_end_the_score_is_his_too(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("老单", "修好了，换了热流道", EXPERTS)
    town.says("澄屿小葛", "好了", MEIYU)
    town.later(60)
    town.says("澄屿小葛", "是麻工修的，5分", MEIYU)
    town.later(60)
    assert (holder(town), town.ticket().rating) == ("麻丽君", 5)


def test_the_holder_named_stays_he(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("老单", "修好了，换了热流道", EXPERTS)
    town.says("澄屿小葛", "老单修好了，5分，麻工也来看过", MEIYU)
    town.later(60)
    assert (holder(town), town.ticket().rating) == ("单国良", 5)


def test_in_the_group_of_the_request_he_is_heard_too(town: Town) -> None:
    town.says("澄屿小葛", "求助 双色模牙刷柄熔接线发黑 换了料也没用", SALON)
    town.later(12)
    town.says("老单", "1001 接", SALON)
    town.later(600)
    town.says("澄屿小葛", "换个师傅看看", SALON)
    town.later(60)
    town.says("麻工", "我来", SALON)
    assert "麻丽君愿意接" in town.heard(room=UNION)[-1]
    town.says("文静同学", "好")
    assert holder(town) == "麻丽君"
