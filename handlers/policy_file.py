"""Reading the dispatch policy from its TOML file: every fault names the item and what it may be."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from handlers.by_hand import MOST, BadFile, BadItem, Section, perhaps, read_toml
from handlers.hours import Hours, asked_from, block
from handlers.offers.chances import Prior
from handlers.offers.waves import Aim
from handlers.policy import (
    Asking,
    Escalation,
    Learning,
    Overdue,
    Policy,
    ShownCases,
    Stalled,
    Waiting,
    Wave,
)

_CALM = ("normal", "urgent")  # the urgencies that may be let wait; the critical one never
_HOURS = ("name", "since", "until", "holiday", "likely", "hold", "at_once")
_WAVE = ("at", "size")
# Some Monday; whether quiet hours ever end does not depend on which.
_A_DAY = datetime(2026, 1, 5, tzinfo=UTC)


class BadPolicy(ValueError):
    """The policy file cannot be used; the text names the file, the item and the mend."""


def read_policy(path: Path | None = None) -> Policy:
    """The policy in `path`, or the one that ships. What a file leaves out keeps its default.

    Raises BadPolicy with one line naming the file, and of every fault the item.
    """
    default = tomllib.loads((files("handlers") / "policy.toml").read_text("utf-8"))
    if path is None:
        return _policy(default)
    try:
        given = read_toml(path)
    except BadFile as error:
        raise _bad(path, [str(error)]) from error
    faults: list[str] = []
    known = _known("", default, given, faults)
    try:
        policy = _policy(_with(default, known))
    except BadItem as error:
        raise _bad(path, [*faults, *(_faults_of(default, known) or [str(error)])]) from error
    if faults:
        raise _bad(path, faults)
    return policy


def _bad(path: Path, faults: Sequence[str]) -> BadPolicy:
    return BadPolicy(f"派单规则 {path}：{'；'.join(faults)}；全部项目见 handlers/policy.toml")


def _known(
    section: str, default: Mapping[str, Any], given: Mapping[str, Any], faults: list[str]
) -> dict[str, Any]:
    """What of the given items the policy has; what it has not is added to the faults."""
    known: dict[str, Any] = {}
    for name, value in given.items():
        inner = f"{section}.{name}" if section else name
        if name not in default:
            where = f"[{section}] 里" if section else ""
            faults.append(f"{where}没有 {name} 这一项{perhaps(name, default)}")
        elif not isinstance(default[name], dict):
            known[name] = value
        elif isinstance(value, dict):
            known[name] = _known(inner, default[name], value, faults)
        else:
            faults.append(f"{inner} 要写成一节：一行 [{inner}]，下面一行一项")
    return known


def _with(default: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """The defaults with these items in their place."""
    return dict(default) | {
        name: _with(default[name], value) if isinstance(default[name], dict) else value
        for name, value in known.items()
    }


def _faults_of(default: Mapping[str, Any], known: Mapping[str, Any]) -> list[str]:
    """What is wrong with each of these items, all others being as they ship, in their order."""
    faults = [fault for part in _hours_alone(default, known) if (fault := _fault(default, part))]
    # Other items name the hours; where those are wrong they are read with those that ship.
    hours = {"hours": known["hours"]} if "hours" in known and not faults else {}
    alone = (part | hours for part in _each_alone(default, known) if "hours" not in part)
    return list(dict.fromkeys([*faults, *(fault for part in alone if (fault := _fault(default, part)))]))


def _fault(default: Mapping[str, Any], part: Mapping[str, Any]) -> str:
    try:
        _policy(_with(default, part))
    except BadItem as error:
        return str(error)
    return ""


def _each_alone(default: Mapping[str, Any], known: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The same, cut into parts with a single item each."""
    return [
        {name: part}
        for name, value in known.items()
        for part in (_each_alone(default[name], value) if isinstance(default[name], dict) else [value])
    ]


