"""Whom to ask: the words' ranking, set right by who is free, rested, quick and near.

Never one on leave or out of reach, with full hands, at work on this ticket, asked in this cycle already,
pinged too often today, resting after a no, who has said no to this very ticket or given it back, whom its
firm does not want, or who is of another trade and not near it by what he says and has solved.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from handlers.desk import Desk
from handlers.hours import block
from handlers.ledger import at_work
from handlers.matching.fitting import NO_TRADE, Fit, Problem
from handlers.matching.index import Floats
from handlers.matching.ranking import Matcher
from handlers.matching.rosterbook import RosterBook
from handlers.matching.vectors import of_question
from handlers.offers.chances import Habits, acceptance, habits
from handlers.offers.sparing import as_they_are, spared, standings_of
from handlers.offers.unwanted import unwanted
from handlers.people import afar, offer_rooms
from handlers.understanding.trades import scores as trade_scores
from storage import experience, offers, records
from storage.experience import Standing
from storage.people import Expert, Room
from storage.terms import Answer, Change
from storage.tickets import Ticket

_BLOCK = 48  # experts whose record is looked up at a time: those the words say most for
_BEHIND = 10.0  # more than scores differ by
_LAST = 100.0  # more than any score: those of another trade stand behind all the others
_OTHER_TRADE = "不是这一行的"


_PRAISE = 4  # a rating from which on an enterprise counts as well served
# A second trade counts where its words weigh so much against the first one's, and so much in themselves.
_ACROSS, _SAID = 0.4, 3.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """An expert who was weighed: his score, why he fits (one line), his chance to say yes now.

    `kin` is how near he is to the problem. `spared` says why he is not to be asked now, None where he may be.
    `preferred` are, in a problem across trades, those who master more than one of them and those whom this
    enterprise knows and praised.
    """

    expert: Expert
    score: float
    why: str
    chance: float
    kin: float
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Weighed:
    """The experts who came into question for a ticket, best first, those to be spared among them.

    `suited`: whether anybody of the roster, free or not, is of the trade or near the problem beyond doubt.
    """

    candidates: tuple[Candidate, ...]
    problem: Problem
    matcher: Matcher
    suited: bool

    def best(self, size: int, only: Collection[int] | None = None) -> list[Candidate]:
        """The first `size` who may be asked (of these, where given), each with why."""
        free = [
            each
            for each in self.candidates
            if each.spared is None and (only is None or each.expert.id in only)
        ]
        return [self._explained(each) for each in free[:size]]

    def too_far(self) -> list[Candidate]:
        """Those who might be asked but for their trade, the nearest first."""
        far = [each for each in self.candidates if each.spared == _OTHER_TRADE]
        return sorted(far, key=lambda each: (-each.kin, each.expert.no))

    def engaged(self, least: float) -> list[Candidate]:
        """Those near enough who may not be asked now, best first."""
        return [
            each
            for each in self.candidates
            if each.spared not in (None, _OTHER_TRADE) and each.kin >= least and each.expert.left_at is None
        ]

    def _explained(self, each: Candidate) -> Candidate:
        words = self.matcher.why(self.matcher.place_of[each.expert.no], self.problem)
        return replace(each, why=f"{words} · {each.why}")


def choose(desk: Desk, ticket: Ticket, size: int) -> list[Candidate]:
    """The best `size` experts who may be asked about this ticket now, best first."""
    return weigh(desk, ticket, size).best(size)


def weigh(desk: Desk, ticket: Ticket, size: int, *, later: bool = False) -> Weighed:
    """Weigh experts until `size` may be asked, or only those of another trade are left.

    What belongs to no trade is known by words alone: there a `later` wave asks only who is near beyond doubt.
    """
    roster, problem = desk.directory.roster(desk.uow), problem_of(desk, ticket)
    fit = _as_near_as(desk, roster.matcher.fit(problem))
    least = _least(desk, ticket, fit, later=later)
    far = fit.kin < least
    # Who comes into question by his neighbouring trade alone comes after those of the trade.
    behind = ~far & (fit.kin - _of_next_trade(desk, fit) < least)
    fit = replace(fit, scores=np.where(behind, fit.scores - np.float32(_BEHIND), fit.scores))
    order = np.where(far, fit.scores - np.float32(_LAST), fit.scores)
    rooms = offer_rooms(desk.uow)
    found: list[Candidate] = []
    for part in roster.matcher.blocks(order, _BLOCK):
        found += _weighed(desk, ticket, roster, part, fit, rooms, least)
        if far[part[-1]] or sum(each.spared is None for each in found) >= size:
            break
    found.sort(key=lambda each: (-each.score, each.expert.no))
    return Weighed(
        candidates=tuple(found),
        problem=problem,
        matcher=roster.matcher,
        suited=_suited(desk, ticket, roster, fit),
    )


def _as_near_as(desk: Desk, fit: Fit) -> Fit:
    """The same with those of a trade next to the ticket's somewhat nearer: they may well mend it, too."""
    return replace(fit, kin=fit.kin + _of_next_trade(desk, fit))


def _of_next_trade(desk: Desk, fit: Fit) -> Floats:
    nearer: Floats = np.float32(desk.policy.asking.next_trade) * fit.next_to.astype(np.float32)
    return nearer


