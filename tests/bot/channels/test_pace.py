"""How fast an account may write."""

from datetime import UTC, datetime, timedelta

from bot.channels.pace import Pace, Sent

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PACE = Pace(gap=timedelta(seconds=1), jitter=timedelta(seconds=0.6), per_minute=20)


def sent(seconds: float, talk: str = "群", account: str = "a", number: int = 1) -> Sent:
    return Sent(number=number, at=START + timedelta(seconds=seconds), account=account, talk=talk)


def test_an_account_leaves_at_least_a_second_and_at_most_the_jitter_more() -> None:
    for number in range(100):
        moment = PACE.earliest([sent(0, "别的群", number=number)], "a", "群")
        assert moment is not None
        assert timedelta(seconds=1) <= moment - START <= timedelta(seconds=1.6)


def test_another_account_does_not_wait_for_it() -> None:
    assert PACE.earliest([sent(0, account="b")], "a", "群") is None


def test_the_twenty_first_message_of_a_minute_waits_for_the_minute_to_end() -> None:
    last = [sent(2 * number) for number in range(20)]
    assert PACE.earliest(last, "a", "群") == START + timedelta(minutes=1)
    other = PACE.earliest(last, "a", "别的群")
    assert other is not None
    assert other < START + timedelta(seconds=41)
