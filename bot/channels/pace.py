"""How fast a WeChat account may write: WeChat bans accounts that write like machines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

_MINUTE = timedelta(minutes=1)
# The fractional part of multiples of the golden ratio spreads evenly: jitter without chance.
_GOLDEN = 0.6180339887498949


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """A message that went out: its number, when, from which account, into which talk (group or person)."""

    number: int
    at: datetime
    account: str
    talk: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """At least `gap` and up to `jitter` more between two messages of an account, at most `per_minute`
    messages a minute into one group. Source of the defaults: the design's pace limits."""

    gap: timedelta = timedelta(seconds=1)
    jitter: timedelta = timedelta(seconds=0.6)
    per_minute: int = 20

    def earliest(self, sent: Sequence[Sent], account: str, talk: str) -> datetime | None:
        """When a message may go out after those of the last minute; None: at once.

        The jitter is the last message's, so that whatever is most pressing goes next.
        """
        moments: list[datetime] = []
        of_account = [each for each in sent if each.account == account]
        if of_account:
            last = max(of_account, key=lambda each: each.at)
            moments.append(last.at + self.gap + self.jitter * (last.number * _GOLDEN % 1))
        of_talk = sorted(each.at for each in sent if each.account == account and each.talk == talk)
        if len(of_talk) >= self.per_minute:
            moments.append(of_talk[-self.per_minute] + _MINUTE)
        return max(moments, default=None)
