"""Asking experts: who comes next, and in which group."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from handlers import wording
from handlers.desk import Desk
from handlers.facts import facts
from handlers.hours import block, size_then
from handlers.ledger import note, waiting_experts
from handlers.offers.choosing import Candidate, Weighed, weigh
from handlers.people import coordinators_for
from handlers.rooms.reach import places
from handlers.telling import at, tell_person, tell_room
from prompts.texts import say
from storage import offers, people, records, timers, weighings
from storage.people import Expert
from storage.terms import Change, Purpose, Status, TimerKind
from storage.tickets import Ticket
from storage.weighings import Considered

NOBODY_SUITS = "nobody_suits"  # what a coordinator is told, and how that stands on record
HANDS_ON = "想转给"  # before the colleague: as which a holder's wish stands in the history
_BEGINS = (Change.OPENED, Change.RELEASED, Change.REOPENED)  # a cycle
_NAMED = 3  # of those who were left unasked
_WORTH_NAMING = 0.15  # who is less near than this is not worth a coordinator's thought
_ALSO = 20  # so many behind those asked are kept on record with them


def set_timer(desk: Desk, ticket: Ticket, kind: TimerKind, due: datetime, **payload: int) -> None:
    """Put a due moment of this cycle on record; one that is past falls due now."""
    timers.set_timer(
        desk.uow,
        kind,
        max(due, desk.now),
        now=desk.now,
        ticket_id=ticket.id,
        payload={"cycle": ticket.cycle, **payload},
    )


def ask(
    desk: Desk,
    ticket: Ticket,
    size: int,
    *,
    wave: int,
    text: str = "offer",
    only: Collection[int] | None = None,
    weighed: Weighed | None = None,
    afresh: bool = False,
) -> list[Expert]:
    """Offer the ticket to the next `size` experts (of `only` these, where given), one message to each
    专家群 concerned. `weighed` is who comes into question, where that is known already.

    `afresh`: it is as good as a first wave, those asked so far are of another trade. Where nobody more can be
    asked, or the roster has nobody for it, the coordinator is told at once.
    """
    weighed = weighed or weigh(desk, ticket, size, later=wave != 1 and not afresh)
    chosen = weighed.best(size, only)
    considered = [each for each in weighed.candidates if only is None or each.expert.id in only]
    _record(desk, ticket, considered, {each.expert.no for each in chosen})
    if chosen:
        _offer(desk, ticket, {each.expert.id: each.why for each in chosen}, wave=wave)
    asked = [each.expert for each in chosen]
    if asked:
        _send_offers(desk, ticket, asked, text)
        note(desk, ticket, Change.OFFERED, actor=None, detail=wording.names([each.name for each in asked]))
    if ticket.status == Status.OPEN and (
        not weighed.suited or len(asked) < _worth_a_word(desk, ticket, size, wave)
    ):
        tell_coordinator(
            desk, ticket, _how_spent(desk, ticket, weighed, wave), unasked=_unasked(desk, weighed)
        )
    return asked


def _worth_a_word(desk: Desk, ticket: Ticket, size: int, wave: int) -> int:
    """Of whom fewer can be asked, a coordinator must hear: the whole of a later wave; at first so many as a
    first wave has by the policy, since those of a small trade mostly do."""
    return min(size, desk.escalation(ticket.urgency).waves[0].size) if wave == 1 else size


def _how_spent(desk: Desk, ticket: Ticket, weighed: Weighed, wave: int) -> str:
    """Which text tells a coordinator that nobody more can be asked."""
    if not weighed.suited:
        return NOBODY_SUITS
    if not waiting_experts(desk, ticket):
        return "nobody_left"
    return "few_left" if wave == 1 else "used_up"


def _unasked(desk: Desk, weighed: Weighed) -> str:
    """Who was left unasked and why, for people; "" where there is nobody to name."""
    engaged = weighed.engaged(desk.policy.asking.sure)[:_NAMED]
    near = [each for each in weighed.too_far() if each.kin >= _WORTH_NAMING][:_NAMED]
    parts = []
    if engaged:
        names = "、".join(f"{each.expert.name}（{each.spared}）" for each in engaged)
        parts.append(say("unasked_engaged", names=names))
    if near:
        names = "、".join(f"{each.expert.name}（{_trade_of(each.expert)}）" for each in near)
        parts.append(say("unasked_far", names=names))
    return "".join(f"{each}\n" for each in parts)


def _trade_of(expert: Expert) -> str:
    return wording.trade(expert.trades[0]) if expert.trades else wording.trade("other")


def _record(desk: Desk, ticket: Ticket, weighed: Sequence[Candidate], chosen: Collection[str]) -> None:
    """Put on record who came into question, the next few after those asked too: coordinators ask why."""
    last = max((place for place, each in enumerate(weighed) if each.expert.no in chosen), default=-1)
    considered = [
        Considered(
            no=each.expert.no,
            score=round(each.score, 3),
            asked=each.expert.no in chosen,
            spared=each.spared or "",
        )
        for each in weighed[: last + 1 + _ALSO]
    ]
    weighings.write(desk.uow, ticket_id=ticket.id, cycle=ticket.cycle, at=desk.now, considered=considered)


def size_of_wave(desk: Desk, ticket: Ticket) -> int:
    """How many are asked at once."""
    usual = desk.escalation(ticket.urgency).waves[0].size
    return size_then(desk.policy.hours, desk.now, ticket.urgency, usual)


def ask_again(desk: Desk, ticket: Ticket) -> list[Expert]:
    """Ask some more about a ticket that nobody took; where nobody is left, the silent ones once more."""
    size = size_of_wave(desk, ticket)
    asked = ask(desk, ticket, size, wave=0, text="offer_again")
    return asked or remind_asked(desk, ticket)


def remind_asked(desk: Desk, ticket: Ticket, text: str = "offer_again") -> list[Expert]:
    """Ask those once more who have not answered, as many as are asked at once."""
    silent = waiting_experts(desk, ticket)[: size_of_wave(desk, ticket)]
    asked = [people.expert(desk.uow, each) for each in silent]
    if asked:
        _send_offers(desk, ticket, asked, text)
        note(desk, ticket, Change.OFFERED, actor=None, detail=wording.names([each.name for each in asked]))
    return asked


def _offer(
    desk: Desk,
    ticket: Ticket,
    whys: Mapping[int, str],
    *,
    wave: int,
    asked_by: int | None = None,
    beside: bool = False,
) -> None:
    offers.make(
        desk.uow,
        whys,
        ticket_id=ticket.id,
        cycle=ticket.cycle,
        wave=wave,
        at=desk.now,
        hours=block(desk.policy.hours, desk.now).name,
        asked_by=asked_by,
        beside=beside,
    )


def _send_offers(desk: Desk, ticket: Ticket, asked: Sequence[Expert], text: str) -> None:
    by_room: dict[str | None, list[Expert]] = defaultdict(list)
    rooms = places(desk, asked)
    for expert in asked:
        by_room[rooms.get(expert.id)].append(expert)
    for room, members in by_room.items():
        nicknames = [each.wechat_name for each in members]
        if room is not None:
            filled = say(
                text, mentions=at(nicknames), no=ticket.no, title=ticket.title, **facts(desk, ticket)
            )
            tell_room(desk, room, filled, ticket=ticket, mentions=nicknames, purpose=Purpose.OFFER)
            continue
        for nickname in nicknames:
            filled = say(text, mentions="", no=ticket.no, title=ticket.title, **facts(desk, ticket))
            tell_person(desk, nickname, filled, ticket=ticket, purpose=Purpose.OFFER)


def offer_to(desk: Desk, ticket: Ticket, expert: Expert, holder: Expert, *, beside: bool = False) -> None:
    """Ask a colleague whether he takes over from the holder, or comes along with him (`beside`)."""
    why = "同事请去帮忙" if beside else "同事转单"
    _offer(desk, ticket, {expert.id: why}, wave=0, asked_by=holder.id, beside=beside)
    name = "offer_beside" if beside else "offer_transfer"
    room = places(desk, [expert]).get(expert.id)
    values = {"no": ticket.no, "title": ticket.title, "holder": holder.name, **facts(desk, ticket)}
    if room is None:
        tell_person(desk, expert.wechat_name, say(name, mentions="", **values), ticket=ticket)
        return
    text = say(name, mentions=at([expert.wechat_name]), **values)
    tell_room(desk, room, text, ticket=ticket, mentions=[expert.wechat_name])


def offer_quietly(desk: Desk, ticket: Ticket, expert: Expert, why: str) -> None:
    """Put an offer on record about which the expert is told in other words than everybody's."""
    _offer(desk, ticket, {expert.id: why}, wave=0)


