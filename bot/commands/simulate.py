"""`salon simulate`: made-up requests against experts who answer at random, through the real handlers.

Compares asking one at a time, asking everybody, fixed waves and waves planned from the record, on the same
people in the same mood. How the people behave, and on what authority: bot/commands/crowd.py.
"""

import json
import os
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from math import sqrt
from multiprocessing import get_context
from pathlib import Path
from statistics import mean, stdev

from bot.commands.crowd import ASSUMPTIONS, requests
from bot.commands.play import Play, Played
from handlers.policy import Policy, Wave

_FEW = 40  # tickets in all: not worth starting processes for
# 97.5 % points of Student's t for 1, 2, … degrees of freedom; beyond them the normal's serves.
_STUDENT = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228)
_NORMAL = 1.96


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What one policy came to, the mean over all seeds. Seconds; shares from 0 to 1.

    `*_error` is half a 95 % interval: over seeds where there are several, else within the one.
    `busiest_tenth_floor` is what the busiest tenth of experts would have carried had every ticket stayed
    within its trade and been dealt as evenly as can be; `right_trade` the share of tickets taken by somebody
    of their trade.
    """

    policy: str
    tickets: int
    seeds: int
    picked_up: float
    pickup_mean: float
    pickup_mean_error: float
    pickup_median: float
    pickup_p95: float
    within_5_minutes: float
    within_error: float
    pings_per_ticket: float
    pings_error: float
    declined_per_ticket: float
    strangers_per_ticket: float
    busiest_tenth: float
    busiest_tenth_error: float
    busiest_tenth_floor: float
    right_trade: float


def simulate(
    setup: Path,
    number: int,
    seed: int,
    policy: Policy,
    *,
    seeds: int = 1,
    jobs: int | None = None,
    all_able: bool = False,
) -> list[Outcome]:
    """Each policy on `seeds` seeds from `seed` on, `number` tickets each. Raises BadInput."""
    plays = played(setup, number, range(seed, seed + seeds), policies(policy), jobs=jobs, all_able=all_able)
    return [_outcome(name, runs) for name, runs in plays.items()]


def played(
    setup: Path,
    number: int,
    seeds: range,
    compared: Mapping[str, Policy],
    *,
    jobs: int | None = None,
    all_able: bool = False,
) -> dict[str, list[Played]]:
    """The plays of each policy, one a seed. Several at a time where that is worth it."""
    wanted = [(name, seed) for name in compared for seed in seeds]
    tasks = [(setup, compared[name], seed, number, all_able) for name, seed in wanted]
    workers = min(jobs or os.cpu_count() or 1, len(tasks))
    if workers == 1 or number * len(tasks) <= _FEW * len(compared):
        found = [_play(*task) for task in tasks]
    else:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            found = list(pool.map(_play, *zip(*tasks, strict=True)))
    return {
        name: [play for (owner, _), play in zip(wanted, found, strict=True) if owner == name]
        for name in compared
    }


def _play(setup: Path, policy: Policy, seed: int, number: int, all_able: bool) -> Played:
    return Play(setup, policy, seed, requests(), all_able=all_able).run(number)


def policies(policy: Policy) -> dict[str, Policy]:
    """What is compared, by name."""
    fixed = replace(policy, learning=replace(policy.learning, on=False))
    # Who asks everybody spares nobody.
    asking = replace(policy.asking, most_a_day=1_000_000, rest=timedelta(), kin=0.0, sure=0.0, next_trade=0.0)
    sparing_nobody = replace(fixed, asking=asking)

    def waves(*made: Wave) -> Policy:
        return replace(
            sparing_nobody,
            urgencies={name: replace(each, waves=made) for name, each in policy.urgencies.items()},
        )

    return {
        "一次请一位（一分钟不回请下一位）": waves(
            *(Wave(after=timedelta(minutes=minute), size=1) for minute in range(30))
        ),
        "一次请所有人": waves(Wave(after=timedelta(), size=100_000)),
        "分轮请（写死的时刻和人数）": fixed,
        "分轮请（时刻和人数跟着记录走）": replace(policy, learning=replace(policy.learning, on=True)),
    }


def _outcome(name: str, runs: list[Played]) -> Outcome:
    def over(field: str) -> float:
        return mean(float(getattr(run, field)) for run in runs)

    def error(field: str, within: float) -> float:
        if len(runs) == 1:
            return _NORMAL * within
        free = len(runs) - 1
        student = _STUDENT[free - 1] if free <= len(_STUDENT) else _NORMAL
        return student * stdev(float(getattr(run, field)) for run in runs) / sqrt(len(runs))

    first = runs[0]
    waits = [each for each in first.waits if each is not None]
    share = first.within_5_minutes
    return Outcome(
        policy=name,
        tickets=sum(run.tickets for run in runs),
        seeds=len(runs),
        picked_up=over("picked_up"),
        pickup_mean=over("pickup_mean"),
        pickup_mean_error=error("pickup_mean", stdev(waits) / sqrt(len(waits)) if len(waits) > 1 else 0.0),
        pickup_median=over("pickup_median"),
        pickup_p95=over("pickup_p95"),
        within_5_minutes=over("within_5_minutes"),
        within_error=error("within_5_minutes", sqrt(share * (1 - share) / first.tickets)),
        pings_per_ticket=over("pings_per_ticket"),
        pings_error=error("pings_per_ticket", 0.0),
        declined_per_ticket=over("declined_per_ticket"),
        strangers_per_ticket=over("strangers_per_ticket"),
        busiest_tenth=over("busiest_tenth"),
        busiest_tenth_error=error("busiest_tenth", 0.0),
        busiest_tenth_floor=over("busiest_tenth_floor"),
        right_trade=over("right_trade"),
    )


def as_table(outcomes: list[Outcome], number: int, seed: int, *, all_able: bool = False) -> str:
    """The printed result, with the model and its sources."""
    seeds = outcomes[0].seeds
    which = f"随机种子 {seed}" if seeds == 1 else f"随机种子 {seed}–{seed + seeds - 1}，每个 {number} 单"
    lines = [
        f"{outcomes[0].tickets} 单，{which}。",
        *ASSUMPTIONS,
        *(["这一次不论会不会修，谁都一样肯接。"] if all_able else []),
        "没人接的单不算进平均，算进五分钟内的比例。± 是 95% 区间的一半"
        + ("（种子之间）。" if seeds > 1 else "（一个种子之内；@ 的人数和最忙的一成要几个种子才有）。"),
    ]
    for each in outcomes:
        lines += [
            "",
            each.policy,
            f"  接单平均 {_clock(each.pickup_mean)} ±{each.pickup_mean_error:.0f}秒，"
            f"中位 {_clock(each.pickup_median)}，p95 {_clock(each.pickup_p95)}，有人接 {each.picked_up:.1%}",
            f"  五分钟内 {each.within_5_minutes:.1%} ±{each.within_error:.1%}，"
            f"每单 @ {each.pings_per_ticket:.1f}{_plus_minus(each, each.pings_error, '.1f')} 人"
            f"（{each.strangers_per_ticket:.1f} 人不对口），{each.declined_per_ticket:.1f} 人说不接",
            f"  最忙的一成师傅接了 {each.busiest_tenth:.1%}"
            f"{_plus_minus(each, each.busiest_tenth_error, '.1%')}"
            f"（都给本工种、分得最匀是 {each.busiest_tenth_floor:.1%}），"
            f"本工种的人接的 {each.right_trade:.1%}",
        ]
    return "\n".join(lines)


def _plus_minus(outcome: Outcome, error: float, form: str) -> str:
    return f" ±{error:{form}}" if outcome.seeds > 1 else ""


def as_json(outcomes: list[Outcome]) -> str:
    """The same as JSON, one object a policy."""
    return json.dumps([asdict(each) for each in outcomes], ensure_ascii=False, indent=2)


def _clock(seconds: float) -> str:
    return f"{int(seconds // 60)}:{int(seconds % 60):02d}"
