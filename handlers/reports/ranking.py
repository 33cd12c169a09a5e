"""Who is first: experts or enterprises beside each other, by what a coordinator asks for."""

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import timedelta
from statistics import mean

from handlers import wording
from handlers.desk import Desk
from handlers.reports.selecting import is_taken
from handlers.understanding.values import Query
from storage import helpers, people
from storage.tickets import Ticket

Measure = Callable[[list[Ticket]], tuple[float, str] | None]


def _count(own: list[Ticket]) -> tuple[float, str]:
    return len(own), ""


def _value(own: list[Ticket]) -> tuple[float, str] | None:
    saved = sum(each.saved_yuan or 0 for each in own)
    return (saved, f"，省了{wording.yuan(saved)}") if saved else None


def _rating(own: list[Ticket]) -> tuple[float, str] | None:
    rated = [each.rating for each in own if each.rating is not None]
    return (mean(rated), f"，评分平均{mean(rated):.1f}") if rated else None


def _pickup(own: list[Ticket]) -> tuple[float, str] | None:
    waits = [(each.first_claimed_at - each.asked_at).total_seconds() for each in own if each.first_claimed_at]
    return (-mean(waits), f"，平均{wording.minutes(timedelta(seconds=mean(waits)))}接单") if waits else None


_MEASURES: dict[str, Measure] = {"value": _value, "rating": _rating, "pickup_time": _pickup}


def ranked(desk: Desk, asked: Query, found: list[Ticket], most: int) -> list[str]:
    """One line each for the best of the experts (enterprises, trades, districts) with any of these."""
    held = _owned(desk, asked, found)
    helped = _helped(desk, asked, found)
    owned = {owner: [*held.get(owner, ()), *helped.get(owner, ())] for owner in (*held, *helped)}
    measure = _MEASURES.get(asked.metric or "", _count)
    scored = [(score, owner) for owner, own in owned.items() if (score := measure(own)) is not None]
    every = sorted(scored, key=lambda pair: (-pair[0][0], pair[1]))
    best, rest = every[:most], every[most:]
    lines = [
        f"{_name(desk, asked, owner)} {len(owned[owner])}单{words or _told(held.get(owner, []), asked)}"
        + (f"（{len(helped[owner])}单是一起去的）" if owner in helped else "")
        for (_, words), owner in best
    ]
    alike = sum(score[0] == best[-1][0][0] for score, _ in rest) if measure is _count and best else 0
    return [*lines, f"也是{len(owned[best[-1][1]])}单的还有{alike}{_counted_in(asked)}"] if alike else lines


def _helped(desk: Desk, asked: Query, found: list[Ticket]) -> dict[int | str, list[Ticket]]:
    """Where experts are counted by the tickets that they took: those on which each went along."""
    helped: dict[int | str, list[Ticket]] = defaultdict(list)
    if asked.by is not None or asked.about == "enterprise" or asked.metric not in (None, "count"):
        return helped
    for each in found:
        for expert_id in helpers.ids(desk.uow, each.id):
            helped[expert_id].append(each)
    return helped


def _counted_in(asked: Query) -> str:
    return "家" if asked.about == "enterprise" else "位" if asked.by is None else "个"


def groups(desk: Desk, asked: Query, found: Sequence[Ticket]) -> list[tuple[str, list[Ticket]]]:
    """All of them with their tickets, in the same order; last those for whom the figure is not known."""
    owned = _owned(desk, asked, found)
    measure = _MEASURES.get(asked.metric or "", _count)

    def place(owner: int | str) -> tuple[float, int | str]:
        scored = measure(owned[owner])
        return (-scored[0] if scored is not None else math.inf, owner)

    return [(_name(desk, asked, owner), owned[owner]) for owner in sorted(owned, key=place)]


def _owned(desk: Desk, asked: Query, found: Sequence[Ticket]) -> dict[int | str, list[Ticket]]:
    owned: dict[int | str, list[Ticket]] = defaultdict(list)
    for each in found:
        owner = _owner(desk, asked, each)
        if owner is not None:
            owned[owner].append(each)
    return owned


def _owner(desk: Desk, asked: Query, ticket: Ticket) -> int | str | None:
    if asked.by is not None:
        return ticket.category if asked.by == "category" else ticket.district or "片区未登记"
    if asked.about == "enterprise":
        return ticket.enterprise_id
    return ticket.expert_id if is_taken(desk, ticket) else None


def _told(own: list[Ticket], asked: Query) -> str:
    pickup = _pickup(own) if asked.by is None and asked.about != "enterprise" else None
    return pickup[1] if pickup else ""


def _name(desk: Desk, asked: Query, owner: int | str) -> str:
    if isinstance(owner, str):
        return wording.trade(owner) if asked.by == "category" else owner
    firm = asked.about == "enterprise"
    return people.enterprise(desk.uow, owner).short_name if firm else people.expert(desk.uow, owner).name
