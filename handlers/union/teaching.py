"""A coordinator teaches whom to ask for such problems, or takes it back; the ranking moves from then on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from handlers import wording
from handlers.desk import Desk, Turn
from handlers.experts.handovers import colleague_named
from handlers.offers.dispatch import offer_directly
from handlers.offers.sparing import spared, standings_of
from handlers.offers.starting import held_until
from handlers.people import known_names
from handlers.picking import ask_which, named
from handlers.telling import answer
from handlers.understanding.choices import clause_about_him, takes_lesson_back, without_choosing, words_in
from handlers.understanding.trades import named_trades, technical_weight
from handlers.understanding.values import Intent
from prompts.texts import say
from storage import offers, people, teachings, tickets
from storage.people import Expert
from storage.teachings import Teaching
from storage.terms import HELD, LIVE, Answer, Status
from storage.tickets import Ticket

_TECHNICAL = 2.0  # words that weigh more tell a problem by themselves
_ADDED = re.compile(r"也|还(?!是)|再加")  # 也该找: beside those taught before, not in their place
# What stands around the problem's own words: 抛光的活, 桔皮问题.
_WORK = re.compile(
    r"的单(?:子)?(?!位|价)|(?:的)?(?:活(?!塞|性|动)儿?|问题|毛病|单子)|师傅|[了吧呀啊]+\W*$|^\W*@\S+\s"
)
_OF_A_TICKET = re.compile(r"单(?!位|价)|刚才|那个")


def teach(desk: Desk, turn: Turn) -> Ticket | None:
    """Such problems go to him first from now on; an open ticket is put before him at once.

    Who is named as wrong beside him ("不该找老单，该找老葛") is put down at the same time.
    """
    if takes_lesson_back(turn.text):
        return _taken_back(desk, turn)
    about = _about(desk, turn)
    if about is None:
        return None
    problem, ticket = about
    lessons = list(_lessons_told(desk, turn, ticket))
    wanted = [expert for expert, fits in lessons if fits]
    undone = _replaced(desk, turn, ticket, [expert for expert, _ in lessons]) if wanted else []
    what, told = problem or say("such_work"), []
    for expert in wanted:
        _put(desk, turn, ticket, expert, problem or "", fits=True)
    if wanted:
        told.append(say("taught", what=what, names=wording.names([each.name for each in wanted])))
    for expert in [expert for expert, fits in lessons if not fits]:
        text = "taught_back" if _untaught(desk, turn, ticket, expert, problem or "") else "taught_not"
        told.append(say(text, what=what, expert=expert.name))
    if undone:
        told.append(say("taught_instead", names=wording.names(undone)))
    if told:
        now = _happens(desk, ticket, lessons) if ticket is not None else ""
        text = say("taught_all", subject=_subject(ticket), lessons="，".join(told)) + now
        answer(desk, turn, text, ticket=ticket)
    return ticket


def _taken_back(desk: Desk, turn: Turn) -> Ticket | None:
    """What he taught last (of the ticket he names) counts no more; what it had put aside counts again."""
    asked_for = named(desk, turn)
    since = desk.now - desk.policy.late_teaching
    last = teachings.last_by(desk.uow, turn.person.nickname, since, asked_for.id if asked_for else None)
    if not last:
        answer(desk, turn, say("taught_none_back"), ticket=asked_for)
        return asked_for
    told, held_on = [], ""
    for each in last:
        expert, holds = people.expert(desk.uow, each.expert_id), each.undone_at is None
        if holds:
            teachings.undo(desk.uow, each.id, desk.now)
        else:
            teachings.restore(desk.uow, each.id)
        counts = each.fits != holds
        what = say("such_work") if each.ticket_id else wording.short(each.text, 20)
        text = "taught_again" if not holds else "taught_back" if each.fits else "taught_not_back"
        told.append(say(text, what=what, expert=expert.name, whom="先找" if each.fits else "不先找"))
        if each.ticket_id is not None and not counts:
            held_on += _not_now(desk, tickets.get(desk.uow, each.ticket_id), expert)
    ticket = tickets.get(desk.uow, last[0].ticket_id) if last[0].ticket_id else None
    text = say("taught_all", subject=_subject(ticket), lessons="，".join(told)) + held_on
    answer(desk, turn, text, ticket=ticket)
    return ticket


def _untaught(desk: Desk, turn: Turn, ticket: Ticket | None, expert: Expert, problem: str) -> bool:
    """What was taught of him counts no more; where nothing was (False), such problems go to others first."""
    taught = [each for each in _lessons(desk, ticket, problem) if each.expert_id == expert.id and each.fits]
    for each in taught:
        teachings.undo(desk.uow, each.id, desk.now)
    if not taught:
        _put(desk, turn, ticket, expert, problem, fits=False)
    return bool(taught)


def _happens(desk: Desk, ticket: Ticket, lessons: Sequence[tuple[Expert, bool]]) -> str:
    """What becomes of this very ticket."""
    return "".join(
        _now(desk, ticket, expert) if fits else _not_now(desk, ticket, expert) for expert, fits in lessons
    )


def _about(desk: Desk, turn: Turn) -> tuple[str | None, Ticket | None] | None:
    """The problem told or the ticket spoken of; None where that is open or refused."""
    problem = _problem(desk, turn)
    ticket = None if problem else spoken_of(desk, turn)
    if (ticket is None and problem is None) or not _may_teach(desk, turn, ticket):
        return None
    return problem, ticket


def _lessons_told(desk: Desk, turn: Turn, ticket: Ticket | None) -> Iterator[tuple[Expert, bool]]:
    """Of whom he teaches, and whether such problems are for him; whom the bot must ask for, is left out."""
    words = words_in(turn.text, known_names(desk.uow))
    if len(words) < 2 or turn.understanding.target not in [each.name for each in words]:
        expert = _expert(desk, turn, ticket)
        if expert is not None:
            yield expert, turn.understanding.intent is Intent.TEACH
        return
    said = tuple(replace(each, mentions=()) for each in turn.messages)  # each by the name he is called
    for word in words:
        found = replace(turn.understanding, intent=word.intent, target=word.name)
        expert = _expert(desk, replace(turn, messages=said, understanding=found), ticket)
        if expert is not None:
            yield expert, word.intent is Intent.TEACH


def spoken_of(desk: Desk, turn: Turn) -> Ticket | None:
    """The ticket by number or quote, else the one of his district lately asked for; else the bot asks."""
    meant = named(desk, turn)
    if meant is None and turn.understanding.ticket is not None:
        answer(desk, turn, say("no_such_ticket", no=turn.understanding.ticket))
        return None
    if meant is not None:
        return meant
    since = desk.now - desk.policy.late_teaching
    own = turn.person.coordinator.districts if turn.person.coordinator else ()
    lately = [
        each
        for each in tickets.with_status(desk.uow, (*LIVE, Status.CLOSED))
        if each.asked_at >= since and (not own or each.district in (None, *own))
    ]
    if not lately:
        answer(desk, turn, say("which_none"))
    elif len(lately) > 1:
        ask_which(desk, turn, lately[::-1])
    return lately[0] if len(lately) == 1 else None


def _problem(desk: Desk, turn: Turn) -> str | None:
    """The problem as the coordinator words it himself ("抛光的活"), where he speaks of no ticket."""
    quoted = any(message.quote for message in turn.messages)
    if quoted or turn.understanding.ticket is not None:
        return None
    alone = clause_about_him(turn.text)
    if alone is not None and (own := _told_problem(without_choosing(alone, ""))) is not None:
        return own
    words = without_choosing(turn.text, turn.understanding.target or "")
    for each in words_in(turn.text, known_names(desk.uow)):
        words = words.replace(each.name or "", " ")
    return _told_problem(words)


def _told_problem(words: str) -> str | None:
    """The words without those that stand around a problem; None where they tell none."""
    words = _WORK.sub(" ", words).strip(" ，,。！!")
    tells = technical_weight(words) > _TECHNICAL or bool(named_trades(words))
    return words if tells and not _OF_A_TICKET.search(words) else None


def _may_teach(desk: Desk, turn: Turn, ticket: Ticket | None) -> bool:
    """A coordinator teaches of his own districts' tickets; the roster says which they are."""
    coordinator = turn.person.coordinator
    districts = coordinator.districts if coordinator else ()
    if coordinator and (ticket is None or not districts or ticket.district in (None, *districts)):
        return True
    answer(desk, turn, say("not_your_district", subject=_subject(ticket)), ticket=ticket)
    return False


