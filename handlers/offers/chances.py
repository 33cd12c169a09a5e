"""How likely an expert takes a ticket that he is asked about, and how fast: measured, with a prior.

Each offer is taken with a chance that depends on the block of hours and the person; who takes it answers
after a lognormal time. Most offers are taken back before that, because somebody was faster: such an expert
might still have said yes. Leaving these out, or counting only the winners' times, makes everybody look
quicker than he is. So both are estimated together (expectation-maximisation for a cure model with censoring).

Prior: volunteers asked by phone take 28.7 % (Scquizzato 2020). The prior's median of 60 s and its spread are
assumptions that the record replaces.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import erf, erfc, exp, log, pi, sqrt

from handlers.hours import DAY, Hours
from storage.experience import Ended, Tally
from storage.terms import Answer

_FLOOR, _CEILING = 0.02, 0.95
_ROUNDS = 60  # of the estimation; it is settled long before
_NARROWEST = 0.2


@dataclass(frozen=True, kw_only=True, slots=True)
class Prior:
    """What is believed before anything is measured, and how many offers' worth that belief counts."""

    acceptance: float
    counts_as: float
    seconds: float
    spread: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Habits:
    """What is known of all experts together.

    `acceptance` by block of hours; answers take `seconds` (median), `spread` is that of their logarithm;
    `offers` is how many are on record.
    """

    acceptance: Mapping[str, float]
    seconds: float
    spread: float
    offers: int

    def answered_by(self, seconds: float) -> float:
        """The share of answers that have come after so many seconds."""
        return answered_by(seconds, self.seconds, self.spread)


def answered_by(seconds: float, median: float, spread: float) -> float:
    """The share of answers that have come after so many seconds (lognormal)."""
    if seconds <= 0:
        return 0.0
    return 0.5 * (1 + erf(log(seconds / median) / (spread * sqrt(2))))


def habits(record: Iterable[Ended], blocks: tuple[Hours, ...], prior: Prior) -> Habits:
    """Everybody's acceptance in each block and the time of answers, from the prior towards the record."""
    kept = list(record)
    likely = {DAY: 1.0} | {each.name: each.likely for each in blocks}
    acceptance = {name: prior.acceptance * factor for name, factor in likely.items()}
    middle, spread = log(prior.seconds), prior.spread
    refusing = 0.0
    for _ in range(_ROUNDS if kept else 0):
        unheard = [_unheard(each, acceptance, refusing, middle, spread) for each in kept]
        willing = [
            float(each.answer == Answer.CLAIMED) + acceptance.get(each.hours, acceptance[DAY]) * share
            for each, share in zip(kept, unheard, strict=True)
        ]
        refused = [
            float(each.answer == Answer.DECLINED) + refusing * share
            for each, share in zip(kept, unheard, strict=True)
        ]
        refusing = _mean(kept, refused)
        acceptance = _acceptance(kept, willing, likely, prior)
        middle, spread = _times(kept, willing, middle, spread, prior)
    return Habits(
        acceptance=acceptance,
        seconds=exp(middle),
        spread=spread,
        offers=sum(each.count for each in kept),
    )


def _unheard(
    each: Ended, acceptance: Mapping[str, float], refusing: float, middle: float, spread: float
) -> float:
    """By how much a chance to answer is still there when such an offer was taken back; 0 for an answered one.

    Who has not answered by then is silent for good, or would have answered later, yes or no.
    """
    if each.answer != Answer.WITHDRAWN:
        return 0.0
    likely = acceptance.get(each.hours, acceptance[DAY]) + refusing
    answering = min(likely, 1.0)  # the two are estimated apart, and must not share out more than everybody
    later = 1 - answered_by(each.seconds, exp(middle), spread)
    return answering / likely * later / max(1 - answering + answering * later, 1e-9)


def _mean(kept: list[Ended], chances: list[float]) -> float:
    made = sum(each.count for each in kept)
    return sum(each.count * chance for each, chance in zip(kept, chances, strict=True)) / made


def _acceptance(
    kept: list[Ended], willing: list[float], likely: Mapping[str, float], prior: Prior
) -> dict[str, float]:
    """By block. What is believed of a block with few offers is what all blocks together show, times the
    block's own readiness as the policy file assumes it."""
    taken = dict.fromkeys(likely, 0.0)
    made = dict.fromkeys(likely, 0.0)
    for each, chance in zip(kept, willing, strict=True):
        name = each.hours if each.hours in likely else DAY
        taken[name] += each.count * chance
        made[name] += each.count
    expected = sum(made[name] * likely[name] for name in likely)
    base = (sum(taken.values()) + prior.counts_as * prior.acceptance) / (expected + prior.counts_as)
    return {
        name: min((taken[name] + prior.counts_as * base * factor) / (made[name] + prior.counts_as), _CEILING)
        for name, factor in likely.items()
    }


def _times(
    kept: list[Ended], willing: list[float], middle: float, spread: float, prior: Prior
) -> tuple[float, float]:
    """Mean and spread of the logarithm of answer times; one not seen lies beyond its moment."""
    start = log(prior.seconds)
    weight = prior.counts_as
    total = prior.counts_as * start
    squares = prior.counts_as * (start**2 + prior.spread**2)
    for each, chance in zip(kept, willing, strict=True):
        known = log(each.seconds)
        if each.answer == Answer.CLAIMED:
            first, second = known, known**2
        elif each.answer == Answer.WITHDRAWN:
            beyond = (known - middle) / spread
            tilt = _beyond(beyond)
            first = middle + spread * tilt
            second = middle**2 + 2 * middle * spread * tilt + spread**2 * (1 + beyond * tilt)
        else:
            continue
        weight += each.count * chance
        total += each.count * chance * first
        squares += each.count * chance * second
    mean = total / weight
    return mean, max(sqrt(max(squares / weight - mean**2, 0.0)), _NARROWEST)


def _beyond(place: float) -> float:
    """The mean of a standard normal value that is known to lie beyond a place."""
    tail = 0.5 * erfc(place / sqrt(2))
    if tail < 1e-12:
        return place + 1 / place
    return exp(-(place**2) / 2) / sqrt(2 * pi) / tail


def acceptance(own: Iterable[Tally], everybody: Habits, hours: str, prior: Prior) -> float:
    """One expert's chance to take an offer in this block: everybody's, times how he compares with them."""
    usual = everybody.acceptance
    taken = expected = 0.0
    for tally in own:
        taken += tally.taken
        expected += tally.had * usual.get(tally.hours, usual[DAY])
    believed = prior.counts_as * prior.acceptance
    chance = usual.get(hours, usual[DAY]) * (taken + believed) / (expected + believed)
    return min(max(chance, _FLOOR), _CEILING)
