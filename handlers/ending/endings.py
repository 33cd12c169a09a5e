"""How a ticket ends for the enterprise: confirmed, rated, and reopened where it was too early."""

import re
from typing import Any

from handlers import wording
from handlers.cases import fix_of
from handlers.concerned import (
    experts_asked,
    hand_over,
    pass_on,
    tell_experts_over,
    tell_requester,
    tell_rooms_over,
)
from handlers.desk import Desk, Turn
from handlers.ending.online import answered, tell_holder_off, thank_adviser
from handlers.ending.partly import asked_whether, rest_of, settle
from handlers.ending.resolving import told_on_the_way
from handlers.ending.returning import canceller
from handlers.ending.solving import solver_named
from handlers.ending.trying import failed, is_tried
from handlers.facts import facts
from handlers.firms.amending import news
from handlers.firms.asked_after import state
from handlers.firms.followups import followup
from handlers.firms.receipts import pass_training_on
from handlers.ledger import note, note_words, shift
from handlers.offers.dispatch import target_minutes
from handlers.offers.starting import held_facts, held_until, pickup_due, start
from handlers.picking import pick_own, speaks_of
from handlers.telling import answer, answer_once, tell_coordinators, tell_person
from handlers.understanding.cues import weigh
from handlers.understanding.no_end import says_merely_thanks, tells_mended
from handlers.understanding.parts import Verdict, sayings
from handlers.understanding.problems import says_wrong
from handlers.understanding.ratings import bare_score, find_score
from handlers.understanding.trades import technical_weight
from handlers.understanding.values import Kind
from prompts.texts import say
from storage import people, records, tickets
from storage.terms import HELD, LIVE, Change, Purpose, Status
from storage.tickets import Ticket


def confirm(desk: Desk, turn: Turn) -> Ticket | None:
    """The requester says it is solved: close, with the score if he gave one."""
    ticket = _only_seen_to(desk, turn) or pick_own(
        desk, turn, (Status.RESOLVED, *HELD, Status.OPEN), prefer=Status.RESOLVED
    )
    if ticket is None:
        asked_which = pick_own(desk, turn, (Status.RESOLVED, *HELD, Status.OPEN), ask=False) is not None
        if asked_which:
            return None
        return rate(desk, turn) if _scored(turn) else _closed_already(desk, turn)
    if asked_whether(desk, turn, ticket):
        return None
    if ticket.status != Status.RESOLVED and says_merely_thanks(turn.text):
        return None  # for what he was told last, not for a mended machine
    rest = rest_of(desk, ticket, turn.text)
    if rest is not None:
        return settle(desk, turn, ticket, rest)
    rating, saved = turn.understanding.rating, turn.understanding.saved_yuan
    solver = solver_named(desk, turn, ticket)
    online = {"expert_id": solver.id} if solver is not None else answered(desk, turn, ticket)
    closed = shift(
        desk,
        ticket,
        Change.CONFIRMED,
        actor=turn.person.nickname,
        closed_at=desk.now,
        message_ids=turn.message_ids,
        **{"solution": ticket.solution or told_on_the_way(desk, ticket), **online},
    )
    if closed is None:
        return None
    if rating is not None or saved is not None:
        closed = _rated(desk, closed, turn, rating, saved)
    outcome = wording.outcome(rating, saved)
    noted = outcome + _full_marks(turn)
    expert = people.expert(desk.uow, closed.expert_id) if closed.expert_id else None
    if solver is not None and ticket.status in HELD:
        tell_experts_over(desk, ticket, was_open=False, by="mended_by_another")
    if turn.understanding.off_scale:
        tell_requester(desk, closed, "closed_off_scale", outcome=outcome)
    elif solver is not None and outcome:
        tell_requester(desk, closed, "closed_by_another", outcome=noted, expert=solver.name)
    elif online and solver is None:
        tell_requester(desk, closed, "closed_online", outcome=noted)
    elif rating is not None or expert is None:
        tell_requester(desk, closed, "closed_requester", outcome=noted)
    elif saved is not None:
        tell_requester(desk, closed, "closed_rate_saved", outcome=noted, expert=expert.name)
    else:
        tell_requester(desk, closed, "closed_rate", expert=expert.name)
    if online and solver is None:
        thank_adviser(desk, closed, outcome)
        tell_holder_off(desk, closed, outcome)
    elif expert is not None:
        enterprise = facts(desk, closed)["enterprise"]
        known = closed.kind == Kind.TRAINING or fix_of(closed.solution)
        name = "closed_expert" if known else "closed_expert_how"
        text = say(name, no=closed.no, enterprise=enterprise, outcome=outcome)
        tell_person(desk, expert.wechat_name, text, ticket=closed)
    if ticket.status == Status.OPEN:
        tell_rooms_over(desk, closed)
    return closed


