"""What an expert's message does: claim, decline, release, transfer, join, progress, resolve, leave."""

from collections.abc import Sequence

from handlers import wording
from handlers.answers import load_of
from handlers.desk import Desk, Turn
from handlers.dispatch import ask, facts, offer_directly, offer_to, rooms_told, start, target_minutes
from handlers.ledger import note, shift, workers
from handlers.people import experts_named
from handlers.picking import ask_which, named
from handlers.requests import fresh_cycle, remind_later, tell_requester
from handlers.telling import answer, tell_person, tell_room
from prompts.texts import say
from storage import messages, offers, people, records, tickets
from storage.people import Enterprise, Expert
from storage.terms import HELD, Answer, Change, RoomKind, Status
from storage.tickets import Ticket


def me(turn: Turn) -> Expert:
    """The expert who writes; the router lets nobody else in here."""
    if turn.person.expert is None:
        raise LookupError(f"{turn.person.nickname} is no expert of the roster")
    return turn.person.expert


def _ids(turn: Turn) -> list[int]:
    return [message.id for message in turn.messages]


def claim(desk: Desk, turn: Turn) -> Ticket | None:
    """Take a ticket: exactly one expert wins, a later one is told who has it."""
    expert = me(turn)
    meant = named(desk, turn)
    if meant is not None:
        return take(desk, turn, meant)
    if turn.understanding.ticket is not None:
        answer(desk, turn, say("no_such_ticket", no=turn.understanding.ticket))
        return None
    choices = _claimable(desk, turn, expert)
    if len(choices) > 1 and turn.understanding.everything:
        return [take(desk, turn, each) for each in choices][-1]
    if len(choices) > 1:
        ask_which(desk, turn, choices)
        return None
    return take(desk, turn, choices[0]) if choices else None


def _claimable(desk: Desk, turn: Turn, expert: Expert) -> list[Ticket]:
    """What "接" without a number can mean: offers waiting for him, or just taken by another;
    else the open tickets that were on offer in this group or asked for in it."""
    just_now = desk.now - desk.policy.late_claim
    mine = tickets.offered_in(desk.uow, (Status.OPEN, *HELD), expert.id, (Answer.WAITING,))
    lost = tickets.offered_in(desk.uow, HELD, expert.id, (Answer.WITHDRAWN,), since=just_now)
    if mine or lost:
        return mine + lost
    if turn.room is None:
        return []
    return [
        each
        for each in tickets.with_status(desk.uow, (Status.OPEN,))
        if each.room == turn.room.name
        or turn.room.name in rooms_told(desk, each)
        or turn.room.kind == RoomKind.EXPERT
    ]


def take(desk: Desk, turn: Turn, ticket: Ticket) -> Ticket | None:
    """Claim this very ticket, or take it over where a colleague asked him to."""
    expert = me(turn)
    offer = offers.find(desk.uow, ticket.id, expert.id, ticket.cycle)
    if (
        ticket.status in HELD
        and offer
        and offer.answer == Answer.WAITING
        and offer.asked_by == ticket.expert_id
    ):
        return _take_over(desk, turn, ticket)
    if ticket.status == Status.OPEN:
        offers.answer(desk.uow, ticket.id, expert.id, ticket.cycle, Answer.CLAIMED, desk.now)
        claimed = shift(
            desk,
            ticket,
            Change.CLAIMED,
            actor=expert.name,
            detail=turn.text,
            message_ids=_ids(turn),
            expert_id=expert.id,
            claimed_at=desk.now,
            first_claimed_at=ticket.first_claimed_at or desk.now,
        )
        if claimed is not None:
            introduce(desk, claimed, expert, turn=turn)
            return claimed
    _too_late(desk, turn, tickets.get(desk.uow, ticket.id))
    return None


