"""What an enterprise's message does: a request becomes a ticket; the rest goes to its ticket."""

import re
from datetime import datetime
from typing import Any

from handlers import wording
from handlers.desk import Desk, Turn
from handlers.dispatch import facts, rooms_told, start, target_minutes
from handlers.ledger import note, shift
from handlers.people import coordinators_for
from handlers.picking import named, owns, pick_own
from handlers.telling import answer, at, tell_coordinators, tell_person, tell_room
from handlers.understanding.enterprise import read_fields
from handlers.understanding.values import Intent, Kind, RequestFields, Urgency
from prompts.texts import say
from storage import messages, people, tickets, timers
from storage.people import Expert
from storage.terms import HELD, LIVE, Change, Status, TimerKind
from storage.tickets import Ticket

_ENDED = (Status.RESOLVED, Status.CLOSED)


def request(desk: Desk, turn: Turn) -> Ticket | None:
    """Open a ticket, ask the first experts and answer in the group; a repeat only bumps the old one."""
    fields = turn.understanding.request or RequestFields()
    spoken_of = named(desk, turn)
    if turn.understanding.ticket is not None and spoken_of is not None and owns(turn, spoken_of):
        # Who writes his own ticket's number asks for no new one.
        return reopen(desk, turn) if spoken_of.status in _ENDED else followup(desk, turn)
    repeated = _repeated(desk, turn)
    if repeated is not None:
        return note(
            desk,
            repeated,
            Change.MERGED,
            actor=turn.person.nickname,
            message_ids=[message.id for message in turn.messages],
        )
    ticket = _open(desk, turn, fields)
    if fields.kind is Kind.TRAINING:
        _pass_training_on(desk, turn, ticket)
        return ticket
    asked = start(desk, ticket)
    text = "request_opened" if asked else "request_nobody"
    filled = say(
        text,
        no=ticket.no,
        title=ticket.title,
        trade=wording.trade(ticket.category),
        minutes=target_minutes(desk, ticket.urgency),
        asked=_asked(asked),
        urgency=wording.URGENCY[ticket.urgency],
        deadline=wording.deadline(ticket.deadline),
    )
    _tell_requester(desk, ticket, filled)
    return ticket


def _asked(experts: list[Expert]) -> str:
    return f"{len(experts)}位师傅（{'、'.join(each.name for each in experts)}）" if experts else "师傅"


def _open(desk: Desk, turn: Turn, fields: RequestFields) -> Ticket:
    enterprise = turn.person.enterprise
    room = turn.room
    asked_at = min(message.at for message in turn.messages)
    due = asked_at + desk.escalation(fields.urgency).target if fields.kind is Kind.PROBLEM else None
    deadline = fields.deadline
    ticket = tickets.create(
        desk.uow,
        kind=fields.kind,
        category=fields.category,
        urgency=fields.urgency,
        mode=fields.mode,
        deadline=deadline.isoformat() if deadline else None,
        order_value_yuan=fields.order_value_yuan,
        problems=fields.problems,
        body=wording.clean(turn.text),
        title=wording.short(wording.masked(fields.title or turn.text), 24) or "（图片或文件）",
        enterprise_id=enterprise.id if enterprise else None,
        requester=turn.person.nickname,
        room=turn.room_name,
        district=enterprise.district if enterprise else room.district if room else None,
        region=enterprise.region if enterprise else room.region if room else None,
        opened_at=desk.now,
        asked_at=asked_at,
        pickup_due=due,
    )
    return note(
        desk,
        ticket,
        Change.OPENED,
        actor=turn.person.nickname,
        message_ids=[message.id for message in turn.messages],
    )


def _repeated(desk: Desk, turn: Turn) -> Ticket | None:
    """The live ticket that this very text opened before, whoever of the enterprise sends it again."""
    enterprise_id = turn.person.enterprise.id if turn.person.enterprise else None
    body = wording.clean(turn.text)
    for ticket in tickets.live_of_requester(desk.uow, turn.person.nickname, enterprise_id):
        if ticket.body == body:
            return ticket
    return None


def _pass_training_on(desk: Desk, turn: Turn, ticket: Ticket) -> None:
    responsible = coordinators_for(desk.uow, ticket.district)
    values = facts(desk, ticket)
    tell_coordinators(
        desk,
        say("training_passed", no=ticket.no, title=ticket.title, **values),
        ticket=ticket,
        mentions=responsible,
    )
    coordinator = responsible[0].name if responsible else ""
    _tell_requester(
        desk, ticket, say("training_opened", no=ticket.no, title=ticket.title, coordinator=coordinator)
    )


