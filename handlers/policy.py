"""The dispatch policy: how many experts are asked when, and when whom else is told. A TOML file."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

from handlers.chances import Prior
from handlers.hours import Hours, asked_from, block
from handlers.waves import Aim


class BadPolicy(ValueError):
    """The policy file cannot be used; the text names the file and the mend."""


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
    pairing_weight: float
    head_start: timedelta


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


def read_policy(path: Path | None = None) -> Policy:
    """The policy in `path`, or the one that ships. What a file leaves out keeps its default.

    Raises BadPolicy with one line naming the file and the fault.
    """
    default = tomllib.loads((files("handlers") / "policy.toml").read_text("utf-8"))
    if path is None:
        return _policy(default)
    try:
        return _policy(_merged(default, tomllib.loads(path.read_text("utf-8"))))
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadPolicy(f"{path}: 派单规则读不了 ({error}); 请对照 handlers/policy.toml 修改") from error


def _merged(default: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(given) - set(default)
    if unknown:
        raise ValueError(f"不认识 {'、'.join(sorted(unknown))}")
    return {
        name: _merged(value, given[name])
        if isinstance(value, dict) and name in given
        else given.get(name, value)
        for name, value in default.items()
    }


def _policy(data: Mapping[str, Any]) -> Policy:
    burst, talk, confirm = data["burst"], data["talk"], data["confirm"]
    return Policy(
        quiet=timedelta(seconds=_positive(burst["quiet_seconds"])),
        longest=timedelta(seconds=_positive(burst["longest_seconds"])),
        followup=timedelta(minutes=_positive(talk["followup_minutes"])),
        question=timedelta(minutes=_positive(talk["question_minutes"])),
        late_claim=timedelta(seconds=_positive(talk["late_claim_seconds"])),
        reopen=timedelta(days=_positive(talk["reopen_days"])),
        late_answer=timedelta(hours=_positive(talk["late_answer_hours"])),
        late_teaching=timedelta(hours=_positive(talk["late_teaching_hours"])),
        together=timedelta(minutes=_positive(talk["together_minutes"])),
        put_off=timedelta(days=_positive(talk["put_off_days"])),
        photo=timedelta(minutes=_positive(talk["photo_minutes"])),
        rewrite=timedelta(minutes=_positive(talk["rewrite_minutes"])),
        similar=timedelta(days=_positive(talk["similar_days"])),
        confirm_remind=timedelta(hours=_positive(confirm["remind_after_hours"])),
        confirm_close=timedelta(hours=_positive(confirm["close_after_hours"])),
        overdue=_overdue(data["overdue"], data["urgency"]),
        waiting=_waiting(data["waiting"], data["urgency"]),
        stalled=_stalled(data["stalled"], data["urgency"]),
        asking=_asking(data["asking"]),
        cases=_cases(data["cases"]),
        learning=_learning(data["learning"]),
        hours=_day(data["hours"], data["urgency"]),
        urgencies={name: _escalation(each) for name, each in data["urgency"].items()},
    )


# Some Monday; whether quiet hours ever end does not depend on which.
_A_DAY = datetime(2026, 1, 5, tzinfo=UTC)


def _day(data: Sequence[Mapping[str, Any]], urgencies: Mapping[str, Any]) -> tuple[Hours, ...]:
    """The blocks of hours; what is critical is never held, and what is held is asked about at last."""
    blocks = tuple(_hours(each) for each in data)
    for name in {urgency for each in blocks for urgency in each.hold}:
        if name not in urgencies or name == "critical":
            raise ValueError(f"hold 里不能写 {name}, 只能写 normal、urgent")
        freed = asked_from(blocks, _A_DAY, name)
        if name in block(blocks, freed).hold:
            raise ValueError(f"hold 让 {name} 的单一直等, 总得留一段时间请人")
    return blocks


def _overdue(data: Mapping[str, Any], urgencies: Mapping[str, Any]) -> Overdue:
    return Overdue(
        growth=_growth(data["growth"]),
        most=int(_at_least_one(data["most"])),
        quiet=tuple(str(each) for each in data["quiet"]),
        spares=_spares(data["spares"], urgencies),
        summary=_clock(data["summary"]),
        another=timedelta(minutes=_positive(data["another_minutes"])),
    )


def _waiting(data: Mapping[str, Any], urgencies: Mapping[str, Any]) -> Waiting:
    return Waiting(
        again=timedelta(minutes=_positive(data["again_minutes"])),
        growth=_growth(data["growth"]),
        longest=timedelta(hours=_positive(data["longest_hours"])),
        quiet=tuple(str(each) for each in data["quiet"]),
        spares=_spares(data["spares"], urgencies),
    )


def _stalled(data: Mapping[str, Any], urgencies: Mapping[str, Any]) -> Stalled:
    return Stalled(
        after={name: timedelta(hours=_positive(data[f"{name}_hours"])) for name in urgencies},
        quiet=tuple(str(each) for each in data["quiet"]),
        spares=_spares(data["spares"], urgencies),
    )


def _growth(value: object) -> float:
    growth = _positive(value)
    if growth < 1:
        raise ValueError("growth 至少要 1")
    return growth


def _spares(names: Sequence[str], urgencies: Mapping[str, Any]) -> tuple[str, ...]:
    """Urgencies that are let rest in quiet hours; the critical one never is."""
    unknown = [each for each in names if each not in urgencies or each == "critical"]
    if unknown:
        raise ValueError(f"spares 里不能写 {'、'.join(unknown)}, 只能写 normal、urgent")
    return tuple(names)


def _asking(data: Mapping[str, Any]) -> Asking:
    return Asking(
        most_a_day=int(_at_least_one(data["most_a_day"])),
        rest=timedelta(minutes=_positive(data["rest_minutes"])),
        lately=timedelta(days=_positive(data["lately_days"])),
        record=timedelta(days=_positive(data["record_days"])),
        load_weight=float(data["load"]),
        lately_weight=float(data["lately"]),
        willing_weight=float(data["willing"]),
        region_weight=float(data["region"]),
        kin=float(data["kin"]),
        pairing_weight=float(data["pairing"]),
        head_start=timedelta(seconds=_positive(data["head_start_seconds"])),
    )


def _cases(data: Mapping[str, Any]) -> ShownCases:
    return ShownCases(
        near=float(data["near"]),
        most=int(_positive(data["most"])),
        for_requester=bool(data["for_requester"]),
    )


def _learning(data: Mapping[str, Any]) -> Learning:
    return Learning(
        on=bool(data["on"]),
        after_offers=float(data["after_offers"]),
        aim=Aim(
            share=_share(data["share"]),
            waves=int(_at_least_one(data["waves"])),
            most=int(_at_least_one(data["most"])),
            minute_costs=_positive(data["minute_costs"]),
            wave_costs=_positive(data["wave_costs"]),
        ),
        prior=Prior(
            acceptance=_share(data["acceptance"]),
            counts_as=_positive(data["counts_as"]),
            seconds=_positive(data["answer_seconds"]),
            spread=_positive(data["answer_spread"]),
        ),
    )


def _hours(data: Mapping[str, Any]) -> Hours:
    holiday = bool(data.get("holiday", False))
    if holiday == ("since" in data):
        raise ValueError("hours 里要么写 holiday = true, 要么写 since 和 until")
    return Hours(
        name=str(data["name"]),
        likely=_positive(data["likely"]),
        holiday=holiday,
        since=None if holiday else _clock(data["since"]),
        until=None if holiday else _clock(data["until"]),
        hold=tuple(data.get("hold", ())),
        at_once=int(_at_least_one(data["at_once"])) if "at_once" in data else None,
    )


def _clock(text: str) -> time:
    hour, _, minute = text.partition(":")
    return time(int(hour), int(minute))


def _share(value: object) -> float:
    share = _positive(value)
    if share >= 1:
        raise ValueError(f"{value!r} 要在 0 和 1 之间")
    return share


def _escalation(data: Mapping[str, Any]) -> Escalation:
    waves = tuple(Wave(after=_moment(wave["at"]), size=int(wave["size"])) for wave in data["waves"])
    if not waves or any(wave.size < 1 for wave in waves):
        raise ValueError("waves 至少一轮, 每轮至少一人")
    repeat = _moment(data["repeat"])
    if not repeat:
        raise ValueError("repeat 要大于 0:00")
    return Escalation(
        target=_moment(data["target"]),
        waves=tuple(sorted(waves, key=lambda wave: wave.after)),
        coordinator=_moment(data["coordinator"]),
        breach=_moment(data["breach"]),
        repeat=repeat,
    )


def _positive(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        raise ValueError(f"{value!r} 不是正数")
    return float(value)


def _at_least_one(value: object) -> float:
    number = _positive(value)
    if number < 1:
        raise ValueError(f"{value!r} 至少要 1")
    return number


def _moment(text: str) -> timedelta:
    minutes, _, seconds = text.partition(":")
    return timedelta(minutes=int(minutes), seconds=int(seconds))
