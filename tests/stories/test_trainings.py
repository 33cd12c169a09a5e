"""What a firm says of the training it wants reaches coordinator and teacher, and is told who asks."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

WISH, SAID = "想请老师给我们新员工讲讲5S", "大概20个人，下周五下午"


def _says(town: Town, text: str) -> list[str]:
    return town.answered("澄屿小葛", text)


def test_who_is_given_it_later_has_it_in_his_sheet(town: Town) -> None:
    town.request(WISH)
    _says(town, SAID)
    assert f"培训补充：{SAID}" in town.heard(room=UNION)[-1]
    town.says("总工会屠佳怡", "1001 派给蒲工", UNION)
    assert f"{WISH}；{SAID}\n" in town.heard(to="蒲工")[0]


def test_the_districts_coordinator_is_called_by_name(town: Town) -> None:
    town.request(WISH)
    told = next(each for each in town.said if "培训需求" in each.text and each.room == UNION)
    assert told.text.startswith("@文静同学")
    assert "文静同学" in told.mentions


def test_who_has_it_already_reads_it(town: Town) -> None:
    town.request(WISH)
    town.says("总工会屠佳怡", "1001 派给蒲工", UNION)
    town.says("蒲工", "1001 接", EXPERTS)
    _says(town, SAID)
    assert town.heard(to="蒲工")[-1] == f"【1001】澄屿模塑补充：{SAID}"


def test_said_with_the_wish_it_stands_in_the_coordinators_first_message(town: Town) -> None:
    town.says("澄屿小葛", WISH, MEIYU)
    town.says("澄屿小葛", SAID, MEIYU)
    town.later(15)
    assert f"企业说：{SAID}" in town.heard(room=UNION)[0]


@pytest.mark.parametrize("assigned", [False, True])
def test_who_asks_after_it_reads_what_is_on_record(town: Town, assigned: bool) -> None:
    town.request(WISH)
    _says(town, SAID)
    if assigned:
        town.says("总工会屠佳怡", "1001 派给蒲工", UNION)
    assert f"（你说的：{SAID}）" in _says(town, "怎么样了")[-1]
    town.says("总工会屠佳怡", "1001怎么样了", UNION)
    assert f"企业说：{SAID}" in town.heard(room=UNION)[-1]


@pytest.mark.parametrize("text", ["到厂里来讲", "就在我们厂里", "周三周四都行，晚上最好", "二三十号人"])
def test_any_of_it_is_an_addition(town: Town, text: str) -> None:
    town.request(WISH)
    _says(town, text)
    assert f"培训补充：{text}" in town.heard(room=UNION)[-1]
    assert f"（你说的：{text}）" in _says(town, "怎么样了")[-1]


def test_a_lesson_that_was_given_is_over(town: Town) -> None:
    town.request(WISH)
    town.says("总工会屠佳怡", "1001 派给戴工", UNION)
    town.says("戴工", "1001 可以，下周三下午", EXPERTS)
    assert "你问的已转给" in _says(town, "下周三不行，要开会，周四行吗")[0]
    assert town.ticket().urgency == "normal"
    _says(town, "要投影吗")
    assert town.heard(to="戴工")[-1].startswith("【1001】澄屿模塑问：要投影吗")
    assert "结单了" in _says(town, "课讲完了，大家反映很好")[0]
    assert "怎么弄好的" not in town.heard(to="戴工")[-1]