def _only_seen_to(desk: Desk, turn: Turn) -> Ticket | None:
    """The only ticket of his house that somebody has, beside those that nobody has taken: that one is mended,
    unless he names another."""
    if turn.understanding.ticket is not None or any(each.quote for each in turn.messages):
        return None
    firm = turn.person.enterprise.id if turn.person.enterprise else None
    mine = tickets.live_of_requester(desk.uow, turn.person.nickname, firm)
    seen_to = [each for each in mine if each.status != Status.OPEN]
    others = [each for each in mine if each.status == Status.OPEN]
    named_other = any(speaks_of(turn, each) for each in others)
    return seen_to[0] if len(seen_to) == 1 and others and not named_other else None


def _closed_already(desk: Desk, turn: Turn) -> Ticket | None:
    """That all is well is said of a ticket closed a while ago: a short word, and it is on record."""
    ticket = pick_own(desk, turn, (Status.CLOSED,), ask=False)
    closed_at = ticket.closed_at if ticket is not None else None
    if ticket is None or closed_at is None:
        return None
    his_word = Change.CONFIRMED in {each.change for each in records.of_ticket(desk.uow, ticket.id)}
    if his_word and desk.now - closed_at <= desk.policy.followup:
        return None  # the word that closed it still stands above
    expert = people.expert(desk.uow, ticket.expert_id) if ticket.expert_id else None
    asks = expert is not None and ticket.rating is None
    rate_him = say("closed_already_rate", expert=expert.name) if expert is not None and asks else ""
    text = say("closed_already", no=ticket.no, rate=rate_him)
    if not answer_once(desk, turn, text, desk.policy.confirm_remind, ticket=ticket):
        return None
    return note_words(desk, turn, ticket, Change.NOTED)


def _scored(turn: Turn) -> bool:
    return turn.understanding.rating is not None or turn.understanding.off_scale


def _says_mended(turn: Turn) -> bool:
    """Whether words that name what was saved also say outright that it is mended."""
    done = any(each.verdict is Verdict.DONE for each in sayings(turn.text))
    return done and turn.understanding.saved_yuan is not None


def _says_gained(turn: Turn) -> bool:
    """Whether words that name what was saved praise who did it, or tell what comes of a mending."""
    cues = weigh("endings", turn.text)
    gained = turn.understanding.saved_yuan is not None and bool(cues["gained"] or cues["praise"])
    told = _LESS.sub("", turn.text)
    return gained and not (says_wrong(told) or cues["half"] or cues["comes_again"] or cues["gained_not"])


_LESS = re.compile(
    r"少(?:报废|废|浪费|坏|返工|返修|损耗?|停机?)[^，,。；;！!\s]*"
)  # what was wrong is less now


def _full_marks(turn: Turn) -> str:
    """What is said where full marks of another scale ("10分") count as five."""
    score = find_score(turn.text) or bare_score(turn.text)
    return say("full_marks", score=score.full) if score is not None and score.full else ""


def _rated(desk: Desk, ticket: Ticket, turn: Turn, rating: int | None, saved: int | None) -> Ticket:
    return note(
        desk,
        ticket,
        Change.RATED,
        actor=turn.person.nickname,
        message_ids=turn.message_ids,
        rating=rating if rating is not None else ticket.rating,
        saved_yuan=saved if saved is not None else ticket.saved_yuan,
    )


