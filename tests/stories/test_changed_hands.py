"""A coordinator takes a ticket from who has it, or doubts that he is the right one."""

import pytest

from tests.conftest import EXPERTS, UNION, Town

COORDINATOR = "文静同学"


def held(town: Town) -> None:
    """1001 is in 单国良's hands."""
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(200)


def orders(town: Town, text: str) -> str:
    return town.answered(COORDINATOR, text, UNION)[-1]


@pytest.mark.parametrize(
    "text",
    [
        "1001换个人吧 单师傅家里有事",
        "1001换个人吧 老单家里有点事",
        "单师傅家里有事，1001换人",
        "老单家里有事，换个人吧",
        "1001老单老婆生了，另外找人",
        "1001的师傅会不会拉深？换一个靠谱点的",
        "1001老单不太行，换一个",
        "1001换一个懂双色模的",
    ],
)
def test_it_is_taken_from_its_holder_and_others_are_asked(town: Town, text: str) -> None:
    held(town)
    before = len(town.asked())
    assert orders(town, text).endswith("【1001】已重新找人。")
    assert town.ticket().status == "open"
    asked = town.asked()[before:]
    assert asked
    assert "老单" not in asked
    assert town.heard(to="老单")[-1] == "【1001】工会另请师傅了，这单不用你管了，辛苦。"


@pytest.mark.parametrize(
    "text",
    [
        "1001也是老单？他会磨床？给涛哥吧",
        "1001他行吗？换涛哥",
        "1001怎么又是老单，他不会双色模的，让涛哥去吧",
        "1001也是单师傅啊，他行不行，派给何碧涛",
    ],
)
def test_it_is_given_to_who_is_named_behind_the_doubt(town: Town, text: str) -> None:
    held(town)
    assert orders(town, text).endswith("【1001】已派给何碧涛，联系方式已私信。")
    assert town.heard(to="老单")[-1] == "【1001】工会改派给何碧涛了，这单不用你管了，辛苦。"


@pytest.mark.parametrize(
    "text",
    [
        "1001老单懂不懂双色模啊",
        "1001这个师傅靠谱吗",
        "1001老单他会双色模吗",
        "1001又是老单啊",
        "1001 备注：老单水平一般，盯着点",
        "1001老单能不能行啊，不行我另外找",
        "1001的师傅会双色模吗，不会就换人",
        "1001老单行吗？今天能不能早点到",
    ],
)
def test_what_is_doubted_among_coordinators_is_not_told_to_him_and_changes_nothing(
    town: Town, text: str
) -> None:
    held(town)
    heard = town.heard(to="老单")
    assert "【1001】" in orders(town, text)
    assert town.heard(to="老单") == heard
    assert town.ticket().status == "claimed"


def test_a_note_that_doubts_nobody_still_reaches_him(town: Town) -> None:
    held(town)
    assert orders(town, "1001 备注：企业说下午别来").endswith("【1001】已备注。")
    assert town.heard(to="老单")[-1] == "【1001】工会备注：企业说下午别来"


@pytest.mark.parametrize(
    "text",
    [
        "1001老单今天能不能早点到？",
        "1001老单下午能来吗",
        "1001老单能不能快点？",
        "1001老单靠谱的，叫他快点",
    ],
)
def test_when_he_comes_and_praise_are_for_himself(town: Town, text: str) -> None:
    held(town)
    heard = len(town.heard(to="老单"))
    orders(town, text)
    assert len(town.heard(to="老单")) == heard + 1
    assert town.ticket().status == "claimed"


def test_a_reliable_one_wished_for_is_another(town: Town) -> None:
    held(town)
    orders(town, "1001换个靠谱的")
    assert town.ticket().status == "open"
