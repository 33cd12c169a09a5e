"""Why an expert was or was not asked about a ticket: one line, from what is on record."""

import re
from collections.abc import Sequence

from handlers import wording
from handlers.desk import ZONE, Desk, Turn
from handlers.experts.asked import asked_last
from handlers.experts.handovers import colleague_named
from handlers.experts.holding import held, me
from handlers.offers.choosing import problem_of
from handlers.offers.sparing import spared, standings_of
from handlers.offers.starting import held_until
from handlers.people import experts_named
from handlers.picking import named
from handlers.telling import answer
from handlers.understanding.choices import asks_what_was_taught, asks_why_these
from handlers.union.teaching import him, spoken_of
from prompts.texts import say
from storage import offers, people, records, teachings, tickets, weighings
from storage.offers import Offer
from storage.people import Expert
from storage.terms import Answer, Change
from storage.tickets import Ticket
from storage.weighings import Weighing

_SHOWN = 10  # lessons, or experts who were asked, in one answer


def why(desk: Desk, turn: Turn) -> Ticket | None:
    """Answer a coordinator's "为什么找他" or "怎么没找他"."""
    if asks_what_was_taught(turn.text):
        return _taught_so_far(desk, turn)
    ticket = _of_who_was_sent(desk, turn) or spoken_of(desk, turn)
    if ticket is None:
        return None
    if asks_why_these(turn.text):
        answer(desk, turn, _why_these(desk, ticket), ticket=ticket)
        return ticket
    expert = _meant(desk, turn, ticket)
    if expert is None:
        return None
    made = [each for each in offers.of_ticket(desk.uow, ticket.id) if each.expert_id == expert.id]
    text = _asked(desk, ticket, expert, made[-1]) if made else _not_asked(desk, ticket, expert)
    answer(desk, turn, text, ticket=ticket)
    return ticket


_NOT = re.compile(r"[没不]")


def _of_who_was_sent(desk: Desk, turn: Turn) -> Ticket | None:
    """The one ticket that the expert who is named has, else the last he was asked about; None where a number
    is named, and where it is asked why he was not."""
    target = turn.understanding.target
    if target is None or turn.understanding.ticket is not None or _NOT.search(turn.text):
        return None
    found = experts_named(people.all_experts(desk.uow), target)
    mine = tickets.held_by(desk.uow, found[0].id) if len(found) == 1 else []
    if named(desk, turn) is not None or len(found) != 1 or len(mine) > 1:
        return None
    return mine[0] if mine else asked_last(desk, found[0], desk.policy.late_teaching)


def _taught_so_far(desk: Desk, turn: Turn) -> Ticket | None:
    """The lessons that hold, the newest first; of one ticket where he names it."""
    ticket = named(desk, turn)
    every = teachings.every(desk.uow) if ticket is None else teachings.of_ticket(desk.uow, ticket.id)
    lines = []
    for each in every[::-1][:_SHOWN]:
        no = "" if each.ticket_id is None else f"【{tickets.get(desk.uow, each.ticket_id).no}】"
        text = "taught_line" if each.fits else "taught_line_not"
        expert = people.expert(desk.uow, each.expert_id).name
        lines.append(say(text, no=no, words=wording.short(each.text, 20), expert=expert))
    subject = f"【{ticket.no}】" if ticket else ""
    if lines:
        said = say("taught_so_far", subject=subject, count=len(every), lines="\n".join(lines))
    else:
        said = say("taught_nothing", subject=subject)
    answer(desk, turn, said, ticket=ticket)
    return ticket


def why_me(desk: Desk, turn: Turn) -> Ticket | None:
    """Answer an expert's "为什么找我": of the ticket he means, else the one he was asked about last.

    Why others were not asked is for the coordinators to say.
    """
    expert = me(turn)
    ticket = named(desk, turn) or asked_last(desk, expert, desk.policy.late_answer) or held(desk, turn)
    if ticket is None:
        return None
    made = [each for each in offers.of_ticket(desk.uow, ticket.id) if each.expert_id == expert.id]
    known = {"no": ticket.no, "reason": made[-1].why.replace(" · ", "、")} if made else {"no": ticket.no}
    answer(desk, turn, say("why_you" if made else "why_not_you", **known), ticket=ticket)
    return ticket


def _meant(desk: Desk, turn: Turn, ticket: Ticket) -> Expert | None:
    """The expert named; of several with that name the one who was asked."""
    if turn.understanding.target is None:
        return him(desk, turn, ticket)
    asked = {each.expert_id for each in offers.of_ticket(desk.uow, ticket.id)}
    found = experts_named(people.all_experts(desk.uow), turn.understanding.target)
    known = [each for each in found if each.id in asked]
    return known[0] if len(known) == 1 else colleague_named(desk, turn, ticket)