def rate(desk: Desk, turn: Turn) -> Ticket | None:
    """Record a score or an outcome; on a ticket that still waits to be confirmed it confirms as well."""
    waiting = pick_own(desk, turn, (Status.RESOLVED,), ask=False)
    if waiting is not None:
        return confirm(desk, turn)
    ticket = pick_own(desk, turn, (Status.CLOSED,), ask=False)
    live = pick_own(desk, turn, (*HELD, Status.OPEN), ask=False)
    if live is not None and _says_mended(turn) and (ticket is None or ticket.saved_yuan is not None):
        return confirm(desk, turn)  # "好了，省了1.5万" before anybody called it mended
    if ticket is None:
        done = live is not None and (live.status in HELD or bool(answered(desk, turn, live)))
        return confirm(desk, turn) if done and (_scored(turn) or _says_gained(turn)) else None
    if turn.understanding.off_scale:
        answer(desk, turn, say("off_scale", no=ticket.no), ticket=ticket)
        return ticket
    solver = solver_named(desk, turn, ticket)
    if solver is not None:
        tickets.amend(desk.uow, ticket.id, expert_id=solver.id)
    rated = _rated(desk, ticket, turn, turn.understanding.rating, turn.understanding.saved_yuan)
    outcome = wording.outcome(turn.understanding.rating, turn.understanding.saved_yuan)
    fresh = (rated.rating, rated.saved_yuan) != (ticket.rating, ticket.saved_yuan)
    if _full_marks(turn):
        answer(desk, turn, say("rated_full", no=ticket.no, noted=_full_marks(turn)), ticket=ticket)
    elif outcome and _told_before(turn, ticket):
        answer(desk, turn, say("rated_anew", no=ticket.no, outcome=outcome.lstrip("，")), ticket=ticket)
    if rated.expert_id is not None and (fresh or not outcome):
        text = say(
            "rated_expert",
            no=rated.no,
            enterprise=facts(desk, rated)["enterprise"],
            outcome=outcome.lstrip("，") or wording.short(turn.text, 60),
        )
        expert = people.expert(desk.uow, rated.expert_id)
        tell_person(desk, expert.wechat_name, text, ticket=rated)
    return rated


def _told_before(turn: Turn, ticket: Ticket) -> bool:
    """Whether he puts right what was on record: he hears that it is; a first score needs no answer."""
    found = turn.understanding
    return (found.rating is not None and ticket.rating not in (None, found.rating)) or (
        found.saved_yuan is not None and ticket.saved_yuan not in (None, found.saved_yuan)
    )


def reopen(desk: Desk, turn: Turn) -> Ticket | None:
    """Not solved, or it has come back: the holder is told, or experts are asked anew."""
    ticket = _not_solved(desk, turn)
    rest = rest_of(desk, ticket, turn.text) if ticket is not None and ticket.status in LIVE else None
    if ticket is not None and rest is not None:
        return settle(desk, turn, ticket, rest)
    if ticket is None or ticket.status in HELD:
        return ticket if ticket is None else _not_mended(desk, turn, ticket)
    if ticket.status == Status.OPEN and is_tried(desk, ticket):
        return failed(desk, turn, ticket)
    if ticket.status == Status.OPEN:
        told = followup(desk, turn) if technical_weight(turn.text) else None
        return told if told is not None and not tells_mended(turn.text) else state(desk, turn, told or ticket)
    was_cancelled = ticket.status == Status.CANCELLED
    reopened = bring_back(desk, turn, ticket)
    if reopened is None:
        return None
    hand_over(desk, turn, reopened, "restored_expert" if was_cancelled else "reopened_expert")
    if was_cancelled:
        tell_who_cancelled(desk, reopened)
    return again(desk, reopened)