def _too_late(desk: Desk, turn: Turn, ticket: Ticket) -> None:
    """Tell a later one how the ticket stands; his message stays with the ticket."""
    expert = me(turn)
    messages.tie(desk.uow, _ids(turn), ticket.id)
    if ticket.expert_id == expert.id and ticket.status in HELD:
        answer(desk, turn, say("already_yours", no=ticket.no), ticket=ticket)
    elif ticket.status in HELD:
        holder = "、".join(workers(desk, ticket))
        answer(desk, turn, say("too_late", no=ticket.no, holder=holder), ticket=ticket)
    else:
        status = wording.STATUS[Status(ticket.status)]
        answer(desk, turn, say("ticket_over", no=ticket.no, status=status), ticket=ticket)


def introduce(
    desk: Desk, ticket: Ticket, expert: Expert, *, turn: Turn | None, assigned: bool = False
) -> None:
    """Tell requester and expert of each other, and the groups that nobody else is needed."""
    who = "assigned" if assigned else "claimed"
    tell_requester(
        desk,
        ticket,
        f"{who}_requester",
        expert=expert.name,
        speciality=wording.short(wording.masked(expert.speciality), 18),
    )
    rooms = rooms_told(desk, ticket)
    if turn is not None and turn.room is not None and turn.room.kind == RoomKind.EXPERT:
        rooms = list(dict.fromkeys([turn.room.name, *rooms]))
    for room in rooms:
        tell_room(desk, room, say("claimed_room", no=ticket.no, expert=expert.name), ticket=ticket)
    _hand_contact(desk, ticket, expert, f"{who}_expert")


def _hand_contact(desk: Desk, ticket: Ticket, expert: Expert, text: str) -> None:
    enterprise = people.enterprise(desk.uow, ticket.enterprise_id) if ticket.enterprise_id else None
    values = facts(desk, ticket)
    about = [values["urgency"], wording.deadline(ticket.deadline, lead=""), wording.trade(ticket.category)]
    filled = say(
        text,
        no=ticket.no,
        enterprise=enterprise.name if enterprise else ticket.requester,
        district=values["district"],
        contact=_contact(enterprise, ticket),
        phone=_phone(enterprise, ticket),
        body=wording.short(ticket.body, 300),
        facts=" · ".join(part for part in about if part),
    )
    files: list[str | None] = [
        each.attachment for each in messages.of_ticket(desk.uow, ticket.id) if each.attachment
    ]
    first, *others = files or [None]
    tell_person(desk, expert.wechat_name, filled, ticket=ticket, attachment=first)
    for name in others:
        tell_person(desk, expert.wechat_name, f"【{ticket.no}】{name}", ticket=ticket, attachment=name)


def _contact(enterprise: Enterprise | None, ticket: Ticket) -> str:
    if enterprise is None or not enterprise.contact_name:
        return f"（微信：{ticket.requester}）"
    return f"{enterprise.contact_name}（微信：{ticket.requester}）"


def _phone(enterprise: Enterprise | None, ticket: Ticket) -> str:
    written = wording.phones(ticket.body)
    known = [enterprise.phone] if enterprise and enterprise.phone else []
    return " / ".join(dict.fromkeys([*written, *known])) or "电话没登记，请在群里联系"


def decline(desk: Desk, turn: Turn) -> Ticket | None:
    """An asked expert cannot: the next one is asked at once."""
    expert = me(turn)
    meant = named(desk, turn)
    waiting = tickets.offered_in(desk.uow, (Status.OPEN, *HELD), expert.id, (Answer.WAITING,))
    if meant is not None:
        if meant.expert_id == expert.id and meant.status in HELD:
            return release(desk, turn)
        return refuse(desk, turn, meant) if meant in waiting else None
    if len(waiting) > 1 and not turn.understanding.everything:
        ask_which(desk, turn, waiting)
        return None
    return [refuse(desk, turn, each) for each in waiting][-1] if waiting else None


