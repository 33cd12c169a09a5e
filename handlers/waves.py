"""Sizes of waves: as few people as will do, so that somebody takes the ticket within its target."""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import product

import numpy as np

from handlers.chances import answered_by

_STEP = 15.0  # seconds between the moments at which the wait is added up


@dataclass(frozen=True, kw_only=True, slots=True)
class Aim:
    """What sizes are chosen for: the share of tickets taken within the target, at the least cost.

    `moments` in seconds after the request; `most` people a wave; a minute of waiting costs as much as
    `minute_costs` people asked.
    """

    share: float
    moments: tuple[float, ...]
    most: int
    minute_costs: float


@lru_cache(maxsize=4096)
def plan(
    aim: Aim,
    target: timedelta,
    *,
    acceptance: float,
    median: float,
    spread: float,
    asked: tuple[tuple[float, int], ...] = (),
) -> tuple[int, ...]:
    """How many to ask at each of the aim's moments that is still to come.

    `asked` are the waves made so far (seconds after the request, people) and lie before the others. Nobody
    has taken it yet. Acceptance and answer time (median, seconds; spread of its logarithm) are those of the
    people who would be asked. Where the share cannot be reached, everybody allowed is asked.
    """
    end = target.total_seconds()
    begun = asked[-1][0] + 1 if asked else 0.0
    coming = [moment for moment in aim.moments if begun <= moment < end]
    if not coming:
        return ()
    sizes = np.array(list(product(range(aim.most + 1), repeat=len(coming))), dtype=np.float64)
    if not asked:
        sizes = sizes[sizes[:, 0] > 0]
    ticks = np.arange(coming[0], end + 1, _STEP)

    def unwilling(made: float, now: float) -> float:
        return float(np.log1p(-acceptance * answered_by(now - made, median, spread)))

    def open_at(now: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        before = sum(size * unwilling(made, now) for made, size in asked)
        ahead = np.array([unwilling(moment, now) for moment in coming])
        found: np.ndarray[tuple[int], np.dtype[np.float64]] = np.exp(before + sizes @ ahead)
        return found

    pings = sum(sizes[:, place] * open_at(moment) for place, moment in enumerate(coming))
    waited = sum(open_at(float(tick)) for tick in ticks) * _STEP / 60
    cost = pings + aim.minute_costs * waited
    # Seen from the request's first moment: the share is promised over all tickets, not from each wave on.
    missed = open_at(end)
    good = missed <= 1 - aim.share
    best = np.argmin(np.where(good, cost, np.inf)) if good.any() else np.argmin(missed)
    return tuple(int(size) for size in sizes[best])
