"""What coordinators ask about people and firms is answered about just these."""

from tests.conftest import EXPERTS, UNION, Town


def asks(town: Town, text: str) -> str:
    town.says("立峰", text, UNION)
    return town.heard(room=UNION)[-1]


def claimed(town: Town) -> str:
    """A ticket is claimed by the first who was asked; his name."""
    town.request()
    first = town.asked()[0]
    town.says(first, "接", EXPERTS)
    return next(each.name for each in town.experts() if each.wechat_name == first)


def test_one_experts_tickets_of_one_state(town: Town) -> None:
    name = claimed(town)
    other = next(each.name for each in town.experts() if each.name != name)
    assert "1001" in asks(town, f"{name}接了没动手的是哪几单")
    assert "1001" not in asks(town, f"{name}解决的单子列给我")
    assert "1001" not in asks(town, f"{other}接了没动手的是哪几单")


def test_firms_beside_each_other(town: Town) -> None:
    claimed(town)
    answer = asks(town, "哪家企业求助最多")
    assert "企业排名" in answer
    assert "1单" in answer


def test_experts_of_a_trade_and_district(town: Town) -> None:
    answer = asks(town, "梅屿有哪些注塑师傅")
    there = [each.name for each in town.experts() if "injection" in each.trades and "梅屿" in each.district]
    assert f"{len(there)}位" in answer


def test_who_answers_least(town: Town) -> None:
    claimed(town)
    assert "回复率0%" in asks(town, "谁的回复率最低")


def test_one_experts_rating(town: Town) -> None:
    name = claimed(town)
    assert "还没有评分" in asks(town, f"{name}的评分多少")