def _tell_requester(desk: Desk, ticket: Ticket, text: str, *, mention: bool = False) -> None:
    if ticket.room is None:
        tell_person(desk, ticket.requester, text, ticket=ticket)
        return
    tell_room(desk, ticket.room, text, ticket=ticket, mentions=[ticket.requester] if mention else [])


def tell_requester(desk: Desk, ticket: Ticket, name: str, **values: object) -> None:
    """Say a text where the request was made; a text with {mention} @-s the requester."""
    mention = f"{at([ticket.requester])} " if ticket.room else ""
    _tell_requester(
        desk,
        ticket,
        say(name, no=ticket.no, mention=mention, **values),
        mention=name in ("resolved_requester", "confirm_reminder"),
    )


def followup(desk: Desk, turn: Turn) -> Ticket | None:
    """Add words or files to the writer's ticket and hand them to the claimer; a question gets the state."""
    ticket = pick_own(desk, turn, LIVE)
    if ticket is None:
        if turn.understanding.query is not None and turn.speaks_to(desk.bot_name):
            _nothing_open(desk, turn)
        return None
    ids = [message.id for message in turn.messages]
    if turn.understanding.query is not None:
        messages.tie(desk.uow, ids, ticket.id)
        return state(desk, turn, ticket)
    body = ticket.body if ticket.expert_id else f"{ticket.body}\n{wording.clean(turn.text)}".strip()
    news = _news(turn, ticket)
    ticket = note(
        desk,
        ticket,
        Change.FOLLOWUP,
        actor=turn.person.nickname,
        detail=turn.text,
        message_ids=ids,
        body=body,
        **news,
    )
    if ticket.expert_id is not None and ticket.status in HELD:
        hand_over(desk, turn, ticket, "followup_expert")
    return ticket


# A day in a later message is a deadline only where it says what is due then ("师傅周五来吗" does not).
_DUE = re.compile(r"要|交|发货|出货|装柜|船期|之前|前|截止|改到|改成|宽限|最晚|最迟")


def _says_when(turn: Turn) -> bool:
    return bool(_DUE.search(turn.text)) and read_fields(turn.text, turn.first.at).deadline is not None


def _news(turn: Turn, ticket: Ticket) -> dict[str, Any]:
    """Fields of the ticket that a later message sets: a (new) deadline, more haste, money at stake."""
    said = read_fields(turn.text, turn.first.at)
    news: dict[str, Any] = {}
    if said.deadline is not None and _DUE.search(turn.text):
        news["deadline"] = said.deadline.isoformat()
        haste = list(Urgency)
        if haste.index(said.urgency) < haste.index(Urgency(ticket.urgency)):
            news["urgency"] = said.urgency
    if said.order_value_yuan is not None and ticket.order_value_yuan is None:
        news["order_value_yuan"] = said.order_value_yuan
    return news


def _nothing_open(desk: Desk, turn: Turn) -> None:
    """He asks the bot after a ticket and has none; somebody else's number has been answered already."""
    firm = turn.person.enterprise.id if turn.person.enterprise else None
    mine = tickets.live_of_requester(desk.uow, turn.person.nickname, firm)
    if turn.understanding.ticket is None and not mine:
        answer(desk, turn, say("state_none"))


def hand_over(desk: Desk, turn: Turn, ticket: Ticket, text: str) -> None:
    """Pass the writer's words and files to the holder in private."""
    if ticket.expert_id is None:
        return
    expert = people.expert(desk.uow, ticket.expert_id)
    words = wording.short(turn.text, 200) or "（图片或文件）"
    filled = say(text, no=ticket.no, enterprise=facts(desk, ticket)["enterprise"], words=words)
    first, *others = turn.attachments or (None,)
    tell_person(desk, expert.wechat_name, filled, ticket=ticket, attachment=first)
    for name in others:
        tell_person(desk, expert.wechat_name, f"【{ticket.no}】{name}", ticket=ticket, attachment=name)


def state(desk: Desk, turn: Turn, ticket: Ticket) -> Ticket:
    """Tell the asker how his own ticket stands."""
    words = wording.STATUS[Status(ticket.status)]
    if ticket.status == Status.OPEN:
        waited = wording.minutes(desk.now - ticket.asked_at)
        words = (
            "已转工会协调员安排"
            if ticket.kind == Kind.TRAINING
            else f"正在找师傅，已等{waited}，一有人接就告诉你"
        )
    elif ticket.expert_id is not None and ticket.status in HELD:
        expert = people.expert(desk.uow, ticket.expert_id)
        words = f"{expert.name}{'接了，会联系你' if ticket.status == Status.CLAIMED else '正在处理'}"
    answer(desk, turn, say("state_own", no=ticket.no, title=ticket.title, state=words), ticket=ticket)
    return ticket


