"""Nobody answers: three are asked, four more, seven more, the coordinator, then the breach."""

from tests.conftest import UNION, Town


def test_the_whole_escalation_at_its_moments(town: Town) -> None:
    town.request()
    assert len(town.asked()) == 3
    town.later(77)  # 1:29 after the first message
    assert len(town.asked()) == 3
    town.later(1)
    assert len(town.asked()) == 7
    town.later(90)
    assert len(town.asked()) == 14
    assert town.heard(to="文静同学") == []
    town.later(60)
    (told,) = town.heard(to="文静同学")
    assert "14位" in told
    town.later(60)
    assert town.ticket().breached_at == town.now
    assert len(town.heard(room=UNION)) == 1
    town.later(600)
    assert len(town.heard(room=UNION)) == 2


def test_a_claim_ends_the_escalation(town: Town) -> None:
    town.request()
    town.says(town.asked()[0], "我来")
    town.later(3600)
    assert town.live_timers() == []
    assert len(town.asked()) == 3
    assert town.heard(room=UNION) == []


def test_nobody_is_asked_twice(town: Town) -> None:
    town.request()
    town.later(300)
    assert len(set(town.asked())) == len(town.asked())


def test_a_decline_brings_the_next_expert_at_once(town: Town) -> None:
    town.request()
    town.says(town.asked()[0], "1001 没空")
    assert len(town.asked()) == 4
