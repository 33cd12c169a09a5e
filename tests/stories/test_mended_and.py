"""How it ends in other words: mended and a question besides, not content, a late word that all is well."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

DAY = 24 * 3600


def called_mended(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(600)
    town.says("老单", "1001 修好了，排气槽清了", EXPERTS)
    town.later(20)


def says(town: Town, text: str) -> None:
    town.says("澄屿小葛", text, MEIYU)
    town.later(20)


@pytest.mark.parametrize(
    "words", ["修好了，不过费用怎么算", "修好了不过费用怎么算", "好了，谢谢，发票怎么开"]
)
def test_mended_and_a_question_of_money_closes_it_and_is_the_coordinators(town: Town, words: str) -> None:
    called_mended(town)
    says(town, words)
    assert town.ticket().status == "closed"
    assert "收不收费由工会协调员谷文静答你" in town.heard(room=MEIYU)[-1]
    assert "澄屿模塑的澄屿小葛" in town.heard(room=UNION)[-1]


def test_another_question_goes_to_who_has_mended_it(town: Town) -> None:
    called_mended(town)
    says(town, "好了，以后多久清一次排气槽？")
    assert town.ticket().status == "closed"
    assert town.heard(to="老单")[-1] == ("【1001】澄屿模塑问：以后多久清一次排气槽？\n请打个电话回他一声。")
    assert town.heard(room=MEIYU)[-1] == "@澄屿小葛 【1001】你问的已转给单国良，会给你回话。"


def test_so_does_a_question_a_little_later(town: Town) -> None:
    called_mended(town)
    says(town, "好了，5分")
    town.later(120)
    says(town, "平时保养要注意什么")
    assert "澄屿模塑问：平时保养要注意什么" in town.heard(to="老单")[-1]


@pytest.mark.parametrize("words", ["不满意", "修得不好", "师傅修得太马虎了", "越修越坏"])
def test_who_is_not_content_has_it_reopened_and_the_coordinator_hears(town: Town, words: str) -> None:
    called_mended(town)
    says(town, words)
    assert town.ticket().status == "in_progress"
    assert "说还没好" in town.heard(to="老单")[-1]
    assert f"对这单不满意：“{words}”" in town.heard(room=UNION)[-1]
    assert town.heard(room=MEIYU)[-1] == "@澄屿小葛 【1001】知道了，已告诉工会协调员谷文静，会来问你。"


def test_a_low_score_is_told_the_coordinator_too(town: Town) -> None:
    called_mended(town)
    says(town, "好了，2分")
    assert (town.ticket().status, town.ticket().rating) == ("closed", 2)
    assert "对这单不满意" in town.heard(room=UNION)[-1]


def test_a_customer_who_is_not_content_is_no_complaint(town: Town) -> None:
    called_mended(town)
    says(town, "客户对颜色不满意")
    assert town.heard(room=UNION) == []


def test_all_well_and_no_thanks_needed_closes_it(town: Town) -> None:
    called_mended(town)
    says(town, "好了，不用客气")
    assert town.ticket().status == "closed"
    assert "给单国良打个分吧" in town.heard(room=MEIYU)[-1]


def test_all_well_said_of_what_is_closed_gets_a_short_word(town: Town) -> None:
    called_mended(town)
    town.later(3 * DAY + 60)
    assert town.ticket().status == "closed"
    says(town, "确认，没问题")
    assert town.heard(room=MEIYU)[-1] == (
        "@澄屿小葛 【1001】好的，谢谢告诉我们，单子已经结了。给单国良打个分吧（1到5分）。"
    )
    assert town.changes()[-1] == "noted"
    says(town, "5分")
    assert town.ticket().rating == 5


def test_the_day_after_a_score_it_gets_no_more_than_thanks(town: Town) -> None:
    called_mended(town)
    says(town, "好了，5分")
    town.later(DAY)
    says(town, "确认，没问题")
    assert town.heard(room=MEIYU)[-1] == "@澄屿小葛 【1001】好的，谢谢告诉我们，单子已经结了。"
