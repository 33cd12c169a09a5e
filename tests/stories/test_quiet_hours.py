"""Quiet hours, where the policy has them: nobody is woken for what can wait, and the enterprise is told."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from handlers.desk import ZONE
from handlers.hours import asked_from
from handlers.policy_file import BadPolicy, read_policy
from storage import offers
from tests.conftest import EXPERTS, MEIYU, UNION, Town

HELD = 'hold = ["normal"]'


@pytest.fixture
def quiet(town: Town, tmp_path: Path) -> Town:
    """The town at eleven in the evening, with nights and holidays held back."""
    file = tmp_path / "quiet.toml"
    file.write_text(
        f'[[hours]]\nname = "night"\nsince = "22:00"\nuntil = "6:30"\nlikely = 0.4\n{HELD}\n'
        f'[[hours]]\nname = "holiday"\nholiday = true\nlikely = 0.7\n{HELD}\n',
        "utf-8",
    )
    town.engine = replace(town.engine, policy=read_policy(file))
    town.now = datetime(2026, 11, 24, 23, 0, tzinfo=ZONE)
    return town


def test_a_request_at_night_waits_for_the_morning_and_says_so(quiet: Town) -> None:
    quiet.request()
    assert quiet.asked() == []
    (told,) = quiet.heard(room=MEIYU)
    assert "明早6:30就请师傅，明早6:35前给你回话" in told
    morning = datetime(2026, 11, 25, 6, 30, tzinfo=ZONE)
    assert quiet.ticket().pickup_due == morning + timedelta(minutes=5)
    quiet.later(7 * 3600)
    assert quiet.heard(to="文静同学") == []
    assert quiet.ticket().breached_at is None
    quiet.later(1800)
    assert len(quiet.asked()) == 3


def test_in_the_morning_the_whole_escalation_follows(quiet: Town) -> None:
    quiet.request()
    quiet.later(7.5 * 3600 + 301)
    assert quiet.ticket().breached_at == quiet.ticket().pickup_due
    assert len(quiet.asked()) == 14
    assert len(quiet.heard(to="文静同学")) == 1


def test_what_is_critical_is_asked_at_once(quiet: Town) -> None:
    quiet.request("求助 注塑机锁不了模 整条线停着 急")
    assert quiet.ticket().urgency == "critical"
    assert len(quiet.asked()) == 3
    assert "休息" not in quiet.heard(room=MEIYU)[0]


def test_who_cannot_wait_says_so_and_is_served(quiet: Town) -> None:
    quiet.request()
    assert "等不了就回“急”" in quiet.heard(room=MEIYU)[0]
    quiet.later(600)
    quiet.says("澄屿小葛", "急", MEIYU)
    quiet.later(30)  # perhaps he says more
    assert quiet.ticket().urgency == "urgent"
    assert "不等了，已请" in quiet.heard(room=MEIYU)[-1]
    due = quiet.ticket().pickup_due
    assert due is not None
    assert due - quiet.now <= timedelta(minutes=5)
    quiet.later(30)
    assert len(quiet.asked()) == 3
    quiet.later(8 * 3600)
    assert quiet.changes().count("breached") == 1


@pytest.mark.parametrize("words", ["等不了", "等不及了", "很急", "急死了", "等不了啊 明早就要开机"])
def test_who_cannot_wait_says_so_in_his_own_words(quiet: Town, words: str) -> None:
    quiet.request()
    quiet.later(600)
    quiet.says("澄屿小葛", words, MEIYU)
    quiet.later(30)
    assert quiet.ticket().urgency in ("urgent", "critical")
    assert quiet.asked()
    assert "不等了，已请" in quiet.heard(room=MEIYU)[-1]


@pytest.mark.parametrize(
    "patience", ["不急 明天来就行", "不着急，明天过来就好", "不是很急 慢慢来", "不太急 后天也行"]
)
def test_who_has_time_wakes_nobody(quiet: Town, patience: str) -> None:
    quiet.request(f"求助 双色模牙刷柄熔接线发黑 {patience}")
    assert quiet.ticket().urgency == "normal"
    assert quiet.asked() == []


def test_a_coordinator_may_raise_it_in_the_night(quiet: Town) -> None:
    quiet.request()
    quiet.says("立峰", "1001 升级为特急", UNION)
    assert quiet.asked()
    quiet.later(30)
    assert len(quiet.asked()) == 3


def test_an_expert_may_claim_in_the_night_and_nobody_is_asked_in_the_morning(quiet: Town) -> None:
    quiet.request()
    quiet.says("葛师傅修模", "1001 我接", EXPERTS)
    quiet.later(9 * 3600)
    assert quiet.ticket().status == "claimed"
    assert quiet.asked() == []


def test_a_ticket_given_back_at_night_waits_too(quiet: Town) -> None:
    quiet.request()
    quiet.says("葛师傅修模", "1001 我接", EXPERTS)
    quiet.says("葛师傅修模", "1001 退单 去不了", EXPERTS)
    assert quiet.asked() == []
    assert "明早6:30就另请师傅" in quiet.heard(room=MEIYU)[-1]
    quiet.later(7.5 * 3600)
    assert len(quiet.asked()) == 3
    assert "葛师傅修模" not in quiet.asked()


def test_who_asks_how_things_stand_hears_when_they_go_on(quiet: Town) -> None:
    quiet.request()
    quiet.says("澄屿小葛", "1001 怎么样了", MEIYU)
    quiet.later(12)
    assert "明早6:30就请师傅" in quiet.heard(room=MEIYU)[-1]


def test_a_withdrawn_request_wakes_nobody(quiet: Town) -> None:
    quiet.request()
    quiet.says("澄屿小葛", "不用了，自己搞定了", MEIYU)
    quiet.later(9 * 3600)
    assert quiet.asked() == []
    assert quiet.live_timers() == []


def test_a_holidays_eve_reaches_over_the_holiday_and_its_night(quiet: Town) -> None:
    eve = datetime(2026, 11, 21, 23, 0, tzinfo=ZONE)  # a Saturday
    monday = datetime(2026, 11, 23, 6, 30, tzinfo=ZONE)
    assert asked_from(quiet.engine.policy.hours, eve, "normal") == monday
    assert asked_from(quiet.engine.policy.hours, eve, "urgent") == eve


def test_without_quiet_hours_the_night_is_as_the_day(town: Town) -> None:
    town.now = datetime(2026, 11, 24, 23, 0, tzinfo=ZONE)
    town.request()
    assert len(town.asked()) == 3
    due = town.ticket().pickup_due
    assert due is not None
    assert due - town.ticket().asked_at == timedelta(minutes=5)


FEW = '[[hours]]\nname = "night"\nsince = "22:00"\nuntil = "6:30"\nlikely = 0.4\nat_once = 2\n'
LEARNED = "[learning]\nafter_offers = 0\n"  # from the first ticket on, by what is believed of people


def with_policy(town: Town, tmp_path: Path, text: str, hour: int = 23, minute: int = 0) -> None:
    file = tmp_path / "few.toml"
    file.write_text(text, "utf-8")
    town.engine = replace(town.engine, policy=read_policy(file))
    town.now = datetime(2026, 11, 24, hour, minute, tzinfo=ZONE)


def sizes(town: Town) -> dict[int, int]:
    """How many each wave asked."""
    with town.engine.database.unit() as uow:
        return Counter(each.wave for each in offers.of_ticket(uow, town.ticket().id))


@pytest.mark.parametrize("more", ["", LEARNED])
def test_a_wave_at_night_asks_no_more_than_its_hours_allow(town: Town, tmp_path: Path, more: str) -> None:
    with_policy(town, tmp_path, more + FEW)
    town.request()
    assert len(town.asked()) == 2
    town.later(290)
    assert len(sizes(town)) > 2
    assert max(sizes(town).values()) == 2
    town.later(15 * 60)
    assert max(sizes(town).values()) == 2, "nor does who asks again when the target is missed"


@pytest.mark.parametrize("more", ["", LEARNED])
def test_by_day_the_same_policy_asks_as_many_as_ever(town: Town, tmp_path: Path, more: str) -> None:
    with_policy(town, tmp_path, more + FEW, hour=10)
    town.request()
    town.later(290)
    assert max(sizes(town).values()) > 2


def test_a_wave_goes_by_the_hour_it_asks_in(town: Town, tmp_path: Path) -> None:
    with_policy(town, tmp_path, FEW, hour=21, minute=59)
    town.request()
    town.later(290)
    assert sizes(town) == {1: 3, 2: 2, 3: 2}


def test_what_is_critical_asks_as_many_at_night_as_by_day(town: Town, tmp_path: Path) -> None:
    with_policy(town, tmp_path, FEW)
    town.request("求助 注塑机锁不了模 整条线停着 急")
    assert town.ticket().urgency == "critical"
    assert len(town.asked()) == 3


def test_holidays_have_a_policy_of_their_own(town: Town, tmp_path: Path) -> None:
    with_policy(
        town, tmp_path, '[[hours]]\nname = "holiday"\nholiday = true\nlikely = 0.7\nat_once = 1\n', 10
    )
    town.now = datetime(2026, 10, 1, 10, 0, tzinfo=ZONE)
    town.request()
    assert len(town.asked()) == 1


@pytest.mark.parametrize("at_once", ["0", "-1", "true", '"two"'])
def test_a_wave_of_nobody_is_refused(tmp_path: Path, at_once: str) -> None:
    file = tmp_path / "bad.toml"
    file.write_text(FEW.replace("at_once = 2", f"at_once = {at_once}"), "utf-8")
    with pytest.raises(BadPolicy):
        read_policy(file)


@pytest.mark.parametrize(
    "blocks",
    [
        'name = "night"\nsince = "22:00"\nuntil = "6:30"\nlikely = 0.4\nhold = ["critical"]',
        'name = "night"\nsince = "22:00"\nuntil = "6:30"\nlikely = 0.4\nhold = ["nights"]',
        'name = "a"\nsince = "0:00"\nuntil = "12:00"\nlikely = 1.0\nhold = ["normal"]\n'
        '[[hours]]\nname = "b"\nsince = "12:00"\nuntil = "0:00"\nlikely = 1.0\nhold = ["normal"]',
    ],
)
def test_a_policy_that_holds_the_critical_or_for_ever_is_refused(blocks: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.toml"
    file.write_text(f"[[hours]]\n{blocks}\n", "utf-8")
    with pytest.raises(BadPolicy, match="hold"):
        read_policy(file)