def refuse(desk: Desk, turn: Turn, ticket: Ticket, *, next_one: bool = True) -> Ticket:
    """Record the "no" to one offer."""
    expert = me(turn)
    offer = offers.find(desk.uow, ticket.id, expert.id, ticket.cycle)
    offers.answer(desk.uow, ticket.id, expert.id, ticket.cycle, Answer.DECLINED, desk.now)
    ticket = note(desk, ticket, Change.DECLINED, actor=expert.name, detail=turn.text, message_ids=_ids(turn))
    if offer is not None and offer.asked_by is not None:
        holder = people.expert(desk.uow, offer.asked_by)
        text = say("transfer_declined", no=ticket.no, target=expert.name)
        tell_person(desk, holder.wechat_name, text, ticket=ticket)
    elif ticket.status == Status.OPEN and next_one:
        ask(desk, ticket, 1, wave=0)
    return ticket


def _held(desk: Desk, turn: Turn, *, helping: bool = False) -> Ticket | None:
    """The ticket in his hands that he speaks of; several and no number: the bot asks."""
    expert = me(turn)
    mine = tickets.held_by(desk.uow, expert.id)
    if helping:
        mine += tickets.helped_by(desk.uow, expert.id)
    meant = named(desk, turn)
    if meant is not None:
        if meant in mine:
            return meant
        if turn.understanding.ticket is not None:
            _say_not_holder(desk, turn, meant)
        return None
    if turn.understanding.ticket is not None:
        answer(desk, turn, say("no_such_ticket", no=turn.understanding.ticket))
        return None
    if len(mine) > 1:
        ask_which(desk, turn, mine)
        return None
    return mine[0] if mine else None


def _say_not_holder(desk: Desk, turn: Turn, ticket: Ticket) -> None:
    if ticket.status == Status.OPEN:
        answer(desk, turn, say("not_holder", no=ticket.no, holder="，还没人接"), ticket=ticket)
    elif ticket.status in HELD:
        holder = "、".join(workers(desk, ticket))
        answer(desk, turn, say("too_late", no=ticket.no, holder=holder), ticket=ticket)
    else:
        status = wording.STATUS[Status(ticket.status)]
        answer(desk, turn, say("ticket_over", no=ticket.no, status=status), ticket=ticket)


def release(desk: Desk, turn: Turn) -> Ticket | None:
    """Give a ticket back: others are asked at once, the clock starts anew, the requester is told."""
    expert = me(turn)
    ticket = _held(desk, turn, helping=True)
    if ticket is None:
        return decline(desk, turn) if turn.understanding.ticket is None else None
    if ticket.expert_id != expert.id:
        tickets.remove_helper(desk.uow, ticket.id, expert.id)
        return note(desk, ticket, Change.NOTED, actor=expert.name, detail="不再协助", message_ids=_ids(turn))
    offers.answer(desk.uow, ticket.id, expert.id, ticket.cycle, Answer.DECLINED, desk.now)
    released = shift(
        desk,
        ticket,
        Change.RELEASED,
        actor=expert.name,
        detail=turn.text,
        message_ids=_ids(turn),
        **fresh_cycle(desk, ticket),
    )
    if released is None:
        return None
    asked = start(desk, released, again=True)
    tell_requester(
        desk,
        released,
        "released_requester",
        expert=expert.name,
        minutes=target_minutes(desk, released.urgency),
        asked=f"{len(asked)}位师傅" if asked else "师傅",
    )
    return released


