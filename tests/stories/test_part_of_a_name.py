"""A coordinator need not write a whole name: a part that fits one is enough, of several he is asked which."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

WHO = "总工会屠佳怡"
IN_PRIVATE = f"@{WHO} 电话不在群里发，已私信给你。"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("春燕的电话给我一下", "拾墨文具有限公司 钱春燕 13900010006"),  # 春燕@拾墨
        ("磊子的电话发我", "彩禾色母有限公司 申屠磊 13900010009"),  # 彩禾色母磊子
        ("大刘电话给我", "拾墨文具有限公司 钱春燕 13900010006"),  # 拾墨车间大刘
        ("流深的电话", "林素素师傅（静水流深） 13800010007"),
        ("小毛的电话", "毛晓君（工会） 13700010005"),  # 沙塘工会小毛
        ("砺川应总的电话", "砺川模具有限公司 应兰芬 13900010002"),  # and not 应华栋, an expert
    ],
)
def test_a_part_of_a_name_that_fits_one_person_gets_his_phone(town: Town, text: str, line: str) -> None:
    assert town.answered(WHO, text, UNION) == [IN_PRIVATE]
    assert town.heard(to=WHO)[-1] == line


def test_the_same_is_told_who_asks_in_private(town: Town) -> None:
    assert town.answered(WHO, "春燕的电话给我一下", None) == ["拾墨文具有限公司 钱春燕 13900010006"]


def test_nobody_is_found_by_a_single_character_or_by_what_is_in_no_name(town: Town) -> None:
    assert "名册里没找到“老马”" in town.answered(WHO, "老马的电话", UNION)[0]


@pytest.mark.parametrize("room", [UNION, None])
@pytest.mark.parametrize("answer", ["温志远", "第二个", "是温志远"])
def test_of_several_he_is_asked_which_and_gets_the_phone(town: Town, room: str | None, answer: str) -> None:
    (asked,) = town.answered(WHO, "志远的电话", room)
    assert "“志远”有好几位：董志远师傅、温志远（云禾）。" in asked
    assert not any("1380001" in each or "1390001" in each for each in town.heard(to=WHO))
    town.answered(WHO, answer, room)
    assert town.heard(to=WHO)[-1] == "云禾食品机械有限公司 温志远 13900010059"


@pytest.mark.parametrize("answer", ["云禾的", "云禾那家", "食品机械厂的那个", "云禾"])
def test_of_several_he_may_say_the_firm_alone(town: Town, answer: str) -> None:
    town.answered(WHO, "志远的电话", UNION)
    assert town.answered(WHO, answer, UNION) == [IN_PRIVATE]
    assert town.heard(to=WHO)[-1] == "云禾食品机械有限公司 温志远 13900010059"


def test_of_an_expert_and_a_firms_contact_the_expert_is_chosen_by_his_title(town: Town) -> None:
    town.answered(WHO, "志远的电话", UNION)
    town.answered(WHO, "那个师傅", UNION)
    assert town.heard(to=WHO)[-1] == "董志远师傅（志在远方） 13800010026"


@pytest.mark.parametrize(("answer", "contact"), [("汽配那家", "计红军"), ("驰砺线束的", "柴建敏")])
def test_of_two_firms_that_share_a_name_what_differs_chooses(town: Town, answer: str, contact: str) -> None:
    town.answered(WHO, "驰砺的电话", UNION)
    town.answered(WHO, answer, UNION)
    assert contact in town.heard(to=WHO)[-1]


def test_what_is_asked_of_the_firm_then_is_no_answer(town: Town) -> None:
    town.answered(WHO, "志远的电话", UNION)
    town.answered(WHO, "云禾有几单", UNION)
    assert not town.heard(to=WHO)


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ("澄屿那家", "【1001】单国良师傅（老单） 13800010004"),
        ("澄屿的", "【1001】单国良师傅（老单） 13800010004"),
        ("温志远", "云禾食品机械有限公司 温志远 13900010059"),
    ],
)
def test_who_asked_for_nobody_known_need_only_say_whose(town: Town, answer: str, line: str) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    assert "没找到“师傅”" in town.answered(WHO, "师傅电话多少", UNION)[0]
    town.answered(WHO, answer, UNION)
    assert town.heard(to=WHO)[-1] == line


@pytest.mark.parametrize(
    "text",
    [
        "澄屿那单师傅电话",
        "澄屿那家的师傅手机号多少",
        "给澄屿去的师傅电话发我下",
        "接澄屿那单的师傅电话发我",
        "澄屿那单是哪个师傅，电话给我",
    ],
)
def test_the_expert_of_a_firms_ticket_is_rung_and_not_the_firm(town: Town, text: str) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    assert town.answered(WHO, text, UNION) == [IN_PRIVATE]
    assert town.heard(to=WHO) == ["【1001】单国良师傅（老单） 13800010004"]
    assert town.answered(WHO, text, None) == ["【1001】单国良师傅（老单） 13800010004"]


def test_while_nobody_has_the_firms_ticket_no_number_is_told(town: Town) -> None:
    town.request()
    said = town.answered(WHO, "澄屿那单师傅电话", UNION)
    assert "澄屿模塑眼下没有师傅在办的单" in said[0]
    assert not town.heard(to=WHO)


def test_of_a_ticket_that_is_over_it_is_who_had_it(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("文静同学", "关闭 1001", UNION)
    town.answered(WHO, "澄屿那单师傅电话", UNION)
    assert town.heard(to=WHO)[-1] == "【1001】单国良师傅（老单） 13800010004"


@pytest.mark.parametrize("text", ["联系人电话多少", "电话多少"])
@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ("云禾那家的", "云禾食品机械有限公司 温志远 13900010059"),
        ("老单", "单国良师傅（老单） 13800010004"),
    ],
)
def test_who_names_nobody_is_asked_whose(town: Town, text: str, answer: str, line: str) -> None:
    assert "谁的电话？" in town.answered(WHO, text, UNION)[0]
    assert town.answered(WHO, answer, UNION) == [IN_PRIVATE]
    assert town.heard(to=WHO) == [line]


@pytest.mark.parametrize("text", ["师傅电话多少", "电话多少"])
def test_of_a_ticket_just_spoken_of_nobody_need_be_named(town: Town, text: str) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.answered(WHO, "1001怎么样了", UNION)
    assert town.answered(WHO, text, UNION) == [IN_PRIVATE]
    assert "单国良师傅 13800010004" in town.heard(to=WHO)[-1]


def test_an_expert_called_by_his_surname_is_still_himself(town: Town) -> None:
    town.answered(WHO, "葛师傅的电话", UNION)
    assert town.heard(to=WHO)[-1] == "葛林松师傅（葛师傅修模） 13800010001"


def test_a_part_of_a_firms_name_that_two_firms_bear_is_asked_after(town: Town) -> None:
    (asked,) = town.answered(WHO, "驰砺的电话", UNION)
    assert "计红军（驰砺汽配）、柴建敏（驰砺线束）" in asked


def test_a_ticket_is_given_to_whom_a_part_of_a_nickname_means(town: Town) -> None:
    town.request()
    assert "【1001】已派给林素素" in town.answered(WHO, "1001派给流深", UNION)[0]
    assert town.ticket().expert_id is not None


@pytest.mark.parametrize("text", ["春燕那单怎么样了", "春燕那单修好了没", "春燕的单子到哪了"])
def test_a_ticket_is_found_by_who_writes_for_the_firm(town: Town, text: str) -> None:
    town.says("春燕@拾墨", "求助 注塑机锁模无力，开模有异响", MEIYU)
    town.later(12)
    assert "【1001】" in town.answered(WHO, text, UNION)[0]


@pytest.mark.parametrize("text", ["师傅那单怎么样了", "激光那单怎么样了", "牙刷柄那单怎么样了"])
def test_a_word_of_the_trade_in_several_nicknames_is_no_name(town: Town, text: str) -> None:
    town.request()
    said = town.answered(WHO, text, UNION)[0]
    assert "有好几位" not in said
    assert "【1001】" in said


def test_a_mere_title_is_no_name(town: Town) -> None:
    assert "名册里没找到“师傅”的电话" in town.answered(WHO, "师傅的电话发我", UNION)[0]


def test_an_experts_hands_are_his_though_a_firms_contact_bears_his_name(town: Town) -> None:
    assert "董志远" in town.answered(WHO, "志远手上几单", UNION)[0]
