"""The dispatch policy: how many experts are asked when, and when whom else is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta

from handlers.hours import Hours
from handlers.offers.chances import Prior
from handlers.offers.waves import Aim


@dataclass(frozen=True, kw_only=True, slots=True)
class Wave:
    """`size` more experts are asked `after` the request."""

    after: timedelta
    size: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Escalation:
    """The moments of one urgency, counted from the request's first message."""

    target: timedelta
    waves: tuple[Wave, ...]
    coordinator: timedelta
    breach: timedelta
    repeat: timedelta


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """Whom to spare, and how much what is not words counts against the relevance of words."""

    most_a_day: int
    rest: timedelta
    lately: timedelta
    record: timedelta
    load_weight: float
    lately_weight: float
    willing_weight: float
    region_weight: float
    kin: float
    next_trade: float
    sure: float
    crowd: int
    pairing_weight: float
    head_start: timedelta
    unhurried: timedelta


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownCases:
    """How near a past case must be to be shown, how many at most, and whether the requester sees them."""

    near: float
    most: int
    for_requester: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Learning:
    """Whether sizes of waves follow the record, from how many offers on, and what is aimed at."""

    on: bool
    after_offers: float
    aim: Aim
    prior: Prior


@dataclass(frozen=True, kw_only=True, slots=True)
class Overdue:
    """How coordinators are reminded of what nobody took: `most` times a ticket, each gap `growth` times the
    one before, not in the `quiet` hours where its urgency is one of `spares`; then in one summary a day.
    """

    growth: float
    most: int
    quiet: tuple[str, ...]
    spares: tuple[str, ...]
    summary: time
    another: timedelta  # after a wish for another expert


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """How a requester hears that nobody has his ticket yet: at the breach, `again` after it, then at gaps
    `growth` times the one before, at most `longest`; not in the `quiet` hours where its urgency is one of
    `spares`.
    """

    again: timedelta
    growth: float
    longest: timedelta
    quiet: tuple[str, ...]
    spares: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Stalled:
    """How long, by its urgency, who has a ticket may be silent before he is asked, and as long again before
    the coordinators are told; not in the `quiet` hours where its urgency is one of `spares`.
    """

    after: Mapping[str, timedelta]
    quiet: tuple[str, ...]
    spares: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """Everything the policy file says."""

    quiet: timedelta
    longest: timedelta
    followup: timedelta
    question: timedelta
    late_claim: timedelta
    reopen: timedelta
    late_answer: timedelta
    late_teaching: timedelta
    together: timedelta
    put_off: timedelta
    photo: timedelta
    rewrite: timedelta
    similar: timedelta
    confirm_remind: timedelta
    confirm_close: timedelta
    overdue: Overdue
    waiting: Waiting
    stalled: Stalled
    asking: Asking
    cases: ShownCases
    learning: Learning
    hours: tuple[Hours, ...]
    urgencies: Mapping[str, Escalation]
    # What the program can read in pictures and voice messages, and how long an answer waits for it.
    reads: frozenset[str] = frozenset()
    reading: timedelta = timedelta()