def transfer(desk: Desk, turn: Turn) -> Ticket | None:
    """Hand over to a named colleague, who must accept; without holding it: decline and recommend."""
    expert = me(turn)
    ticket = named(desk, turn) or _only(tickets.held_by(desk.uow, expert.id))
    waiting = tickets.offered_in(desk.uow, (Status.OPEN,), expert.id, (Answer.WAITING,))
    if ticket is None:
        ticket = _only(waiting)
    if ticket is None:
        mine = tickets.held_by(desk.uow, expert.id) + waiting
        if len(mine) > 1:
            ask_which(desk, turn, mine)
        return None
    colleague = colleague_named(desk, turn, ticket)
    if colleague is None or colleague.id == expert.id:
        return None
    if ticket.expert_id == expert.id and ticket.status in HELD:
        offer_to(desk, ticket, colleague, expert)
        text = say("transfer_asked", no=ticket.no, target=colleague.name)
        tell_person(desk, expert.wechat_name, text, ticket=ticket)
        return note(
            desk,
            ticket,
            Change.NOTED,
            actor=expert.name,
            detail=f"想转给{colleague.name}",
            message_ids=_ids(turn),
        )
    if ticket.status != Status.OPEN:
        _say_not_holder(desk, turn, ticket)
        return None
    if ticket in waiting:
        refuse(desk, turn, ticket, next_one=False)
    offer_directly(desk, ticket, colleague)
    return ticket


def _only(choices: Sequence[Ticket]) -> Ticket | None:
    return choices[0] if len(choices) == 1 else None


def colleague_named(desk: Desk, turn: Turn, ticket: Ticket | None) -> Expert | None:
    """The expert that a name in the message means; those of the ticket's trade first; else the bot asks."""
    name = turn.understanding.target or ""
    mentioned = _mentioned(desk, turn)
    found = mentioned or experts_named(people.all_experts(desk.uow), name)
    if len(found) > 1 and ticket is not None:
        found = [each for each in found if ticket.category in each.trades] or found
    if len(found) == 1:
        return found[0]
    if not found:
        answer(desk, turn, say("no_such_expert", name=name or "这位"), ticket=ticket)
        return None
    shown = [each.name for each in found[:5]]
    answer(desk, turn, say("which_person", name=name, choices="、".join(shown)), ticket=ticket)
    records.ask(
        desk.uow,
        person=turn.person.nickname,
        intent=turn.understanding.intent,
        at=desk.now,
        text=turn.text,
        ticket_nos=[ticket.no] if ticket else [],
        target=name,
        options=shown,
    )
    return None


def _mentioned(desk: Desk, turn: Turn) -> list[Expert]:
    nicknames = dict.fromkeys(name for message in turn.messages for name in message.mentions)
    found = (people.expert_called(desk.uow, name) for name in nicknames if name != desk.bot_name)
    return [each for each in found if each is not None]


def _take_over(desk: Desk, turn: Turn, ticket: Ticket) -> Ticket | None:
    expert = me(turn)
    former = people.expert(desk.uow, ticket.expert_id) if ticket.expert_id else None
    offers.answer(desk.uow, ticket.id, expert.id, ticket.cycle, Answer.CLAIMED, desk.now)
    tickets.remove_helper(desk.uow, ticket.id, expert.id)
    taken = shift(
        desk,
        ticket,
        Change.TRANSFERRED,
        actor=expert.name,
        message_ids=_ids(turn),
        expert_id=expert.id,
        claimed_at=desk.now,
        pickup_due=desk.now + desk.escalation(ticket.urgency).target,
    )
    if taken is None:
        return None
    introduce(desk, taken, expert, turn=turn)
    if former is not None:
        text = say("transferred_old", no=taken.no, expert=expert.name)
        tell_person(desk, former.wechat_name, text, ticket=taken)
    return taken


def join(desk: Desk, turn: Turn) -> Ticket | None:
    """Help the one who already has it; on an open ticket that is a claim."""
    expert = me(turn)
    ticket = named(desk, turn) or _joinable(desk, turn, expert)
    if ticket is None:
        return None
    if ticket.status == Status.OPEN:
        return take(desk, turn, ticket)
    if ticket.status not in HELD or ticket.expert_id is None or ticket.expert_id == expert.id:
        _too_late(desk, turn, ticket)
        return None
    if not tickets.add_helper(desk.uow, ticket.id, expert.id, desk.now):
        return None
    joined = note(desk, ticket, Change.JOINED, actor=expert.name, detail=turn.text, message_ids=_ids(turn))
    holder = people.expert(desk.uow, ticket.expert_id)
    to_holder = say("joined_holder", no=ticket.no, expert=expert.name, phone=expert.phone)
    tell_person(desk, holder.wechat_name, to_holder, ticket=joined)
    to_helper = say("joined_helper", no=ticket.no, holder=holder.name, phone=holder.phone)
    tell_person(desk, expert.wechat_name, to_helper, ticket=joined)
    return joined


