"""What an enterprise adds to its open ticket, and its question how things stand."""

import re
from datetime import datetime
from typing import Any

from handlers import wording
from handlers.concerned import hand_over
from handlers.desk import Desk, Turn
from handlers.ledger import note
from handlers.picking import pick_own
from handlers.telling import answer
from handlers.understanding.enterprise import read_fields
from handlers.understanding.values import Kind, Urgency
from prompts.texts import say
from storage import messages, people, tickets
from storage.terms import HELD, LIVE, Change, Status
from storage.tickets import Ticket


def followup(desk: Desk, turn: Turn) -> Ticket | None:
    """Add words or files to the writer's ticket and hand them to the claimer; a question gets the state."""
    ticket = pick_own(desk, turn, LIVE)
    if ticket is None:
        if turn.understanding.query is not None and turn.speaks_to(desk.bot_name):
            _nothing_open(desk, turn)
        return None
    ids = turn.message_ids
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