def _expert(desk: Desk, turn: Turn, ticket: Ticket | None) -> Expert | None:
    if turn.understanding.target is None and ticket is not None:
        return him(desk, turn, ticket)
    return colleague_named(desk, turn, ticket)


def him(desk: Desk, turn: Turn, ticket: Ticket) -> Expert | None:
    """Whom 他 means: the one taught for this ticket, its holder, or the only one asked."""
    taught = [each.expert_id for each in teachings.of_ticket(desk.uow, ticket.id) if each.fits]
    holder = [ticket.expert_id] if ticket.expert_id is not None else []
    asked = [each.expert_id for each in offers.of_ticket(desk.uow, ticket.id)]
    meant = next((ids for ids in (taught, holder, asked) if len(set(ids)) == 1), None)
    if turn.understanding.intent is Intent.WHY:
        meant = holder or asked[:1] or meant
    if not meant:
        answer(desk, turn, say("which_person_at_all"), ticket=ticket)
        return None
    return people.expert(desk.uow, meant[0])


def _lessons(desk: Desk, ticket: Ticket | None, problem: str | None) -> list[Teaching]:
    """What holds of this ticket; without one, of problems told in such words."""
    if ticket is not None:
        return teachings.of_ticket(desk.uow, ticket.id)
    alike = {problem[at : at + 2] for at in range(len(problem) - 1)} if problem else set()
    return [
        each
        for each in teachings.every(desk.uow)
        if each.ticket_id is None and sum(pair in each.text for pair in alike) * 2 >= len(alike)
    ]


