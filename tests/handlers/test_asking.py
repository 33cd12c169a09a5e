"""Whom the bot asks, and how many: hours, chances, sizes of waves, and who is spared."""

from datetime import datetime, timedelta

import pytest

from handlers.chances import acceptance, habits
from handlers.choosing import choose, spared, standings_of
from handlers.desk import ZONE
from handlers.hours import block, end_of
from handlers.matching.lessons import Lesson
from handlers.matching.niches import niche_terms
from handlers.matching.ranking import ExpertProfile, Matcher, Problem
from handlers.matching.similar import CaseIndex
from handlers.policy import read_policy
from handlers.waves import plan
from storage import tickets
from storage.experience import Tally
from tests.conftest import EXPERTS, Town

POLICY = read_policy()
PRIOR, AIM = POLICY.learning.prior, POLICY.learning.aim
TARGET = timedelta(minutes=5)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("moment", "name", "end"),
    [
        ("2026-11-24T10:00", "day", None),
        ("2026-11-24T19:00", "evening", "2026-11-24T22:00"),
        ("2026-11-24T23:30", "night", "2026-11-25T06:30"),
        ("2026-11-25T02:00", "night", "2026-11-25T06:30"),
        ("2026-10-01T10:00", "holiday", "2026-10-08T00:00"),
        ("2026-11-22T10:00", "holiday", "2026-11-23T00:00"),
    ],
)
def test_the_hours_of_a_moment_and_their_end(moment: str, name: str, end: str | None) -> None:
    hours = block(POLICY.hours, at(moment))
    assert hours.name == name
    if end is not None:
        assert end_of(hours, at(moment)) == at(end)


def tally(taken: int, silent: int, hours: str = "day", seconds: float | None = 60) -> Tally:
    return Tally(hours=hours, taken=taken, refused=0, silent=silent, missed=0, seconds=seconds)


def test_without_a_record_the_prior_is_believed_and_with_one_the_record() -> None:
    assert habits([], POLICY.hours, PRIOR).acceptance["day"] == pytest.approx(0.287)
    assert habits([], POLICY.hours, PRIOR).acceptance["night"] < 0.15
    measured = habits([tally(500, 500)], POLICY.hours, PRIOR)
    assert measured.acceptance["day"] == pytest.approx(0.5, abs=0.02)


def test_who_takes_more_than_others_is_likelier_to_take() -> None:
    everybody = habits([tally(300, 700)], POLICY.hours, PRIOR)
    keen = acceptance([tally(9, 1)], everybody, "day", PRIOR)
    idle = acceptance([tally(0, 10)], everybody, "day", PRIOR)
    new = acceptance([], everybody, "day", PRIOR)
    assert idle < new < keen
    assert new == pytest.approx(everybody.acceptance["day"])


def test_fewer_are_asked_where_people_are_readier() -> None:
    def asked(chance: float) -> int:
        return sum(plan(AIM, TARGET, acceptance=chance, median=60, spread=0.9))

    assert asked(0.5) < asked(0.287) < asked(0.2)


def test_where_the_share_cannot_be_reached_as_many_as_allowed_are_asked() -> None:
    sizes = plan(AIM, TARGET, acceptance=0.02, median=60, spread=0.9)
    assert sizes == (AIM.most,) * len(AIM.moments)


def test_an_outsiders_telling_finds_the_crafts_word() -> None:
    assert "飞边" in niche_terms("塑料盒子四周一圈都长出薄皮，要拿刀片一个个刮")
    assert niche_terms("") == {}


def test_what_was_taught_comes_first_for_such_problems() -> None:
    def expert(no: str, *taught: Lesson) -> ExpertProfile:
        return ExpertProfile(
            no=no,
            name=no,
            trades=("injection",),
            speciality="注塑调机",
            company="",
            district="梅屿",
            region="县内",
            onsite=True,
            solved=(),
            taught=taught,
        )

    problem = Problem(text="牙刷柄熔接线发黑")
    assert Matcher([expert("S1"), expert("S2")]).rank(problem)[0].no == "S1"
    taught = Matcher([expert("S1"), expert("S2", Lesson(text="牙刷柄的熔接线发黑"))])
    assert taught.rank(problem)[0].no == "S2"
    barred = Matcher([expert("S1", Lesson(text="牙刷柄的熔接线发黑", fits=False)), expert("S2")])
    assert barred.rank(problem)[0].no == "S2"


def test_an_empty_roster_has_nobody() -> None:
    assert Matcher([]).rank(Problem(text="熔接线发黑")) == []


def test_who_said_no_is_left_in_peace_for_a_while(town: Town) -> None:
    town.request()
    name = town.asked()[0]
    town.says(name, "1001 没空", EXPERTS)
    town.later(20)

    def reason(desk):
        expert = next(each for each in town.experts() if each.wechat_name == name)
        return spared(desk, expert, standings_of(desk, [expert.id])[expert.id], "normal")

    assert town.engine.write(reason, town.now) == "刚说过没空"
    later = town.now + POLICY.asking.rest
    assert town.engine.write(reason, later) is None


def test_every_offer_says_why_in_one_line(town: Town) -> None:
    town.request()

    def reasons(desk):
        ticket = tickets.by_no(desk.uow, 1001)
        assert ticket is not None
        return [each.why for each in choose(desk, ticket, 5)]

    for why in town.engine.write(reasons, town.now):
        assert why.endswith("空闲")
        assert "\n" not in why


def test_a_case_is_found_by_an_outsiders_words() -> None:
    cases = CaseIndex(["注塑件飞边，锁模力不足", "三坐标测针碰撞后球度超差", "茶叶杀青温度过高焦边"])
    assert int(cases.scores("塑料盒子四周一圈都长出薄皮，要拿刀片一个个刮").argmax()) == 0
    assert CaseIndex([]).scores("什么都行").size == 0
