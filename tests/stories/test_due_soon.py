"""By when it must be done stands in the sheets as a person says it: today, tonight, tomorrow."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("冲床离合器打滑，今晚要交货", "今晚12点前"),
        ("冲床离合器打滑，今天晚上要交货", "今晚12点前"),
        ("冲床离合器打滑，今天要交货", "今天内"),
        ("冲床离合器打滑，昨天晚上坏的，今天要交货", "今天内"),
        ("冲床离合器打滑，今晚8点要交货", "今天20:00前"),
        ("冲床离合器打滑，明天要交货", "明天内"),
        ("冲床离合器打滑，明天晚上要发货", "明晚12点前"),
        ("冲床离合器打滑，明天早上8点要交货", "明早8:00前"),
        ("冲床离合器打滑，后天要交货", "11月25日前"),
    ],
)
def test_a_near_day_is_told_as_a_person_says_it(town: Town, text: str, due: str) -> None:
    town.request(text)
    assert f" · {due}\n" in town.heard(room=MEIYU)[0]
    assert f" · {due}\n" in town.heard(room=EXPERTS)[0]
    town.says("根宝", "1001 接", EXPERTS)
    assert f" · {due} · " in town.heard(to="根宝")[0]


def test_the_next_day_it_is_due_today(town: Town) -> None:
    town.request("冲床离合器打滑，明天晚上要发货")
    town.later(24 * 3600)
    town.says("根宝", "1001 接", EXPERTS)
    assert "今晚12点前" in town.heard(to="根宝")[-1]


def test_a_deadline_that_is_moved_to_tonight_is_told_so(town: Town) -> None:
    town.request("冲床离合器打滑，周五要交货")
    town.says("根宝", "1001 接", EXPERTS)
    town.later(60)
    town.says("澄屿小葛", "提前了，今晚就要交货", MEIYU)
    town.later(60)
    assert town.heard(to="根宝")[-1].endswith("提前了，今晚就要交货\n交期改为今晚12点前")


@pytest.mark.parametrize(
    "text",
    [
        "注塑机锁模有异响，师傅明天能来吗",
        "注塑机锁模有异响，明天能来看看吗",
        "注塑机锁模有异响，明天能不能派人过来",
        "注塑机锁模有异响，今天下午能上门吗？",
    ],
)
def test_a_day_on_which_somebody_is_to_come_is_no_deadline(town: Town, text: str) -> None:
    town.request(text)
    ticket = town.ticket()
    assert (ticket.deadline, ticket.mode, ticket.urgency) == (None, "onsite", "normal")


@pytest.mark.parametrize(
    "text", ["注塑机锁模有异响，明天要交货，今天能来吗", "注塑机锁模有异响，明天能修好吗"]
)
def test_what_must_be_met_besides_is_one(town: Town, text: str) -> None:
    town.request(text)
    assert town.ticket().deadline == "2026-11-24"
    assert town.ticket().urgency == "critical"


@pytest.mark.parametrize("words", ["明天能来吗", "明天下午派人来可以吗", "后天方便过来不"])
def test_a_day_wished_for_later_is_for_who_takes_it(town: Town, words: str) -> None:
    town.request("注塑机锁模有异响")
    (said,) = town.answered("澄屿小葛", words)
    assert "你说的日子记下了，谁接单谁看到" in said
    assert (town.ticket().deadline, town.ticket().mode) == (None, "onsite")
    town.says("老单", "1001 接", EXPERTS)
    assert any(f"注塑机锁模有异响；{words}" in each for each in town.heard(to="老单"))
