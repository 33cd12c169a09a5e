"""The firm asks who has its ticket: he reads every question of it, and it reads his answer, however short."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town

HOLDER = "老单"


@pytest.fixture
def held(town: Town) -> Town:
    """A ticket that somebody has taken and is not yet there."""
    town.request("压铸机报警 ERR-21 锁模压力不够，合不上模")
    town.says(HOLDER, "1001我来 明天上午到", EXPERTS)
    town.later(60)
    return town


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("要不要先把油放掉", "不用放"),
        ("要不要先把油放掉", "先别放"),
        ("机器要不要断电", "不用"),
        ("料要不要清掉", "要清"),
        ("什么时候能来", "下午"),
        ("能不能带个密封圈过来", "能"),
        ("能修好吗今天", "能"),
    ],
)
def test_a_short_answer_in_private_reaches_the_firm_and_begins_no_work(
    held: Town, asked: str, answer: str
) -> None:
    assert "已转" in held.answered("澄屿小葛", asked)[-1]
    held.answered(HOLDER, answer, room=None)
    assert held.heard(room=MEIYU)[-1] == f"【1001】单国良：{answer}。"
    assert held.ticket().status == "claimed"


def test_what_answers_nothing_that_was_asked_is_no_answer(held: Town) -> None:
    held.answered("澄屿小葛", "要不要先把油放掉")
    before = held.heard(room=MEIYU)
    held.answered(HOLDER, "要下雨了", room=None)
    assert held.heard(room=MEIYU) == before


def test_another_question_a_minute_later_is_handed_on_too(held: Town) -> None:
    held.answered("澄屿小葛", "几点到")
    held.answered(HOLDER, "十点", room=None)
    held.answered("澄屿小葛", "要准备什么配件")
    assert "要准备什么配件" in held.heard(to=HOLDER)[-1]


def test_the_hour_is_asked_of_who_has_named_a_day(held: Town) -> None:
    held.says(HOLDER, "轴承要从厂里拿 明天装", room=None)
    held.answered("澄屿小葛", "明天几点")
    held.answered(HOLDER, "下午", room=None)
    held.answered("澄屿小葛", "下午几点呢")
    assert "下午几点呢" in held.heard(to=HOLDER)[-1]


def test_the_same_asked_again_within_minutes_is_not_handed_on(held: Town) -> None:
    held.answered("澄屿小葛", "师傅几点到")
    before = held.heard(to=HOLDER)
    held.answered("澄屿小葛", "师傅到底几点到啊")
    assert held.heard(to=HOLDER) == before


def test_who_waits_at_the_door_is_let_in(held: Town) -> None:
    held.answered(HOLDER, "到了 在门口等", room=None)
    assert held.heard(room=MEIYU)[-1] == "【1001】单国良：在门口等。"