def _least(desk: Desk, ticket: Ticket, fit: Fit, *, later: bool) -> float:
    """How near one must be to be asked; where many have been, beyond doubt.

    Where words alone tell, chance likeness is not called beside somebody who is near beyond doubt, nor after
    the first.
    """
    asking = desk.policy.asking
    asked = sum(cycle == ticket.cycle for _, cycle, _ in offers.answers(desk.uow, ticket.id))
    if asked >= asking.crowd:
        return asking.sure
    if ticket.category not in (None, NO_TRADE):
        return asking.kin
    return asking.sure if later or bool((fit.kin >= asking.sure).any()) else asking.kin


def _suited(desk: Desk, ticket: Ticket, roster: RosterBook, fit: Fit) -> bool:
    near = np.flatnonzero(fit.kin >= desk.policy.asking.sure)
    experts = (roster.experts[roster.matcher.profiles[place].no] for place in near.tolist())
    return any(each.left_at is None and each.wechat_name != ticket.requester for each in experts)


def _weighed(
    desk: Desk,
    ticket: Ticket,
    roster: RosterBook,
    part: Sequence[int],
    fit: Fit,
    rooms: list[Room],
    least: float,
) -> list[Candidate]:
    matcher, asking = roster.matcher, desk.policy.asking
    experts = as_they_are(desk, [roster.experts[matcher.profiles[place].no] for place in part])
    ids = [each.id for each in experts]
    standings = standings_of(desk, experts, rooms)
    everybody = habits_now(desk)
    since = desk.now - desk.policy.asking.record
    own = experience.tallies_of(desk.uow, ids, since, everybody.answered_by)
    hours = block(desk.policy.hours, desk.now).name
    asked, said_no = _asked_before(desk, ticket)
    not_wanted = unwanted(desk, ticket)
    unasked_no = records.actors(desk.uow, ticket.id, Change.DECLINED)
    praised = experience.praised(desk.uow, ticket.enterprise_id, _PRAISE) if ticket.enterprise_id else set()
    across = trades_across(ticket)
    from_afar = afar(desk.uow, ticket, rooms)
    fits = dict(zip(part, zip(fit.scores[part].tolist(), fit.kin[part].tolist(), strict=True), strict=True))
    found = []
    for expert in experts:
        if expert.id in asked or expert.wechat_name == ticket.requester:
            continue
        standing, (words, kin) = standings[expert.id], fits[matcher.place_of[expert.no]]
        refused = "说过这单没空" if expert.id in said_no or expert.name in unasked_no else None
        refused = "企业这回不请他" if expert.name in not_wanted else refused
        chance = acceptance(own.get(expert.id, ()), everybody, hours, desk.policy.learning.prior)
        score = words + _beyond_words(
            desk,
            ticket,
            expert,
            standing,
            willing=chance / everybody.acceptance[hours],
            # A request from another county goes to those who work from afar first, or live there and know
            # the trade.
            suits=not expert.onsite if from_afar else ticket.mode == "remote",
            lives_there=expert.region == ticket.region and (kin >= asking.sure or not from_afar),
        )
        free = f"手上{standing.load}单" if standing.load else "空闲"
        if expert.id in praised:
            score += asking.pairing_weight
            free = f"帮过这家 · {free}"
        found.append(
            Candidate(
                expert=expert,
                score=score,
                why=free,
                chance=chance,
                kin=kin,
                spared=_OTHER_TRADE
                if kin < least
                else refused or spared(desk, expert, standing, ticket.urgency),
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
    suits: bool,
    lives_there: bool,
) -> float:
    """What load, recent tickets, readiness and region add to (or take from) the relevance of words."""
    asking = desk.policy.asking
    score = -asking.load_weight * standing.load / max(expert.capacity, 1)
    score -= asking.lately_weight * standing.taken_lately
    score += asking.willing_weight * min(max(willing - 1.0, -1.0), 1.0)
    if ticket.region and not (suits or lives_there):
        score -= asking.region_weight
    return score


def trades_across(ticket: Ticket) -> set[str]:
    """The trades in which a problem lies where it lies in more than one; else nothing."""
    told = trade_scores(ticket.body)
    most = max(told.values(), default=0.0)
    found = {code for code, score in told.items() if score >= max(_ACROSS * most, _SAID)} - {NO_TRADE}
    return found if len(found) > 1 else set()


def _asked_before(desk: Desk, ticket: Ticket) -> tuple[set[int], set[int]]:
    """Who is at work on it or was asked in this cycle; and who said no to it (or gave it back) before."""
    made = offers.answers(desk.uow, ticket.id)
    asked = {expert for expert, cycle, _ in made if cycle == ticket.cycle}
    return asked | at_work(desk, ticket), {
        expert for expert, _, answer in made if answer in (Answer.DECLINED, Answer.CLAIMED)
    }


def habits_now(desk: Desk) -> Habits:
    """How all experts answered lately, as measured on record."""

    def measured() -> Habits:
        record = experience.ended(desk.uow, desk.now - desk.policy.asking.record)
        return habits(record, desk.policy.hours, desk.policy.learning.prior)

    return desk.directory.habits(desk.now, measured)