def offer_directly(desk: Desk, ticket: Ticket, expert: Expert, why: str) -> None:
    """Ask one named expert about an open ticket."""
    _offer(desk, ticket, {expert.id: why}, wave=0)
    _send_offers(desk, ticket, [expert], "offer")
    note(desk, ticket, Change.OFFERED, actor=None, detail=expert.name)


def rooms_told(desk: Desk, ticket: Ticket) -> list[str]:
    """The groups in which the ticket was put on offer in this cycle."""
    asked = [each for each in offers.of_ticket(desk.uow, ticket.id) if each.cycle == ticket.cycle]
    rooms = places(desk, people.experts_with(desk.uow, [each.expert_id for each in asked]).values())
    found = (rooms.get(each.expert_id) for each in asked)
    return list(dict.fromkeys(room for room in found if room))


def begun(desk: Desk, ticket: Ticket) -> datetime:
    """Since when experts have been asked in this cycle."""
    return (
        ticket.pickup_due - desk.escalation(ticket.urgency).target if ticket.pickup_due else ticket.asked_at
    )


_ANEW = (Change.RELEASED, Change.REOPENED)
_SHORT = timedelta(minutes=1)


def waited(desk: Desk, ticket: Ticket) -> dict[str, str]:
    """How long it has been asked for, as texts say it; of one that was given back or opened again since then,
    and how long ago its firm asked.
    """
    since = begun(desk, ticket)
    length, whole = wording.minutes(desk.now - since), wording.minutes(desk.now - ticket.asked_at)
    anew = since - ticket.asked_at >= _SHORT and any(
        each.change in _ANEW for each in records.of_ticket(desk.uow, ticket.id)
    )
    return {
        "waited": length,
        "anew": say("waiting_anew") if anew else "",
        "whole": say("waiting_whole", whole=whole) if anew else "",
    }