def _replaced(desk: Desk, turn: Turn, ticket: Ticket | None, named_now: Sequence[Expert]) -> list[str]:
    """Teach another and the first is wrong, unless this one comes beside him; whose lessons ended."""
    if ticket is None or _ADDED.search(turn.text):
        return []
    kept = {each.id for each in named_now}
    wrong = [
        each for each in teachings.of_ticket(desk.uow, ticket.id) if each.fits and each.expert_id not in kept
    ]
    for each in wrong:
        teachings.undo(desk.uow, each.id, desk.now)
    return [people.expert(desk.uow, each.expert_id).name for each in wrong]


def _put(desk: Desk, turn: Turn, ticket: Ticket | None, expert: Expert, problem: str, *, fits: bool) -> None:
    teachings.teach(
        desk.uow,
        at=desk.now,
        by=turn.person.nickname,
        ticket_id=ticket.id if ticket else None,
        expert_id=expert.id,
        text=wording.masked(ticket.body) if ticket else problem,
        fits=fits,
    )


def _subject(ticket: Ticket | None) -> str:
    return f"【{ticket.no}】" if ticket else ""


def _now(desk: Desk, ticket: Ticket, expert: Expert) -> str:
    """What happens to this very ticket: an open one is put before him, unless he is to be spared."""
    if ticket.status in HELD and ticket.expert_id is not None:
        if ticket.expert_id == expert.id:
            return ""
        holder = people.expert(desk.uow, ticket.expert_id).name
        return say("taught_held", no=ticket.no, holder=holder, expert=expert.name)
    if ticket.status != Status.OPEN or ticket.pickup_due is None:
        return ""
    until = held_until(desk, ticket)
    if until is not None:
        return say("taught_waits", until=wording.soon(until, desk.now), expert=expert.name)
    made = [each for each in offers.of_ticket(desk.uow, ticket.id) if each.expert_id == expert.id]
    if any(each.cycle == ticket.cycle for each in made):
        return say("taught_asked_before", no=ticket.no, expert=expert.name)
    standing = standings_of(desk, [expert])[expert.id]
    why = spared(desk, expert, standing, ticket.urgency)
    if why is not None:
        return say("taught_spared", no=ticket.no, why=why, expert=expert.name)
    offer_directly(desk, ticket, expert, "协调员点名")
    return say("taught_asked", no=ticket.no, expert=expert.name)


def _not_now(desk: Desk, ticket: Ticket, expert: Expert) -> str:
    """What happens to this very ticket: he is waited for no longer; one in his hands stays there."""
    if ticket.expert_id == expert.id and ticket.status in HELD:
        return say("taught_holds", no=ticket.no, expert=expert.name)
    offer = offers.find(desk.uow, ticket.id, expert.id, ticket.cycle)
    if offer is None or offer.answer != Answer.WAITING:
        return ""
    offers.take_back(desk.uow, [offer], desk.now)
    return say("taught_not_awaited", expert=expert.name)
