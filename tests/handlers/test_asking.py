"""Whom the bot asks, and how many: hours, chances, sizes of waves, and who is spared."""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import product
from math import prod

import numpy as np
import pytest

from handlers.desk import ZONE
from handlers.hours import block, end_of
from handlers.matching.fitting import ExpertProfile, Problem
from handlers.matching.lessons import Lesson
from handlers.matching.niches import niche_terms
from handlers.matching.ranking import Matcher
from handlers.matching.similar import CaseIndex
from handlers.offers.chances import acceptance, answered_by, habits
from handlers.offers.choosing import choose
from handlers.offers.sparing import spared, standings_of
from handlers.offers.waves import Aim, Asked, plan
from handlers.policy_file import read_policy
from storage import tickets
from storage.experience import Ended, Tally
from storage.terms import Answer
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


def ended(taken: int, refused: int = 0, withdrawn: int = 0, hours: str = "day") -> list[Ended]:
    """Offers that ended after a minute; those taken back an hour later."""
    return [
        Ended(hours=hours, answer=Answer.CLAIMED, seconds=60, count=taken),
        Ended(hours=hours, answer=Answer.DECLINED, seconds=60, count=refused),
        Ended(hours=hours, answer=Answer.WITHDRAWN, seconds=3600, count=withdrawn),
    ]


def test_without_a_record_the_prior_is_believed_and_with_one_the_record() -> None:
    assert habits([], POLICY.hours, PRIOR).acceptance["day"] == pytest.approx(0.287)
    assert habits([], POLICY.hours, PRIOR).acceptance["night"] < 0.15
    measured = habits(ended(500, 500), POLICY.hours, PRIOR)
    assert measured.acceptance["day"] == pytest.approx(0.5, abs=0.02)


def test_hours_with_little_data_go_by_what_the_others_show() -> None:
    measured = habits(ended(600, 400), POLICY.hours, PRIOR)
    assert measured.acceptance["night"] == pytest.approx(0.4 * 0.6, abs=0.02)
    nights = habits([*ended(600, 400), *ended(180, 20, hours="night")], POLICY.hours, PRIOR)
    assert nights.acceptance["night"] > 0.7


def test_who_is_cut_off_by_a_faster_one_is_no_refusal() -> None:
    """Four race for every ticket; acceptance and answer times are found although most are never heard."""
    chance = random.Random(7)
    record = []
    for _ in range(1500):
        answers = []
        for _ in range(4):
            seconds = 60 * chance.lognormvariate(0, 0.9)
            drawn = chance.random()
            word = Answer.CLAIMED if drawn < 0.3 else Answer.DECLINED if drawn < 0.44 else Answer.WITHDRAWN
            answers.append((seconds if word != Answer.WITHDRAWN else 10_000.0, word))
        over = min((seconds for seconds, word in answers if word == Answer.CLAIMED), default=1800.0)
        for seconds, word in answers:
            heard = seconds <= over
            record.append(
                Ended(
                    hours="day",
                    answer=word if heard else Answer.WITHDRAWN,
                    seconds=max(1.0, seconds if heard else over),
                    count=1,
                )
            )
    found = habits(record, POLICY.hours, PRIOR)
    assert found.acceptance["day"] == pytest.approx(0.3, abs=0.02)
    assert found.seconds == pytest.approx(60, rel=0.1)
    assert found.spread == pytest.approx(0.9, rel=0.1)


def test_one_ticket_given_back_is_a_record_like_any_other() -> None:
    """One gave it back hours later, two had heard that it was taken: most of what there is says no."""
    record = [
        Ended(hours="day", answer=Answer.DECLINED, seconds=10935, count=1),
        Ended(hours="day", answer=Answer.WITHDRAWN, seconds=65, count=2),
    ]
    found = habits(record, POLICY.hours, PRIOR)
    assert 0.2 < found.acceptance["day"] < 0.4
    assert 30 < found.seconds < 300
    everybody_refused = habits(ended(0, 20, 400), POLICY.hours, PRIOR)
    assert 0 < everybody_refused.acceptance["day"] < 0.1