def bring_back(desk: Desk, turn: Turn, ticket: Ticket, *, anew: bool = False) -> Ticket | None:
    """Reopen an ended ticket for who had it; where nobody did, or others are wanted (`anew`), for nobody."""
    held = ticket.expert_id is not None and not anew
    values: dict[str, Any] = {
        "resolved_at": None,
        "closed_at": None,
        "solution": None,
        "answered": None,
        "adviser_id": None,
    }
    if not held:
        values |= fresh_cycle(desk, ticket)
    return shift(
        desk,
        ticket,
        Change.REOPENED,
        actor=turn.person.nickname,
        detail=turn.text,
        held=held,
        message_ids=turn.message_ids,
        **values,
    )


def again(desk: Desk, ticket: Ticket) -> Ticket:
    """What follows a reopening: others are asked where nobody has it, and the requester hears who comes."""
    if ticket.expert_id is not None:
        expert = people.expert(desk.uow, ticket.expert_id)
        tell_requester(desk, ticket, "reopened_requester", expert=expert.name)
        return ticket
    if ticket.kind == Kind.TRAINING:
        pass_training_on(desk, ticket)
        return ticket
    asked = start(desk, ticket, again=True)
    until = held_until(desk, ticket)
    if until is not None:
        tell_requester(desk, ticket, "reopened_held", **held_facts(desk, ticket, until))
        return ticket
    minutes = target_minutes(desk, ticket.urgency)
    tell_requester(desk, ticket, "reopened_open", asked=experts_asked(asked), minutes=minutes)
    return ticket


def tell_who_cancelled(desk: Desk, ticket: Ticket) -> None:
    """A coordinator who cancelled a ticket hears that its enterprise wants it after all."""
    by = canceller(desk, ticket)
    if by is not None:
        text = say("wanted_again", no=ticket.no, title=ticket.title, **facts(desk, ticket))
        tell_coordinators(desk, text, ticket=ticket, mentions=[by], purpose=Purpose.ANSWER)


# What was in order for a while and is broken again.
_CAME_BACK = re.compile(r"又|再次|复发|重现|老毛病|第[二三]次")


def _not_solved(desk: Desk, turn: Turn) -> Ticket | None:
    """Which ticket "still not" or "again" is about: what an expert called mended, else what one has in hand;
    what is closed already where it has come back, or nothing else is left; then what was cancelled."""
    resolved = pick_own(desk, turn, (Status.RESOLVED,), ask=False)
    in_hand = pick_own(desk, turn, HELD, ask=False)
    if resolved is not None or (in_hand is None) or _CAME_BACK.search(turn.text):
        done = pick_own(desk, turn, (Status.RESOLVED, Status.CLOSED), prefer=Status.RESOLVED, recent=True)
        left = done or in_hand or pick_own(desk, turn, (Status.OPEN,), ask=False)
        return left or pick_own(desk, turn, (Status.CANCELLED,), ask=False)
    return pick_own(desk, turn, HELD)


def _not_mended(desk: Desk, turn: Turn, ticket: Ticket) -> Ticket:
    """What somebody has in hand is not solved, an enterprise says: he hears it, and it hears that."""
    told = note_words(
        desk,
        turn,
        ticket,
        Change.FOLLOWUP,
        **news(turn, ticket),
        **({"body": f"{ticket.body}\n{wording.clean(turn.text)}"} if technical_weight(turn.text) else {}),
    )
    pass_on(desk, turn, told, "not_mended_expert", "not_mended_requester")
    return told


def given_up(desk: Desk, ticket: Ticket) -> dict[str, Any]:
    """Fields of a ticket that was given back: how soon it was taken is said of the claim that holds."""
    return {**fresh_cycle(desk, ticket), "first_claimed_at": None}


def fresh_cycle(desk: Desk, ticket: Ticket) -> dict[str, Any]:
    """Fields of a ticket that goes on offer anew: the pickup clock starts now, or after quiet hours.

    A wish for training has no such clock.
    """
    due = pickup_due(desk, ticket.urgency, desk.now) if ticket.kind == Kind.PROBLEM else None
    return {
        "cycle": ticket.cycle + 1,
        "expert_id": None,
        "claimed_at": None,
        "breached_at": None,
        "pickup_due": due,
    }
