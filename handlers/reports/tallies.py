"""What many tickets come to, as numbers: how fast they were taken, how they ended, what they were worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import mean, median

from handlers.desk import Desk
from handlers.reports.selecting import in_time, judged
from storage.terms import Status
from storage.tickets import Ticket


@dataclass(frozen=True, kw_only=True, slots=True)
class Pickups:
    """How fast problems were taken: on average, within their target (`inside` of `judged`), the slowest."""

    average: timedelta
    middle: timedelta
    inside: int
    judged: int
    slowest: Ticket
    longest: timedelta


def pickups_of(desk: Desk, found: Sequence[Ticket]) -> Pickups | None:
    """None where nobody has taken any yet."""
    timed = [each for each in found if each.kind == "problem"]
    taken = [(each.first_claimed_at - each.asked_at, each) for each in timed if each.first_claimed_at]
    if not taken:
        return None
    seconds = [length.total_seconds() for length, _ in taken]
    longest, slowest = max(taken, key=lambda pair: pair[0])
    return Pickups(
        average=timedelta(seconds=mean(seconds)),
        middle=timedelta(seconds=median(seconds)),
        inside=sum(in_time(desk, each) for _, each in taken),
        judged=sum(judged(desk, each) for each in timed),
        slowest=slowest,
        longest=longest,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Endings:
    """How many are solved (`online` of them by words alone), and how many nobody has."""

    solved: int
    online: int
    open: int


def endings_of(found: Sequence[Ticket]) -> Endings:
    """How they stand."""
    return Endings(
        solved=sum(each.status in (Status.RESOLVED, Status.CLOSED) for each in found),
        online=sum(each.answered is not None for each in found),
        open=sum(each.status == Status.OPEN for each in found),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Worth:
    """What firms gave and told of: the mean score of so many, yuan saved by so many, orders at stake."""

    rating: float | None
    rated: int
    saved: int
    savers: int
    stake: int


def worth_of(found: Sequence[Ticket]) -> Worth:
    """What they were worth."""
    rated = [each.rating for each in found if each.rating is not None]
    told = [each.saved_yuan for each in found if each.saved_yuan]
    return Worth(
        rating=mean(rated) if rated else None,
        rated=len(rated),
        saved=sum(told),
        savers=len(told),
        stake=sum(each.order_value_yuan or 0 for each in found),
    )
