"""Who may be asked now, and who is spared: on leave, out of reach, with full hands, asked often, resting."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from handlers.desk import ZONE, Desk
from handlers.rooms.reach import OUT_OF_REACH, reached
from storage import experience, people
from storage.experience import Standing
from storage.people import Expert, Presence, Room


def as_they_are(desk: Desk, experts: Sequence[Expert]) -> list[Expert]:
    """These experts with their leave as it is on record now."""
    now = people.present(desk.uow, [each.no for each in experts])
    return [_as_he_is(each, now[each.no]) for each in experts if each.no in now]


def _as_he_is(expert: Expert, now: Presence) -> Expert:
    was = (expert.capacity, expert.away, expert.away_from, expert.away_until, expert.away_later)
    is_now = (now.capacity, now.away, now.away_from, now.away_until, now.away_later)
    if (*was, expert.left_at) == (*is_now, now.left_at):
        return expert
    return replace(
        expert,
        capacity=now.capacity,
        away=now.away,
        away_from=now.away_from,
        away_until=now.away_until,
        away_later=now.away_later,
        left_at=now.left_at,
    )


def standings_of(
    desk: Desk, experts: Collection[Expert], rooms: list[Room] | None = None
) -> dict[int, Standing]:
    """How these experts stand today, by id; `rooms` as for `afar`."""
    midnight = desk.now.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    lately = desk.now - desk.policy.asking.lately
    ids = [each.id for each in experts]
    found = experience.standings(desk.uow, ids, midnight=midnight, lately=lately)
    lost = set(ids) - reached(desk, experts, rooms)
    return found | {each: replace(found[each], reachable=False) for each in lost}


def spared(desk: Desk, expert: Expert, standing: Standing, urgency: str) -> str | None:
    """Why an expert is not to be asked now, in words for people; None where he may be."""
    asking = desk.policy.asking
    if expert.left_at is not None:
        return "不再派单了"
    if on_leave(expert, desk.now.astimezone(ZONE).date()):
        return "在请假"
    if not standing.reachable:
        return OUT_OF_REACH
    if standing.load >= expert.capacity:
        return f"手上有{standing.load}单，排满了"
    if standing.pinged_today >= asking.most_a_day and urgency != "critical":
        return f"今天已经被@了{standing.pinged_today}次"
    if standing.declined_at is not None and desk.now - standing.declined_at < asking.rest:
        return "刚说过没空"
    return None


def on_leave(expert: Expert, today: date) -> bool:
    """Whether an expert is away today; a leave begins and ends by itself on the days named."""
    return any(
        (first is None or first <= today) and (last is None or last >= today) for first, last in expert.leaves
    )
