"""Whom to ask: the words' ranking, set right by who is free, rested, quick and near.

Never one on leave, with full hands, asked in this cycle already, pinged too often today, resting after a no,
or who has said no to this very ticket or given it back.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.chances import Habits, acceptance, habits
from handlers.desk import ZONE, Desk
from handlers.hours import block
from handlers.matching.ranking import Matcher, Problem
from storage import experience, offers, people
from storage.experience import Standing
from storage.people import Expert
from storage.terms import Answer
from storage.tickets import Ticket

_BLOCK = 150  # experts whose record is looked up at a time


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """An expert who may be asked: his score, why he is asked (one line), and his chance to say yes now."""

    expert: Expert
    score: float
    why: str
    chance: float


def problem_of(desk: Desk, ticket: Ticket) -> Problem:
    """What matching is asked for a ticket."""
    return Problem(
        text=ticket.body,
        category=ticket.category,
        district=ticket.district,
        mode=ticket.mode,
    )


def choose(desk: Desk, ticket: Ticket, size: int) -> list[Candidate]:
    """The best `size` experts who may be asked about this ticket now, best first."""
    matcher, problem = desk.directory.matcher(desk.uow), problem_of(desk, ticket)
    scores = matcher.relevance(problem)
    found: list[Candidate] = []
    places = matcher.order(scores)
    said_no = _out_of_question(desk, ticket)
    for start in range(0, len(places), _BLOCK):
        part = places[start : start + _BLOCK]
        found += _weighed(desk, ticket, matcher, [(place, float(scores[place])) for place in part], said_no)
        if len(found) >= size:
            break
    found.sort(key=lambda each: (-each.score, each.expert.no))
    return [_explained(each, matcher, problem) for each in found[:size]]


def _explained(each: Candidate, matcher: Matcher, problem: Problem) -> Candidate:
    words = matcher.why(matcher.place_of[each.expert.no], problem)
    return Candidate(expert=each.expert, score=each.score, why=f"{words} · {each.why}", chance=each.chance)


def _weighed(
    desk: Desk,
    ticket: Ticket,
    matcher: Matcher,
    ranked: Sequence[tuple[int, float]],
    said_no: Collection[int],
) -> list[Candidate]:
    experts = people.experts_numbered(desk.uow, [matcher.profiles[place].no for place, _ in ranked])
    ids = [each.id for each in experts.values()]
    standings = standings_of(desk, ids)
    own = experience.tallies_of(desk.uow, ids, desk.now - desk.policy.asking.record)
    everybody = habits_now(desk)
    hours = block(desk.policy.hours, desk.now).name
    found = []
    for place, relevance in ranked:
        expert = experts.get(matcher.profiles[place].no)
        if expert is None or expert.id in said_no:
            continue
        standing = standings[expert.id]
        if spared(desk, expert, standing, ticket.urgency) is not None:
            continue
        chance = acceptance(own.get(expert.id, ()), everybody, hours, desk.policy.learning.prior)
        score = relevance + _beyond_words(
            desk, ticket, expert, standing, chance / everybody.acceptance[hours]
        )
        free = f"手上{standing.load}单" if standing.load else "空闲"
        found.append(Candidate(expert=expert, score=score, why=free, chance=chance))
    return found


def _beyond_words(desk: Desk, ticket: Ticket, expert: Expert, standing: Standing, willing: float) -> float:
    """What load, recent tickets, readiness and region add to (or take from) the relevance of words."""
    asking = desk.policy.asking
    score = -asking.load_weight * standing.load / max(expert.capacity, 1)
    score -= asking.lately_weight * standing.taken_lately
    score += asking.willing_weight * min(max(willing - 1.0, -1.0), 1.0)
    if ticket.region and expert.region != ticket.region and ticket.mode != "remote":
        score -= asking.region_weight
    return score


def standings_of(desk: Desk, expert_ids: Collection[int]) -> dict[int, Standing]:
    """How these experts stand today."""
    midnight = desk.now.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    lately = desk.now - desk.policy.asking.lately
    return experience.standings(desk.uow, expert_ids, midnight=midnight, lately=lately)


def spared(desk: Desk, expert: Expert, standing: Standing, urgency: str) -> str | None:
    """Why an expert is not to be asked now, in words for people; None where he may be."""
    asking = desk.policy.asking
    if on_leave(expert, desk.now.astimezone(ZONE).date()):
        return "请假"
    if standing.load >= expert.capacity:
        return f"手上{standing.load}单，满了"
    if standing.pinged_today >= asking.most_a_day and urgency != "critical":
        return f"今天已@过{standing.pinged_today}次"
    if standing.declined_at is not None and desk.now - standing.declined_at < asking.rest:
        return "刚说过没空"
    return None


def available(expert: Expert, load: int, today: date) -> bool:
    """Whether an expert may be asked: not on leave, not full."""
    return not on_leave(expert, today) and load < expert.capacity


def on_leave(expert: Expert, today: date) -> bool:
    """Whether an expert is away today; a leave with a last day ends by itself."""
    return expert.away and (expert.away_until is None or expert.away_until >= today)


def _out_of_question(desk: Desk, ticket: Ticket) -> set[int]:
    return {
        each.expert_id
        for each in offers.of_ticket(desk.uow, ticket.id)
        if each.cycle == ticket.cycle or each.answer in (Answer.DECLINED, Answer.CLAIMED)
    }


def habits_now(desk: Desk) -> Habits:
    """How all experts answered lately, as measured on record."""
    since = desk.now - desk.policy.asking.record
    return habits(experience.tallies(desk.uow, since), desk.policy.hours, desk.policy.learning.prior)
