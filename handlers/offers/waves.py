"""How many to ask when: as few people as will do, so that somebody takes the ticket within its target.

The people asked are taken to be alike, with the mean of their chances. That errs on the safe side: of people
with the same mean, alike ones leave a ticket untaken most often.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from handlers.offers.chances import answered_by

_STEP = 15.0  # seconds between the moments at which somebody may be asked
_TOO_LATE = 30.0  # who is asked in the last seconds hardly answers in time
_MISSING = 100.0  # what a plan costs that does not reach the share, the more the further it is from it
_OUT_OF_BOUNDS = 1e6

_Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Aim:
    """What a plan is made for: the share of tickets taken within the target, at the least cost.

    `waves` at most, of `most` people at most. A minute of waiting costs as much as `minute_costs` people
    asked, a wave (a message that its whole group reads) as `wave_costs`.
    """

    share: float
    waves: int
    most: int
    minute_costs: float
    wave_costs: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """So many people asked so many seconds after the request."""

    seconds: float
    size: int


@lru_cache(maxsize=4096)
def plan(
    aim: Aim, target: timedelta, *, acceptance: float, median: float, spread: float, begun: float = 0.0
) -> tuple[Asked, ...]:
    """Whom to ask when, the first wave `begun` seconds after the request.

    Acceptance and answer time (median, seconds; spread of its logarithm) are those of the people who would
    be asked. Where the share cannot be reached, what comes nearest to it is planned.
    """
    end = target.total_seconds()
    moments = np.arange(begun, max(end - _TOO_LATE, begun + 1), _STEP)
    ticks = np.append(np.arange(begun, end, _STEP), end)
    # What one person asked at a moment adds to the logarithm of "still open" at each tick.
    passed = ticks[:, None] - moments[None, :]
    unwilling = np.array(
        [[np.log1p(-acceptance * answered_by(each, median, spread)) for each in row] for row in passed]
    )
    costs = _Costs(aim, unwilling, len(moments))
    sizes = _searched(aim, costs, len(moments))
    return tuple(
        Asked(seconds=float(moments[place]), size=int(size)) for place, size in enumerate(sizes) if size
    )


@dataclass(frozen=True, slots=True)
class _Costs:
    """The expected cost of many plans at once, a row each: how many are asked at each moment."""

    aim: Aim
    unwilling: _Floats
    moments: int

    def __call__(self, plans: _Floats) -> _Floats:
        open_at = np.exp(plans @ self.unwilling.T)
        before = open_at[:, : self.moments]  # ticks begin with the moments; who is asked at one changes later
        pings = (plans * before).sum(axis=1)
        messages = ((plans > 0) * before).sum(axis=1)
        waited = (open_at[:, :-1] + open_at[:, 1:]).sum(axis=1) / 2 * _STEP / 60
        missed = np.maximum(open_at[:, -1] - (1 - self.aim.share), 0)
        cost = pings + self.aim.minute_costs * waited + self.aim.wave_costs * messages
        bad = (plans.max(axis=1) > self.aim.most) | ((plans > 0).sum(axis=1) > self.aim.waves)
        bad |= (plans.min(axis=1) < 0) | (plans[:, 0] < 1)
        found: _Floats = cost + (missed > 0) * _MISSING + missed * _MISSING * 10 + bad * _OUT_OF_BOUNDS
        return found


def _searched(aim: Aim, costs: _Costs, moments: int) -> _Floats:
    """The best plan that adding, leaving out or moving a person or a wave does not better."""
    found = []
    for waves in range(1, aim.waves + 1):
        places = np.unique(np.linspace(0, moments - 1, waves + 1)[:-1].round().astype(int))
        for size in (2, 4):
            start = np.zeros(moments)
            start[places] = min(aim.most, size)
            found.append(_bettered(costs, start))
    return found[int(costs(np.array(found)).argmin())]


def _bettered(costs: _Costs, plan: _Floats) -> _Floats:
    one = np.eye(len(plan))
    cost = costs(plan[None])[0]
    while True:
        waves = np.flatnonzero(plan)
        moved = [plan + (one[to] - one[place]) * plan[place] for place in waves for to in range(len(plan))]
        shifted = [plan + one[to] - one[place] for place in waves for to in range(len(plan))]
        tried = np.array([*(plan + one), *(plan - one), *moved, *shifted])
        found = costs(tried)
        place = int(found.argmin())
        if found[place] >= cost - 1e-9:
            return plan
        plan, cost = tried[place], found[place]