def _hours_alone(default: Mapping[str, Any], known: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The hours, one block of them after the other at its place, and all together where each is right."""
    given = known.get("hours")
    if not isinstance(given, list) or any(not isinstance(each, dict) for each in given):
        return [{"hours": given}] if "hours" in known else []
    sound = default["hours"][0]
    alone = [{"hours": [sound] * place + [each]} for place, each in enumerate(given)]
    return [*(alone if any(_fault(default, each) for each in alone) else []), {"hours": given}]


def _policy(data: Mapping[str, Any]) -> Policy:
    def section(name: str) -> Section:
        return Section(name=f"[{name}]", items=data[name])

    burst, talk, confirm = section("burst"), section("talk"), section("confirm")
    hours = _day(data["hours"])
    blocks = tuple(dict.fromkeys(["night", "holiday", "early", "evening", *(each.name for each in hours)]))
    return Policy(
        quiet=burst.seconds("quiet_seconds", 60),
        longest=burst.seconds("longest_seconds", 600),
        followup=talk.minutes("followup_minutes"),
        question=talk.minutes("question_minutes"),
        late_claim=talk.seconds("late_claim_seconds"),
        reopen=talk.days("reopen_days"),
        late_answer=talk.hours("late_answer_hours"),
        late_teaching=talk.hours("late_teaching_hours"),
        together=talk.minutes("together_minutes"),
        put_off=talk.days("put_off_days"),
        photo=talk.minutes("photo_minutes"),
        rewrite=talk.minutes("rewrite_minutes"),
        similar=talk.days("similar_days"),
        confirm_remind=confirm.hours("remind_after_hours"),
        confirm_close=confirm.hours("close_after_hours"),
        overdue=_overdue(section("overdue"), blocks),
        waiting=_waiting(section("waiting"), blocks),
        stalled=_stalled(section("stalled"), blocks, data["urgency"]),
        asking=_asking(section("asking")),
        cases=_cases(section("cases")),
        learning=_learning(section("learning")),
        hours=hours,
        urgencies={
            name: _escalation(Section(name=f"[urgency.{name}]", items=each))
            for name, each in data["urgency"].items()
        },
    )


def _day(data: Any) -> tuple[Hours, ...]:
    """The blocks of hours; what is critical is never held, and what is held is asked about at last."""
    if not isinstance(data, list) or any(not isinstance(each, dict) for each in data):
        raise BadItem("hours 要写成 [[hours]]，两层方括号，一个时段一节")
    parts = [Section(name=f"第 {place} 个 [[hours]]", items=each) for place, each in enumerate(data, 1)]
    blocks = tuple(_hours(each) for each in parts)
    for name in {urgency for each in blocks for urgency in each.hold}:
        freed = asked_from(blocks, _A_DAY, name)
        if name in block(blocks, freed).hold:
            raise BadItem(f"[[hours]] 的 hold 让 {name} 的单一直等，总得留一段时间请人")
    return blocks


def _hours(section: Section) -> Hours:
    section.knows(_HOURS)
    name = section.items.get("name")
    if not isinstance(name, str) or not name:
        raise section.wrong("name", '要有个名字，例如 "night"')
    holiday = section.flag("holiday") if "holiday" in section.items else False
    timed = "since" in section.items or "until" in section.items
    if holiday == timed:
        raise BadItem(f"{section.name} 里要么写 holiday = true，要么写 since 和 until")
    return Hours(
        name=name,
        likely=section.number("likely", 0, 100, above=True),
        holiday=holiday,
        since=section.clock("since") if timed else None,
        until=section.clock("until") if timed else None,
        hold=section.words("hold", _CALM),
        at_once=section.whole("at_once") if "at_once" in section.items else None,
    )


def _overdue(section: Section, blocks: Sequence[str]) -> Overdue:
    return Overdue(
        growth=section.number("growth", 1, 100),
        most=section.whole("most"),
        quiet=section.words("quiet", blocks),
        spares=section.words("spares", _CALM),
        summary=section.clock("summary"),
        another=section.minutes("another_minutes"),
    )


def _waiting(section: Section, blocks: Sequence[str]) -> Waiting:
    return Waiting(
        again=section.minutes("again_minutes"),
        growth=section.number("growth", 1, 100),
        longest=section.hours("longest_hours"),
        quiet=section.words("quiet", blocks),
        spares=section.words("spares", _CALM),
    )


def _stalled(section: Section, blocks: Sequence[str], urgencies: Mapping[str, Any]) -> Stalled:
    return Stalled(
        after={name: section.hours(f"{name}_hours") for name in urgencies},
        quiet=section.words("quiet", blocks),
        spares=section.words("spares", _CALM),
    )


def _asking(section: Section) -> Asking:
    return Asking(
        most_a_day=section.whole("most_a_day"),
        rest=section.minutes("rest_minutes"),
        lately=section.days("lately_days"),
        record=section.days("record_days"),
        load_weight=section.number("load", 0, 100),
        lately_weight=section.number("lately", 0, 100),
        willing_weight=section.number("willing", 0, 100),
        region_weight=section.number("region", 0, 100),
        kin=section.number("kin", 0, 1),
        next_trade=section.number("next_trade", 0, 1),
        sure=section.number("sure", 0, 1),
        crowd=section.whole("crowd"),
        pairing_weight=section.number("pairing", 0, 100),
        head_start=section.seconds("head_start_seconds"),
        unhurried=section.minutes("unhurried_minutes"),
    )


def _cases(section: Section) -> ShownCases:
    return ShownCases(
        near=section.number("near", 0, 100),
        most=section.whole("most"),
        for_requester=section.flag("for_requester"),
    )


def _learning(section: Section) -> Learning:
    return Learning(
        on=section.flag("on"),
        after_offers=section.number("after_offers", 0, MOST),
        aim=Aim(
            share=section.share("share"),
            waves=section.whole("waves", most=100),
            most=section.whole("most"),
            minute_costs=section.number("minute_costs", 0, MOST, above=True),
            wave_costs=section.number("wave_costs", 0, MOST, above=True),
        ),
        prior=Prior(
            acceptance=section.share("acceptance"),
            counts_as=section.number("counts_as", 0, MOST, above=True),
            seconds=section.number("answer_seconds", 0, MOST, above=True),
            spread=section.number("answer_spread", 0, 100, above=True),
        ),
    )


def _escalation(section: Section) -> Escalation:
    waves = [Wave(after=each.moment("at"), size=each.whole("size")) for each in section.parts("waves", _WAVE)]
    repeat = section.moment("repeat")
    if not repeat:
        raise section.wrong("repeat", '要比 "0:00" 长')
    return Escalation(
        target=section.moment("target"),
        waves=tuple(sorted(waves, key=lambda wave: wave.after)),
        coordinator=section.moment("coordinator"),
        breach=section.moment("breach"),
        repeat=repeat,
    )
