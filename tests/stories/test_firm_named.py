"""师傅说了是哪家、手上有单, 就是说那一单, 不是几小时前请过他的那单 (handlers/experts/by_firm.py)."""

import pytest

from tests.conftest import EXPERTS, UNION, Town

TOWN = "沙塘青溪企业服务群"
SECOND = "工匠帮帮团专家二群（机电综合）"


@pytest.fixture
def busy(town: Town) -> Town:
    """楼师傅 was asked about 1001 (笔笙) and did not answer; hours later he took 1002 (墨禾)."""
    town.says("国泰民安🙏", "求助 双色模牙刷柄熔接线发黑 换了料也没用", TOWN)
    town.later(20_000)
    town.says("墨禾-娄", "求助 笔杆注塑件缩水严重，调了保压没用", TOWN)
    town.later(30)
    town.says("楼师傅", "1002接", EXPERTS)
    town.later(30)
    return town


@pytest.mark.parametrize(
    "text",
    [
        "墨禾我今天下午2点过去",
        "墨禾的我下午三点到",
        "墨禾这单我明天去",
        "好的，我下午去",
        "今天没空，明天下午可以",
        "没问题，8点后",
        "1002我中午去",
        "娄总那单我下午三点过去",
    ],
)
def test_who_has_a_ticket_says_when_he_comes(busy: Town, text: str) -> None:
    assert busy.answered("楼师傅", text, EXPERTS) == []
    assert any(each.startswith("【1002】楼建平：") for each in busy.heard(room=TOWN))
    assert busy.ticket(1001).expert_id is None


@pytest.mark.parametrize("text", ["我现在过去", "我来", "马上过去", "可以的", "笔杆的我等下去看看"])
def test_an_old_offer_is_not_taken_in_passing(busy: Town, text: str) -> None:
    assert busy.answered("楼师傅", text, EXPERTS) == []
    assert busy.ticket(1001).status == "open"


def test_he_takes_the_old_one_where_he_names_its_firm(busy: Town) -> None:
    busy.says("楼师傅", "笔笙那个我接", EXPERTS)
    assert busy.ticket(1001).status == "claimed"


def test_he_takes_the_old_one_where_he_says_so_later(busy: Town) -> None:
    busy.later(1800)
    busy.says("楼师傅", "接", EXPERTS)
    assert busy.ticket(1001).status == "claimed"


def test_who_says_again_that_he_takes_it_takes_no_other(busy: Town) -> None:
    assert busy.answered("楼师傅", "接", SECOND) == ["@楼师傅 【1002】本来就是你的单，联系方式在私信里。"]
    assert busy.ticket(1001).status == "open"


@pytest.mark.parametrize("text", ["墨禾我今天下午2点过去", "墨禾的我下午三点到", "娄总那单我明天去"])
def test_nor_is_it_the_offer_that_has_just_come(busy: Town, text: str) -> None:
    busy.says("泊洛阿辉", "求助 注塑机料筒温度上不去，产品缺胶", TOWN)
    busy.later(60)
    busy.says("楼师傅", text, EXPERTS)
    assert busy.ticket(1003).status == "open"
    assert any(each.startswith("【1002】楼建平：") for each in busy.heard(room=TOWN))


@pytest.mark.parametrize("text", ["泊洛我来", "我接阿辉那个", "泊洛的我下午去"])
def test_the_offer_that_he_names_is_taken(busy: Town, text: str) -> None:
    busy.says("泊洛阿辉", "求助 注塑机料筒温度上不去，产品缺胶", TOWN)
    busy.later(60)
    busy.says("楼师傅", text, EXPERTS)
    assert (busy.ticket(1001).status, busy.ticket(1003).status) == ("open", "claimed")


@pytest.mark.parametrize("text", ["1002我中午去", "墨禾我中午去", "我中午过去"])
def test_who_was_sent_says_yes_with_when_he_comes(town: Town, text: str) -> None:
    town.says("国泰民安🙏", "求助 双色模牙刷柄熔接线发黑 换了料也没用", TOWN)
    town.later(20_000)
    town.says("墨禾-娄", "求助 笔杆注塑件缩水严重，调了保压没用", TOWN)
    town.later(60)
    town.says("文静同学", "1002 派给楼师傅", UNION)
    town.later(60)
    town.says("楼师傅", text, EXPERTS)
    assert any("【1002】楼建平答应了" in each and "我中午" in each for each in town.heard(room=TOWN))
    assert town.ticket(1001).status == "open"


@pytest.fixture
def two(town: Town) -> Town:
    """楼师傅 has 1001 (辰栎, 老邬); 1002 (笔笙) has just come."""
    town.says("老邬不老", "求助 注塑机料筒温度上不去，产品缺胶", TOWN)
    town.later(60)
    town.says("楼师傅", "接", EXPERTS)
    town.later(300)
    town.says("国泰民安🙏", "求助 双色模牙刷柄熔接线发黑 换了料也没用", TOWN)
    town.later(20)
    return town


@pytest.mark.parametrize("text", ["我接老邬那个", "辰栎的我接了", "邬总那单我接", "老邬的我来接"])
def test_a_claim_that_names_somebody_takes_only_his(two: Town, text: str) -> None:
    assert two.answered("楼师傅", text, SECOND) == ["@楼师傅 【1001】本来就是你的单，联系方式在私信里。"]
    assert two.ticket(1002).status == "open"


def test_a_firm_without_a_ticket_is_no_other(two: Town) -> None:
    assert "你接吗" in two.answered("楼师傅", "我接屿光那个", EXPERTS)[0]
    assert two.ticket(1002).status == "open"


def test_a_no_to_one_firm_gives_nothing_of_another_back(two: Town) -> None:
    two.says("楼师傅", "笔笙我不去", EXPERTS)
    assert two.ticket(1001).status == "claimed"