def test_who_takes_more_than_others_is_likelier_to_take() -> None:
    everybody = habits(ended(300, 700), POLICY.hours, PRIOR)

    def chance(taken: int, had: float) -> float:
        return acceptance([Tally(hours="day", taken=taken, had=had)], everybody, "day", PRIOR)

    assert chance(0, 10) < chance(0, 0) < chance(9, 10)
    assert chance(0, 0) == pytest.approx(everybody.acceptance["day"])


def planned(aim: Aim, chance: float) -> tuple[Asked, ...]:
    return plan(aim, TARGET, acceptance=chance, median=60, spread=0.9, begun=12.0)


def missed(waves: Iterable[Asked], chance: float) -> float:
    """The share of tickets that nobody takes within five minutes."""
    return prod((1 - chance * answered_by(300 - each.seconds, 60, 0.9)) ** each.size for each in waves)


def cost(aim: Aim, waves: Iterable[Asked], chance: float) -> float:
    """What a plan is expected to cost, added up second by second."""
    made = list(waves)

    def still_open(now: float) -> float:
        return prod((1 - chance * answered_by(now - each.seconds, 60, 0.9)) ** each.size for each in made)

    asked = sum((each.size + aim.wave_costs) * still_open(each.seconds) for each in made)
    return asked + aim.minute_costs * sum(still_open(second) for second in range(12, 300)) / 60


def test_fewer_are_asked_where_people_are_readier() -> None:
    sizes = [sum(each.size for each in planned(AIM, chance)) for chance in (0.2, 0.287, 0.5)]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 3


@pytest.mark.parametrize("chance", [0.18, 0.287, 0.5])
def test_a_plan_keeps_the_promise_and_none_of_the_plain_ones_is_cheaper(chance: float) -> None:
    found = planned(AIM, chance)
    assert missed(found, chance) <= 1 - AIM.share
    for moments in ((12, 72, 147), (12, 102, 192), (12, 117, 207)):
        for sizes in product(range(1, AIM.most + 1), repeat=len(moments)):
            other = [Asked(seconds=moment, size=size) for moment, size in zip(moments, sizes, strict=True)]
            if sum(sizes) <= 16 and missed(other, chance) <= 1 - AIM.share:
                assert cost(AIM, found, chance) <= cost(AIM, other, chance) * 1.02


def test_where_the_share_cannot_be_reached_as_many_as_allowed_are_asked() -> None:
    waves = planned(AIM, 0.02)
    assert [each.size for each in waves] == [AIM.most] * AIM.waves


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
        return spared(desk, expert, standings_of(desk, [expert])[expert.id], "normal")

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


def test_a_vector_brings_the_case_forward_that_words_do_not() -> None:
    texts = ["注塑件飞边，锁模力不足", "三坐标测针碰撞后球度超差", "茶叶杀青温度过高焦边"]
    rows = np.eye(3, dtype=np.float32)
    cases = CaseIndex(texts, vectors=dict(zip(texts, rows, strict=True)))
    problem = "老毛病又来了"
    by_words = cases.scores(problem)
    for place, row in enumerate(rows):
        gained = cases.scores(problem, row) - by_words
        assert int(gained.argmax()) == place
        assert gained.max() > 0.3
    words_alone = CaseIndex(texts)
    assert words_alone.scores(problem, rows[1]).tolist() == by_words.tolist()


def test_a_case_is_found_by_another_name_of_the_thing() -> None:
    cases = CaseIndex(["油缸换油封", "电机轴承里的珠子碎了", "茶叶杀青焦边"])
    things = cases.parts("马达转起来有一圈钢珠的响声")["things"]
    assert int(things.argmax()) == 1
    assert things[2] == 0
