"""师傅一句话里说了两单, 各归各的 (handlers/each_alone.py, handlers/experts/by_firm.py)."""

import pytest

from tests.conftest import EXPERTS, Town

TOWN, HILLS = "沙塘青溪企业服务群", "双桥企业服务群"


@pytest.fixture
def three(town: Town) -> Town:
    """海波 has 1001 (拾墨); 1002 (锐屿) and 1003 (泊洛) are open."""
    for firm, text, room in (
        ("春燕@拾墨", "求助 笔杆表面喷漆起泡，附着力不行", TOWN),
        ("竺卫民", "求助 数控车床刀塔锁不紧，加工尺寸跳", HILLS),
        ("泊洛阿辉", "求助 龙头电镀层起皮，喷涂附着力差", TOWN),
    ):
        town.says(firm, text, room)
        town.later(60)
        if firm == "春燕@拾墨":
            town.says("海波", "1001接", EXPERTS)
            town.later(30)
    return town


@pytest.mark.parametrize(
    "text",
    [
        "拾墨那单我今天下午去，对了1003 我不会",
        "1003我不会，拾墨那单我今天下午去",
        "阿辉那个我不会，春燕的我下午三点到",
        "1001我下午两点到，泊洛的去不了",
    ],
)
def test_he_comes_to_one_and_cannot_the_other(three: Town, text: str) -> None:
    three.says("海波", text, EXPERTS)
    (told,) = (each for each in three.heard(room=TOWN) if each.startswith("【1001】阎海波："))
    assert "下午" in told
    assert not any(each in told for each in ("不会", "去不了"))
    assert three.ticket(1003).status == "open"
    assert "declined" in three.changes(1003)


@pytest.mark.parametrize(
    "text",
    [
        "1002我不会，不过1003我可以去看看",
        "泊洛的1003我今晚去，1002我不会",
        "1002 我搞不定，泊洛的我来",
        "1003我接，1002没空",
    ],
)
def test_he_takes_one_and_refuses_the_other(three: Town, text: str) -> None:
    three.says("海波", text, EXPERTS)
    assert (three.ticket(1002).status, three.ticket(1003).status) == ("open", "claimed")


def test_one_is_mended_and_he_takes_the_next(three: Town) -> None:
    three.says("海波", "拾墨那单做好了 1003我接", EXPERTS)
    assert (three.ticket(1001).status, three.ticket(1003).status) == ("resolved", "claimed")


def test_what_is_alike_is_no_claim(three: Town) -> None:
    three.says("海波", "1003跟1001一样的毛病，底材没除油", EXPERTS)
    assert (three.ticket(1001).status, three.ticket(1003).status) == ("claimed", "open")


@pytest.mark.parametrize(
    ("text", "told"),
    [("1001和1004我都下午去", "我都下午去"), ("1001和1004的配件都还没到，要等后天", "配件都还没到")],
)
def test_what_is_said_of_both_reaches_both_firms(three: Town, text: str, told: str) -> None:
    three.says("国泰民安🙏", "求助 笔夹电镀层起皮发黄", TOWN)
    three.later(60)
    three.says("海波", "1004接", EXPERTS)
    three.later(60)
    before = len(three.heard(room=TOWN))
    three.says("海波", text, EXPERTS)
    first, second = three.heard(room=TOWN)[before:]
    assert first.startswith(f"【1001】阎海波：{told}")
    assert second.startswith(f"【1004】阎海波：{told}")


def test_who_says_where_he_goes_first_is_not_told_that_it_is_his(three: Town) -> None:
    assert three.answered("海波", "我先去拾墨", EXPERTS) == []
