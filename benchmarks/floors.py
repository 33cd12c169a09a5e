"""How near one must be to be asked (`kin`, `sure` of handlers/policy.toml), tried on made-up people.

`.venv/bin/python -m benchmarks.floors 400 11 3`: tickets, first seed, seeds. Plays the waves that are planned
from the record alone, each floor on the same people of `salon simulate`; a line for each play, then means.
Before them stands what no floor can pass: of how many tickets somebody says yes within five minutes where
everybody is asked at once, and where all are who truly suit.
"""

import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import mean

from bot.commands.crowd import Crowd, requests
from bot.commands.play import Play, Played
from bot.commands.prepare import import_workbook
from handlers.policy_file import read_policy
from storage import people
from storage.database import Database
from storage.migrate import upgrade
from storage.people import Expert

_ROSTER = Path("bot/samples/roster.xlsx")
# (kin, sure); the first floors leave `sure` as shipped.
_FLOORS = ((0.05, 0.25), (0.1, 0.25), (0.15, 0.25), (0.2, 0.25), (0.25, 0.25), (0.25, 0.4))

_WITHIN = timedelta(minutes=5)


def roster() -> list[Expert]:
    """The experts who are asked."""
    database = Database("sqlite://")
    upgrade(database)
    import_workbook(database, _ROSTER, strict=False)
    with database.unit() as uow:
        return people.all_experts(uow)


def reachable(number: int, seed: int) -> str:
    """The share of tickets that everybody asked at once would take in time, and those who suit alone."""
    experts = roster()
    crowd = Crowd(seed, experts, requests())
    moments = crowd.arrivals(number)
    crowd.go_on_leave(moments[-1])
    by_anybody = by_suited = 0
    for at, moment in enumerate(moments, 1):
        request, _ = crowd.request(at)
        answers = [(each, crowd.answer(each.wechat_name, 1000 + at, 1, moment, request)) for each in experts]
        takers = [each for each, answer in answers if answer.takes and answer.after <= _WITHIN]
        by_anybody += bool(takers)
        by_suited += any(request.is_for(each) for each in takers)
    return f"一起请：所有人 {by_anybody / number:.1%}，真对口的 {by_suited / number:.1%}"


def line(runs: list[Played]) -> str:
    """The means of some plays."""

    def over(field: str) -> float:
        return mean(float(getattr(run, field)) for run in runs)

    wait = round(over("pickup_mean"))
    return (
        f"五分钟内 {over('within_5_minutes'):.1%} 有人接 {over('picked_up'):.1%}"
        f" 平均 {wait // 60}:{wait % 60:02d}"
        f" 每单 @ {over('pings_per_ticket'):.2f} 不对口 {over('strangers_per_ticket'):.2f}"
        f" 说不接 {over('declined_per_ticket'):.2f} 本工种 {over('right_trade'):.1%}"
        f" 最忙的一成 {over('busiest_tenth'):.1%}"
    )


def main() -> None:
    """Print the table."""
    number, first, seeds = (int(each) for each in sys.argv[1:])
    shipped = read_policy()
    runs: dict[tuple[float, float], list[Played]] = {floor: [] for floor in _FLOORS}
    for seed in range(first, first + seeds):
        sys.stdout.write(f"种子 {seed} {reachable(number, seed)}\n")
        for kin, sure in _FLOORS:
            policy = replace(
                shipped,
                learning=replace(shipped.learning, on=True),
                asking=replace(shipped.asking, kin=kin, sure=sure),
            )
            played = Play(_ROSTER, policy, seed, requests()).run(number)
            runs[kin, sure].append(played)
            sys.stdout.write(f"种子 {seed} kin {kin} sure {sure}: {line([played])}\n")
            sys.stdout.flush()
    for (kin, sure), plays in runs.items():
        sys.stdout.write(f"kin {kin} sure {sure}: {line(plays)}\n")


if __name__ == "__main__":
    main()