def tell_coordinator(desk: Desk, ticket: Ticket, text: str, *, unasked: str = "") -> None:
    """Tell the district's coordinator in private what was tried, and who was left `unasked`; once a cycle."""
    if not timers.cancel_kind(desk.uow, ticket.id, TimerKind.COORDINATOR) and text != "escalated":
        return
    for each in coordinators_for(desk.uow, ticket.district):
        filled = say(
            text,
            no=ticket.no,
            **waited(desk, ticket),
            title=ticket.title,
            tried=tried(desk, ticket, unsuited=text == NOBODY_SUITS),
            unasked=unasked,
            **facts(desk, ticket),
        )
        tell_person(desk, each.wechat_name, filled, ticket=ticket, purpose=Purpose.NUDGE)
    note(desk, ticket, Change.ESCALATED, actor=None, detail=text)


def tried(desk: Desk, ticket: Ticket, *, unsuited: bool = False) -> str:
    """Who was asked and what came back: "14位（2位没空）：葛林松、…".

    `unsuited`: the roster has nobody for it.
    """
    made = [each for each in offers.of_ticket(desk.uow, ticket.id) if each.cycle == ticket.cycle]
    if not made:
        return say("tried_none_unsuited" if unsuited or nobody_suits(desk, ticket) else "tried_none")
    declined = sum(each.answer == "declined" for each in made)
    known = people.experts_with(desk.uow, [each.expert_id for each in made])
    shown = wording.first_names([known[each.expert_id].name for each in made], most=6)
    return f"{len(made)}位{f'（{declined}位没空）' if declined else ''}：{shown}"


def nobody_suits(desk: Desk, ticket: Ticket) -> bool:
    """Whether the coordinator was told in this cycle that the roster has nobody for it."""
    for entry in reversed(records.of_ticket(desk.uow, ticket.id)):
        if entry.change in _BEGINS:
            break
        if entry.change == Change.ESCALATED:
            return entry.detail == NOBODY_SUITS
    return False


def target_minutes(desk: Desk, urgency: str) -> int:
    """The pickup target in whole minutes, as it is promised."""
    return max(1, round(desk.escalation(urgency).target / timedelta(minutes=1)))