def confirm(desk: Desk, turn: Turn) -> Ticket | None:
    """The requester says it is solved: close, with the score if he gave one."""
    ticket = pick_own(desk, turn, (Status.RESOLVED, *HELD, Status.OPEN), prefer=Status.RESOLVED)
    if ticket is None:
        return rate(desk, turn) if turn.understanding.rating is not None else None
    rating, saved = turn.understanding.rating, turn.understanding.saved_yuan
    closed = shift(
        desk,
        ticket,
        Change.CONFIRMED,
        actor=turn.person.nickname,
        closed_at=desk.now,
        message_ids=[message.id for message in turn.messages],
    )
    if closed is None:
        return None
    if rating is not None or saved is not None:
        closed = _rated(desk, closed, turn, rating, saved)
    outcome = wording.outcome(rating, saved)
    expert = people.expert(desk.uow, closed.expert_id) if closed.expert_id else None
    if outcome or expert is None:
        tell_requester(desk, closed, "closed_requester", outcome=outcome)
    else:
        tell_requester(desk, closed, "closed_rate", expert=expert.name)
    if expert is not None:
        enterprise = facts(desk, closed)["enterprise"]
        text = say("closed_expert", no=closed.no, enterprise=enterprise, outcome=outcome)
        tell_person(desk, expert.wechat_name, text, ticket=closed)
    elif ticket.status == Status.OPEN:
        _tell_rooms_over(desk, closed)
    return closed


def _rated(desk: Desk, ticket: Ticket, turn: Turn, rating: int | None, saved: int | None) -> Ticket:
    return note(
        desk,
        ticket,
        Change.RATED,
        actor=turn.person.nickname,
        message_ids=[each.id for each in turn.messages],
        rating=rating if rating is not None else ticket.rating,
        saved_yuan=saved if saved is not None else ticket.saved_yuan,
    )


def rate(desk: Desk, turn: Turn) -> Ticket | None:
    """Record a score or an outcome; on a ticket that still waits to be confirmed it confirms as well."""
    waiting = pick_own(desk, turn, (Status.RESOLVED,), ask=False)
    if waiting is not None:
        return confirm(desk, turn)
    ticket = pick_own(desk, turn, (Status.CLOSED,), ask=False)
    if ticket is None:
        held = pick_own(desk, turn, HELD, ask=False)
        return confirm(desk, turn) if held is not None and turn.understanding.rating is not None else None
    rated = _rated(desk, ticket, turn, turn.understanding.rating, turn.understanding.saved_yuan)
    if rated.expert_id is not None:
        outcome = wording.outcome(turn.understanding.rating, turn.understanding.saved_yuan)
        text = say(
            "rated_expert",
            no=rated.no,
            enterprise=facts(desk, rated)["enterprise"],
            outcome=outcome.lstrip("，") or wording.short(turn.text, 60),
        )
        expert = people.expert(desk.uow, rated.expert_id)
        tell_person(desk, expert.wechat_name, text, ticket=rated)
    return rated


def reopen(desk: Desk, turn: Turn) -> Ticket | None:
    """Not solved, or it has come back: the holder is told, or experts are asked anew."""
    ticket = pick_own(desk, turn, (Status.RESOLVED, Status.CLOSED), prefer=Status.RESOLVED, recent=True)
    if ticket is None:
        return followup(desk, turn) if pick_own(desk, turn, HELD, ask=False) else None
    held = ticket.expert_id is not None
    values: dict[str, Any] = {"resolved_at": None, "closed_at": None}
    if not held:
        values |= fresh_cycle(desk, ticket)
    reopened = shift(
        desk,
        ticket,
        Change.REOPENED,
        actor=turn.person.nickname,
        detail=turn.text,
        held=held,
        message_ids=[message.id for message in turn.messages],
        **values,
    )
    if reopened is None:
        return None
    if reopened.expert_id is not None:
        hand_over(desk, turn, reopened, "reopened_expert")
        expert = people.expert(desk.uow, reopened.expert_id)
        tell_requester(desk, reopened, "reopened_requester", expert=expert.name)
        return reopened
    asked = start(desk, reopened, again=True)
    tell_requester(
        desk, reopened, "reopened_open", asked=_asked(asked), minutes=target_minutes(desk, reopened.urgency)
    )
    return reopened