_ANSWERS = {
    Answer.WAITING: "还没回话",
    Answer.CLAIMED: "接了",
    Answer.DECLINED: "说没空",
    Answer.WITHDRAWN: "没等到回话",
}


def _asked(desk: Desk, ticket: Ticket, expert: Expert, offer: Offer) -> str:
    return say(
        "why_asked",
        no=ticket.no,
        expert=expert.name,
        why=offer.why.replace(" · ", "、"),
        at=f"{offer.offered_at.astimezone(ZONE):%H:%M}",
        answer=_ANSWERS[Answer(offer.answer)],
    )


def _why_these(desk: Desk, ticket: Ticket) -> str:
    """The reason of each who was asked since the ticket was last open, the latest asked last."""
    made = [each for each in offers.of_ticket(desk.uow, ticket.id) if each.cycle == ticket.cycle]
    if not made:
        return say("asked_nobody", no=ticket.no)
    lines = [
        f"{people.expert(desk.uow, each.expert_id).name}：{each.why.replace(' · ', '、')}"
        for each in made[:_SHOWN]
    ]
    if len(made) > _SHOWN:
        lines.append(f"还有{len(made) - _SHOWN}位")
    return say("why_these", no=ticket.no, count=len(made), lines="\n".join(lines))


def _not_asked(desk: Desk, ticket: Ticket, expert: Expert) -> str:
    if ticket.expert_id == expert.id:
        assigned = any(each.change == Change.ASSIGNED for each in records.of_ticket(desk.uow, ticket.id))
        return say("why_assigned" if assigned else "why_own", no=ticket.no, expert=expert.name)
    weighed = weighings.of_ticket(desk.uow, ticket.id)
    until = held_until(desk, ticket)
    if not weighed and until is not None:
        return say("why_held", no=ticket.no, until=wording.soon(until, desk.now), expert=expert.name)
    if not weighed:
        return say("why_nobody", no=ticket.no, expert=expert.name)
    on_record = [each for each in weighed if _place(each, expert) is not None]
    if not on_record:
        return _recomputed(desk, ticket, expert, weighed)
    return _passed_over(desk, ticket, expert, weighed, on_record[-1])


def _taught_away(desk: Desk, ticket: Ticket, expert: Expert) -> str:
    """That a coordinator said such work is not for him, where one did."""
    matcher = desk.directory.matcher(desk.uow)
    away = matcher.taught(matcher.place_of[expert.no], problem_of(desk, ticket)) < 0
    return say("why_taught_away") if away else ""


def _passed_over(
    desk: Desk, ticket: Ticket, expert: Expert, weighed: Sequence[Weighing], last: Weighing
) -> str:
    """He was spared, or others came before him: as it was when he was last weighed."""
    place = _place(last, expert) or 0
    known = {"no": ticket.no, "expert": expert.name, "at": f"{last.at.astimezone(ZONE):%H:%M}"}
    if last.considered[place].spared:
        return say("why_spared", why=last.considered[place].spared, **known)
    earlier = _asked_in([each for each in weighed if each.cycle == last.cycle and each.at < last.at])
    return say(
        "why_behind",
        place=earlier + place + 1,
        asked=earlier + _asked_in([last]),
        trade=_taught_away(desk, ticket, expert) + _other_trade(ticket, expert),
        **known,
    )


def _asked_in(weighed: Sequence[Weighing]) -> int:
    return sum(stands.asked for each in weighed for stands in each.considered)


def _place(weighing: Weighing, expert: Expert) -> int | None:
    nos = [each.no for each in weighing.considered]
    return nos.index(expert.no) if expert.no in nos else None


def _other_trade(ticket: Ticket, expert: Expert) -> str:
    """That he is of another trade, where he is."""
    if ticket.category in expert.trades or not expert.trades:
        return ""
    own = "、".join(wording.trade(code) for code in expert.trades)
    return f"。登记的是{own}，这单算{wording.trade(ticket.category)}"


def _recomputed(desk: Desk, ticket: Ticket, expert: Expert, weighed: Sequence[Weighing]) -> str:
    """He was too far behind to be on record: how he stands by now, and said so."""
    matcher = desk.directory.matcher(desk.uow)
    order = matcher.best(matcher.relevance(problem_of(desk, ticket))).tolist()
    standing = standings_of(desk, [expert])[expert.id]
    away = spared(desk, expert, standing, ticket.urgency)
    return say(
        "why_far",
        no=ticket.no,
        expert=expert.name,
        asked=_asked_in(weighed),
        place=order.index(matcher.place_of[expert.no]) + 1,
        trade=_taught_away(desk, ticket, expert) + _other_trade(ticket, expert),
        away=f"{expert.name}{away}。" if away else "",
    )