def _joinable(desk: Desk, turn: Turn, expert: Expert) -> Ticket | None:
    """The ticket a helper speaks of: held by the one he names, else the one just taken from him."""
    if turn.understanding.target:
        named_ones = {
            each.id for each in experts_named(people.all_experts(desk.uow), turn.understanding.target)
        }
        held = [t for t in tickets.with_status(desk.uow, HELD) if t.expert_id in named_ones]
        if held or named_ones:
            return max(held, key=lambda each: (each.claimed_at or each.opened_at, each.no), default=None)
    lost = tickets.offered_in(desk.uow, HELD, expert.id, (Answer.WITHDRAWN,))
    if lost:
        return max(lost, key=lambda each: (each.claimed_at or each.opened_at, each.no))
    since = desk.now - desk.policy.followup  # an old claim is not what "算我一个" answers to
    recent = [
        each
        for each in tickets.with_status(desk.uow, HELD)
        if each.expert_id != expert.id and each.claimed_at is not None and each.claimed_at >= since
    ]
    return max(recent, key=lambda each: (each.claimed_at or each.opened_at, each.no)) if recent else None


def progress(desk: Desk, turn: Turn) -> Ticket | None:
    """On the way, on site, needs parts: on record, without a word to the groups."""
    ticket = _held(desk, turn, helping=True)
    if ticket is None:
        return None
    return shift(desk, ticket, Change.PROGRESS, actor=me(turn).name, detail=turn.text, message_ids=_ids(turn))


def resolve(desk: Desk, turn: Turn) -> Ticket | None:
    """He says it is fixed: the requester is asked."""
    ticket = _held(desk, turn, helping=True)
    if ticket is None:
        return None
    how = turn.text if len(turn.text) > 8 else None
    resolved = shift(
        desk,
        ticket,
        Change.RESOLVED,
        actor=me(turn).name,
        detail=turn.text,
        message_ids=_ids(turn),
        resolved_at=desk.now,
        solution=how or ticket.solution,
    )
    if resolved is None:
        return None
    remind_later(desk, resolved)
    solution = f"：{wording.short(wording.masked(how), 40)}" if how else "。"
    tell_requester(desk, resolved, "resolved_requester", expert=me(turn).name, solution=solution)
    return resolved


def availability(desk: Desk, turn: Turn) -> Ticket | None:
    """Leave and return are recorded; his waiting offers go to others."""
    leave = turn.understanding.leave
    if leave is None:
        return None
    expert = me(turn)
    people.set_leave(desk.uow, expert.id, leave.away, leave.until)
    answer(desk, turn, say("leave_noted", name=expert.name, state=wording.leave(leave)))
    if leave.away:
        for ticket in tickets.offered_in(desk.uow, (Status.OPEN,), expert.id, (Answer.WAITING,)):
            refuse(desk, turn, ticket)
    return None


def chat(desk: Desk, turn: Turn) -> Ticket | None:
    """Chatter and advice: silence; advice that names or quotes a ticket stays with it.

    Who asks what he has in hand is told so.
    """
    if turn.understanding.query is not None:
        answer(desk, turn, load_of(desk, me(turn)))
        return None
    ticket = named(desk, turn)
    if ticket is None or ticket.status in (Status.CLOSED, Status.CANCELLED):
        return None
    return note(desk, ticket, Change.NOTED, actor=me(turn).name, detail=turn.text, message_ids=_ids(turn))
