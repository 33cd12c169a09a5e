"""How likely an expert takes a ticket that he is asked about, and how fast: measured, with a prior.

Prior: volunteers asked by phone take 28.7 % (Scquizzato 2020). Answer times are lognormal; the prior's
median of 60 s is an assumption that the record replaces.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import erf, exp, log, sqrt

from handlers.hours import Hours
from storage.experience import Tally

_FLOOR, _CEILING = 0.02, 0.95


@dataclass(frozen=True, kw_only=True, slots=True)
class Prior:
    """What is believed before anything is measured, and how many offers' worth that belief counts."""

    acceptance: float
    counts_as: float
    seconds: float
    spread: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Habits:
    """What is known of all experts together. `acceptance` by block of hours; `seconds` the median answer."""

    acceptance: dict[str, float]
    seconds: float
    offers: float


def exposure(tally: Tally) -> float:
    """Offers that could have been taken: one taken back because another was faster counts half."""
    return tally.taken + tally.refused + tally.silent + 0.5 * tally.missed


def habits(tallies: Iterable[Tally], blocks: tuple[Hours, ...], prior: Prior) -> Habits:
    """Everybody's acceptance in each block, drawn from the prior towards what was measured."""
    by_name = {tally.hours: tally for tally in tallies}
    likely = {"day": 1.0} | {each.name: each.likely for each in blocks}
    acceptance = {}
    for name, factor in likely.items():
        believed = prior.acceptance * factor
        tally = by_name.get(name)
        taken, offers = (tally.taken, exposure(tally)) if tally else (0, 0.0)
        acceptance[name] = (taken + prior.counts_as * believed) / (offers + prior.counts_as)
    answered = [(tally.taken, tally.seconds) for tally in by_name.values() if tally.seconds]
    count = sum(taken for taken, _ in answered)
    # The mean of a lognormal is its median times exp(spread²/2).
    mean = sum(taken * (seconds or 0.0) for taken, seconds in answered) / count if count else 0.0
    median = mean / exp(prior.spread**2 / 2)
    seconds = (count * median + prior.counts_as * prior.seconds) / (count + prior.counts_as)
    return Habits(
        acceptance=acceptance, seconds=seconds, offers=sum(exposure(tally) for tally in by_name.values())
    )


def acceptance(own: Iterable[Tally], everybody: Habits, hours: str, prior: Prior) -> float:
    """One expert's chance to take an offer in this block: everybody's, times how he compares with them."""
    taken = expected = 0.0
    for tally in own:
        taken += tally.taken
        expected += exposure(tally) * everybody.acceptance.get(tally.hours, prior.acceptance)
    believed = prior.counts_as * prior.acceptance
    chance = everybody.acceptance.get(hours, prior.acceptance) * (taken + believed) / (expected + believed)
    return min(max(chance, _FLOOR), _CEILING)


def answered_by(seconds: float, median: float, spread: float) -> float:
    """The share of answers that have come after so many seconds (lognormal)."""
    if seconds <= 0:
        return 0.0
    return 0.5 * (1 + erf(log(seconds / median) / (spread * sqrt(2))))
