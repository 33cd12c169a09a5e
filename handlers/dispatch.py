"""Asking experts: who comes next, in which group, and the moments that follow."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from handlers import wording
from handlers.desk import ZONE, Desk
from handlers.ledger import note, waiting_experts
from handlers.matching import ExpertProfile, Matcher
from handlers.people import coordinators_for, rooms_of
from handlers.telling import at, tell_person, tell_room
from prompts.texts import say
from prompts.trades import trade_names
from storage import offers, people, tickets, timers
from storage.people import Expert, Room
from storage.terms import Answer, Change, Purpose, RoomKind, TimerKind
from storage.tickets import Ticket


def start(desk: Desk, ticket: Ticket, *, again: bool = False) -> list[Expert]:
    """Begin the pickup clock of a fresh cycle: first wave now, the later moments as timers."""
    plan = desk.escalation(ticket.urgency)
    begun = ticket.pickup_due - plan.target if ticket.pickup_due else desk.now
    first, *later = plan.waves
    for number, wave in enumerate(later, start=2):
        _timer(desk, ticket, TimerKind.WAVE, begun + wave.after, wave=number, size=wave.size)
    _timer(desk, ticket, TimerKind.COORDINATOR, begun + plan.coordinator)
    _timer(desk, ticket, TimerKind.BREACH, begun + plan.breach)
    return ask(desk, ticket, first.size, wave=1, again=again)


def _timer(desk: Desk, ticket: Ticket, kind: TimerKind, due: datetime, **payload: int) -> None:
    timers.set_timer(
        desk.uow,
        kind,
        max(due, desk.now),
        now=desk.now,
        ticket_id=ticket.id,
        payload={"cycle": ticket.cycle, **payload},
    )


def ask(desk: Desk, ticket: Ticket, size: int, *, wave: int, again: bool = False) -> list[Expert]:
    """Offer the ticket to the next `size` experts, one message to each 专家群 concerned.

    Where nobody can be asked and nobody is left to answer, the coordinator is told at once.
    """
    chosen = candidates(desk, ticket)[:size]
    for expert, why in chosen:
        offers.make(
            desk.uow,
            ticket_id=ticket.id,
            expert_id=expert.id,
            cycle=ticket.cycle,
            wave=wave,
            why=why,
            at=desk.now,
        )
    asked = [expert for expert, _ in chosen]
    if asked:
        _send_offers(desk, ticket, asked, "offer_again" if again else "offer")
        note(desk, ticket, Change.OFFERED, actor=None, detail=wording.names([each.name for each in asked]))
    elif not waiting_experts(desk, ticket):
        tell_coordinator(desk, ticket, "nobody_left")
    return asked


def _send_offers(desk: Desk, ticket: Ticket, asked: Sequence[Expert], text: str) -> None:
    by_room: dict[str | None, list[Expert]] = defaultdict(list)
    rooms = offer_rooms(desk)
    for expert in asked:
        by_room[room_of(rooms, expert)].append(expert)
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


def offer_to(desk: Desk, ticket: Ticket, expert: Expert, holder: Expert) -> None:
    """Ask a colleague whether he takes over from the holder."""
    offers.make(
        desk.uow,
        ticket_id=ticket.id,
        expert_id=expert.id,
        cycle=ticket.cycle,
        wave=0,
        why="同事转单",
        at=desk.now,
        asked_by=holder.id,
    )
    room = room_of(offer_rooms(desk), expert)
    values = {"no": ticket.no, "title": ticket.title, "holder": holder.name, **facts(desk, ticket)}
    if room is None:
        tell_person(desk, expert.wechat_name, say("offer_transfer", mentions="", **values), ticket=ticket)
        return
    text = say("offer_transfer", mentions=at([expert.wechat_name]), **values)
    tell_room(desk, room, text, ticket=ticket, mentions=[expert.wechat_name])


def offer_directly(desk: Desk, ticket: Ticket, expert: Expert) -> None:
    """Ask one named expert about an open ticket (a colleague recommended him)."""
    offers.make(
        desk.uow,
        ticket_id=ticket.id,
        expert_id=expert.id,
        cycle=ticket.cycle,
        wave=0,
        why="同事推荐",
        at=desk.now,
    )
    _send_offers(desk, ticket, [expert], "offer")
    note(desk, ticket, Change.OFFERED, actor=None, detail=expert.name)


def candidates(desk: Desk, ticket: Ticket) -> list[tuple[Expert, str]]:
    """Experts who may be asked now, best first, each with the reason.

    Never one on leave, with full hands, asked in this cycle already, or who has said no to this ticket
    or given it back.
    """
    everybody = {each.no: each for each in people.all_experts(desk.uow)}
    asked = {
        each.expert_id
        for each in offers.of_ticket(desk.uow, ticket.id)
        if each.cycle == ticket.cycle or each.answer in (Answer.DECLINED, Answer.CLAIMED)
    }
    loads = tickets.loads(desk.uow)
    matcher = _matcher(tuple(_profiles(desk)))
    ranked = matcher.rank(ticket.body, category=ticket.category, district=ticket.district, mode=ticket.mode)
    today = desk.now.astimezone(ZONE).date()
    return [
        (everybody[choice.no], choice.why)
        for choice in ranked
        if everybody[choice.no].id not in asked
        and available(everybody[choice.no], loads.get(everybody[choice.no].id, 0), today)
    ]


def available(expert: Expert, load: int, today: date) -> bool:
    """Whether an expert may be asked: not on leave, not full."""
    return not on_leave(expert, today) and load < expert.capacity


def on_leave(expert: Expert, today: date) -> bool:
    """Whether an expert is away today; a leave with a last day ends by itself."""
    return expert.away and (expert.away_until is None or expert.away_until >= today)


def _profiles(desk: Desk) -> list[ExpertProfile]:
    solved: dict[str, list[str]] = defaultdict(list)
    for case in people.all_cases(desk.uow):
        if case.expert_no:
            solved[case.expert_no].append(f"{case.title} {case.description} {case.solution}")
    return [
        ExpertProfile(
            no=each.no,
            name=each.name,
            trades=each.trades,
            speciality=each.speciality,
            company=each.company,
            district=each.district,
            region=each.region,
            onsite=each.onsite,
            free=each.capacity,
            solved=tuple(solved[each.no]),
        )
        for each in people.all_experts(desk.uow)
    ]


@lru_cache(maxsize=4)
def _matcher(profiles: tuple[ExpertProfile, ...]) -> Matcher:
    # Building the index costs far more than asking it; the roster itself is the key, so it is never stale.
    return Matcher(profiles)


def offer_rooms(desk: Desk) -> list[Room]:
    """Groups in which experts are asked: the 专家群, else the 沙龙群."""
    return rooms_of(desk.uow, RoomKind.EXPERT) or rooms_of(desk.uow, RoomKind.SALON)


def room_of(rooms: Sequence[Room], expert: Expert) -> str | None:
    """The expert's group: by district and region, else by the trades that a group's name hints at.

    The roster does not say who sits in which group; 一群（模塑冲铸） names its trades.
    """
    if not rooms:
        return None
    trade = trade_names().get(expert.trades[0], "") if expert.trades else ""

    def fit(room: Room) -> tuple[bool, bool, int]:
        hint = room.name.partition("（")[2] or room.name
        overlap = len(set(hint) & set(trade))
        return (
            room.district == expert.district,
            room.region == expert.region,
            overlap * 2 + ("综合" in hint),
        )

    return max(rooms, key=fit).name


def rooms_told(desk: Desk, ticket: Ticket) -> list[str]:
    """The groups in which the ticket was put on offer in this cycle."""
    rooms = offer_rooms(desk)
    asked = [each for each in offers.of_ticket(desk.uow, ticket.id) if each.cycle == ticket.cycle]
    found = (room_of(rooms, people.expert(desk.uow, each.expert_id)) for each in asked)
    return list(dict.fromkeys(room for room in found if room))


def tell_coordinator(desk: Desk, ticket: Ticket, text: str) -> None:
    """Tell the district's coordinator in private what was tried; once a cycle."""
    if not timers.cancel_kind(desk.uow, ticket.id, TimerKind.COORDINATOR) and text == "nobody_left":
        return
    begun = (
        ticket.pickup_due - desk.escalation(ticket.urgency).target if ticket.pickup_due else ticket.asked_at
    )
    for each in coordinators_for(desk.uow, ticket.district):
        filled = say(
            text,
            no=ticket.no,
            minutes=wording.minutes(desk.now - begun),
            title=ticket.title,
            tried=tried(desk, ticket),
            **facts(desk, ticket),
        )
        tell_person(desk, each.wechat_name, filled, ticket=ticket, purpose=Purpose.NUDGE)
    note(desk, ticket, Change.ESCALATED, actor=None, detail=text)


def tried(desk: Desk, ticket: Ticket) -> str:
    """Who was asked and what came back: "14位（2位没空）：葛林松、…"."""
    made = [each for each in offers.of_ticket(desk.uow, ticket.id) if each.cycle == ticket.cycle]
    if not made:
        return "0位：没有对口又有空的师傅"
    declined = sum(each.answer == "declined" for each in made)
    shown = wording.names([people.expert(desk.uow, each.expert_id).name for each in made], most=6)
    return f"{len(made)}位{f'（{declined}位没空）' if declined else ''}：{shown}"


def facts(desk: Desk, ticket: Ticket) -> dict[str, str]:
    """The ticket's facts that any group may see, as the texts want them."""
    enterprise = people.enterprise(desk.uow, ticket.enterprise_id) if ticket.enterprise_id else None
    return {
        "enterprise": enterprise.short_name if enterprise else ticket.requester,
        "district": ticket.district or "片区未登记",
        "urgency": wording.URGENCY[ticket.urgency],
        "deadline": wording.deadline(ticket.deadline),
    }


def target_minutes(desk: Desk, urgency: str) -> int:
    """The pickup target in whole minutes, as it is promised."""
    return max(1, round(desk.escalation(urgency).target / timedelta(minutes=1)))