def fresh_cycle(desk: Desk, ticket: Ticket) -> dict[str, Any]:
    """Fields of a ticket that goes on offer anew: the pickup clock starts now."""
    return {
        "cycle": ticket.cycle + 1,
        "expert_id": None,
        "claimed_at": None,
        "breached_at": None,
        "pickup_due": desk.now + desk.escalation(ticket.urgency).target,
    }


def cancel(desk: Desk, turn: Turn) -> Ticket | None:
    """The requester withdraws: everybody concerned is told."""
    ticket = pick_own(desk, turn, LIVE)
    if ticket is None:
        return None
    return withdraw(desk, ticket, turn.person.nickname, [message.id for message in turn.messages])


def withdraw(desk: Desk, ticket: Ticket, actor: str, message_ids: list[int]) -> Ticket | None:
    """Cancel at the requester's wish (or because he recalled the request)."""
    was_open = ticket.status == Status.OPEN
    cancelled = shift(
        desk, ticket, Change.CANCELLED, actor=actor, message_ids=message_ids, closed_at=desk.now
    )
    if cancelled is None:
        return None
    told = tell_experts_over(desk, cancelled, was_open=was_open)
    tell_requester(desk, cancelled, "cancelled_requester", told=told)
    return cancelled


def tell_experts_over(desk: Desk, ticket: Ticket, *, was_open: bool, reason: str = "") -> str:
    """Tell those who were asked, or the holder, that it is over; returns whom, for the requester."""
    if ticket.expert_id is None:
        rooms = _tell_rooms_over(desk, ticket) if was_open else []
        return "已告诉师傅们不用来了。" if rooms else ""
    expert = people.expert(desk.uow, ticket.expert_id)
    enterprise = facts(desk, ticket)["enterprise"]
    text = say("cancelled_expert", no=ticket.no, enterprise=enterprise, reason=reason)
    tell_person(desk, expert.wechat_name, text, ticket=ticket)
    return f"已告诉{expert.name}不用来了。"


def _tell_rooms_over(desk: Desk, ticket: Ticket) -> list[str]:
    rooms = rooms_told(desk, ticket)
    for room in rooms:
        tell_room(
            desk,
            room,
            say(
                "over_room", no=ticket.no, status="已取消" if ticket.status == Status.CANCELLED else "已结单"
            ),
            ticket=ticket,
        )
    return rooms


def recall(desk: Desk, turn: Turn) -> Ticket | None:
    """A recalled message: a request whose every message is taken back is withdrawn."""
    recalled = messages.received_as(desk.uow, desk.channel, turn.first.quote or "")
    if recalled is None or recalled.sender != turn.first.sender:
        return None
    messages.mark_recalled(desk.uow, recalled, desk.now)
    if recalled.ticket_id is None:
        return None
    ticket = tickets.get(desk.uow, recalled.ticket_id)
    if ticket.requester != recalled.sender or ticket.status not in LIVE:
        return None
    left = [
        each
        for each in messages.of_ticket(desk.uow, ticket.id)
        if each.recalled_at is None and each.sender == ticket.requester and each.at <= ticket.opened_at
    ]
    if not left and recalled.at <= ticket.opened_at:
        return withdraw(desk, ticket, recalled.sender, [turn.first.id])
    return note(
        desk, ticket, Change.NOTED, actor=recalled.sender, detail="撤回一条", message_ids=[turn.first.id]
    )


def chat(desk: Desk, turn: Turn) -> Ticket | None:
    """Neither request nor clearly about one: silence, unless it belongs to his ticket's talk."""
    if not (turn.understanding.technical or turn.attachments or _says_when(turn)):
        return None
    ticket = pick_own(desk, turn, (Status.OPEN, *HELD), ask=False)
    if ticket is None or _talk_is_over(desk, turn, ticket):
        return None
    return followup(desk, turn)


def _talk_is_over(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    said = [
        each.at for each in messages.of_ticket(desk.uow, ticket.id) if each.sender == turn.person.nickname
    ]
    last: datetime | None = max(said, default=None)
    return last is None or turn.first.at - last > desk.policy.followup


def remind_later(desk: Desk, ticket: Ticket) -> None:
    """After "solved": one reminder, then closing without an answer."""
    for kind, wait in (
        (TimerKind.CONFIRM_REMINDER, desk.policy.confirm_remind),
        (TimerKind.AUTO_CLOSE, desk.policy.confirm_close),
    ):
        timers.set_timer(
            desk.uow,
            kind,
            desk.now + wait,
            now=desk.now,
            ticket_id=ticket.id,
            payload={"cycle": ticket.cycle},
        )


QUESTION_INTENTS = frozenset({Intent.CONFIRM, Intent.CANCEL, Intent.REOPEN, Intent.FOLLOWUP})
