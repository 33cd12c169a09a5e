"""Whom to ask: the words' ranking, set right by who is free, rested, quick and near.

Never one on leave, with full hands, asked in this cycle already, pinged too often today, resting after a no,
or who has said no to this very ticket or given it back.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.chances import Habits, acceptance, habits
from handlers.desk import ZONE, Desk
from handlers.hours import block
from handlers.matching.ranking import Matcher, Problem
from handlers.matching.vectors import of_question
from handlers.people import afar
from handlers.understanding.trades import scores as trade_scores
from storage import experience, offers, people
from storage.experience import Standing
from storage.people import Expert
from storage.terms import Answer
from storage.tickets import Ticket

_BLOCK = 48  # experts whose record is looked up at a time: those the words say most for


_PRAISE = 4  # a rating from which on an enterprise counts as well served
# A second trade counts where its words weigh so much against the first one's, and so much in themselves.
_ACROSS, _SAID = 0.4, 3.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """An expert who was weighed: his score, why he fits (one line), his chance to say yes now.

    `spared` says why he is not to be asked now, None where he may be. `preferred` are, in a problem across
    trades, those who master more than one of them and those whom this enterprise knows and praised.
    """

    expert: Expert
    score: float
    why: str
    chance: float
    spared: str | None = None
    preferred: bool = False


def problem_of(desk: Desk, ticket: Ticket) -> Problem:
    """What matching is asked for a ticket."""
    return Problem(
        text=ticket.body,
        category=ticket.category,
        district=ticket.district,
        mode=ticket.mode,
        vector=of_question(desk.uow, desk.directory.encoder, ticket.body),
    )


def choose(desk: Desk, ticket: Ticket, size: int) -> list[Candidate]:
    """The best `size` experts who may be asked about this ticket now, best first."""
    return the_best(desk, ticket, weigh(desk, ticket, size), size)


def weigh(desk: Desk, ticket: Ticket, size: int) -> list[Candidate]:
    """Experts best first, those to be spared among them, until `size` may be asked."""
    matcher = desk.directory.matcher(desk.uow)
    scores = matcher.relevance(problem_of(desk, ticket))
    found: list[Candidate] = []
    for part in matcher.blocks(scores, _BLOCK):
        found += _weighed(desk, ticket, matcher, [(place, float(scores[place])) for place in part])
        if sum(each.spared is None for each in found) >= size:
            break
    return sorted(found, key=lambda each: (-each.score, each.expert.no))


def the_best(desk: Desk, ticket: Ticket, weighed: Sequence[Candidate], size: int) -> list[Candidate]:
    """The first `size` of those weighed who may be asked, each with why."""
    matcher, problem = desk.directory.matcher(desk.uow), problem_of(desk, ticket)
    free = [each for each in weighed if each.spared is None]
    return [_explained(each, matcher, problem) for each in free[:size]]


def _explained(each: Candidate, matcher: Matcher, problem: Problem) -> Candidate:
    words = matcher.why(matcher.place_of[each.expert.no], problem)
    return replace(each, why=f"{words} · {each.why}")


def _weighed(
    desk: Desk, ticket: Ticket, matcher: Matcher, ranked: Sequence[tuple[int, float]]
) -> list[Candidate]:
    experts = people.experts_numbered(desk.uow, [matcher.profiles[place].no for place, _ in ranked])
    ids = [each.id for each in experts.values()]
    standings = standings_of(desk, ids)
    everybody = habits_now(desk)
    since = desk.now - desk.policy.asking.record
    own = experience.tallies_of(desk.uow, ids, since, everybody.answered_by)
    hours = block(desk.policy.hours, desk.now).name
    asked, said_no = _asked_before(desk, ticket)
    praised = experience.praised(desk.uow, ticket.enterprise_id, _PRAISE) if ticket.enterprise_id else set()
    across = trades_across(ticket)
    from_afar = afar(desk.uow, ticket)
    found = []
    for place, relevance in ranked:
        expert = experts.get(matcher.profiles[place].no)
        if expert is None or expert.id in asked:
            continue
        standing = standings[expert.id]
        refused = "这单他说过没空" if expert.id in said_no else None
        chance = acceptance(own.get(expert.id, ()), everybody, hours, desk.policy.learning.prior)
        score = relevance + _beyond_words(
            desk,
            ticket,
            expert,
            standing,
            willing=chance / everybody.acceptance[hours],
            # A request from another county goes to those who work from afar (or live there) first.
            suits_from_afar=not expert.onsite if from_afar else ticket.mode == "remote",
        )
        free = f"手上{standing.load}单" if standing.load else "空闲"
        if expert.id in praised:
            score += desk.policy.asking.pairing_weight
            free = f"帮过这家 · {free}"
        found.append(
            Candidate(
                expert=expert,
                score=score,
                why=free,
                chance=chance,
                spared=refused or spared(desk, expert, standing, ticket.urgency),
                preferred=bool(across) and (expert.id in praised or len(across & set(expert.trades)) > 1),
            )
        )
    return found


def _beyond_words(
    desk: Desk,
    ticket: Ticket,
    expert: Expert,
    standing: Standing,
    *,
    willing: float,
    suits_from_afar: bool,
) -> float:
    """What load, recent tickets, readiness and region add to (or take from) the relevance of words."""
    asking = desk.policy.asking
    score = -asking.load_weight * standing.load / max(expert.capacity, 1)
    score -= asking.lately_weight * standing.taken_lately
    score += asking.willing_weight * min(max(willing - 1.0, -1.0), 1.0)
    if ticket.region and expert.region != ticket.region and not suits_from_afar:
        score -= asking.region_weight
    return score


def trades_across(ticket: Ticket) -> set[str]:
    """The trades in which a problem lies where it lies in more than one; else nothing."""
    told = trade_scores(ticket.body)
    most = max(told.values(), default=0.0)
    found = {code for code, score in told.items() if score >= max(_ACROSS * most, _SAID)} - {"other"}
    return found if len(found) > 1 else set()


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


def _asked_before(desk: Desk, ticket: Ticket) -> tuple[set[int], set[int]]:
    """Who was asked in this cycle, and who said no to this ticket (or gave it back) before."""
    made = offers.of_ticket(desk.uow, ticket.id)
    asked = {each.expert_id for each in made if each.cycle == ticket.cycle}
    return asked, {each.expert_id for each in made if each.answer in (Answer.DECLINED, Answer.CLAIMED)}


def habits_now(desk: Desk) -> Habits:
    """How all experts answered lately, as measured on record."""

    def measured() -> Habits:
        record = experience.ended(desk.uow, desk.now - desk.policy.asking.record)
        return habits(record, desk.policy.hours, desk.policy.learning.prior)

    return desk.directory.habits(desk.now, measured)
